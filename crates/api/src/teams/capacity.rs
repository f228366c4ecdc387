//! `GET /teams/{team}/capacity` (R-TEAM-11), and the shortages of a leader's page.

use super::four_weeks;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use domain::{
    charter::DIRECT_SHARE,
    ids::UnitId,
    organisation::CompetenceCode,
    policy::Action,
    reason::Language,
    team::{Band, Capacity, CapacityFacts, OpenShift, Shortage, capacity},
    time::local_date,
};
use persistence::{Outcome, Reader, Whose};
use serde::Serialize;
use utoipa::ToSchema;

/// Need and people of one competence.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SkillView {
    competence: CompetenceCode,
    needed: i64,
    for_visits: i64,
}

/// Need and people of one day and shift, minutes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CellView {
    date: NaiveDate,
    shift: Band,
    /// Minutes of visits.
    needed: i64,
    /// Minutes more if everybody who is away came home.
    home_comings: i64,
    /// Minutes on shift, absences cut out.
    on_shift: i64,
    /// Of those, what is left for visits.
    for_visits: i64,
    competences: Vec<SkillView>,
}

/// Mean of a weekday and shift.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MeanView {
    /// Weekday, 1 for Monday.
    #[schema(minimum = 1, maximum = 7)]
    weekday: u32,
    shift: Band,
    needed: i64,
    for_visits: i64,
}

/// What is missing on a day and shift, and what would close it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ShortageView {
    pub(crate) date: NaiveDate,
    shift: Band,
    /// None when hands of any kind are missing.
    competence: Option<CompetenceCode>,
    /// Minutes of visits.
    missing: i64,
    /// What would close it, the smallest change first.
    #[schema(example = json!(["noen tar den ledige vakten fra 30.11.2026 kl. 07:30 (450 minutter)"]))]
    closes: Vec<String>,
}

impl ShortageView {
    fn new(shortage: &Shortage, language: Language) -> Self {
        Self {
            date: shortage.date,
            shift: shortage.shift,
            competence: shortage.competence,
            missing: shortage.missing,
            closes: shortage
                .closes
                .iter()
                .map(|v| v.message(language))
                .collect(),
        }
    }
}

/// What vedtak give a week, beside what is planned.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct FramesView {
    /// Minutes a week that vedtak in force give at most.
    given: i64,
    /// Minutes a week that are planned, as a mean over the four weeks.
    planned: i64,
}

/// Capacity four weeks ahead.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CapacityView {
    from: NaiveDate,
    to: NaiveDate,
    /// How much of a shift is counted for visits, per cent, from the charter.
    direct_share: i64,
    frames: FramesView,
    by_weekday: Vec<MeanView>,
    days: Vec<CellView>,
    shortages: Vec<ShortageView>,
}

/// Works it out for one unit: a fixed number of queries.
fn work(
    reader: &mut Reader<'_>,
    team: UnitId,
) -> Outcome<(NaiveDate, NaiveDate, i64, Capacity, i64)> {
    let today = local_date(reader.asked_at());
    let (last, during) = four_weeks(today);
    let visits = reader.needed_visits(team, today, last)?;
    let workers = reader.unit_workers(team, during)?;
    let shifts = reader.shifts_of_unit(team, during)?;
    let open = shifts.iter().filter(|s| s.employee.is_none());
    let open: Vec<OpenShift> = open
        .map(|s| OpenShift {
            interval: s.interval,
        })
        .collect();
    let charter = reader.charter(team)?;
    let direct_share = charter.map_or(DIRECT_SHARE, |(charter, _)| charter.direct_share);
    let days: Vec<NaiveDate> = today.iter_days().take_while(|day| *day <= last).collect();
    let planned: i64 = visits.iter().map(|v| v.work()).sum::<i64>() / 4;
    let found = capacity(&CapacityFacts {
        days: &days,
        visits: &visits,
        workers: &workers,
        open: &open,
        direct_share,
    });
    Ok((today, last, direct_share, found, planned))
}

/// The shortages of a unit until a day, for its leader.
pub(crate) fn shortages(
    reader: &mut Reader<'_>,
    team: UnitId,
    until: NaiveDate,
    language: Language,
) -> Outcome<Vec<ShortageView>> {
    let (_, _, _, found, _) = work(reader, team)?;
    let soon = found.shortages.iter().filter(|s| s.date <= until);
    Ok(soon.map(|s| ShortageView::new(s, language)).collect())
}

/// Capacity four weeks ahead
///
/// Minutes needed against minutes on shift, by day, shift and competence, and as a mean by weekday;
/// expected home-comings and what vedtak give beside; and what would close each shortage.
#[utoipa::path(tag = "organisation", operation_id = "getCapacity", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "The table and its shortages", body = CapacityView),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/teams/{team}/capacity")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::GetCapacity, move |reader| {
        let entered = reader.enter(team.0)?;
        let (from, to, direct_share, found, planned) = work(reader, team.0)?;
        let frames = reader.frames(Whose::Unit(entered.unit), from)?;
        let given = frames.iter().map(|(_, frame)| i64::from(frame.minutes_to));
        let view = CapacityView {
            from,
            to,
            direct_share,
            frames: FramesView {
                given: given.sum(),
                planned,
            },
            by_weekday: found
                .means
                .iter()
                .map(|m| MeanView {
                    weekday: m.weekday,
                    shift: m.shift,
                    needed: m.needed,
                    for_visits: m.for_visits,
                })
                .collect(),
            days: found
                .cells
                .iter()
                .map(|c| CellView {
                    date: c.date,
                    shift: c.shift,
                    needed: c.needed,
                    home_comings: c.home_comings,
                    on_shift: c.on_shift,
                    for_visits: c.for_visits,
                    competences: c
                        .competences
                        .iter()
                        .map(|s| SkillView {
                            competence: s.competence,
                            needed: s.needed,
                            for_visits: s.for_visits,
                        })
                        .collect(),
                })
                .collect(),
            shortages: found
                .shortages
                .iter()
                .map(|s| ShortageView::new(s, language))
                .collect(),
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
