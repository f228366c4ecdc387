//! `POST /citizens/{citizen}/provider-choices`.

use crate::{
    consequences::{self, Followed, Reach},
    door::{Door, created},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::{CitizenId, ProviderChoiceId, ProvisionalId},
    policy::Action,
    provider::{Provider, ProviderChoice, ProviderChoiceContent, check_choice},
    provisional::Stop,
    reason::none_of,
    task::{TaskSource, TaskState, TaskSubject},
    time::{local_date, to_micros},
};
use persistence::{Failure, Opened, Outcome, Streams, Writer};
use serde::Serialize;
use utoipa::ToSchema;

/// A choice, and what it changed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChoiceView {
    #[serde(flatten)]
    choice: ProviderChoice,
    /// What stops in plan and visits, and when.
    followed: Followed,
    /// Services given before their vedtak that stop the day before.
    stopped: Vec<ProvisionalId>,
}

/// What the team gave before the vedtak is given until the day before another provider takes over.
fn stop_provisional(
    writer: &mut Writer<'_>,
    opened: &Opened,
    choice: &ProviderChoiceContent,
    last_day: NaiveDate,
) -> Outcome<Vec<ProvisionalId>> {
    let at = to_micros(writer.now());
    let by = writer.actor()?.employee;
    let Provider::Another { name } = &choice.provider else {
        return Ok(Vec::new());
    };
    let mut stopped = Vec::new();
    for (provisional, version) in writer.provisional_services(opened)? {
        let goes_on = provisional.stop.is_none() && last_day < provisional.last_day();
        if provisional.service != choice.service || !goes_on {
            continue;
        }
        let stop = Stop {
            last_day,
            reason: format!("Innbyggeren har valgt {}.", name.trim()),
            by_vedtak: None,
            at,
            by,
        };
        let next = provisional.stopped(stop, local_date(at));
        let next = next.map_err(Failure::Invalid)?;
        let source = TaskSource::Provisional(next.id);
        let subjects = [TaskSubject::ProvisionalService];
        writer.close_tasks_of(source, &subjects, TaskState::Done, by)?;
        writer.update_provisional(&next, version)?;
        stopped.push(next.id);
    }
    Ok(stopped)
}

/// Record a choice of provider
///
/// With another provider, the team's tiltak for that service last until the day before, and visits
/// from that day go, and a service given before its vedtak stops with them; the history stays. The
/// answer lists what stops.
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
        let mut stopped = Vec::new();
        let followed = match &content.provider {
            Provider::Municipality => Followed::default(),
            Provider::Another { .. } => {
                let last = content.from.pred_opt().unwrap_or(content.from);
                stopped = stop_provisional(writer, &opened, &content, last)?;
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
            &ChoiceView {
                choice,
                followed,
                stopped,
            },
        )
    })
    .await
}
