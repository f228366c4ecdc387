//! `POST /transfers/{transfer}/points/{point}`: a point of the hand-over list is done.

use super::view::TransferView;
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::TransferId,
    policy::Action,
    task::{TaskSource, TaskState, TaskSubject},
    time::to_micros,
    transfer::TransferState,
};
use persistence::{Failure, Streams};

/// Hand a point over
///
/// For both units, from when the transfer is accepted. Drafts of vedtak go over with theirs.
#[utoipa::path(tag = "caseload", operation_id = "handOverPoint", security(("bearer" = [])),
    params(("transfer" = TransferId, Path, description = "The transfer"),
        ("point" = usize, Path, description = "Place in the list, from 0")), responses(
    (status = 200, description = "Handed over", body = TransferView), AddRefused))]
#[post("/transfers/{transfer}/points/{point}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<TransferId, String>,
) -> Result<HttpResponse, Problem> {
    let Ids(id, point) = ids;
    // What is no number names no point; who asks is settled first.
    let point = point.parse().unwrap_or(usize::MAX);
    let action = Action::HandOverPoint;
    let (from, to) = door
        .look(action, move |reader| reader.units_of_transfer(id))
        .await?;
    let language = door.language;
    let streams = Streams::unit(from).and_unit(to);
    door.write(action, streams, move |writer| {
        // Either unit may; of others it is none of their business that there is a transfer.
        let entered = writer
            .enter(to)
            .or_else(|_| writer.enter(from))
            .map_err(|failure| match failure {
                Failure::Forbidden(_) => Failure::NotThere,
                other => other,
            })?;
        let (transfer, version) = writer.transfer(id)?;
        let over_before = transfer.drafts_are_over();
        let by = writer.actor()?.employee;
        let mark = (by, to_micros(writer.now()));
        let next = transfer
            .handed_over(point, mark)
            .map_err(Failure::Conflict)?;
        if next.drafts_are_over() && !over_before {
            writer.hand_over_drafts(&next)?;
        }
        if next.state == TransferState::Done {
            let (source, left) = (TaskSource::Transfer(id), [TaskSubject::HandOver]);
            writer.close_tasks_of(source, &left, TaskState::Done, by)?;
        }
        let version = writer.update_transfer(&next, version)?;
        writer.show(
            Some(entered.unit),
            entered.basis,
            "transfers",
            vec![next.citizen],
        );
        let view = TransferView::new(next, version, writer.epoch(), language);
        changed(writer.epoch(), version, &view)
    })
    .await
}
