//! `POST /citizens/{citizen}/provider-choices`.

use crate::{
    consequences::{self, Followed, Reach},
    door::{Door, created},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{CitizenId, ProviderChoiceId},
    policy::Action,
    provider::{Provider, ProviderChoice, ProviderChoiceContent, check_choice},
    reason::none_of,
    time::{local_date, to_micros},
};
use persistence::{Failure, Streams};
use serde::Serialize;
use utoipa::ToSchema;

/// A choice, and what it changed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChoiceView {
    #[serde(flatten)]
    choice: ProviderChoice,
    /// What stops, and when.
    followed: Followed,
}

/// Record a choice of provider
///
/// With another provider, the team's tiltak for that service last until the day before, and visits
/// from that day go; the history stays. The answer lists what stops.
#[utoipa::path(tag = "applications", operation_id = "chooseProvider", security(("bearer" = [])), request_body = ProviderChoiceContent,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Recorded, and what followed", body = ChoiceView), AddRefused))]
#[post("/citizens/{citizen}/provider-choices")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let citizen = citizen.0;
    let id: ProviderChoiceId = door.new_id();
    let body = door.body::<ProviderChoiceContent>();
    let streams = Streams::citizen(citizen);
    door.write(Action::ChooseProvider, streams, move |writer| {
        let opened = writer.open(citizen, "providerChoices")?;
        let content = body.read(&opened)?;
        let now = to_micros(writer.now());
        none_of(check_choice(&content, local_date(now))).map_err(Failure::Invalid)?;
        let followed = match &content.provider {
            Provider::Municipality => Followed::default(),
            Provider::Another { .. } => {
                let last = content.from.pred_opt().unwrap_or(content.from);
                consequences::stop(writer, &opened, content.service, last, Reach::Service)?
            }
        };
        let choice = ProviderChoice {
            id,
            citizen,
            content,
            recorded_at: now,
            recorded_by: writer.actor()?.employee,
        };
        writer.insert_provider_choice(&choice)?;
        let location = format!("/api/v1/citizens/{citizen}/provider-choices");
        created(
            writer.epoch(),
            1,
            location,
            &ChoiceView { choice, followed },
        )
    })
    .await
}
