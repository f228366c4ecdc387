//! `GET /citizens/{citizen}/reablement-courses`.

use super::view::CourseView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::CitizenId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// A citizen's courses.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Courses {
    /// Oldest first.
    items: Vec<CourseView>,
}

/// A citizen's reablement courses
#[utoipa::path(tag = "tiltaksplan", operation_id = "listReablementCourses", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "All of them", body = Courses), ReadRefused))]
#[get("/citizens/{citizen}/reablement-courses")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListReablementCourses, move |reader| {
        let opened = reader.open(id.0, "reablement")?;
        let epoch = reader.epoch().to_owned();
        let items = reader.courses(&opened)?;
        let items = items
            .into_iter()
            .map(|r| CourseView::new(r, &epoch))
            .collect();
        Shown::digest(&epoch, &Courses { items })
    })
    .await
}
