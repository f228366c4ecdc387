//! `POST /citizens/{citizen}/tiltaksplan/tiltak/{tiltak}/end`.

use super::{rewrite::rewrite, view::TiltakView};
use crate::{door::Door, paths::Ids, problem::Problem, refusals::ChangeRefused};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    frame::TemporaryChange,
    ids::{CitizenId, TiltakId},
    policy::Action,
    reason::none_of,
    tiltaksplan::check_ending,
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::ToSchema;

/// When a tiltak ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TiltakEnd {
    /// Its last day; yesterday, when it stops today.
    #[schema(example = "2026-11-30")]
    last_day: NaiveDate,
    /// Why the plan gives less than the vedtak promises, and until which day; only when it does.
    #[serde(default)]
    temporary: Option<TemporaryChange>,
}

/// End a tiltak
///
/// What was done for it stays; visits after its last day go.
#[utoipa::path(tag = "tiltaksplan", operation_id = "endTiltak", security(("bearer" = [])), request_body = TiltakEnd,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("tiltak" = TiltakId, Path, description = "The tiltak"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Ended", body = TiltakView), ChangeRefused))]
#[post("/citizens/{citizen}/tiltaksplan/tiltak/{tiltak}/end")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, TiltakId>,
) -> Result<HttpResponse, Problem> {
    let body = door.body::<TiltakEnd>();
    rewrite(door, Action::EndTiltak, ids, move |_, before, tiltak| {
        let TiltakEnd {
            last_day: last,
            temporary,
        } = body.read(before.opened)?;
        none_of(check_ending(&tiltak.content, last, before.today)).map_err(Failure::Invalid)?;
        tiltak.content.end = Some(last);
        tiltak.content.temporary = temporary;
        Ok(())
    })
    .await
}
