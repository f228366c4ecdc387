//! The trace (SEC-9): who, role, unit, citizen, what, why, from which session.
//!
//! A write's entry stands in its own transaction. A read's entry is committed before the first byte
//! leaves; commits are grouped by one thread, and an entry covers its session, document and reason
//! for a while, so that a phone that polls does not fill the log.

use crate::{
    backend::Backend,
    caller::Caller,
    connection::{Connection, either},
    failure::{Failure, Outcome},
    new_id::new_id,
    reader::{Opened, Reader},
    row_security::Beyond,
    schema::{access_log, access_log_citizens, employees},
    sql_types::{At, Coded, Id},
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, EmployeeId, LogEntryId, SessionId, UnitId},
    organisation::Role,
    policy::Basis,
    trace::AccessKind as Kind,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
};

/// How long a read's entry covers further reads of the same document (SEC-9), minutes.
const COVERS_MINUTES: i64 = 15;
/// How many waiting requests one commit may serve.
const GROUP: usize = 256;

/// Citizens opened for one document and one reason.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    pub(crate) document: String,
    pub(crate) basis: Basis,
    pub(crate) unit: Option<UnitId>,
    pub(crate) citizens: Vec<CitizenId>,
    pub(crate) kind: Kind,
    /// The reason given, for emergency access.
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = access_log)]
struct NewEntry {
    id: Id<LogEntryId>,
    at: At,
    employee_id: Option<Id<EmployeeId>>,
    session_id: Option<Id<SessionId>>,
    role: Option<Coded<Role>>,
    unit_id: Option<Id<UnitId>>,
    kind: Coded<Kind>,
    operation: String,
    document: String,
    basis: Coded<Basis>,
    reason: Option<String>,
    covers_until: At,
}

#[derive(Debug, Clone, Copy, Insertable)]
#[diesel(table_name = access_log_citizens, treat_none_as_default_value = false)]
struct NewEntryCitizen {
    entry_id: Id<LogEntryId>,
    citizen_id: Id<CitizenId>,
}

/// One entry ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    row: NewEntry,
    citizens: Vec<NewEntryCitizen>,
}

impl Entry {
    /// The entry for what a caller has seen or changed.
    pub(crate) fn of(caller: &Caller, seen: &Seen, at: DateTime<Utc>) -> Self {
        let id = Id(new_id(at));
        let actor = caller.actor.as_deref();
        let unit = seen.unit;
        Self {
            row: NewEntry {
                id,
                at: at.into(),
                employee_id: actor.map(|a| Id(a.employee)),
                session_id: actor.map(|a| Id(a.session)),
                role: unit
                    .and_then(|unit| actor.and_then(|a| a.role_in(unit, at)))
                    .map(Coded),
                unit_id: unit.map(Id),
                kind: Coded(seen.kind),
                operation: caller.action.operation_id().to_owned(),
                document: seen.document.clone(),
                basis: Coded(seen.basis),
                reason: seen.reason.clone(),
                covers_until: (at + TimeDelta::minutes(COVERS_MINUTES)).into(),
            },
            citizens: seen
                .citizens
                .iter()
                .map(|citizen| NewEntryCitizen {
                    entry_id: id,
                    citizen_id: Id(*citizen),
                })
                .collect(),
        }
    }
}

/// Writes entries on a connection that is inside a transaction.
pub(crate) fn insert(connection: Connection<'_>, entries: &[Entry]) -> QueryResult<()> {
    let rows: Vec<&NewEntry> = entries.iter().map(|e| &e.row).collect();
    let citizens: Vec<NewEntryCitizen> = entries.iter().flat_map(|e| e.citizens.clone()).collect();
    match connection {
        Connection::Sqlite(c) => {
            diesel::insert_into(access_log::table)
                .values(rows)
                .execute(c)?;
            diesel::insert_into(access_log_citizens::table)
                .values(citizens)
                .execute(c)?;
        }
        Connection::Postgres(c) => {
            diesel::insert_into(access_log::table)
                .values(rows)
                .execute(c)?;
            diesel::insert_into(access_log_citizens::table)
                .values(citizens)
                .execute(c)?;
        }
    }
    Ok(())
}

/// What an entry covers: further reads inside it need no new one.
type Cover = (Option<SessionId>, String, Basis, Vec<CitizenId>);

struct Job {
    entries: Vec<Entry>,
    done: mpsc::SyncSender<Result<(), String>>,
}

/// The thread that commits reads' entries in groups, and the memory of what is covered.
pub(crate) struct ReadLog {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    covered: Mutex<HashMap<Cover, DateTime<Utc>>>,
}

impl ReadLog {
    /// Starts the committing thread; it ends when the log is dropped.
    pub(crate) fn start(backend: Arc<Backend>) -> Self {
        let (queue, jobs) = mpsc::channel::<Job>();
        let thread = std::thread::spawn(move || {
            while let Ok(first) = jobs.recv() {
                let group: Vec<Job> = std::iter::once(first)
                    .chain(jobs.try_iter().take(GROUP))
                    .collect();
                let entries: Vec<Entry> = group
                    .iter()
                    .flat_map(|job| job.entries.iter().cloned())
                    .collect();
                let result = backend
                    .append(&entries)
                    .map_err(|failure| failure.to_string());
                for job in group {
                    // The request may have been given up meanwhile; its entry stands all the same.
                    job.done.send(result.clone()).ok();
                }
            }
        });
        Self {
            queue: Some(queue),
            thread: Some(thread),
            covered: Mutex::default(),
        }
    }

    /// Commits entries for what is not covered yet, and returns when they are safe: until when all
    /// that was seen is covered.
    pub(crate) fn record(&self, caller: &Caller, seen: Vec<Seen>) -> Outcome<DateTime<Utc>> {
        let session = caller.actor.as_deref().map(|a| a.session);
        let until = caller.now + TimeDelta::minutes(COVERS_MINUTES);
        let mut earliest = until;
        let fresh: Vec<(Cover, Seen)> = {
            let covered = self.covered.lock().unwrap_or_else(PoisonError::into_inner);
            seen.into_iter()
                .filter(|s| !s.citizens.is_empty())
                .map(|s| {
                    (
                        (session, s.document.clone(), s.basis, s.citizens.clone()),
                        s,
                    )
                })
                .filter(|(cover, seen)| match covered.get(cover) {
                    // Every refusal is told, however often somebody tries.
                    _ if seen.kind == Kind::Refused => true,
                    Some(until) if caller.now < *until => {
                        earliest = earliest.min(*until);
                        false
                    }
                    _ => true,
                })
                .collect()
        };
        if fresh.is_empty() {
            return Ok(earliest);
        }
        let entries = fresh
            .iter()
            .map(|(_, s)| Entry::of(caller, s, caller.now))
            .collect();
        self.commit(entries)?;
        let mut covered = self.covered.lock().unwrap_or_else(PoisonError::into_inner);
        covered.retain(|_, until| *until > caller.now);
        covered.extend(fresh.into_iter().map(|(cover, _)| (cover, until)));
        Ok(earliest)
    }

    fn commit(&self, entries: Vec<Entry>) -> Outcome<()> {
        let gone = || Failure::Unavailable("the access log cannot be written".into());
        let (done, answer) = mpsc::sync_channel(1);
        let queue = self.queue.as_ref().ok_or_else(gone)?;
        queue.send(Job { entries, done }).map_err(|_| gone())?;
        answer
            .recv()
            .map_err(|_| gone())?
            .map_err(Failure::Unavailable)
    }
}

impl Drop for ReadLog {
    /// Waits until what is queued is written and the connection is let go.
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// One line of a citizen's log, as shown.
#[derive(Debug, Clone, Queryable)]
pub struct LogLine {
    /// Identity.
    pub id: Id<LogEntryId>,
    /// When it began.
    pub at: At,
    /// Until when it covers repeated reads.
    pub covers_until: At,
    /// Who, none for the system itself.
    pub employee: Option<Id<EmployeeId>>,
    /// Given and family name of who.
    pub name: Option<(String, String)>,
    /// In which role.
    pub role: Option<Coded<Role>>,
    /// For which unit.
    pub unit: Option<Id<UnitId>>,
    /// What was done.
    pub kind: Coded<Kind>,
    /// Which operation.
    pub operation: String,
    /// Which document.
    pub document: String,
    /// Why she could.
    pub basis: Coded<Basis>,
    /// The reason given, for emergency access.
    pub reason: Option<String>,
    /// From which session.
    pub session: Option<Id<SessionId>>,
}

/// Which part of a citizen's log is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct LogPart {
    /// Older than this entry.
    pub before: Option<LogEntryId>,
    /// Begun at this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Begun before this instant.
    pub until: Option<DateTime<Utc>>,
    /// At most so many.
    pub limit: i64,
}

impl Reader<'_> {
    /// The name that stands on the extract of an opened log; the auditor sees nothing more of her.
    ///
    /// # Errors
    /// Those of the database.
    pub fn name_on_extract(&mut self, opened: &Opened) -> Outcome<String> {
        let citizen = opened.citizen;
        let names = self.beyond(Beyond::Extract, |reader| reader.names_of(&[citizen]))?;
        Ok(names.into_values().next().unwrap_or_default())
    }

    /// A citizen's log, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn access_log(&mut self, citizen: CitizenId, part: LogPart) -> Outcome<Vec<LogLine>> {
        Ok(either!(self, |c| {
            let mut query = access_log_citizens::table
                .inner_join(access_log::table.on(access_log::id.eq(access_log_citizens::entry_id)))
                .left_join(
                    employees::table.on(access_log::employee_id.eq(employees::id.nullable())),
                )
                .filter(access_log_citizens::citizen_id.eq(Id(citizen)))
                .order(access_log::id.desc())
                .limit(part.limit)
                .select((
                    access_log::id,
                    access_log::at,
                    access_log::covers_until,
                    access_log::employee_id,
                    (employees::given_name, employees::family_name).nullable(),
                    access_log::role,
                    access_log::unit_id,
                    access_log::kind,
                    access_log::operation,
                    access_log::document,
                    access_log::basis,
                    access_log::reason,
                    access_log::session_id,
                ))
                .into_boxed();
            if let Some(before) = part.before {
                query = query.filter(access_log::id.lt(Id(before)));
            }
            if let Some(from) = part.from {
                query = query.filter(access_log::at.ge(At::from(from)));
            }
            if let Some(until) = part.until {
                query = query.filter(access_log::at.lt(At::from(until)));
            }
            query.load(c)?
        }))
    }
}
