//! `GET /citizens/{citizen}/national-number`: the number in clear, on asking (R-CIT-1).

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{ids::CitizenId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// The number.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct NumberView {
    /// Fødselsnummer or D-number.
    #[schema(example = "10915596784")]
    national_number: String,
}

/// The number in clear
///
/// The asking is logged as a document of its own (R-CIT-1).
#[utoipa::path(tag = "caseload", operation_id = "getNationalNumber", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "The number", body = NumberView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such citizen, none that you may know of, or no number", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/citizens/{citizen}/national-number")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetNationalNumber, move |reader| {
        let opened = reader.open(id.0, "national-number")?;
        Shown::view(&NumberView {
            national_number: reader.national_number(&opened)?,
        })
    })
    .await
}
