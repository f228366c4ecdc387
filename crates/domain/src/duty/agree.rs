//! What a team can agree on about a duty (R-TEAM-5).

use super::{DutyKey, DutyRota};
use crate::{
    ids::EmployeeId,
    organisation::{CompetenceCode, Duty},
    reason::{Reason, Violation, Violations},
};
use chrono::NaiveDate;

/// The longest name of a duty of the team's own.
const NAME: usize = 60;

static NAMELESS: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-nameless",
    nb: "En egen oppgave må ha et navn på høyst {most} tegn.",
    nn: "Ei eiga oppgåve må ha eit namn på høgst {most} teikn.",
    en: "A duty of the team's own must have a name of at most {most} characters.",
};
static NAMED: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-named-already",
    nb: "Bare en egen oppgave har eget navn og egen kompetanse.",
    nn: "Berre ei eiga oppgåve har eige namn og eigen kompetanse.",
    en: "Only a duty of the team's own has a name and a competence of its own.",
};
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

static TWO_ROTAS: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duty-two-rotas",
    nb: "Oppgaven {duty} har alt en rekkefølge i dette tidsrommet.",
    nn: "Oppgåva {duty} har alt ei rekkjefølgje i dette tidsrommet.",
    en: "The duty {duty} already has an order in this period.",
};

/// Rotas that leave in doubt who holds a duty: on some day an earlier one in the list is about the same (R-TEAM-5).
pub fn doubled(rotas: &[DutyRota]) -> Violations {
    let key = |rota: &DutyRota| {
        (
            rota.duty,
            rota.name.as_deref().map(str::trim).map(str::to_lowercase),
        )
    };
    let begins_by =
        |rota: &DutyRota, last: Option<NaiveDate>| last.is_none_or(|last| rota.from <= last);
    let meets = |a: &DutyRota, b: &DutyRota| {
        key(a) == key(b) && begins_by(a, b.until) && begins_by(b, a.until)
    };
    let again = rotas
        .iter()
        .enumerate()
        .filter(|(n, rota)| rotas.iter().take(*n).any(|earlier| meets(earlier, rota)));
    again
        .map(|(n, rota)| {
            TWO_ROTAS
                .violation()
                .at(format!("/rotas/{n}"))
                .with("duty", duty_value(rota.key()))
        })
        .collect()
}

/// Everything that is wrong with a rota, each pointing into it (R-TEAM-5).
pub fn rota_faults(
    rota: &DutyRota,
    is_member: impl Fn(EmployeeId) -> bool,
    has: impl Fn(EmployeeId, CompetenceCode) -> bool,
) -> Violations {
    let mut faults = Violations::new();
    let name = rota.name.as_deref().map_or("", str::trim);
    let named = !name.is_empty() && name.chars().count() <= NAME;
    if rota.duty == Duty::Own && !named {
        faults.push(NAMELESS.violation().at("/name").with("most", NAME));
    }
    if rota.duty != Duty::Own && (rota.name.is_some() || rota.competence.is_some()) {
        faults.push(NAMED.violation().at("/name"));
    }
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
        let wrong = unfit(rota.key(), rota.required(), who, &is_member, &has);
        faults.extend(wrong.into_iter().map(|v| v.at(pointer.as_str())));
    }
    faults
}

/// Why somebody cannot hold a duty that needs a competence.
pub(super) fn unfit(
    duty: DutyKey<'_>,
    required: Option<CompetenceCode>,
    who: EmployeeId,
    is_member: impl Fn(EmployeeId) -> bool,
    has: impl Fn(EmployeeId, CompetenceCode) -> bool,
) -> Vec<Violation> {
    let stranger = (!is_member(who)).then(|| NOT_MEMBER.violation());
    let lacking = required
        .filter(|competence| !has(who, *competence))
        .map(|competence| {
            UNQUALIFIED
                .violation()
                .with("duty", duty_value(duty))
                .with("competence", competence.term())
        });
    stranger.into_iter().chain(lacking).collect()
}

/// A duty as a reason names it: the team's own word, or the term.
pub(super) fn duty_value((duty, name): DutyKey<'_>) -> crate::reason::Value {
    match name {
        Some(name) => name.into(),
        None => duty.term().into(),
    }
}
