//! The tiltaksplan as a whole: one active per citizen, with its goals and evaluations (R-PLAN-1).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Opened, Reader},
    schema::plans,
    sql_types::{At, Id},
    whose::Whose,
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, GoalId, PlanId, TiltakId},
    tiltaksplan::{Goal, Tiltak, Tiltaksplan},
};
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
        let own = self.planned_goals(Whose::Citizen(citizen))?.into_iter();
        let own = own.filter(|(plan, ..)| *plan == id);
        Ok(PlanRecord {
            citizen,
            id: Some(id),
            version,
            goals: own.map(|(_, goal, version)| (goal, version)).collect(),
            tiltak: self.tiltak_of_plan(id)?,
        })
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
        self.put_plans(&[(opened.citizen, new)], now)?;
        Ok(new)
    }

    /// Plans without goals and tiltak: one statement.
    pub(crate) fn put_plans(
        &mut self,
        new: &[(CitizenId, PlanId)],
        at: DateTime<Utc>,
    ) -> Outcome<()> {
        if new.is_empty() {
            return Ok(());
        }
        let rows: Vec<_> = new
            .iter()
            .map(|(citizen, plan)| {
                (
                    plans::id.eq(Id(*plan)),
                    plans::citizen_id.eq(Id(*citizen)),
                    plans::created_at.eq(At::from(at)),
                )
            })
            .collect();
        either!(self, |c| diesel::insert_into(plans::table)
            .values(&rows)
            .execute(c)?);
        Ok(())
    }

    /// Counts a change of the plan, for its composite view.
    pub(crate) fn touch_plan(&mut self, opened: &Opened, plan: PlanId) -> Outcome<()> {
        self.touch_plans(&[(opened.citizen, plan)])
    }

    /// The same for many plans: two statements.
    pub(crate) fn touch_plans(&mut self, touched: &[(CitizenId, PlanId)]) -> Outcome<()> {
        let ids = || touched.iter().map(|(_, plan)| Id(*plan));
        let versions: Vec<(Id<CitizenId>, Id<PlanId>, i64)> = either!(self, |c| {
            diesel::update(plans::table.filter(plans::id.eq_any(ids())))
                .set(plans::version.eq(plans::version + 1))
                .execute(c)?;
            plans::table
                .filter(plans::id.eq_any(ids()))
                .order(plans::id)
                .select((plans::citizen_id, plans::id, plans::version))
                .load(c)?
        });
        for (citizen, plan, version) in versions {
            self.changed(
                "tiltaksplaner",
                plan.0,
                Some(citizen.0),
                version,
                Op::Updated,
            );
        }
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
