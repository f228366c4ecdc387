//! `DELETE /citizens/{citizen}/whereabouts/{entry}`: taken back as wrong.

use crate::{
    door::{Door, nothing},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, delete};
use domain::{
    ids::{CitizenId, WhereaboutsId},
    policy::Action,
};
use persistence::{Failure, Streams};

/// Take an entry back
///
/// It stays in the timeline, marked, and counts no more; visits and the home-coming checklist follow
/// at once.
#[utoipa::path(tag = "caseload", operation_id = "withdrawWhereabouts", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("entry" = WhereaboutsId, Path, description = "The entry"),
        ("If-Match" = String, Header, description = "The version seen: that of the entry when it was recorded")), responses(
    (status = 204, description = "Taken back"), ChangeRefused))]
#[delete("/citizens/{citizen}/whereabouts/{entry}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, WhereaboutsId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, id) = ids;
    let if_match = door.if_match.clone();
    let streams = Streams::citizen(citizen);
    door.write(Action::WithdrawWhereabouts, streams, move |writer| {
        let opened = writer.open(citizen, "whereabouts")?;
        let entries = writer.whereabouts(&opened)?;
        let entry = entries.iter().find(|e| e.id == id);
        let counts = entry.is_some_and(|e| e.withdrawn_at.is_none());
        if !counts {
            return Err(Failure::NotThere);
        }
        // An entry is never changed, so it has one version until it is taken back.
        if_match.check(&opened, writer.epoch(), 1)?;
        writer.withdraw_whereabouts(&opened, id)?;
        Ok(nothing())
    })
    .await
}
