//! A change of the plan, weighed against the frame before it is kept (R-PLAN-3, R-PLAN-4).

use super::{
    ChangeDays, ChangeEffect, Departure, Frame, TemporaryChange, assess_ahead, decide_change,
    departure::{of, permanent},
};
use crate::{reason::Violations, settings::Settings, tiltaksplan::Tiltak};
use chrono::NaiveDate;

/// A change of the plan that was let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The tiltak as it is to be kept: it says that it is temporary only when it has to be.
    pub tiltak: Tiltak,
    /// Its departure, new or as it was; none within the frame.
    pub departure: Option<Departure>,
    /// How it took effect; none when only words changed.
    pub effect: Option<ChangeEffect>,
}

/// Whether `changed` may take its place in the plan, and how (R-PLAN-3, R-PLAN-4): one step within
/// the frame, for a time with a reason outside it. The lasting plan is what counts, so what others
/// do for a time neither takes room nor makes any.
///
/// # Errors
/// Every service that would leave its frame, and what a temporary change lacks.
pub fn weigh(
    plan: &[Tiltak],
    departures: &[Departure],
    changed: &Tiltak,
    frames: &[Frame],
    (since, today): (NaiveDate, NaiveDate),
    settings: &Settings,
) -> Result<Weighed, Violations> {
    let known = plan.iter().find(|t| t.id == changed.id);
    let departed = of(departures, changed.id);
    let same = |known: &&Tiltak| {
        known.content.temporary == changed.content.temporary
            && known.content.asks_the_same_time(&changed.content)
    };
    if let (Some(_), Some(departure)) = (known.filter(same), departed) {
        return Ok(Weighed {
            tiltak: changed.clone(),
            departure: Some(departure.clone()),
            effect: None,
        });
    }
    let before = permanent(plan, departures);
    let others = before.iter().filter(|t| t.id != changed.id).cloned();
    let after: Vec<Tiltak> = others.chain([changed.clone()]).collect();
    let answers = assess_ahead(&before, &after, frames, today, settings);
    let days = ChangeDays {
        today,
        since,
        begins: changed.content.start.max(today),
    };
    let temporary = changed.content.temporary.as_ref();
    let effect = decide_change(&answers, temporary, days, settings)?;
    let mut tiltak = changed.clone();
    let departure = match effect {
        ChangeEffect::WithinFrame => {
            tiltak.content.temporary = None;
            None
        }
        ChangeEffect::Temporary { until, .. } => Some(Departure {
            tiltak: changed.id,
            since: departed.map_or(since, |d| d.since),
            until,
            within: match departed {
                Some(departure) => departure.within.clone(),
                None => known.map(|known| known.content.clone()),
            },
        }),
    };
    Ok(Weighed {
        tiltak,
        departure,
        effect: Some(effect),
    })
}

/// Whether several changes may take their places together: the plan is weighed as it is when all of
/// them are done, so that one may take what another gives (R-PLAN-3, R-PLAN-4).
///
/// # Errors
/// Every service that would leave its frame, and what a temporary change lacks.
pub fn weigh_together(
    plan: &[Tiltak],
    departures: &[Departure],
    changed: &[Tiltak],
    temporary: Option<&TemporaryChange>,
    frames: &[Frame],
    (since, today): (NaiveDate, NaiveDate),
    settings: &Settings,
) -> Result<ChangeEffect, Violations> {
    // Without a frame there is nothing to leave; a file of ten thousand rows asks often.
    if frames.is_empty() {
        return Ok(ChangeEffect::WithinFrame);
    }
    let before = permanent(plan, departures);
    let untouched = |t: &&Tiltak| changed.iter().all(|c| c.id != t.id);
    let others = before.iter().filter(untouched).cloned();
    let after: Vec<Tiltak> = others.chain(changed.iter().cloned()).collect();
    let answers = assess_ahead(&before, &after, frames, today, settings);
    let begins = changed.iter().map(|t| t.content.start).max();
    let days = ChangeDays {
        today,
        since,
        begins: begins.unwrap_or(today).max(today),
    };
    decide_change(&answers, temporary, days, settings)
}
