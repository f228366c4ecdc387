//! Accounts, and what the holder of one may do. Only hashes of passwords are kept (SEC-6).

use crate::{
    connection::either,
    failure::Outcome,
    organisation::{MEMBERSHIP, MembershipRow, membership},
    reader::Reader,
    schema::{account_totp, accounts, employees, memberships, municipal_roles, sessions},
    sql_types::{At, Coded, Id},
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    ids::{AccountId, EmployeeId, SessionId, UnitId},
    organisation::{Profession, Role},
    policy::{Actor, MunicipalRole},
};

/// What log-in needs to know.
#[derive(Debug, Clone)]
pub struct LoginFacts {
    /// The account.
    pub account: AccountId,
    /// PHC string of the password.
    pub password_hash: String,
}

impl Reader<'_> {
    /// Whoever is, was or is proposed to be a member of a unit, by name and user name: whom a file of shifts
    /// may name. Whether she may have the shift is asked for each row, on its day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn log_ins_of_unit(&mut self, unit: UnitId) -> Outcome<Vec<(EmployeeId, String, String)>> {
        type Row = (Id<EmployeeId>, String, String, String);
        let rows: Vec<Row> = either!(self, |c| accounts::table
            .inner_join(employees::table.on(employees::id.eq(accounts::employee_id)))
            .filter(
                employees::id.eq_any(
                    memberships::table
                        .filter(memberships::unit_id.eq(Id(unit)))
                        .select(memberships::employee_id)
                )
            )
            .select((
                employees::id,
                employees::given_name,
                employees::family_name,
                accounts::user_name,
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(id, given, family, user_name)| (id.0, format!("{given} {family}"), user_name))
            .collect())
    }

    /// The account with a user name, unless it is disabled.
    ///
    /// # Errors
    /// Those of the database.
    pub fn login_facts(&mut self, user_name: &str) -> Outcome<Option<LoginFacts>> {
        let row: Option<(Id<AccountId>, String)> = either!(self, |c| accounts::table
            .filter(
                accounts::user_name
                    .eq(user_name)
                    .and(accounts::disabled_at.is_null())
            )
            .select((accounts::id, accounts::password_hash))
            .first(c)
            .optional()?);
        Ok(row.map(|(account, password_hash)| LoginFacts {
            account: account.0,
            password_hash,
        }))
    }

    /// What the caller logs in as.
    ///
    /// # Errors
    /// Those of the database.
    pub fn own_user_name(&mut self) -> Outcome<String> {
        let account = self.actor()?.account;
        Ok(either!(self, |c| accounts::table
            .find(Id(account))
            .select(accounts::user_name)
            .first(c)?))
    }

    /// The password hash of the caller's own account.
    ///
    /// # Errors
    /// Those of the database.
    pub fn own_password_hash(&mut self) -> Outcome<String> {
        let account = self.actor()?.account;
        Ok(either!(self, |c| accounts::table
            .find(Id(account))
            .select(accounts::password_hash)
            .first(c)?))
    }

    /// Everything that decides what the holder of a session may do; none when it has ended.
    ///
    /// # Errors
    /// Those of the database.
    pub fn actor_of(&mut self, session: SessionId) -> Outcome<Option<(Actor, DateTime<Utc>)>> {
        type Row = (
            Id<AccountId>,
            At,
            Id<EmployeeId>,
            Coded<Profession>,
            Option<At>,
            Option<String>,
            bool,
        );
        let found: Option<Row> = either!(self, |c| sessions::table
            .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
            .inner_join(employees::table.on(employees::id.eq(accounts::employee_id)))
            .left_join(account_totp::table.on(account_totp::account_id.eq(accounts::id)))
            .filter(sessions::id.eq(Id(session)))
            .filter(
                sessions::ended_at
                    .is_null()
                    .and(accounts::disabled_at.is_null())
            )
            .select((
                accounts::id,
                sessions::expires_at,
                employees::id,
                employees::profession,
                account_totp::confirmed_at.nullable(),
                sessions::provider,
                sessions::strong,
            ))
            .first(c)
            .optional()?);
        let Some((account, expires, employee, profession, confirmed, provider, strong)) = found
        else {
            return Ok(None);
        };
        let shares: Vec<MembershipRow> = either!(self, |c| memberships::table
            .filter(memberships::employee_id.eq(employee))
            .select(MEMBERSHIP)
            .load(c)?);
        let roles: Vec<(Coded<Role>, NaiveDate, Option<NaiveDate>)> =
            either!(self, |c| municipal_roles::table
                .filter(municipal_roles::employee_id.eq(employee))
                .select((
                    municipal_roles::role,
                    municipal_roles::valid_from,
                    municipal_roles::valid_until
                ))
                .load(c)?);
        let actor = Actor {
            account: account.0,
            employee: employee.0,
            session,
            profession: profession.0,
            second_factor: match provider {
                // Sessions from before the confirmation ended with it; later ones were begun with a code.
                None => confirmed.is_some(),
                // Nobody asked for a code: what counts is how strongly the provider knew her (SEC-8).
                Some(_) => strong,
            },
            memberships: shares.into_iter().map(membership).collect(),
            municipal: roles
                .into_iter()
                .map(|(role, from, until)| MunicipalRole {
                    role: role.0,
                    from,
                    until,
                })
                .collect(),
        };
        Ok(Some((actor, expires.0)))
    }
}

impl Writer<'_> {
    /// Opens an account for an employee.
    ///
    /// # Errors
    /// Those of the database; a user name that is taken is a unique violation.
    pub fn insert_account(
        &mut self,
        id: AccountId,
        employee: EmployeeId,
        user_name: &str,
        password_hash: &str,
    ) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| diesel::insert_into(accounts::table)
            .values((
                accounts::id.eq(Id(id)),
                accounts::employee_id.eq(Id(employee)),
                accounts::user_name.eq(user_name),
                accounts::password_hash.eq(password_hash),
                accounts::created_at.eq(now),
            ))
            .execute(c)?);
        Ok(())
    }

    /// Replaces an account's password hash.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_password_hash(&mut self, account: AccountId, hash: &str) -> Outcome<()> {
        either!(self, |c| diesel::update(accounts::table.find(Id(account)))
            .set(accounts::password_hash.eq(hash))
            .execute(c)?);
        Ok(())
    }

    /// Closes an account; one that is closed stays so since then.
    ///
    /// # Errors
    /// Those of the database.
    pub fn close_account(&mut self, account: AccountId) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| diesel::update(
            accounts::table
                .find(Id(account))
                .filter(accounts::disabled_at.is_null())
        )
        .set(accounts::disabled_at.eq(Some(now)))
        .execute(c)?);
        self.changed("accounts", account, None, 1, crate::Op::Updated);
        Ok(())
    }

    /// Opens an account again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn reopen_account(&mut self, account: AccountId) -> Outcome<()> {
        either!(self, |c| diesel::update(accounts::table.find(Id(account)))
            .set(accounts::disabled_at.eq(None::<At>))
            .execute(c)?);
        self.changed("accounts", account, None, 1, crate::Op::Updated);
        Ok(())
    }
}
