//! Duties: exactly one holder on every day (R-TEAM-5).

mod agree;
mod take_over;
#[cfg(test)]
mod tests;

pub use agree::{doubled, rota_faults};
pub use take_over::{TakeOver, taken_over};

use crate::{
    ids::*,
    organisation::{CompetenceCode, Duty},
    reason::Language,
    text_enum, time,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// How a duty goes round.
    pub enum Rotation {
        /// The first in the order holds it; the others stand in.
        Fixed = "fixed", "fast", "fast", "fixed";
        /// The next in the order every day.
        Daily = "daily", "daglig", "dagleg", "daily";
        /// The next in the order every ISO week.
        Weekly = "weekly", "ukentlig", "kvar veke", "weekly";
    }
}

/// Who holds a duty, as the team has agreed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutyRota {
    /// Which duty.
    pub duty: Duty,
    /// What the team calls a duty of its own; nothing for the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "nøkkelansvarlig", max_length = 60)]
    pub name: Option<String>,
    /// What one must be able to do to hold a duty of the team's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competence: Option<CompetenceCode>,
    /// The team's rule: any member may give a day of it to a colleague; else one takes it herself, or the
    /// leader says so.
    #[serde(default)]
    pub any_may_give: bool,
    /// How it goes round.
    pub rotation: Rotation,
    /// First day; the first in the order holds it then.
    pub from: NaiveDate,
    /// Last day, when it ends.
    pub until: Option<NaiveDate>,
    /// In which order.
    pub order: Vec<EmployeeId>,
    /// Days on which somebody else has taken it.
    pub swaps: Vec<DutySwap>,
}

/// A duty, and its name when it is the team's own.
pub type DutyKey<'a> = (Duty, Option<&'a str>);

impl DutyRota {
    /// Which duty it is about.
    pub fn key(&self) -> DutyKey<'_> {
        (self.duty, self.name.as_deref())
    }

    /// The competence it may not be held without.
    pub const fn required(&self) -> Option<CompetenceCode> {
        match self.duty {
            Duty::Own => self.competence,
            duty => required_competence(duty),
        }
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What a duty is called.
pub fn called((duty, name): DutyKey<'_>, language: Language) -> String {
    name.map_or_else(|| duty.term().text(language).to_owned(), str::to_owned)
}

/// One day of a duty that a colleague has taken over.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DutySwap {
    /// Which day.
    pub date: NaiveDate,
    /// Who holds it instead.
    pub employee: EmployeeId,
}

text_enum! {
    /// Why it is this holder.
    pub enum HolderReason {
        /// It is her turn.
        Turn = "turn", "etter tur", "etter tur", "in turn";
        /// She took the day from another.
        Swap = "swap", "byttet", "bytt", "swapped";
        /// She stands in for one who is absent or no longer qualified.
        StandIn = "stand_in", "vikarierer", "vikarierer", "standing in";
        /// Nobody in the order can: the leader, flagged.
        Leader = "leader", "leder, fordi ingen andre kan", "leiar, fordi ingen andre kan", "leader, because nobody else can";
    }
}

/// Who holds a duty on a day, and why.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// Who.
    pub employee: EmployeeId,
    /// Why she.
    pub reason: HolderReason,
}

impl Holder {
    /// Whether the team should be told that nobody of its own can hold it.
    pub fn is_flagged(&self) -> bool {
        self.reason == HolderReason::Leader
    }
}

/// The competence a duty may not be held without (R-TEAM-5).
pub const fn required_competence(duty: Duty) -> Option<CompetenceCode> {
    match duty {
        Duty::Fordeler => Some(CompetenceCode::Fordeling),
        Duty::PloFollowUp
        | Duty::JournalFollowUp
        | Duty::QualityControl
        | Duty::MeetingChair
        | Duty::Own => None,
    }
}

/// Who holds a duty on `day` (R-TEAM-5).
///
/// `can_hold` tells whether an employee is an active member, present, and has
/// [`required_competence`] that day. If the one whose turn it is cannot, the next in the order who
/// can holds it, else the leader.
pub fn holder(
    rota: &DutyRota,
    day: NaiveDate,
    can_hold: impl Fn(EmployeeId) -> bool,
    leader: EmployeeId,
) -> Holder {
    let turn = turn(rota, day);
    let swap = rota.swaps.iter().rev().find(|s| s.date == day);
    let swapped = swap.map(|s| (s.employee, HolderReason::Swap));
    let in_order = rota
        .order
        .iter()
        .cycle()
        .skip(turn)
        .take(rota.order.len())
        .zip(0..)
        .map(|(who, place)| match (place, swap) {
            (0, None) => (*who, HolderReason::Turn),
            _ => (*who, HolderReason::StandIn),
        });
    let (employee, reason) = swapped
        .into_iter()
        .chain(in_order)
        .find(|(who, _)| can_hold(*who))
        .unwrap_or((leader, HolderReason::Leader));
    Holder { employee, reason }
}

/// Place in the order of the one whose turn it is.
fn turn(rota: &DutyRota, day: NaiveDate) -> usize {
    let passed = match rota.rotation {
        Rotation::Fixed => 0,
        Rotation::Daily => (day - rota.from).num_days(),
        Rotation::Weekly => (time::week_start(day) - time::week_start(rota.from)).num_weeks(),
    };
    let people = i64::try_from(rota.order.len()).unwrap_or(1).max(1);
    usize::try_from(passed.rem_euclid(people)).unwrap_or(0)
}
