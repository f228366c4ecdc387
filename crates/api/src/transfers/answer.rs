//! `POST /transfers/{transfer}/{acceptance,refusal,withdrawal}`.

use super::view::{TransferView, Trial};
use crate::{
    door::{Door, changed, dry_run},
    paths::Id,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, post, web::Query};
use domain::{
    ids::{TransferId, UnitId},
    policy::Action,
    task::{TaskSource, TaskState, TaskSubject},
    time::{local_date, to_micros},
    transfer::TransferState,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// What is said to it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TransferAnswer {
    /// In words; may be empty.
    #[serde(default)]
    #[schema(max_length = 2000)]
    words: Option<String>,
}

async fn say(
    door: Door,
    id: TransferId,
    trial: Trial,
    action: Action,
    state: TransferState,
) -> Result<HttpResponse, Problem> {
    let (from, to) = door
        .look(action, move |reader| reader.units_of_transfer(id))
        .await?;
    let unit: UnitId = if state == TransferState::Withdrawn {
        from
    } else {
        to
    };
    let body = door.body::<TransferAnswer>();
    let if_match = door.if_match.clone();
    let language = door.language;
    let streams = Streams::unit(from).and_unit(to).and_pools();
    door.write(action, streams, move |writer| {
        let entered = writer.enter(unit).map_err(|failure| match failure {
            // A transfer of other units looks like none.
            Failure::Forbidden(_) => Failure::NotThere,
            other => other,
        })?;
        let (transfer, version) = writer.transfer(id)?;
        if_match.check(&entered, writer.epoch(), version)?;
        let words = body.read(&entered)?.words;
        let by = writer.actor()?.employee;
        let mark = (by, to_micros(writer.now()));
        let answered = transfer.answered(state, unit, mark, words);
        let answered = answered.map_err(Failure::Conflict)?;
        let asked = [TaskSubject::HandOver];
        let source = TaskSource::Transfer(id);
        writer.close_tasks_of(source, &asked, TaskState::Done, by)?;
        let mut version = writer.update_transfer(&answered, version)?;
        let mut answered = answered;
        if answered.is_due(local_date(writer.now())) {
            (answered, version) = writer.carry_out(&answered, version)?;
        }
        writer.show(
            Some(unit),
            entered.basis,
            "transfers",
            vec![answered.citizen],
        );
        let view = TransferView::new(answered, version, writer.epoch(), language);
        let answer = changed(writer.epoch(), version, &view)?;
        if trial.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}

/// Accept a transfer
///
/// For the receiving unit. On the day agreed (now, when it has come) unpublished visits, open tasks
/// and vedtak in force move, claims lapse, and the old unit's access ends.
#[utoipa::path(tag = "caseload", operation_id = "acceptTransfer", security(("bearer" = [])), request_body = TransferAnswer,
    params(("transfer" = TransferId, Path, description = "The transfer"), Trial,
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Accepted", body = TransferView), ChangeRefused))]
#[post("/transfers/{transfer}/acceptance")]
pub(super) async fn accept(
    door: Door,
    id: Id<TransferId>,
    trial: Query<Trial>,
) -> Result<HttpResponse, Problem> {
    let state = TransferState::Accepted;
    say(
        door,
        id.0,
        trial.into_inner(),
        Action::AcceptTransfer,
        state,
    )
    .await
}

/// Say no to a transfer
#[utoipa::path(tag = "caseload", operation_id = "declineTransfer", security(("bearer" = [])), request_body = TransferAnswer,
    params(("transfer" = TransferId, Path, description = "The transfer"), Trial,
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Declined; nothing moves", body = TransferView), ChangeRefused))]
#[post("/transfers/{transfer}/refusal")]
pub(super) async fn decline(
    door: Door,
    id: Id<TransferId>,
    trial: Query<Trial>,
) -> Result<HttpResponse, Problem> {
    let state = TransferState::Declined;
    say(
        door,
        id.0,
        trial.into_inner(),
        Action::DeclineTransfer,
        state,
    )
    .await
}

/// Take a transfer back
///
/// For the giving unit, until the citizen has moved.
#[utoipa::path(tag = "caseload", operation_id = "withdrawTransfer", security(("bearer" = [])), request_body = TransferAnswer,
    params(("transfer" = TransferId, Path, description = "The transfer"), Trial,
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Taken back", body = TransferView), ChangeRefused))]
#[post("/transfers/{transfer}/withdrawal")]
pub(super) async fn withdraw(
    door: Door,
    id: Id<TransferId>,
    trial: Query<Trial>,
) -> Result<HttpResponse, Problem> {
    let state = TransferState::Withdrawn;
    say(
        door,
        id.0,
        trial.into_inner(),
        Action::WithdrawTransfer,
        state,
    )
    .await
}
