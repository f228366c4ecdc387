//! `GET /teams/{team}/continuity`: how many come to each citizen, and who (R-WL-7).

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use domain::{
    citizen::care_team::CareRole,
    familiarity::{CONTINUITY_DAYS, Continuity, DonePart, Share, continuity, median_different},
    ids::{CitizenId, EmployeeId, UnitId},
    policy::Action,
    time::local_date,
};
use persistence::Whose;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// One citizen's fourteen days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContinuityLine {
    citizen: CitizenId,
    #[schema(example = "Astrid Bøe")]
    name: String,
    #[serde(flatten)]
    continuity: Continuity,
}

/// The fourteen days of a unit's citizens, by name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContinuityView {
    /// First of the days.
    from: NaiveDate,
    /// The last of them: yesterday.
    until: NaiveDate,
    /// Different employees, the median of citizens with two or more visits a day; none when nobody
    /// has.
    #[schema(example = 12)]
    median_different_employees: Option<usize>,
    /// Of all visits, by primary contacts.
    by_primary: Share,
    /// Of all visits, by each citizen's small team.
    by_small_team: Share,
    citizens: Vec<ContinuityLine>,
}

fn added(shares: impl Iterator<Item = Share>) -> Share {
    shares.fold(Share::default(), |sum, share| Share {
        part: sum.part + share.part,
        whole: sum.whole + share.whole,
    })
}

/// Continuity where it matters
///
/// Different employees with a done visit in the 14 local days that end yesterday, companions not
/// counted, and the share of visits by the primary contact and by the small team; for each citizen
/// and for the unit, never for a named employee.
#[utoipa::path(tag = "work lists", operation_id = "getContinuity", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "The fourteen days", body = ContinuityView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/continuity")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetContinuity, move |reader| {
        let entered = reader.enter(team.0)?;
        let today = local_date(reader.asked_at());
        let caseload = reader.caseload(&entered)?;
        let ids: Vec<CitizenId> = caseload.iter().map(|citizen| citizen.id).collect();
        let mut done: BTreeMap<CitizenId, Vec<DonePart>> = BTreeMap::new();
        for (citizen, part) in reader.done_parts(&ids, today)? {
            done.entry(citizen).or_default().push(part);
        }
        let teams = reader.care_teams(Whose::Unit(team.0))?;
        let none = Vec::new();
        let citizens: Vec<ContinuityLine> = caseload
            .into_iter()
            .map(|citizen| {
                let of = teams.get(&citizen.id);
                let primary = of.and_then(|team| team.named(CareRole::Primary, today));
                let small: BTreeSet<EmployeeId> = of
                    .into_iter()
                    .flat_map(|team| &team.members)
                    .filter(|m| m.from <= today && m.until.is_none_or(|until| today <= until))
                    .map(|m| m.employee)
                    .collect();
                let done = done.get(&citizen.id).unwrap_or(&none);
                ContinuityLine {
                    citizen: citizen.id,
                    name: format!("{} {}", citizen.given_name, citizen.family_name),
                    continuity: continuity(done, primary, &small, today),
                }
            })
            .collect();
        reader.show(Some(team.0), entered.basis, "continuity", ids);
        let all = || citizens.iter().map(|line| &line.continuity);
        let view = ContinuityView {
            from: today - chrono::Days::new(CONTINUITY_DAYS),
            until: today - chrono::Days::new(1),
            median_different_employees: median_different(all()),
            by_primary: added(all().map(|c| c.by_primary)),
            by_small_team: added(all().map(|c| c.by_small_team)),
            citizens,
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
