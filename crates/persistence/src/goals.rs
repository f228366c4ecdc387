//! Goals and their evaluations (R-PLAN-1, R-PLAN-5).

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    plan_history::{NewVersion, PlanPart},
    reader::{Opened, Reader},
    schema::{evaluations, goals},
    sql_types::{At, Doc, Id},
    whose::{Whose, about},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, EmployeeId, EvaluationId, GoalId, PlanId},
    task::goal_tasks,
    tiltaksplan::{
        Goal, GoalContent,
        goal::{Evaluation, EvaluationContent},
    },
};
use std::collections::BTreeMap;

/// Rows of one statement: databases bound the number of its parameters.
const CHUNK: usize = 200;

/// A goal that is to be evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct DueGoal {
    /// Whose.
    pub citizen: CitizenId,
    /// Which.
    pub id: GoalId,
    /// What it says.
    pub content: GoalContent,
    /// When it is to be evaluated.
    pub due: NaiveDate,
    /// Its version.
    pub version: i64,
}

impl Reader<'_> {
    /// When each citizen's goals are next looked at; ended goals are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn next_evaluations(&mut self, whose: Whose<'_>) -> Outcome<Vec<(CitizenId, NaiveDate)>> {
        let rows: Vec<(Id<CitizenId>, Option<NaiveDate>)> = either!(self, |c| about!(
            goals::table
                .filter(goals::next_evaluation.is_not_null())
                .select((goals::citizen_id, goals::next_evaluation))
                .into_boxed(),
            goals::citizen_id,
            whose
        )
        .load(c)?);
        Ok(rows
            .into_iter()
            .filter_map(|(citizen, due)| Some((citizen.0, due?)))
            .collect())
    }

    /// Goals whose next evaluation is on `until` or before, the most urgent first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn goals_due(&mut self, whose: Whose<'_>, until: NaiveDate) -> Outcome<Vec<DueGoal>> {
        type Row = (
            Id<CitizenId>,
            Id<GoalId>,
            Doc<GoalContent>,
            Option<NaiveDate>,
            i64,
        );
        let rows: Vec<Row> = either!(self, |c| about!(
            goals::table
                .filter(goals::next_evaluation.le(until))
                .order((goals::next_evaluation, goals::id))
                .select((
                    goals::citizen_id,
                    goals::id,
                    goals::details,
                    goals::next_evaluation,
                    goals::version,
                ))
                .into_boxed(),
            goals::citizen_id,
            whose
        )
        .load(c)?);
        Ok(rows
            .into_iter()
            .filter_map(|(citizen, id, content, due, version)| {
                Some(DueGoal {
                    citizen: citizen.0,
                    id: id.0,
                    content: content.0,
                    due: due?,
                    version,
                })
            })
            .collect())
    }

    /// All goals of several citizens with their evaluations. Two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn goals_of(&mut self, whose: Whose<'_>) -> Outcome<Vec<Goal>> {
        let found = self.planned_goals(whose)?;
        Ok(found.into_iter().map(|(_, goal, _)| goal).collect())
    }

    /// The same with the plan that each is in and its version, oldest first.
    pub(crate) fn planned_goals(&mut self, whose: Whose<'_>) -> Outcome<Vec<(PlanId, Goal, i64)>> {
        type Row = (Id<PlanId>, Id<GoalId>, Doc<GoalContent>, i64);
        let rows: Vec<Row> = either!(self, |c| about!(
            goals::table
                .order(goals::id)
                .select((goals::plan_id, goals::id, goals::details, goals::version))
                .into_boxed(),
            goals::citizen_id,
            whose
        )
        .load(c)?);
        let mut made = self.evaluations_of(whose)?;
        Ok(rows
            .into_iter()
            .map(|(plan, id, content, version)| {
                let goal = Goal {
                    id: id.0,
                    content: content.0,
                    evaluations: made.remove(&id.0).unwrap_or_default(),
                };
                (plan.0, goal, version)
            })
            .collect())
    }

    fn evaluations_of(&mut self, whose: Whose<'_>) -> Outcome<BTreeMap<GoalId, Vec<Evaluation>>> {
        type Row = (
            Id<GoalId>,
            Id<EvaluationId>,
            Id<EmployeeId>,
            Doc<EvaluationContent>,
        );
        let made: Vec<Row> = either!(self, |c| about!(
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
        let mut by_goal: BTreeMap<GoalId, Vec<Evaluation>> = BTreeMap::new();
        for (goal, id, by, content) in made {
            by_goal.entry(goal.0).or_default().push(Evaluation {
                id: id.0,
                by: by.0,
                content: content.0,
            });
        }
        Ok(by_goal)
    }
}

impl Writer<'_> {
    /// A new goal in the plan of an opened citizen.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_goal(&mut self, opened: &Opened, plan: PlanId, goal: &Goal) -> Outcome<()> {
        self.put_goal(opened.citizen, plan, goal)?;
        self.sync_tasks(&goal_tasks(opened.responsible, opened.citizen, goal))?;
        self.touch_plan(opened, plan)?;
        self.plan_changed(opened.citizen)
    }

    /// The goal alone, without evaluations; plan and visits do not follow yet.
    pub(crate) fn put_goal(
        &mut self,
        citizen: CitizenId,
        plan: PlanId,
        goal: &Goal,
    ) -> Outcome<()> {
        self.put_goals(&[(citizen, plan, goal)])
    }

    /// The same for many: two statements for hundreds.
    pub(crate) fn put_goals(&mut self, new: &[(CitizenId, PlanId, &Goal)]) -> Outcome<()> {
        for chunk in new.chunks(CHUNK) {
            let rows: Vec<_> = chunk
                .iter()
                .map(|(citizen, plan, goal)| {
                    (
                        goals::id.eq(Id(goal.id)),
                        goals::plan_id.eq(Id(*plan)),
                        goals::citizen_id.eq(Id(*citizen)),
                        goals::details.eq(Doc(goal.content.clone())),
                        goals::next_evaluation.eq(goal.next_evaluation()),
                    )
                })
                .collect();
            either!(self, |c| diesel::insert_into(goals::table)
                .values(&rows)
                .execute(c)?);
        }
        let versions = new.iter().map(|(citizen, _, goal)| {
            NewVersion::of(PlanPart::Goal, goal.id, *citizen, 1, &goal.content)
        });
        let versions: Outcome<Vec<NewVersion>> = versions.collect();
        self.keep_versions(&versions?)?;
        for (citizen, _, goal) in new {
            self.changed("goals", goal.id, Some(*citizen), 1, Op::Created);
        }
        Ok(())
    }

    /// What a goal now says; returns the new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_goal(
        &mut self,
        opened: &Opened,
        plan: PlanId,
        goal: &Goal,
        version: i64,
    ) -> Outcome<i64> {
        let citizen = opened.citizen;
        let next = self.save_goal(citizen, goal, version)?;
        self.sync_tasks(&goal_tasks(opened.responsible, citizen, goal))?;
        self.touch_plan(opened, plan)?;
        self.plan_changed(citizen)?;
        Ok(next)
    }

    /// The goal alone; plan, tasks and visits do not follow yet.
    pub(crate) fn save_goal(
        &mut self,
        citizen: CitizenId,
        goal: &Goal,
        version: i64,
    ) -> Outcome<i64> {
        let next = version + 1;
        either!(self, |c| diesel::update(goals::table.find(Id(goal.id)))
            .set((
                goals::details.eq(Doc(goal.content.clone())),
                goals::next_evaluation.eq(goal.next_evaluation()),
                goals::version.eq(next),
            ))
            .execute(c)?);
        let version = NewVersion::of(PlanPart::Goal, goal.id, citizen, next, &goal.content)?;
        self.keep_versions(&[version])?;
        self.changed("goals", goal.id, Some(citizen), next, Op::Updated);
        Ok(next)
    }

    /// Adds the last evaluation of `goal`; returns the goal's new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_evaluation(
        &mut self,
        opened: &Opened,
        plan: PlanId,
        goal: &Goal,
        version: i64,
    ) -> Outcome<i64> {
        let now = At::from(self.now());
        let citizen = opened.citizen;
        if let Some((evaluation, ordinal)) = goal.evaluations.iter().zip(0..).last() {
            either!(self, |c| diesel::insert_into(evaluations::table)
                .values((
                    evaluations::id.eq(Id(evaluation.id)),
                    evaluations::goal_id.eq(Id(goal.id)),
                    evaluations::citizen_id.eq(Id(citizen)),
                    evaluations::ordinal.eq(ordinal),
                    evaluations::evaluated_by.eq(Id(evaluation.by)),
                    evaluations::recorded_at.eq(now),
                    evaluations::details.eq(Doc(evaluation.content.clone())),
                ))
                .execute(c)?);
        }
        self.update_goal(opened, plan, goal, version)
    }
}
