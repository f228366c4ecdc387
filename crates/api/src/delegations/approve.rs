//! `POST /delegations/{delegation}/approval`: the second person approves a root link.

use super::view::{DelegationView, views};
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    delegation::{self, Delegation},
    ids::DelegationId,
    policy::Action,
};
use persistence::{Failure, Streams};

/// Approve a root delegation
///
/// The second person behind a delegation that rests on the council's own decision; it counts from now.
#[utoipa::path(tag = "delegations", operation_id = "approveDelegation", security(("bearer" = [])),
    params(("delegation" = DelegationId, Path, description = "The link")), responses(
    (status = 200, description = "Done", body = DelegationView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such delegation", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Needs no approval, or you had a part in it", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/delegations/{delegation}/approval")]
pub(super) async fn handler(door: Door, id: Id<DelegationId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    let streams = Streams::municipality();
    door.write(Action::ApproveDelegation, streams, move |writer| {
        writer.general()?;
        let by = writer.actor()?.employee;
        let now = domain::time::to_micros(writer.now());
        let mut register = writer.delegation_register()?;
        let (link, version) = register
            .iter_mut()
            .find(|(link, _)| link.id == id.0)
            .ok_or(Failure::NotThere)?;
        *link = delegation::approve(link.clone(), by, now).map_err(Failure::Conflict)?;
        let link = link.clone();
        let version = writer.mark_delegation(&link, *version)?;
        let register: Vec<Delegation> = register.into_iter().map(|(link, _)| link).collect();
        let view = views(writer, &register, vec![link], now, language)?.pop();
        changed(writer.epoch(), version, &view)
    })
    .await
}
