//! `POST /teams/{team}/days/{date}/visits`: a visit made by hand.

use super::view::VisitView;
use crate::{
    door::{Door, created},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    day_plan::DayPlanState,
    ids::{AssignmentId, CitizenId, UnitId, VisitId},
    organisation::CompetenceCode,
    policy::Action,
    reason::{Reason, Violations, none_of},
    visit::{Place, PlannedVisit, Purpose, VisitKey, Window},
};
use persistence::{Failure, NewVisit, Streams};
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A visit to add.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct VisitInput {
    /// For whom: a citizen of the unit's caseload.
    citizen: CitizenId,
    /// Minutes for each employee.
    #[schema(example = 20, minimum = 1, maximum = 1440)]
    minutes: i32,
    /// Employees needed at the same time.
    #[serde(default = "one")]
    #[schema(example = 1, minimum = 1, maximum = 2)]
    employees: i32,
    /// What each of them must be able to do.
    #[serde(default)]
    #[schema(value_type = Vec<CompetenceCode>)]
    competences: BTreeSet<CompetenceCode>,
    /// What the other of two must be able to do, when it is something else.
    #[serde(default)]
    #[schema(value_type = Option<Vec<CompetenceCode>>)]
    second_competences: Option<BTreeSet<CompetenceCode>>,
    /// When it must start, local time.
    window: Window,
    /// The start that the citizen wishes, local time.
    #[schema(value_type = Option<String>, example = "08:30:00")]
    preferred: Option<NaiveTime>,
    /// When it starts, if that is agreed.
    start: Option<DateTime<Utc>>,
    /// Cannot be left out or put off.
    #[serde(default)]
    must_do: bool,
    /// Where; at home when it is left out.
    #[schema(value_type = Option<String>, example = "home")]
    place: Option<Place>,
    /// For what; help when it is left out.
    purpose: Option<Purpose>,
}

const fn one() -> i32 {
    1
}

static MINUTES: Reason = Reason {
    rule: "R-WL-1",
    code: "visit-minutes",
    nb: "Et besøk tar fra 1 minutt til et døgn.",
    nn: "Eit besøk tek frå 1 minutt til eit døgn.",
    en: "A visit takes from 1 minute to a day.",
};
static EMPLOYEES: Reason = Reason {
    rule: "R-WL-1",
    code: "visit-employees",
    nb: "Et besøk gjøres av én eller to.",
    nn: "Eit besøk blir gjort av éin eller to.",
    en: "A visit is done by one or two.",
};
static NOT_OURS: Reason = Reason {
    rule: "R-TEAM-1",
    code: "not-in-caseload",
    nb: "Innbyggeren er ikke i porteføljen til enheten.",
    nn: "Innbyggjaren er ikkje i porteføljen til eininga.",
    en: "The citizen is not in the unit's caseload.",
};
static CLOSED: Reason = Reason {
    rule: "R-WL-2",
    code: "plan-closed",
    nb: "Dagen er lukket og kan ikke endres.",
    nn: "Dagen er lukka og kan ikkje endrast.",
    en: "The day is closed and cannot be changed.",
};
static START: Reason = Reason {
    rule: "R-WL-4",
    code: "start-outside-window",
    nb: "Tidspunktet ligger utenfor tidsvinduet besøket har den dagen.",
    nn: "Tidspunktet ligg utanfor tidsvindauget besøket har den dagen.",
    en: "The start lies outside the visit's window that day.",
};

fn faults(input: &VisitInput, date: NaiveDate) -> Violations {
    let mut found = Violations::new();
    if !(1..=24 * 60).contains(&input.minutes) {
        found.push(MINUTES.violation().at("/minutes"));
    }
    if !(1..=2).contains(&input.employees) {
        found.push(EMPLOYEES.violation().at("/employees"));
    }
    let (from, until) = input.window.bounds(None).on(date);
    if input.start.is_some_and(|s| s < from || until < s) {
        found.push(START.violation().at("/start"));
    }
    found
}

impl VisitInput {
    fn planned(&self, id: VisitId, date: NaiveDate) -> PlannedVisit {
        PlannedVisit {
            key: VisitKey(format!("{}/{date}/{id}/1", self.citizen)),
            citizen: self.citizen,
            date,
            slot: None,
            tiltak: Vec::new(),
            minutes: self.minutes,
            employees: self.employees,
            competences: self.competences.clone(),
            second_competences: self
                .second_competences
                .clone()
                .filter(|_| self.employees > 1),
            window: self.window,
            preferred: self.preferred,
            must_do: self.must_do,
            priority: if self.must_do { 3 } else { 1 },
            after: Vec::new(),
            place: self.place.unwrap_or(Place::Home),
            purpose: self.purpose.unwrap_or(Purpose::Care),
            beyond_frame: false,
            windows_conflict: false,
        }
    }
}

/// Add a visit by hand
#[utoipa::path(tag = "work lists", operation_id = "addVisit", security(("bearer" = [])), request_body = VisitInput,
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24")), responses(
    (status = 201, description = "Added", body = VisitView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit or date", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "The day is closed", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/days/{date}/visits")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, NaiveDate>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, date) = ids;
    let body = door.body::<VisitInput>();
    let language = door.language;
    let id: VisitId = door.new_id();
    let parts: [AssignmentId; 2] = [door.new_id(), door.new_id()];
    door.write(Action::AddVisit, Streams::unit(team), move |writer| {
        let entered = writer.enter(team)?;
        let day = writer.day(team, date, None)?;
        let input = body.read(&entered)?;
        let mut wrong = faults(&input, date);
        if !writer.is_served_in(&entered, input.citizen)? {
            wrong.push(NOT_OURS.violation().at("/citizen"));
        }
        none_of(wrong).map_err(Failure::Invalid)?;
        let needed = usize::try_from(input.employees).unwrap_or(1);
        let new = NewVisit {
            id,
            assignments: parts.iter().copied().take(needed).collect(),
            planned: input.planned(id, date),
            start: input.start,
            ad_hoc: true,
            suspended: false,
        };
        writer.insert_visits(team, &[new], &day.parts)?;
        let visit = writer.visit(id)?;
        let day = writer.day(team, visit.plan_date, Some(&visit.part))?;
        if day.plan.state == DayPlanState::Closed {
            return Err(Failure::conflict_with(&CLOSED));
        }
        writer.show_plan(&entered, "visit", vec![input.citizen])?;
        let view = VisitView::of(&day, &visit, language);
        created(
            writer.epoch(),
            visit.version,
            format!("/api/v1/teams/{team}/days/{}", visit.plan_date),
            &view,
        )
    })
    .await
}
