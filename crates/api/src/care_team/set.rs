//! `PUT /citizens/{citizen}/care-team`.

use super::view::{CareTeamView, has_health_services};
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::Problem,
    references::unknown_employees,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, put};
use domain::{
    citizen::care_team::{CareTeam, check_care_team},
    ids::{CitizenId, EmployeeId},
    policy::Action,
    reason::none_of,
    time::local_date,
};
use persistence::{Failure, Streams};

/// Everybody the body names, with the place.
fn named(team: &CareTeam) -> Vec<(String, EmployeeId)> {
    let members = team.members.iter().enumerate();
    let members = members.map(|(i, m)| (format!("/members/{i}/employee"), m.employee));
    let nurse = team.responsible_nurse.iter();
    members
        .chain(nurse.map(|employee| ("/responsibleNurse".to_owned(), *employee)))
        .collect()
}

/// Say who in the team knows the citizen
///
/// The whole ladder, past and future rungs too.
#[utoipa::path(tag = "caseload", operation_id = "setCareTeam", security(("bearer" = [])), request_body = CareTeam,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Set", body = CareTeamView), ChangeRefused))]
#[put("/citizens/{citizen}/care-team")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let body = door.body::<CareTeam>();
    let if_match = door.if_match.clone();
    let streams = Streams::citizen(id.0);
    door.write(Action::SetCareTeam, streams, move |writer| {
        let opened = writer.open(id.0, "care-team")?;
        let (_, version) = writer.care_team(&opened)?;
        if_match.check(&opened, writer.epoch(), version)?;
        let team = body.read(&opened)?;
        let today = local_date(writer.now());
        let colleagues = writer.colleagues(opened.responsible, today)?;
        let mut found = check_care_team(&team, &colleagues, today);
        let unknown = unknown_employees(writer, &named(&team))?;
        // Somebody who does not exist is one fault, not two.
        found.retain(|fault| unknown.iter().all(|other| other.pointer != fault.pointer));
        found.extend(unknown);
        none_of(found).map_err(Failure::Invalid)?;
        let version = writer.set_care_team(&opened, &team, version)?;
        let health = has_health_services(writer, &opened, today)?;
        let view = CareTeamView::new(team, &colleagues, today, health);
        changed(writer.epoch(), version, &view)
    })
    .await
}
