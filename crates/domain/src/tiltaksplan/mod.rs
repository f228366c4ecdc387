//! The plan for a citizen: goals, tiltak, and what lawful documentation still lacks (§ 4).

pub mod figures;
pub mod goal;
pub mod library;
pub mod tiltak;
mod tiltak_rules;

use crate::{
    citizen::care_team::CareGap,
    ids::{CitizenId, GoalId, PlanId, StatementId, TiltakId},
    reason::{Reason, Violations},
};
use chrono::NaiveDate;
pub use goal::{Goal, GoalContent, check_evaluation, check_goal, check_goal_edit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
pub use tiltak::{Tiltak, TiltakContent};
pub use tiltak_rules::{check_ending, check_still_open, check_tiltak};
use utoipa::ToSchema;

/// A citizen's plan; one is active at a time (R-PLAN-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tiltaksplan {
    /// Identity.
    pub id: PlanId,
    /// Whose.
    pub citizen: CitizenId,
    /// What is to be reached.
    pub goals: Vec<Goal>,
    /// What is done for it.
    pub tiltak: Vec<Tiltak>,
}

impl Tiltaksplan {
    fn goal_ids(&self) -> Vec<GoalId> {
        self.goals.iter().map(|g| g.id).collect()
    }
}

/// What is wrong with a plan as a whole: every goal, every tiltak (R-PLAN-1, R-PLAN-2, R-PLAN-8).
/// Goals that were evaluated are history and only new ones are judged.
pub fn check_content(
    plan: &Tiltaksplan,
    statements: &BTreeSet<StatementId>,
    today: NaiveDate,
) -> Violations {
    let goals = plan.goals.iter().enumerate();
    let goals = goals.filter(|(_, goal)| goal.evaluations.is_empty());
    let ids = plan.goal_ids();
    goals
        .flat_map(|(i, g)| {
            check_goal(
                &g.content,
                statements,
                today,
                &format!("/goals/{i}/content"),
            )
        })
        .chain(plan.tiltak.iter().enumerate().flat_map(|(i, t)| {
            check_tiltak(t, &plan.tiltak, &ids, &format!("/tiltak/{i}/content"))
        }))
        .collect()
}

static NO_GOAL_IN_PLAN: Reason = Reason {
    rule: "R-PLAN-6",
    code: "plan-without-goal",
    nb: "Planen har ingen mål.",
    nn: "Planen har ingen mål.",
    en: "The plan has no goal.",
};
static NO_DATE: Reason = Reason {
    rule: "R-PLAN-6",
    code: "plan-goal-without-date",
    nb: "Målet «{goal}» mangler dato for evaluering.",
    nn: "Målet «{goal}» manglar dato for evaluering.",
    en: "The goal “{goal}” has no evaluation date.",
};
static OVERDUE: Reason = Reason {
    rule: "R-PLAN-5",
    code: "plan-evaluation-overdue",
    nb: "Målet «{goal}» skulle vært evaluert {date}.",
    nn: "Målet «{goal}» skulle vore evaluert {date}.",
    en: "The goal “{goal}” was to be evaluated on {date}.",
};
static NO_GOAL: Reason = Reason {
    rule: "R-PLAN-6",
    code: "plan-tiltak-without-goal",
    nb: "Tiltaket «{tiltak}» har ikke noe mål.",
    nn: "Tiltaket «{tiltak}» har ikkje noko mål.",
    en: "The tiltak “{tiltak}” has no goal.",
};
static NO_INSTRUCTION: Reason = Reason {
    rule: "R-PLAN-6",
    code: "plan-tiltak-without-instruction",
    nb: "Tiltaket «{tiltak}» sier ikke hvordan det gjøres.",
    nn: "Tiltaket «{tiltak}» seier ikkje korleis det blir gjort.",
    en: "The tiltak “{tiltak}” does not say how it is done.",
};
static NO_OWN_PART: Reason = Reason {
    rule: "R-PLAN-6",
    code: "plan-tiltak-without-own-part",
    nb: "Tiltaket «{tiltak}» sier ikke hva innbyggeren gjør selv.",
    nn: "Tiltaket «{tiltak}» seier ikkje kva innbyggjaren gjer sjølv.",
    en: "The tiltak “{tiltak}” does not say what the citizen does.",
};
static NO_VEDTAK: Reason = Reason {
    rule: "R-PLAN-6",
    code: "plan-tiltak-without-vedtak",
    nb: "Tiltaket «{tiltak}» viser ikke til noe vedtak.",
    nn: "Tiltaket «{tiltak}» viser ikkje til noko vedtak.",
    en: "The tiltak “{tiltak}” points at no vedtak.",
};
static NO_RESPONSIBLE: Reason = Reason {
    rule: "R-PLAN-6",
    code: "plan-without-responsible",
    nb: "Ansvar: {gap}.",
    nn: "Ansvar: {gap}.",
    en: "Responsibility: {gap}.",
};

/// What a plan lacks for lawful documentation on `today` (R-PLAN-6). Nothing is refused: the list
/// is shown where the plan is written. `gaps` are those of the care team.
pub fn plan_check(plan: &Tiltaksplan, gaps: &[CareGap], today: NaiveDate) -> Violations {
    let mut violations = Violations::new();
    if plan.goals.iter().all(Goal::is_ended) {
        violations.push(NO_GOAL_IN_PLAN.violation().at("/goals"));
    }
    for (i, goal) in plan.goals.iter().enumerate().filter(|(_, g)| !g.is_ended()) {
        let pointer = format!("/goals/{i}/content/evaluationDate");
        let name = goal.content.text.as_str();
        match goal.next_evaluation() {
            None => violations.push(NO_DATE.violation().at(pointer).with("goal", name)),
            Some(date) if goal.is_overdue(today) => {
                let violation = OVERDUE.violation().at(pointer).with("goal", name);
                violations.push(violation.with("date", date));
            }
            Some(_) => {}
        }
    }
    let going_on = plan.tiltak.iter().enumerate();
    for (i, tiltak) in going_on.filter(|(_, t)| t.content.goes_on(today)) {
        let content = &tiltak.content;
        let team = content.takes_team_time();
        let found = [
            (content.goals.is_empty(), &NO_GOAL, "goals"),
            (
                content.instruction.trim().is_empty(),
                &NO_INSTRUCTION,
                "instruction",
            ),
            (content.own_part.trim().is_empty(), &NO_OWN_PART, "ownPart"),
            (team && content.vedtak.is_none(), &NO_VEDTAK, "vedtak"),
        ];
        let missing = found.into_iter().filter(|(missing, ..)| *missing);
        violations.extend(missing.map(|(_, reason, field)| {
            let violation = reason
                .violation()
                .at(format!("/tiltak/{i}/content/{field}"));
            violation.with("tiltak", content.description.as_str())
        }));
    }
    let responsible = gaps
        .iter()
        .map(|gap| NO_RESPONSIBLE.violation().with("gap", gap.term()));
    violations.extend(responsible);
    violations
}

/// Tiltak under way on `day` whose goals are all ended: help is to shrink when mastery grows
/// (R-PLAN-5). A tiltak without any goal is a matter for the plan check instead.
pub fn proposed_for_ending(plan: &Tiltaksplan, day: NaiveDate) -> Vec<TiltakId> {
    let ended: BTreeSet<GoalId> = plan
        .goals
        .iter()
        .filter(|g| g.is_ended())
        .map(|g| g.id)
        .collect();
    plan.tiltak
        .iter()
        .filter(|t| t.content.is_active(day))
        .filter(|t| !t.content.goals.is_empty())
        .filter(|t| t.content.goals.iter().all(|goal| ended.contains(goal)))
        .map(|t| t.id)
        .collect()
}

#[cfg(test)]
pub(crate) mod tests;
