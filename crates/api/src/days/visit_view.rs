//! How one visit of a day is shown.

use super::sight::Sight;
use crate::problem::{ProblemError, errors};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    familiarity::{different_employees, is_new_face},
    ids::{AssignmentId, CitizenId, EmployeeId, TiltakId, VisitId},
    interval::Interval,
    organisation::CompetenceCode,
    reason::Language,
    visit::{Assignment, AssignmentState, Purpose, Slot},
};
use persistence::{Day, DayVisit};
use serde::Serialize;
use utoipa::ToSchema;

/// Who an assignment belongs to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AssignmentView {
    id: AssignmentId,
    /// 1, or 2 where two are needed at the same time.
    #[schema(example = 1)]
    number: i32,
    /// Whose; none while it is free.
    employee: Option<EmployeeId>,
    /// Her name.
    #[schema(example = "Kari Nordby")]
    name: Option<String>,
    /// How firmly it is hers.
    state: AssignmentState,
    /// The plan changed so that she may no longer do it.
    needs_review: bool,
    /// A new face: no done visit here in 90 days (R-WL-7).
    new_face: bool,
    /// Hard rules that it breaks (R-WL-4).
    faults: Vec<ProblemError>,
    /// What is worth knowing, and refuses nothing (R-WL-4, R-WL-7).
    remarks: Vec<ProblemError>,
}

/// The citizen of a visit: no more than the list needs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VisitCitizenView {
    id: CitizenId,
    #[schema(example = "Astrid Bøe")]
    name: String,
    #[schema(example = "Skullerudveien 12")]
    /// Empty for a protected address.
    street: String,
    /// Different employees in the 14 days that end the day before (R-WL-7).
    #[schema(example = 6)]
    different_employees: usize,
}

/// A visit on the day's list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VisitView {
    pub(crate) id: VisitId,
    /// Grows with every change of the visit or its assignments.
    #[schema(example = 3)]
    pub(crate) version: i64,
    citizen: Option<VisitCitizenView>,
    /// The local date its plan names; a night belongs to the date it begins on.
    date: NaiveDate,
    slot: Option<Slot>,
    /// When it starts, once it has a place in a list.
    start: Option<DateTime<Utc>>,
    /// Minutes for each employee.
    #[schema(example = 20)]
    minutes: i32,
    /// Instants between which it must start.
    window: Interval,
    /// The start that the citizen wishes, local time.
    preferred: Option<NaiveTime>,
    /// Employees needed at the same time.
    #[schema(example = 1)]
    employees: i32,
    /// What each of them must be able to do.
    competences: Vec<CompetenceCode>,
    /// What the other of two must be able to do, when it is something else.
    second_competences: Option<Vec<CompetenceCode>>,
    must_do: bool,
    /// Where: `home`, `hospital`, `helsehus`, `kad`, `telephone`, `digital`.
    #[schema(value_type = String, example = "home")]
    place: domain::visit::Place,
    purpose: Purpose,
    tiltak: Vec<TiltakId>,
    /// Made by hand.
    ad_hoc: bool,
    /// Lies still while the citizen is away.
    suspended: bool,
    /// Kept although the vedtak's frame does not cover it.
    beyond_frame: bool,
    /// Its tiltak share no time; the tightest window was used.
    windows_conflict: bool,
    /// How it went: `planned`, `started`, `done`, `not_done`, `declined`, `moved`, `nobody_opened`.
    #[schema(value_type = String, example = "planned")]
    outcome: domain::visit_event::Outcome,
    /// Nobody opened, and nothing has settled it since.
    alert: bool,
    /// Who has said that she did it.
    done_by: Vec<EmployeeId>,
    /// One of them has no part in it any more: it was given away meanwhile (R-WL-6).
    told_by_another: bool,
    assignments: Vec<AssignmentView>,
}

impl VisitView {
    /// One visit of a day, alone.
    pub(crate) fn of(day: &Day, visit: &DayVisit, language: Language) -> Self {
        Self::new(&Sight::of(day), visit, language)
    }

    /// A visit among the others of its day.
    pub(crate) fn new(sight: &Sight<'_>, visit: &DayVisit, language: Language) -> Self {
        let (day, planned) = (sight.day(), &visit.visit.planned);
        let done = sight.done(planned.citizen);
        let citizen = day.citizens.get(&planned.citizen);
        Self {
            id: visit.visit.id,
            version: visit.version,
            citizen: citizen.map(|citizen| VisitCitizenView {
                id: citizen.id,
                name: citizen.content.name.full(),
                // The whole team looks at the board (SEC-4).
                street: match citizen.content.address.protection.may_be_shown() {
                    true => citizen.content.address.street.clone(),
                    false => String::new(),
                },
                different_employees: different_employees(done, day.date).len(),
            }),
            date: planned.date,
            slot: planned.slot,
            start: visit.visit.start,
            minutes: planned.minutes,
            window: visit.visit.start_window(),
            preferred: planned.preferred,
            employees: planned.employees,
            competences: planned.competences.iter().copied().collect(),
            second_competences: planned
                .second_competences
                .as_ref()
                .map(|other| other.iter().copied().collect()),
            must_do: planned.must_do,
            place: planned.place,
            purpose: planned.purpose,
            tiltak: planned.tiltak.clone(),
            ad_hoc: visit.visit.ad_hoc,
            suspended: visit.visit.suspended,
            beyond_frame: planned.beyond_frame,
            windows_conflict: planned.windows_conflict,
            outcome: visit.outcome,
            alert: visit.state.as_ref().is_some_and(|state| state.alert),
            told_by_another: done_by(visit).any(|who| !has_part(day, visit, who)),
            done_by: done_by(visit).collect(),
            assignments: visit
                .assignments
                .iter()
                .map(|part| assignment(sight, visit, part, language))
                .collect(),
        }
    }
}

fn done_by(visit: &DayVisit) -> impl Iterator<Item = EmployeeId> + '_ {
    let state = visit.state.as_ref().into_iter();
    state.flat_map(|state| state.done_by.iter().copied())
}

/// Holds it, or goes along to it.
fn has_part(day: &Day, visit: &DayVisit, who: EmployeeId) -> bool {
    let along = |row: &persistence::WorkRow| {
        row.work.employee == who && row.work.visit == Some(visit.visit.id)
    };
    visit.assignments.iter().any(|a| a.employee == Some(who)) || day.other.iter().any(along)
}

fn assignment(
    sight: &Sight<'_>,
    visit: &DayVisit,
    part: &Assignment,
    language: Language,
) -> AssignmentView {
    let day = sight.day();
    let done = sight.done(visit.visit.planned.citizen);
    let of = |found: Option<domain::reason::Violations>| {
        found.map_or_else(Vec::new, |found| errors(&found, language))
    };
    let who = part.employee;
    AssignmentView {
        id: part.id,
        number: part.number,
        employee: who,
        name: who.and_then(|who| Some(day.colleague(who)?.name())),
        state: part.state,
        needs_review: part.needs_review,
        new_face: who.is_some_and(|who| is_new_face(done, who, day.date)),
        faults: of(who.map(|who| sight.faults(visit.visit.id, part.number, who))),
        remarks: of(who.map(|who| sight.remarks(visit, who))),
    }
}
