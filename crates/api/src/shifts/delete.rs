//! `DELETE /teams/{team}/shifts/{shift}`.

use crate::{
    door::{Door, nothing},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, delete};
use domain::{
    ids::{ShiftId, UnitId},
    policy::Action,
    time::local_date,
};
use persistence::{Failure, Streams};

/// Take a shift away
#[utoipa::path(tag = "shifts", operation_id = "deleteShift", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("shift" = ShiftId, Path, description = "The shift"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 204, description = "Gone; visits on it show as outside a shift"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such shift", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[delete("/teams/{team}/shifts/{shift}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, ShiftId>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let if_match = door.if_match.clone();
    door.write(Action::DeleteShift, Streams::unit(team), move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        let entered = writer.enter_with(team, fordeler)?;
        let (shift, version) = writer.shift(id)?;
        if shift.unit != team {
            return Err(Failure::NotThere);
        }
        if_match.check(&entered, writer.epoch(), version)?;
        writer.delete_shift(id, version)?;
        Ok(nothing())
    })
    .await
}
