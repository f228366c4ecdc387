//! The planner's desk: long work on threads of its own, never on those that answer requests.
//!
//! What is under way is kept in memory for those who ask how far it has come; what it comes to is
//! written through the writing door like everything else. Another server on the same database knows
//! only the latter, which is why a cancellation is a state of the proposal and not merely a flag.

use domain::ids::ProposalId;
use scheduling::Progress;
use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
};
use tokio::sync::oneshot;

type Task = Box<dyn FnOnce() + Send>;
type Jobs = Mutex<HashMap<ProposalId, Arc<Job>>>;

/// Work under way.
#[derive(Debug, Default)]
pub struct Job {
    cancelled: Arc<AtomicBool>,
    progress: Mutex<Option<Progress>>,
}

impl Job {
    /// Nobody wants it any more: the search stops within one iteration.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// The flag that [`Self::cancel`] raises.
    pub fn flag(&self) -> Arc<AtomicBool> {
        self.cancelled.clone()
    }

    /// Whether it has been cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Notes how far it has come.
    pub fn note(&self, progress: Progress) {
        *locked(&self.progress) = Some(progress);
    }

    /// How far it has come; none before the first answer.
    pub fn progress(&self) -> Option<Progress> {
        *locked(&self.progress)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A value is stored whole or not at all, so one left by a panic is as good as any.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Threads that take one piece of work after the other.
#[derive(Debug)]
pub struct Desk {
    queue: mpsc::Sender<Task>,
    jobs: Arc<Jobs>,
}

impl Desk {
    /// A desk with so many threads, at least one.
    ///
    /// # Errors
    /// When a thread cannot be started.
    pub fn new(threads: usize) -> std::io::Result<Self> {
        let (queue, tasks) = mpsc::channel::<Task>();
        let tasks = Arc::new(Mutex::new(tasks));
        for n in 0..threads.max(1) {
            let tasks = tasks.clone();
            std::thread::Builder::new()
                .name(format!("planner-{n}"))
                .spawn(move || {
                    // The lock is held while waiting, not while working.
                    let next = || locked(&tasks).recv();
                    while let Ok(task) = next() {
                        if catch_unwind(AssertUnwindSafe(task)).is_err() {
                            tracing::error!("the planner panicked");
                        }
                    }
                })?;
        }
        Ok(Self {
            queue,
            jobs: Arc::default(),
        })
    }

    /// Puts work on the desk. The receiver hears when it is done, or, should it panic, that nobody
    /// will say so any more.
    pub fn begin(
        &self,
        id: ProposalId,
        work: impl FnOnce(&Job) + Send + 'static,
    ) -> oneshot::Receiver<()> {
        let job = Arc::new(Job::default());
        locked(&self.jobs).insert(id, job.clone());
        let (done, receiver) = oneshot::channel();
        let entry = Entry {
            jobs: self.jobs.clone(),
            id,
        };
        let task = move || {
            work(&job);
            drop(entry);
            done.send(()).ok();
        };
        // The threads live as long as the sender does.
        self.queue.send(Box::new(task)).ok();
        receiver
    }

    /// Work that is waiting or under way here.
    pub fn job(&self, id: ProposalId) -> Option<Arc<Job>> {
        locked(&self.jobs).get(&id).cloned()
    }
}

/// Takes the job off the list, however it ends.
struct Entry {
    jobs: Arc<Jobs>,
    id: ProposalId,
}

impl Drop for Entry {
    fn drop(&mut self) {
        locked(&self.jobs).remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> ProposalId {
        ProposalId(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn work_is_seen_while_it_lasts_and_hears_that_it_is_cancelled() {
        let desk = Desk::new(1).unwrap();
        let (go, wait) = mpsc::channel::<()>();
        let (tell, told) = mpsc::channel();
        let done = desk.begin(id(1), move |job| {
            wait.recv().unwrap();
            tell.send(job.is_cancelled()).unwrap();
        });
        desk.job(id(1)).unwrap().cancel();
        go.send(()).unwrap();
        done.blocking_recv().unwrap();
        assert!(told.recv().unwrap());
        assert!(desk.job(id(1)).is_none());
    }

    #[test]
    fn a_panic_ends_one_piece_of_work_and_not_the_desk() {
        let desk = Desk::new(1).unwrap();
        let broken = desk.begin(id(1), |_| panic!("on purpose"));
        assert!(broken.blocking_recv().is_err());
        let fine = desk.begin(id(2), |_| {});
        fine.blocking_recv().unwrap();
        assert!(desk.job(id(1)).is_none());
    }
}
