//! `GET /teams/{team}/evaluations`: goals whose evaluation is due.

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::NaiveDate;
use domain::{
    ids::{CitizenId, EmployeeId, GoalId, UnitId},
    period::days_after,
    policy::Action,
    tiltaksplan::goal::Scale,
    time::local_date,
};
use persistence::Whose;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Days ahead that are looked at when nothing else is asked: to the next citizen review but one.
const AHEAD: u32 = 14;

/// How far ahead.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DueQuery {
    /// Due on this day or before; fourteen days ahead when not said.
    until: Option<NaiveDate>,
}

/// A goal to evaluate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DueGoal {
    citizen: CitizenId,
    #[schema(example = "Astrid Bøe")]
    name: String,
    goal: GoalId,
    text: String,
    scale: Scale,
    target: Option<i32>,
    owner: Option<EmployeeId>,
    due: NaiveDate,
    overdue: bool,
    /// For `POST …/goals/{goal}/evaluations` nothing is needed; for a change of the goal this is.
    etag: String,
}

/// Goals to evaluate, the most urgent first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DueGoals {
    items: Vec<DueGoal>,
}

/// Goals to evaluate
///
/// Of everybody the unit answers for. One call to `POST …/goals/{goal}/evaluations` says how it went
/// and continues, changes or ends the goal.
#[utoipa::path(tag = "tiltaksplan", operation_id = "listDueEvaluations", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), DueQuery), responses(
    (status = 200, description = "The most urgent first", body = DueGoals),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/teams/{team}/evaluations")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<DueQuery>,
) -> Result<HttpResponse, Problem> {
    door.read(Action::ListDueEvaluations, move |reader| {
        let entered = reader.enter(team.0)?;
        let today = local_date(reader.asked_at());
        let until = query.until.unwrap_or_else(|| days_after(today, AHEAD));
        let goals = reader.goals_due(Whose::Unit(entered.unit), until)?;
        let citizens: Vec<CitizenId> = goals.iter().map(|g| g.citizen).collect();
        let names = reader.names_of(&citizens)?;
        let epoch = reader.epoch().to_owned();
        let items = goals
            .into_iter()
            .map(|found| DueGoal {
                citizen: found.citizen,
                name: names.get(&found.citizen).cloned().unwrap_or_default(),
                goal: found.id,
                text: found.content.text,
                scale: found.content.scale,
                target: found.content.target,
                owner: found.content.owner,
                due: found.due,
                overdue: found.due < today,
                etag: crate::etag::strong(&epoch, found.version),
            })
            .collect();
        reader.show(Some(entered.unit), entered.basis, "tiltaksplan", citizens);
        Shown::digest(&epoch, &DueGoals { items })
    })
    .await
}
