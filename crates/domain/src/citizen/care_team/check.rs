//! What a care team must be: who may stand on which rung, one on each at a time, and a nurse who answers for
//! health services (R-CIT-2, R-CIT-3).

use super::{CareRole, CareTeam, Colleague, find};
use crate::{
    organisation::Profession,
    reason::{Reason, Violations},
};
use chrono::NaiveDate;

static PRIMARY_EDUCATION: Reason = Reason {
    rule: "R-CIT-2",
    code: "primary-contact-education",
    nb: "Primærkontakten skal ha treårig høyere utdanning i helse- eller sosialfag. Dette er en {profession}.",
    nn: "Primærkontakten skal ha treårig høgare utdanning i helse- eller sosialfag. Dette er ein {profession}.",
    en: "The primary contact must have three years of higher education in health or social care. This is a {profession}.",
};
static SECONDARY_EDUCATION: Reason = Reason {
    rule: "R-CIT-2",
    code: "secondary-contact-education",
    nb: "Sekundærkontakten skal minst være helsefagarbeider. Dette er en {profession}.",
    nn: "Sekundærkontakten skal minst vere helsefagarbeidar. Dette er ein {profession}.",
    en: "The secondary contact must at least be a healthcare worker. This is a {profession}.",
};
static NOT_IN_TEAM: Reason = Reason {
    rule: "R-CIT-2",
    code: "contact-not-in-team",
    nb: "Velg en som er medlem av teamet.",
    nn: "Vel ein som er medlem av teamet.",
    en: "Choose somebody who is a member of the team.",
};
static TWO_AT_ONCE: Reason = Reason {
    rule: "R-CIT-2",
    code: "two-contacts-at-once",
    nb: "Innbyggeren har allerede en {role} i denne tiden.",
    nn: "Innbyggjaren har alt ein {role} i denne tida.",
    en: "The citizen already has a {role} at that time.",
};
static SAME_PERSON_TWICE: Reason = Reason {
    rule: "R-CIT-2",
    code: "same-contact-twice",
    nb: "Samme person kan ikke ha to plasser i kontaktgruppen samtidig.",
    nn: "Same person kan ikkje ha to plassar i kontaktgruppa samstundes.",
    en: "One person cannot have two places on the ladder at the same time.",
};
static BACKWARDS: Reason = Reason {
    rule: "R-CIT-2",
    code: "contact-period-backwards",
    nb: "Siste dag kommer før første dag.",
    nn: "Siste dag kjem før første dag.",
    en: "The last day comes before the first.",
};
static NOT_A_NURSE: Reason = Reason {
    rule: "R-CIT-3",
    code: "responsible-nurse-profession",
    nb: "Tjenesteansvarlig for helsetjenester skal være sykepleier i teamet.",
    nn: "Tenesteansvarleg for helsetenester skal vere sjukepleiar i teamet.",
    en: "The one responsible for health services must be a nurse of the team.",
};

/// What is wrong with a care team, all of it (R-CIT-2, R-CIT-3). Rungs that ended before `today`
/// are history and not judged again.
pub fn check_care_team(team: &CareTeam, colleagues: &[Colleague], today: NaiveDate) -> Violations {
    let mut violations = Violations::new();
    for (i, member) in team.members.iter().enumerate() {
        let employee = format!("/members/{i}/employee");
        if member.until.is_some_and(|until| until < member.from) {
            let until = format!("/members/{i}/until");
            violations.push(BACKWARDS.violation().at(until));
        }
        let earlier = &team.members[..i];
        for other in earlier.iter().filter(|other| other.overlaps(member)) {
            if other.employee == member.employee {
                violations.push(SAME_PERSON_TWICE.violation().at(&employee));
            } else if other.role == member.role && member.role != CareRole::Other {
                let violation = TWO_AT_ONCE.violation().at(format!("/members/{i}/role"));
                violations.push(violation.with("role", member.role.term()));
            }
        }
        if member.until.is_some_and(|until| until < today) {
            continue;
        }
        match find(colleagues, member.employee).filter(|c| c.in_team) {
            None => violations.push(NOT_IN_TEAM.violation().at(&employee)),
            Some(c) if !member.role.admits(c.profession) => {
                let reason = match member.role {
                    CareRole::Primary => &PRIMARY_EDUCATION,
                    CareRole::Secondary | CareRole::Other => &SECONDARY_EDUCATION,
                };
                let violation = reason.violation().at(&employee);
                violations.push(violation.with("profession", c.profession.term()));
            }
            Some(_) => {}
        }
    }
    let is_nurse =
        |e| find(colleagues, e).is_some_and(|c| c.in_team && c.profession == Profession::Nurse);
    if team.responsible_nurse.is_some_and(|e| !is_nurse(e)) {
        violations.push(NOT_A_NURSE.violation().at("/responsibleNurse"));
    }
    violations
}
