//! Why this employee and this time: «primærkontakt, 4 min fra forrige, innenfor ønsket tid».

use crate::{
    day::{Day, Step},
    fault::clock,
    lists::Item,
    problem::{Employee, Minute, Tie, Visit},
    terms::{Part, changes, faces, wished},
};
use domain::{
    ids::{EmployeeId, VisitId},
    organisation::CompetenceCode,
    reason::{Language, Reason, Violation},
};
use std::collections::HashMap;

/// Why a visit stands on a list, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// Which visit.
    pub visit: VisitId,
    /// Whose list.
    pub employee: EmployeeId,
    /// When.
    pub start: Minute,
    /// The grounds, the most telling first.
    pub grounds: Vec<Violation>,
    /// The points it adds to the score, per term.
    pub parts: Vec<Part>,
}

impl Why {
    /// The grounds as one line.
    pub fn line(&self, language: Language) -> String {
        let words: Vec<String> = self.grounds.iter().map(|g| g.message(language)).collect();
        words.join(", ")
    }
}

macro_rules! grounds {
    ($($name:ident = $rule:literal, $code:literal, $nb:literal, $nn:literal, $en:literal;)+) => {$(
        static $name: Reason = Reason { rule: $rule, code: $code, nb: $nb, nn: $nn, en: $en };
    )+};
}

grounds! {
    CLAIMED = "R-WL-2", "claimed", "tatt av den ansatte selv", "teke av den tilsette sjølv", "claimed by the employee";
    PINNED = "R-WL-2", "pinned", "låst til den ansatte", "låst til den tilsette", "pinned to the employee";
    PRIMARY = "R-WL-7", "primary-contact", "primærkontakt", "primærkontakt", "primary contact";
    SECONDARY = "R-WL-7", "secondary-contact", "sekundærkontakt", "sekundærkontakt", "secondary contact";
    KNOWN = "R-WL-7", "known-face", "kjent ansikt", "kjent ansikt", "known face";
    SEEN = "R-WL-7", "seen-in-90-days", "har vært der før", "har vore der før", "has been there before";
    NEW = "R-WL-7", "new-face", "ny for innbyggeren", "ny for innbyggjaren", "new to the citizen";
    ONLY_ONE = "R-WL-4", "only-one-who-may", "den eneste på jobb som kan", "den einaste på jobb som kan", "the only one at work who may";
    PART = "R-WL-4", "takes-the-part", "tar delen som krever {competence}", "tek delen som krev {competence}", "takes the part that requires {competence}";
    NEAR = "R-WL-5", "minutes-from-previous", "{minutes} min fra forrige", "{minutes} min frå førre", "{minutes} min from the previous";
    WAITED = "R-WL-5", "waits", "{minutes} min venting", "{minutes} min venting", "{minutes} min waiting";
    WITH = "R-WL-4", "starts-together", "to ansatte samtidig", "to tilsette samstundes", "two employees together";
    AFTER = "R-WL-4", "after-another", "etter besøket før", "etter besøket før", "after the visit before";
    IN_TIME = "R-WL-4", "within-wished-time", "innenfor ønsket tid", "innanfor ønskt tid", "within the wished time";
    OUT_OF_TIME = "R-WL-4", "outside-wished-time", "{minutes} min utenfor ønsket tid", "{minutes} min utanfor ønskt tid", "{minutes} min outside the wished time";
    AS_KNOWN = "R-WL-5", "as-known", "som før", "som før", "as before";
    NEW_EMPLOYEE = "R-WL-5", "changed-employee", "ny ansatt på besøket", "ny tilsett på besøket", "another employee on the visit";
    NEW_TIME = "R-WL-5", "changed-time", "flyttet fra {at}", "flytta frå {at}", "moved from {at}";
}

pub(crate) fn why(day: &Day<'_>, parts: &[Part]) -> Vec<Why> {
    let mut by_visit: HashMap<(VisitId, EmployeeId), Vec<Part>> = HashMap::new();
    for part in parts {
        if let (Some(visit), Some(employee)) = (part.visit, part.employee) {
            by_visit.entry((visit, employee)).or_default().push(*part);
        }
    }
    let mut whys = Vec::new();
    for walk in day.walks() {
        let Some(employee) = day.employee(walk.employee) else {
            continue;
        };
        for step in walk.steps.iter().filter(|s| !s.is_fact) {
            let Item::Visit(id) = step.what else { continue };
            let Some(visit) = day.visit(id) else { continue };
            whys.push(Why {
                visit: id,
                employee: walk.employee,
                start: step.start,
                grounds: grounds(day, employee, visit, step),
                parts: by_visit.remove(&(id, walk.employee)).unwrap_or_default(),
            });
        }
    }
    whys
}

/// Whether some seat would be empty without her.
fn is_needed(day: &Day<'_>, employee: &Employee, visit: &Visit) -> bool {
    let seats = visit.seats();
    let alike = visit.second_requires.is_none();
    let enough = if alike { seats.len() } else { 1 };
    let staff = &day.problem.employees;
    seats.into_iter().any(|asks| {
        let able = staff.iter().filter(|e| e.competences.is_superset(asks));
        employee.competences.is_superset(asks) && able.count() == enough
    })
}

/// Of a visit with two different seats: what hers asks for and the other's does not.
fn part_taken(day: &Day<'_>, employee: &Employee, visit: &Visit) -> Option<CompetenceCode> {
    let second = visit.second_requires.as_ref()?;
    let mut with = day.lists.assignments();
    let (other, ..) = with.find(|(who, id, _)| *id == visit.id && *who != employee.id)?;
    let other = day.employee(other)?;
    let fits = |a: &Employee, b: &Employee| {
        a.competences.is_superset(&visit.requires) && b.competences.is_superset(second)
    };
    let (hers, others) =
        if fits(employee, other) && (!fits(other, employee) || employee.id < other.id) {
            (&visit.requires, second)
        } else {
            (second, &visit.requires)
        };
    hers.difference(others).next().copied()
}

fn grounds(day: &Day<'_>, employee: &Employee, visit: &Visit, step: &Step) -> Vec<Violation> {
    let mut grounds = Vec::new();
    match visit.fixed.iter().find(|f| f.employee == employee.id) {
        Some(fixed) if fixed.tie == Tie::Claimed => grounds.push(CLAIMED.violation()),
        Some(_) => grounds.push(PINNED.violation()),
        None => {}
    }
    if is_needed(day, employee, visit) {
        grounds.push(ONLY_ONE.violation());
    }
    if let Some(competence) = part_taken(day, employee, visit) {
        let part = PART.violation();
        grounds.push(part.with("competence", competence.term()));
    }
    if let Some(citizen) = day.citizen(visit.citizen) {
        let reason = if citizen.primary == Some(employee.id) {
            &PRIMARY
        } else if citizen.secondary.contains(&employee.id) {
            &SECONDARY
        } else {
            match faces::face(citizen, employee.id) {
                faces::Face::Known => &KNOWN,
                faces::Face::Seen => &SEEN,
                faces::Face::New => &NEW,
            }
        };
        grounds.push(reason.violation());
    }
    grounds.push(NEAR.violation().with("minutes", i64::from(step.travel)));
    if step.wait > 0 {
        grounds.push(WAITED.violation().with("minutes", i64::from(step.wait)));
    }
    if visit.wished.is_some() {
        grounds.push(match wished::minutes_outside(visit, step.start) {
            0 => IN_TIME.violation(),
            minutes => OUT_OF_TIME.violation().with("minutes", i64::from(minutes)),
        });
    }
    if visit.employees == 2 {
        grounds.push(WITH.violation());
    }
    if !visit.after.is_empty() {
        grounds.push(AFTER.violation());
    }
    if let Some(known) = visit.known.first() {
        let (other, moved) = (
            changes::is_by_other(visit, employee.id),
            changes::is_moved(visit, step.start),
        );
        if other {
            grounds.push(NEW_EMPLOYEE.violation());
        }
        if moved {
            grounds.push(NEW_TIME.violation().with("at", clock(known.at)));
        }
        if !other && !moved {
            grounds.push(AS_KNOWN.violation());
        }
    }
    grounds
}
