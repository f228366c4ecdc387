//! One team, one day: what there is to do, who is there to do it, and what may not be touched.
//!
//! Times are **minutes that have passed since the local day began** (`domain::time::day_start`),
//! so that days of 23 and 25 hours need no special care; a shift past midnight, or a week of
//! flexible visits, simply goes on counting.

mod check;
mod index;
mod seats;

pub use check::{MAX_EMPLOYEES, MAX_VISITS, MAX_WORK};
pub(crate) use index::Index;

use crate::travel::Place;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    ids::{CitizenId, EmployeeId, VisitId, WorkId},
    organisation::{CompetenceCode, Transport},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Minutes since the local day began.
pub type Minute = i32;

/// The minute of an instant on the day that began at `day_start`, rounded down.
pub fn minute_of(day_start: DateTime<Utc>, at: DateTime<Utc>) -> Minute {
    let minutes = (at - day_start).num_seconds().div_euclid(60);
    Minute::try_from(minutes).unwrap_or(if minutes < 0 {
        Minute::MIN
    } else {
        Minute::MAX
    })
}

/// The instant of a minute on the day that began at `day_start`.
pub fn instant_of(day_start: DateTime<Utc>, minute: Minute) -> DateTime<Utc> {
    day_start + TimeDelta::minutes(minute.into())
}

/// A stretch of time, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Span {
    /// First minute.
    pub from: Minute,
    /// The minute it ends.
    pub to: Minute,
}

impl Span {
    /// From one minute to another.
    pub const fn new(from: Minute, to: Minute) -> Self {
        Self { from, to }
    }

    /// Minutes.
    pub const fn length(self) -> i32 {
        self.to.saturating_sub(self.from)
    }
}

/// What is to be planned. [`Problem::check`] says whether it makes sense.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Problem {
    /// Re-planning from this minute: nothing new starts earlier. None plans the whole day.
    pub now: Option<Minute>,
    /// The lists are in force: few changes count directly after the hard rules.
    pub is_published: bool,
    /// The stretches that count as day, for those who work by day only; none means 07–17.
    pub daytime: Vec<Span>,
    /// Those at work.
    pub employees: Vec<Employee>,
    /// The citizens that are visited.
    pub citizens: Vec<Citizen>,
    /// What is to be done for them.
    pub visits: Vec<Visit>,
    /// Meetings, documentation time, handover.
    pub work: Vec<OtherWork>,
}

/// An employee at work this day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Employee {
    /// Who.
    pub id: EmployeeId,
    /// When she is at work; a split shift has two.
    pub shifts: Vec<Span>,
    /// Where each shift begins.
    pub start: Place,
    /// Where each shift ends.
    pub end: Place,
    /// How she gets about.
    pub transport: Transport,
    /// What she may do this day (`domain::organisation::competences_on`).
    pub competences: BTreeSet<CompetenceCode>,
    /// Minutes planned for her in the four weeks before this day (R-WL-8).
    pub planned_before: i32,
    /// Minutes of shift she had in the same four weeks.
    pub shift_before: i32,
    /// Pauses due.
    pub breaks: Vec<Break>,
    /// Takes visits in the daytime only (therapists, case workers; R-SHF-1).
    pub day_only: bool,
}

/// A pause that is due, taken wherever she is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Break {
    /// It is taken within this stretch.
    pub window: Span,
    /// How long.
    pub minutes: i32,
}

/// What the planner knows about a citizen: who knows her, and whom she does not want.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Citizen {
    /// Who.
    pub id: CitizenId,
    /// Primary contact (R-CIT-2).
    pub primary: Option<EmployeeId>,
    /// Secondary contacts, the small team.
    pub secondary: BTreeSet<EmployeeId>,
    /// Those with a done visit in the 14 local days ending yesterday (R-WL-7).
    pub seen_in_14_days: BTreeSet<EmployeeId>,
    /// Those with a done visit in 90 days; others are new faces (R-WL-7).
    pub seen_in_90_days: BTreeSet<EmployeeId>,
    /// Those the citizen has declined, or who are disqualified (R-WL-4).
    pub declined: BTreeSet<EmployeeId>,
}

/// One visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Visit {
    /// Which.
    pub id: VisitId,
    /// To whom.
    pub citizen: CitizenId,
    /// Where.
    pub place: Place,
    /// How long it takes.
    pub minutes: i32,
    /// The whole visit lies within these: when the citizen is at home and the work can be done.
    pub window: Span,
    /// It starts within this stretch if it can; a wished time has the same minute twice.
    pub wished: Option<Span>,
    /// What its employee must be able to do; of two, each of them unless the next says otherwise.
    pub requires: BTreeSet<CompetenceCode>,
    /// What the other of two must be able to do, when that is something else: one nurse and one
    /// helper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_requires: Option<BTreeSet<CompetenceCode>>,
    /// One or two employees; two start together.
    pub employees: u8,
    /// Visits it comes after.
    pub after: Vec<After>,
    /// Whether it has to be done this day.
    pub need: Need,
    /// Employees that are given: claimed, pinned, begun or done.
    pub fixed: Vec<Fixed>,
    /// What people already know: the assignments that were published or last shown.
    pub known: Vec<Known>,
}

/// An order between two visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct After {
    /// The earlier visit.
    pub visit: VisitId,
    /// At least this many minutes from its end to this one's start.
    pub min_gap: i32,
    /// At most this many.
    pub max_gap: Option<i32>,
}

/// Whether a visit has to be done this day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Need {
    /// Must be done.
    MustDo {
        /// 1 is first, 5 last.
        priority: u8,
    },
    /// May be moved to a later day.
    CanWait {
        /// Days it can still wait; 0 is today only.
        days: u16,
    },
}

/// How firmly an employee is tied to a visit. None of them is ever moved (R-WL-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Tie {
    /// She took it.
    Claimed,
    /// Somebody made sure that it is hers.
    Pinned,
    /// She is there now; it is a fact and no rule refuses it.
    Started,
    /// It is done; it is a fact and no rule refuses it.
    Done,
}

impl Tie {
    /// Facts have happened: they are shown on the list, and rules no longer apply to them.
    pub const fn is_fact(self) -> bool {
        matches!(self, Self::Started | Self::Done)
    }
}

/// An employee that is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fixed {
    /// Who.
    pub employee: EmployeeId,
    /// When it starts, if that is given too; a started or done visit has its real time here.
    pub at: Option<Minute>,
    /// Why it is given.
    pub tie: Tie,
}

/// An assignment that people already know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Known {
    /// Who.
    pub employee: EmployeeId,
    /// When.
    pub at: Minute,
}

/// Work that is no visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OtherWork {
    /// Which.
    pub id: WorkId,
    /// What.
    pub kind: WorkKind,
    /// Who takes part, each on her own list.
    pub employees: BTreeSet<EmployeeId>,
    /// How long.
    pub minutes: i32,
    /// The whole block lies within these; as long as the block when the time is given.
    pub window: Span,
    /// Where; None is wherever she is.
    pub place: Option<Place>,
}

/// Kinds of work that are no visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WorkKind {
    /// Møte.
    Meeting,
    /// Dokumentasjonstid.
    Documentation,
    /// Rapport ved vaktskifte.
    Handover,
    /// Samtale, annet arbeid.
    Other,
}
