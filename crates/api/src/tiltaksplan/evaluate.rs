//! `POST /citizens/{citizen}/tiltaksplan/goals/{goal}/evaluations`.

use super::{
    change::{check_right, follow_up, plan_today, weighed},
    create_goal::named,
    view::GoalView,
};
use crate::{
    door::{Door, created},
    paths::Ids,
    problem::Problem,
    references::unknown_employees,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::{CitizenId, EvaluationId, GoalId, TiltakId},
    policy::Action,
    reason::{Reason, Violations, none_of},
    tiltaksplan::{
        GoalContent, check_ending, check_evaluation, check_goal_edit, check_still_open,
        goal::{Evaluation, EvaluationContent, NextStep, Outcome},
        proposed_for_ending,
    },
    time::local_date,
};
use persistence::{Failure, Opened, Streams, Writer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static CHANGE_WITHOUT_CHANGE: Reason = Reason {
    rule: "R-PLAN-5",
    code: "goal-changed-without-change",
    nb: "Målet får ny tekst bare når evalueringen sier at det endres.",
    nn: "Målet får ny tekst berre når evalueringa seier at det blir endra.",
    en: "The goal gets new words only when the evaluation says that it is changed.",
};
static NO_SUCH_TILTAK: Reason = Reason {
    rule: "R-PLAN-5",
    code: "ended-tiltak-unknown",
    nb: "Tiltaket finnes ikke i planen.",
    nn: "Tiltaket finst ikkje i planen.",
    en: "The tiltak is not in the plan.",
};

/// How a goal went, and what follows, in one call.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EvaluationInput {
    /// The day.
    evaluated_on: NaiveDate,
    /// How it went.
    outcome: Outcome,
    /// Where the citizen stands now, on the goal's scale.
    score: i32,
    /// In words.
    note: Option<String>,
    /// What follows.
    next: NextStep,
    /// When it is looked at again, unless it ends.
    next_evaluation_date: Option<NaiveDate>,
    /// What the goal says from now on, when it is changed.
    #[serde(default)]
    goal: Option<GoalContent>,
    /// Tiltak that end today with it, such as those that are proposed for ending.
    #[serde(default)]
    end_tiltak: Vec<TiltakId>,
}

impl EvaluationInput {
    fn content(&self) -> EvaluationContent {
        EvaluationContent {
            evaluated_on: self.evaluated_on,
            outcome: self.outcome,
            score: self.score,
            note: self.note.clone(),
            next: self.next,
            next_evaluation_date: self.next_evaluation_date,
        }
    }
}

/// The goal after its evaluation, and what it leaves.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Evaluated {
    #[serde(flatten)]
    goal: GoalView,
    /// Tiltak of the plan whose goals are all ended: help is to shrink when mastery grows.
    proposed_for_ending: Vec<TiltakId>,
}

/// Ends a tiltak of the plan today, within its frame.
fn end_today(
    writer: &mut Writer<'_>,
    opened: &Opened,
    id: TiltakId,
    pointer: String,
) -> Result<(), Failure> {
    let record = writer.plan(opened)?;
    let found = record.one_tiltak(id);
    let (mut tiltak, version) =
        found.map_err(|_| Failure::invalid(NO_SUCH_TILTAK.violation().at(&pointer)))?;
    let today = local_date(writer.now());
    let here = |found: Violations| -> Violations {
        let found = found.into_iter();
        found.map(|violation| violation.at(&pointer)).collect()
    };
    none_of(here(check_still_open(&tiltak.content, today))).map_err(Failure::Conflict)?;
    check_right(writer, opened, &tiltak)?;
    none_of(here(check_ending(&tiltak.content, today, today))).map_err(Failure::Invalid)?;
    tiltak.content.end = Some(today);
    tiltak.content.temporary = None;
    let weighed =
        weighed(writer, opened, &record, &tiltak, today).map_err(|failure| match failure {
            Failure::Invalid(found) => Failure::Invalid(here(found)),
            other => other,
        })?;
    let plan = record.id.ok_or(Failure::NotThere)?;
    follow_up(writer, opened, plan, &weighed)?;
    writer.update_tiltak(opened, plan, &weighed.tiltak, None, version)?;
    Ok(())
}

/// Say how a goal went
///
/// Continues, changes or ends it in the same call, and ends the tiltak that go with it. The answer is
/// the goal with its new evaluation; the `ETag` is the goal's.
#[utoipa::path(tag = "tiltaksplan", operation_id = "evaluateGoal", security(("bearer" = [])), request_body = EvaluationInput,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("goal" = GoalId, Path, description = "The goal")), responses(
    (status = 201, description = "Evaluated", body = Evaluated), AddRefused))]
#[post("/citizens/{citizen}/tiltaksplan/goals/{goal}/evaluations")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, GoalId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, goal) = ids;
    let id: EvaluationId = door.new_id();
    let body = door.body::<EvaluationInput>();
    let streams = Streams::citizen(citizen);
    door.write(Action::EvaluateGoal, streams, move |writer| {
        let opened = writer.open(citizen, "tiltaksplan")?;
        let record = plan_today(writer, &opened)?;
        let (mut goal, version) = record.goal(goal)?;
        let input = body.read(&opened)?;
        let today = local_date(writer.now());
        let content = input.content();
        let mut found = check_evaluation(&content, &goal, today);
        if goal.is_ended() {
            return Err(Failure::Conflict(found));
        }
        if let Some(changed) = &input.goal {
            if input.next != NextStep::Change {
                found.push(CHANGE_WITHOUT_CHANGE.violation().at("/goal"));
            }
            let said = writer.statement_ids(&opened)?;
            let mut wrong = check_goal_edit(&goal, changed, &said, today);
            wrong.extend(unknown_employees(writer, &named(changed))?);
            found.extend(wrong.into_iter().map(|violation| {
                let pointer = violation.pointer.clone().unwrap_or_default();
                violation.at(format!("/goal{pointer}"))
            }));
        }
        none_of(found).map_err(Failure::Invalid)?;
        let by = writer.actor()?.employee;
        goal.evaluations.push(Evaluation { id, by, content });
        if let Some(changed) = input.goal {
            // When it was first to be looked at is history.
            goal.content = GoalContent {
                evaluation_date: goal.content.evaluation_date,
                ..changed
            };
        }
        let plan = record.id.ok_or(Failure::NotThere)?;
        let version = writer.insert_evaluation(&opened, plan, &goal, version)?;
        for (i, tiltak) in input.end_tiltak.iter().enumerate() {
            end_today(writer, &opened, *tiltak, format!("/endTiltak/{i}"))?;
        }
        let location = format!(
            "/api/v1/citizens/{citizen}/tiltaksplan/goals/{}/evaluations/{id}",
            goal.id
        );
        let left = writer.plan(&opened)?.plan();
        let view = Evaluated {
            goal: GoalView::new(goal, version, writer.epoch(), today),
            proposed_for_ending: proposed_for_ending(&left, today),
        };
        created(writer.epoch(), version, location, &view)
    })
    .await
}
