//! The plans of a whole caseload at once, to be taken out or compared with a file; and what a file
//! changes in them.

use crate::{
    connection::either,
    failure::Outcome,
    plans::PlanRecord,
    reader::{Entered, Opened, Reader},
    schema::{assessments, employees, evaluations, goals, plans, statements, tiltak},
    sql_types::{Coded, Doc, Id},
    whose::{Whose, about},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    assessment::AssessmentState,
    frame::Departure,
    ids::{CitizenId, EmployeeId, EvaluationId, GoalId, PlanId, StatementId, TiltakId, UnitId},
    task::{design_tasks, goal_tasks},
    tiltaksplan::{
        Goal, GoalContent, Tiltak, TiltakContent,
        goal::{Evaluation, EvaluationContent},
    },
};
use std::collections::BTreeMap;

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

/// Citizens whose visits follow their plans together.
const TOGETHER: usize = 100;

impl Reader<'_> {
    /// The active plans of everybody an entered unit answers for; none before there is one. Four
    /// queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn plans_of_unit(&mut self, entered: &Entered) -> Outcome<BTreeMap<CitizenId, PlanRecord>> {
        type GoalRow = (Id<PlanId>, Id<GoalId>, Doc<GoalContent>, i64);
        type TiltakRow = (Id<PlanId>, Id<TiltakId>, Doc<TiltakContent>, i64);
        type EvaluationRow = (
            Id<GoalId>,
            Id<EvaluationId>,
            Id<EmployeeId>,
            Doc<EvaluationContent>,
        );
        let whose = Whose::Unit(entered.unit);
        let active: Vec<(Id<PlanId>, Id<CitizenId>, i64)> = either!(self, |c| about!(
            plans::table
                .filter(plans::ended_at.is_null())
                .select((plans::id, plans::citizen_id, plans::version))
                .into_boxed(),
            plans::citizen_id,
            whose
        )
        .load(c)?);
        let set: Vec<GoalRow> = either!(self, |c| about!(
            goals::table
                .order(goals::id)
                .select((goals::plan_id, goals::id, goals::details, goals::version))
                .into_boxed(),
            goals::citizen_id,
            whose
        )
        .load(c)?);
        let made: Vec<EvaluationRow> = either!(self, |c| about!(
            evaluations::table
                .order((evaluations::goal_id, evaluations::ordinal))
                .select((
                    evaluations::goal_id,
                    evaluations::id,
                    evaluations::evaluated_by,
                    evaluations::details,
                ))
                .into_boxed(),
            evaluations::citizen_id,
            whose
        )
        .load(c)?);
        let done: Vec<TiltakRow> = either!(self, |c| about!(
            tiltak::table
                .order(tiltak::id)
                .select((
                    tiltak::plan_id,
                    tiltak::id,
                    tiltak::details,
                    tiltak::version
                ))
                .into_boxed(),
            tiltak::citizen_id,
            whose
        )
        .load(c)?);
        let mut by_goal: BTreeMap<GoalId, Vec<Evaluation>> = BTreeMap::new();
        for (goal, id, by, content) in made {
            by_goal.entry(goal.0).or_default().push(Evaluation {
                id: id.0,
                by: by.0,
                content: content.0,
            });
        }
        let mut records: BTreeMap<PlanId, PlanRecord> = active
            .into_iter()
            .map(|(id, citizen, version)| {
                let record = PlanRecord {
                    citizen: citizen.0,
                    id: Some(id.0),
                    version,
                    goals: Vec::new(),
                    tiltak: Vec::new(),
                };
                (id.0, record)
            })
            .collect();
        for (plan, id, content, version) in set {
            if let Some(record) = records.get_mut(&plan.0) {
                let goal = Goal {
                    id: id.0,
                    content: content.0,
                    evaluations: by_goal.remove(&id.0).unwrap_or_default(),
                };
                record.goals.push((goal, version));
            }
        }
        for (plan, id, content, version) in done {
            if let Some(record) = records.get_mut(&plan.0) {
                let tiltak = Tiltak {
                    id: id.0,
                    content: content.0,
                };
                record.tiltak.push((tiltak, version));
            }
        }
        Ok(records.into_values().map(|r| (r.citizen, r)).collect())
    }

    /// What was said in any completed conversation of the citizens of an entered unit, the latest
    /// conversation first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn words_of_unit(
        &mut self,
        entered: &Entered,
    ) -> Outcome<Vec<(CitizenId, StatementId, String)>> {
        let whose = Whose::Unit(entered.unit);
        let rows: Vec<(Id<CitizenId>, Id<StatementId>, String)> = either!(self, |c| about!(
            statements::table
                .inner_join(assessments::table.on(assessments::id.eq(statements::assessment_id)))
                .filter(assessments::state.eq(Coded(AssessmentState::Completed)))
                .order((
                    assessments::held_at.desc(),
                    assessments::id.desc(),
                    statements::ordinal
                ))
                .select((statements::citizen_id, statements::id, statements::words))
                .into_boxed(),
            statements::citizen_id,
            whose
        )
        .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(citizen, id, words)| (citizen.0, id.0, words))
            .collect())
    }

    /// Everybody who works in the municipality, by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn employee_names(&mut self) -> Outcome<Vec<(EmployeeId, String)>> {
        let rows: Vec<(Id<EmployeeId>, String, String)> = either!(self, |c| employees::table
            .order(employees::id)
            .select((employees::id, employees::given_name, employees::family_name))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(id, given, family)| (id.0, format!("{given} {family}")))
            .collect())
    }
}

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
        self.keep_plan(opened.responsible, opened, plan, &change)?;
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
            let mut citizens = Vec::with_capacity(together.len());
            for (record, new, change) in together {
                let opened = Opened {
                    citizen: record.citizen,
                    responsible: entered.unit,
                    basis: entered.basis,
                };
                let plan = self.ensure_plan(&opened, record, *new)?;
                done += self.keep_plan(entered.unit, &opened, plan, change)?;
                self.touch_plan(&opened, plan)?;
                citizens.push(record.citizen);
                told(done);
            }
            self.follow_plans(entered.unit, &citizens)?;
        }
        let ids = changes.iter().map(|(record, ..)| record.citizen).collect();
        self.show(Some(entered.unit), entered.basis, "import", ids);
        Ok(())
    }

    fn keep_plan(
        &mut self,
        unit: UnitId,
        opened: &Opened,
        plan: PlanId,
        change: &PlanChange,
    ) -> Outcome<usize> {
        let citizen = opened.citizen;
        for goal in &change.new_goals {
            self.put_goal(citizen, plan, goal)?;
            self.sync_tasks(&goal_tasks(unit, citizen, goal))?;
        }
        for (goal, version) in &change.goals {
            self.save_goal(citizen, goal, *version)?;
            self.sync_tasks(&goal_tasks(unit, citizen, goal))?;
        }
        for tiltak in &change.new_tiltak {
            self.put_tiltak(citizen, plan, tiltak)?;
            if tiltak.content.design_review_on.is_some() {
                self.sync_tasks(&design_tasks(unit, citizen, tiltak))?;
            }
        }
        for (tiltak, version) in &change.tiltak {
            self.save_tiltak(citizen, tiltak, None, *version)?;
            self.sync_tasks(&design_tasks(unit, citizen, tiltak))?;
        }
        let new = change.new_goals.len() + change.new_tiltak.len();
        Ok(new + change.goals.len() + change.tiltak.len())
    }
}
