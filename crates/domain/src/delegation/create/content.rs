//! What a grant must hold, by itself and as a part of the one it builds on.

use super::reasons::*;
use crate::{
    delegation::{Grant, Limits, Reach},
    reason::Violations,
    text_enum,
};
use std::{collections::BTreeSet, fmt::Display};

text_enum! {
    /// What a delegation must name or may limit.
    pub enum Part {
        /// Minutes a week.
        Minutes = "minutes_per_week", "minutter i uka", "minutt i veka", "minutes a week";
        /// Months.
        Months = "months", "måneder", "månader", "months";
        /// Quota of places.
        Quota = "quota", "kvoten", "kvoten", "the quota";
        /// Services.
        Services = "services", "minst én tjeneste", "minst éi teneste", "at least one service";
        /// Outcomes.
        Outcomes = "outcomes", "minst ett utfall", "minst eitt utfall", "at least one outcome";
        /// Units.
        Units = "units", "minst én enhet", "minst éi eining", "at least one unit";
        /// The document.
        Decision = "decision", "vedtaket den bygger på", "vedtaket ho byggjer på", "the decision it rests on";
    }
}

/// Every way in which `child` gives more than `parent` does (R-VED-2).
pub fn subset_faults(child: &Grant, parent: &Grant) -> Violations {
    let mut violations = Violations::new();
    if child.delegated_by != parent.holder {
        violations.push(NOT_PARENTS_HOLDER.violation().at("/delegatedBy"));
    }
    if let Some(items) = beyond(&child.services, &parent.services) {
        violations.push(
            WIDER_SERVICES
                .violation()
                .at("/services")
                .with("items", items),
        );
    }
    if let Some(items) = beyond(&child.outcomes, &parent.outcomes) {
        violations.push(
            WIDER_OUTCOMES
                .violation()
                .at("/outcomes")
                .with("items", items),
        );
    }
    if !child.units.is_within(&parent.units) {
        violations.push(WIDER_UNITS.violation().at("/units"));
    }
    violations.extend(limit_faults(&child.limits, &parent.limits));
    if !child.period.is_within(&parent.period) {
        violations.push(WIDER_DATES.violation().at("/period"));
    }
    violations
}

/// What `child` has and `parent` has not, as a list to read; `None` when nothing.
fn beyond<T: Ord + Display>(child: &BTreeSet<T>, parent: &BTreeSet<T>) -> Option<String> {
    let items: Vec<_> = child.difference(parent).map(ToString::to_string).collect();
    (!items.is_empty()).then(|| items.join(", "))
}

fn limit_faults(child: &Limits, parent: &Limits) -> Violations {
    fn wider<T: PartialOrd>(child: Option<T>, parent: Option<T>) -> bool {
        parent.is_some_and(|ceiling| child.is_none_or(|mine| mine > ceiling))
    }
    [
        (
            wider(child.minutes_per_week, parent.minutes_per_week),
            Part::Minutes,
            "minutesPerWeek",
        ),
        (wider(child.months, parent.months), Part::Months, "months"),
        // A part of a quota is the same quota: its places are counted once for all who share it.
        (
            parent.quota.is_some() && child.quota != parent.quota,
            Part::Quota,
            "quota",
        ),
    ]
    .into_iter()
    .filter(|(is_wider, ..)| *is_wider)
    .map(|(_, part, field)| {
        WIDER_LIMIT
            .violation()
            .at(format!("/limits/{field}"))
            .with("limit", part.term())
    })
    .collect()
}

/// What `grant` must hold whatever it builds on.
pub(super) fn form_faults(grant: &Grant) -> Violations {
    let empty_units = matches!(&grant.units, Reach::Units(units) if units.is_empty());
    let mut violations: Violations = [
        (grant.services.is_empty(), Part::Services, "/services"),
        (grant.outcomes.is_empty(), Part::Outcomes, "/outcomes"),
        (empty_units, Part::Units, "/units"),
        (
            grant.decision.trim().is_empty(),
            Part::Decision,
            "/decision",
        ),
    ]
    .into_iter()
    .filter(|(is_empty, ..)| *is_empty)
    .map(|(_, part, pointer)| EMPTY.violation().at(pointer).with("what", part.term()))
    .collect();
    if grant
        .limits
        .minutes_per_week
        .is_some_and(|minutes| minutes <= 0)
    {
        violations.push(
            LIMIT_NOT_POSITIVE
                .violation()
                .at("/limits/minutesPerWeek")
                .with("limit", Part::Minutes.term()),
        );
    }
    if grant.limits.months == Some(0) {
        violations.push(
            LIMIT_NOT_POSITIVE
                .violation()
                .at("/limits/months")
                .with("limit", Part::Months.term()),
        );
    }
    if grant.period.is_empty() {
        violations.push(ENDS_BEFORE_BEGUN.violation().at("/period/until"));
    }
    if grant.acts_without_end() {
        violations.push(ACTING_NEEDS_END.violation().at("/period/until"));
    }
    violations
}
