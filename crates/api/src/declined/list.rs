//! `GET /citizens/{citizen}/declined-employees`.

use crate::{
    door::{Door, Shown},
    etag,
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use domain::{
    ids::{CitizenId, EmployeeId},
    policy::Action,
};
use persistence::Declined;
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody whom the citizen does not want visits from.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DeclinedView {
    employee: EmployeeId,
    /// Given and family name.
    name: String,
    /// When it was written down.
    since: DateTime<Utc>,
    /// For `If-Match` when it is taken back.
    etag: String,
}

impl DeclinedView {
    pub(super) fn new(declined: Declined, epoch: &str) -> Self {
        Self {
            employee: declined.employee,
            name: declined.name,
            since: declined.since,
            // It is written down or it is not: there is one version.
            etag: etag::strong(epoch, 1),
        }
    }
}

/// All of them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DeclinedList {
    /// By name.
    items: Vec<DeclinedView>,
}

/// Whom the citizen does not want
#[utoipa::path(tag = "caseload", operation_id = "listDeclinedEmployees", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "All of them", body = DeclinedList), ReadRefused))]
#[get("/citizens/{citizen}/declined-employees")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListDeclinedEmployees, move |reader| {
        let opened = reader.open(id.0, "declined-employees")?;
        let found = reader.declined_by(&opened)?;
        let epoch = reader.epoch();
        let items = found
            .into_iter()
            .map(|declined| DeclinedView::new(declined, epoch))
            .collect();
        Shown::digest(epoch, &DeclinedList { items })
    })
    .await
}
