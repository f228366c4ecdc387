//! Taking a file in: planned anew and done in one transaction, which also says how it ended.

use super::{
    plan::{Counts, Rows, plan},
    view::kept,
};
use crate::{feed::Progress, state::State};
use domain::{
    ids::{ImportId, UnitId},
    policy::{Action, Actor},
};
use persistence::{Caller, ImportResult, ImportState, Outcome, Streams};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

/// Who asked for what.
pub(super) struct Job {
    pub(super) id: ImportId,
    pub(super) unit: UnitId,
    pub(super) actor: Arc<Actor>,
    pub(super) rows: Rows,
}

fn result(counts: Counts, began: Instant) -> ImportResult {
    ImportResult {
        created: counts.created,
        updated: counts.updated,
        unchanged: counts.unchanged,
        milliseconds: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
        faults: Vec::new(),
    }
}

/// Takes the file in, or says why not.
pub(super) fn run(state: &State, job: &Job, count: &AtomicUsize) {
    if let Err(failure) = take_in(state, job, count) {
        tracing::error!(%failure, import = %job.id, "an import could not be taken in");
        give_up(state, job).ok();
    }
}

/// Rows between two events for those who listen.
const NEWS_EVERY: usize = 200;

/// Tells those who listen to the unit how far it has come (API-6).
fn tell(state: &State, job: &Job, done: usize) {
    let total = job.rows.len();
    if done.is_multiple_of(NEWS_EVERY) || done == total {
        let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        state.feed.tell(Progress {
            unit: job.unit,
            resource: "imports",
            id: job.id.into(),
            done: number(done),
            total: number(total),
        });
    }
}

fn take_in(state: &State, job: &Job, count: &AtomicUsize) -> Outcome<()> {
    let action = Action::ImportCaseload;
    let caller = Caller::employee(job.actor.clone(), action, state.now());
    let total = i64::try_from(job.rows.len()).unwrap_or(i64::MAX);
    state
        .database
        .write(&caller, &Streams::unit(job.unit).and_pools(), |writer| {
            let began = Instant::now();
            count.store(0, Ordering::Relaxed);
            let entered = writer.enter(job.unit)?;
            match plan(writer, &entered, &job.rows)? {
                Ok(planned) => {
                    let mut told = |done| {
                        count.store(done, Ordering::Relaxed);
                        tell(state, job, done);
                    };
                    planned.apply(writer, &entered, &mut told)?;
                    let result = result(planned.counts(), began);
                    writer.settle_import_run(job.id, ImportState::Applied, total, &result)
                }
                Err(faults) => {
                    let mut result = result(Counts::default(), began);
                    result.faults = faults.iter().map(kept).collect();
                    writer.settle_import_run(job.id, ImportState::Refused, 0, &result)
                }
            }
        })
}

fn give_up(state: &State, job: &Job) -> Outcome<()> {
    let caller = Caller::system(Action::ImportCaseload, state.now());
    let streams = Streams::unit(job.unit);
    state.database.write(&caller, &streams, |writer| {
        let nothing = ImportResult::default();
        writer.settle_import_run(job.id, ImportState::Failed, 0, &nothing)
    })
}
