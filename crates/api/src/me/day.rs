//! `GET /me/day`: everything a phone needs for a shift, in one answer.

use super::day_view::DayOfMine;
use crate::{
    door::Door,
    problem::{Problem, ProblemBody},
    representations::Representation,
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::NaiveDate;
use domain::{policy::Action, time::local_date};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which day.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct DayQuery {
    /// The local date; today when it is left out.
    #[param(example = "2026-11-24")]
    date: Option<NaiveDate>,
}

/// My day
///
/// Shifts, visits in order, what one must know of the citizens on the list, and the day's
/// colleagues; nothing about anybody else. Until the plan is published, visits one has claimed are
/// shown as `draft`. The weak `ETag` stands for what the answer says; the answer has no words of
/// ours and is the same in all languages.
#[utoipa::path(tag = "me", operation_id = "getMyDay", security(("bearer" = [])), params(DayQuery,
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` the phone has")), responses(
    (status = 200, description = "The day", body = DayOfMine),
    (status = 304, description = "Nothing has changed"),
    (status = 400, description = "No such date", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "A year nobody plans", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/me/day")]
pub(super) async fn handler(door: Door, query: Query<DayQuery>) -> Result<HttpResponse, Problem> {
    let date = query.date.unwrap_or_else(|| local_date(door.state.now()));
    door.cached(Action::GetMyDay, date.to_string(), None, move |reader| {
        reader.general()?;
        let day = reader.my_day(date)?;
        reader.show_my_day(&day);
        let view = DayOfMine::new(&day, local_date(reader.asked_at()));
        Representation::new(&view, day.watch, day.changes_at)
    })
    .await
}
