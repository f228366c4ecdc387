//! `POST /vedtak/{vedtak}/handling-unit`: send it to a unit that may sign it.

use super::{
    case::{Case, home_desk, settings},
    target::{Target, keep},
    view::VedtakView,
};
use crate::{
    door::Door,
    impartial,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{TaskId, UnitId, VedtakId},
    policy::Action,
    reason::Reason,
    signing::who_may_sign,
    task::{TaskSource, TaskState, TaskSubject, signature_task},
    time::local_date,
    vedtak::{Step, Vedtak},
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::ToSchema;

static NOBODY_THERE: Reason = Reason {
    rule: "R-VED-4",
    code: "nobody-may-sign-there",
    nb: "Ingen i denne enheten kan signere vedtaket nå.",
    nn: "Ingen i denne eininga kan signere vedtaket no.",
    en: "Nobody in this unit may sign the vedtak now.",
};

/// Where to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct DeskInput {
    /// A unit in which somebody may sign it (`GET …/signing-options`), or where it was prepared.
    unit: UnitId,
}

/// Send a vedtak to a unit that may sign it
///
/// Until it is decided, those who work there may open the record for it.
#[utoipa::path(tag = "vedtak", operation_id = "moveVedtak", security(("bearer" = [])), request_body = DeskInput,
    params(("vedtak" = VedtakId, Path, description = "The vedtak")), responses(
    (status = 200, description = "On its new desk", body = VedtakView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "You neither prepare nor lead; every reason", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such vedtak, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Not submitted, or nobody there may sign it", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/vedtak/{vedtak}/handling-unit")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    /// The new desk's stream is locked too, so it is looked at before the rest of the body.
    #[derive(Deserialize)]
    struct Wanted {
        unit: UnitId,
    }
    let wanted: Option<Wanted> = serde_json::from_slice(&door.bytes()).ok();
    let task: TaskId = door.new_id();
    let body = door.body::<DeskInput>();
    let law = door.state.law.clone();
    let target = Target::find(&door, Action::MoveVedtak, id.0).await?;
    let streams = wanted.map_or_else(
        || target.streams(),
        |wanted| target.streams().and_unit(wanted.unit),
    );
    door.write(Action::MoveVedtak, streams, move |writer| {
        let (opened, stored) = target.open(writer)?;
        let unit = body.read(&opened)?.unit;
        let now = writer.now();
        let by = writer.actor()?.employee;
        let case = Case::load(writer, &opened, stored, &law, now)?;
        let submitted = case.stored.vedtak.state.after(Step::Sign);
        submitted.map_err(Failure::Conflict)?;
        impartial::check(writer, &opened)?;
        let may_there = who_may_sign(&case.facts(), now)
            .iter()
            .any(|may| may.unit == unit);
        let home = home_desk(writer, &opened, &case.stored.vedtak)?;
        if !may_there && unit != case.stored.vedtak.unit && unit != home {
            return Err(Failure::conflict(NOBODY_THERE.violation().at("/unit")));
        }
        let stored = case.stored;
        let next = Vedtak {
            handling_unit: unit,
            ..stored.vedtak.clone()
        };
        let source = TaskSource::Vedtak(next.id);
        let waiting = [TaskSubject::VedtakSignature];
        writer.close_tasks_of(source, &waiting, TaskState::Cancelled, by)?;
        let desk = writer.unit(unit)?.kind;
        let waits = signature_task(&next, desk, local_date(now), &settings(&law, now));
        writer.raise_task(task, &waits)?;
        keep(writer, stored, next)
    })
    .await
}
