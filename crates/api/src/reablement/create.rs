//! `POST /citizens/{citizen}/reablement-courses`.

use super::view::{CourseView, check, measured, plan_looks};
use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{CitizenId, CourseId},
    policy::Action,
    reablement::ReablementCourse,
    time::local_date,
};
use persistence::{CourseRecord, Streams};

/// Begin a reablement course
///
/// Vedtak minutes at start are read from the vedtak in force when they are not given; looks midway
/// and three months after become tasks.
#[utoipa::path(tag = "tiltaksplan", operation_id = "createReablementCourse", security(("bearer" = [])), request_body = ReablementCourse,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Begun", body = CourseView), AddRefused))]
#[post("/citizens/{citizen}/reablement-courses")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let citizen = citizen.0;
    let id: CourseId = door.new_id();
    let body = door.body::<ReablementCourse>();
    let streams = Streams::citizen(citizen);
    door.write(Action::CreateReablementCourse, streams, move |writer| {
        let opened = writer.open(citizen, "reablement")?;
        let course = body.read(&opened)?;
        check(writer, &course)?;
        let today = local_date(writer.now());
        let record = CourseRecord {
            id,
            citizen,
            unit: opened.responsible,
            course: measured(writer, &opened, course, today)?,
            version: 1,
        };
        writer.insert_course(&record)?;
        plan_looks(writer, &record)?;
        let location = format!("/api/v1/citizens/{citizen}/reablement-courses/{id}");
        let view = CourseView::new(record, writer.epoch());
        created(writer.epoch(), 1, location, &view)
    })
    .await
}
