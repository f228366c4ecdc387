//! A line of the caseload, made of what a fixed number of queries found.

use chrono::{Days, NaiveDate};
use domain::{
    caseload::{
        CaseloadFacts, CaseloadFlag, Given, PlannedService, flags, next_vedtak_end,
        planned_by_service, provisional_until,
    },
    citizen::{
        care_team::{CareGap, CareRole, CareTeam, Colleague, gaps},
        whereabouts::{Whereabouts, WhereaboutsEntry, where_at},
    },
    decision_settings::DecisionSettings,
    familiarity::{DonePart, different_employees},
    frame::{Frame, FrameAnswer, Standing, stand},
    ids::{CitizenId, EmployeeId},
    law::Law,
    settings::Settings,
    tiltaksplan::Tiltak,
    time::local_date,
};
use persistence::{AssessmentHead, Entered, InCaseload, Outcome, Reader, Whose};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Planned minutes are the mean over so many days from today (R-PLAN-3: four weeks).
const PLANNED_DAYS: u64 = 28;

/// Somebody of the team who knows the citizen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Known {
    employee: EmployeeId,
    #[schema(example = "Kari Nordby")]
    pub(super) name: String,
}

/// A citizen in the caseload.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaseloadLine {
    pub(super) citizen: CitizenId,
    #[schema(example = "Astrid Bøe")]
    name: String,
    birth_date: NaiveDate,
    /// None where nobody is named, or where she has left the team.
    pub(super) primary_contact: Option<Known>,
    pub(super) secondary_contact: Option<Known>,
    /// What the care team lacks.
    gaps: Vec<CareGap>,
    /// Minutes a week that the team plans from today, by service.
    planned: Vec<PlannedService>,
    /// The same for all services together.
    pub(super) planned_weekly_minutes: i32,
    /// The same against what vedtak give; also a service that is given and not planned.
    frame: Vec<FrameAnswer>,
    /// Different employees with a done visit in the 14 days that ended yesterday (R-WL-7).
    pub(super) different_employees: usize,
    /// Tasks about her that are open today.
    pub(super) open_tasks: i64,
    /// The first last day of a vedtak in force.
    next_vedtak_end: Option<NaiveDate>,
    pub(super) next_evaluation: Option<NaiveDate>,
    pub(super) next_reassessment: Option<NaiveDate>,
    /// None where nothing is recorded, which counts as home.
    whereabouts: Option<Whereabouts>,
    pub(super) flags: Vec<CaseloadFlag>,
    #[serde(skip)]
    pub(super) sort_name: String,
}

/// All that the lines are made of: a fixed number of queries, however many citizens.
pub(super) struct Facts {
    today: NaiveDate,
    names: BTreeMap<EmployeeId, String>,
    colleagues: Vec<Colleague>,
    teams: BTreeMap<CitizenId, CareTeam>,
    tiltak: BTreeMap<CitizenId, Vec<Tiltak>>,
    evaluations: BTreeMap<CitizenId, NaiveDate>,
    assessments: BTreeMap<CitizenId, AssessmentHead>,
    whereabouts: BTreeMap<CitizenId, Vec<WhereaboutsEntry>>,
    given: BTreeMap<CitizenId, Vec<Given>>,
    done: BTreeMap<CitizenId, Vec<DonePart>>,
    tasks: BTreeMap<CitizenId, i64>,
    now: chrono::DateTime<chrono::Utc>,
    decisions: DecisionSettings,
}

fn grouped<T>(rows: Vec<(CitizenId, T)>) -> BTreeMap<CitizenId, Vec<T>> {
    let mut groups: BTreeMap<CitizenId, Vec<T>> = BTreeMap::new();
    for (citizen, row) in rows {
        groups.entry(citizen).or_default().push(row);
    }
    groups
}

impl Facts {
    pub(super) fn load(
        reader: &mut Reader<'_>,
        entered: &Entered,
        citizens: &[InCaseload],
        law: &Law,
    ) -> Outcome<Self> {
        let ids: Vec<CitizenId> = citizens.iter().map(|citizen| citizen.id).collect();
        let unit = Whose::Unit(entered.unit);
        let now = reader.asked_at();
        let today = local_date(now);
        let days = today..=today + Days::new(PLANNED_DAYS - 1);
        let members = reader.members(entered.unit)?;
        let evaluations = grouped(reader.next_evaluations(unit)?);
        Ok(Self {
            today,
            now,
            decisions: law.on(today),
            names: members
                .into_iter()
                .map(|(_, e, _)| (e.id, format!("{} {}", e.given_name, e.family_name)))
                .collect(),
            colleagues: reader.colleagues(entered.unit, today)?,
            teams: reader.care_teams(unit)?,
            tiltak: grouped(reader.active_tiltak(unit, &days)?),
            evaluations: evaluations
                .into_iter()
                .filter_map(|(citizen, dates)| Some((citizen, dates.into_iter().min()?)))
                .collect(),
            assessments: reader.assessment_heads(unit)?,
            whereabouts: grouped(reader.whereabouts_of(unit)?),
            given: grouped(reader.given(unit, today)?),
            done: grouped(reader.done_parts(&ids, today)?),
            tasks: reader
                .open_task_counts(entered, &ids)?
                .into_iter()
                .collect(),
        })
    }

    /// The one on a rung, as long as she works in the team.
    fn known(&self, team: &CareTeam, role: CareRole) -> Option<Known> {
        let employee = team.named(role, self.today)?;
        let in_team = |c: &Colleague| c.employee == employee && c.in_team;
        let name = self.names.get(&employee)?;
        self.colleagues.iter().any(in_team).then(|| Known {
            employee,
            name: name.clone(),
        })
    }

    pub(super) fn line(&self, citizen: InCaseload) -> CaseloadLine {
        let id = citizen.id;
        let team = self.teams.get(&id).cloned().unwrap_or_default();
        let tiltak = self.tiltak.get(&id).map_or(&[][..], Vec::as_slice);
        let is_active =
            |t: &&Tiltak| t.content.takes_team_time() && t.content.is_active(self.today);
        let health = tiltak
            .iter()
            .filter(is_active)
            .any(|t| t.content.service.is_health_service());
        let planned = planned_by_service(tiltak, self.today, &Settings::default());
        let assessment = self.assessments.get(&id);
        let timeline = self.whereabouts.get(&id).map_or(&[][..], Vec::as_slice);
        let given = self.given.get(&id).map_or(&[][..], Vec::as_slice);
        let frames: Vec<Frame> = given.iter().filter_map(|g| g.frame).collect();
        let minutes: Vec<_> = planned
            .iter()
            .map(|p| (p.service, p.weekly_minutes))
            .collect();
        let frame = stand(&minutes, &frames, self.today, &Settings::default());
        let outside = |a: &FrameAnswer| matches!(a.standing, Standing::Above | Standing::Below);
        let done = self.done.get(&id).map_or(&[][..], Vec::as_slice);
        let facts = CaseloadFacts {
            next_vedtak_end: next_vedtak_end(given, self.today),
            provisional_until: provisional_until(tiltak, given, self.today, &self.decisions),
            outside_frame: frame.iter().any(outside),
            has_assessment: assessment.is_some(),
            next_reassessment: assessment.and_then(|head| head.next_due),
            next_evaluation: self.evaluations.get(&id).copied(),
            gaps: gaps(&team, &self.colleagues, self.today, health),
            whereabouts: where_at(timeline, self.now),
        };
        CaseloadLine {
            citizen: id,
            name: format!("{} {}", citizen.given_name, citizen.family_name),
            birth_date: citizen.birth_date,
            primary_contact: self.known(&team, CareRole::Primary),
            secondary_contact: self.known(&team, CareRole::Secondary),
            planned_weekly_minutes: planned.iter().map(|p| p.weekly_minutes).sum(),
            planned,
            frame,
            different_employees: different_employees(done, self.today).len(),
            open_tasks: self.tasks.get(&id).copied().unwrap_or(0),
            flags: flags(&facts, self.today, &self.decisions),
            next_vedtak_end: facts.next_vedtak_end,
            next_evaluation: facts.next_evaluation,
            next_reassessment: facts.next_reassessment,
            whereabouts: facts.whereabouts,
            gaps: facts.gaps,
            sort_name: citizen.sort_name,
        }
    }
}
