//! `POST /teams/{team}/members/{membership}/confirmation`.

use super::{
    membership::{as_it_stands, as_seen},
    view::MemberView,
};
use crate::{
    door::Door,
    paths::Ids,
    problem::{Problem, ProblemBody},
    teams::education::membership_fault,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{MembershipId, UnitId},
    policy::Action,
    reason::{Reason, Violations, none_of},
};
use persistence::{Failure, Streams};

static OWN: Reason = Reason {
    rule: "SEC-2",
    code: "own-membership",
    nb: "Ingen kan bekrefte sin egen rolle.",
    nn: "Ingen kan stadfeste si eiga rolle.",
    en: "Nobody can confirm her own role.",
};

/// Confirm a membership
///
/// From now it opens the unit's records (SEC-2). Whether she may be a member is asked again, as charter and
/// profession are now (R-TEAM-4).
#[utoipa::path(tag = "organisation", operation_id = "confirmMembership", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("membership" = MembershipId, Path, description = "The membership"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Confirmed", body = MemberView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such membership", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "One's own, or her education fits neither the team nor its charter now", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/members/{membership}/confirmation")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, MembershipId>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let if_match = door.if_match.clone();
    let streams = Streams::municipality().and_unit(team);
    door.write(Action::ConfirmMembership, streams, move |writer| {
        let entered = writer.enter(team)?;
        let (membership, version) = as_seen(writer, &entered, id, &if_match)?;
        let employee = writer.employee(membership.employee)?;
        let is_own = employee.id == writer.actor()?.employee;
        let mut wrong: Violations = is_own.then(|| OWN.violation()).into_iter().collect();
        // Charter or profession may have changed since it was proposed (R-TEAM-4).
        wrong.extend(membership_fault(writer, team, membership.role, &employee)?);
        none_of(wrong).map_err(Failure::Conflict)?;
        writer.confirm_membership(id, version)?;
        as_it_stands(writer, id, &employee)
    })
    .await
}
