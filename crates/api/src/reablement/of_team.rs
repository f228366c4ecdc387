//! `GET /teams/{team}/reablement`: the team's table.

use super::view::CourseView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::NaiveDate;
use domain::{
    ids::{CitizenId, UnitId},
    period::{months_after, months_before},
    policy::Action,
    reablement::{ReablementCourse, ReablementFigures, figures},
    time::local_date,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Months that are looked back when nothing else is asked.
const BACK: u32 = 24;

/// Courses that began in a time.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Began {
    /// On this day or later; two years back when not said.
    from: Option<NaiveDate>,
    /// On this day or before; a year ahead when not said.
    until: Option<NaiveDate>,
}

/// A course with the citizen's name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct NamedCourse {
    #[schema(example = "Astrid Bøe")]
    name: String,
    #[serde(flatten)]
    course: CourseView,
}

/// The team's courses and what came of them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Table {
    /// By first day.
    items: Vec<NamedCourse>,
    /// Mean vedtak minutes a week at start, end and three months after, of the courses that have all
    /// three; none while no course has.
    figures: Option<ReablementFigures>,
    /// The same in hours a week, as one says it: `3.40 → 1.5 → 2.1`.
    #[schema(example = "3.40 → 1.50 → 2.10")]
    hours: Option<String>,
}

fn in_hours(figures: &ReablementFigures) -> String {
    let hours = |minutes: f64| format!("{:.2}", minutes / 60.0);
    let [start, end, after] = [figures.at_start, figures.at_end, figures.after].map(hours);
    format!("{start} → {end} → {after}")
}

/// The team's reablement
///
/// Every course with its three measurements, and the means over those that have them all.
#[utoipa::path(tag = "tiltaksplan", operation_id = "getReablementTable", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), Began), responses(
    (status = 200, description = "Courses and figures", body = Table),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/teams/{team}/reablement")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<Began>,
) -> Result<HttpResponse, Problem> {
    door.read(Action::GetReablementTable, move |reader| {
        let entered = reader.enter(team.0)?;
        let today = local_date(reader.asked_at());
        let from = query.from.unwrap_or_else(|| months_before(today, BACK));
        let until = query.until.unwrap_or_else(|| months_after(today, 12));
        let found = reader.courses_of_unit(&entered, (from, until))?;
        let courses: Vec<ReablementCourse> = found.iter().map(|(r, _)| r.course.clone()).collect();
        let citizens: Vec<CitizenId> = found.iter().map(|(r, _)| r.citizen).collect();
        let figures = figures(&courses);
        let epoch = reader.epoch().to_owned();
        let items = found
            .into_iter()
            .map(|(record, name)| NamedCourse {
                name,
                course: CourseView::new(record, &epoch),
            })
            .collect();
        reader.show(Some(entered.unit), entered.basis, "reablement", citizens);
        let table = Table {
            items,
            hours: figures.as_ref().map(in_hours),
            figures,
        };
        Shown::digest(&epoch, &table)
    })
    .await
}
