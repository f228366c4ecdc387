//! `PUT /citizens/{citizen}/reablement-courses/{course}`.

use super::view::{CourseView, check, measured, plan_looks};
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, put};
use domain::{
    ids::{CitizenId, CourseId},
    policy::Action,
    reablement::ReablementCourse,
    time::local_date,
};
use persistence::{Failure, Streams};

/// Change a reablement course
///
/// Also to write the second and third measurement down.
#[utoipa::path(tag = "tiltaksplan", operation_id = "updateReablementCourse", security(("bearer" = [])), request_body = ReablementCourse,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("course" = CourseId, Path, description = "The course"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Changed", body = CourseView), ChangeRefused))]
#[put("/citizens/{citizen}/reablement-courses/{course}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, CourseId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, id) = ids;
    let body = door.body::<ReablementCourse>();
    let if_match = door.if_match.clone();
    let streams = Streams::citizen(citizen);
    door.write(Action::UpdateReablementCourse, streams, move |writer| {
        let opened = writer.open(citizen, "reablement")?;
        let found = writer.courses(&opened)?.into_iter().find(|r| r.id == id);
        let mut record = found.ok_or(Failure::NotThere)?;
        if_match.check(&opened, writer.epoch(), record.version)?;
        let course = body.read(&opened)?;
        check(writer, &course)?;
        let today = local_date(writer.now());
        record.course = measured(writer, &opened, course, today)?;
        record.version = writer.update_course(&record)?;
        plan_looks(writer, &record)?;
        let version = record.version;
        let view = CourseView::new(record, writer.epoch());
        changed(writer.epoch(), version, &view)
    })
    .await
}
