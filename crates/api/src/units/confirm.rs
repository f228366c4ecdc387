//! `POST /teams/{team}/members/{membership}/confirmation`.

use super::view::MemberView;
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{MembershipId, UnitId},
    policy::Action,
    reason::Reason,
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
/// From now it opens the unit's records (SEC-2).
#[utoipa::path(tag = "organisation", operation_id = "confirmMembership", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("membership" = MembershipId, Path, description = "The membership"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Confirmed", body = MemberView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such membership", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "One's own", body = ProblemBody, content_type = "application/problem+json"),
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
        let (membership, version) = writer.membership(id)?;
        if membership.unit != team {
            return Err(Failure::NotThere);
        }
        if_match.check(&entered, writer.epoch(), version)?;
        if membership.employee == writer.actor()?.employee {
            return Err(Failure::conflict_with(&OWN));
        }
        writer.confirm_membership(id, version)?;
        let (membership, version) = writer.membership(id)?;
        let employee = writer.employees(&[membership.employee])?.into_iter().next();
        let employee = employee.ok_or(Failure::NotThere)?;
        changed(
            writer.epoch(),
            version,
            &MemberView::new(&membership, &employee, version, writer.epoch()),
        )
    })
    .await
}
