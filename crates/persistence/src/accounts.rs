//! Log-ins, sessions and refresh tokens. Only hashes of secrets are kept (SEC-6, SEC-7).

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{
        account_totp, accounts, employees, memberships, municipal_roles, refresh_tokens, sessions,
    },
    sql_types::{At, Coded, Id},
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    ids::{AccountId, EmployeeId, MembershipId, SessionId, UnitId},
    organisation::{Membership, Profession, Role},
    policy::{Actor, MunicipalRole},
    session::RefreshFacts,
};

/// What log-in needs to know.
#[derive(Debug, Clone)]
pub struct LoginFacts {
    /// The account.
    pub account: AccountId,
    /// PHC string of the password.
    pub password_hash: String,
}

/// One signed-in device.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct Session {
    /// Identity.
    pub id: Id<SessionId>,
    /// When it began.
    pub created_at: At,
    /// When it ends at the latest.
    pub expires_at: At,
    /// What the client called itself.
    pub device: Option<String>,
    /// When it was ended.
    pub ended_at: Option<At>,
}

/// A refresh token as found by its hash.
#[derive(Debug, Clone)]
pub struct RefreshRow {
    /// Its session.
    pub session: SessionId,
    /// The session's account.
    pub account: AccountId,
    /// What the rule needs.
    pub facts: RefreshFacts,
}

/// A membership as stored.
pub(crate) type MembershipRow = (
    Id<MembershipId>,
    Id<EmployeeId>,
    Id<UnitId>,
    Coded<Role>,
    i32,
    NaiveDate,
    Option<NaiveDate>,
    Option<At>,
);

pub(crate) fn membership(row: MembershipRow) -> Membership {
    let (id, employee, unit, role, share, from, until, confirmed_at) = row;
    Membership {
        id: id.0,
        employee: employee.0,
        unit: unit.0,
        role: role.0,
        share,
        from,
        until,
        confirmed_at: confirmed_at.map(|at| at.0),
    }
}

/// The columns of [`MembershipRow`].
pub(crate) const MEMBERSHIP: (
    memberships::id,
    memberships::employee_id,
    memberships::unit_id,
    memberships::role,
    memberships::share,
    memberships::valid_from,
    memberships::valid_until,
    memberships::confirmed_at,
) = (
    memberships::id,
    memberships::employee_id,
    memberships::unit_id,
    memberships::role,
    memberships::share,
    memberships::valid_from,
    memberships::valid_until,
    memberships::confirmed_at,
);

impl Reader<'_> {
    /// Members of a unit, and those who have a shift there, by name and user name: whom a file of shifts
    /// may name.
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
                account_totp::confirmed_at.nullable()
            ))
            .first(c)
            .optional()?);
        let Some((account, expires, employee, profession, confirmed)) = found else {
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
            // Sessions from before the confirmation ended with it; later ones were begun with a code.
            second_factor: confirmed.is_some(),
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

    /// The caller's own sessions, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn own_sessions(&mut self) -> Outcome<Vec<Session>> {
        let account = self.actor()?.account;
        Ok(either!(self, |c| sessions::table
            .filter(sessions::account_id.eq(Id(account)))
            .filter(sessions::ended_at.is_null())
            .order(sessions::id.desc())
            .select(Session::as_select())
            .load(c)?))
    }

    /// A refresh token by its hash.
    ///
    /// # Errors
    /// Those of the database.
    pub fn refresh_token(&mut self, hash: &[u8]) -> Outcome<Option<RefreshRow>> {
        type Row = (
            Id<SessionId>,
            Id<AccountId>,
            Option<At>,
            bool,
            Option<At>,
            At,
        );
        let row: Option<Row> = either!(self, |c| refresh_tokens::table
            .inner_join(sessions::table.on(sessions::id.eq(refresh_tokens::session_id)))
            .filter(refresh_tokens::hash.eq(hash))
            .select((
                sessions::id,
                sessions::account_id,
                refresh_tokens::replaced_at,
                refresh_tokens::spent,
                sessions::ended_at,
                sessions::expires_at,
            ))
            .first(c)
            .optional()?);
        Ok(row.map(
            |(session, account, replaced, spent, ended, expires)| RefreshRow {
                session: session.0,
                account: account.0,
                facts: RefreshFacts {
                    replaced_at: replaced.map(|at| at.0),
                    spent,
                    session_ended: ended.is_some(),
                    session_expires: expires.0,
                },
            },
        ))
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

    /// Begins a session with its first refresh token.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_session(
        &mut self,
        id: SessionId,
        account: AccountId,
        expires: DateTime<Utc>,
        device: Option<&str>,
        token_hash: &[u8],
    ) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| diesel::insert_into(sessions::table)
            .values((
                sessions::id.eq(Id(id)),
                sessions::account_id.eq(Id(account)),
                sessions::created_at.eq(now),
                sessions::expires_at.eq(At::from(expires)),
                sessions::device.eq(device),
            ))
            .execute(c)?);
        self.insert_refresh_token(id, token_hash)
    }

    fn insert_refresh_token(&mut self, session: SessionId, hash: &[u8]) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| diesel::insert_into(refresh_tokens::table)
            .values((
                refresh_tokens::hash.eq(hash),
                refresh_tokens::session_id.eq(Id(session)),
                refresh_tokens::issued_at.eq(now),
                refresh_tokens::spent.eq(false),
            ))
            .execute(c)?);
        Ok(())
    }

    /// Replaces a refresh token: its predecessors are spent, itself stays good for a moment.
    ///
    /// # Errors
    /// Those of the database.
    pub fn rotate_refresh_token(
        &mut self,
        session: SessionId,
        old: &[u8],
        new: &[u8],
    ) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| {
            diesel::update(
                refresh_tokens::table
                    .filter(refresh_tokens::session_id.eq(Id(session)))
                    .filter(refresh_tokens::hash.ne(old)),
            )
            .set(refresh_tokens::spent.eq(true))
            .execute(c)?;
            diesel::update(refresh_tokens::table.filter(refresh_tokens::hash.eq(old)))
                .set((
                    refresh_tokens::replaced_at.eq(diesel::dsl::case_when(
                        refresh_tokens::replaced_at.is_null(),
                        Some(now)
                            .into_sql::<diesel::sql_types::Nullable<crate::sql_types::Instant>>(),
                    )
                    .otherwise(refresh_tokens::replaced_at)),
                    refresh_tokens::successor_hash.eq(new),
                ))
                .execute(c)?
        });
        self.insert_refresh_token(session, new)
    }

    /// Ends a session; its holder is out at the next request.
    ///
    /// # Errors
    /// Those of the database.
    pub fn end_session(&mut self, session: SessionId, reason: &str) -> Outcome<bool> {
        let now = At::from(self.now());
        let ended = either!(self, |c| diesel::update(
            sessions::table.filter(
                sessions::id
                    .eq(Id(session))
                    .and(sessions::ended_at.is_null())
            )
        )
        .set((
            sessions::ended_at.eq(Some(now)),
            sessions::ended_reason.eq(reason)
        ))
        .execute(c)?);
        if ended > 0 {
            self.changed("sessions", session, None, 2, Op::Deleted);
        }
        Ok(ended > 0)
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// Those of the database.
    pub fn end_all_sessions(&mut self, account: AccountId, reason: &str) -> Outcome<()> {
        self.end_other_sessions(account, SessionId(uuid::Uuid::nil()), reason)
    }

    /// Ends every session of an account but one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn end_other_sessions(
        &mut self,
        account: AccountId,
        kept: SessionId,
        reason: &str,
    ) -> Outcome<()> {
        let open: Vec<Id<SessionId>> = either!(self, |c| sessions::table
            .filter(
                sessions::account_id
                    .eq(Id(account))
                    .and(sessions::ended_at.is_null())
            )
            .filter(sessions::id.ne(Id(kept)))
            .select(sessions::id)
            .load(c)?);
        for session in open {
            self.end_session(session.0, reason)?;
        }
        Ok(())
    }
}
