//! Tasks: what somebody must do, one row each, told apart by a stable key (R-MSG-4, R-VED-10).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Entered, Reader},
    row_security::Beyond,
    schema::{citizens, responsibilities, tasks},
    sql_types::{AnyId, At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, EmployeeId, TaskId, UnitId},
    policy::Scope,
    task::{Task, TaskDraft, TaskSource, TaskState, TaskSubject},
    time::{day_end, day_start, local_date},
};
use std::collections::BTreeMap;

/// A task with its version, and where it stands in a list by due time.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedTask {
    /// The task.
    pub task: Task,
    /// Its version.
    pub version: i64,
    /// When it is late.
    pub late_from: DateTime<Utc>,
}

/// Whom somebody stands in for, and with whom: the holders, and the citizens.
#[derive(Debug, Clone, Default)]
pub struct StandsIn {
    /// The absent ([`domain::task::TaskHolder::code`]).
    pub holders: Vec<String>,
    /// The citizens whose primary contacts they are.
    pub citizens: Vec<CitizenId>,
}

/// Which of a unit's tasks are asked for.
#[derive(Debug, Clone, Default)]
pub struct TaskFilter {
    /// In this state.
    pub state: Option<TaskState>,
    /// Held by one of these ([`domain::task::TaskHolder::code`]); anybody's when none are named.
    pub holders: Option<Vec<String>>,
    /// With [`Self::holders`] also those that somebody she stands in for holds about these citizens
    /// (R-CIT-2).
    pub stands_in: StandsIn,
    /// Late before this instant.
    pub due_before: Option<DateTime<Utc>>,
    /// Shown on this day: those that open later are left out.
    pub on: NaiveDate,
    /// After this position.
    pub after: Option<(DateTime<Utc>, TaskId)>,
    /// At most so many.
    pub limit: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = tasks)]
pub(crate) struct Row {
    id: Id<TaskId>,
    details: Doc<TaskDraft>,
    late_from: At,
    state: Coded<TaskState>,
    created_at: At,
    done_at: Option<At>,
    done_by: Option<Id<EmployeeId>>,
    version: i64,
}

pub(crate) fn listed(row: Row) -> ListedTask {
    ListedTask {
        task: Task {
            id: row.id.0,
            draft: row.details.0,
            state: row.state.0,
            created_at: row.created_at.0,
            done_at: row.done_at.map(|at| at.0),
            done_by: row.done_by.map(|by| by.0),
        },
        version: row.version,
        late_from: row.late_from.0,
    }
}

impl Reader<'_> {
    /// The names of the citizens of a list of tasks: one query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn names_in_tasks(&mut self, found: &[ListedTask]) -> Outcome<BTreeMap<CitizenId, String>> {
        let ids = || {
            found
                .iter()
                .filter_map(|one| one.task.draft.citizen.map(Id))
        };
        let rows: Vec<(Id<CitizenId>, String, String)> = either!(self, |c| citizens::table
            .filter(citizens::id.eq_any(ids()))
            .select((citizens::id, citizens::given_name, citizens::family_name))
            .load(c)?);
        let named = |(id, given, family): (Id<CitizenId>, String, String)| {
            (id.0, format!("{given} {family}"))
        };
        Ok(rows.into_iter().map(named).collect())
    }

    /// A unit's tasks by due time; those about citizens out of scope are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn tasks(
        &mut self,
        unit: UnitId,
        scope: &Scope,
        filter: &TaskFilter,
    ) -> Outcome<Vec<ListedTask>> {
        let units = || scope.units.iter().copied().map(Id);
        let single = || scope.citizens.iter().copied().map(|id| Some(Id(id)));
        let rows: Vec<Row> = either!(self, |c| {
            let ours = diesel::dsl::exists(
                responsibilities::table
                    .filter(
                        responsibilities::citizen_id
                            .nullable()
                            .eq(tasks::citizen_id),
                    )
                    .filter(responsibilities::ends_at.is_null())
                    .filter(responsibilities::unit_id.eq_any(units())),
            );
            let mut found = tasks::table
                .filter(tasks::unit_id.eq(Id(unit)))
                .filter(tasks::opens_on.le(filter.on))
                .filter(
                    tasks::citizen_id
                        .is_null()
                        .or(tasks::citizen_id.eq_any(single()).assume_not_null())
                        .or(ours),
                )
                .order((tasks::late_from, tasks::id))
                .limit(filter.limit)
                .select(Row::as_select())
                .into_boxed();
            if let Some(state) = filter.state {
                found = found.filter(tasks::state.eq(Coded(state)));
            }
            if let Some(holders) = &filter.holders {
                let absent = &filter.stands_in;
                let hers = absent.citizens.iter().copied().map(|id| Some(Id(id)));
                found = found.filter(
                    tasks::holder.eq_any(holders).or(tasks::holder
                        .eq_any(&absent.holders)
                        .and(tasks::citizen_id.eq_any(hers).assume_not_null())),
                );
            }
            if let Some(before) = filter.due_before {
                found = found.filter(tasks::late_from.le(At::from(before)));
            }
            if let Some((at, id)) = filter.after {
                let at = At::from(at);
                found = found.filter(
                    tasks::late_from
                        .gt(at)
                        .or(tasks::late_from.eq(at).and(tasks::id.gt(Id(id)))),
                );
            }
            found.load(c)?
        });
        Ok(rows.into_iter().map(listed).collect())
    }

    /// Whether a unit answers for a citizen now.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_in_caseload(&mut self, citizen: CitizenId, unit: UnitId) -> Outcome<bool> {
        Ok(self.responsible(citizen)? == Some(unit))
    }

    /// Which unit a task is in; tells nothing that may not be known.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unit_of_task(&mut self, id: TaskId) -> Outcome<Option<UnitId>> {
        self.beyond(Beyond::Whose, |reader| {
            let unit: Option<Id<UnitId>> = either!(reader, |c| tasks::table
                .find(Id(id))
                .select(tasks::unit_id)
                .first(c)
                .optional()?);
            Ok(unit.map(|unit| unit.0))
        })
    }

    /// One task.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn task(&mut self, id: TaskId) -> Outcome<ListedTask> {
        let row: Option<Row> = either!(self, |c| tasks::table
            .find(Id(id))
            .select(Row::as_select())
            .first(c)
            .optional()?);
        row.map(listed).ok_or(Failure::NotThere)
    }

    /// Points of checklists of an entered unit that fall due in a time (R-MSG-2).
    ///
    /// # Errors
    /// Those of the database.
    pub fn checklist_tasks(
        &mut self,
        entered: &Entered,
        (from, until): (NaiveDate, NaiveDate),
    ) -> Outcome<Vec<Task>> {
        let of = |subject: TaskSubject| format!("{subject}/%");
        let (home, new) = (of(TaskSubject::HomeComing), of(TaskSubject::NewCitizen));
        let unit = Id(entered.unit);
        let rows: Vec<Row> = either!(self, |c| tasks::table
            .filter(tasks::unit_id.eq(unit))
            .filter(tasks::key.like(&home).or(tasks::key.like(&new)))
            .filter(tasks::late_from.gt(At::from(day_start(from))))
            .filter(tasks::late_from.le(At::from(day_end(until))))
            .order(tasks::id)
            .select(Row::as_select())
            .load(c)?);
        Ok(rows.into_iter().map(|row| listed(row).task).collect())
    }

    /// How many open tasks an entered unit has today about each of the citizens; those with none are left
    /// out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_task_counts(
        &mut self,
        entered: &Entered,
        of: &[CitizenId],
    ) -> Outcome<Vec<(CitizenId, i64)>> {
        let unit = Id(entered.unit);
        let today = local_date(self.asked_at());
        let of = || of.iter().copied().map(|id| Some(Id(id)));
        let rows: Vec<(Option<Id<CitizenId>>, i64)> = either!(self, |c| tasks::table
            .filter(tasks::unit_id.eq(unit))
            .filter(tasks::citizen_id.eq_any(of()))
            .filter(tasks::state.eq(Coded(TaskState::Open)))
            .filter(tasks::opens_on.le(today))
            .group_by(tasks::citizen_id)
            .select((tasks::citizen_id, diesel::dsl::count_star()))
            .load(c)?);
        Ok(rows
            .into_iter()
            .filter_map(|(citizen, count)| Some((citizen?.0, count)))
            .collect())
    }
}

impl Writer<'_> {
    /// A task that is shown at once. Made twice it is one; done, it stays done.
    ///
    /// # Errors
    /// Those of the database.
    pub fn add_task(&mut self, id: TaskId, draft: &TaskDraft) -> Outcome<()> {
        let today = local_date(self.now());
        self.add_task_from(id, draft, today)
    }

    /// A task that is shown from a day on.
    ///
    /// # Errors
    /// Those of the database.
    pub fn add_task_from(
        &mut self,
        id: TaskId,
        draft: &TaskDraft,
        opens_on: NaiveDate,
    ) -> Outcome<()> {
        self.insert_task(id, &draft.key(), draft, opens_on)
    }

    /// A task that somebody wrote: never the same as another.
    ///
    /// # Errors
    /// Those of the database.
    pub fn add_task_by_hand(&mut self, id: TaskId, draft: &TaskDraft) -> Outcome<()> {
        let today = local_date(self.now());
        self.insert_task(id, &format!("{}/{id}", draft.key()), draft, today)
    }

    /// A task that begins anew, also when the same was done before: a vedtak submitted again on the
    /// same day waits again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn raise_task(&mut self, id: TaskId, draft: &TaskDraft) -> Outcome<()> {
        let key = draft.key();
        let today = local_date(self.now());
        let found: Option<(Id<TaskId>, i64)> = either!(self, |c| tasks::table
            .filter(tasks::key.eq(&key))
            .select((tasks::id, tasks::version))
            .first(c)
            .optional()?);
        let Some((old, version)) = found else {
            return self.insert_task(id, &key, draft, today);
        };
        let next = version + 1;
        either!(self, |c| diesel::update(tasks::table.find(old))
            .set((
                tasks::unit_id.eq(Id(draft.unit)),
                tasks::holder.eq(draft.holder.code()),
                tasks::details.eq(Doc(draft.clone())),
                tasks::opens_on.eq(today),
                tasks::state.eq(Coded(TaskState::Open)),
                tasks::done_at.eq(None::<At>),
                tasks::done_by.eq(None::<Id<EmployeeId>>),
                tasks::version.eq(next),
            ))
            .execute(c)?);
        self.changed("tasks", old.0, draft.citizen, next, Op::Updated);
        Ok(())
    }

    fn insert_task(
        &mut self,
        id: TaskId,
        key: &str,
        draft: &TaskDraft,
        opens_on: NaiveDate,
    ) -> Outcome<()> {
        let now = At::from(self.now());
        let source: AnyId = Id(draft.source.parts().1);
        let made = either!(self, |c| diesel::insert_into(tasks::table)
            .values((
                tasks::id.eq(Id(id)),
                tasks::key.eq(key),
                tasks::unit_id.eq(Id(draft.unit)),
                tasks::citizen_id.eq(draft.citizen.map(Id)),
                tasks::holder.eq(draft.holder.code()),
                tasks::source_id.eq(source),
                tasks::details.eq(Doc(draft.clone())),
                tasks::opens_on.eq(opens_on),
                tasks::late_from.eq(At::from(draft.due.late_from())),
                tasks::state.eq(Coded(TaskState::Open)),
                tasks::created_at.eq(now),
            ))
            .on_conflict(tasks::key)
            .do_nothing()
            .execute(c)?);
        if made == 1 {
            self.changed("tasks", id, draft.citizen, 1, Op::Created);
        }
        Ok(())
    }

    /// A task closed, as the rules made it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn close_task(&mut self, task: &Task, version: i64) -> Outcome<i64> {
        let next = version + 1;
        either!(self, |c| diesel::update(tasks::table.find(Id(task.id)))
            .set((
                tasks::state.eq(Coded(task.state)),
                tasks::done_at.eq(task.done_at.map(At::from)),
                tasks::done_by.eq(task.done_by.map(Id)),
                tasks::version.eq(next),
            ))
            .execute(c)?);
        self.changed("tasks", task.id, task.draft.citizen, next, Op::Updated);
        Ok(next)
    }

    /// Closes the open tasks that a source gave rise to, of these subjects.
    ///
    /// # Errors
    /// Those of the database.
    pub fn close_tasks_of(
        &mut self,
        source: TaskSource,
        subjects: &[TaskSubject],
        state: TaskState,
        by: EmployeeId,
    ) -> Outcome<()> {
        let key: AnyId = Id(source.parts().1);
        let now = self.now();
        let rows: Vec<Row> = either!(self, |c| tasks::table
            .filter(tasks::source_id.eq(key))
            .filter(tasks::state.eq(Coded(TaskState::Open)))
            .select(Row::as_select())
            .load(c)?);
        let open = rows.into_iter().map(listed);
        for found in open.filter(|found| subjects.contains(&found.task.draft.subject)) {
            let closed = found
                .task
                .closed(state, by, now)
                .map_err(Failure::Conflict)?;
            self.close_task(&closed, found.version)?;
        }
        Ok(())
    }
}
