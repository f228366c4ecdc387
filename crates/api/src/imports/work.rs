//! A file's way beside the request: read and checked in a snapshot, where nobody waits for it; then
//! checked once more and taken in, in one transaction that also says how it ended.

use super::{
    bench::Place,
    plan::{Counts, Rows, plan},
    view::kept,
};
use crate::{feed::Progress, state::State};
use actix_web::web::Bytes;
use documents::caseload_csv::CsvFault;
use domain::{
    ids::{ImportId, UnitId},
    policy::{Action, Actor},
    time::local_date,
};
use persistence::{Caller, ImportKind, ImportResult, ImportState, Outcome, Streams};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Instant,
};

/// Who asked for what.
pub(super) struct Job {
    pub(super) id: ImportId,
    pub(super) unit: UnitId,
    pub(super) actor: Arc<Actor>,
    pub(super) kind: ImportKind,
    /// The file as it came.
    pub(super) file: Bytes,
    /// Its rows.
    pub(super) total: usize,
    /// Only to say what would happen.
    pub(super) dry_run: bool,
}

/// What came of it.
pub(super) enum Ended {
    /// The run says it: taken in, only checked, or failed.
    Settled,
    /// Every fault of a file that was to be taken in.
    Refused(Vec<CsvFault>),
}

/// Rows between two events for those who listen.
const NEWS_EVERY: usize = 200;

fn milliseconds(since: Instant) -> i64 {
    i64::try_from(since.elapsed().as_millis()).unwrap_or(i64::MAX)
}

fn result(counts: Counts) -> ImportResult {
    ImportResult {
        created: counts.created,
        updated: counts.updated,
        unchanged: counts.unchanged,
        ..ImportResult::default()
    }
}

fn refused(faults: &[CsvFault]) -> ImportResult {
    ImportResult {
        faults: faults.iter().map(kept).collect(),
        ..ImportResult::default()
    }
}

/// Checks the file and takes it in, or says why not.
pub(super) fn run(state: &State, job: &Job, place: &Place) -> Ended {
    match catch_unwind(AssertUnwindSafe(|| go(state, job, place))) {
        Ok(Ok(ended)) => return ended,
        Ok(Err(failure)) => {
            tracing::error!(%failure, import = %job.id, "an import could not be taken in");
        }
        Err(_) => tracing::error!(import = %job.id, "an import panicked"),
    }
    let nothing = ImportResult::default();
    settle(state, job, ImportState::Failed, &nothing).ok();
    Ended::Settled
}

fn go(state: &State, job: &Job, place: &Place) -> Outcome<Ended> {
    let began = Instant::now();
    let checked = place.check(|| check(state, job, place))?;
    let check_milliseconds = milliseconds(began);
    let (rows, counts) = match checked {
        Ok(checked) => checked,
        Err(faults) => {
            let result = ImportResult {
                check_milliseconds,
                ..refused(&faults)
            };
            let ended = if job.dry_run {
                ImportState::Checked
            } else {
                ImportState::Refused
            };
            settle(state, job, ended, &result)?;
            return Ok(Ended::Refused(faults));
        }
    };
    if job.dry_run {
        let result = ImportResult {
            check_milliseconds,
            ..result(counts)
        };
        settle(state, job, ImportState::Checked, &result)?;
        return Ok(Ended::Settled);
    }
    place.take_in(|| take_in(state, job, &rows, check_milliseconds, place))
}

/// The rows and what they would do, or every fault.
type Checked = Result<(Rows, Counts), Vec<CsvFault>>;

fn check(state: &State, job: &Job, place: &Place) -> Outcome<Checked> {
    let today = local_date(state.now());
    let rows = match Rows::read(job.kind, &job.file, state.numbers, today) {
        Ok(rows) => rows,
        Err(faults) => return Ok(Err(faults)),
    };
    let caller = Caller::employee(job.actor.clone(), Action::ImportCaseload, state.now());
    let planned = state.database.read(&caller, |reader| {
        let entered = reader.enter(job.unit)?;
        plan(reader, &entered, &rows, &mut |done| {
            place.count().check(done)
        })
    })?;
    place.count().check(job.total);
    Ok(planned.map(|planned| (rows, planned.counts())))
}

fn take_in(
    state: &State,
    job: &Job,
    rows: &Rows,
    check_milliseconds: i64,
    place: &Place,
) -> Outcome<Ended> {
    let caller = Caller::employee(job.actor.clone(), Action::ImportCaseload, state.now());
    let streams = Streams::unit(job.unit).and_pools();
    state.database.write(&caller, &streams, |writer| {
        let began = Instant::now();
        place.count().take_in(0);
        let entered = writer.enter(job.unit)?;
        let measured = |result: ImportResult| ImportResult {
            milliseconds: milliseconds(began),
            check_milliseconds,
            ..result
        };
        match plan(writer, &entered, rows, &mut |_| {})? {
            Ok(planned) => {
                let mut news = 0;
                let mut told = |done| {
                    place.count().take_in(done);
                    if news < done / NEWS_EVERY || done == job.total {
                        news = done / NEWS_EVERY;
                        tell(state, job, done);
                    }
                };
                planned.apply(writer, &entered, &mut told)?;
                let result = measured(result(planned.counts()));
                writer.settle_import_run(job.id, ImportState::Applied, total(job), &result)?;
                Ok(Ended::Settled)
            }
            Err(faults) => {
                let result = measured(refused(&faults));
                writer.settle_import_run(job.id, ImportState::Refused, 0, &result)?;
                Ok(Ended::Refused(faults))
            }
        }
    })
}

fn total(job: &Job) -> i64 {
    i64::try_from(job.total).unwrap_or(i64::MAX)
}

/// Tells those who listen to the unit how far it has come (API-6).
fn tell(state: &State, job: &Job, done: usize) {
    let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    state.feed.tell(Progress {
        unit: job.unit,
        resource: "imports",
        id: job.id.into(),
        done: number(done),
        total: number(job.total),
    });
}

/// How one ended that took nothing in.
fn settle(state: &State, job: &Job, ended: ImportState, result: &ImportResult) -> Outcome<()> {
    let caller = Caller::system(Action::ImportCaseload, state.now());
    let streams = Streams::unit(job.unit);
    state.database.write(&caller, &streams, |writer| {
        writer.settle_import_run(job.id, ended, 0, result)
    })
}
