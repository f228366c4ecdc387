//! One citizen's rows, held against her plan: which part each tells of, and what the rules say of the
//! plan as it would be.

use super::facts::Facts;
use documents::plans_csv::{Column, CsvFault, PartRow, ReadPlanRow};
use domain::{
    frame::weigh_together,
    ids::{CitizenId, EmployeeId, GoalId, TiltakId},
    reason::{Violation, Violations},
    settings::Settings,
    tiltaksplan::{Tiltak, check_tiltak},
};
use persistence::{PlanChange, PlanRecord};
use std::collections::HashMap;
use uuid::Uuid;

/// What an id that names nothing becomes: the rules then say that there is no such part.
pub(super) const NOTHING: Uuid = Uuid::max();

/// One citizen's rows, held against her plan.
pub(super) struct Own<'a> {
    pub(super) facts: &'a Facts,
    pub(super) record: PlanRecord,
    pub(super) goals: HashMap<&'a str, GoalId>,
    pub(super) tiltak: HashMap<&'a str, TiltakId>,
    pub(super) change: PlanChange,
    pub(super) unchanged: usize,
    faults: Vec<CsvFault>,
}

impl<'a> Own<'a> {
    /// Gives every row the id of the part it tells of, new or known.
    pub(super) fn of(
        facts: &'a Facts,
        citizen: CitizenId,
        rows: &[&'a ReadPlanRow],
        mut new: impl FnMut() -> Uuid,
    ) -> Self {
        let empty = || PlanRecord {
            citizen,
            id: None,
            version: 0,
            goals: Vec::new(),
            tiltak: Vec::new(),
        };
        let record = facts.plans.get(&citizen).cloned().unwrap_or_else(empty);
        let mut own = Self {
            facts,
            record,
            goals: HashMap::new(),
            tiltak: HashMap::new(),
            change: PlanChange::default(),
            unchanged: 0,
            faults: Vec::new(),
        };
        for read in rows {
            let key = read.row.key.as_str();
            let id: Option<Uuid> = key.parse().ok();
            match &read.row.part {
                PartRow::Goal(_) => {
                    let mut known = own.record.goals.iter().map(|(goal, _)| goal.id);
                    let found = known.find(|goal| Some(Uuid::from(*goal)) == id);
                    own.goals.insert(key, found.unwrap_or_else(|| new().into()));
                }
                PartRow::Tiltak(_) => {
                    let mut known = own.record.tiltak.iter().map(|(tiltak, _)| tiltak.id);
                    let found = known.find(|tiltak| Some(Uuid::from(*tiltak)) == id);
                    own.tiltak
                        .insert(key, found.unwrap_or_else(|| new().into()));
                }
            }
        }
        own
    }

    pub(super) fn fault(&mut self, line: u64, column: Column, mut violation: Violation) {
        violation.pointer = None;
        self.faults.push(CsvFault {
            line,
            column: Some(column.name().to_owned()),
            violation,
        });
    }

    pub(super) fn all(&mut self, line: u64, violations: Violations) {
        for violation in violations {
            let column = Column::of(violation.pointer.as_deref().unwrap_or_default());
            self.fault(line, column, violation);
        }
    }

    pub(super) fn named(
        &mut self,
        line: u64,
        column: Column,
        name: Option<&str>,
    ) -> Option<EmployeeId> {
        match self.facts.employee(name?) {
            Ok(id) => Some(id),
            Err(violation) => {
                self.fault(line, column, violation);
                None
            }
        }
    }

    /// Asks the rules about the plan as it would be, and the frame about all that changes.
    pub(super) fn judged(
        mut self,
        lines: &HashMap<TiltakId, u64>,
    ) -> (PlanRecord, PlanChange, usize, Vec<CsvFault>) {
        let changed: Vec<Tiltak> = self
            .change
            .tiltak
            .iter()
            .map(|(tiltak, _)| tiltak)
            .chain(&self.change.new_tiltak)
            .cloned()
            .collect();
        if changed.is_empty() {
            return (self.record, self.change, self.unchanged, self.faults);
        }
        let plan = self.record.plan();
        let untouched = |t: &&Tiltak| changed.iter().all(|c| c.id != t.id);
        let whole: Vec<Tiltak> = plan
            .tiltak
            .iter()
            .filter(untouched)
            .chain(&changed)
            .cloned()
            .collect();
        let new = self.change.new_goals.iter().map(|goal| goal.id);
        let goals: Vec<GoalId> = plan.goals.iter().map(|goal| goal.id).chain(new).collect();
        let line = |id| lines.get(&id).copied().unwrap_or(1);
        for tiltak in &changed {
            let faults = check_tiltak(tiltak, &whole, &goals, "");
            self.all(line(tiltak.id), faults);
        }
        if self.faults.is_empty() {
            let citizen = self.record.citizen;
            let departures = self.facts.departures.get(&citizen);
            let frames = self.facts.frames.get(&citizen);
            let today = self.facts.today;
            let weighed = weigh_together(
                &plan.tiltak,
                departures.map_or(&[][..], Vec::as_slice),
                &changed,
                None,
                frames.map_or(&[][..], Vec::as_slice),
                (today, today),
                &Settings::default(),
            );
            let first = changed.iter().map(|t| line(t.id)).min().unwrap_or(1);
            for violation in weighed.err().into_iter().flatten() {
                self.fault(first, Column::Minutes, violation);
            }
        }
        (self.record, self.change, self.unchanged, self.faults)
    }
}
