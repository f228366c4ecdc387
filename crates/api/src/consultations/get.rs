//! `GET /citizens/{citizen}/consultations` and `GET /consultations/{consultation}`.

use super::view::ConsultationView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{
    ids::{CitizenId, ConsultationId},
    policy::Action,
};
use serde::Serialize;
use utoipa::ToSchema;

/// What specialists were asked about a citizen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Consultations {
    /// The latest first.
    items: Vec<ConsultationView>,
}

/// What specialists were asked about a citizen, and answered
#[utoipa::path(tag = "consultations", operation_id = "listConsultations", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "All of it", body = Consultations), ReadRefused))]
#[get("/citizens/{citizen}/consultations")]
pub(super) async fn of_citizen(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListConsultations, move |reader| {
        let opened = reader.open(id.0, "consultations")?;
        let all = reader.consultations_of(&opened)?;
        let all = all.into_iter().map(|(consultation, _)| consultation);
        let items = ConsultationView::all(reader, all.collect())?;
        Shown::digest(reader.epoch(), &Consultations { items })
    })
    .await
}

/// One question to a specialist
#[utoipa::path(tag = "consultations", operation_id = "getConsultation", security(("bearer" = [])),
    params(("consultation" = ConsultationId, Path, description = "The question")), responses(
    (status = 200, description = "As it stands; it also changes by time alone", body = ConsultationView), ReadRefused))]
#[get("/consultations/{consultation}")]
pub(super) async fn one(door: Door, id: Id<ConsultationId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetConsultation, move |reader| {
        let (citizen, _) = reader.whose_consultation(id.0)?;
        let opened = reader.open(citizen, "consultations")?;
        let (consultation, version) = reader.consultation(&opened, id.0)?;
        let view = ConsultationView::one(reader, consultation)?;
        Shown::living(reader.epoch(), version, &view)
    })
    .await
}
