//! `POST /citizens/{citizen}/tiltaksplan/tiltak`.

use super::{
    change::{check_right, departing, plan_today, weighed},
    view::TiltakView,
};
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
    reason::{Reason, Violations, none_of},
    tiltaksplan::{Tiltak, TiltakContent, Tiltaksplan, check_tiltak},
    time::local_date,
};
use persistence::{Failure, Opened, Outcome, PlanRecord, Reader, Streams, Writer};

static NO_VEDTAK: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-vedtak-unknown",
    nb: "Innbyggeren har ikke noe slikt vedtak.",
    nn: "Innbyggjaren har ikkje noko slikt vedtak.",
    en: "The citizen has no such vedtak.",
};

/// What is wrong with a tiltak among the others of a plan.
pub(super) fn faults(
    reader: &mut Reader<'_>,
    opened: &Opened,
    tiltak: &Tiltak,
    plan: &Tiltaksplan,
) -> Outcome<Violations> {
    let goals: Vec<_> = plan.goals.iter().map(|goal| goal.id).collect();
    let mut found = check_tiltak(tiltak, &plan.tiltak, &goals, "");
    let designer = tiltak.content.designed_by.iter();
    let named: Vec<_> = designer
        .map(|employee| ("/designedBy".to_owned(), *employee))
        .collect();
    found.extend(unknown_employees(reader, &named)?);
    if let Some(vedtak) = tiltak.content.vedtak
        && !reader
            .vedtak_of(opened)?
            .iter()
            .any(|v| v.vedtak.id == vedtak)
    {
        found.push(NO_VEDTAK.violation().at("/vedtak"));
    }
    Ok(found)
}

/// Refuses a tiltak that breaks the rules among the plan's others.
pub(super) fn check(
    reader: &mut Reader<'_>,
    opened: &Opened,
    tiltak: &Tiltak,
    record: &PlanRecord,
) -> Outcome<()> {
    let found = faults(reader, opened, tiltak, &record.plan())?;
    none_of(found).map_err(Failure::Invalid)
}

/// Puts a tiltak in the plan of an opened citizen: who may, the rules, the frame, and visits follow. Gives it as
/// it is kept.
pub(crate) fn add(
    writer: &mut Writer<'_>,
    opened: &Opened,
    tiltak: &Tiltak,
    new_plan: PlanId,
) -> Outcome<Tiltak> {
    let today = local_date(writer.now());
    check_right(writer, opened, tiltak)?;
    let record = plan_today(writer, opened)?;
    check(writer, opened, tiltak, &record)?;
    let weighed = weighed(writer, opened, &record, tiltak, today)?;
    let plan = writer.ensure_plan(opened, &record, new_plan)?;
    let tiltak = weighed.tiltak.clone();
    writer.insert_tiltak(opened, plan, &tiltak, departing(&weighed))?;
    Ok(tiltak)
}

/// Add a tiltak
///
/// Visits follow at once, 28 days ahead. Within the vedtak's frame this is all; outside it the tiltak
/// needs `temporary` with a reason and a day at most 14 days away, and a reassessment is asked for.
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
        let tiltak = add(writer, &opened, &Tiltak { id, content }, new_plan)?;
        let location = format!("/api/v1/citizens/{citizen}/tiltaksplan/tiltak/{id}");
        let view = TiltakView::new(tiltak, 1, writer.epoch(), today);
        created(writer.epoch(), 1, location, &view)
    })
    .await
}
