//! A colleague takes a day of a duty over (R-TEAM-5).

use super::{
    DutyKey, DutyRota, DutySwap,
    agree::{duty_value, unfit},
    required_competence,
};
use crate::{
    ids::EmployeeId,
    organisation::CompetenceCode,
    reason::{Reason, Violations},
};
use chrono::NaiveDate;

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
    duty: DutyKey<'_>,
    take: &TakeOver,
    is_member: impl Fn(EmployeeId) -> bool,
    has: impl Fn(EmployeeId, CompetenceCode) -> bool,
) -> Result<Vec<DutyRota>, Violations> {
    let DutySwap { date, employee } = take.swap;
    let mut faults = Violations::new();
    if date < take.today {
        faults.push(PAST.violation().at("/date"));
    }
    let mut rotas = rotas.to_vec();
    let mut on_day = rotas.iter_mut();
    let agreed = on_day.find(|rota| rota.key() == duty && rota.holds_on(date));
    let any_may_give = agreed.as_ref().is_some_and(|rota| rota.any_may_give);
    let of_members = is_member(take.actor) && any_may_give;
    if take.actor != employee && !take.actor_leads && !of_members {
        faults.push(FOR_ANOTHER.violation().at("/employee"));
    }
    if take.away {
        faults.push(AWAY.violation().at("/employee"));
    }
    let required = agreed
        .as_ref()
        .map_or_else(|| required_competence(duty.0), |rota| rota.required());
    let wrong = unfit(duty, required, employee, &is_member, has);
    faults.extend(wrong.into_iter().map(|v| v.at("/employee")));
    match agreed {
        Some(rota) => {
            rota.swaps
                .retain(|swap| swap.date != date && take.today <= swap.date);
            rota.swaps.push(take.swap);
            rota.swaps.sort_by_key(|swap| swap.date);
        }
        None => {
            let none = NOT_AGREED.violation().at("/duty");
            faults.push(none.with("duty", duty_value(duty)));
        }
    }
    if faults.is_empty() {
        Ok(rotas)
    } else {
        Err(faults)
    }
}
