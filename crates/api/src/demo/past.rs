//! The visits behind the history: those that the plan asked for on the days that are told of, each
//! done by one of that day's people who may.

use super::{DemoCitizen, DemoEmployee};
use chrono::NaiveDate;
use domain::{
    ids::{AssignmentId, EmployeeId, VisitId},
    organisation::{CompetenceCode, competences_on},
    visit::{
        PlannedVisit,
        generate::{TiltakInput, generate},
    },
};
use persistence::DoneVisit;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What each employee may do, once for all citizens.
pub(super) struct PastVisits {
    competences: BTreeMap<EmployeeId, BTreeSet<CompetenceCode>>,
}

impl PastVisits {
    /// What these people may do today; certificates do not change in the demo.
    pub(super) fn new(employees: &[DemoEmployee], today: NaiveDate) -> Self {
        let may = |e: &DemoEmployee| {
            let held: Vec<_> = e.certificates.iter().map(|(_, c)| *c).collect();
            (e.id, competences_on(e.profession, &held, today))
        };
        Self {
            competences: employees.iter().map(may).collect(),
        }
    }

    /// The visits that a citizen's history tells of.
    pub(super) fn of(&self, citizen: &DemoCitizen, new_id: impl Fn() -> Uuid) -> Vec<DoneVisit> {
        let days = citizen.done.first().zip(citizen.done.last());
        let Some((first, last)) = days else {
            return Vec::new();
        };
        let range = first.date..=last.date;
        let whose = citizen.citizen.id;
        let tiltak = citizen.plan.tiltak.iter();
        let inputs: Vec<TiltakInput> = tiltak
            .filter_map(|t| TiltakInput::of(whose, t, &range))
            .collect();
        let mut by_day: BTreeMap<NaiveDate, Vec<(PlannedVisit, Vec<EmployeeId>)>> = BTreeMap::new();
        for planned in generate(&inputs, &range) {
            let day = by_day.entry(planned.date).or_default();
            day.push((planned, Vec::new()));
        }
        for part in &citizen.done {
            let day = by_day.entry(part.date).or_default();
            let seat = day.iter_mut().find(|(visit, by)| {
                let taken = i32::try_from(by.len()).unwrap_or(i32::MAX);
                taken < visit.employees && self.may(part.employee, visit)
            });
            if let Some((_, by)) = seat {
                by.push(part.employee);
            }
        }
        by_day
            .into_values()
            .flatten()
            .filter(|(_, by)| !by.is_empty())
            .map(|(planned, by)| DoneVisit {
                id: VisitId(new_id()),
                planned,
                by: by
                    .into_iter()
                    .map(|who| (AssignmentId(new_id()), who))
                    .collect(),
            })
            .collect()
    }

    fn may(&self, who: EmployeeId, visit: &PlannedVisit) -> bool {
        let held = self.competences.get(&who);
        held.is_some_and(|held| visit.competences.is_subset(held))
    }
}
