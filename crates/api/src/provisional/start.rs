//! `POST /citizens/{citizen}/provisional-services`: begin a service before its vedtak.

use super::{target::DOCUMENT, view::ProvisionalView};
use crate::{
    door::{Door, created},
    impartial,
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::{ApplicationId, CitizenId, ProvisionalId, TaskId},
    period::Period,
    policy::Action,
    provisional::{Provisional, StartFacts},
    reason::none_of,
    service::ServiceType,
    task::{TaskSource, provisional_deadline},
    time::{local_date, to_micros},
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// What cannot wait, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct StartInput {
    /// Which service.
    service: ServiceType,
    /// First day.
    from: NaiveDate,
    /// Last day, the fourteenth at the latest.
    until: NaiveDate,
    /// Why it cannot wait.
    #[schema(example = "Kommer hjem fra sykehus i dag.", max_length = 10000)]
    reason: String,
    /// The application it waits for the answer to.
    #[serde(default)]
    application: Option<ApplicationId>,
}

/// Begin a service before its vedtak
///
/// For a team that by its charter serves new citizens (Modell 1), at most fourteen days; the last day
/// is a task.
#[utoipa::path(tag = "applications", operation_id = "startProvisionalService", security(("bearer" = [])), request_body = StartInput,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Begun", body = ProvisionalView), AddRefused))]
#[post("/citizens/{citizen}/provisional-services")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let citizen = citizen.0;
    let (id, task): (ProvisionalId, TaskId) = (door.new_id(), door.new_id());
    let law = door.state.law.clone();
    let body = door.body::<StartInput>();
    let streams = Streams::citizen(citizen);
    door.write(Action::StartProvisional, streams, move |writer| {
        let opened = writer.open(citizen, DOCUMENT)?;
        let input = body.read(&opened)?;
        impartial::check(writer, &opened)?;
        let now = to_micros(writer.now());
        let unit = opened.responsible;
        let wanted = Provisional {
            id,
            citizen,
            unit,
            service: input.service,
            application: input.application,
            from: input.from,
            until: input.until,
            reason: input.reason.trim().to_owned(),
            extensions: Vec::new(),
            stop: None,
            started_by: writer.actor()?.employee,
            started_at: now,
        };
        if let Some(application) = input.application {
            writer.application(&opened, application)?;
        }
        let charter = writer.charter(unit)?.map(|(charter, _)| charter);
        let in_force: Vec<Period> = writer
            .vedtak_of(&opened)?
            .iter()
            .filter(|stored| stored.vedtak.content.service == input.service)
            .filter_map(|stored| stored.vedtak.days_in_force())
            .collect();
        let others = writer.provisional_services(&opened)?;
        let others: Vec<Provisional> = others.into_iter().map(|(other, _)| other).collect();
        let choices = writer.provider_choices(&opened)?;
        let settings = law.on(local_date(now));
        let facts = StartFacts {
            choices: &choices,
            charter: charter.as_ref(),
            in_force: &in_force,
            others: &others,
            settings: &settings,
            today: local_date(now),
        };
        none_of(wanted.start_faults(&facts)).map_err(Failure::Invalid)?;
        writer.insert_provisional(&wanted)?;
        let source = TaskSource::Provisional(id);
        let deadline = provisional_deadline(source, unit, citizen, wanted.last_day());
        writer.add_task(task, &deadline)?;
        let location = format!("/api/v1/citizens/{citizen}/provisional-services");
        let view = ProvisionalView::new(wanted, 1, None);
        created(writer.epoch(), 1, location, &view)
    })
    .await
}
