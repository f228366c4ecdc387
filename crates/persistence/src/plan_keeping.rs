//! Keeping many goals and tiltak at once: what came together into one plan, and what a file changes in
//! the plans of a caseload. A few statements for hundreds of them; visits follow when all of it is there.

use crate::{
    failure::Outcome,
    plans::PlanRecord,
    reader::{Entered, Opened},
    writer::Writer,
};
use chrono::NaiveDate;
use domain::{
    frame::Departure,
    ids::{CitizenId, PlanId, UnitId},
    task::{TaskSet, design_tasks, goal_tasks},
    tiltaksplan::{Goal, Tiltak},
};

/// Goals and tiltak of one citizen's plan as they are to be kept.
#[derive(Debug, Clone, Default)]
pub struct PlanChange {
    /// Goals that are new.
    pub new_goals: Vec<Goal>,
    /// Goals that say something else, with their versions.
    pub goals: Vec<(Goal, i64)>,
    /// Tiltak that are new.
    pub new_tiltak: Vec<Tiltak>,
    /// Tiltak that say something else, with their versions.
    pub tiltak: Vec<(Tiltak, i64)>,
}

impl PlanChange {
    /// How many goals and tiltak it keeps.
    pub const fn parts(&self) -> usize {
        self.new_goals.len() + self.goals.len() + self.new_tiltak.len() + self.tiltak.len()
    }
}

/// Citizens whose plans are kept together.
const TOGETHER: usize = 50;

/// A change and the plan it is in.
type InPlan<'a> = (CitizenId, PlanId, &'a PlanChange);

impl Writer<'_> {
    /// Goals and tiltak that came together into the plan of an opened citizen; outside the frame with
    /// their departures and the day the team is told that they end. Visits follow when all of it is
    /// there: a part alone might be inside the frame.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_together(
        &mut self,
        opened: &Opened,
        plan: PlanId,
        (goals, tiltak): (&[Goal], &[Tiltak]),
        departures: &[(Departure, NaiveDate)],
    ) -> Outcome<()> {
        let change = PlanChange {
            new_goals: goals.to_vec(),
            new_tiltak: tiltak.to_vec(),
            ..PlanChange::default()
        };
        self.keep_parts(opened.responsible, &[(opened.citizen, plan, &change)])?;
        for (departure, tell_on) in departures {
            self.put_departure(opened, plan, departure, *tell_on)?;
        }
        self.touch_plan(opened, plan)?;
        self.plan_changed(opened.citizen)
    }

    /// Keeps what a file says of the plans of citizens of an entered unit; then visits follow. `told`
    /// hears how many parts are done.
    ///
    /// # Errors
    /// Those of the database.
    pub fn keep_plans(
        &mut self,
        entered: &Entered,
        changes: &[(PlanRecord, PlanId, PlanChange)],
        told: &mut dyn FnMut(usize),
    ) -> Outcome<()> {
        let mut done = 0;
        for together in changes.chunks(TOGETHER) {
            let first = together.iter().filter(|(record, ..)| record.id.is_none());
            let first: Vec<(CitizenId, PlanId)> = first
                .map(|(record, new, _)| (record.citizen, *new))
                .collect();
            let now = self.now();
            self.put_plans(&first, now)?;
            let parts: Vec<InPlan<'_>> = together
                .iter()
                .map(|(record, new, change)| (record.citizen, record.id.unwrap_or(*new), change))
                .collect();
            self.keep_parts(entered.unit, &parts)?;
            let plans: Vec<_> = parts
                .iter()
                .map(|(citizen, plan, _)| (*citizen, *plan))
                .collect();
            self.touch_plans(&plans)?;
            let citizens: Vec<_> = plans.iter().map(|(citizen, _)| *citizen).collect();
            self.follow_plans(entered.unit, &citizens)?;
            done += parts
                .iter()
                .map(|(.., change)| change.parts())
                .sum::<usize>();
            told(done);
        }
        let ids = changes.iter().map(|(record, ..)| record.citizen).collect();
        self.show(Some(entered.unit), entered.basis, "import", ids);
        Ok(())
    }

    /// Goals, tiltak and their tasks; plans and visits do not follow yet.
    fn keep_parts(&mut self, unit: UnitId, parts: &[InPlan<'_>]) -> Outcome<()> {
        let mut tasks: Vec<TaskSet> = Vec::new();
        let (mut goals, mut tiltak) = (Vec::new(), Vec::new());
        for (citizen, plan, change) in parts {
            let plan = |goal| (*citizen, *plan, goal);
            goals.extend(change.new_goals.iter().map(plan));
            let all = change.goals.iter().map(|(goal, _)| goal);
            let all = all.chain(&change.new_goals);
            tasks.extend(all.map(|goal| goal_tasks(unit, *citizen, goal)));
        }
        for (citizen, plan, change) in parts {
            let plan = |tiltak| (*citizen, *plan, tiltak);
            tiltak.extend(change.new_tiltak.iter().map(plan));
            let all = change.tiltak.iter().map(|(tiltak, _)| tiltak);
            let designed = |tiltak: &&Tiltak| tiltak.content.design_review_on.is_some();
            let all = all.chain(change.new_tiltak.iter().filter(designed));
            tasks.extend(all.map(|tiltak| design_tasks(unit, *citizen, tiltak)));
        }
        self.put_goals(&goals)?;
        self.put_all_tiltak(&tiltak)?;
        for (citizen, _, change) in parts {
            for (goal, version) in &change.goals {
                self.save_goal(*citizen, goal, *version)?;
            }
            for (tiltak, version) in &change.tiltak {
                self.save_tiltak(*citizen, tiltak, None, *version)?;
            }
        }
        self.sync_task_sets(&tasks)
    }
}
