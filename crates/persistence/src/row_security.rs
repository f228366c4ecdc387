//! What a connection to PostgreSQL may see (SEC-16): the second wall behind the policy.
//!
//! A transaction sees nothing until its door has given a permit; then it sees the scope of the one who
//! asks, as the policy says it. The few look-ups that must reach further name why ([`Beyond`]). On SQLite,
//! which has no such wall, nothing is done.

use crate::{
    backend::Backend,
    connection::Connection,
    failure::{Failure, Outcome},
    reader::Reader,
    visits::DayVisit,
    writer::Writer,
};
use diesel::{PgConnection, prelude::*, sql_types::Text};
use domain::{ids::CitizenId, policy::Scope};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The wall itself.
pub(crate) const INSTALL: &str = include_str!("row_security.sql");

/// What is seen.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Sight {
    /// Nothing about any citizen: no permit was given yet.
    #[default]
    Nothing,
    /// Everything: the system's own work.
    All,
    /// The scope of the one who asks.
    Scope {
        units: BTreeSet<Uuid>,
        citizens: BTreeSet<CitizenId>,
        /// Whose access log was opened.
        logs: BTreeSet<CitizenId>,
    },
}

/// Why a look-up reaches beyond the scope of the one who asks. What it finds is not shown to her, or is
/// what the operation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beyond {
    /// Whose something is, to lock its streams and ask the policy; an id alone.
    Whose,
    /// Whether a number is known elsewhere (the exception of SEC-5).
    NumberElsewhere,
    /// Somebody sought in an emergency (SEC-3).
    Emergency,
    /// An employee's whole calendar: hours are never counted twice (R-TEAM-9, R-WL-4).
    Calendar,
    /// What was told of visits that one was once assigned to (R-WL-6).
    OwnEvents,
    /// The name on the extract of an access log that was opened (SEC-10).
    Extract,
    /// Plans of teams that pool: a visit changes plan, nothing of it is shown (R-TEAM-8).
    Pool,
    /// Places of a quota that several units share (R-VED-1).
    Quota,
}

fn list(ids: impl IntoIterator<Item = Uuid>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    ids.join(",")
}

/// Says to the database what this transaction may see, until it ends or is told otherwise.
fn tell(c: &mut PgConnection, sight: &Sight) -> QueryResult<()> {
    let (word, units, citizens, logs) = match sight {
        Sight::Nothing => ("nothing", String::new(), String::new(), String::new()),
        Sight::All => ("all", String::new(), String::new(), String::new()),
        Sight::Scope {
            units,
            citizens,
            logs,
        } => (
            "scope",
            list(units.iter().copied()),
            list(citizens.iter().map(|id| id.0)),
            list(logs.iter().map(|id| id.0)),
        ),
    };
    diesel::sql_query(
        "SELECT set_config('tillit.sight', $1, true), set_config('tillit.units', $2, true), \
         set_config('tillit.citizens', $3, true), set_config('tillit.logs', $4, true)",
    )
    .bind::<Text, _>(word)
    .bind::<Text, _>(units)
    .bind::<Text, _>(citizens)
    .bind::<Text, _>(logs)
    .execute(c)
    .map(|_| ())
}

/// Lets the system's own work on a bare connection see everything.
pub(crate) fn see_all(connection: Connection<'_>) -> QueryResult<()> {
    match connection {
        Connection::Sqlite(_) => Ok(()),
        Connection::Postgres(c) => tell(c, &Sight::All),
    }
}

impl Reader<'_> {
    /// Looks as far as `sight` and no further.
    pub(crate) fn see(&mut self, sight: Sight) -> Outcome<()> {
        if self.sight == sight {
            return Ok(());
        }
        if let Connection::Postgres(c) = self.connection() {
            tell(c, &sight)?;
        }
        self.sight = sight;
        Ok(())
    }

    /// What the one who asks may see, by her units alone; the system sees everything.
    pub(crate) fn see_own_units(&mut self) -> Outcome<()> {
        match &self.sight {
            Sight::Scope { .. } => Ok(()),
            _ => {
                let sight = match self.actor() {
                    Err(_) => Sight::All,
                    Ok(actor) => Sight::Scope {
                        units: actor
                            .record_units(self.asked_at())
                            .chain(self.pool)
                            .map(|unit| unit.0)
                            .collect(),
                        citizens: BTreeSet::new(),
                        logs: BTreeSet::new(),
                    },
                };
                self.see(sight)
            }
        }
    }

    /// What the one who asks may see, with her relations to single citizens.
    pub(crate) fn see_scope(&mut self, scope: &Scope) -> Outcome<()> {
        let (more, logs) = match &self.sight {
            Sight::Scope { citizens, logs, .. } => (citizens.clone(), logs.clone()),
            _ => Default::default(),
        };
        let citizens = scope.citizens.iter().chain(&scope.emergency).copied();
        self.see(Sight::Scope {
            units: scope
                .units
                .iter()
                .chain(&self.pool)
                .map(|unit| unit.0)
                .collect(),
            citizens: citizens.chain(more).collect(),
            logs,
        })
    }

    /// One citizen more: taken in by this write, or moved by it.
    pub(crate) fn see_citizen(&mut self, citizen: CitizenId) -> Outcome<()> {
        self.see_citizens([citizen])
    }

    /// The citizens of visits that an employee holds, whoever answers for them: her absence frees them
    /// (R-SHF-3, R-TEAM-9).
    ///
    /// # Errors
    /// Those of the database.
    pub fn see_held(&mut self, visits: &[DayVisit]) -> Outcome<()> {
        self.see_citizens(visits.iter().map(|v| v.visit.planned.citizen))
    }

    /// Some citizens more.
    pub(crate) fn see_citizens(
        &mut self,
        more: impl IntoIterator<Item = CitizenId>,
    ) -> Outcome<()> {
        let mut sight = self.sight.clone();
        if let Sight::Scope { citizens, .. } = &mut sight {
            citizens.extend(more);
        }
        self.see(sight)
    }

    /// The log of one citizen, which was opened.
    pub(crate) fn see_log(&mut self, citizen: CitizenId) -> Outcome<()> {
        let mut sight = self.sight.clone();
        if let Sight::Scope { logs, .. } = &mut sight {
            logs.insert(citizen);
        }
        self.see(sight)
    }

    /// Looks beyond the scope, for one named purpose, and back.
    pub(crate) fn beyond<T>(
        &mut self,
        _why: Beyond,
        work: impl FnOnce(&mut Self) -> Outcome<T>,
    ) -> Outcome<T> {
        let before = self.sight.clone();
        self.see(Sight::All)?;
        match work(self) {
            // After a fault of the database the transaction is over, and its settings with it.
            Err(Failure::Database(error)) => Err(Failure::Database(error)),
            done => {
                self.see(before)?;
                done
            }
        }
    }
}

impl Writer<'_> {
    /// Writes beyond the scope, for one named purpose, and back.
    pub(crate) fn reaching<T>(
        &mut self,
        _why: Beyond,
        work: impl FnOnce(&mut Self) -> Outcome<T>,
    ) -> Outcome<T> {
        let before = self.sight.clone();
        self.see(Sight::All)?;
        match work(self) {
            Err(Failure::Database(error)) => Err(Failure::Database(error)),
            done => {
                self.see(before)?;
                done
            }
        }
    }
}

/// Whether the role of this connection stands outside the wall: it owns tables, or is a superuser.
pub(crate) fn is_outside(backend: &Backend) -> Outcome<bool> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Bool)]
        outside: bool,
    }
    backend.peek(|connection| match connection {
        Connection::Sqlite(_) => Ok(false),
        Connection::Postgres(c) => {
            let row: Row = diesel::sql_query(
                "SELECT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) OR \
                 EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user) \
                 AS outside",
            )
            .get_result(c)?;
            Ok(row.outside)
        }
    })
}
