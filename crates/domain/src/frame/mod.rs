//! Planned minutes against the vedtak's frame: within it the team is free, outside it a change is
//! temporary (R-PLAN-3, R-PLAN-4).

pub mod departure;
pub mod temporary;

use crate::{
    ids::VedtakId,
    reason::{Reason, Violation},
    service::ServiceType,
    settings::Settings,
    text_enum,
    tiltaksplan::Tiltak,
};
use chrono::{Days, NaiveDate};
pub use departure::{
    Departure, Settled, Weighed, episode_begin, is_beyond, permanent, settle, visit_inputs, weigh,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
pub use temporary::{
    AfterTemporary, ChangeDays, ChangeEffect, TemporaryChange, after_temporary, decide_change,
};
use utoipa::ToSchema;

/// What a vedtak grants of one service, minutes a week (R-VED-11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// Which vedtak.
    pub vedtak: VedtakId,
    /// Which service.
    pub service: ServiceType,
    /// Fewest minutes a week.
    pub minutes_from: i32,
    /// Most minutes a week.
    pub minutes_to: i32,
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force, when it ends.
    pub until: Option<NaiveDate>,
}

impl Frame {
    fn in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Weeks that planned minutes are the mean of (R-PLAN-3, a definition).
const WEEKS: i64 = 4;

/// Planned weekly minutes of `service` from `change`: the mean over four weeks, minutes ×
/// employees (R-PLAN-3), rounded to the nearest minute. What others than the team perform is not
/// counted; nor are ad-hoc visits, which are no tiltak.
///
/// A change in the middle of an ISO week counts the days from it, and completes the four weeks with
/// the same weekdays after the fourth: so the weeks hold nothing but the new plan, and a change of
/// a few days cannot slip out of them.
pub fn planned_weekly_minutes(
    tiltak: &[Tiltak],
    service: ServiceType,
    change: NaiveDate,
    settings: &Settings,
) -> i32 {
    let days = Days::new(7 * WEEKS.unsigned_abs() - 1);
    let last = change.checked_add_days(days).unwrap_or(change);
    let total: i64 = tiltak
        .iter()
        .map(|t| &t.content)
        .filter(|t| t.service == service && t.takes_team_time())
        .map(|t| {
            let times = i64::try_from(t.dates_between(change, last).len()).unwrap_or(i64::MAX);
            let employees = if settings.two_employees_count_double {
                t.employees
            } else {
                1
            };
            times
                .saturating_mul(i64::from(t.minutes))
                .saturating_mul(i64::from(employees))
        })
        .sum();
    i32::try_from((total + WEEKS / 2) / WEEKS).unwrap_or(i32::MAX)
}

text_enum! {
    /// Where a plan stands against the frame.
    pub enum Standing {
        /// Inside, tolerance included.
        Inside = "inside", "innenfor rammen", "innanfor ramma", "inside the frame";
        /// More than the vedtak grants.
        Above = "above", "over rammen", "over ramma", "above the frame";
        /// Less than the vedtak grants.
        Below = "below", "under rammen", "under ramma", "below the frame";
        /// No vedtak in force gives a frame.
        NoFrame = "no_frame", "uten vedtak", "utan vedtak", "without a vedtak";
    }
}

/// How one service stands after a change, with the numbers behind the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FrameAnswer {
    /// Which service.
    pub service: ServiceType,
    /// The day that the four weeks are counted from.
    pub from: NaiveDate,
    /// Planned minutes a week before the change.
    pub planned_before: i32,
    /// Planned minutes a week after it.
    pub planned: i32,
    /// The frame in force on the day of the change.
    pub frame: Option<Frame>,
    /// Fewest minutes allowed, tolerance subtracted.
    pub lowest: Option<i32>,
    /// Most minutes allowed, tolerance added.
    pub highest: Option<i32>,
    /// The answer.
    pub standing: Standing,
}

static ABOVE: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-above-frame",
    nb: "Planen gir {planned} minutter {service} i uken. Vedtaket gir rom for inntil {highest}.",
    nn: "Planen gir {planned} minutt {service} i veka. Vedtaket gir rom for inntil {highest}.",
    en: "The plan gives {planned} minutes of {service} a week. The vedtak allows up to {highest}.",
};
static BELOW: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-below-frame",
    nb: "Planen gir {planned} minutter {service} i uken. Vedtaket lover minst {lowest}.",
    nn: "Planen gir {planned} minutt {service} i veka. Vedtaket lover minst {lowest}.",
    en: "The plan gives {planned} minutes of {service} a week. The vedtak promises at least {lowest}.",
};
static NO_FRAME: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-without-frame",
    nb: "Planen gir {planned} minutter {service} i uken, men ikke noe vedtak gjelder for det.",
    nn: "Planen gir {planned} minutt {service} i veka, men ikkje noko vedtak gjeld for det.",
    en: "The plan gives {planned} minutes of {service} a week, but no vedtak is in force for it.",
};
static INSIDE: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-inside-frame",
    nb: "Planen gir {planned} minutter {service} i uken. Vedtaket gir rom for {lowest} til {highest}.",
    nn: "Planen gir {planned} minutt {service} i veka. Vedtaket gir rom for {lowest} til {highest}.",
    en: "The plan gives {planned} minutes of {service} a week. The vedtak allows {lowest} to {highest}.",
};
static NOTHING: Reason = Reason {
    rule: "R-PLAN-3",
    code: "nothing-planned",
    nb: "Ingen {service} er planlagt, og ikke noe vedtak gjelder for det.",
    nn: "Ingen {service} er planlagd, og ikkje noko vedtak gjeld for det.",
    en: "No {service} is planned, and no vedtak is in force for it.",
};

impl FrameAnswer {
    /// Whether the change touches this service.
    pub const fn is_changed(&self) -> bool {
        self.planned != self.planned_before
    }

    /// Whether the change leads out of the frame, or further away from it. A step towards the frame
    /// is never in the way; and a service that nobody has decided yet is provisional, with a rule
    /// and fourteen days of its own (R-CIT-5).
    pub const fn leads_out(&self) -> bool {
        match self.standing {
            Standing::Above => self.planned_before < self.planned,
            Standing::Below => self.planned < self.planned_before,
            Standing::Inside | Standing::NoFrame => false,
        }
    }

    /// In words where it stands, also inside.
    pub fn explained(&self) -> Violation {
        self.violation().unwrap_or_else(|| {
            let reason = if self.frame.is_some() {
                &INSIDE
            } else {
                &NOTHING
            };
            self.worded(reason)
        })
    }

    /// In words why it is outside; `None` when inside.
    pub fn violation(&self) -> Option<Violation> {
        let reason = match self.standing {
            Standing::Inside => return None,
            Standing::Above => &ABOVE,
            Standing::Below => &BELOW,
            Standing::NoFrame => &NO_FRAME,
        };
        Some(self.worded(reason))
    }

    fn worded(&self, reason: &'static Reason) -> Violation {
        let number = |minutes: Option<i32>| i64::from(minutes.unwrap_or_default());
        let violation = reason.violation().at("/tiltak");
        let violation = violation.with("service", self.service.term());
        let violation = violation.with("planned", i64::from(self.planned));
        let violation = violation.with("lowest", number(self.lowest));
        let violation = violation.with("from", self.from);
        violation.with("highest", number(self.highest))
    }
}

/// How every service of the plan stands when `before` becomes `after` on `change` (R-PLAN-3).
pub fn assess_change(
    before: &[Tiltak],
    after: &[Tiltak],
    frames: &[Frame],
    change: NaiveDate,
    settings: &Settings,
) -> Vec<FrameAnswer> {
    let services: BTreeSet<ServiceType> = before
        .iter()
        .chain(after)
        .filter(|t| t.content.takes_team_time() && t.content.service.is_visited())
        .map(|t| t.content.service)
        .chain(
            frames
                .iter()
                .filter(|f| f.in_force(change))
                .map(|f| f.service),
        )
        .collect();
    services
        .into_iter()
        .map(|service| {
            let minutes = |plan| planned_weekly_minutes(plan, service, change, settings);
            let frame = frames
                .iter()
                .find(|f| f.service == service && f.in_force(change));
            let minutes = (minutes(before), minutes(after));
            answer(service, change, minutes, frame, settings)
        })
        .collect()
}

/// How services stand on a day with what is planned of each, without any change.
pub fn stand(
    planned: &[(ServiceType, i32)],
    frames: &[Frame],
    day: NaiveDate,
    settings: &Settings,
) -> Vec<FrameAnswer> {
    let in_force = || frames.iter().filter(|f| f.in_force(day));
    let visited = planned.iter().map(|(service, _)| *service);
    let services: BTreeSet<ServiceType> = visited
        .filter(|service| service.is_visited())
        .chain(in_force().map(|f| f.service))
        .collect();
    let minutes = |service| {
        let found = planned.iter().find(|(of, _)| *of == service);
        found.map_or(0, |(_, minutes)| *minutes)
    };
    services
        .into_iter()
        .map(|service| {
            let minutes = minutes(service);
            let frame = in_force().find(|f| f.service == service);
            answer(service, day, (minutes, minutes), frame, settings)
        })
        .collect()
}

/// The same for the day of the change and every later day on which a tiltak begins or is over, or a
/// frame does: per service the first answer that leads out, else that of the day of the change. So
/// nothing that is planned ahead grows past a frame unseen (R-PLAN-3).
pub fn assess_ahead(
    before: &[Tiltak],
    after: &[Tiltak],
    frames: &[Frame],
    change: NaiveDate,
    settings: &Settings,
) -> Vec<FrameAnswer> {
    let day_after = |day: Option<NaiveDate>| day.and_then(|day| day.succ_opt());
    let tiltak = before.iter().chain(after).map(|t| &t.content);
    let tiltak = tiltak.flat_map(|t| [Some(t.start), day_after(t.end)]);
    let frames_turn = frames
        .iter()
        .flat_map(|f| [Some(f.from), day_after(f.until)]);
    let days: BTreeSet<NaiveDate> = tiltak
        .chain(frames_turn)
        .flatten()
        .filter(|day| change < *day)
        .collect();
    let mut answers = assess_change(before, after, frames, change, settings);
    for day in days {
        for later in assess_change(before, after, frames, day, settings) {
            let first = answers.iter_mut().find(|a| a.service == later.service);
            if let Some(first) = first.filter(|first| later.leads_out() && !first.leads_out()) {
                *first = later;
            }
        }
    }
    answers
}

fn answer(
    service: ServiceType,
    from: NaiveDate,
    (planned_before, planned): (i32, i32),
    frame: Option<&Frame>,
    settings: &Settings,
) -> FrameAnswer {
    let percent = |minutes: i32, percent: i32| {
        let share = i64::from(minutes) * i64::from(percent) / 100;
        i32::try_from(share).unwrap_or(i32::MAX)
    };
    let tolerance = settings.frame_tolerance_percent;
    let lowest = frame.map(|f| percent(f.minutes_from, 100 - tolerance));
    let highest = frame.map(|f| percent(f.minutes_to, 100 + tolerance));
    let standing = match (lowest, highest) {
        (Some(lowest), _) if planned < lowest => Standing::Below,
        (_, Some(highest)) if highest < planned => Standing::Above,
        (Some(_), Some(_)) => Standing::Inside,
        _ if planned == 0 => Standing::Inside,
        _ => Standing::NoFrame,
    };
    FrameAnswer {
        service,
        from,
        planned_before,
        planned,
        frame: frame.copied(),
        lowest,
        highest,
        standing,
    }
}

#[cfg(test)]
mod tests;
