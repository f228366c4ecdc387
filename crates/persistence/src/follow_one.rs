//! One citizen's visits brought in line with what her plan and whereabouts ask for (R-WL-1, R-CIT-4).

use crate::{
    failure::Outcome, follow::Asked, homes::Homes, new_id::new_id, visit_changes::NewVisit,
    visits::DayVisit, whose::Whose, writer::Writer,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    citizen::whereabouts::{Whereabouts, WhereaboutsEntry, stretches},
    frame::is_beyond,
    ids::{AssignmentId, CitizenId, EmployeeId},
    interval::{Interval, joined},
    organisation::{Competence, competences_on},
    time::{day_end, day_start},
    visit::{
        AssignmentState, Place, PlannedVisit,
        merge::{Update, merge},
    },
    visit_event::Outcome as VisitOutcome,
};
use std::collections::{BTreeMap, BTreeSet};

/// When a citizen is not at home (R-CIT-4).
pub(crate) fn away(entries: &[WhereaboutsEntry], during: Interval) -> Vec<Interval> {
    let gone = stretches(entries, during.from, during.until)
        .into_iter()
        .filter(|s| s.kind.is_some_and(|kind| kind != Whereabouts::Home))
        .map(|s| Interval {
            from: s.from,
            until: s.until,
        });
    joined(&gone.collect::<Vec<_>>())
}

impl Writer<'_> {
    /// Brings one citizen's visits in line; returns those that are to be made.
    pub(crate) fn follow_plan(
        &mut self,
        homes: &Homes,
        asked: &Asked,
        mut existing: Vec<DayVisit>,
        planned: &[PlannedVisit],
        allowed: impl Fn(&PlannedVisit, EmployeeId) -> bool,
    ) -> Outcome<Vec<NewVisit>> {
        let away = asked.away.as_slice();
        let begun: BTreeSet<_> = existing
            .iter()
            .filter(|v| v.outcome != VisitOutcome::Planned)
            .map(|v| v.visit.planned.key.clone())
            .collect();
        let stands: BTreeMap<_, _> = existing
            .iter()
            .map(|v| (v.visit.planned.key.clone(), (v.visit.unit, v.visit.start)))
            .collect();
        let is_open = |planned: &PlannedVisit| {
            let stands = stands.get(&planned.key).copied();
            let (unit, start) = stands.unwrap_or_else(|| (homes.of(planned), None));
            !begun.contains(&planned.key) && !homes.is_settled(unit, planned, start)
        };
        let before: Vec<_> = existing.iter().map(DayVisit::existing).collect();
        let changes = merge(&before, planned, is_open, allowed);
        let created: Vec<NewVisit> = changes
            .create
            .into_iter()
            .map(|planned| self.new_visit(planned, away))
            .collect();
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
            visit.visit.suspended = is_away(&visit.visit.planned, visit.visit.start, away)
                && visit.outcome == VisitOutcome::Planned;
            let stale = changes.stale.contains(&visit.visit.id);
            let beyond = stale
                && !visit.visit.planned.beyond_frame
                && is_beyond(&visit.visit.planned, &asked.departures);
            if beyond {
                visit.visit.planned.beyond_frame = true;
            }
            if update.is_some() || beyond || visit.visit.suspended != slept {
                let parts = homes.parts(visit.visit.unit);
                self.save_visit(&mut visit, parts)?;
            }
            // A new time of day, or a day on which a pool begins or ends, is another home.
            self.move_home(&mut visit, homes)?;
        }
        Ok(created)
    }

    /// Whether a visit lies still if it starts then: the citizen is away (R-CIT-4).
    ///
    /// # Errors
    /// Those of the database.
    pub fn lies_still(
        &mut self,
        planned: &PlannedVisit,
        start: Option<DateTime<Utc>>,
    ) -> Outcome<bool> {
        let citizens = [planned.citizen];
        let entries = self.whereabouts_of(Whose::Citizens(&citizens))?;
        let entries: Vec<WhereaboutsEntry> = entries.into_iter().map(|(_, e)| e).collect();
        let during = Interval {
            from: day_start(planned.date) - TimeDelta::days(1),
            until: day_end(planned.date) + TimeDelta::days(1),
        };
        Ok(is_away(planned, start, &away(&entries, during)))
    }

    fn new_visit(&self, planned: PlannedVisit, away: &[Interval]) -> NewVisit {
        let now = self.now();
        NewVisit {
            id: new_id(now),
            assignments: (0..planned.employees).map(|_| new_id(now)).collect(),
            suspended: is_away(&planned, None, away),
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
    pub(crate) fn allowed(
        &mut self,
        citizens: &[CitizenId],
        existing: &[DayVisit],
    ) -> Outcome<impl Fn(&PlannedVisit, EmployeeId) -> bool + use<>> {
        let holders: BTreeSet<EmployeeId> = existing
            .iter()
            .flat_map(|v| &v.assignments)
            .filter(|a| a.state != AssignmentState::Free)
            .filter_map(|a| a.employee)
            .collect();
        let holders: Vec<EmployeeId> = holders.into_iter().collect();
        let declined = self.declined(citizens)?;
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
                planned.lacks(&competences).is_empty()
            });
            may.unwrap_or(false) && !declined.contains(&(planned.citizen, who))
        })
    }
}

/// Whether the citizen is away when the visit is, or at every time it could be.
fn is_away(planned: &PlannedVisit, start: Option<DateTime<Utc>>, away: &[Interval]) -> bool {
    let (from, until) = planned.window.bounds(planned.slot).on(planned.date);
    let hours = Interval { from, until };
    let gone = |gone: &Interval| match start {
        Some(start) => gone.overlaps(Interval::lasting(start, planned.minutes)),
        None => gone.contains(hours),
    };
    planned.place == Place::Home && away.iter().any(gone)
}
