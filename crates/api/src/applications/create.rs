//! `POST /applications`: register one.

use super::{target::DOCUMENT, view::ApplicationView};
use crate::{
    door::{Door, created},
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    application::{Application, ApplicationContent, ApplicationState, check_application},
    ids::{ApplicationId, CitizenId, TaskId},
    policy::Action,
    reason::none_of,
    task::application_deadline,
    time::{local_date, to_micros},
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// An application and whose it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ApplicationInput {
    /// For whom.
    citizen: CitizenId,
    /// What came.
    content: ApplicationContent,
}

/// Register an application
///
/// With the day it came, how, and from whom. A preliminary answer falls due within a month; that is
/// a task.
#[utoipa::path(tag = "applications", operation_id = "createApplication", security(("bearer" = [])), request_body = ApplicationInput, responses(
    (status = 201, description = "Registered", body = ApplicationView), AddRefused))]
#[post("/applications")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    /// The citizen decides who may ask, so she is looked at before anything else of the body.
    #[derive(Deserialize)]
    struct Wanted {
        citizen: CitizenId,
    }
    let wanted: Option<Wanted> = serde_json::from_slice(&door.bytes()).ok();
    let (id, task): (ApplicationId, TaskId) = (door.new_id(), door.new_id());
    let (law, language) = (door.state.law.clone(), door.language);
    let body = door.body::<ApplicationInput>();
    let streams = wanted
        .as_ref()
        .map_or_else(Streams::default, |wanted| Streams::citizen(wanted.citizen));
    door.write(Action::CreateApplication, streams, move |writer| {
        let Some(Wanted { citizen }) = wanted else {
            // Without a citizen there is nothing to ask the policy about but the account itself.
            let signed_in = writer.signed_in()?;
            body.read(&signed_in)?;
            return Err(Failure::NotThere);
        };
        let opened = writer.open(citizen, DOCUMENT)?;
        let input = body.read(&opened)?;
        if input.citizen != citizen {
            return Err(Failure::NotThere);
        }
        let content = input.content;
        let now = to_micros(writer.now());
        let today = local_date(now);
        none_of(
            check_application(&content, today)
                .into_iter()
                .map(|fault| {
                    let at = format!("/content{}", fault.pointer.clone().unwrap_or_default());
                    fault.at(at)
                })
                .collect(),
        )
        .map_err(Failure::Invalid)?;
        let settings = law.on(today);
        let application = Application {
            id,
            citizen,
            unit: opened.responsible,
            state: ApplicationState::Received,
            content,
            registered_by: writer.actor()?.employee,
            registered_at: now,
            routings: Vec::new(),
            preliminary_answer: None,
            decided_by: None,
        };
        let received = application.content.received_on;
        let deadline = application_deadline(id, opened.responsible, citizen, received, &settings);
        writer.insert_application(&application)?;
        writer.add_task(task, &deadline)?;
        let view = ApplicationView::new(application, 1, &settings, language);
        created(
            writer.epoch(),
            1,
            format!("/api/v1/applications/{id}"),
            &view,
        )
    })
    .await
}
