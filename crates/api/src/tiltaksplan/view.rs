//! How a plan and its parts are shown.

use crate::etag;
use chrono::NaiveDate;
use domain::{
    caseload::{PlannedService, planned_by_service},
    ids::{CitizenId, PlanId, TiltakId},
    settings::Settings,
    tiltaksplan::{Goal, Tiltak, proposed_for_ending},
};
use persistence::PlanRecord;
use serde::Serialize;
use utoipa::ToSchema;

/// A goal.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct GoalView {
    #[serde(flatten)]
    goal: Goal,
    /// When it is next looked at; none when ended.
    next_evaluation: Option<NaiveDate>,
    /// That day has passed and nobody evaluated.
    overdue: bool,
    /// Ended by its last evaluation.
    ended: bool,
    /// For `If-Match` when it is changed.
    etag: String,
}

impl GoalView {
    pub(super) fn new(goal: Goal, version: i64, epoch: &str, today: NaiveDate) -> Self {
        Self {
            next_evaluation: goal.next_evaluation(),
            overdue: goal.is_overdue(today),
            ended: goal.is_ended(),
            etag: etag::strong(epoch, version),
            goal,
        }
    }
}

/// A tiltak.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TiltakView {
    #[serde(flatten)]
    tiltak: Tiltak,
    /// Begun and not over.
    active: bool,
    /// For `If-Match` when it is changed or ended.
    etag: String,
}

impl TiltakView {
    pub(crate) fn new(tiltak: Tiltak, version: i64, epoch: &str, today: NaiveDate) -> Self {
        Self {
            active: tiltak.content.is_active(today),
            etag: etag::strong(epoch, version),
            tiltak,
        }
    }
}

/// A citizen's active plan, whole.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlanView {
    /// None before the first goal or tiltak.
    id: Option<PlanId>,
    citizen: CitizenId,
    /// Oldest first.
    goals: Vec<GoalView>,
    /// Oldest first; ended ones too.
    tiltak: Vec<TiltakView>,
    /// Tiltak whose goals are all ended: help is to shrink when mastery grows (R-PLAN-5).
    proposed_for_ending: Vec<TiltakId>,
    /// Minutes a week that the team plans from today, by service (R-PLAN-3).
    planned: Vec<PlannedService>,
}

impl PlanView {
    pub(super) fn new(record: PlanRecord, epoch: &str, today: NaiveDate) -> Self {
        let plan = record.plan();
        Self {
            id: record.id,
            citizen: record.citizen,
            proposed_for_ending: proposed_for_ending(&plan, today),
            planned: planned_by_service(&plan.tiltak, today, &Settings::default()),
            goals: record
                .goals
                .into_iter()
                .map(|(goal, version)| GoalView::new(goal, version, epoch, today))
                .collect(),
            tiltak: record
                .tiltak
                .into_iter()
                .map(|(tiltak, version)| TiltakView::new(tiltak, version, epoch, today))
                .collect(),
        }
    }
}
