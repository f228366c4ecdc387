//! What approving a link and ending it have in common: one link of the register gets a mark, and the
//! answer shows it as it then stands among the others.

use super::view::views;
use crate::{
    door::{Door, changed},
    problem::Problem,
};
use actix_web::HttpResponse;
use chrono::{DateTime, Utc};
use domain::{
    delegation::Delegation,
    ids::{DelegationId, EmployeeId},
    policy::Action,
    reason::Violations,
};
use persistence::{Failure, Streams};

/// Who marks which link, when, or every reason why not.
type Rule = fn(Delegation, EmployeeId, DateTime<Utc>) -> Result<Delegation, Violations>;

/// Marks the link as `rule` says, for the one who asks.
pub(super) async fn mark(
    door: Door,
    id: DelegationId,
    action: Action,
    rule: Rule,
) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.write(action, Streams::municipality(), move |writer| {
        writer.general()?;
        let by = writer.actor()?.employee;
        let now = domain::time::to_micros(writer.now());
        let mut register = writer.delegation_register()?;
        let (link, version) = register
            .iter_mut()
            .find(|(link, _)| link.id == id)
            .ok_or(Failure::NotThere)?;
        *link = rule(link.clone(), by, now).map_err(Failure::Conflict)?;
        let link = link.clone();
        let version = writer.mark_delegation(&link, *version)?;
        let register: Vec<Delegation> = register.into_iter().map(|(link, _)| link).collect();
        let view = views(writer, &register, vec![link], now, language)?.pop();
        changed(writer.epoch(), version, &view)
    })
    .await
}
