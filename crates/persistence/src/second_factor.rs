//! The second factor of log-ins (SEC-6): the secret of the code generator, encrypted; recovery codes,
//! hashed; one-time links for a new password, hashed.

use crate::{
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{account_totp, password_resets, recovery_codes},
    sql_types::{At, Id},
    vault::Sealed,
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::{AccountId, EmployeeId};

/// An account's code generator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTotp {
    /// What it and we share.
    pub secret: Vec<u8>,
    /// A code of it has been shown, so that log-in asks for one.
    pub confirmed: bool,
    /// The step of the last code that was used; it and those before it work no more.
    pub last_step: i64,
}

/// A one-time link for a new password, as found by its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResetFacts {
    /// For which account.
    pub account: AccountId,
    /// Whose account.
    pub employee: EmployeeId,
    /// It also takes the code generator away, for one that was lost.
    pub forgets_totp: bool,
    /// Until when it works.
    pub expires: DateTime<Utc>,
    /// Whether it has been used.
    pub used: bool,
}

impl Reader<'_> {
    /// An account's code generator, when it has one.
    ///
    /// # Errors
    /// Those of the database; a secret that cannot be opened.
    pub fn totp_of(&mut self, account: AccountId) -> Outcome<Option<StoredTotp>> {
        type Row = (Vec<u8>, String, Option<At>, i64);
        let row: Option<Row> = either!(self, |c| account_totp::table
            .find(Id(account))
            .select((
                account_totp::secret_cipher,
                account_totp::key_id,
                account_totp::confirmed_at,
                account_totp::last_step
            ))
            .first(c)
            .optional()?);
        let Some((bytes, key_id, confirmed, last_step)) = row else {
            return Ok(None);
        };
        let secret = self
            .vault
            .open(account.0.as_bytes(), &Sealed { key_id, bytes })?;
        Ok(Some(StoredTotp {
            secret,
            confirmed: confirmed.is_some(),
            last_step,
        }))
    }

    /// The secret of the generator that waits for its first code, beside another or alone.
    ///
    /// # Errors
    /// Those of the database; a secret that cannot be opened.
    pub fn waiting_totp_of(&mut self, account: AccountId) -> Outcome<Option<Vec<u8>>> {
        type Row = (Option<Vec<u8>>, Option<String>);
        let row: Option<Row> = either!(self, |c| account_totp::table
            .find(Id(account))
            .filter(account_totp::confirmed_at.is_not_null())
            .select((account_totp::waiting_cipher, account_totp::waiting_key_id))
            .first(c)
            .optional()?);
        match row {
            Some((Some(bytes), Some(key_id))) => {
                let sealed = Sealed { key_id, bytes };
                Ok(Some(self.vault.open(account.0.as_bytes(), &sealed)?))
            }
            Some(_) => Ok(None),
            None => Ok(self.totp_of(account)?.map(|first| first.secret)),
        }
    }

    /// How many recovery codes an account has left.
    ///
    /// # Errors
    /// Those of the database.
    pub fn recovery_codes_left(&mut self, account: AccountId) -> Outcome<i64> {
        Ok(either!(self, |c| recovery_codes::table
            .filter(recovery_codes::account_id.eq(Id(account)))
            .filter(recovery_codes::used_at.is_null())
            .count()
            .get_result(c)?))
    }

    /// A one-time link by its hash.
    ///
    /// # Errors
    /// Those of the database.
    pub fn password_reset(&mut self, hash: &[u8]) -> Outcome<Option<ResetFacts>> {
        use crate::schema::accounts;
        type Row = (Id<AccountId>, Id<EmployeeId>, bool, At, Option<At>);
        let row: Option<Row> = either!(self, |c| password_resets::table
            .inner_join(accounts::table.on(accounts::id.eq(password_resets::account_id)))
            .filter(password_resets::hash.eq(hash))
            .select((
                accounts::id,
                accounts::employee_id,
                password_resets::forgets_totp,
                password_resets::expires_at,
                password_resets::used_at
            ))
            .first(c)
            .optional()?);
        Ok(row.map(
            |(account, employee, forgets_totp, expires, used)| ResetFacts {
                account: account.0,
                employee: employee.0,
                forgets_totp,
                expires: expires.0,
                used: used.is_some(),
            },
        ))
    }

    /// The account of an employee, when she has one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn account_of(&mut self, employee: EmployeeId) -> Outcome<Option<AccountId>> {
        use crate::schema::accounts;
        let id: Option<Id<AccountId>> = either!(self, |c| accounts::table
            .filter(accounts::employee_id.eq(Id(employee)))
            .select(accounts::id)
            .first(c)
            .optional()?);
        Ok(id.map(|id| id.0))
    }
}

impl Writer<'_> {
    /// Gives an account a code generator that nobody has shown a code of yet. One that log-in asks for
    /// goes on being asked for until then, and its recovery codes work.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_totp(&mut self, account: AccountId, secret: &[u8]) -> Outcome<()> {
        let sealed = self.vault.seal(account.0.as_bytes(), secret)?;
        let now = At::from(self.now());
        let waits = either!(self, |c| diesel::update(
            account_totp::table
                .find(Id(account))
                .filter(account_totp::confirmed_at.is_not_null())
        )
        .set((
            account_totp::waiting_cipher.eq(Some(&sealed.bytes)),
            account_totp::waiting_key_id.eq(Some(&sealed.key_id)),
            account_totp::waiting_since.eq(Some(now)),
        ))
        .execute(c)?);
        if waits == 1 {
            self.changed("accounts", account, None, 1, crate::Op::Updated);
            return Ok(());
        }
        self.remove_totp(account)?;
        either!(self, |c| diesel::insert_into(account_totp::table)
            .values((
                account_totp::account_id.eq(Id(account)),
                account_totp::secret_cipher.eq(&sealed.bytes),
                account_totp::key_id.eq(&sealed.key_id),
                account_totp::created_at.eq(now),
                account_totp::last_step.eq(0_i64),
            ))
            .execute(c)?);
        Ok(())
    }

    /// From now on log-in asks for codes of the generator that waited, and for one later than `step`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn confirm_totp(&mut self, account: AccountId, step: i64) -> Outcome<()> {
        type Waiting = (Option<Vec<u8>>, Option<String>, Option<At>);
        let now = At::from(self.now());
        let row = account_totp::table.find(Id(account));
        let waiting: Waiting = either!(self, |c| row
            .select((
                account_totp::waiting_cipher,
                account_totp::waiting_key_id,
                account_totp::waiting_since
            ))
            .first(c)?);
        if let (Some(bytes), Some(key_id), Some(since)) = waiting {
            either!(self, |c| diesel::update(row)
                .set((
                    account_totp::secret_cipher.eq(bytes),
                    account_totp::key_id.eq(key_id),
                    account_totp::created_at.eq(since),
                    account_totp::waiting_cipher.eq(None::<Vec<u8>>),
                    account_totp::waiting_key_id.eq(None::<String>),
                    account_totp::waiting_since.eq(None::<At>),
                ))
                .execute(c)?);
        }
        either!(self, |c| diesel::update(row)
            .set((
                account_totp::confirmed_at.eq(Some(now)),
                account_totp::last_step.eq(step),
            ))
            .execute(c)?);
        // Who the account's sessions belong to is remembered while the municipality stands still.
        self.changed("accounts", account, None, 1, crate::Op::Updated);
        Ok(())
    }

    /// Takes the code of a step; false when it, or a later one, was taken before.
    ///
    /// # Errors
    /// Those of the database.
    pub fn take_totp_step(&mut self, account: AccountId, step: i64) -> Outcome<bool> {
        let taken = either!(self, |c| diesel::update(
            account_totp::table
                .find(Id(account))
                .filter(account_totp::last_step.lt(step))
        )
        .set(account_totp::last_step.eq(step))
        .execute(c)?);
        Ok(taken == 1)
    }

    /// Takes a recovery code; false when there is none such, or it was taken before.
    ///
    /// # Errors
    /// Those of the database.
    pub fn take_recovery_code(&mut self, account: AccountId, hash: &[u8]) -> Outcome<bool> {
        let now = At::from(self.now());
        let taken = either!(self, |c| diesel::update(
            recovery_codes::table
                .filter(recovery_codes::hash.eq(hash))
                .filter(recovery_codes::account_id.eq(Id(account)))
                .filter(recovery_codes::used_at.is_null())
        )
        .set(recovery_codes::used_at.eq(Some(now)))
        .execute(c)?);
        Ok(taken == 1)
    }

    /// Replaces an account's recovery codes.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_recovery_codes(&mut self, account: AccountId, hashes: &[Vec<u8>]) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| {
            diesel::delete(
                recovery_codes::table.filter(recovery_codes::account_id.eq(Id(account))),
            )
            .execute(c)?;
            for hash in hashes {
                diesel::insert_into(recovery_codes::table)
                    .values((
                        recovery_codes::hash.eq(hash),
                        recovery_codes::account_id.eq(Id(account)),
                        recovery_codes::made_at.eq(now),
                    ))
                    .execute(c)?;
            }
        });
        Ok(())
    }

    /// Takes an account's code generator away, with its recovery codes.
    ///
    /// # Errors
    /// Those of the database.
    pub fn remove_totp(&mut self, account: AccountId) -> Outcome<()> {
        either!(self, |c| {
            diesel::delete(account_totp::table.find(Id(account))).execute(c)?;
            diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(Id(account))))
                .execute(c)?
        });
        self.changed("accounts", account, None, 1, crate::Op::Updated);
        Ok(())
    }

    /// Keeps the hash of a one-time link; earlier ones of the account work no more.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_password_reset(
        &mut self,
        account: AccountId,
        hash: &[u8],
        expires: DateTime<Utc>,
        forgets_totp: bool,
    ) -> Outcome<()> {
        let by = self.actor()?.employee;
        let now = At::from(self.now());
        either!(self, |c| {
            diesel::update(
                password_resets::table
                    .filter(password_resets::account_id.eq(Id(account)))
                    .filter(password_resets::used_at.is_null()),
            )
            .set(password_resets::used_at.eq(Some(now)))
            .execute(c)?;
            diesel::insert_into(password_resets::table)
                .values((
                    password_resets::hash.eq(hash),
                    password_resets::account_id.eq(Id(account)),
                    password_resets::made_at.eq(now),
                    password_resets::made_by.eq(Id(by)),
                    password_resets::expires_at.eq(At::from(expires)),
                    password_resets::forgets_totp.eq(forgets_totp),
                ))
                .execute(c)?
        });
        self.changed("accounts", account, None, 1, crate::Op::Updated);
        Ok(())
    }

    /// Takes a one-time link; false when it was taken before.
    ///
    /// # Errors
    /// Those of the database.
    pub fn take_password_reset(&mut self, hash: &[u8]) -> Outcome<bool> {
        let now = At::from(self.now());
        let taken = either!(self, |c| diesel::update(
            password_resets::table
                .filter(password_resets::hash.eq(hash))
                .filter(password_resets::used_at.is_null())
        )
        .set(password_resets::used_at.eq(Some(now)))
        .execute(c)?);
        Ok(taken == 1)
    }
}
