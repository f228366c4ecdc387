//! Sessions and refresh tokens. Only hashes of tokens are kept (SEC-7).

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{refresh_tokens, sessions},
    sql_types::{At, Id},
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{AccountId, SessionId},
    session::RefreshFacts,
};

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
    /// The provider that told who it is; none for user name and password.
    pub provider: Option<String>,
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

/// A session that begins.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Identity.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// When it ends at the latest.
    pub expires: DateTime<Utc>,
    /// What the client called itself.
    pub device: Option<String>,
    /// The provider that told who it is (SEC-8); none for user name and password.
    pub provider: Option<String>,
    /// The provider's log-in was as strong as a second factor.
    pub strong: bool,
}

impl Reader<'_> {
    /// The caller's own sessions that can still be renewed, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn own_sessions(&mut self) -> Outcome<Vec<Session>> {
        let account = self.actor()?.account;
        let now = At::from(self.asked_at());
        Ok(either!(self, |c| sessions::table
            .filter(sessions::account_id.eq(Id(account)))
            .filter(sessions::ended_at.is_null())
            .filter(sessions::expires_at.gt(now))
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
    /// Begins a session with its first refresh token.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_session(&mut self, new: &NewSession, token_hash: &[u8]) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| diesel::insert_into(sessions::table)
            .values((
                sessions::id.eq(Id(new.id)),
                sessions::account_id.eq(Id(new.account)),
                sessions::created_at.eq(now),
                sessions::expires_at.eq(At::from(new.expires)),
                sessions::device.eq(new.device.as_deref()),
                sessions::provider.eq(new.provider.as_deref()),
                sessions::strong.eq(new.strong),
            ))
            .execute(c)?);
        self.insert_refresh_token(new.id, token_hash)
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
