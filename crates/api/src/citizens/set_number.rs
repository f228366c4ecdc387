//! `PUT /citizens/{citizen}/national-number`: the number has come (R-CIT-1).

use super::{create::KNOWN, view::CitizenView};
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, put};
use domain::{citizen::Identity, ids::CitizenId, national_number::NationalNumber, policy::Action};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// A number.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NumberInput {
    /// Fødselsnummer or D-number.
    #[schema(example = "10915596784", max_length = 20)]
    national_number: String,
}

/// Give a citizen her number
///
/// Who had none has got one, or a D-number has become a fødselsnummer. One that is known of another
/// citizen is refused without saying whose it is.
#[utoipa::path(tag = "caseload", operation_id = "setNationalNumber", security(("bearer" = [])), request_body = NumberInput,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("If-Match" = String, Header, description = "The version of the citizen seen")), responses(
    (status = 200, description = "The citizen, with the number masked", body = CitizenView), ChangeRefused))]
#[put("/citizens/{citizen}/national-number")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let body = door.body::<NumberInput>();
    let if_match = door.if_match.clone();
    let policy = door.state.numbers;
    let streams = Streams::citizen(id.0);
    door.write(Action::SetNationalNumber, streams, move |writer| {
        let opened = writer.open(id.0, "national-number")?;
        let (mut citizen, version) = writer.citizen(&opened)?;
        if_match.check(&opened, writer.epoch(), version)?;
        let text = body.read(&opened)?.national_number;
        let number = NationalNumber::parse(&text, policy).map_err(|faults| {
            let at = |fault: domain::reason::Violation| fault.at("/nationalNumber");
            Failure::Invalid(faults.into_iter().map(at).collect())
        })?;
        if writer
            .citizen_with_number(&number)?
            .is_some_and(|known| known != id.0)
        {
            return Err(Failure::conflict(KNOWN.violation().at("/nationalNumber")));
        }
        let version = writer.set_national_number(&opened, &number, version)?;
        citizen.identity = Identity::Number {
            masked: number.mask(),
        };
        let unit = opened.responsible;
        changed(writer.epoch(), version, &CitizenView { citizen, unit })
    })
    .await
}
