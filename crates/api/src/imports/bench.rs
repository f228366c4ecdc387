//! Where imports are taken in: each on a thread of its own, one after the other, never on those that
//! answer requests. How far one has come is kept in memory for those who ask; what it comes to is
//! written through the writing door like everything else.

use domain::ids::ImportId;
use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::oneshot;

type UnderWay = Arc<Mutex<HashMap<ImportId, Arc<AtomicUsize>>>>;

/// Imports under way at this server.
#[derive(Debug, Default)]
pub struct Bench {
    under_way: UnderWay,
    turn: Arc<Mutex<()>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A value is stored whole or not at all, so one left by a panic is as good as any.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes an import off the list, also when its work panics.
struct Entry {
    under_way: UnderWay,
    id: ImportId,
}

impl Drop for Entry {
    fn drop(&mut self) {
        locked(&self.under_way).remove(&self.id);
    }
}

impl Bench {
    /// Begins an import; `work` is told where to count its rows. The receiver hears when it is done.
    pub fn begin(
        &self,
        id: ImportId,
        work: impl FnOnce(&AtomicUsize) + Send + 'static,
    ) -> oneshot::Receiver<()> {
        let count = Arc::new(AtomicUsize::new(0));
        locked(&self.under_way).insert(id, count.clone());
        let (done, receiver) = oneshot::channel();
        let entry = Entry {
            under_way: self.under_way.clone(),
            id,
        };
        let turn = self.turn.clone();
        let begun = std::thread::Builder::new()
            .name("import".to_owned())
            .spawn(move || {
                let turn = locked(&turn);
                if catch_unwind(AssertUnwindSafe(|| work(&count))).is_err() {
                    tracing::error!(import = %entry.id, "an import panicked");
                }
                drop(turn);
                drop(entry);
                done.send(()).ok();
            });
        if let Err(error) = begun {
            tracing::error!(%error, import = %id, "an import could not begin");
        }
        receiver
    }

    /// How many rows are done; none when the import is not under way here.
    pub fn done(&self, id: ImportId) -> Option<usize> {
        let found = locked(&self.under_way).get(&id).cloned();
        found.map(|count| count.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use uuid::Uuid;

    #[test]
    fn tells_how_far_it_has_come_and_forgets_it_when_done() {
        let bench = Bench::default();
        let id = ImportId(Uuid::from_u128(1));
        let ((counted, seen), (go_on, wait)) = (mpsc::channel(), mpsc::channel());
        let done = bench.begin(id, move |count| {
            count.store(500, Ordering::Relaxed);
            counted.send(()).unwrap();
            wait.recv().unwrap();
        });
        seen.recv().unwrap();
        assert_eq!(bench.done(id), Some(500));
        go_on.send(()).unwrap();
        done.blocking_recv().unwrap();
        assert_eq!(bench.done(id), None);
    }

    #[test]
    fn a_panic_ends_one_import_and_the_next_has_its_turn() {
        let bench = Bench::default();
        let id = |n| ImportId(Uuid::from_u128(n));
        let first = bench.begin(id(1), |_| panic!("as it must not"));
        first.blocking_recv().unwrap();
        let second = bench.begin(id(2), |count| count.store(1, Ordering::Relaxed));
        second.blocking_recv().unwrap();
        assert_eq!((bench.done(id(1)), bench.done(id(2))), (None, None));
    }
}
