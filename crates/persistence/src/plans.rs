//! The tiltaksplan as a whole: one active per citizen, with its goals and evaluations (R-PLAN-1,
//! R-PLAN-5).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    plan_history::PlanPart,
    reader::{Opened, Reader},
    schema::{evaluations, goals, plans},
    sql_types::{At, Doc, Id},
    whose::{Whose, about},
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, EmployeeId, EvaluationId, GoalId, PlanId, TiltakId},
    task::goal_tasks,
    tiltaksplan::{
        Goal, GoalContent, Tiltak, Tiltaksplan,
        goal::{Evaluation, EvaluationContent},
    },
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A citizen's active plan with the version of each of its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRecord {
    /// Whose.
    pub citizen: CitizenId,
    /// Identity; none before the first goal or tiltak.
    pub id: Option<PlanId>,
    /// Counts every change of the plan and its parts; 0 before there is one.
    pub version: i64,
    /// What is to be reached, oldest first.
    pub goals: Vec<(Goal, i64)>,
    /// What is done for it, oldest first; ended ones too.
    pub tiltak: Vec<(Tiltak, i64)>,
}

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

impl PlanRecord {
    /// The plan as the rules know it.
    pub fn plan(&self) -> Tiltaksplan {
        Tiltaksplan {
            id: self.id.unwrap_or(PlanId(Uuid::nil())),
            citizen: self.citizen,
            goals: self.goals.iter().map(|(goal, _)| goal.clone()).collect(),
            tiltak: self.tiltak.iter().map(|(t, _)| t.clone()).collect(),
        }
    }

    /// One of its goals with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when the plan has no such goal.
    pub fn goal(&self, id: GoalId) -> Outcome<(Goal, i64)> {
        let found = self.goals.iter().find(|(goal, _)| goal.id == id);
        found.cloned().ok_or(Failure::NotThere)
    }

    /// One of its tiltak with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when the plan has no such tiltak.
    pub fn one_tiltak(&self, id: TiltakId) -> Outcome<(Tiltak, i64)> {
        let found = self.tiltak.iter().find(|(tiltak, _)| tiltak.id == id);
        found.cloned().ok_or(Failure::NotThere)
    }
}

impl Reader<'_> {
    /// The active plan of an opened citizen, whole; empty before there is one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn plan(&mut self, opened: &Opened) -> Outcome<PlanRecord> {
        let citizen = opened.citizen;
        let active: Option<(Id<PlanId>, i64)> = either!(self, |c| plans::table
            .filter(plans::citizen_id.eq(Id(citizen)))
            .filter(plans::ended_at.is_null())
            .select((plans::id, plans::version))
            .first(c)
            .optional()?);
        let Some((Id(id), version)) = active else {
            return Ok(PlanRecord {
                citizen,
                id: None,
                version: 0,
                goals: Vec::new(),
                tiltak: Vec::new(),
            });
        };
        Ok(PlanRecord {
            citizen,
            id: Some(id),
            version,
            goals: self.goals_of_plan(id)?,
            tiltak: self.tiltak_of_plan(id)?,
        })
    }

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
        type EvaluationRow = (
            Id<GoalId>,
            Id<EvaluationId>,
            Id<EmployeeId>,
            Doc<EvaluationContent>,
        );
        let rows: Vec<(Id<GoalId>, Doc<GoalContent>)> = either!(self, |c| about!(
            goals::table
                .order(goals::id)
                .select((goals::id, goals::details))
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
        let mut by_goal: BTreeMap<GoalId, Vec<Evaluation>> = BTreeMap::new();
        for (goal, id, by, content) in made {
            by_goal.entry(goal.0).or_default().push(Evaluation {
                id: id.0,
                by: by.0,
                content: content.0,
            });
        }
        Ok(rows
            .into_iter()
            .map(|(id, content)| Goal {
                id: id.0,
                content: content.0,
                evaluations: by_goal.remove(&id.0).unwrap_or_default(),
            })
            .collect())
    }

    fn goals_of_plan(&mut self, plan: PlanId) -> Outcome<Vec<(Goal, i64)>> {
        type GoalRow = (Id<GoalId>, Doc<GoalContent>, i64);
        type EvaluationRow = (
            Id<GoalId>,
            Id<EvaluationId>,
            Id<EmployeeId>,
            Doc<EvaluationContent>,
        );
        let rows: Vec<GoalRow> = either!(self, |c| goals::table
            .filter(goals::plan_id.eq(Id(plan)))
            .select((goals::id, goals::details, goals::version))
            .order(goals::id)
            .load(c)?);
        let made: Vec<EvaluationRow> = either!(self, |c| evaluations::table
            .inner_join(goals::table.on(goals::id.eq(evaluations::goal_id)))
            .filter(goals::plan_id.eq(Id(plan)))
            .select((
                evaluations::goal_id,
                evaluations::id,
                evaluations::evaluated_by,
                evaluations::details,
            ))
            .order((evaluations::goal_id, evaluations::ordinal))
            .load(c)?);
        let mut by_goal: BTreeMap<GoalId, Vec<Evaluation>> = BTreeMap::new();
        for (goal, id, by, content) in made {
            by_goal.entry(goal.0).or_default().push(Evaluation {
                id: id.0,
                by: by.0,
                content: content.0,
            });
        }
        Ok(rows
            .into_iter()
            .map(|(id, content, version)| {
                let goal = Goal {
                    id: id.0,
                    content: content.0,
                    evaluations: by_goal.remove(&id.0).unwrap_or_default(),
                };
                (goal, version)
            })
            .collect())
    }
}

impl Writer<'_> {
    /// The active plan of an opened citizen, made on first need under the id given (R-PLAN-1).
    ///
    /// # Errors
    /// Those of the database.
    pub fn ensure_plan(
        &mut self,
        opened: &Opened,
        plan: &PlanRecord,
        new: PlanId,
    ) -> Outcome<PlanId> {
        if let Some(id) = plan.id {
            return Ok(id);
        }
        let now = self.now();
        self.put_plan(opened.citizen, new, now)?;
        Ok(new)
    }

    /// A plan without goals and tiltak.
    pub(crate) fn put_plan(
        &mut self,
        citizen: CitizenId,
        new: PlanId,
        at: DateTime<Utc>,
    ) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(plans::table)
            .values((
                plans::id.eq(Id(new)),
                plans::citizen_id.eq(Id(citizen)),
                plans::created_at.eq(At::from(at)),
            ))
            .execute(c)?);
        Ok(())
    }

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
        either!(self, |c| diesel::insert_into(goals::table)
            .values((
                goals::id.eq(Id(goal.id)),
                goals::plan_id.eq(Id(plan)),
                goals::citizen_id.eq(Id(citizen)),
                goals::details.eq(Doc(goal.content.clone())),
                goals::next_evaluation.eq(goal.next_evaluation()),
            ))
            .execute(c)?);
        self.keep_version(PlanPart::Goal, goal.id, citizen, 1, &goal.content)?;
        self.changed("goals", goal.id, Some(citizen), 1, Op::Created);
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
        self.keep_version(PlanPart::Goal, goal.id, citizen, next, &goal.content)?;
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

    /// Counts a change of the plan, for its composite view.
    pub(crate) fn touch_plan(&mut self, opened: &Opened, plan: PlanId) -> Outcome<()> {
        let version: i64 = either!(self, |c| {
            diesel::update(plans::table.find(Id(plan)))
                .set(plans::version.eq(plans::version + 1))
                .execute(c)?;
            plans::table
                .find(Id(plan))
                .select(plans::version)
                .first(c)?
        });
        let citizen = Some(opened.citizen);
        self.changed("tiltaksplaner", plan, citizen, version, Op::Updated);
        Ok(())
    }

    /// The one place where visits follow what is planned for a citizen, in the same transaction
    /// (R-WL-1, R-CIT-4). Called by every write of a plan or of whereabouts.
    ///
    /// # Errors
    /// Those of the database.
    pub fn plan_changed(&mut self, citizen: CitizenId) -> Outcome<()> {
        match self.responsible(citizen)? {
            Some(unit) => self.follow_plans(unit, &[citizen]),
            None => Ok(()),
        }
    }
}
