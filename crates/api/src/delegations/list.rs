//! `GET /delegations`.

use super::view::{DelegationView, views};
use crate::{
    cursor,
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    delegation::{Delegation, faults_at},
    ids::{DelegationId, EmployeeId, UnitId},
    period::is_plausible,
    policy::Action,
    service::ServiceType,
    time::{day_end, local_date},
    vedtak::{Outcome, implausible},
};
use persistence::Failure;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which links.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Filter {
    /// Held by this employee.
    holder: Option<EmployeeId>,
    /// Covering this unit's citizens.
    unit: Option<UnitId>,
    /// Covering this service.
    service: Option<ServiceType>,
    /// Covering this outcome.
    outcome: Option<Outcome>,
    /// Counting at the end of this day, or now when it is today; also of the past.
    #[param(example = "2026-03-03")]
    on: Option<NaiveDate>,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// Links a page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of the register.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DelegationPage {
    /// In the order of registration.
    items: Vec<DelegationView>,
    /// Where the next page begins, when there is one.
    next_cursor: Option<String>,
}

impl Filter {
    fn instant(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.on
            .filter(|day| *day != local_date(now))
            .map_or(now, |day| day_end(day) - chrono::TimeDelta::microseconds(1))
    }

    fn holds(&self, register: &[Delegation], link: &Delegation, at: DateTime<Utc>) -> bool {
        let grant = &link.grant;
        self.holder.is_none_or(|holder| grant.holder == holder)
            && self.unit.is_none_or(|unit| grant.units.covers(unit))
            && self
                .service
                .is_none_or(|service| grant.services.contains(&service))
            && self
                .outcome
                .is_none_or(|outcome| grant.outcomes.contains(&outcome))
            && (self.on.is_none() || faults_at(register, link, at).is_empty())
    }
}

/// Who may sign what
///
/// «Who may sign this, today»: by service, unit, outcome and day. «What could she sign on 3 March»: by
/// holder and day. The register is open to everybody who works here; links that have ended stay in it, so that it
/// answers for any day of the past.
#[utoipa::path(tag = "delegations", operation_id = "listDelegations", security(("bearer" = [])), params(Filter), responses(
    (status = 200, description = "A page of the register", body = DelegationPage),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Bad cursor, limit or day", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/delegations")]
pub(super) async fn handler(door: Door, filter: Query<Filter>) -> Result<HttpResponse, Problem> {
    let filter = filter.into_inner();
    let language = door.language;
    door.read(Action::ListDelegations, move |reader| {
        reader.general()?;
        if let Some(day) = filter.on.filter(|day| !is_plausible(*day)) {
            return Err(Failure::invalid(implausible(day, "?on")));
        }
        let limit = usize::try_from(cursor::limit(filter.limit)?).unwrap_or(usize::MAX);
        let epoch = reader.epoch().to_owned();
        let after: Option<DelegationId> = filter
            .cursor
            .as_deref()
            .map(|text| cursor::decode(&epoch, text))
            .transpose()?;
        let at = filter.instant(reader.asked_at());
        let register: Vec<Delegation> = reader
            .delegation_register()?
            .into_iter()
            .map(|(link, _)| link)
            .collect();
        let begin = after.map_or(0, |id| {
            register
                .iter()
                .position(|link| link.id == id)
                .map_or(register.len(), |n| n + 1)
        });
        let mut shown: Vec<Delegation> = register[begin..]
            .iter()
            .filter(|link| filter.holds(&register, link, at))
            .take(limit + 1)
            .cloned()
            .collect();
        let more = shown.len() > limit;
        shown.truncate(limit);
        let last = shown.last().filter(|_| more).map(|link| link.id);
        Shown::view(&DelegationPage {
            items: views(reader, &register, shown, at, language)?,
            next_cursor: last.map(|id| cursor::encode(&epoch, &id)),
        })
    })
    .await
}
