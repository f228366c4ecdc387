//! `GET /teams/{team}/load`: how fairly four weeks are spread (R-WL-8).

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::{Datelike, NaiveDate};
use domain::{
    ids::{EmployeeId, UnitId},
    load::{Load, load, period},
    policy::Action,
    time::local_date,
};
use persistence::Failure;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Years that lists are made for.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2200;

/// Which four weeks.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct LoadQuery {
    /// Their last day; today when it is left out.
    #[param(example = "2026-11-29")]
    until: Option<NaiveDate>,
}

/// One employee's four weeks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LoadLine {
    employee: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: String,
    load: Load,
}

/// Four weeks of a unit, in the order of names.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LoadView {
    from: NaiveDate,
    until: NaiveDate,
    /// By family name, whatever the numbers.
    people: Vec<LoadLine>,
}

/// How work is spread over four weeks
///
/// Minutes against time at work, heavy visits, and unpopular hours, for everybody who has had a list:
/// shown to all who work in the unit, as numbers in the order of names.
#[utoipa::path(tag = "work lists", operation_id = "getLoad", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), LoadQuery), responses(
    (status = 200, description = "The four weeks", body = LoadView),
    (status = 400, description = "No such date", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit, or a year nobody plans", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/load")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<LoadQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = query.until;
    door.read(Action::GetLoad, move |reader| {
        reader.enter(team.0)?;
        let until = asked.unwrap_or_else(|| local_date(reader.asked_at()));
        if !YEARS.contains(&until.year()) {
            return Err(Failure::NotThere);
        }
        let (from, until) = period(until);
        let people = reader.load_of_unit(team.0, from, until)?;
        let people = people.into_iter().map(|one| LoadLine {
            employee: one.employee.id,
            name: format!("{} {}", one.employee.given_name, one.employee.family_name),
            load: load(&one.at_work, &one.parts),
        });
        let view = LoadView {
            from,
            until,
            people: people.collect(),
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
