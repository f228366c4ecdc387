//! Tasks that follow from something: what there should be of them, made, brought up to date, opened
//! again or called off.

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    new_id::new_id,
    schema::tasks,
    sql_types::{AnyId, At, Coded, Doc, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    ids::TaskId,
    task::{Deadline, TaskDraft, TaskSet, TaskState},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A task as it is kept: its key, what it says, how it stands, its version.
type Known = (TaskId, String, TaskDraft, TaskState, i64);

/// Sources of one statement: databases bound the number of its parameters.
const CHUNK: usize = 200;

impl Writer<'_> {
    /// Brings the tasks of a source in line with what there should be: what is missing is made, what
    /// was called off and is wanted again is opened, open ones that are no longer wanted are called
    /// off; what is done stays done.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sync_tasks(&mut self, set: &TaskSet) -> Outcome<()> {
        self.sync_task_sets(std::slice::from_ref(set))
    }

    /// The same for many sources: two statements for hundreds, and one for each task that differs.
    pub(crate) fn sync_task_sets(&mut self, sets: &[TaskSet]) -> Outcome<()> {
        for chunk in sets.chunks(CHUNK) {
            let known = self.tasks_of_sources(chunk)?;
            let mut missing = Vec::new();
            for set in chunk {
                let known = known.get(&set.source.parts().1);
                let known = known.map_or(&[][..], Vec::as_slice);
                self.settle_known(set, known)?;
                let new = |wanted: &&Deadline| {
                    known.iter().all(|(_, key, ..)| *key != wanted.draft.key())
                };
                missing.extend(set.wanted.iter().filter(new));
            }
            self.insert_tasks(&missing)?;
        }
        Ok(())
    }

    fn tasks_of_sources(&mut self, sets: &[TaskSet]) -> Outcome<BTreeMap<Uuid, Vec<Known>>> {
        type Row = (
            AnyId,
            Id<TaskId>,
            String,
            Doc<TaskDraft>,
            Coded<TaskState>,
            i64,
        );
        let sources =
            || -> Vec<AnyId> { sets.iter().map(|set| Id(set.source.parts().1)).collect() };
        let rows: Vec<Row> = either!(self, |c| tasks::table
            .filter(tasks::source_id.eq_any(sources()))
            .select((
                tasks::source_id,
                tasks::id,
                tasks::key,
                tasks::details,
                tasks::state,
                tasks::version
            ))
            .load(c)?);
        let mut by_source: BTreeMap<Uuid, Vec<Known>> = BTreeMap::new();
        for (source, id, key, draft, state, version) in rows {
            let known = (id.0, key, draft.0, state.0, version);
            by_source.entry(source.0).or_default().push(known);
        }
        Ok(by_source)
    }

    /// What is there is called off, opened again or brought up to date.
    fn settle_known(&mut self, set: &TaskSet, known: &[Known]) -> Outcome<()> {
        for (id, key, draft, state, version) in known {
            let ours = set.subjects.contains(&draft.subject);
            let wanted = set.wanted.iter().find(|d| d.draft.key() == *key);
            let next = match (state, wanted) {
                (TaskState::Open, None) if ours => TaskState::Cancelled,
                (TaskState::Cancelled, Some(_)) => TaskState::Open,
                (TaskState::Open, Some(wanted)) if wanted.draft != *draft => TaskState::Open,
                _ => continue,
            };
            let details = wanted.map_or_else(|| draft.clone(), |wanted| wanted.draft.clone());
            let done_at = (next == TaskState::Cancelled).then(|| At::from(self.now()));
            let citizen = details.citizen;
            either!(self, |c| diesel::update(tasks::table.find(Id(*id)))
                .set((
                    tasks::state.eq(Coded(next)),
                    tasks::done_at.eq(done_at),
                    tasks::holder.eq(details.holder.code()),
                    tasks::details.eq(Doc(details.clone())),
                    tasks::version.eq(version + 1),
                ))
                .execute(c)?);
            self.changed("tasks", *id, citizen, version + 1, Op::Updated);
        }
        Ok(())
    }

    /// Tasks that are nowhere yet. One alone may meet another write that makes the same.
    fn insert_tasks(&mut self, new: &[&Deadline]) -> Outcome<()> {
        let now = self.now();
        match new {
            [] => return Ok(()),
            [one] => return self.add_task_from(new_id(now), &one.draft, one.opens_on),
            _ => {}
        }
        let new: Vec<(TaskId, &Deadline)> = new.iter().map(|one| (new_id(now), *one)).collect();
        let rows: Vec<_> = new
            .iter()
            .map(|(id, Deadline { draft, opens_on })| {
                let source: AnyId = Id(draft.source.parts().1);
                (
                    tasks::id.eq(Id(*id)),
                    tasks::key.eq(draft.key()),
                    tasks::unit_id.eq(Id(draft.unit)),
                    tasks::citizen_id.eq(draft.citizen.map(Id)),
                    tasks::holder.eq(draft.holder.code()),
                    tasks::source_id.eq(source),
                    tasks::details.eq(Doc(draft.clone())),
                    tasks::opens_on.eq(*opens_on),
                    tasks::late_from.eq(At::from(draft.due.late_from())),
                    tasks::state.eq(Coded(TaskState::Open)),
                    tasks::created_at.eq(At::from(now)),
                )
            })
            .collect();
        either!(self, |c| diesel::insert_into(tasks::table)
            .values(&rows)
            .execute(c)?);
        for (id, Deadline { draft, .. }) in new {
            self.changed("tasks", id, draft.citizen, 1, Op::Created);
        }
        Ok(())
    }
}
