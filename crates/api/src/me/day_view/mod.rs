//! What one employee's day looks like on her phone; [`show`] fills it.

mod show;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    citizen::{Place, contacts::ContactRole},
    ids::{AssignmentId, CitizenId, EmployeeId, ShiftId, TiltakId, UnitId, VisitId, WorkId},
    interval::Interval,
    organisation::{CompetenceCode, Profession},
    other_work::WorkKind,
    service::ServiceType,
    shift::ShiftKind,
    visit::{AssignmentState, Place as Where, Purpose, Slot},
    visit_event::{Outcome, VisitState},
};
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody to call.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ColleagueView {
    employee: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: String,
    #[schema(example = "900 00 000")]
    phone: Option<String>,
    profession: Profession,
    /// When she is at work in this unit that day.
    shifts: Vec<Interval>,
}

/// A shift of one's own.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MyShiftView {
    id: ShiftId,
    unit: UnitId,
    kind: ShiftKind,
    #[serde(flatten)]
    interval: Interval,
}

/// A unit that the day takes place in, with those who are there.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnitDayView {
    id: UnitId,
    #[schema(example = "Team Skullerud")]
    name: String,
    /// Who is fordeler that day.
    fordeler: Option<EmployeeId>,
    /// Who is at work that day, by name.
    colleagues: Vec<ColleagueView>,
}

/// One of one's visits.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MyVisitView {
    id: VisitId,
    /// Grows with every change.
    #[schema(example = 3)]
    version: i64,
    unit: UnitId,
    citizen: CitizenId,
    /// Part of the day, from the charter.
    #[schema(example = "day")]
    part: String,
    /// The plan is not published yet: what one has claimed, and may still change.
    draft: bool,
    /// Whose part this is: one's own assignment.
    assignment: AssignmentId,
    /// How firmly it is one's own.
    state: AssignmentState,
    /// The plan changed so that one may no longer do it; talk to the fordeler.
    needs_review: bool,
    slot: Option<Slot>,
    /// When it starts, once it has a place in the list.
    start: Option<DateTime<Utc>>,
    #[schema(example = 20)]
    minutes: i32,
    /// Instants between which it must start.
    window: Interval,
    /// The start that the citizen wishes, local time.
    preferred: Option<NaiveTime>,
    /// Minutes on the way from the one before, or from the base: an estimate.
    #[schema(example = 7)]
    travel_minutes: i32,
    /// Where it is done.
    #[schema(value_type = String, example = "home")]
    place: Where,
    purpose: Purpose,
    /// What to do there; told under the citizen.
    tiltak: Vec<TiltakId>,
    competences: Vec<CompetenceCode>,
    must_do: bool,
    /// Lies still while the citizen is away.
    suspended: bool,
    /// Made by hand.
    ad_hoc: bool,
    /// One has not been here in 90 days (R-WL-7).
    new_face: bool,
    /// Who comes along, where two are needed.
    with: Option<EmployeeId>,
    /// How it went so far.
    #[schema(value_type = String, example = "planned")]
    outcome: Outcome,
    /// What its events add up to, once there are any (R-WL-6).
    #[schema(value_type = Option<Object>)]
    events: Option<VisitState>,
}

/// Something else on one's list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MyWorkView {
    id: WorkId,
    unit: UnitId,
    kind: WorkKind,
    #[schema(example = "Teammøte")]
    title: String,
    interval: Interval,
    /// The colleague's visit that one goes along to, and whose it is.
    visit: Option<VisitId>,
    citizen: Option<CitizenId>,
}

/// How to get there and in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WayInView {
    #[schema(example = "Skullerudveien 12")]
    street: String,
    #[schema(example = "1188")]
    postal_code: String,
    town: String,
    place: Option<Place>,
    /// Number or place of the key, or the lock system.
    #[schema(example = "Nøkkel 14")]
    key: Option<String>,
    /// Entrance, floor, dog, doorbell, parking.
    directions: Option<String>,
}

/// Somebody around the citizen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MyContactView {
    #[schema(example = "Liv Bøe")]
    name: String,
    role: ContactRole,
    relation: Option<String>,
    phone: Option<String>,
}

/// What to do, so that a stranger can do it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MyTiltakView {
    id: TiltakId,
    service: ServiceType,
    description: String,
    instruction: String,
    /// What the citizen does herself.
    own_part: String,
    #[schema(example = 15)]
    minutes: i32,
    competences: Vec<CompetenceCode>,
    /// Done as hverdagsmestring.
    mastery: bool,
}

/// A citizen on the list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MyCitizenView {
    id: CitizenId,
    #[schema(example = "Astrid Bøe")]
    name: String,
    birth_date: NaiveDate,
    phone: Option<String>,
    /// The language she speaks best.
    #[schema(example = "nb")]
    language: String,
    needs_interpreter: bool,
    /// The address is protected: tell nobody (SEC-4).
    protected_address: bool,
    /// None when it is protected and one is neither on today's list nor primary contact.
    way_in: Option<WayInView>,
    /// What matters to her, in her own words.
    what_matters: Vec<String>,
    /// Primary contact in the team.
    primary_contact: Option<EmployeeId>,
    contacts: Vec<MyContactView>,
    tiltak: Vec<MyTiltakView>,
}

/// One employee's day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DayOfMine {
    date: NaiveDate,
    employee: EmployeeId,
    shifts: Vec<MyShiftView>,
    /// In order; those without a start last.
    visits: Vec<MyVisitView>,
    /// What is on the list beside visits, by start.
    work: Vec<MyWorkView>,
    /// Each citizen of the visits once, and of those one goes along to.
    citizens: Vec<MyCitizenView>,
    units: Vec<UnitDayView>,
}
