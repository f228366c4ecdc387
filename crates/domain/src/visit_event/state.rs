//! The state of a visit is a pure function of the set of its events (R-WL-6): any order, any
//! repetition, the same answer.

use super::event::{EventKind, NotDoneReason, VisitEvent};
use crate::{ids::*, text_enum};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

text_enum! {
    /// How far a visit has come.
    #[schema(as = VisitOutcome)]
    pub enum Outcome {
        /// Nothing has happened yet.
        Planned = "planned", "planlagt", "planlagd", "planned";
        /// Begun.
        Started = "started", "startet", "starta", "started";
        /// Carried out.
        Done = "done", "utført", "utført", "done";
        /// Not carried out.
        NotDone = "not_done", "ikke utført", "ikkje utført", "not done";
        /// The citizen did not want it.
        Declined = "declined", "avslått av innbyggeren", "avslått av innbyggjaren", "declined";
        /// To be done at another time.
        Moved = "moved", "flyttet", "flytta", "moved";
        /// Nobody opened the door.
        NobodyOpened = "nobody_opened", "ingen åpnet", "ingen opna", "nobody opened";
    }
}

impl Outcome {
    /// Whether somebody has said how the visit went (R-WL-11).
    pub const fn is_settled(self) -> bool {
        !matches!(self, Self::Planned | Self::Started)
    }

    const fn of(kind: EventKind) -> Option<Self> {
        match kind {
            EventKind::Done => Some(Self::Done),
            EventKind::NotDone => Some(Self::NotDone),
            EventKind::Declined => Some(Self::Declined),
            EventKind::Moved => Some(Self::Moved),
            EventKind::NobodyOpened => Some(Self::NobodyOpened),
            EventKind::Started | EventKind::Note | EventKind::Deviation | EventKind::Withdrawn => {
                None
            }
        }
    }
}

/// What the events of a visit come to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VisitState {
    /// How far it has come; the last settled outcome stands.
    pub outcome: Outcome,
    /// When the first of them began.
    pub started_at: Option<DateTime<Utc>>,
    /// When the outcome was settled.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was not done.
    pub reason: Option<NotDoneReason>,
    /// To when it was moved.
    pub moved_to: Option<DateTime<Utc>>,
    /// Employees who have carried it out (R-WL-7).
    pub done_by: BTreeSet<EmployeeId>,
    /// Events with a note, in order.
    pub notes: Vec<VisitEventId>,
    /// Deviations, in order.
    pub deviations: Vec<VisitEventId>,
    /// Nobody opened, and nothing has settled it since: the fordeler is to know at once.
    pub alert: bool,
}

/// The state that a set of events of one visit comes to (R-WL-6).
pub fn state(events: &[VisitEvent]) -> VisitState {
    let standing = standing(events);
    let settled = standing
        .iter()
        .rev()
        .find_map(|e| Outcome::of(e.kind).map(|outcome| (outcome, *e)));
    let started_at = of_kind(&standing, EventKind::Started)
        .map(VisitEvent::time)
        .min();
    let begun = started_at.map_or(Outcome::Planned, |_| Outcome::Started);
    let outcome = settled.map_or(begun, |(outcome, _)| outcome);
    let last = settled.map(|(_, event)| event);
    VisitState {
        outcome,
        started_at,
        ended_at: last.map(VisitEvent::time),
        reason: last.and_then(|e| e.reason),
        moved_to: last.and_then(|e| e.moved_to),
        done_by: done_by(&standing),
        notes: standing
            .iter()
            .filter(|e| e.note.is_some() && e.kind != EventKind::Withdrawn)
            .map(|e| e.id)
            .collect(),
        deviations: of_kind(&standing, EventKind::Deviation)
            .map(|e| e.id)
            .collect(),
        alert: outcome == Outcome::NobodyOpened,
    }
}

fn of_kind<'a>(
    events: &'a [&'a VisitEvent],
    kind: EventKind,
) -> impl Iterator<Item = &'a VisitEvent> {
    events.iter().copied().filter(move |e| e.kind == kind)
}

/// Each employee's own last word decides whether she carried it out.
fn done_by(standing: &[&VisitEvent]) -> BTreeSet<EmployeeId> {
    let mut last: BTreeMap<EmployeeId, Outcome> = BTreeMap::new();
    for event in standing {
        if let Some(outcome) = Outcome::of(event.kind) {
            last.insert(event.employee, outcome);
        }
    }
    last.into_iter()
        .filter(|(_, outcome)| *outcome == Outcome::Done)
        .map(|(employee, _)| employee)
        .collect()
}

/// The events that count, in order: each once, corrected ones replaced.
///
/// A correction stands in the place of what it corrects, so that correcting the morning's slip in
/// the afternoon does not undo what was said at noon. Of two corrections of one event the later
/// stands. One may correct only one's own; a correction of another's counts for nothing, and one
/// whose original has not arrived stands where its own clock puts it.
fn standing(events: &[VisitEvent]) -> Vec<&VisitEvent> {
    let mut sorted: Vec<_> = events.iter().collect();
    sorted.sort_by_key(|e| e.order());
    let mut by_id: BTreeMap<VisitEventId, &VisitEvent> = BTreeMap::new();
    sorted.retain(|e| match by_id.get(&e.id) {
        Some(_) => false,
        None => by_id.insert(e.id, e).is_none(),
    });
    let mut corrected_by: BTreeMap<VisitEventId, &VisitEvent> = BTreeMap::new();
    for event in sorted.iter().filter(|e| is_own(e, &by_id)) {
        if let Some(original) = event.replaces {
            corrected_by.insert(original, event);
        }
    }
    let mut placed: Vec<_> = sorted
        .into_iter()
        .filter(|e| is_own(e, &by_id) && !corrected_by.contains_key(&e.id))
        .filter(|e| match e.replaces {
            Some(original) => corrected_by.get(&original).is_some_and(|c| c.id == e.id),
            None => true,
        })
        .map(|e| (root(e, &by_id).order(), e.order(), e))
        .collect();
    placed.sort_by_key(|(root, own, _)| (*root, *own));
    placed.into_iter().map(|(_, _, e)| e).collect()
}

fn is_own(event: &VisitEvent, by_id: &BTreeMap<VisitEventId, &VisitEvent>) -> bool {
    event
        .replaces
        .and_then(|original| by_id.get(&original))
        .is_none_or(|original| original.employee == event.employee)
}

/// The event a chain of corrections began with. Standing events are in no circle (each event in a
/// circle is replaced), but a chain may lead into one: stop where it would repeat.
fn root<'a>(
    event: &'a VisitEvent,
    by_id: &BTreeMap<VisitEventId, &'a VisitEvent>,
) -> &'a VisitEvent {
    let mut seen = BTreeSet::from([event.id]);
    let mut root = event;
    while let Some(earlier) = root.replaces.and_then(|id| by_id.get(&id)) {
        if !seen.insert(earlier.id) {
            break;
        }
        root = earlier;
    }
    root
}

#[cfg(test)]
pub(crate) mod tests;
