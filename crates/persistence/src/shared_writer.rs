//! The one writer of an embedded file, shared by all who write at the same time: each in a savepoint
//! of its own, all of them in one commit. A commit waits for the disk (SEC-13), so writes that meet
//! wait once, and nobody is answered before the commit that holds her work is safe.
//!
//! Whoever has the connection does her work and looks whether somebody else wants it. If so she
//! leaves the commit to the next; the last one commits for all.

use crate::{
    connection::Connection,
    failure::{Failure, Outcome},
};
use diesel::{
    Connection as _, SqliteConnection,
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// How many may share one commit: what is answered late must not become much.
const MOST: usize = 64;

/// A transaction that upgrades from read to write fails with «database is locked» whatever the
/// timeout, so the write lock is taken at once. The savepoint tells whether the transaction is still
/// there after a statement failed: SQLite ends it by itself on some errors.
const BEGIN: &str = "BEGIN IMMEDIATE; SAVEPOINT tillit_group";
const STILL_THERE: &str = "RELEASE tillit_group; SAVEPOINT tillit_group";

/// Opens a connection that may write.
type Open = Box<dyn Fn() -> Outcome<SqliteConnection> + Send + Sync>;

/// The writer.
pub(crate) struct SharedWriter {
    turn: Mutex<Turn>,
    /// Those who want their turn.
    waiting: AtomicUsize,
    open: Open,
}

/// What the one whose turn it is has in her hands.
struct Turn {
    connection: Option<SqliteConnection>,
    group: Option<(Arc<Group>, usize)>,
}

/// Writes that are committed together.
#[derive(Default)]
struct Group {
    end: Mutex<Option<Result<(), String>>>,
    told: Condvar,
}

impl Group {
    fn ended(&self, how: Result<(), String>) {
        *self.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(how);
        self.told.notify_all();
    }

    fn wait(&self) -> Outcome<()> {
        let mut end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match end.as_ref() {
                Some(Ok(())) => return Ok(()),
                Some(Err(why)) => return Err(Failure::Unavailable(why.clone())),
                None => end = self.told.wait(end).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

impl SharedWriter {
    /// With a way to open its connection; opens it.
    pub(crate) fn new(open: Open) -> Outcome<Self> {
        Ok(Self {
            turn: Mutex::new(Turn {
                connection: Some(open()?),
                group: None,
            }),
            waiting: AtomicUsize::new(0),
            open,
        })
    }

    /// Runs in one writing transaction, and returns when its commit is safe.
    pub(crate) fn write<T>(&self, work: impl FnOnce(Connection<'_>) -> Outcome<T>) -> Outcome<T> {
        let mut turn = self.my_turn();
        let group = turn.join(&self.open)?;
        let done = turn.work(work);
        // Whoever waits now will have her turn, so there is always one who commits.
        if self.waiting.load(Ordering::SeqCst) == 0 || turn.is_full() {
            turn.commit();
        }
        drop(turn);
        let answer = match done {
            Ok(answer) => answer?,
            Err(panic) => resume_unwind(panic),
        };
        group.wait()?;
        Ok(answer)
    }

    fn my_turn(&self) -> MutexGuard<'_, Turn> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        turn
    }
}

impl Turn {
    /// The group that is open, or a new one.
    fn join(&mut self, open: &Open) -> Outcome<Arc<Group>> {
        if let Some((group, size)) = &mut self.group {
            *size += 1;
            return Ok(group.clone());
        }
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(open()?),
        };
        if let Err(error) = AnsiTransactionManager::begin_transaction_sql(connection, BEGIN) {
            self.connection = None;
            return Err(error.into());
        }
        let group = Arc::new(Group::default());
        self.group = Some((group.clone(), 1));
        Ok(group)
    }

    /// Works in a savepoint. What fails takes back its own work only, unless the whole transaction
    /// went with it.
    fn work<T>(
        &mut self,
        work: impl FnOnce(Connection<'_>) -> Outcome<T>,
    ) -> std::thread::Result<Outcome<T>> {
        let Some(connection) = &mut self.connection else {
            return Ok(Err(Failure::Unavailable("the database was let go".into())));
        };
        let done = catch_unwind(AssertUnwindSafe(|| {
            connection.transaction(|c| work(Connection::Sqlite(c)))
        }));
        let intact = match &done {
            Ok(Ok(_)) => true,
            Ok(Err(Failure::Database(_))) => connection.batch_execute(STILL_THERE).is_ok(),
            Ok(Err(_)) => true,
            Err(_) => false,
        };
        if !intact {
            self.give_up("a write before the same commit failed");
        }
        done
    }

    fn is_full(&self) -> bool {
        self.group.as_ref().is_none_or(|(_, size)| MOST <= *size)
    }

    fn commit(&mut self) {
        let (Some((group, _)), Some(connection)) = (self.group.take(), &mut self.connection) else {
            return;
        };
        let committed = AnsiTransactionManager::commit_transaction(connection);
        if committed.is_err() {
            // Letting the connection go takes back whatever it still holds.
            self.connection = None;
        }
        group.ended(committed.map_err(|error| error.to_string()));
    }

    fn give_up(&mut self, why: &str) {
        self.connection = None;
        if let Some((group, _)) = self.group.take() {
            group.ended(Err(why.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diesel::{RunQueryDsl, dsl::sql, select, sql_types::BigInt};
    use std::{path::PathBuf, sync::atomic::AtomicBool, thread};

    const OTHERS: usize = 8;

    struct File {
        _folder: tempfile::TempDir,
        path: PathBuf,
        writer: SharedWriter,
        begun: AtomicBool,
    }

    impl File {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("shared.db");
            let opened = path.to_string_lossy().into_owned();
            let writer = SharedWriter::new(Box::new(move || {
                let open = SqliteConnection::establish(&opened);
                let mut connection = open.map_err(|e| Failure::Unavailable(e.to_string()))?;
                connection.batch_execute("PRAGMA journal_mode = WAL")?;
                connection.batch_execute("CREATE TABLE IF NOT EXISTS line (n INTEGER)")?;
                Ok(connection)
            }));
            Self {
                _folder: folder,
                path,
                writer: writer.expect("a writer"),
                begun: AtomicBool::new(false),
            }
        }

        /// What is committed, as another connection sees it.
        fn committed(&self) -> i64 {
            let mut other =
                SqliteConnection::establish(&self.path.to_string_lossy()).expect("opens");
            let count = sql::<BigInt>("(SELECT count(*) FROM line)");
            select(count).get_result(&mut other).expect("a count")
        }

        /// Adds a line when the first one has begun.
        fn add_after_the_first(&self, meanwhile: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
            while !self.begun.load(Ordering::SeqCst) {
                thread::yield_now();
            }
            self.add(meanwhile)
        }

        fn add(&self, meanwhile: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
            self.writer.write(|connection| {
                let Connection::Sqlite(c) = connection else {
                    return Err(Failure::Again);
                };
                c.batch_execute("INSERT INTO line VALUES (1)")?;
                meanwhile()
            })
        }

        /// Has the connection until so many others want it.
        fn add_when_awaited_by(&self, others: usize) -> Outcome<()> {
            self.add(|| {
                self.begun.store(true, Ordering::SeqCst);
                while self.writer.waiting.load(Ordering::SeqCst) < others {
                    thread::yield_now();
                }
                Ok(())
            })
        }
    }

    #[test]
    fn writes_that_meet_are_one_commit() {
        let file = File::new();
        thread::scope(|scope| {
            scope.spawn(|| file.add_when_awaited_by(OTHERS).expect("stored"));
            for _ in 0..OTHERS {
                scope.spawn(|| {
                    file.add_after_the_first(|| {
                        assert_eq!(file.committed(), 0, "the others wait for this one");
                        Ok(())
                    })
                    .expect("stored");
                });
            }
        });
        assert_eq!(file.committed(), 1 + OTHERS as i64);
    }

    #[test]
    fn one_that_is_refused_takes_back_its_own_work_only() {
        let file = File::new();
        thread::scope(|scope| {
            scope.spawn(|| file.add_when_awaited_by(1).expect("stored"));
            scope.spawn(|| {
                let refused = file.add_after_the_first(|| Err(Failure::NotThere));
                assert!(matches!(refused, Err(Failure::NotThere)));
            });
        });
        assert_eq!(file.committed(), 1);
    }

    #[test]
    fn nobody_is_told_that_it_is_stored_when_the_commit_was_lost() {
        let file = File::new();
        thread::scope(|scope| {
            let first = scope.spawn(|| file.add_when_awaited_by(1));
            let second = scope.spawn(|| file.add_after_the_first(|| panic!("it breaks")));
            assert!(second.join().is_err());
            let told = first.join().expect("no panic");
            assert!(matches!(told, Err(Failure::Unavailable(_))));
        });
        assert_eq!(file.committed(), 0);
        file.add(|| Ok(())).expect("the next one is stored");
    }
}
