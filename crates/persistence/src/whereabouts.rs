//! Where citizens are: a timeline that is added to, never rewritten (R-CIT-4).

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::{Opened, Reader},
    schema::whereabouts,
    sql_types::{At, Coded, Id},
    whose::{Whose, about},
    writer::Writer,
};
use chrono::TimeDelta;
use diesel::prelude::*;
use domain::{
    citizen::whereabouts::{Whereabouts, WhereaboutsEntry, stretches, where_at},
    ids::{CitizenId, EmployeeId, WhereaboutsId},
    task::{
        ChecklistSettings, Deadline, TaskSet, TaskSource, TaskSubject, checklist, home_comings,
    },
};

/// A checklist is over long before this.
const LOOK_BACK: TimeDelta = TimeDelta::days(180);
/// A discharge that is agreed further ahead is not yet one.
const LOOK_AHEAD: TimeDelta = TimeDelta::days(180);

type Row = (
    Id<CitizenId>,
    Id<WhereaboutsId>,
    Coded<Whereabouts>,
    At,
    Option<At>,
    Option<String>,
    At,
    Option<Id<EmployeeId>>,
    Option<At>,
);

fn entry(row: Row) -> (CitizenId, WhereaboutsEntry) {
    let (citizen, id, kind, from, until, note, recorded_at, recorded_by, withdrawn_at) = row;
    let entry = WhereaboutsEntry {
        id: id.0,
        kind: kind.0,
        from: from.0,
        until: until.map(|at| at.0),
        note,
        recorded_at: recorded_at.0,
        recorded_by: recorded_by.map(|id| id.0),
        withdrawn_at: withdrawn_at.map(|at| at.0),
    };
    (citizen.0, entry)
}

impl Reader<'_> {
    /// The timeline of an opened citizen, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn whereabouts(&mut self, opened: &Opened) -> Outcome<Vec<WhereaboutsEntry>> {
        let found = self.whereabouts_of(Whose::Citizen(opened.citizen))?;
        Ok(found.into_iter().map(|(_, entry)| entry).collect())
    }

    /// The timelines of several citizens, each oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn whereabouts_of(
        &mut self,
        whose: Whose<'_>,
    ) -> Outcome<Vec<(CitizenId, WhereaboutsEntry)>> {
        let rows: Vec<Row> = either!(self, |c| about!(
            whereabouts::table
                .select((
                    whereabouts::citizen_id,
                    whereabouts::id,
                    whereabouts::kind,
                    whereabouts::begins_at,
                    whereabouts::ends_at,
                    whereabouts::note,
                    whereabouts::recorded_at,
                    whereabouts::recorded_by,
                    whereabouts::withdrawn_at,
                ))
                .order((
                    whereabouts::citizen_id,
                    whereabouts::begins_at,
                    whereabouts::id,
                ))
                .into_boxed(),
            whereabouts::citizen_id,
            whose
        )
        .load(c)?);
        Ok(rows.into_iter().map(entry).collect())
    }
}

impl Writer<'_> {
    /// Adds an entry to the timeline of an opened citizen.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_whereabouts(&mut self, opened: &Opened, entry: &WhereaboutsEntry) -> Outcome<()> {
        self.put_whereabouts(opened.citizen, entry)?;
        self.follow_whereabouts(opened)
    }

    /// Takes an entry back as wrong; it stays, marked.
    ///
    /// # Errors
    /// Those of the database.
    pub fn withdraw_whereabouts(&mut self, opened: &Opened, id: WhereaboutsId) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| diesel::update(whereabouts::table.find(Id(id)))
            .set(whereabouts::withdrawn_at.eq(Some(now)))
            .execute(c)?);
        self.changed("whereabouts", id, Some(opened.citizen), 2, Op::Updated);
        self.follow_whereabouts(opened)
    }

    /// Visits follow where she is, and coming home opens the checklist (R-CIT-4, R-MSG-2).
    fn follow_whereabouts(&mut self, opened: &Opened) -> Outcome<()> {
        let citizen = opened.citizen;
        let now = self.now();
        let entries: Vec<WhereaboutsEntry> = self.whereabouts(opened)?;
        let gone = where_at(&entries, now)
            .is_some_and(|at| matches!(at, Whereabouts::Deceased | Whereabouts::Ended));
        let days = if gone {
            Vec::new()
        } else {
            home_comings(&stretches(&entries, now - LOOK_BACK, now + LOOK_AHEAD))
        };
        let settings = ChecklistSettings::default();
        let wanted = days.into_iter().flat_map(|day| {
            let subject = TaskSubject::HomeComing;
            let points = checklist(subject, opened.responsible, citizen, day, &settings);
            points.into_iter().map(move |draft| Deadline {
                opens_on: day,
                draft,
            })
        });
        let set = TaskSet {
            source: TaskSource::Citizen(citizen),
            subjects: vec![TaskSubject::HomeComing],
            wanted: wanted.collect(),
        };
        self.sync_tasks(&set)?;
        self.plan_changed(citizen)
    }

    /// The entry alone; her visits do not follow yet.
    pub(crate) fn put_whereabouts(
        &mut self,
        citizen: CitizenId,
        entry: &WhereaboutsEntry,
    ) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(whereabouts::table)
            .values((
                whereabouts::id.eq(Id(entry.id)),
                whereabouts::citizen_id.eq(Id(citizen)),
                whereabouts::kind.eq(Coded(entry.kind)),
                whereabouts::begins_at.eq(At::from(entry.from)),
                whereabouts::ends_at.eq(entry.until.map(At::from)),
                whereabouts::note.eq(&entry.note),
                whereabouts::recorded_at.eq(At::from(entry.recorded_at)),
                whereabouts::recorded_by.eq(entry.recorded_by.map(Id)),
            ))
            .execute(c)?);
        self.changed("whereabouts", entry.id, Some(citizen), 1, Op::Created);
        Ok(())
    }
}
