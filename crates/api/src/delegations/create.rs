//! `POST /delegations`: register a link.

use super::view::{DelegationView, views};
use crate::{
    door::{Door, created},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    delegation::{self, Delegation, Grant, Reach, register_delegation},
    ids::DelegationId,
    period::is_plausible,
    policy::Action,
    reason::{Reason, Violations},
    vedtak::{implausible, too_long},
};
use persistence::{Failure, Outcome, Reader, Streams};

/// Longest reference to a decision, characters.
const LONGEST_DECISION: usize = 500;

static NO_EMPLOYEE: Reason = Reason {
    rule: "R-VED-2",
    code: "no-such-employee",
    nb: "Denne medarbeideren finnes ikke.",
    nn: "Denne medarbeidaren finst ikkje.",
    en: "There is no such employee.",
};
static NO_UNIT: Reason = Reason {
    rule: "R-VED-2",
    code: "no-such-unit",
    nb: "Denne enheten finnes ikke.",
    nn: "Denne eininga finst ikkje.",
    en: "There is no such unit.",
};
static NO_QUOTA: Reason = Reason {
    rule: "R-VED-2",
    code: "no-such-quota",
    nb: "Denne kvoten finnes ikke.",
    nn: "Denne kvoten finst ikkje.",
    en: "There is no such quota.",
};

/// What the link names and the municipality does not have, and what cannot be kept.
fn reference_faults(reader: &mut Reader<'_>, grant: &Grant) -> Outcome<Violations> {
    let people = reader.employees(&[grant.holder, grant.delegated_by])?;
    let mut found: Violations = [
        (grant.holder, "/holder"),
        (grant.delegated_by, "/delegatedBy"),
    ]
    .into_iter()
    .filter(|(id, _)| people.iter().all(|known| known.id != *id))
    .map(|(_, pointer)| NO_EMPLOYEE.violation().at(pointer))
    .collect();
    if let Reach::Units(wanted) = &grant.units {
        let known = reader.units()?;
        let unknown = wanted
            .iter()
            .filter(|id| known.iter().all(|unit| unit.id != **id));
        found.extend(unknown.map(|_| NO_UNIT.violation().at("/units")));
    }
    if let Some(quota) = grant.limits.quota
        && reader
            .quota_uses()?
            .iter()
            .all(|known| known.quota != quota)
    {
        found.push(NO_QUOTA.violation().at("/limits/quota"));
    }
    let days = [
        (Some(grant.period.from), "/period/from"),
        (grant.period.until, "/period/until"),
    ];
    found.extend(days.into_iter().filter_map(|(day, pointer)| {
        day.filter(|day| !is_plausible(*day))
            .map(|day| implausible(day, pointer))
    }));
    found.extend(too_long(&grant.decision, LONGEST_DECISION, "/decision"));
    Ok(found)
}

/// Register a delegation
///
/// A part of another delegation counts at once; one that rests on the council's own decision waits
/// for a second administrator. One that replaces another ends it in the same breath.
#[utoipa::path(tag = "delegations", operation_id = "createDelegation", security(("bearer" = [])), request_body = Grant, responses(
    (status = 201, description = "Registered", body = DelegationView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/delegations")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let id: DelegationId = door.new_id();
    let body = door.body::<Grant>();
    let language = door.language;
    let streams = Streams::municipality();
    door.write(Action::CreateDelegation, streams, move |writer| {
        let granted = writer.general()?;
        let by = writer.actor()?.employee;
        let grant = body.read(&granted)?;
        let now = domain::time::to_micros(writer.now());
        let versions = writer.delegation_register()?;
        let mut register: Vec<Delegation> = versions.iter().map(|(link, _)| link.clone()).collect();
        let mut found = reference_faults(writer, &grant)?;
        let link = register_delegation(id, grant, by, &register, now);
        found.extend(link.as_ref().err().cloned().unwrap_or_default());
        let (Ok(link), true) = (link, found.is_empty()) else {
            return Err(Failure::Invalid(found));
        };
        if let Some((replaced, version)) = versions
            .into_iter()
            .find(|(old, _)| link.grant.replaces == Some(old.id))
        {
            let ended = delegation::end(replaced, by, now).map_err(Failure::Conflict)?;
            writer.mark_delegation(&ended, version)?;
        }
        writer.insert_delegation(&link)?;
        register.push(link.clone());
        let view = views(writer, &register, vec![link], now, language)?.pop();
        created(
            writer.epoch(),
            1,
            format!("/api/v1/delegations/{id}"),
            &view,
        )
    })
    .await
}
