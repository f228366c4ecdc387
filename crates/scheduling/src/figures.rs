//! The figures of a day, to set two versions of it side by side. They are the team's, never a
//! person's (R-WL-10).

use crate::{
    day::Day,
    terms::{changes, faces, load, wished},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Figures of a day's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Planned parts in visits (a visit of two has two).
    pub assignments: u32,
    /// Visits that are on fewer lists than they need.
    pub uncovered: u32,
    /// Minutes on the way.
    pub travel: i64,
    /// Minutes waited between stops.
    pub waiting: i64,
    /// Pairs of a citizen and an employee who has not been there in 90 days (R-WL-7).
    pub new_faces: u32,
    /// Parts in visits to citizens who have a primary contact …
    pub with_primary: u32,
    /// … and those that she does herself.
    pub by_primary: u32,
    /// Parts in visits with a wished time …
    pub with_wish: u32,
    /// … and those that start within it.
    pub wish_met: u32,
    /// Fullest minus emptiest employee, in per cent of shift over four weeks and this day (R-WL-8).
    pub load_spread: i32,
    /// Parts in visits with another employee or another time than people know.
    pub changes: u32,
}

impl Figures {
    pub(crate) fn of(day: &Day<'_>) -> Self {
        let mut figures = Self {
            uncovered: day.missing_visits().len() as u32,
            load_spread: load_spread(day),
            ..Self::default()
        };
        let mut met: BTreeSet<_> = day.facts().map(|(e, v)| (v.citizen, e)).collect();
        for (employee, visit, stop) in day.assignments() {
            figures.assignments += 1;
            if let Some(citizen) = day.citizen(visit.citizen) {
                let is_new = faces::face(citizen, employee) == faces::Face::New;
                if met.insert((citizen.id, employee)) && is_new {
                    figures.new_faces += 1;
                }
                figures.with_primary += u32::from(citizen.primary.is_some());
                figures.by_primary += u32::from(citizen.primary == Some(employee));
            }
            if visit.wished.is_some() {
                figures.with_wish += 1;
                figures.wish_met += u32::from(wished::minutes_outside(visit, stop.start) == 0);
            }
            let changed = changes::points(visit, employee, stop.start) > 0;
            figures.changes += u32::from(changed);
        }
        for walk in day.walks() {
            for step in &walk.steps {
                figures.travel += i64::from(step.travel);
                figures.waiting += i64::from(step.wait);
            }
            figures.travel += i64::from(walk.home);
        }
        figures
    }

    /// Share of parts in visits by the primary contact, per cent, where there is one.
    pub fn primary_share(&self) -> Option<u32> {
        (self.with_primary > 0).then(|| self.by_primary * 100 / self.with_primary)
    }
}

fn load_spread(day: &Day<'_>) -> i32 {
    let shares = day.problem.employees.iter().filter_map(|e| {
        let capacity = load::capacity(e);
        let minutes = i64::from(e.planned_before) + day.work_minutes(e.id);
        (capacity > 0).then(|| (minutes * 100 / capacity) as i32)
    });
    let (mut least, mut most) = (i32::MAX, i32::MIN);
    for share in shares {
        least = least.min(share);
        most = most.max(share);
    }
    most.saturating_sub(least).max(0)
}
