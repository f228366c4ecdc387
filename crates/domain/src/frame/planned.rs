//! What a plan asks for on the days it is weighed on. Each recurrence is followed once, over all the
//! days that are asked about, however many of them there are.

use crate::{service::ServiceType, settings::Settings, tiltaksplan::Tiltak};
use chrono::{Days, NaiveDate};

/// Weeks that planned minutes are the mean of (R-PLAN-3, a definition).
const WEEKS: i64 = 4;

/// The last of the four weeks' days, counted from `first`.
fn last_of(first: NaiveDate) -> NaiveDate {
    let days = Days::new(7 * WEEKS.unsigned_abs() - 1);
    first.checked_add_days(days).unwrap_or(first)
}

/// One tiltak's share: minutes each time, and the days it falls on.
#[derive(Debug)]
struct Share {
    service: ServiceType,
    minutes: i64,
    days: Vec<NaiveDate>,
}

/// A plan's shares on the days it is weighed on.
#[derive(Debug)]
pub(super) struct Planned(Vec<Share>);

/// The four weeks from each of the days, joined where they meet.
fn stretches(days: impl IntoIterator<Item = NaiveDate>) -> Vec<(NaiveDate, NaiveDate)> {
    let mut firsts: Vec<NaiveDate> = days.into_iter().collect();
    firsts.sort_unstable();
    let mut joined: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for first in firsts {
        match joined.last_mut() {
            Some((_, last)) if first <= *last => *last = last_of(first),
            _ => joined.push((first, last_of(first))),
        }
    }
    joined
}

impl Planned {
    /// What the tiltak ask for in the four weeks from any of `days`. What others than the team perform
    /// is not counted.
    pub(super) fn of<'a>(
        tiltak: impl IntoIterator<Item = &'a Tiltak>,
        days: impl IntoIterator<Item = NaiveDate>,
        settings: &Settings,
    ) -> Self {
        let stretches = stretches(days);
        let shares = tiltak.into_iter().map(|tiltak| &tiltak.content);
        let shares = shares.filter(|t| t.takes_team_time()).map(|t| {
            let employees = if settings.two_employees_count_double {
                t.employees
            } else {
                1
            };
            let days = stretches.iter();
            Share {
                service: t.service,
                minutes: i64::from(t.minutes).saturating_mul(i64::from(employees)),
                days: days
                    .flat_map(|(first, last)| t.dates_between(*first, *last))
                    .collect(),
            }
        });
        Self(shares.collect())
    }

    /// The services that it asks for.
    pub(super) fn services(&self) -> impl Iterator<Item = ServiceType> + '_ {
        self.0.iter().map(|share| share.service)
    }

    /// Minutes a week of a service: the mean over the four weeks from one of the days it was made for,
    /// rounded to the nearest minute.
    pub(super) fn weekly_minutes(&self, service: ServiceType, first: NaiveDate) -> i32 {
        let last = last_of(first);
        let own = self.0.iter().filter(|share| share.service == service);
        let total: i64 = own
            .map(|share| {
                let before = share.days.partition_point(|day| *day < first);
                let until = share.days.partition_point(|day| *day <= last);
                let times = i64::try_from(until - before).unwrap_or(i64::MAX);
                times.saturating_mul(share.minutes)
            })
            .sum();
        i32::try_from((total + WEEKS / 2) / WEEKS).unwrap_or(i32::MAX)
    }
}
