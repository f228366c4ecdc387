//! `GET /me/consultations`: what I am asked, and may still answer.

use super::view::ConsultationView;
use crate::{
    door::{Door, Shown},
    problem::Problem,
    refusals::SignedOut,
};
use actix_web::{HttpResponse, get};
use domain::policy::{Action, Basis};
use serde::Serialize;
use utoipa::ToSchema;

/// A question with the name of the one it is about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConsultationToAnswer {
    #[serde(flatten)]
    consultation: ConsultationView,
    /// Whom it is about.
    #[schema(example = "Astrid Bøe")]
    citizen_name: String,
}

/// What one is asked.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConsultationsToAnswer {
    /// The most urgent first.
    items: Vec<ConsultationToAnswer>,
}

/// What I am asked about citizens, and may still answer
///
/// What is answered, taken back or fourteen days old is no longer here: the record is closed.
#[utoipa::path(tag = "consultations", operation_id = "listMyConsultations", security(("bearer" = [])), responses(
    (status = 200, description = "Those that wait for me", body = ConsultationsToAnswer), SignedOut))]
#[get("/me/consultations")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    door.read(Action::ListMyConsultations, |reader| {
        reader.general()?;
        let mine = reader.consultations_to_answer()?;
        let citizens = mine.iter().map(|listed| listed.consultation.citizen);
        let citizens = citizens.collect();
        reader.show(None, Basis::Consultation, "consultations", citizens);
        let (questions, names): (Vec<_>, Vec<String>) = mine
            .into_iter()
            .map(|listed| (listed.consultation, listed.citizen_name))
            .unzip();
        let views = ConsultationView::all(reader, questions)?;
        let items = views.into_iter().zip(names);
        let items = items.map(|(consultation, citizen_name)| ConsultationToAnswer {
            consultation,
            citizen_name,
        });
        Shown::view(&ConsultationsToAnswer {
            items: items.collect(),
        })
    })
    .await
}
