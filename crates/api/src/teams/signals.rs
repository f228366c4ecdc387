//! `GET /teams/{team}/signals`: whether the team is of a good size, and its leader has not too many
//! (R-TEAM-2, R-TEAM-3), and its members an education that fits (R-TEAM-4). Nothing is refused.

use super::education::{in_words, standing_signals};
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody, ProblemError},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{
    ids::{EmployeeId, UnitId},
    organisation::{Role, UnitKind},
    policy::Action,
    team::{GoodSize, SizeFacts, size_signals},
    time::local_date,
};
use serde::Serialize;
use utoipa::ToSchema;

/// How large the team is, and what it should see.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SignalsView {
    /// Members' shares together, per cent: 1150 are eleven and a half full positions.
    #[schema(example = 1150)]
    share_sum: i64,
    citizens: i64,
    signals: Vec<ProblemError>,
}

/// Size of the team
///
/// Ten to fifteen full positions, sixty to eighty citizens, a leader of one to three teams, members with
/// a health education or a reason in the charter: outside that the team sees a signal, and nothing is
/// refused.
#[utoipa::path(tag = "organisation", operation_id = "getTeamSignals", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "Size and signals", body = SignalsView),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/teams/{team}/signals")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::GetTeamSignals, move |reader| {
        reader.enter(team.0)?;
        let today = local_date(reader.asked_at());
        let kind = reader.unit(team.0)?.kind;
        let members = reader.members(team.0)?;
        let active = || members.iter().filter(|(m, ..)| m.is_active(today));
        let leaders: Vec<EmployeeId> = active()
            .filter(|(m, ..)| m.role == Role::Leader)
            .map(|(m, ..)| m.employee)
            .collect();
        let theirs = reader.memberships_of(&leaders)?;
        let citizens = reader.citizens_count(team.0)?;
        let facts = SizeFacts {
            share: active()
                .filter(|(m, ..)| m.role != Role::Substitute)
                .map(|(m, ..)| i64::from(m.share))
                .sum(),
            citizens: usize::try_from(citizens).unwrap_or(0),
            leaders: active()
                .filter(|(m, ..)| m.role == Role::Leader)
                .map(|(m, e, _)| {
                    let leads = theirs.iter().filter(|other| {
                        other.employee == m.employee
                            && other.role == Role::Leader
                            && other.is_active(today)
                    });
                    (format!("{} {}", e.given_name, e.family_name), leads.count())
                })
                .collect(),
        };
        let mut signals = match kind {
            UnitKind::Team => size_signals(&facts, &GoodSize::default()),
            _ => Vec::new(),
        };
        let everybody = members.iter().map(|(m, e, _)| (m, e));
        signals.extend(standing_signals(reader, team.0, everybody)?);
        let view = SignalsView {
            share_sum: facts.share,
            citizens,
            signals: in_words(&signals, language),
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
