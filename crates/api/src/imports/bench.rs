//! Where imports are read, checked and taken in: each on a thread of its own, never on those that answer
//! requests. One is checked at a time, and one is taken in at a time. How far one has come is kept in
//! memory for those who ask; what it comes to is written through the writing door like everything else.

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

/// How many rows have come how far.
#[derive(Debug, Default)]
pub(super) struct Count {
    checked: AtomicUsize,
    done: AtomicUsize,
}

impl Count {
    /// So many rows are checked.
    pub(super) fn check(&self, rows: usize) {
        self.checked.store(rows, Ordering::Relaxed);
    }

    /// So many rows are taken in.
    pub(super) fn take_in(&self, rows: usize) {
        self.done.store(rows, Ordering::Relaxed);
    }

    fn now(&self) -> Counted {
        Counted {
            checked: self.checked.load(Ordering::Relaxed),
            done: self.done.load(Ordering::Relaxed),
        }
    }
}

/// Rows checked, and rows taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) checked: usize,
    pub(super) done: usize,
}

type UnderWay = Arc<Mutex<HashMap<ImportId, Arc<Count>>>>;

/// Imports under way at this server.
#[derive(Debug, Default)]
pub struct Bench {
    under_way: UnderWay,
    turns: Arc<Turns>,
}

/// Whose turn it is.
#[derive(Debug, Default)]
struct Turns {
    to_check: Mutex<()>,
    to_take_in: Mutex<()>,
}

fn locked<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A value is stored whole or not at all, so one left by a panic is as good as any.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An import's place on the bench; it leaves the list with it, also when its work panics.
#[derive(Debug)]
pub(super) struct Place {
    under_way: UnderWay,
    turns: Arc<Turns>,
    id: ImportId,
    count: Arc<Count>,
}

impl Place {
    /// How far it has come, for whoever asks.
    pub(super) fn count(&self) -> &Count {
        &self.count
    }

    /// Checks when it is this one's turn.
    pub(super) fn check<T>(&self, work: impl FnOnce() -> T) -> T {
        let _turn = locked(&self.turns.to_check);
        work()
    }

    /// Takes in when it is this one's turn.
    pub(super) fn take_in<T>(&self, work: impl FnOnce() -> T) -> T {
        let _turn = locked(&self.turns.to_take_in);
        work()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        locked(&self.under_way).remove(&self.id);
    }
}

/// Keeps everything from being taken in until it is dropped. Checks go on.
#[derive(Debug)]
pub struct Hold<'b>(#[expect(dead_code, reason = "it is there to be dropped")] MutexGuard<'b, ()>);

impl Bench {
    /// Begins an import. The receiver hears what came of it; nothing when its work panicked.
    pub(super) fn begin<T: Send + 'static>(
        &self,
        id: ImportId,
        work: impl FnOnce(&Place) -> T + Send + 'static,
    ) -> oneshot::Receiver<T> {
        let count = Arc::new(Count::default());
        locked(&self.under_way).insert(id, count.clone());
        let (tell, receiver) = oneshot::channel();
        let place = Place {
            under_way: self.under_way.clone(),
            turns: self.turns.clone(),
            id,
            count,
        };
        let begun = std::thread::Builder::new()
            .name("import".to_owned())
            .spawn(move || {
                let came = catch_unwind(AssertUnwindSafe(|| work(&place)));
                // Whoever hears that it is done must not find it under way.
                drop(place);
                match came {
                    Ok(came) => drop(tell.send(came)),
                    Err(_) => tracing::error!(import = %id, "an import panicked"),
                }
            });
        if let Err(error) = begun {
            tracing::error!(%error, import = %id, "an import could not begin");
        }
        receiver
    }

    /// How far one has come; none when it is not under way here.
    pub(super) fn counted(&self, id: ImportId) -> Option<Counted> {
        locked(&self.under_way).get(&id).map(|count| count.now())
    }

    /// How far those have come that are under way here.
    pub(super) fn all_counted(&self) -> HashMap<ImportId, Counted> {
        let all = locked(&self.under_way);
        all.iter().map(|(id, count)| (*id, count.now())).collect()
    }

    /// Waits until nothing is being taken in, and lets nothing be until the hold is dropped: for who must
    /// change something between an import's check and its taking in.
    pub fn hold(&self) -> Hold<'_> {
        Hold(locked(&self.turns.to_take_in))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use uuid::Uuid;

    fn id(n: u128) -> ImportId {
        ImportId(Uuid::from_u128(n))
    }

    #[test]
    fn tells_how_far_it_has_come_and_forgets_it_when_done() {
        let bench = Bench::default();
        let ((counted, seen), (go_on, wait)) = (mpsc::channel(), mpsc::channel());
        let done = bench.begin(id(1), move |place| {
            place.count().check(700);
            place.count().take_in(500);
            counted.send(()).unwrap();
            wait.recv().unwrap();
        });
        seen.recv().unwrap();
        let expected = Counted {
            checked: 700,
            done: 500,
        };
        assert_eq!(bench.counted(id(1)), Some(expected));
        go_on.send(()).unwrap();
        done.blocking_recv().unwrap();
        assert_eq!(bench.counted(id(1)), None);
    }

    #[test]
    fn a_panic_ends_one_import_and_the_next_has_its_turn() {
        let bench = Bench::default();
        let first = bench.begin(id(1), |place| place.take_in(|| panic!("as it must not")));
        let told: Result<(), _> = first.blocking_recv();
        told.unwrap_err();
        let second = bench.begin(id(2), |place| place.take_in(|| 2));
        assert_eq!(second.blocking_recv().unwrap(), 2);
        assert_eq!((bench.counted(id(1)), bench.counted(id(2))), (None, None));
    }

    #[test]
    fn while_it_is_held_files_are_checked_and_not_taken_in() {
        let bench = Bench::default();
        let held = bench.hold();
        let (checked, seen) = mpsc::channel();
        let done = bench.begin(id(1), move |place| {
            place.check(|| checked.send(()).unwrap());
            place.take_in(|| place.count().take_in(1));
        });
        seen.recv().unwrap();
        assert_eq!(bench.counted(id(1)).unwrap().done, 0);
        drop(held);
        done.blocking_recv().unwrap();
    }
}
