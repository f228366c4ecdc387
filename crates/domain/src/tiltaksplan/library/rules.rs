//! What an entry, or a copy of one, may not say: it must make a plan that is right (R-PLAN-1, R-PLAN-2).

use super::{LibraryEntry, PlanCopy, YEAR};
use crate::{
    ids::{GoalId, LibraryId, TiltakId},
    reason::{Reason, Violations},
    tiltaksplan::{Tiltak, check_tiltak},
};
use chrono::NaiveDate;
use uuid::Uuid;

static TITLE_MISSING: Reason = Reason {
    rule: "R-PLAN-2",
    code: "library-title-missing",
    nb: "Gi oppføringen et navn som teamet kjenner igjen.",
    nn: "Gi oppføringa eit namn som teamet kjenner att.",
    en: "Give the entry a name that the team will recognise.",
};
static NOTHING_IN_IT: Reason = Reason {
    rule: "R-PLAN-2",
    code: "library-empty",
    nb: "Oppføringen har verken mål eller tiltak.",
    nn: "Oppføringa har verken mål eller tiltak.",
    en: "The entry has neither goals nor tiltak.",
};
static GOAL_TEXT: Reason = Reason {
    rule: "R-PLAN-1",
    code: "library-goal-text-missing",
    nb: "Skriv hva som skal nås.",
    nn: "Skriv kva som skal nåast.",
    en: "Say what is to be reached.",
};
static OFF_SCALE: Reason = Reason {
    rule: "R-PLAN-1",
    code: "library-goal-off-scale",
    nb: "Verdien må være fra {min} til {max}.",
    nn: "Verdien må vere frå {min} til {max}.",
    en: "The value must be from {min} to {max}.",
};
static DAYS: Reason = Reason {
    rule: "R-PLAN-1",
    code: "library-days",
    nb: "Antall dager må være fra 1 til {most}.",
    nn: "Talet på dagar må vere frå 1 til {most}.",
    en: "The number of days must be from 1 to {most}.",
};
static GOAL_FOR_GOAL: Reason = Reason {
    rule: "R-PLAN-1",
    code: "library-copy-goals",
    nb: "Oppføringen har {expected} mål. Si for hvert av dem hvorfor det er innbyggerens; {found} er sagt.",
    nn: "Oppføringa har {expected} mål. Sei for kvart av dei kvifor det er innbyggjaren sitt; {found} er sagt.",
    en: "The entry has {expected} goals. Say for each of them why it is the citizen's; {found} are said.",
};

/// What a copy lacks to be made at all: each of the entry's goals must become hers.
pub fn check_copy(entry: &LibraryEntry, copy: &PlanCopy) -> Violations {
    let (expected, found) = (entry.goals.len(), copy.goals.len());
    let violation = || {
        let violation = GOAL_FOR_GOAL.violation().at("/goals");
        violation.with("expected", expected).with("found", found)
    };
    (expected != found).then(violation).into_iter().collect()
}

/// What is wrong with an entry, all of it: it must make a plan that is right (R-PLAN-1, R-PLAN-2).
pub fn check_entry(entry: &LibraryEntry) -> Violations {
    let mut violations = Violations::new();
    if entry.title.trim().is_empty() {
        violations.push(TITLE_MISSING.violation().at("/title"));
    }
    if entry.goals.is_empty() && entry.tiltak.is_empty() {
        violations.push(NOTHING_IN_IT.violation().at("/tiltak"));
    }
    let days = |days: i32, pointer: String| {
        let violation = || DAYS.violation().at(pointer).with("most", i64::from(YEAR));
        (!(1..=YEAR).contains(&days)).then(violation)
    };
    for (i, goal) in entry.goals.iter().enumerate() {
        let at = |field: &str| format!("/goals/{i}/{field}");
        if goal.text.trim().is_empty() {
            violations.push(GOAL_TEXT.violation().at(at("text")));
        }
        if goal.target.is_some_and(|target| !goal.scale.holds(target)) {
            let (min, max) = goal.scale.range();
            let violation = OFF_SCALE.violation().at(at("target"));
            let violation = violation.with("min", i64::from(min));
            violations.push(violation.with("max", i64::from(max)));
        }
        violations.extend(days(goal.evaluate_after_days, at("evaluateAfterDays")));
    }
    let (goals, plan) = sample(entry);
    for (i, (said, tiltak)) in entry.tiltak.iter().zip(&plan).enumerate() {
        let base = format!("/tiltak/{i}");
        violations.extend(check_tiltak(tiltak, &plan, &goals, &base));
        let lasts = said.lasts_days;
        violations.extend(lasts.and_then(|n| days(n, format!("{base}/lastsDays"))));
    }
    violations
}

/// The entry as it would be copied on some Monday, to be judged by the rules of a plan.
fn sample(entry: &LibraryEntry) -> (Vec<GoalId>, Vec<Tiltak>) {
    let copy = PlanCopy {
        entry: LibraryId(Uuid::nil()),
        start: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default(),
        goals: Vec::new(),
        vedtak: None,
        temporary: None,
    };
    let number = |i: usize| Uuid::from_u128(u128::try_from(i).unwrap_or(0));
    let goals: Vec<GoalId> = (0..entry.goals.len()).map(|i| number(i).into()).collect();
    let ids: Vec<TiltakId> = (0..entry.tiltak.len()).map(|i| number(i).into()).collect();
    let (_, tiltak) = entry.copied(&copy, &goals, &ids);
    (goals, tiltak)
}
