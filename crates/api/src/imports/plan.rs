//! What a file would do: which rows are new, which correct somebody the unit answers for already, and
//! which cannot be taken in.

use documents::caseload_csv::{CaseloadRow, CsvFault, ReadRow, RowIdentity};
use domain::reason::Reason;
use persistence::{Entered, KnownInUnit, Outcome, Reader};
use std::collections::{BTreeSet, HashMap};

static KNOWN_ELSEWHERE: Reason = Reason {
    rule: "SEC-5",
    code: "number-known",
    nb: "Innbyggeren kan ikke registreres her.",
    nn: "Innbyggjaren kan ikkje registrerast her.",
    en: "The citizen cannot be registered here.",
};

/// One row and what becomes of it.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Somebody new.
    Create(Box<CaseloadRow>),
    /// Somebody the unit knows, with something that differs.
    Correct(Box<(KnownInUnit, CaseloadRow)>),
    /// Somebody the unit knows, as she is.
    Keep,
}

/// The steps of a whole file, or every row that cannot be taken in.
pub(super) fn plan(
    reader: &mut Reader<'_>,
    entered: &Entered,
    rows: Vec<ReadRow>,
) -> Outcome<Result<Vec<Step>, Vec<CsvFault>>> {
    let known = reader.known_in_unit(entered)?;
    let by_number: HashMap<&[u8], &KnownInUnit> = known
        .iter()
        .filter_map(|k| k.lookup.as_deref().map(|lookup| (lookup, k)))
        .collect();
    let lookups: Vec<Option<Vec<u8>>> = rows
        .iter()
        .map(|read| match &read.row.identity {
            RowIdentity::Number(number) => Some(reader.lookup_of(number)),
            RowIdentity::None { .. } => None,
        })
        .collect();
    let asked: Vec<Vec<u8>> = lookups.iter().flatten().cloned().collect();
    let anywhere: BTreeSet<Vec<u8>> = reader.known_numbers(&asked)?.into_iter().collect();
    let mut faults = Vec::new();
    let mut steps = Vec::new();
    for (read, lookup) in rows.into_iter().zip(lookups) {
        let same = match &lookup {
            Some(lookup) => by_number.get(lookup.as_slice()).copied(),
            None => known
                .iter()
                .find(|k| k.lookup.is_none() && is_same_person(k, &read.row)),
        };
        match (same, lookup) {
            (Some(known), _) if known.content == read.row.content => steps.push(Step::Keep),
            (Some(known), _) => steps.push(Step::Correct(Box::new((known.clone(), read.row)))),
            (None, Some(lookup)) if anywhere.contains(&lookup) => faults.push(CsvFault {
                line: read.line,
                column: Some("fodselsnummer".to_owned()),
                violation: KNOWN_ELSEWHERE.violation(),
            }),
            (None, _) => steps.push(Step::Create(Box::new(read.row))),
        }
    }
    Ok(if faults.is_empty() {
        Ok(steps)
    } else {
        Err(faults)
    })
}

/// Without a number, name and birth date must do.
fn is_same_person(known: &KnownInUnit, row: &CaseloadRow) -> bool {
    known.content.name == row.content.name && known.content.birth_date == row.content.birth_date
}
