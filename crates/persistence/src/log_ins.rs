//! Log-ins by way of a provider (SEC-8): those that are under way, and whom a provider's answer means.
//! Numbers are found by keyed hash and never kept; a log-in works once and in the browser it began in.

use crate::{
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{accounts, employee_hpr_numbers, employee_numbers, log_ins},
    sql_types::{At, Id},
    vault::Sealed,
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    hpr_number::HprNumber,
    ids::{AccountId, EmployeeId},
    national_number::NationalNumber,
};

/// Parts the hashes of HPR numbers from those of national numbers: they are under one key.
const HPR: &str = "hpr:";

/// A log-in that is under way.
#[derive(Debug, Clone)]
pub struct LogInUnderWay {
    /// Hash of the `state` that the provider sends back.
    pub state_hash: Vec<u8>,
    /// Hash of what the browser holds.
    pub browser_hash: Vec<u8>,
    /// With which provider.
    pub provider: String,
    /// When it is forgotten.
    pub expires: DateTime<Utc>,
}

impl Reader<'_> {
    /// The employee with a national number.
    ///
    /// # Errors
    /// Those of the database.
    pub fn employee_by_national_number(
        &mut self,
        number: &NationalNumber,
    ) -> Outcome<Option<EmployeeId>> {
        let lookup = self.vault.lookup(number.reveal().as_bytes());
        let id: Option<Id<EmployeeId>> = either!(self, |c| employee_numbers::table
            .filter(employee_numbers::number_lookup.eq(&lookup))
            .select(employee_numbers::employee_id)
            .first(c)
            .optional()?);
        Ok(id.map(|id| id.0))
    }

    /// The employee with an HPR number.
    ///
    /// # Errors
    /// Those of the database.
    pub fn employee_by_hpr_number(&mut self, number: &HprNumber) -> Outcome<Option<EmployeeId>> {
        let lookup = self.vault.lookup(hpr(number).as_bytes());
        let id: Option<Id<EmployeeId>> = either!(self, |c| employee_hpr_numbers::table
            .filter(employee_hpr_numbers::number_lookup.eq(&lookup))
            .select(employee_hpr_numbers::employee_id)
            .first(c)
            .optional()?);
        Ok(id.map(|id| id.0))
    }

    /// The account that an employee logs in to; none when it is disabled.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open_account_of(&mut self, employee: EmployeeId) -> Outcome<Option<AccountId>> {
        let id: Option<Id<AccountId>> = either!(self, |c| accounts::table
            .filter(accounts::employee_id.eq(Id(employee)))
            .filter(accounts::disabled_at.is_null())
            .select(accounts::id)
            .first(c)
            .optional()?);
        Ok(id.map(|id| id.0))
    }
}

fn hpr(number: &HprNumber) -> String {
    format!("{HPR}{}", number.reveal())
}

impl Writer<'_> {
    /// Keeps a log-in that has begun, its secrets encrypted; those that nobody came back from in time
    /// are forgotten.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_log_in(&mut self, new: &LogInUnderWay, secrets: &[u8]) -> Outcome<()> {
        let sealed = self.vault.seal(&new.state_hash, secrets)?;
        let now = At::from(self.asked_at());
        either!(self, |c| {
            diesel::delete(log_ins::table.filter(log_ins::expires_at.lt(now))).execute(c)?;
            diesel::insert_into(log_ins::table)
                .values((
                    log_ins::state_hash.eq(&new.state_hash),
                    log_ins::browser_hash.eq(&new.browser_hash),
                    log_ins::provider.eq(&new.provider),
                    log_ins::secrets_cipher.eq(&sealed.bytes),
                    log_ins::key_id.eq(&sealed.key_id),
                    log_ins::expires_at.eq(At::from(new.expires)),
                ))
                .execute(c)?
        });
        Ok(())
    }

    /// Takes a log-in and gives its secrets: it works once, with the provider and in the browser it
    /// began with, until it is forgotten. Who has not all of these takes nothing.
    ///
    /// # Errors
    /// Those of the database; secrets that cannot be opened.
    pub fn take_log_in(
        &mut self,
        state_hash: &[u8],
        browser_hash: &[u8],
        provider: &str,
    ) -> Outcome<Option<Vec<u8>>> {
        let now = At::from(self.asked_at());
        let row: Option<(Vec<u8>, String)> = either!(self, |c| log_ins::table
            .find(state_hash)
            .filter(log_ins::browser_hash.eq(browser_hash))
            .filter(log_ins::provider.eq(provider))
            .filter(log_ins::expires_at.gt(now))
            .select((log_ins::secrets_cipher, log_ins::key_id))
            .first(c)
            .optional()?);
        let Some((bytes, key_id)) = row else {
            return Ok(None);
        };
        // Two at once: one of them deletes the row, the other finds none.
        let taken = either!(self, |c| diesel::delete(log_ins::table.find(state_hash))
            .execute(c)?);
        if taken == 0 {
            return Ok(None);
        }
        let sealed = Sealed { key_id, bytes };
        self.vault.open(state_hash, &sealed).map(Some)
    }

    /// Which HPR number an employee has; only its keyed hash is kept. False when another has it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_employee_hpr_number(&mut self, of: EmployeeId, number: &HprNumber) -> Outcome<bool> {
        let holder = self.employee_by_hpr_number(number)?;
        if holder.is_some_and(|holder| holder != of) {
            return Ok(false);
        }
        let lookup = self.vault.lookup(hpr(number).as_bytes());
        either!(self, |c| diesel::insert_into(employee_hpr_numbers::table)
            .values((
                employee_hpr_numbers::employee_id.eq(Id(of)),
                employee_hpr_numbers::number_lookup.eq(&lookup),
            ))
            .on_conflict(employee_hpr_numbers::employee_id)
            .do_update()
            .set(employee_hpr_numbers::number_lookup.eq(&lookup))
            .execute(c)?);
        self.changed("employees", of, None, 1, crate::Op::Updated);
        Ok(true)
    }
}
