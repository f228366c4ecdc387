//! `POST /delegations/{delegation}/end`: end a link.

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

/// End a delegation
///
/// From now on nothing is signed under it, nor under those that build on it; what was signed stands.
#[utoipa::path(tag = "delegations", operation_id = "endDelegation", security(("bearer" = [])),
    params(("delegation" = DelegationId, Path, description = "The link")), responses(
    (status = 200, description = "Done", body = DelegationView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such delegation", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Ended before", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/delegations/{delegation}/end")]
pub(super) async fn handler(door: Door, id: Id<DelegationId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    let streams = Streams::municipality();
    door.write(Action::EndDelegation, streams, move |writer| {
        writer.general()?;
        let by = writer.actor()?.employee;
        let now = domain::time::to_micros(writer.now());
        let mut register = writer.delegation_register()?;
        let (link, version) = register
            .iter_mut()
            .find(|(link, _)| link.id == id.0)
            .ok_or(Failure::NotThere)?;
        *link = delegation::end(link.clone(), by, now).map_err(Failure::Conflict)?;
        let link = link.clone();
        let version = writer.mark_delegation(&link, *version)?;
        let register: Vec<Delegation> = register.into_iter().map(|(link, _)| link).collect();
        let view = views(writer, &register, vec![link], now, language)?.pop();
        changed(writer.epoch(), version, &view)
    })
    .await
}
