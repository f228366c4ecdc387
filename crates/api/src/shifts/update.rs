//! `PUT /teams/{team}/shifts/{shift}`: change a shift (R-SHF-1, R-SHF-2).

use super::{TryQuery, create::ShiftInput, view::ShiftView, weigh::weigh_one};
use crate::{
    door::{Door, changed, dry_run},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, put, web::Query};
use domain::{
    ids::{ShiftId, UnitId},
    policy::Action,
    time::local_date,
};
use persistence::Streams;

/// Change a shift
///
/// Who, when, what kind. The working-time rules are asked as when it was entered; only what this change
/// breaks is told.
#[utoipa::path(tag = "shifts", operation_id = "updateShift", security(("bearer" = [])), request_body = ShiftInput,
    params(("team" = UnitId, Path, description = "The unit"), ("shift" = ShiftId, Path, description = "The shift"), TryQuery,
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Changed", body = ShiftView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such shift", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[put("/teams/{team}/shifts/{shift}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, ShiftId>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let (body, language, state) = (door.body::<ShiftInput>(), door.language, door.state.clone());
    let if_match = door.if_match.clone();
    door.write(Action::UpdateShift, Streams::unit(team), move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        let entered = writer.enter_with(team, fordeler)?;
        let before = writer.shift_record(team, id)?;
        if_match.check(&entered, writer.epoch(), before.version)?;
        let input = body.read(&entered)?;
        let mut record = input.record(writer, (id, team, before.version))?;
        let reason = input.keep_reason.as_deref();
        weigh_one(writer, &state, &mut record, Some(id), reason)?;
        writer.save_shift(&mut record)?;
        let view = ShiftView::new(&record, writer.epoch(), language);
        let answer = changed(writer.epoch(), record.version, &view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
