//! What counts as changed after publishing: everyone sees it (R-WL-3).

use crate::{ids::*, text_enum};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One employee's part in a visit as the published lists say it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Which visit.
    pub visit: VisitId,
    /// Which of its assignments, 1 or 2.
    pub number: i32,
    /// Who does it.
    pub employee: Option<EmployeeId>,
    /// When it starts.
    pub start: Option<DateTime<Utc>>,
    /// Planned minutes.
    pub minutes: i32,
}

text_enum! {
    /// How a line differs from what was published.
    pub enum ChangeKind {
        /// It was not there.
        Added = "added", "lagt til", "lagd til", "added";
        /// It is gone.
        Removed = "removed", "tatt ut", "teken ut", "removed";
        /// Somebody else does it.
        Handed = "handed", "gitt til en annen", "gitt til ein annan", "handed to another";
        /// Same employee, other time or length.
        Moved = "moved", "flyttet", "flytta", "moved";
    }
}

/// One change since publishing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListChange {
    /// How it differs.
    pub kind: ChangeKind,
    /// As published.
    pub before: Option<Line>,
    /// As it is now.
    pub after: Option<Line>,
}

/// Every line that differs from what was published, by visit and number (R-WL-3).
pub fn changed_after_publishing(published: &[Line], now: &[Line]) -> Vec<ListChange> {
    let mut pairs: BTreeMap<_, (Option<&Line>, Option<&Line>)> = BTreeMap::new();
    for line in published {
        pairs.entry((line.visit, line.number)).or_default().0 = Some(line);
    }
    for line in now {
        pairs.entry((line.visit, line.number)).or_default().1 = Some(line);
    }
    pairs
        .into_values()
        .filter_map(|(before, after)| {
            Some(ListChange {
                kind: kind(before, after)?,
                before: before.cloned(),
                after: after.cloned(),
            })
        })
        .collect()
}

fn kind(before: Option<&Line>, after: Option<&Line>) -> Option<ChangeKind> {
    match (before, after) {
        (None, None) => None,
        (None, Some(_)) => Some(ChangeKind::Added),
        (Some(_), None) => Some(ChangeKind::Removed),
        (Some(b), Some(a)) if b.employee != a.employee => Some(ChangeKind::Handed),
        (Some(b), Some(a)) => (b != a).then_some(ChangeKind::Moved),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn line(visit: u128, employee: u128, minutes: i32) -> Line {
        Line {
            visit: VisitId(Uuid::from_u128(visit)),
            number: 1,
            employee: Some(EmployeeId(Uuid::from_u128(employee))),
            start: None,
            minutes,
        }
    }

    #[test]
    fn what_is_added_removed_handed_and_moved_is_seen_and_nothing_else() {
        let published = [
            line(1, 1, 20),
            line(2, 1, 20),
            line(3, 1, 20),
            line(4, 1, 20),
        ];
        let now = [
            line(1, 1, 20),
            line(2, 2, 20),
            line(3, 1, 30),
            line(5, 1, 20),
        ];
        let kinds: Vec<_> = changed_after_publishing(&published, &now)
            .iter()
            .map(|c| c.kind)
            .collect();
        use ChangeKind::*;
        assert_eq!(kinds, [Handed, Moved, Removed, Added]);
    }
}
