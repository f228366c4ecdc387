//! `POST /citizens/{citizen}/tiltaksplan/tiltak`.

use super::view::TiltakView;
use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    references::unknown_employees,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{CitizenId, PlanId, TiltakId},
    policy::Action,
    reason::none_of,
    tiltaksplan::{Tiltak, TiltakContent, check_tiltak},
    time::local_date,
};
use persistence::{Failure, Outcome, PlanRecord, Reader, Streams};

/// Refuses a tiltak that breaks the rules among the plan's others.
pub(super) fn check(reader: &mut Reader<'_>, tiltak: &Tiltak, record: &PlanRecord) -> Outcome<()> {
    let plan = record.plan();
    let goals: Vec<_> = plan.goals.iter().map(|goal| goal.id).collect();
    let mut found = check_tiltak(tiltak, &plan.tiltak, &goals, "");
    let designer = tiltak.content.designed_by.iter();
    let named: Vec<_> = designer
        .map(|employee| ("/designedBy".to_owned(), *employee))
        .collect();
    found.extend(unknown_employees(reader, &named)?);
    none_of(found).map_err(Failure::Invalid)
}

/// Add a tiltak
///
/// Visits follow at once, 28 days ahead.
#[utoipa::path(tag = "tiltaksplan", operation_id = "createTiltak", security(("bearer" = [])), request_body = TiltakContent,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Added", body = TiltakView), AddRefused))]
#[post("/citizens/{citizen}/tiltaksplan/tiltak")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let citizen = citizen.0;
    let (id, new_plan): (TiltakId, PlanId) = (door.new_id(), door.new_id());
    let body = door.body::<TiltakContent>();
    let streams = Streams::citizen(citizen);
    door.write(Action::CreateTiltak, streams, move |writer| {
        let opened = writer.open(citizen, "tiltaksplan")?;
        let content = body.read(&opened)?;
        let today = local_date(writer.now());
        let tiltak = Tiltak { id, content };
        let record = writer.plan(&opened)?;
        check(writer, &tiltak, &record)?;
        let plan = writer.ensure_plan(&opened, &record, new_plan)?;
        writer.insert_tiltak(&opened, plan, &tiltak)?;
        let location = format!("/api/v1/citizens/{citizen}/tiltaksplan/tiltak/{id}");
        let view = TiltakView::new(tiltak, 1, writer.epoch(), today);
        created(writer.epoch(), 1, location, &view)
    })
    .await
}
