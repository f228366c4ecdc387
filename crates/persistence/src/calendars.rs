//! Private addresses of employees' shifts (R-SHF-2). Only the hash of a token is kept; an address dies
//! when it is ended, and with the account.

use crate::{
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{accounts, calendars},
    sql_types::{At, Id},
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::{CalendarId, EmployeeId};

/// An address as its owner sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct CalendarRow {
    /// Identity.
    pub id: CalendarId,
    /// What she calls it.
    pub name: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

impl Reader<'_> {
    /// An employee's addresses that have not ended, the oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn calendars_of(&mut self, employee: EmployeeId) -> Outcome<Vec<CalendarRow>> {
        let rows: Vec<(Id<CalendarId>, String, At)> = either!(self, |c| calendars::table
            .filter(calendars::employee_id.eq(Id(employee)))
            .filter(calendars::ended_at.is_null())
            .order((calendars::made_at, calendars::id))
            .select((calendars::id, calendars::name, calendars::made_at))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(id, name, made_at)| CalendarRow {
                id: id.0,
                name,
                made_at: made_at.0,
            })
            .collect())
    }

    /// Whose calendar an address shows; nobody's when it has ended or the account is disabled.
    ///
    /// # Errors
    /// Those of the database.
    pub fn calendar_owner(&mut self, token_hash: &[u8]) -> Outcome<Option<EmployeeId>> {
        let owner: Option<Id<EmployeeId>> = either!(self, |c| calendars::table
            .inner_join(accounts::table.on(accounts::employee_id.eq(calendars::employee_id)))
            .filter(calendars::token_hash.eq(token_hash))
            .filter(calendars::ended_at.is_null())
            .filter(accounts::disabled_at.is_null())
            .select(calendars::employee_id)
            .first(c)
            .optional()?);
        Ok(owner.map(|owner| owner.0))
    }
}

impl Writer<'_> {
    /// A new address. It is nobody's business but its owner's: the feed says nothing of it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_calendar(
        &mut self,
        id: CalendarId,
        employee: EmployeeId,
        name: &str,
        token_hash: &[u8],
    ) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| diesel::insert_into(calendars::table)
            .values((
                calendars::id.eq(Id(id)),
                calendars::employee_id.eq(Id(employee)),
                calendars::name.eq(name),
                calendars::token_hash.eq(token_hash),
                calendars::made_at.eq(now),
            ))
            .execute(c)?);
        Ok(())
    }

    /// Ends an address of an employee's; whether there was one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn end_calendar(&mut self, id: CalendarId, employee: EmployeeId) -> Outcome<bool> {
        let now = At::from(self.now());
        let ended = either!(self, |c| diesel::update(
            calendars::table
                .find(Id(id))
                .filter(calendars::employee_id.eq(Id(employee)))
                .filter(calendars::ended_at.is_null())
        )
        .set(calendars::ended_at.eq(Some(now)))
        .execute(c)?);
        Ok(ended == 1)
    }
}
