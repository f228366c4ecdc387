//! An entry as it stands in the database, and the bytes that are sealed: the same on both databases,
//! with nothing left out.

use super::Here;
use crate::{
    connection::either,
    schema::{access_log, access_log_citizens, access_log_seals},
    sql_types::{At, Coded, Id},
};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, EmployeeId, LogEntryId, SessionId, UnitId},
    organisation::Role,
    policy::Basis,
    trace::AccessKind,
};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = access_log)]
pub(super) struct Row {
    id: Id<LogEntryId>,
    at: At,
    employee_id: Option<Id<EmployeeId>>,
    session_id: Option<Id<SessionId>>,
    role: Option<Coded<Role>>,
    unit_id: Option<Id<UnitId>>,
    kind: Coded<AccessKind>,
    operation: String,
    document: String,
    basis: Coded<Basis>,
    reason: Option<String>,
    covers_until: At,
}

/// An entry with its citizens.
#[derive(Debug, Clone)]
pub(super) struct StoredEntry {
    id: LogEntryId,
    /// None for an entry whose columns hold what no entry can.
    row: Option<Row>,
    citizens: Vec<CitizenId>,
}

impl StoredEntry {
    pub(super) const fn unreadable(id: LogEntryId) -> Self {
        Self {
            id,
            row: None,
            citizens: Vec::new(),
        }
    }

    pub(super) const fn id(&self) -> LogEntryId {
        self.id
    }

    /// What is sealed. JSON keeps the fields apart, whatever they hold.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let Some(row) = &self.row else {
            return Vec::new();
        };
        let fields = (
            row.id.0,
            row.at.0.timestamp_micros(),
            row.employee_id.map(|id| id.0),
            row.session_id.map(|id| id.0),
            row.role.map(|role| role.0),
            row.unit_id.map(|id| id.0),
            row.kind.0,
            &row.operation,
            &row.document,
            row.basis.0,
            &row.reason,
            row.covers_until.0.timestamp_micros(),
            &self.citizens,
        );
        // Ids, numbers and texts in memory: this cannot fail.
        serde_json::to_vec(&fields).unwrap_or_default()
    }
}

/// Which entries are asked for.
pub(super) enum Which<'a> {
    /// These.
    These(&'a [Id<LogEntryId>]),
    /// The oldest without a seal, from an id on.
    Unsealed { since: LogEntryId, limit: i64 },
}

/// Entries in id order: two queries.
pub(super) fn load(here: &mut Here<'_>, which: &Which<'_>) -> QueryResult<Vec<StoredEntry>> {
    let rows: Vec<Row> = either!(here, |c| {
        let mut query = access_log::table
            .order(access_log::id)
            .select(Row::as_select())
            .into_boxed();
        match which {
            Which::These(ids) => query = query.filter(access_log::id.eq_any(ids.iter())),
            Which::Unsealed { since, limit } => {
                query = query
                    .filter(access_log::id.ge(Id(*since)))
                    .filter(diesel::dsl::not(diesel::dsl::exists(
                        access_log_seals::table
                            .filter(access_log_seals::entry_id.eq(access_log::id)),
                    )))
                    .limit(*limit);
            }
        }
        query.load(c)?
    });
    let ids: Vec<Id<LogEntryId>> = rows.iter().map(|row| row.id).collect();
    let seen: Vec<(Id<LogEntryId>, Id<CitizenId>)> = either!(here, |c| access_log_citizens::table
        .filter(access_log_citizens::entry_id.eq_any(&ids))
        .order((
            access_log_citizens::entry_id,
            access_log_citizens::citizen_id
        ))
        .select((
            access_log_citizens::entry_id,
            access_log_citizens::citizen_id
        ))
        .load(c)?);
    let mut citizens: BTreeMap<LogEntryId, Vec<CitizenId>> = BTreeMap::new();
    for (entry, citizen) in seen {
        citizens.entry(entry.0).or_default().push(citizen.0);
    }
    Ok(rows
        .into_iter()
        .map(|row| StoredEntry {
            id: row.id.0,
            citizens: citizens.remove(&row.id.0).unwrap_or_default(),
            row: Some(row),
        })
        .collect())
}
