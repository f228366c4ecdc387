//! Visits come from active tiltak (R-WL-1): the same tiltak give the same visits, in any order and
//! any number of times.

use super::{
    record::{Place, PlannedVisit, Predecessor, Purpose, VisitKey},
    slot::Slot,
    window::{Bounds, Window, clock_minutes},
};
use crate::{
    ids::*,
    organisation::CompetenceCode,
    tiltaksplan::{Tiltak, tiltak::After},
};
use chrono::{NaiveDate, NaiveTime};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

/// What a tiltak says about its visits. Its recurrence is already turned into dates.
#[derive(Debug, Clone, PartialEq)]
pub struct TiltakInput {
    /// The tiltak.
    pub tiltak: TiltakId,
    /// For whom.
    pub citizen: CitizenId,
    /// When it recurs.
    pub dates: BTreeSet<NaiveDate>,
    /// Part of the day; without one the tiltak is a visit of its own.
    pub slot: Option<Slot>,
    /// Which time that day, from 1, for a tiltak done more than once.
    pub number: i32,
    /// Minutes.
    pub minutes: i32,
    /// Employees needed, 1 or 2.
    pub employees: i32,
    /// What they must be able to do.
    pub competences: BTreeSet<CompetenceCode>,
    /// What the other of two must be able to do, when that is something else.
    pub second_competences: Option<BTreeSet<CompetenceCode>>,
    /// When it must start; the slot's own window when none.
    pub window: Option<Window>,
    /// The start that the citizen wishes.
    pub preferred: Option<NaiveTime>,
    /// Whether it cannot be left out or put off.
    pub must_do: bool,
    /// Higher is more important.
    pub priority: i32,
    /// Another tiltak of the citizen that comes first the same day, and the minutes between.
    pub after: Option<After>,
    /// Where.
    pub place: Place,
    /// For what.
    pub purpose: Purpose,
    /// Kept although the vedtak's frame does not cover it.
    pub beyond_frame: bool,
}

impl TiltakInput {
    /// What `tiltak` of a citizen asks for on the dates in `range`; nothing unless the team performs
    /// it. What cannot wait goes first.
    pub fn of(
        citizen: CitizenId,
        tiltak: &Tiltak,
        range: &RangeInclusive<NaiveDate>,
    ) -> Option<Self> {
        let content = &tiltak.content;
        content.takes_team_time().then(|| Self {
            tiltak: tiltak.id,
            citizen,
            dates: content
                .dates_between(*range.start(), *range.end())
                .into_iter()
                .collect(),
            slot: content.slot,
            number: 1,
            minutes: content.minutes,
            employees: content.employees,
            competences: content.competences.clone(),
            second_competences: content.second_competences.clone(),
            window: Some(content.window.bounds()),
            preferred: content.window.preferred,
            must_do: content.must_do,
            priority: match (content.must_do, content.can_wait_days) {
                (true, _) => 3,
                (false, 0) => 2,
                (false, _) => 1,
            },
            after: content.after,
            place: Place::Home,
            purpose: Purpose::Care,
            beyond_frame: false,
        })
    }
}

/// One tiltak on one date.
type Occurrence<'a> = (NaiveDate, &'a TiltakInput);

/// The visits that one unit's `tiltak` ask for on the dates in `range`, in key order (R-WL-1).
///
/// Same citizen, date and slot are one visit: minutes add up, competences unite, windows
/// intersect. Work at different places cannot be one visit and stays apart.
pub fn generate(tiltak: &[TiltakInput], range: &RangeInclusive<NaiveDate>) -> Vec<PlannedVisit> {
    let mut visits: BTreeMap<VisitKey, Vec<Occurrence<'_>>> = BTreeMap::new();
    for input in tiltak {
        for &date in input.dates.range(range.clone()) {
            visits
                .entry(key(date, input))
                .or_default()
                .push((date, input));
        }
    }
    for parts in visits.values_mut() {
        parts.sort_by_key(|(_, input)| (input.tiltak, input.number));
        parts.dedup_by_key(|(_, input)| (input.tiltak, input.number));
    }
    let by_tiltak = keys_by_tiltak(&visits);
    visits
        .iter()
        .filter_map(|(key, parts)| {
            let mut visit = joined(key, parts)?;
            visit.after = predecessors(key, parts, &by_tiltak);
            Some(visit)
        })
        .collect()
}

fn key(date: NaiveDate, input: &TiltakInput) -> VisitKey {
    let TiltakInput {
        citizen, number, ..
    } = input;
    VisitKey(match (input.slot, input.place) {
        (Some(slot), Place::Home) => format!("{citizen}/{date}/{slot}/{number}"),
        (Some(slot), place) => format!("{citizen}/{date}/{slot}-{place}/{number}"),
        (None, _) => format!("{citizen}/{date}/{}/{number}", input.tiltak),
    })
}

/// Which visits a tiltak is done at, by date.
type KeysByTiltak<'a> = BTreeMap<(NaiveDate, TiltakId), BTreeSet<&'a VisitKey>>;

fn keys_by_tiltak<'a>(visits: &'a BTreeMap<VisitKey, Vec<Occurrence<'_>>>) -> KeysByTiltak<'a> {
    let mut keys = KeysByTiltak::new();
    for (key, parts) in visits {
        for (date, input) in parts {
            keys.entry((*date, input.tiltak)).or_default().insert(key);
        }
    }
    keys
}

/// Tiltak in the same visit are done in the order their instruction says; only visits that differ
/// can come before each other. Where two name the same visit, the longest of the least gaps and the
/// shortest of the most hold for both.
fn predecessors(
    own: &VisitKey,
    parts: &[Occurrence<'_>],
    by_tiltak: &KeysByTiltak<'_>,
) -> Vec<Predecessor> {
    let mut gaps: BTreeMap<&VisitKey, Predecessor> = BTreeMap::new();
    for (date, input) in parts {
        let Some(after) = input.after else {
            continue;
        };
        let before = by_tiltak.get(&(*date, after.tiltak)).into_iter().flatten();
        for key in before.filter(|key| **key != own) {
            let asked = gaps.entry(key).or_insert_with(|| Predecessor {
                key: (*key).clone(),
                gap_minutes: after.min_gap_minutes,
                max_gap_minutes: None,
            });
            asked.gap_minutes = asked.gap_minutes.max(after.min_gap_minutes);
            let most = [asked.max_gap_minutes, after.max_gap_minutes];
            asked.max_gap_minutes = most.into_iter().flatten().min();
        }
    }
    gaps.into_values().collect()
}

fn joined(key: &VisitKey, parts: &[Occurrence<'_>]) -> Option<PlannedVisit> {
    let (date, first) = *parts.first()?;
    let inputs = || parts.iter().map(|(_, input)| *input);
    let (bounds, windows_conflict) = shared_window(inputs())?;
    let within = |time: &NaiveTime| {
        let minutes = clock_minutes(*time, first.slot);
        bounds.from <= minutes && minutes <= bounds.until
    };
    let tiltak: BTreeSet<_> = inputs().map(|i| i.tiltak).collect();
    Some(PlannedVisit {
        key: key.clone(),
        citizen: first.citizen,
        date,
        slot: first.slot,
        tiltak: tiltak.into_iter().collect(),
        minutes: inputs().map(|i| i.minutes).sum(),
        employees: inputs().map(|i| i.employees).max()?,
        competences: inputs()
            .flat_map(|i| i.competences.iter().copied())
            .collect(),
        second_competences: second_seat(inputs()),
        window: bounds.window(),
        preferred: inputs()
            .filter_map(|i| i.preferred)
            .filter(within)
            .min_by_key(|time| clock_minutes(*time, first.slot)),
        must_do: inputs().any(|i| i.must_do),
        priority: inputs().map(|i| i.priority).max()?,
        after: Vec::new(),
        place: first.place,
        purpose: inputs().map(|i| i.purpose).min()?,
        beyond_frame: inputs().any(|i| i.beyond_frame),
        windows_conflict,
    })
}

/// What the other of two must be able to do: all that tiltak for two ask of her, where one of them says
/// that it is something else. What one does alone is the first one's, who can all of it.
fn second_seat<'a>(
    inputs: impl Iterator<Item = &'a TiltakInput>,
) -> Option<BTreeSet<CompetenceCode>> {
    let for_two: Vec<_> = inputs.filter(|i| i.employees > 1).collect();
    let says = for_two.iter().any(|i| i.second_competences.is_some());
    says.then(|| {
        let asked = for_two
            .iter()
            .flat_map(|i| i.second_competences.as_ref().unwrap_or(&i.competences));
        asked.copied().collect()
    })
}

/// The time all windows share; when they share none, the tightest, and that they conflict.
fn shared_window<'a>(inputs: impl Iterator<Item = &'a TiltakInput>) -> Option<(Bounds, bool)> {
    let all: Vec<_> = inputs.map(bounds).collect();
    let tightest = *all.iter().min_by_key(|b| (b.minutes(), b.from))?;
    let shared = all
        .iter()
        .try_fold(tightest, |shared, next| shared.intersect(*next));
    Some(shared.map_or((tightest, true), |shared| (shared, false)))
}

fn bounds(input: &TiltakInput) -> Bounds {
    /// A tiltak with neither slot nor window may be done at any hour people are up.
    const WAKING: Window = Window::hours(7, 23);
    input
        .window
        .or_else(|| input.slot.map(Slot::default_window))
        .unwrap_or(WAKING)
        .bounds(input.slot)
}

#[cfg(test)]
pub(crate) mod tests;
