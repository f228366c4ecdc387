//! `POST /citizens/{citizen}/transfers`.

use super::view::{TransferView, Trial};
use crate::{
    door::{Door, created, dry_run},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::NaiveDate;
use domain::{
    ids::{CitizenId, TransferId, UnitId},
    policy::Action,
    reason::none_of,
    time::{local_date, to_micros},
    transfer::{Transfer, TransferState, check_proposal, hand_over},
    vedtak::VedtakState,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// Where to, when, and what is to be handed over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TransferInput {
    /// The unit that is to answer for the citizen.
    to: UnitId,
    /// From this day.
    #[schema(example = "2026-12-01")]
    moves_on: NaiveDate,
    /// Why.
    #[schema(max_length = 2000)]
    reason: String,
    /// Points of their own for the hand-over list, beside those that every transfer has.
    #[serde(default)]
    points: Vec<String>,
}

/// Propose a transfer
///
/// The receiving unit sees who and why, and accepts or not; nothing moves before.
#[utoipa::path(tag = "caseload", operation_id = "proposeTransfer", security(("bearer" = [])), request_body = TransferInput,
    params(("citizen" = CitizenId, Path, description = "The citizen"), Trial), responses(
    (status = 201, description = "Proposed", body = TransferView), AddRefused))]
#[post("/citizens/{citizen}/transfers")]
pub(super) async fn handler(
    door: Door,
    citizen: Id<CitizenId>,
    trial: Query<Trial>,
) -> Result<HttpResponse, Problem> {
    /// The receiving unit's stream is locked too, so it is looked at before the rest of the body.
    #[derive(Deserialize)]
    struct Wanted {
        to: UnitId,
    }
    let wanted: Option<Wanted> = serde_json::from_slice(&door.bytes()).ok();
    let citizen = citizen.0;
    let id: TransferId = door.new_id();
    let body = door.body::<TransferInput>();
    let language = door.language;
    let streams = Streams::citizen(citizen);
    let streams = match wanted {
        Some(wanted) => streams.and_unit(wanted.to),
        None => streams,
    };
    door.write(Action::ProposeTransfer, streams, move |writer| {
        let opened = writer.open(citizen, "transfers")?;
        let input = body.read(&opened)?;
        let now = to_micros(writer.now());
        let is_draft = |state| {
            matches!(
                state,
                VedtakState::Draft | VedtakState::Submitted | VedtakState::Returned
            )
        };
        let vedtak = writer.vedtak_of(&opened)?;
        let has_drafts = vedtak.iter().any(|v| is_draft(v.vedtak.state));
        let transfer = Transfer {
            id,
            citizen,
            from: opened.responsible,
            to: input.to,
            state: TransferState::Proposed,
            moves_on: input.moves_on,
            reason: input.reason,
            answer: None,
            items: hand_over(has_drafts, input.points),
            proposed_at: now,
            proposed_by: writer.actor()?.employee,
            answered_at: None,
            answered_by: None,
            moved_at: None,
        };
        let open = [TransferState::Proposed, TransferState::Accepted];
        let before = writer.transfers_of(&opened)?;
        let under_way = before.iter().any(|(t, _)| open.contains(&t.state));
        let is_there = writer.may_hold_citizens(transfer.to)?;
        let found = check_proposal(&transfer, is_there, under_way, local_date(now));
        none_of(found).map_err(|found| match under_way {
            true => Failure::Conflict(found),
            false => Failure::Invalid(found),
        })?;
        writer.insert_transfer(&transfer)?;
        let location = format!("/api/v1/citizens/{citizen}/transfers");
        let view = TransferView::new(transfer, 1, writer.epoch(), language);
        let answer = created(writer.epoch(), 1, location, &view)?;
        if trial.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
