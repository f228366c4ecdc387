//! `GET /decision-settings`.

use crate::{
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::NaiveDate;
use domain::{
    decision_settings::DecisionSettings, period::is_plausible, policy::Action, time::local_date,
    vedtak::implausible,
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::IntoParams;

/// Of which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Day {
    /// The day; today when it is left out.
    #[param(example = "2026-12-01")]
    on: Option<NaiveDate>,
}

/// What decisions of a day are made by
///
/// Deadlines, the act in force, and for each service the form and legal bases that a new draft begins
/// with, who prepares it, own payment and whether a change for the worse needs prior notice. Rows with
/// dates and sources (`docs/law.md`).
#[utoipa::path(tag = "vedtak", operation_id = "getDecisionSettings", security(("bearer" = [])), params(Day), responses(
    (status = 200, description = "The rows that count that day", body = DecisionSettings),
    (status = 400, description = "The day cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "No such day", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/decision-settings")]
pub(super) async fn handler(door: Door, day: Query<Day>) -> Result<HttpResponse, Problem> {
    let law = door.state.law.clone();
    let wanted = day.into_inner().on;
    door.read(Action::GetDecisionSettings, move |reader| {
        reader.general()?;
        if let Some(day) = wanted.filter(|day| !is_plausible(*day)) {
            return Err(Failure::invalid(implausible(day, "?on")));
        }
        let day = wanted.unwrap_or_else(|| local_date(reader.asked_at()));
        Shown::digest(reader.epoch(), &law.on(day))
    })
    .await
}
