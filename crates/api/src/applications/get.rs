//! `GET /applications/{application}`.

use super::{target::Target, view::ApplicationView};
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::ApplicationId, policy::Action, time::local_date};

/// One application
#[utoipa::path(tag = "applications", operation_id = "getApplication", security(("bearer" = [])),
    params(("application" = ApplicationId, Path, description = "The application")), responses(
    (status = 200, description = "The application", body = ApplicationView), ReadRefused))]
#[get("/applications/{application}")]
pub(super) async fn handler(door: Door, id: Id<ApplicationId>) -> Result<HttpResponse, Problem> {
    let (law, language) = (door.state.law.clone(), door.language);
    let target = Target::find(&door, Action::GetApplication, id.0).await?;
    door.read(Action::GetApplication, move |reader| {
        let (_, application, version) = target.open(reader)?;
        let settings = law.on(local_date(reader.asked_at()));
        let view = ApplicationView::new(application, version, &settings, language);
        Shown::living(reader.epoch(), version, &view)
    })
    .await
}
