//! `POST /teams/{team}/shifts/{shift}/claim`: a member takes an open shift (R-SHF-1).

use super::{view::ShiftView, weigh::weigh_one};
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{ShiftId, UnitId},
    policy::Action,
    reason::Reason,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// How it is taken.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ClaimInput {
    /// Beyond her ordinary hours.
    #[serde(default)]
    overtime: bool,
    /// Why she takes it although it breaks a working-time rule.
    #[schema(max_length = 500)]
    keep_reason: Option<String>,
}

static TAKEN: Reason = Reason {
    rule: "R-SHF-1",
    code: "shift-taken",
    nb: "Vakten er ikke ledig lenger.",
    nn: "Vakta er ikkje ledig lenger.",
    en: "The shift is no longer open.",
};
static OVER: Reason = Reason {
    rule: "R-SHF-1",
    code: "shift-over",
    nb: "Vakten er over.",
    nn: "Vakta er over.",
    en: "The shift is over.",
};

/// Take an open shift
///
/// The first who asks has it. The working-time rules are asked; a breach needs a reason.
#[utoipa::path(tag = "shifts", operation_id = "claimShift", security(("bearer" = [])), request_body = ClaimInput,
    params(("team" = UnitId, Path, description = "The unit"), ("shift" = ShiftId, Path, description = "The shift")), responses(
    (status = 200, description = "It is yours", body = ShiftView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such shift", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Somebody was first, or it is over", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/shifts/{shift}/claim")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, ShiftId>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let (body, language, state) = (door.body::<ClaimInput>(), door.language, door.state.clone());
    door.write(Action::ClaimShift, Streams::unit(team), move |writer| {
        let entered = writer.enter(team)?;
        let mut record = writer.shift_record(team, id)?;
        let input = body.read(&entered)?;
        let me = writer.actor()?.employee;
        match record.shift.employee {
            Some(holder) if holder == me => {
                let view = ShiftView::new(&record, writer.epoch(), language);
                return changed(writer.epoch(), record.version, &view);
            }
            Some(_) => return Err(Failure::conflict_with(&TAKEN)),
            None if record.shift.interval.until <= writer.now() => {
                return Err(Failure::conflict_with(&OVER));
            }
            None => {}
        }
        record.shift.employee = Some(me);
        record.overtime = input.overtime;
        let reason = input.keep_reason.as_deref();
        weigh_one(writer, &state, &mut record, Some(id), reason)?;
        writer.save_shift(&mut record)?;
        let view = ShiftView::new(&record, writer.epoch(), language);
        changed(writer.epoch(), record.version, &view)
    })
    .await
}
