//! `POST /teams/{team}/members/{membership}/end`: a membership ends, or is made shorter.

use super::{
    membership::{as_it_stands, as_seen},
    view::MemberView,
};
use crate::{
    door::Door,
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::{MembershipId, UnitId},
    policy::Action,
    setting_up::end_faults,
    time::local_date,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// When a membership ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct MembershipEnd {
    /// Its last day; yesterday ends it at once.
    last: NaiveDate,
}

/// End a membership
///
/// What it opened is shut after its last day. It can be made shorter and not longer; a longer one is
/// proposed anew and confirmed (SEC-2).
#[utoipa::path(tag = "organisation", operation_id = "endMembership", security(("bearer" = [])), request_body = MembershipEnd,
    params(("team" = UnitId, Path, description = "The unit"), ("membership" = MembershipId, Path, description = "The membership"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Its last day is set", body = MemberView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators and the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such membership", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/members/{membership}/end")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, MembershipId>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let if_match = door.if_match.clone();
    let body = door.body::<MembershipEnd>();
    let streams = Streams::municipality().and_unit(team);
    door.write(Action::EndMembership, streams, move |writer| {
        let entered = writer.enter(team)?;
        let (membership, version) = as_seen(writer, &entered, id, &if_match)?;
        let input = body.read(&entered)?;
        let found = end_faults(&membership, input.last, local_date(writer.now()));
        if !found.is_empty() {
            return Err(Failure::Invalid(found));
        }
        writer.end_membership(id, input.last, version)?;
        let employee = writer.employee(membership.employee)?;
        as_it_stands(writer, id, &employee)
    })
    .await
}
