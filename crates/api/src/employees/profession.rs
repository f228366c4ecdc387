//! `POST /employees/{employee}/profession`: an education that was finished, or registered wrongly (R-TEAM-4).

use super::her_units::who_hear_of_it;
use crate::{
    door::{Door, done},
    paths::Id,
    problem::{Problem, ProblemBody, ProblemError},
    teams::education::{in_words, standing_signals},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{EmployeeId, UnitId},
    organisation::Profession,
    policy::Action,
};
use persistence::{Outcome, Reader};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An education.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ProfessionInput {
    profession: Profession,
}

/// A team where the education does not carry her membership.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TeamWithoutEducation {
    unit: UnitId,
    #[schema(example = "Team Skullerud")]
    name: String,
    signals: Vec<ProblemError>,
}

/// An employee with her education, and where it does not fit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProfessionView {
    id: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: String,
    profession: Profession,
    /// Teams whose signals name her from now on.
    teams: Vec<TeamWithoutEducation>,
}

/// Units where she has a membership that is not over, and what each should see of it.
fn signals_of(
    reader: &mut Reader<'_>,
    who: EmployeeId,
    language: domain::reason::Language,
) -> Outcome<(String, Profession, Vec<TeamWithoutEducation>)> {
    let employee = reader.employee(who)?;
    let memberships = reader.memberships_of(&[who])?;
    let mut units: Vec<UnitId> = memberships.iter().map(|m| m.unit).collect();
    units.sort();
    units.dedup();
    let mut teams = Vec::new();
    for unit in units {
        let hers = memberships.iter().filter(|m| m.unit == unit);
        let signals = standing_signals(reader, unit, hers.map(|m| (m, &employee)))?;
        if !signals.is_empty() {
            teams.push(TeamWithoutEducation {
                unit,
                name: reader.unit(unit)?.name,
                signals: in_words(&signals, language),
            });
        }
    }
    let name = format!("{} {}", employee.given_name, employee.family_name);
    Ok((name, employee.profession, teams))
}

/// Say which education an employee has
///
/// What follows from it (what she may do, whose contact she may be, what she may decide) counts from now on.
/// An education is a fact, so no membership holds it up: a team that it does not carry her in is named in the
/// answer, and sees it among its signals until its charter says why or the membership ends (R-TEAM-4).
#[utoipa::path(tag = "organisation", operation_id = "setEmployeeProfession", security(("bearer" = [])), request_body = ProfessionInput,
    params(("employee" = EmployeeId, Path, description = "The employee")), responses(
    (status = 200, description = "Kept, with the teams where it does not fit", body = ProfessionView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such employee", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/employees/{employee}/profession")]
pub(super) async fn handler(door: Door, employee: Id<EmployeeId>) -> Result<HttpResponse, Problem> {
    let who = employee.0;
    let action = Action::SetEmployeeProfession;
    let body = door.body::<ProfessionInput>();
    let language = door.language;
    let streams = who_hear_of_it(&door, action, who).await?;
    door.write(action, streams, move |writer| {
        let granted = writer.general()?;
        let input = body.read(&granted)?;
        let (_, before, _) = signals_of(writer, who, language)?;
        if before != input.profession {
            writer.set_profession(who, input.profession)?;
        }
        let (name, profession, teams) = signals_of(writer, who, language)?;
        let view = ProfessionView {
            id: who,
            name,
            profession,
            teams,
        };
        done(&view)
    })
    .await
}
