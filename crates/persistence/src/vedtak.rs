//! Vedtak: drafts and decisions, the queue of them, and the frames in force.

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Opened, Reader},
    row_security::Beyond,
    schema::{appeals, responsibilities, tasks, vedtak},
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::exists, prelude::*};
use domain::{
    frame,
    ids::{ApplicationId, CitizenId, EmployeeId, QuotaId, UnitId, VedtakId},
    policy::Scope,
    service::ServiceType,
    task::TaskState,
    time::day_end,
    vedtak::{Closing, Frame, Signature, Vedtak, VedtakContent, VedtakState, VedtakStatement},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A vedtak as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredVedtak {
    /// The vedtak.
    pub vedtak: Vedtak,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it was last submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When what it says was last changed, when it was.
    pub edited_at: Option<DateTime<Utc>>,
    /// Version for the entity tag.
    pub version: i64,
}

/// Which vedtak a queue shows.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter {
    /// Of this unit: its citizens', or on its desk.
    pub unit: Option<UnitId>,
    /// In this state.
    pub state: Option<VedtakState>,
    /// With an open deadline on this day or before.
    pub due: Option<NaiveDate>,
    /// After this one.
    pub after: Option<VedtakId>,
    /// At most so many.
    pub limit: i64,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = vedtak)]
#[diesel(treat_none_as_null = true)]
pub(crate) struct Row {
    id: Id<VedtakId>,
    citizen_id: Id<CitizenId>,
    unit_id: Id<UnitId>,
    handling_unit_id: Id<UnitId>,
    application_id: Option<Id<ApplicationId>>,
    state: Coded<VedtakState>,
    service: Coded<ServiceType>,
    content: Doc<VedtakContent>,
    case_worker_id: Option<Id<EmployeeId>>,
    responsible_nurse_id: Option<Id<EmployeeId>>,
    editors: Doc<BTreeSet<EmployeeId>>,
    statements_given: Doc<Vec<VedtakStatement>>,
    return_comment: Option<String>,
    signature: Option<Doc<Signature>>,
    closing: Option<Doc<Closing>>,
    created_at: At,
    submitted_at: Option<At>,
    version: i64,
    edited_at: Option<At>,
}

pub(crate) fn stored(row: Row) -> StoredVedtak {
    StoredVedtak {
        vedtak: Vedtak {
            id: row.id.0,
            citizen: row.citizen_id.0,
            unit: row.unit_id.0,
            handling_unit: row.handling_unit_id.0,
            application: row.application_id.map(|id| id.0),
            state: row.state.0,
            content: row.content.0,
            case_worker: row.case_worker_id.map(|id| id.0),
            responsible_nurse: row.responsible_nurse_id.map(|id| id.0),
            editors: row.editors.0,
            statements: row.statements_given.0,
            return_comment: row.return_comment,
            signature: row.signature.map(|signature| signature.0),
            closing: row.closing.map(|closing| closing.0),
        },
        created_at: row.created_at.0,
        submitted_at: row.submitted_at.map(|at| at.0),
        edited_at: row.edited_at.map(|at| at.0),
        version: row.version,
    }
}

fn row(stored: &StoredVedtak) -> Row {
    let vedtak = stored.vedtak.clone();
    Row {
        id: Id(vedtak.id),
        citizen_id: Id(vedtak.citizen),
        unit_id: Id(vedtak.unit),
        handling_unit_id: Id(vedtak.handling_unit),
        application_id: vedtak.application.map(Id),
        state: Coded(vedtak.state),
        service: Coded(vedtak.content.service),
        content: Doc(vedtak.content),
        case_worker_id: vedtak.case_worker.map(Id),
        responsible_nurse_id: vedtak.responsible_nurse.map(Id),
        editors: Doc(vedtak.editors),
        statements_given: Doc(vedtak.statements),
        return_comment: vedtak.return_comment,
        signature: vedtak.signature.map(Doc),
        closing: vedtak.closing.map(Doc),
        created_at: At::from(stored.created_at),
        submitted_at: stored.submitted_at.map(At::from),
        version: stored.version,
        edited_at: stored.edited_at.map(At::from),
    }
}

/// States in which it has been decided, so that it may be in force.
pub(crate) const DECIDED: [Coded<VedtakState>; 4] = [
    Coded(VedtakState::Signed),
    Coded(VedtakState::Ended),
    Coded(VedtakState::Replaced),
    Coded(VedtakState::Revoked),
];

impl Reader<'_> {
    /// Whose vedtak it is and on whose desk it lies, to lock and to ask for: of an unknown one
    /// nobody's, so that it costs and answers the same as one that may not be known (SEC-5).
    ///
    /// # Errors
    /// Those of the database.
    pub fn whose_vedtak(&mut self, id: VedtakId) -> Outcome<(CitizenId, UnitId)> {
        self.beyond(Beyond::Whose, |reader| {
            let found: Option<(Id<CitizenId>, Id<UnitId>)> = either!(reader, |c| vedtak::table
                .find(Id(id))
                .select((vedtak::citizen_id, vedtak::handling_unit_id))
                .first(c)
                .optional()?);
            Ok(found.map_or(
                (CitizenId(Uuid::max()), UnitId(Uuid::max())),
                |(citizen, unit)| (citizen.0, unit.0),
            ))
        })
    }

    /// All vedtak of an opened citizen, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn vedtak_of(&mut self, opened: &Opened) -> Outcome<Vec<StoredVedtak>> {
        let citizen = Id(opened.citizen);
        let rows: Vec<Row> = either!(self, |c| vedtak::table
            .filter(vedtak::citizen_id.eq(citizen))
            .order(vedtak::id)
            .select(Row::as_select())
            .load(c)?);
        Ok(rows.into_iter().map(stored).collect())
    }

    /// One vedtak of an opened citizen.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when she has no such vedtak.
    pub fn vedtak(&mut self, opened: &Opened, id: VedtakId) -> Outcome<StoredVedtak> {
        let citizen = Id(opened.citizen);
        let row: Option<Row> = either!(self, |c| vedtak::table
            .find(Id(id))
            .filter(vedtak::citizen_id.eq(citizen))
            .select(Row::as_select())
            .first(c)
            .optional()?);
        row.map(stored).ok_or(Failure::NotThere)
    }

    /// Vedtak in scope, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn vedtak_queue(
        &mut self,
        scope: &Scope,
        filter: &QueueFilter,
    ) -> Outcome<Vec<StoredVedtak>> {
        let units = || scope.units.iter().copied().map(Id);
        let single = || scope.citizens.iter().copied().map(Id);
        let rows: Vec<Row> = either!(self, |c| {
            let mut found = vedtak::table
                .inner_join(
                    responsibilities::table.on(responsibilities::citizen_id.eq(vedtak::citizen_id)),
                )
                .filter(responsibilities::ends_at.is_null())
                .filter(
                    responsibilities::unit_id
                        .eq_any(units())
                        .or(vedtak::citizen_id.eq_any(single())),
                )
                .order(vedtak::id)
                .limit(filter.limit)
                .select(Row::as_select())
                .into_boxed();
            if let Some(unit) = filter.unit {
                found = found.filter(
                    vedtak::unit_id
                        .eq(Id(unit))
                        .or(vedtak::handling_unit_id.eq(Id(unit))),
                );
            }
            if let Some(state) = filter.state {
                found = found.filter(vedtak::state.eq(Coded(state)));
            }
            if let Some(due) = filter.due {
                let open = tasks::table
                    .filter(tasks::source_id.eq(vedtak::id))
                    .filter(tasks::state.eq(Coded(TaskState::Open)))
                    .filter(tasks::late_from.le(At::from(day_end(due))));
                let appealed = appeals::table
                    .inner_join(tasks::table.on(tasks::source_id.eq(appeals::id)))
                    .filter(appeals::vedtak_id.eq(vedtak::id))
                    .filter(tasks::state.eq(Coded(TaskState::Open)))
                    .filter(tasks::late_from.le(At::from(day_end(due))));
                found = found.filter(exists(open).or(exists(appealed)));
            }
            if let Some(after) = filter.after {
                found = found.filter(vedtak::id.gt(Id(after)));
            }
            found.load(c)?
        });
        Ok(rows.into_iter().map(stored).collect())
    }

    /// The frames in force on a day, in minutes a week, of each of the citizens (R-VED-11).
    ///
    /// # Errors
    /// Those of the database.
    pub fn frames_in_force(
        &mut self,
        citizens: &[CitizenId],
        day: NaiveDate,
    ) -> Outcome<Vec<(CitizenId, frame::Frame)>> {
        let rows: Vec<Row> = either!(self, |c| vedtak::table
            .filter(vedtak::citizen_id.eq_any(citizens.iter().copied().map(Id)))
            .filter(vedtak::state.eq_any(DECIDED))
            .order(vedtak::id)
            .select(Row::as_select())
            .load(c)?);
        Ok(rows
            .into_iter()
            .filter_map(|row| minutes_on(&stored(row).vedtak, day))
            .collect())
    }
}

fn minutes_on(vedtak: &Vedtak, day: NaiveDate) -> Option<(CitizenId, frame::Frame)> {
    let days = vedtak.days_in_force().filter(|days| days.contains(day))?;
    let Some(Frame::MinutesPerWeek { from, to }) = vedtak.content.frame else {
        return None;
    };
    let frame = frame::Frame {
        vedtak: vedtak.id,
        service: vedtak.content.service,
        minutes_from: from,
        minutes_to: to,
        from: days.from,
        until: days.until,
    };
    Some((vedtak.citizen, frame))
}

impl Writer<'_> {
    /// A new draft.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_vedtak(&mut self, vedtak: Vedtak) -> Outcome<StoredVedtak> {
        let stored = StoredVedtak {
            vedtak,
            created_at: domain::time::to_micros(self.now()),
            submitted_at: None,
            edited_at: None,
            version: 1,
        };
        self.put_vedtak(&stored)?;
        Ok(stored)
    }

    /// A vedtak as it stands.
    pub(crate) fn put_vedtak(&mut self, stored: &StoredVedtak) -> Outcome<()> {
        let row = row(stored);
        either!(self, |c| diesel::insert_into(vedtak::table)
            .values(row)
            .execute(c)?);
        let (id, citizen) = (stored.vedtak.id, stored.vedtak.citizen);
        self.changed("vedtak", id, Some(citizen), stored.version, Op::Created);
        Ok(())
    }

    /// A vedtak in its next state or with its next content, as the rules made it.
    ///
    /// # Errors
    /// [`Failure::Again`] when another write was first.
    pub fn update_vedtak(&mut self, stored: StoredVedtak, vedtak: Vedtak) -> Outcome<StoredVedtak> {
        let submitted =
            vedtak.state == VedtakState::Submitted && stored.vedtak.state != VedtakState::Submitted;
        let version = stored.version;
        let edited = vedtak.content != stored.vedtak.content;
        let now = domain::time::to_micros(self.now());
        let next = StoredVedtak {
            edited_at: if edited { Some(now) } else { stored.edited_at },
            submitted_at: if submitted {
                Some(now)
            } else {
                stored.submitted_at
            },
            vedtak,
            version: version + 1,
            ..stored
        };
        let id = next.vedtak.id;
        let row = row(&next);
        let rows = either!(self, |c| diesel::update(
            vedtak::table
                .find(Id(id))
                .filter(vedtak::version.eq(version))
        )
        .set(row)
        .execute(c)?);
        if rows != 1 {
            return Err(Failure::Again);
        }
        let citizen = Some(next.vedtak.citizen);
        self.changed("vedtak", id, citizen, next.version, Op::Updated);
        Ok(next)
    }

    /// From which day a vedtak is final; none while that cannot be said (R-VED-9).
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_final(&mut self, id: VedtakId, from: Option<NaiveDate>) -> Outcome<()> {
        either!(self, |c| diesel::update(vedtak::table.find(Id(id)))
            .set(vedtak::final_on.eq(from))
            .execute(c)?);
        Ok(())
    }

    /// A signed vedtak takes a place of a quota (R-VED-2).
    ///
    /// # Errors
    /// Those of the database.
    pub fn take_place(&mut self, id: VedtakId, quota: QuotaId) -> Outcome<()> {
        either!(self, |c| diesel::update(vedtak::table.find(Id(id)))
            .set(vedtak::quota_id.eq(Some(Id(quota))))
            .execute(c)?);
        Ok(())
    }
}
