//! Duties: exactly one holder on every day (R-TEAM-5).

use crate::{
    ids::*,
    organisation::{CompetenceCode, Duty},
    reason::{Reason, Violation, Violations},
    text_enum, time,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// How a duty goes round.
    pub enum Rotation {
        /// The first in the order holds it; the others stand in.
        Fixed = "fixed", "fast", "fast", "fixed";
        /// The next in the order every day.
        Daily = "daily", "daglig", "dagleg", "daily";
        /// The next in the order every ISO week.
        Weekly = "weekly", "ukentlig", "kvar veke", "weekly";
    }
}

/// Who holds a duty, as the team has agreed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyRota {
    /// Which duty.
    pub duty: Duty,
    /// How it goes round.
    pub rotation: Rotation,
    /// First day; the first in the order holds it then.
    pub from: NaiveDate,
    /// Last day, when it ends.
    pub until: Option<NaiveDate>,
    /// In which order.
    pub order: Vec<EmployeeId>,
    /// Days on which somebody else has taken it.
    pub swaps: Vec<DutySwap>,
}

/// One day of a duty that a colleague has taken over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutySwap {
    /// Which day.
    pub date: NaiveDate,
    /// Who holds it instead.
    pub employee: EmployeeId,
}

text_enum! {
    /// Why it is this holder.
    pub enum HolderReason {
        /// It is her turn.
        Turn = "turn", "etter tur", "etter tur", "in turn";
        /// She took the day from another.
        Swap = "swap", "byttet", "bytt", "swapped";
        /// She stands in for one who is absent or no longer qualified.
        StandIn = "stand_in", "vikarierer", "vikarierer", "standing in";
        /// Nobody in the order can: the leader, flagged.
        Leader = "leader", "leder, fordi ingen andre kan", "leiar, fordi ingen andre kan", "leader, because nobody else can";
    }
}

/// Who holds a duty on a day, and why.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// Who.
    pub employee: EmployeeId,
    /// Why she.
    pub reason: HolderReason,
}

impl Holder {
    /// Whether the team should be told that nobody of its own can hold it.
    pub fn is_flagged(&self) -> bool {
        self.reason == HolderReason::Leader
    }
}

/// The competence a duty may not be held without (R-TEAM-5).
pub const fn required_competence(duty: Duty) -> Option<CompetenceCode> {
    match duty {
        Duty::Fordeler => Some(CompetenceCode::Fordeling),
        Duty::PloFollowUp | Duty::JournalFollowUp | Duty::QualityControl | Duty::MeetingChair => {
            None
        }
    }
}

/// Who holds a duty on `day` (R-TEAM-5).
///
/// `can_hold` tells whether an employee is an active member, present, and has
/// [`required_competence`] that day. If the one whose turn it is cannot, the next in the order who
/// can holds it, else the leader.
pub fn holder(
    rota: &DutyRota,
    day: NaiveDate,
    can_hold: impl Fn(EmployeeId) -> bool,
    leader: EmployeeId,
) -> Holder {
    let turn = turn(rota, day);
    let swap = rota.swaps.iter().rev().find(|s| s.date == day);
    let swapped = swap.map(|s| (s.employee, HolderReason::Swap));
    let in_order = rota
        .order
        .iter()
        .cycle()
        .skip(turn)
        .take(rota.order.len())
        .zip(0..)
        .map(|(who, place)| match (place, swap) {
            (0, None) => (*who, HolderReason::Turn),
            _ => (*who, HolderReason::StandIn),
        });
    let (employee, reason) = swapped
        .into_iter()
        .chain(in_order)
        .find(|(who, _)| can_hold(*who))
        .unwrap_or((leader, HolderReason::Leader));
    Holder { employee, reason }
}

/// Place in the order of the one whose turn it is.
fn turn(rota: &DutyRota, day: NaiveDate) -> usize {
    let passed = match rota.rotation {
        Rotation::Fixed => 0,
        Rotation::Daily => (day - rota.from).num_days(),
        Rotation::Weekly => (time::week_start(day) - time::week_start(rota.from)).num_weeks(),
    };
    let people = i64::try_from(rota.order.len()).unwrap_or(1).max(1);
    usize::try_from(passed.rem_euclid(people)).unwrap_or(0)
}

static NOBODY: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-without-holder",
    nb: "Oppgaven må ha minst én som holder den.",
    nn: "Oppgåva må ha minst éin som held ho.",
    en: "The duty must have at least one holder.",
};
static TWICE: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-holder-twice",
    nb: "Samme medarbeider står to ganger i rekkefølgen.",
    nn: "Same medarbeidar står to gonger i rekkjefølgja.",
    en: "The same employee stands twice in the order.",
};
static NOT_MEMBER: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-holder-not-member",
    nb: "Medarbeideren er ikke med i teamet.",
    nn: "Medarbeidaren er ikkje med i teamet.",
    en: "The employee is not a member of the team.",
};
static UNQUALIFIED: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-competence-lacking",
    nb: "Oppgaven {duty} kan bare holdes av en som har kompetansen {competence}.",
    nn: "Oppgåva {duty} kan berre haldast av ein som har kompetansen {competence}.",
    en: "The duty {duty} can only be held by someone with the competence {competence}.",
};
static ENDS_FIRST: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-ends-before-start",
    nb: "Siste dag er før første dag.",
    nn: "Siste dag er før første dag.",
    en: "The last day is before the first day.",
};

/// Everything that is wrong with a rota, each pointing into it (R-TEAM-5).
pub fn rota_faults(
    rota: &DutyRota,
    is_member: impl Fn(EmployeeId) -> bool,
    has: impl Fn(EmployeeId, CompetenceCode) -> bool,
) -> Violations {
    let mut faults = Violations::new();
    if rota.order.is_empty() {
        faults.push(NOBODY.violation().at("/order"));
    }
    if rota.until.is_some_and(|until| until < rota.from) {
        faults.push(ENDS_FIRST.violation().at("/until"));
    }
    for (place, who) in rota.order.iter().enumerate() {
        if rota.order.iter().take(place).any(|earlier| earlier == who) {
            faults.push(TWICE.violation().at(format!("/order/{place}")));
        }
    }
    let in_order = rota.order.iter().copied().enumerate();
    let in_swaps = rota.swaps.iter().map(|s| s.employee).enumerate();
    let named = in_order
        .map(|(place, who)| (format!("/order/{place}"), who))
        .chain(in_swaps.map(|(place, who)| (format!("/swaps/{place}/employee"), who)));
    for (pointer, who) in named {
        let wrong = unfit(rota.duty, who, &is_member, &has);
        faults.extend(wrong.into_iter().map(|v| v.at(pointer.as_str())));
    }
    faults
}

fn unfit(
    duty: Duty,
    who: EmployeeId,
    is_member: impl Fn(EmployeeId) -> bool,
    has: impl Fn(EmployeeId, CompetenceCode) -> bool,
) -> Vec<Violation> {
    let stranger = (!is_member(who)).then(|| NOT_MEMBER.violation());
    let lacking = required_competence(duty)
        .filter(|competence| !has(who, *competence))
        .map(|competence| {
            UNQUALIFIED
                .violation()
                .with("duty", duty.term())
                .with("competence", competence.term())
        });
    stranger.into_iter().chain(lacking).collect()
}

static PAST: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-day-over",
    nb: "Dagen er over.",
    nn: "Dagen er over.",
    en: "The day is over.",
};
static NOT_AGREED: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-not-agreed",
    nb: "Teamet har ikke avtalt oppgaven {duty} den dagen.",
    nn: "Teamet har ikkje avtalt oppgåva {duty} den dagen.",
    en: "The team has not agreed on the duty {duty} that day.",
};
static FOR_ANOTHER: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-taken-for-another",
    nb: "Bare den som tar oppgaven selv, eller lederen, kan si det.",
    nn: "Berre den som tek oppgåva sjølv, eller leiaren, kan seie det.",
    en: "Only the one who takes the duty herself, or the leader, can say so.",
};
static AWAY: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-holder-absent",
    nb: "Medarbeideren er borte den dagen.",
    nn: "Medarbeidaren er borte den dagen.",
    en: "The employee is away that day.",
};

/// One who would take a day of a duty, and who says so.
#[derive(Debug, Clone, Copy)]
pub struct TakeOver {
    /// Which day, and who.
    pub swap: DutySwap,
    /// Who says so.
    pub actor: EmployeeId,
    /// Whether the actor leads the unit.
    pub actor_leads: bool,
    /// Whether the one who takes it is away that day.
    pub away: bool,
    /// Today.
    pub today: NaiveDate,
}

/// The rotas with one day of a duty taken over by a colleague (R-TEAM-5). A later swap of the same day
/// takes the place of an earlier one.
///
/// # Errors
/// Every reason why not.
pub fn taken_over(
    rotas: &[DutyRota],
    duty: Duty,
    take: &TakeOver,
    is_member: impl Fn(EmployeeId) -> bool,
    has: impl Fn(EmployeeId, CompetenceCode) -> bool,
) -> Result<Vec<DutyRota>, Violations> {
    let DutySwap { date, employee } = take.swap;
    let mut faults = Violations::new();
    if date < take.today {
        faults.push(PAST.violation().at("/date"));
    }
    if take.actor != employee && !take.actor_leads {
        faults.push(FOR_ANOTHER.violation().at("/employee"));
    }
    if take.away {
        faults.push(AWAY.violation().at("/employee"));
    }
    let wrong = unfit(duty, employee, is_member, has);
    faults.extend(wrong.into_iter().map(|v| v.at("/employee")));
    let mut rotas = rotas.to_vec();
    let agreed = rotas.iter_mut().find(|rota| {
        rota.duty == duty && rota.from <= date && rota.until.is_none_or(|until| date <= until)
    });
    match agreed {
        Some(rota) => {
            rota.swaps
                .retain(|swap| swap.date != date && take.today <= swap.date);
            rota.swaps.push(take.swap);
            rota.swaps.sort_by_key(|swap| swap.date);
        }
        None => {
            let none = NOT_AGREED.violation().at("/duty");
            faults.push(none.with("duty", duty.term()));
        }
    }
    if faults.is_empty() {
        Ok(rotas)
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const LEADER: EmployeeId = EmployeeId(Uuid::from_u128(99));

    fn who(n: u128) -> EmployeeId {
        EmployeeId(Uuid::from_u128(n))
    }
    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }
    /// From Monday 2 November.
    fn rota(rotation: Rotation) -> DutyRota {
        DutyRota {
            duty: Duty::Fordeler,
            rotation,
            from: day(2),
            until: None,
            order: vec![who(1), who(2), who(3)],
            swaps: vec![],
        }
    }
    fn on(rota: &DutyRota, d: u32, absent: &[EmployeeId]) -> (EmployeeId, HolderReason) {
        let holder = holder(rota, day(d), |e| !absent.contains(&e), LEADER);
        (holder.employee, holder.reason)
    }

    #[test]
    fn goes_round_by_day_and_by_week_or_stays() {
        use HolderReason::Turn;
        assert_eq!(on(&rota(Rotation::Daily), 5, &[]), (who(1), Turn));
        assert_eq!(on(&rota(Rotation::Daily), 6, &[]), (who(2), Turn));
        assert_eq!(on(&rota(Rotation::Weekly), 8, &[]), (who(1), Turn));
        assert_eq!(on(&rota(Rotation::Weekly), 9, &[]), (who(2), Turn));
        assert_eq!(on(&rota(Rotation::Fixed), 9, &[]), (who(1), Turn));
    }

    #[test]
    fn if_the_holder_is_absent_the_next_who_can_holds_it() {
        let daily = rota(Rotation::Daily);
        assert_eq!(on(&daily, 4, &[who(3)]), (who(1), HolderReason::StandIn));
        assert_eq!(
            on(&daily, 4, &[who(3), who(1)]),
            (who(2), HolderReason::StandIn)
        );
    }

    #[test]
    fn if_nobody_can_the_leader_holds_it_and_it_is_flagged() {
        let nobody = holder(&rota(Rotation::Daily), day(4), |_| false, LEADER);
        assert_eq!(nobody.employee, LEADER);
        assert!(nobody.is_flagged());
    }

    #[test]
    fn a_swap_holds_for_its_day_alone() {
        let mut daily = rota(Rotation::Daily);
        daily.swaps.push(DutySwap {
            date: day(2),
            employee: who(3),
        });
        assert_eq!(on(&daily, 2, &[]), (who(3), HolderReason::Swap));
        assert_eq!(on(&daily, 2, &[who(3)]), (who(1), HolderReason::StandIn));
        assert_eq!(on(&daily, 3, &[]), (who(2), HolderReason::Turn));
    }

    #[test]
    fn refuses_a_fordeler_without_the_competence_and_a_former_member() {
        let faults = rota_faults(&rota(Rotation::Daily), |e| e != who(2), |e, _| e != who(3));
        let found: Vec<_> = faults
            .iter()
            .map(|v| (v.reason.code, v.pointer.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                ("duty-holder-not-member", Some("/order/1")),
                ("duty-competence-lacking", Some("/order/2"))
            ]
        );
    }

    #[test]
    fn refuses_an_empty_order_one_named_twice_and_an_end_before_the_start() {
        let mut bad = rota(Rotation::Daily);
        bad.order = vec![];
        bad.until = Some(day(1));
        let codes = |rota: &DutyRota| {
            let faults = rota_faults(rota, |_| true, |_, _| true);
            faults.iter().map(|v| v.reason.code).collect::<Vec<_>>()
        };
        assert_eq!(
            codes(&bad),
            ["duty-without-holder", "duty-ends-before-start"]
        );
        bad.until = None;
        bad.order = vec![who(1), who(1)];
        assert_eq!(codes(&bad), ["duty-holder-twice"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn there_is_a_holder_on_every_day_and_it_is_one_who_can(
            offset in -400_i64..400, able in prop::collection::btree_set(1_u128..4, 0..3), weekly: bool
        ) {
            let rota = rota(if weekly { Rotation::Weekly } else { Rotation::Daily });
            let date = day(2) + chrono::TimeDelta::days(offset);
            let holder = holder(&rota, date, |e| able.iter().any(|n| who(*n) == e), LEADER);
            prop_assert_eq!(holder.is_flagged(), able.is_empty());
            prop_assert!(holder.is_flagged() || able.contains(&holder.employee.0.as_u128()));
        }
    }

    fn take(who: EmployeeId, actor: EmployeeId, d: u32) -> TakeOver {
        TakeOver {
            swap: DutySwap {
                date: day(d),
                employee: who,
            },
            actor,
            actor_leads: actor == LEADER,
            away: false,
            today: day(5),
        }
    }

    #[test]
    fn a_colleague_takes_a_day_herself_or_the_leader_says_so_and_nobody_else() {
        let rotas = [rota(Rotation::Daily)];
        let taken =
            |take: &TakeOver| taken_over(&rotas, Duty::Fordeler, take, |_| true, |_, _| true);
        for actor in [who(3), LEADER] {
            let after = taken(&take(who(3), actor, 5)).unwrap();
            assert_eq!(on(&after[0], 5, &[]), (who(3), HolderReason::Swap));
        }
        let other = taken(&take(who(3), who(1), 5)).unwrap_err();
        assert_eq!(other[0].reason.code, "duty-taken-for-another");
    }

    #[test]
    fn a_duty_for_a_former_member_who_is_away_on_a_day_that_is_over_tells_all_of_it() {
        let rotas = [rota(Rotation::Daily)];
        let late = TakeOver {
            away: true,
            ..take(who(3), who(3), 4)
        };
        let found = taken_over(&rotas, Duty::PloFollowUp, &late, |_| false, |_, _| false);
        let found = found.unwrap_err();
        let codes: Vec<_> = found.iter().map(|v| v.reason.code).collect();
        assert_eq!(
            codes,
            [
                "duty-day-over",
                "duty-holder-absent",
                "duty-holder-not-member",
                "duty-not-agreed"
            ]
        );
        let fordeler = taken_over(
            &rotas,
            Duty::Fordeler,
            &take(who(3), who(3), 6),
            |_| true,
            |_, _| false,
        );
        assert_eq!(
            fordeler.unwrap_err()[0].reason.code,
            "duty-competence-lacking"
        );
    }
}
