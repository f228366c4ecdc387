//! `POST /consultations/{consultation}/tiltak`: the answer becomes a tiltak.

use super::whose::whose;
use crate::{
    door::{Door, created, dry_run},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
    tiltaksplan::{TiltakView, add_tiltak},
};
use actix_web::{HttpResponse, post, web::Query};
use domain::{
    consultation::IntoPlan,
    ids::{ConsultationId, PlanId, TiltakId},
    policy::Action,
    task::{TaskSource, TaskState, TaskSubject},
    tiltaksplan::Tiltak,
    time::local_date,
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::IntoParams;

/// Try before doing (API-11).
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Trial {
    /// Answer the tiltak as it would be, prefilled from the answer, and change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// Make the answer a tiltak
///
/// What the specialist said is not written again: her advice, and her answer as the instruction, are in it, and
/// she is who designed it. The team says when it begins and for which goals, and what the answer left out. Once:
/// a second time is refused. The rules of the plan and of its frame hold as for any tiltak.
#[utoipa::path(tag = "consultations", operation_id = "makeTiltakOfConsultation", security(("bearer" = [])), request_body = IntoPlan,
    params(("consultation" = ConsultationId, Path, description = "The question"), Trial), responses(
    (status = 201, description = "In the plan; or, tried, as it would be", body = TiltakView), AddRefused))]
#[post("/consultations/{consultation}/tiltak")]
pub(super) async fn handler(
    door: Door,
    id: Id<ConsultationId>,
    trial: Query<Trial>,
) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let (tiltak, new_plan): (TiltakId, PlanId) = (door.new_id(), door.new_id());
    let body = door.body::<IntoPlan>();
    let action = Action::MakeTiltakOfConsultation;
    let (citizen, streams) = whose(&door, action, id).await?;
    door.write(action, streams, move |writer| {
        let opened = writer.open(citizen, "consultations")?;
        let (asked, version) = writer.consultation(&opened, id)?;
        let team = body.read(&opened)?;
        let now = writer.now();
        let kept = asked.clone().in_plan(tiltak, now);
        let kept = kept.map_err(Failure::Conflict)?;
        let content = asked.tiltak_of(&team).map_err(Failure::Invalid)?;
        let made = Tiltak {
            id: tiltak,
            content,
        };
        let made = add_tiltak(writer, &opened, &made, new_plan)?;
        let by = writer.actor()?.employee;
        let read = [TaskSubject::ConsultationRead];
        writer.close_tasks_of(TaskSource::Consultation(id), &read, TaskState::Done, by)?;
        writer.update_consultation(&opened, &kept, version)?;
        let location = format!("/api/v1/citizens/{citizen}/tiltaksplan/tiltak/{tiltak}");
        let view = TiltakView::new(made, 1, writer.epoch(), local_date(now));
        let answer = created(writer.epoch(), 1, location, &view)?;
        if trial.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
