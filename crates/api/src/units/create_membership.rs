//! `POST /teams/{team}/members`: propose a membership; the leader confirms it.

use super::view::MemberView;
use crate::{
    door::{Door, created},
    paths::Id,
    problem::{Problem, ProblemBody},
    teams::education::membership_fault,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::{EmployeeId, MembershipId, UnitId},
    organisation::{Membership, Role},
    policy::Action,
    reason::{Reason, Violations},
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

static OWN: Reason = Reason {
    rule: "SEC-2",
    code: "own-membership",
    nb: "Ingen kan gi seg selv en rolle.",
    nn: "Ingen kan gi seg sjølv ei rolle.",
    en: "Nobody can give herself a role.",
};
static MUNICIPAL_ROLE: Reason = Reason {
    rule: "SEC-2",
    code: "municipal-role",
    nb: "Rollen {role} gjelder kommunen og ikke en enhet.",
    nn: "Rolla {role} gjeld kommunen og ikkje ei eining.",
    en: "The role {role} is for the municipality, not for a unit.",
};
static SHARE: Reason = Reason {
    rule: "R-TEAM-9",
    code: "share-range",
    nb: "Stillingsandelen er fra 0 til 100 prosent.",
    nn: "Stillingsdelen er frå 0 til 100 prosent.",
    en: "The share is from 0 to 100 per cent.",
};
static ENDS_BEFORE: Reason = Reason {
    rule: "SEC-2",
    code: "ends-before-it-begins",
    nb: "Siste dag kan ikke være før første.",
    nn: "Siste dag kan ikkje vere før første.",
    en: "The last day cannot be before the first.",
};
static NO_EMPLOYEE: Reason = Reason {
    rule: "SEC-2",
    code: "no-such-employee",
    nb: "Denne medarbeideren finnes ikke.",
    nn: "Denne medarbeidaren finst ikkje.",
    en: "There is no such employee.",
};

/// A proposed membership.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct MembershipInput {
    employee: EmployeeId,
    role: Role,
    /// Share of a full position in this unit, per cent.
    #[schema(minimum = 0, maximum = 100, example = 50)]
    share: i32,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

fn faults(input: &MembershipInput, by: EmployeeId) -> Violations {
    let mut found = Violations::new();
    if input.employee == by {
        found.push(OWN.violation().at("/employee"));
    }
    if input.role.is_municipal() {
        found.push(
            MUNICIPAL_ROLE
                .violation()
                .at("/role")
                .with("role", input.role.term()),
        );
    }
    if !(0..=100).contains(&input.share) {
        found.push(SHARE.violation().at("/share"));
    }
    if input.until.is_some_and(|until| until < input.from) {
        found.push(ENDS_BEFORE.violation().at("/until"));
    }
    found
}

/// Propose a membership
///
/// It opens no records before the unit's leader has confirmed it (SEC-2).
#[utoipa::path(tag = "organisation", operation_id = "createMembership", security(("bearer" = [])), request_body = MembershipInput,
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 201, description = "Proposed", body = MemberView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/members")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let id: MembershipId = door.new_id();
    let body = door.body::<MembershipInput>();
    let streams = Streams::municipality().and_unit(team.0);
    door.write(Action::CreateMembership, streams, move |writer| {
        let granted = writer.general()?;
        writer.unit(team.0)?;
        let by = writer.actor()?.employee;
        let input = body.read(&granted)?;
        let mut found = faults(&input, by);
        let employee = writer.employees(&[input.employee])?.into_iter().next();
        if employee.is_none() {
            found.push(NO_EMPLOYEE.violation().at("/employee"));
        }
        if let Some(employee) = &employee {
            let fault = membership_fault(writer, team.0, input.role, employee)?;
            found.extend(fault.map(|fault| fault.at("/employee")));
        }
        let (Some(employee), true) = (employee, found.is_empty()) else {
            return Err(Failure::Invalid(found));
        };
        let membership = Membership {
            id,
            employee: input.employee,
            unit: team.0,
            role: input.role,
            share: input.share,
            from: input.from,
            until: input.until,
            confirmed_at: None,
        };
        writer.insert_membership(&membership, Some(by))?;
        let location = format!("/api/v1/teams/{}/members/{id}", team.0);
        created(
            writer.epoch(),
            1,
            location,
            &MemberView::new(&membership, &employee, 1, writer.epoch()),
        )
    })
    .await
}
