//! An entry made a citizen's own.

use super::{LibraryEntry, LibraryTiltak, PlanCopy, YEAR};
use crate::{
    ids::{GoalId, TiltakId},
    period::days_after,
    tiltaksplan::{Goal, GoalContent, Tiltak, TiltakContent, tiltak::After},
};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What an index that names nothing becomes: the rules then say that there is no such part.
const NOTHING: Uuid = Uuid::max();

fn after_days(start: NaiveDate, days: i32) -> NaiveDate {
    days_after(start, u32::try_from(days.clamp(0, YEAR)).unwrap_or(0))
}

impl LibraryTiltak {
    fn content(&self, copy: &PlanCopy, goals: &[GoalId], tiltak: &[TiltakId]) -> TiltakContent {
        let goal = |i: &usize| goals.get(*i).copied().unwrap_or(GoalId(NOTHING));
        let first = |i: usize| tiltak.get(i).copied().unwrap_or(TiltakId(NOTHING));
        TiltakContent {
            service: self.service,
            description: self.description.clone(),
            instruction: self.instruction.clone(),
            own_part: self.own_part.clone(),
            competences: self.competences.clone(),
            second_competences: self.second_competences.clone(),
            minutes: self.minutes,
            employees: self.employees,
            recurrence: self.recurrence.clone(),
            exceptions: BTreeSet::new(),
            window: self.window,
            slot: self.slot,
            after: self.after.map(|after| After {
                tiltak: first(after.tiltak),
                min_gap_minutes: after.min_gap_minutes,
                max_gap_minutes: after.max_gap_minutes,
            }),
            goals: self.goals.iter().map(goal).collect(),
            vedtak: copy.vedtak,
            must_do: self.must_do,
            can_wait_days: self.can_wait_days,
            performer: self.performer,
            designed_by: None,
            design_review_on: None,
            mastery: self.mastery,
            start: copy.start,
            end: self
                .lasts_days
                .map(|days| after_days(copy.start, days.saturating_sub(1))),
            temporary: None,
        }
    }
}

impl LibraryEntry {
    /// The goals and tiltak that a copy makes, under the ids given, one for each.
    pub fn copied(
        &self,
        copy: &PlanCopy,
        goal_ids: &[GoalId],
        tiltak_ids: &[TiltakId],
    ) -> (Vec<Goal>, Vec<Tiltak>) {
        let goals = self.goals.iter().zip(&copy.goals).zip(goal_ids);
        let goals = goals.map(|((said, own), id)| Goal {
            id: *id,
            content: GoalContent {
                text: own.text.clone().unwrap_or_else(|| said.text.clone()),
                basis: own.basis.clone(),
                scale: said.scale,
                baseline: own.baseline,
                target: own.target.or(said.target),
                owner: own.owner,
                evaluation_date: Some(
                    own.evaluation_date
                        .unwrap_or_else(|| after_days(copy.start, said.evaluate_after_days)),
                ),
            },
            evaluations: Vec::new(),
        });
        let tiltak = self.tiltak.iter().zip(tiltak_ids).map(|(said, id)| Tiltak {
            id: *id,
            content: said.content(copy, goal_ids, tiltak_ids),
        });
        (goals.collect(), tiltak.collect())
    }
}
