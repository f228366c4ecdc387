//! What has changed since a position: the same for those who ask and those who listen (API-6).

use crate::cursor;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use domain::{
    ids::{CitizenId, UnitId},
    policy::Scope,
};
use persistence::{Change, Outcome, Reader};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// A position older than this answers `reset` (API-6).
pub(crate) const KEPT: TimeDelta = TimeDelta::days(30);

/// One line of the feed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChangeView {
    /// Revision of the unit's stream.
    revision: i64,
    /// Kind of resource, as in its path.
    #[schema(example = "citizens")]
    resource: String,
    /// Which one.
    id: Uuid,
    /// Its version after the change.
    version: i64,
    /// `created`, `updated` or `deleted` (a tombstone).
    #[schema(example = "updated")]
    op: String,
}

/// A page of the feed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChangePage {
    /// Changes in order; what you may not see is left out while the numbers go on.
    pub(super) items: Vec<ChangeView>,
    /// Ask from here next time.
    pub(super) position: String,
    /// More is waiting.
    pub(super) more: bool,
    /// The position is too old, of another epoch, or what you may see has changed: load everything
    /// anew, then go on from `position`.
    pub(super) reset: bool,
}

/// A page, and the revision it goes up to.
pub(super) struct Page {
    pub(super) view: ChangePage,
    pub(super) revision: i64,
}

fn view(change: Change) -> ChangeView {
    ChangeView {
        revision: change.revision,
        resource: change.resource,
        id: change.resource_id.0,
        version: change.version,
        op: change.op.0.as_str().to_owned(),
    }
}

/// What a reader sees of a unit, as a word that is another when she sees more or less.
fn mark(scope: &Scope, unit: UnitId) -> String {
    if scope.units.contains(&unit) {
        return "all".to_owned();
    }
    let mut hash = Sha256::new();
    for citizen in &scope.citizens {
        hash.update(citizen.0.as_bytes());
    }
    URL_SAFE_NO_PAD.encode(&hash.finalize()[..9])
}

/// Unit, revision, and what the reader saw when she was given the position.
type Position = (UnitId, i64, String);

/// What has changed in an entered unit since a position; from now without one.
pub(super) fn page(
    reader: &mut Reader<'_>,
    unit: UnitId,
    since: Option<&str>,
    limit: i64,
) -> Outcome<Page> {
    let epoch = reader.epoch().to_owned();
    let head = reader.head(unit)?;
    let scope = reader.scope()?;
    let sees = mark(&scope, unit);
    let at = |revision: i64| cursor::encode(&epoch, &(unit, revision, &sees));
    let position = since.and_then(|text| cursor::decode::<Position>(&epoch, text).ok());
    // A position holds its unit, so one unit's position never reads another's feed.
    let mut from = position
        .filter(|(of, at, saw)| *of == unit && *at <= head.revision && *saw == sees)
        .map(|(_, at, _)| at);
    if let Some(revision) = from.filter(|at| *at < head.revision) {
        let oldest_kept = reader.asked_at() - KEPT;
        let first = reader.first_change_after(unit, revision)?;
        // Revisions have no gaps, so a first one that is not the next was forgotten.
        let whole = first.is_some_and(|(next, at)| next == revision + 1 && at >= oldest_kept);
        from = whole.then_some(revision);
    }
    let Some(from) = from else {
        let view = ChangePage {
            items: vec![],
            position: at(head.revision),
            more: false,
            reset: since.is_some(),
        };
        let revision = head.revision;
        return Ok(Page { view, revision });
    };
    let changes = reader.changes_since(unit, from, limit)?;
    let last = changes.last().map_or(from, |change| change.revision);
    // Whoever answers for a citizen now decides who hears of her: not the unit that once did, and in a pool
    // each of its teams (R-CIT-7, R-TEAM-8).
    let whose: BTreeSet<CitizenId> = changes
        .iter()
        .filter_map(|c| Some(c.citizen_id?.0))
        .collect();
    let whose: Vec<CitizenId> = whose.into_iter().collect();
    let answers = reader.responsible_for(&whose)?;
    let is_seen = |c: &Change| {
        c.citizen_id.is_none_or(|citizen| {
            let responsible = answers.get(&citizen.0);
            responsible.is_some_and(|unit| scope.holds(citizen.0, *unit))
        })
    };
    let view = ChangePage {
        items: changes.into_iter().filter(is_seen).map(view).collect(),
        position: at(last),
        more: last < head.revision,
        reset: false,
    };
    Ok(Page {
        view,
        revision: last,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sees_more_or_less_than_before_has_another_mark() {
        let (unit, other) = (UnitId(Uuid::from_u128(1)), UnitId(Uuid::from_u128(2)));
        let some = |citizens: &[u128]| Scope {
            units: [other].into(),
            citizens: citizens
                .iter()
                .map(|n| CitizenId(Uuid::from_u128(*n)))
                .collect(),
            emergency: [].into(),
        };
        let all = Scope {
            units: [unit, other].into(),
            ..some(&[7])
        };
        assert_eq!(mark(&all, unit), "all");
        assert_ne!(mark(&some(&[7]), unit), mark(&all, unit));
        assert_ne!(mark(&some(&[7]), unit), mark(&some(&[7, 8]), unit));
        assert_ne!(mark(&some(&[]), unit), mark(&some(&[7]), unit));
        assert_eq!(mark(&some(&[7, 8]), unit), mark(&some(&[8, 7]), unit));
    }
}
