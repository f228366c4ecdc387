//! Visits follow the plan (R-WL-1): made 28 days ahead by the write that changes the plan and by a
//! nightly write, never by a read. Making them twice gives the same ones.

use crate::{
    failure::Outcome,
    new_id::new_id,
    visits::{DayVisit, NewVisit, plan_of_visit},
    writer::Writer,
};
use chrono::{Days, NaiveDate};
use domain::{
    ids::{AssignmentId, CitizenId, EmployeeId, UnitId},
    interval::Interval,
    organisation::{Competence, competences_on},
    time::local_date,
    visit::{
        AssignmentState, Place, PlannedVisit,
        generate::{TiltakInput, generate},
        merge::{Update, merge},
    },
    visit_event::Outcome as VisitOutcome,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

/// How far ahead visits are made.
const AHEAD: Days = Days::new(28);

/// The dates that visits are made for.
pub fn visit_dates(today: NaiveDate) -> RangeInclusive<NaiveDate> {
    today..=today.checked_add_days(AHEAD).unwrap_or(today)
}

impl Writer<'_> {
    /// Brings a citizen's visits in a unit in line with what her tiltak ask (R-WL-1), and suspends
    /// those at home while she is `away` (R-CIT-4). Only unpublished days change, but for suspension.
    ///
    /// # Errors
    /// Those of the database.
    pub fn follow_plan(
        &mut self,
        unit: UnitId,
        citizen: CitizenId,
        tiltak: &[TiltakInput],
        away: &[Interval],
    ) -> Outcome<()> {
        let today = local_date(self.now());
        let range = visit_dates(today);
        let parts = self.day_parts(unit)?;
        let settled: BTreeSet<_> = self
            .settled_plans(
                unit,
                today.pred_opt().unwrap_or(today),
                range.end().succ_opt().unwrap_or(*range.end()),
            )?
            .into_iter()
            .collect();
        let mut existing = self.visits_of_citizen(unit, citizen, today)?;
        existing.retain(|v| range.contains(&v.visit.planned.date));
        let allowed = self.allowed(citizen, &existing)?;
        let begun: BTreeSet<_> = existing
            .iter()
            .filter(|v| v.outcome != VisitOutcome::Planned)
            .map(|v| v.visit.planned.key.clone())
            .collect();
        let starts: BTreeMap<_, _> = existing
            .iter()
            .map(|v| (v.visit.planned.key.clone(), v.visit.start))
            .collect();
        let is_open = |planned: &PlannedVisit| {
            let start = starts.get(&planned.key).copied().flatten();
            !begun.contains(&planned.key)
                && !settled.contains(&plan_of_visit(planned, start, &parts))
        };
        let before: Vec<_> = existing.iter().map(DayVisit::existing).collect();
        let changes = merge(&before, &generate(tiltak, &range), is_open, allowed);
        let created: Vec<NewVisit> = changes
            .create
            .into_iter()
            .map(|planned| self.new_visit(planned, away))
            .collect();
        self.insert_visits(unit, &created, &parts)?;
        for id in &changes.remove {
            if let Some(gone) = existing.iter().position(|v| v.visit.id == *id) {
                let gone = existing.swap_remove(gone);
                self.delete_visit(&gone)?;
            }
        }
        for mut visit in existing {
            let update = changes.update.iter().find(|u| u.visit == visit.visit.id);
            let slept = visit.visit.suspended;
            if let Some(update) = update {
                self.update_visit(&mut visit, update)?;
            }
            visit.visit.suspended =
                is_away(&visit.visit.planned, away) && visit.outcome == VisitOutcome::Planned;
            if update.is_some() || visit.visit.suspended != slept {
                self.save_visit(&mut visit, &parts)?;
            }
        }
        Ok(())
    }

    fn new_visit(&self, planned: PlannedVisit, away: &[Interval]) -> NewVisit {
        let now = self.now();
        NewVisit {
            id: new_id(now),
            assignments: (0..planned.employees).map(|_| new_id(now)).collect(),
            suspended: is_away(&planned, away),
            planned,
            start: None,
            ad_hoc: false,
        }
    }

    fn update_visit(&mut self, visit: &mut DayVisit, update: &Update) -> Outcome<()> {
        visit.visit.planned = update.planned.clone();
        let window = visit.visit.start_window();
        // A time that the plan no longer allows is nobody's promise.
        visit.visit.start = visit
            .visit
            .start
            .filter(|start| window.from <= *start && *start <= window.until);
        self.delete_assignments(&update.surplus)?;
        let citizen = visit.visit.planned.citizen;
        visit
            .assignments
            .retain(|a| !update.surplus.contains(&a.id));
        for assignment in &mut visit.assignments {
            let flag = match assignment.id {
                id if update.review.contains(&id) => true,
                id if update.cleared.contains(&id) => false,
                _ => continue,
            };
            assignment.needs_review = flag;
            self.save_assignment(citizen, assignment)?;
        }
        for number in &update.added {
            let id: AssignmentId = new_id(self.now());
            self.add_assignment(id, visit, *number)?;
        }
        Ok(())
    }

    /// Whether a holder may still do a visit as the plan now has it: what a change of the plan can
    /// take away from her.
    fn allowed(
        &mut self,
        citizen: CitizenId,
        existing: &[DayVisit],
    ) -> Outcome<impl Fn(&PlannedVisit, EmployeeId) -> bool + use<>> {
        let holders: BTreeSet<EmployeeId> = existing
            .iter()
            .flat_map(|v| &v.assignments)
            .filter(|a| a.state != AssignmentState::Free)
            .filter_map(|a| a.employee)
            .collect();
        let holders: Vec<EmployeeId> = holders.into_iter().collect();
        let declined = self.declined(&[citizen])?;
        let employees = self.employees(&holders)?;
        let certificates = self.certificates(&holders)?;
        Ok(move |planned: &PlannedVisit, who: EmployeeId| {
            let held: Vec<Competence> = certificates
                .iter()
                .filter(|(holder, _)| *holder == who)
                .map(|(_, certificate)| *certificate)
                .collect();
            let may = employees.iter().find(|e| e.id == who).map(|e| {
                let competences = competences_on(e.profession, &held, planned.date);
                planned.competences.is_subset(&competences)
            });
            may.unwrap_or(false) && !declined.contains(&(planned.citizen, who))
        })
    }
}

fn is_away(planned: &PlannedVisit, away: &[Interval]) -> bool {
    let (from, until) = planned.window.bounds(planned.slot).on(planned.date);
    let hours = Interval { from, until };
    planned.place == Place::Home && away.iter().any(|gone| gone.contains(hours))
}
