//! Planned minutes against the vedtak's frame: within it the team is free, outside it a change is
//! temporary (R-PLAN-3, R-PLAN-4).

mod answer;
pub mod departure;
mod planned;
pub mod temporary;
mod weigh;

use crate::{ids::VedtakId, service::ServiceType, settings::Settings, tiltaksplan::Tiltak};
use answer::answer;
pub use answer::{FrameAnswer, Standing};
use chrono::NaiveDate;
pub use departure::{
    Departure, Settled, episode_begin, is_beyond, permanent, settle, visit_inputs,
};
use planned::Planned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
pub use temporary::{ChangeDays, ChangeEffect, TemporaryChange, decide_change};
use utoipa::ToSchema;
pub use weigh::{Weighed, weigh, weigh_together};

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
    let own = tiltak.iter().filter(|t| t.content.service == service);
    Planned::of(own, [change], settings).weekly_minutes(service, change)
}

/// How every service of the plan stands when `before` becomes `after` on `change` (R-PLAN-3).
pub fn assess_change(
    before: &[Tiltak],
    after: &[Tiltak],
    frames: &[Frame],
    change: NaiveDate,
    settings: &Settings,
) -> Vec<FrameAnswer> {
    let plans = |plan| Planned::of(plan, [change], settings);
    answers(&plans(before), &plans(after), frames, change, settings)
}

fn answers(
    before: &Planned,
    after: &Planned,
    frames: &[Frame],
    change: NaiveDate,
    settings: &Settings,
) -> Vec<FrameAnswer> {
    let in_force = || frames.iter().filter(|f| f.in_force(change));
    let services: BTreeSet<ServiceType> = before
        .services()
        .chain(after.services())
        .filter(|service| service.is_visited())
        .chain(in_force().map(|f| f.service))
        .collect();
    services
        .into_iter()
        .map(|service| {
            let minutes = |plan: &Planned| plan.weekly_minutes(service, change);
            let frame = in_force().find(|f| f.service == service);
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
    let tiltak = tiltak.flat_map(|t| [Some(t.start), day_after(t.last_day())]);
    let frames_turn = frames
        .iter()
        .flat_map(|f| [Some(f.from), day_after(f.until)]);
    let days: BTreeSet<NaiveDate> = tiltak
        .chain(frames_turn)
        .flatten()
        .filter(|day| change < *day)
        .collect();
    let asked = || days.iter().copied().chain([change]);
    let before = Planned::of(before, asked(), settings);
    let after = Planned::of(after, asked(), settings);
    let mut found = answers(&before, &after, frames, change, settings);
    for day in days {
        for later in answers(&before, &after, frames, day, settings) {
            let first = found.iter_mut().find(|a| a.service == later.service);
            if let Some(first) = first.filter(|first| later.leads_out() && !first.leads_out()) {
                *first = later;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
