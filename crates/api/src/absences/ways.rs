//! `GET /teams/{team}/absences/{absence}/ways`: the three ways on, each with what it would do
//! (R-SHF-3).

use super::{facts::facts, preview::work, way_view::WayView};
use crate::{
    door::{Door, done, respond},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    absence::Way,
    ids::{AbsenceId, UnitId, VisitId},
    policy::Action,
    time::local_date,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which day.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct WayQuery {
    /// The local date; today when it is left out.
    #[param(example = "2026-11-24")]
    date: Option<NaiveDate>,
}

/// The three ways on for one day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WaysView {
    date: NaiveDate,
    /// When they were worked out; a choice names it.
    as_of: DateTime<Utc>,
    /// Freed visits of the day that nobody has taken yet.
    to_settle: Vec<VisitId>,
    ways: Vec<WayView>,
}

/// The three ways on
///
/// Spread within the team, move what can wait, ask for a substitute: each with visits taken and moved,
/// new faces, minutes, and what would still be without anybody. Nothing is saved; `POST …/choices` does
/// exactly what was seen.
#[utoipa::path(tag = "shifts", operation_id = "getAbsenceWays", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("absence" = AbsenceId, Path, description = "The absence"), WayQuery), responses(
    (status = 200, description = "The ways; none when nothing is to settle that day", body = WaysView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such absence, or a year nobody plans", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/absences/{absence}/ways")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, AbsenceId>,
    query: Query<WayQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let now = door.state.now();
    let law = door.state.law.clone();
    let date = query.date.unwrap_or_else(|| local_date(now));
    let facts = door
        .look(Action::GetAbsenceWays, move |reader| {
            let entered = reader.enter(team)?;
            let facts = facts(reader, &law, (team, id), date)?;
            let visits = facts.days().flat_map(|d| &d.visits);
            let shown = visits.map(|v| v.visit.planned.citizen).collect();
            reader.show(Some(team), entered.basis, "absence-ways", shown);
            Ok(facts)
        })
        .await?;
    let ways = if facts.freed.is_empty() {
        Vec::new()
    } else {
        work(&door, &facts, Way::ALL, now).await?
    };
    let view = WaysView {
        date,
        as_of: now,
        to_settle: facts.freed.iter().copied().collect(),
        ways: ways
            .iter()
            .map(|worked| WayView::new(worked, &facts, door.language))
            .collect(),
    };
    let answer = done(&view).map_err(|failure| door.problem(failure))?;
    Ok(respond(answer))
}
