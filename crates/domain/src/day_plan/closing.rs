//! Closing a day lists what is not documented; each becomes its holder's task, and nothing is
//! filled in automatically (R-WL-11).

use super::plan::DayPlanState;
use crate::{
    ids::*,
    reason::{Reason, Violations, none_of},
    text_enum,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// What is missing when a day is closed.
    pub enum UnfinishedKind {
        /// Nobody has said how the visit went.
        NoOutcome = "no_outcome", "uten utfall", "utan utfall", "no outcome";
        /// A health visit without note.
        NoNote = "no_note", "uten notat", "utan notat", "no note";
        /// A phone that has not sent what it holds.
        PhoneSilent = "phone_silent", "telefon ikke hørt fra", "telefon ikkje høyrt frå", "phone not heard from";
    }
}

/// A visit of the day, as closing sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct DoneFacts {
    /// The visit.
    pub visit: VisitId,
    /// Its holders; may be none.
    pub holders: Vec<EmployeeId>,
    /// Whether somebody has said how it went.
    pub has_outcome: bool,
    /// Whether it was carried out.
    pub done: bool,
    /// Whether it has a note.
    pub has_note: bool,
    /// Whether it is a health service, whose notes are health records.
    pub health: bool,
    /// Suspended: it was not to be done.
    pub suspended: bool,
}

/// What closing asks.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosingFacts {
    /// The day's visits.
    pub visits: Vec<DoneFacts>,
    /// Employees on the lists whose phone has not been heard from since their shift ended.
    pub silent_phones: Vec<EmployeeId>,
}

/// One thing that is missing, and whose it is. Without a holder it is the fordeler's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Unfinished {
    /// What is missing.
    pub kind: UnfinishedKind,
    /// At which visit.
    pub visit: Option<VisitId>,
    /// Whose task it becomes.
    pub holder: Option<EmployeeId>,
}

/// Every visit without outcome, every done health visit without note, and phones not yet heard
/// from, each with its holder (R-WL-11).
pub fn closing_list(facts: &ClosingFacts) -> Vec<Unfinished> {
    let visits = facts.visits.iter().filter(|v| !v.suspended).flat_map(|v| {
        let kind = missing(v);
        holders(v).map(move |holder| {
            kind.map(|kind| Unfinished {
                kind,
                visit: Some(v.visit),
                holder,
            })
        })
    });
    let phones = facts.silent_phones.iter().map(|who| Unfinished {
        kind: UnfinishedKind::PhoneSilent,
        visit: None,
        holder: Some(*who),
    });
    visits.flatten().chain(phones).collect()
}

fn missing(visit: &DoneFacts) -> Option<UnfinishedKind> {
    if !visit.has_outcome {
        Some(UnfinishedKind::NoOutcome)
    } else if visit.done && visit.health && !visit.has_note {
        Some(UnfinishedKind::NoNote)
    } else {
        None
    }
}

fn holders(visit: &DoneFacts) -> impl Iterator<Item = Option<EmployeeId>> {
    let nobody = visit.holders.is_empty().then_some(None);
    visit.holders.iter().copied().map(Some).chain(nobody)
}

static NOT_PUBLISHED: Reason = Reason {
    rule: "R-WL-11",
    code: "plan-not-published",
    nb: "Bare en publisert dagsplan kan lukkes; denne er {state}.",
    nn: "Berre ein publisert dagsplan kan lukkast; denne er {state}.",
    en: "Only a published day plan can be closed; this one is {state}.",
};

/// Whether a day can be closed. What is unfinished does not refuse it: it becomes tasks (R-WL-11).
///
/// # Errors
/// When the plan was never put in force, or is closed already.
pub fn may_close(state: DayPlanState) -> Result<(), Violations> {
    let refused = (state != DayPlanState::Published)
        .then(|| NOT_PUBLISHED.violation().with("state", state.term()));
    none_of(refused.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const BERIT: EmployeeId = EmployeeId(Uuid::from_u128(1));

    fn done() -> DoneFacts {
        DoneFacts {
            visit: VisitId(Uuid::nil()),
            holders: vec![BERIT],
            has_outcome: true,
            done: true,
            has_note: true,
            health: true,
            suspended: false,
        }
    }

    fn kinds(visit: DoneFacts) -> Vec<(UnfinishedKind, Option<EmployeeId>)> {
        let facts = ClosingFacts {
            visits: vec![visit],
            silent_phones: vec![],
        };
        closing_list(&facts)
            .into_iter()
            .map(|u| (u.kind, u.holder))
            .collect()
    }

    #[test]
    fn a_documented_visit_is_finished() {
        assert!(kinds(done()).is_empty());
    }

    #[test]
    fn a_visit_without_outcome_becomes_its_holders_task() {
        let open = DoneFacts {
            has_outcome: false,
            ..done()
        };
        assert_eq!(
            kinds(open.clone()),
            [(UnfinishedKind::NoOutcome, Some(BERIT))]
        );
        let nobodys = DoneFacts {
            holders: vec![],
            ..open
        };
        assert_eq!(kinds(nobodys), [(UnfinishedKind::NoOutcome, None)]);
    }

    #[test]
    fn a_health_visit_needs_a_note_and_a_practical_one_does_not() {
        let silent = |health| DoneFacts {
            has_note: false,
            health,
            ..done()
        };
        assert_eq!(kinds(silent(true)), [(UnfinishedKind::NoNote, Some(BERIT))]);
        assert!(kinds(silent(false)).is_empty());
    }

    #[test]
    fn a_phone_not_heard_from_is_listed() {
        let facts = ClosingFacts {
            visits: vec![],
            silent_phones: vec![BERIT],
        };
        assert_eq!(closing_list(&facts)[0].kind, UnfinishedKind::PhoneSilent);
    }

    #[test]
    fn refuses_to_close_an_open_day_or_one_closed_already() {
        assert!(may_close(DayPlanState::Open).is_err());
        assert!(may_close(DayPlanState::Closed).is_err());
        assert!(may_close(DayPlanState::Published).is_ok());
    }
}
