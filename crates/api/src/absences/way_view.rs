//! One way on in words and figures, as it is shown before it is chosen (R-SHF-3).

use super::{facts::Facts, preview::Worked};
use crate::days::proposal::{UnplacedView, names, unplaced_view};
use chrono::NaiveDate;
use domain::{
    absence::{Effect, Way},
    ids::{CitizenId, EmployeeId, VisitId},
    reason::Language,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Minutes that a colleague would get more or fewer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MinutesView {
    employee: EmployeeId,
    #[schema(example = "Per Haugen")]
    name: Option<String>,
    #[schema(example = 35)]
    minutes: i64,
}

/// A visit that would be put off.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostponedView {
    visit: VisitId,
    citizen: Option<CitizenId>,
    /// To which day.
    to: NaiveDate,
}

/// One way on, previewed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WayView {
    way: Way,
    /// What people call it.
    #[schema(example = "fordele i teamet")]
    name: &'static str,
    effect: Effect,
    /// Minutes on the way, more or fewer than now.
    travel: i64,
    /// Who gets more, who fewer; the substitute has no name yet.
    minutes: Vec<MinutesView>,
    postponed: Vec<PostponedView>,
    /// What would still be without anybody, and why.
    unplaced: Vec<UnplacedView>,
    /// For the choice: `preview`.
    preview: String,
}

impl WayView {
    pub(super) fn new(worked: &Worked, facts: &Facts, language: Language) -> Self {
        let mut names: BTreeMap<EmployeeId, String> = BTreeMap::new();
        for day in facts.days() {
            names.extend(self::names(day));
        }
        let citizen = |visit: VisitId| {
            let visits = facts.days().flat_map(|d| &d.visits);
            let mut visits = visits.filter(|v| v.visit.id == visit);
            visits.next().map(|v| v.visit.planned.citizen)
        };
        Self {
            way: worked.way,
            name: worked.way.term().text(language),
            effect: worked.effect.clone(),
            travel: worked.travel,
            minutes: worked
                .minutes
                .iter()
                .map(|(employee, minutes)| MinutesView {
                    employee: *employee,
                    name: names.get(employee).cloned(),
                    minutes: *minutes,
                })
                .collect(),
            postponed: worked
                .postponed
                .iter()
                .map(|(visit, to)| PostponedView {
                    visit: *visit,
                    citizen: citizen(*visit),
                    to: *to,
                })
                .collect(),
            unplaced: worked
                .unplaced
                .iter()
                .map(|left| unplaced_view(left, &names, language))
                .collect(),
            preview: worked.digest.clone(),
        }
    }
}
