//! What a file would do: read, compared with what is known, and every fault; and doing it.

use super::{caseload, plans};
use chrono::NaiveDate;
use documents::{
    caseload_csv::{self, CsvFault, ReadRow},
    plans_csv::{self, ReadPlanRow},
};
use domain::national_number::AcceptancePolicy;
use persistence::{Entered, ImportKind, Outcome, Reader, Writer};

/// The most rows one file may hold: far more than a team has.
pub(super) const MOST_ROWS: usize = 10_000;

/// A file that was read without a fault: staged, to be taken in.
#[derive(Debug, Clone)]
pub(super) enum Rows {
    Caseload(Vec<ReadRow>),
    Plans(Vec<ReadPlanRow>),
}

impl Rows {
    /// Reads a file.
    ///
    /// # Errors
    /// Every fault in it.
    pub(super) fn read(
        kind: ImportKind,
        bytes: &[u8],
        policy: AcceptancePolicy,
        today: NaiveDate,
    ) -> Result<Self, Vec<CsvFault>> {
        match kind {
            ImportKind::Caseload => {
                caseload_csv::read(bytes, policy, today, MOST_ROWS).map(Self::Caseload)
            }
            ImportKind::Plans => plans_csv::read(bytes, policy, today, MOST_ROWS).map(Self::Plans),
        }
    }
}

/// How many rows do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub(super) created: usize,
    pub(super) updated: usize,
    pub(super) unchanged: usize,
}

/// What a file does.
#[derive(Debug)]
pub(super) enum Planned {
    Caseload(caseload::Steps),
    Plans(plans::Steps),
}

/// The steps of a whole file, or every row that cannot be taken in. `told` hears how many rows are
/// checked.
pub(super) fn plan(
    reader: &mut Reader<'_>,
    entered: &Entered,
    rows: &Rows,
    told: &mut dyn FnMut(usize),
) -> Outcome<Result<Planned, Vec<CsvFault>>> {
    Ok(match rows {
        Rows::Caseload(rows) => caseload::plan(reader, entered, rows)?.map(Planned::Caseload),
        Rows::Plans(rows) => plans::plan(reader, entered, rows, told)?.map(Planned::Plans),
    })
}

impl Planned {
    pub(super) fn counts(&self) -> Counts {
        match self {
            Self::Caseload(steps) => Counts {
                created: steps.new.len(),
                updated: steps.corrections.len(),
                unchanged: steps.unchanged,
            },
            Self::Plans(steps) => steps.counts,
        }
    }

    /// Does it. `told` hears how many rows are done.
    pub(super) fn apply(
        &self,
        writer: &mut Writer<'_>,
        entered: &Entered,
        told: &mut dyn FnMut(usize),
    ) -> Outcome<()> {
        match self {
            Self::Caseload(steps) => {
                let kept = steps.unchanged;
                writer.take_in_citizens(entered, &steps.new, &mut |done| told(kept + done))?;
                let kept = kept + steps.new.len();
                writer.correct(entered, &steps.corrections, &mut |done| told(kept + done))
            }
            Self::Plans(steps) => {
                let kept = steps.counts.unchanged;
                writer.keep_plans(entered, &steps.changes, &mut |done| told(kept + done))
            }
        }
    }
}
