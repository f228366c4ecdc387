//! What is done for a goal: how, by whom, how often and when in the day (R-PLAN-2, R-PLAN-8).

use crate::{
    frame::TemporaryChange,
    ids::{EmployeeId, GoalId, TiltakId, VedtakId},
    organisation::CompetenceCode,
    recurrence::Recurrence,
    service::ServiceType,
    text_enum,
    visit::{slot::Slot, window::Window},
};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

text_enum! {
    /// Who performs a tiltak (R-PLAN-8).
    pub enum Performer {
        /// The citizen.
        Citizen = "citizen", "innbyggeren selv", "innbyggjaren sjølv", "the citizen";
        /// Kin.
        Kin = "kin", "pårørende", "pårørande", "kin";
        /// A volunteer.
        Volunteer = "volunteer", "frivillig", "frivillig", "volunteer";
        /// A member of the team: it becomes visits.
        TeamMember = "team_member", "teamet", "teamet", "the team";
        /// Another service.
        OtherService = "other_service", "annen tjeneste", "anna teneste", "another service";
    }
}

/// When in the day, and when best. A window that ends before it begins goes past midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WishedWindow {
    /// Earliest start, local time.
    pub from: NaiveTime,
    /// Latest start, local time.
    pub until: NaiveTime,
    /// The time the citizen prefers, in the window.
    pub preferred: Option<NaiveTime>,
}

impl WishedWindow {
    /// Whether `time` is in the window, both ends included.
    pub fn contains(&self, time: NaiveTime) -> bool {
        if self.from <= self.until {
            (self.from..=self.until).contains(&time)
        } else {
            self.from <= time || time <= self.until
        }
    }

    /// Whether it closes before it opens: past midnight it may be open for a night, not for a day.
    pub fn closes_first(&self) -> bool {
        /// Hours: from eight in the evening to eight in the morning.
        const LONGEST_NIGHT: i64 = 12;
        self.until < self.from && (self.until - self.from).num_hours() + 24 > LONGEST_NIGHT
    }

    /// The bounds without the wish.
    pub const fn bounds(&self) -> Window {
        Window {
            from: self.from,
            until: self.until,
        }
    }
}

/// Order after another tiltak of the same day: insulin before breakfast, four hours between doses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct After {
    /// The tiltak that comes first.
    pub tiltak: TiltakId,
    /// Shortest time from its end, minutes.
    pub min_gap_minutes: i32,
    /// Longest time from its end, minutes, when it matters.
    pub max_gap_minutes: Option<i32>,
}

/// What a tiltak says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TiltakContent {
    /// Which service.
    pub service: ServiceType,
    /// What, in a line.
    pub description: String,
    /// How, so that a stranger can do it.
    pub instruction: String,
    /// What the citizen does herself.
    pub own_part: String,
    /// What the one who does it must be able to.
    #[schema(value_type = Vec<CompetenceCode>)]
    pub competences: BTreeSet<CompetenceCode>,
    /// What the other of two must be able to, when it is something else: one nurse and one helper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<CompetenceCode>>)]
    pub second_competences: Option<BTreeSet<CompetenceCode>>,
    /// Length, minutes.
    pub minutes: i32,
    /// How many at once, 1 or 2.
    pub employees: i32,
    /// How often.
    pub recurrence: Recurrence,
    /// Days left out of the rhythm (EXDATE).
    #[schema(value_type = Vec<NaiveDate>)]
    pub exceptions: BTreeSet<NaiveDate>,
    /// When in the day.
    pub window: WishedWindow,
    /// Part of the day it belongs to, when it shares a visit.
    pub slot: Option<Slot>,
    /// What it comes after.
    pub after: Option<After>,
    /// For which goals.
    pub goals: Vec<GoalId>,
    /// The vedtak that covers it; none while provisional (R-CIT-5).
    pub vedtak: Option<VedtakId>,
    /// Must be done on its day: publishing is refused while nobody has it (R-WL-3).
    pub must_do: bool,
    /// How many days it can wait; none for what must be done.
    pub can_wait_days: i32,
    /// Who performs it.
    pub performer: Performer,
    /// Who designed it, when another than the performer.
    pub designed_by: Option<EmployeeId>,
    /// When the designer looks again.
    pub design_review_on: Option<NaiveDate>,
    /// Whether it is done as hverdagsmestring (R-PLAN-8).
    pub mastery: bool,
    /// First day.
    pub start: NaiveDate,
    /// Last day, when it ends.
    pub end: Option<NaiveDate>,
    /// Why it is outside the vedtak's frame, and until which day; then what was before applies
    /// again (R-PLAN-4). None within the frame.
    #[serde(default)]
    pub temporary: Option<TemporaryChange>,
}

/// A tiltak as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tiltak {
    /// Identity.
    pub id: TiltakId,
    /// What it says.
    pub content: TiltakContent,
}

impl TiltakContent {
    /// The days it falls on from `from` to `to`, both included, exceptions left out.
    pub fn dates_between(&self, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
        let to = self.end.map_or(to, |end| end.min(to));
        if to < from {
            return Vec::new();
        }
        let mut days = self.recurrence.dates_between(self.start, from, to);
        days.retain(|day| !self.exceptions.contains(day));
        days
    }

    /// Whether it takes the team's time: then it becomes visits and counts in the frame.
    pub fn takes_team_time(&self) -> bool {
        self.performer == Performer::TeamMember
    }

    /// Whether it takes the same time of the same service on the same days as `other`, however it
    /// is worded.
    pub fn asks_the_same_time(&self, other: &Self) -> bool {
        let time = |t: &Self| {
            let days = (t.start, t.end, t.exceptions.clone());
            let load = (t.minutes, t.employees, t.service, t.performer, t.must_do);
            (days, load, t.recurrence.clone())
        };
        time(self) == time(other)
    }

    /// Its last day: the one that was set, or on which the recurrence has come to its end; none when
    /// it goes on.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let rule = self.recurrence.last_day(self.start);
        match (self.end, rule) {
            (Some(end), Some(rule)) => Some(end.min(rule)),
            (end, rule) => end.or(rule),
        }
    }

    /// Not over on `day`, begun or not.
    pub fn goes_on(&self, day: NaiveDate) -> bool {
        self.last_day().is_none_or(|last| day <= last)
    }

    /// Begun and not over on `day`.
    pub fn is_active(&self, day: NaiveDate) -> bool {
        self.start <= day && self.goes_on(day)
    }

    /// Whether it falls on no day at all, from its first to its last.
    pub(super) fn never_comes(&self) -> bool {
        self.last_day()
            .is_some_and(|last| self.dates_between(self.start, last).is_empty())
    }
}
