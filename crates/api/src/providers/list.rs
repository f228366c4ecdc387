//! `GET /citizens/{citizen}/provider-choices`.

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::CitizenId, policy::Action, provider::ProviderChoice};
use serde::Serialize;
use utoipa::ToSchema;

/// A citizen's choices.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProviderChoices {
    /// Oldest first; of one service the latest that has begun counts.
    items: Vec<ProviderChoice>,
}

/// Who gives a citizen each service
#[utoipa::path(tag = "applications", operation_id = "listProviderChoices", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "Choices, oldest first", body = ProviderChoices), ReadRefused))]
#[get("/citizens/{citizen}/provider-choices")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListProviderChoices, move |reader| {
        let opened = reader.open(id.0, "providerChoices")?;
        let items = reader.provider_choices(&opened)?;
        Shown::digest(reader.epoch(), &ProviderChoices { items })
    })
    .await
}
