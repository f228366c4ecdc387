//! A plan that has left its frame for a time: what it asks of visits meanwhile and after, and what
//! becomes of it when the time is over (R-PLAN-4).
//!
//! The tiltak says what applies until the last day; the departure keeps what applied before. Days
//! after the last one are planned with what was before from the first moment, so nothing has to be
//! taken back from them: only must-do visits stay, flagged, because help that somebody needs never
//! vanishes by itself.

use super::{Frame, Standing, assess_ahead};
use crate::{
    ids::{CitizenId, TiltakId},
    settings::Settings,
    tiltaksplan::{Tiltak, TiltakContent},
    visit::{PlannedVisit, generate::TiltakInput},
};
use chrono::{Days, NaiveDate};
use std::ops::RangeInclusive;

/// As far ahead as visits are made (R-WL-1).
const AHEAD: Days = Days::new(28);

/// A tiltak that is outside the frame for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// Which.
    pub tiltak: TiltakId,
    /// Since when the plan has been outside.
    pub since: NaiveDate,
    /// Last day that the change applies.
    pub until: NaiveDate,
    /// What applied before, and applies after; none for a tiltak that is new.
    pub within: Option<TiltakContent>,
}

pub(super) fn of(departures: &[Departure], tiltak: TiltakId) -> Option<&Departure> {
    departures.iter().find(|d| d.tiltak == tiltak)
}

/// The plan without what is outside the frame for a time: what it is held against (R-PLAN-3).
pub fn permanent(plan: &[Tiltak], departures: &[Departure]) -> Vec<Tiltak> {
    let lasting = |tiltak: &Tiltak| match of(departures, tiltak.id) {
        None => Some(tiltak.clone()),
        Some(departure) => departure.within.clone().map(|content| Tiltak {
            id: tiltak.id,
            content,
        }),
    };
    plan.iter().filter_map(lasting).collect()
}

/// What a tiltak asks of visits on the dates in `range`: until the last day as it says, after it as
/// it was. What must be done and is more than that stays beyond it, flagged (R-PLAN-4).
pub fn visit_inputs(
    citizen: CitizenId,
    tiltak: &Tiltak,
    departure: Option<&Departure>,
    range: &RangeInclusive<NaiveDate>,
) -> Vec<TiltakInput> {
    let now = TiltakInput::of(citizen, tiltak, range);
    let Some(departure) = departure else {
        return now.into_iter().collect();
    };
    let before = departure.within.clone().and_then(|content| {
        let was = Tiltak {
            id: tiltak.id,
            content,
        };
        let mut input = TiltakInput::of(citizen, &was, range)?;
        input.dates.retain(|day| departure.until < *day);
        Some(input)
    });
    let mut before = before;
    let beyond = now.as_ref().filter(|now| now.must_do).map(|now| {
        let more = |day: &NaiveDate| {
            let was = before.as_ref().filter(|was| was.dates.contains(day));
            was.is_none_or(|was| was.minutes * was.employees < now.minutes * now.employees)
        };
        let dates = now.dates.iter().copied();
        let dates = dates.filter(|day| departure.until < *day && more(day));
        TiltakInput {
            dates: dates.collect(),
            beyond_frame: true,
            ..now.clone()
        }
    });
    if let (Some(before), Some(beyond)) = (&mut before, &beyond) {
        before.dates.retain(|day| !beyond.dates.contains(day));
    }
    let meanwhile = now.map(|mut now| {
        now.dates.retain(|day| *day <= departure.until);
        now
    });
    [meanwhile, before, beyond]
        .into_iter()
        .flatten()
        .filter(|input| !input.dates.is_empty())
        .collect()
}

/// Whether a published visit lies beyond the frame: it was put in force while a change applied that
/// no longer does on its date. It stays, flagged (R-PLAN-4).
pub fn is_beyond(visit: &PlannedVisit, departures: &[Departure]) -> bool {
    let over = |d: &Departure| d.until < visit.date && visit.tiltak.contains(&d.tiltak);
    departures.iter().any(over)
}

/// Since when a plan has been outside its frame, for the fourteen days of another change made on
/// `today`: since the first departure that neither a conversation nor a new frame has followed
/// (R-PLAN-4). `departures` are those that applied within as many days before, also those that came
/// back early: to be inside for a day begins nothing anew.
pub fn episode_begin(
    departures: &[NaiveDate],
    answered: Option<NaiveDate>,
    today: NaiveDate,
) -> NaiveDate {
    let unanswered = |since: &&NaiveDate| answered.is_none_or(|answered| answered < **since);
    let first = departures.iter().filter(unanswered).min();
    first.copied().unwrap_or(today).min(today)
}

/// What becomes of a departure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// The frame holds it now: it lasts.
    Adopted,
    /// Over: what was before applies again.
    Returned(Box<TiltakContent>),
    /// Over, and there was nothing before.
    Ended(NaiveDate),
    /// Over, but it must be done: it stays beyond the frame, with a daily task.
    Stays,
}

/// What becomes of the departures of a plan on `today`; those that still apply are left out.
pub fn settle(
    plan: &[Tiltak],
    departures: &[Departure],
    frames: &[Frame],
    today: NaiveDate,
    settings: &Settings,
) -> Vec<(TiltakId, Settled)> {
    if departures.is_empty() {
        return Vec::new();
    }
    let lasting = permanent(plan, departures);
    let answers = assess_ahead(&lasting, plan, frames, today, settings);
    let outside = |standing| !matches!(standing, Standing::Inside);
    let holds = !answers
        .iter()
        .any(|a| a.leads_out() || a.is_changed() && outside(a.standing));
    let pairs = plan
        .iter()
        .filter_map(|t| of(departures, t.id).map(|d| (t, d)));
    pairs
        .filter_map(|(tiltak, departure)| {
            let fate = if holds {
                Settled::Adopted
            } else if today <= departure.until {
                return None;
            } else {
                after(tiltak, departure, today)
            };
            Some((tiltak.id, fate))
        })
        .collect()
}

fn after(tiltak: &Tiltak, departure: &Departure, today: NaiveDate) -> Settled {
    let range = today..=today.checked_add_days(AHEAD).unwrap_or(today);
    let nobody = CitizenId(uuid::Uuid::nil());
    let inputs = visit_inputs(nobody, tiltak, Some(departure), &range);
    if inputs.iter().any(|input| input.beyond_frame) {
        return Settled::Stays;
    }
    match &departure.within {
        Some(within) => Settled::Returned(Box::new(within.clone())),
        None => Settled::Ended(departure.until),
    }
}

#[cfg(test)]
mod tests;
