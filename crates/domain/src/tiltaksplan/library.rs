//! A team's own plan library: goals and tiltak that it has worked out, copied into a citizen's plan
//! and made hers there (R-PLAN-2).
//!
//! An entry says what is the same for everybody. Whose words a goal rests on, where she stands, who
//! follows it and from which day are the citizen's, and are said when it is copied.

use super::{
    Goal, GoalContent, Tiltak, TiltakContent, check_tiltak,
    goal::{GoalBasis, Scale},
    tiltak::{After, Performer, WishedWindow},
};
use crate::{
    frame::TemporaryChange,
    ids::{EmployeeId, GoalId, LibraryId, TiltakId, VedtakId},
    organisation::CompetenceCode,
    period::days_after,
    reason::{Reason, Violations},
    recurrence::Recurrence,
    service::ServiceType,
    visit::slot::Slot,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// A goal as the library has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LibraryGoal {
    /// What is to be reached, in plain words.
    pub text: String,
    /// How it is measured.
    pub scale: Scale,
    /// What is usually aimed at, on the scale.
    pub target: Option<i32>,
    /// Days from the start until it is evaluated.
    pub evaluate_after_days: i32,
}

/// Order after another tiltak of the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LibraryAfter {
    /// Which comes first: its place in the entry's list, from 0.
    pub tiltak: usize,
    /// Shortest time from its end, minutes.
    pub min_gap_minutes: i32,
    /// Longest time from its end, minutes, when it matters.
    pub max_gap_minutes: Option<i32>,
}

/// A tiltak as the library has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LibraryTiltak {
    /// Which service.
    pub service: ServiceType,
    /// What, in a line.
    pub description: String,
    /// How, so that a stranger can do it.
    pub instruction: String,
    /// What the citizen does herself.
    pub own_part: String,
    /// What the one who does it must be able to.
    #[schema(value_type = Vec<CompetenceCode>)]
    pub competences: BTreeSet<CompetenceCode>,
    /// What the other of two must be able to, when it is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<CompetenceCode>>)]
    pub second_competences: Option<BTreeSet<CompetenceCode>>,
    /// Length, minutes.
    pub minutes: i32,
    /// How many at once, 1 or 2.
    pub employees: i32,
    /// How often.
    pub recurrence: Recurrence,
    /// When in the day.
    pub window: WishedWindow,
    /// Part of the day it belongs to, when it shares a visit.
    pub slot: Option<Slot>,
    /// What it comes after.
    pub after: Option<LibraryAfter>,
    /// For which of the entry's goals: their places in the list, from 0.
    pub goals: Vec<usize>,
    /// Must be done on its day.
    pub must_do: bool,
    /// How many days it can wait.
    pub can_wait_days: i32,
    /// Who performs it.
    pub performer: Performer,
    /// Whether it is done as hverdagsmestring.
    pub mastery: bool,
    /// How many days it goes on; none when it has no end of its own.
    #[serde(default)]
    pub lasts_days: Option<i32>,
}

/// An entry of a team's plan library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LibraryEntry {
    /// What it is called.
    #[schema(example = "Trygg hjemme etter hoftebrudd")]
    pub title: String,
    /// When it is of use.
    pub when: Option<String>,
    /// What is to be reached.
    pub goals: Vec<LibraryGoal>,
    /// What is done for it.
    pub tiltak: Vec<LibraryTiltak>,
}

/// What makes a goal of the library the citizen's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GoalCopy {
    /// Why it is hers.
    pub basis: GoalBasis,
    /// Where she stands, on the scale.
    pub baseline: Option<i32>,
    /// Who follows it.
    pub owner: Option<EmployeeId>,
    /// In other words than the library's.
    #[serde(default)]
    pub text: Option<String>,
    /// Another aim than the library's.
    #[serde(default)]
    pub target: Option<i32>,
    /// Evaluated on another day than the library's.
    #[serde(default)]
    pub evaluation_date: Option<NaiveDate>,
}

/// An entry copied into a citizen's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanCopy {
    /// Which entry of the library of the team that answers for the citizen.
    pub entry: LibraryId,
    /// First day.
    pub start: NaiveDate,
    /// One for each of the entry's goals, in their order.
    pub goals: Vec<GoalCopy>,
    /// The vedtak that covers its tiltak; none while provisional.
    #[serde(default)]
    pub vedtak: Option<VedtakId>,
    /// Why it is outside the vedtak's frame, and until which day (R-PLAN-4). None within it.
    #[serde(default)]
    pub temporary: Option<TemporaryChange>,
}

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

/// The longest time ahead that an entry speaks of, days.
const YEAR: i32 = 366;
/// What an index that names nothing becomes: the rules then say that there is no such part.
const NOTHING: Uuid = Uuid::max();

fn after_days(start: NaiveDate, days: i32) -> NaiveDate {
    days_after(start, u32::try_from(days.clamp(0, YEAR)).unwrap_or(0))
}

impl LibraryTiltak {
    fn content(&self, copy: &PlanCopy, goals: &[GoalId], tiltak: &[TiltakId]) -> TiltakContent {
        let goal = |i: &usize| goals.get(*i).copied().unwrap_or(GoalId(NOTHING));
        let first = |i: usize| tiltak.get(i).copied().unwrap_or(TiltakId(NOTHING));
        TiltakContent {
            service: self.service,
            description: self.description.clone(),
            instruction: self.instruction.clone(),
            own_part: self.own_part.clone(),
            competences: self.competences.clone(),
            second_competences: self.second_competences.clone(),
            minutes: self.minutes,
            employees: self.employees,
            recurrence: self.recurrence.clone(),
            exceptions: BTreeSet::new(),
            window: self.window,
            slot: self.slot,
            after: self.after.map(|after| After {
                tiltak: first(after.tiltak),
                min_gap_minutes: after.min_gap_minutes,
                max_gap_minutes: after.max_gap_minutes,
            }),
            goals: self.goals.iter().map(goal).collect(),
            vedtak: copy.vedtak,
            must_do: self.must_do,
            can_wait_days: self.can_wait_days,
            performer: self.performer,
            designed_by: None,
            design_review_on: None,
            mastery: self.mastery,
            start: copy.start,
            end: self
                .lasts_days
                .map(|days| after_days(copy.start, days.saturating_sub(1))),
            temporary: None,
        }
    }
}

impl LibraryEntry {
    /// The goals and tiltak that a copy makes, under the ids given, one for each.
    pub fn copied(
        &self,
        copy: &PlanCopy,
        goal_ids: &[GoalId],
        tiltak_ids: &[TiltakId],
    ) -> (Vec<Goal>, Vec<Tiltak>) {
        let goals = self.goals.iter().zip(&copy.goals).zip(goal_ids);
        let goals = goals.map(|((said, own), id)| Goal {
            id: *id,
            content: GoalContent {
                text: own.text.clone().unwrap_or_else(|| said.text.clone()),
                basis: own.basis.clone(),
                scale: said.scale,
                baseline: own.baseline,
                target: own.target.or(said.target),
                owner: own.owner,
                evaluation_date: Some(
                    own.evaluation_date
                        .unwrap_or_else(|| after_days(copy.start, said.evaluate_after_days)),
                ),
            },
            evaluations: Vec::new(),
        });
        let tiltak = self.tiltak.iter().zip(tiltak_ids).map(|(said, id)| Tiltak {
            id: *id,
            content: said.content(copy, goal_ids, tiltak_ids),
        });
        (goals.collect(), tiltak.collect())
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::StatementId,
        tiltaksplan::tests::{day, tiltak},
    };

    fn walk() -> LibraryTiltak {
        let from = tiltak(1).content;
        LibraryTiltak {
            service: from.service,
            description: "Gåtrening".into(),
            instruction: "Til postkassen og tilbake".into(),
            own_part: "Bestemmer farten".into(),
            competences: from.competences,
            second_competences: None,
            minutes: 20,
            employees: 1,
            recurrence: Recurrence::daily(),
            window: from.window,
            slot: None,
            after: None,
            goals: vec![0],
            must_do: false,
            can_wait_days: 1,
            performer: Performer::TeamMember,
            mastery: true,
            lasts_days: Some(28),
        }
    }
    fn entry() -> LibraryEntry {
        LibraryEntry {
            title: "Trygg hjemme etter hoftebrudd".into(),
            when: None,
            goals: vec![LibraryGoal {
                text: "Går alene ute".into(),
                scale: Scale::SelfRated,
                target: Some(7),
                evaluate_after_days: 28,
            }],
            tiltak: vec![walk(), walk()],
        }
    }
    fn faults(entry: &LibraryEntry) -> Vec<(&'static str, String)> {
        let found = check_entry(entry).into_iter();
        found
            .map(|v| (v.reason.code, v.pointer.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_copy_is_the_citizens_own_and_its_parts_point_at_each_other() {
        let mut entry = entry();
        entry.tiltak[1].after = Some(LibraryAfter {
            tiltak: 0,
            min_gap_minutes: 240,
            max_gap_minutes: None,
        });
        assert_eq!(faults(&entry), []);
        let basis = GoalBasis::Statement {
            statement: StatementId(Uuid::from_u128(9)),
        };
        let copy = PlanCopy {
            entry: LibraryId(Uuid::nil()),
            start: day(11, 24),
            goals: vec![GoalCopy {
                basis: basis.clone(),
                baseline: Some(2),
                owner: Some(EmployeeId(Uuid::nil())),
                text: Some("Går til søsteren".into()),
                target: None,
                evaluation_date: None,
            }],
            vedtak: None,
            temporary: None,
        };
        let ids = [1, 2, 3].map(Uuid::from_u128);
        let (goals, tiltak) =
            entry.copied(&copy, &[ids[0].into()], &[ids[1].into(), ids[2].into()]);
        let goal = &goals[0].content;
        assert_eq!(
            (goal.text.as_str(), &goal.basis),
            ("Går til søsteren", &basis)
        );
        assert_eq!(
            (goal.target, goal.evaluation_date),
            (Some(7), Some(day(12, 22)))
        );
        assert_eq!(tiltak[1].content.goals, [goals[0].id]);
        assert_eq!(
            tiltak[1].content.after.map(|a| a.tiltak),
            Some(tiltak[0].id)
        );
        assert_eq!(
            tiltak[0].content.end,
            Some(day(12, 21)),
            "28 days, the first counted"
        );
    }

    #[test]
    fn every_goal_of_the_entry_must_become_hers() {
        let copy = PlanCopy {
            entry: LibraryId(Uuid::nil()),
            start: day(11, 24),
            goals: vec![],
            vedtak: None,
            temporary: None,
        };
        assert_eq!(
            check_copy(&entry(), &copy)[0].reason.code,
            "library-copy-goals"
        );
    }

    #[test]
    fn lists_all_that_would_make_a_plan_that_is_wrong() {
        let mut entry = entry();
        entry.title = " ".into();
        entry.goals[0].target = Some(11);
        entry.goals[0].evaluate_after_days = 0;
        entry.tiltak[0].goals = vec![1];
        entry.tiltak[0].minutes = 0;
        entry.tiltak[0].lasts_days = Some(0);
        entry.tiltak[1].after = Some(LibraryAfter {
            tiltak: 1,
            min_gap_minutes: 0,
            max_gap_minutes: None,
        });
        let found = faults(&entry);
        let codes: Vec<_> = found.iter().map(|(code, _)| *code).collect();
        assert_eq!(
            codes,
            [
                "library-title-missing",
                "library-goal-off-scale",
                "library-days",
                "tiltak-minutes",
                "tiltak-goal-unknown",
                "library-days",
                "tiltak-after-circle"
            ]
        );
        assert_eq!(found[4].1, "/tiltak/0/goals/0");
        entry.goals.clear();
        entry.tiltak.clear();
        assert_eq!(faults(&entry)[1].0, "library-empty");
    }
}
