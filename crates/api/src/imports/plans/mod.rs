//! What a file of plans would do: goals and tiltak that are new, that are corrected, and every fault. The
//! rules of a plan and of its frame are asked about each citizen's plan as it would be (R-PLAN-1, -2, -3).

mod facts;
mod goals;
mod own;
mod owners;
mod tiltak;

use super::plan::Counts;
use chrono::TimeDelta;
use documents::plans_csv::{CsvFault, PartRow, ReadPlanRow};
use domain::ids::{CitizenId, PlanId};
use facts::Facts;
use own::{NOTHING, Own};
use owners::Owners;
use persistence::{Entered, Outcome, PlanChange, PlanRecord, Reader, new_id};
use std::collections::HashMap;

/// What is to be done with a whole file.
#[derive(Debug)]
pub(super) struct Steps {
    pub(super) changes: Vec<(PlanRecord, PlanId, PlanChange)>,
    pub(super) counts: Counts,
}

/// The steps of a whole file, or every fault; `told` hears how many rows are checked. A fixed number of
/// queries.
pub(super) fn plan(
    reader: &mut Reader<'_>,
    entered: &Entered,
    rows: &[ReadPlanRow],
    told: &mut dyn FnMut(usize),
) -> Outcome<Result<Steps, Vec<CsvFault>>> {
    let facts = Facts::load(reader, entered)?;
    let owners = Owners::of(&facts);
    let mut faults = Vec::new();
    let mut order: Vec<CitizenId> = Vec::new();
    let mut own: HashMap<CitizenId, Vec<&ReadPlanRow>> = HashMap::new();
    for read in rows {
        match owners.find(reader, &read.row.owner, &read.row.key) {
            Ok(citizen) => {
                let group = own.entry(citizen).or_default();
                if group.is_empty() {
                    order.push(citizen);
                }
                group.push(read);
            }
            Err((column, violation)) => faults.push(CsvFault {
                line: read.line,
                column: Some(column.name().to_owned()),
                violation,
            }),
        }
    }
    // A plan shows its parts in the order of their ids: a millisecond apart they keep the file's.
    let began = reader.asked_at();
    let mut moments = (0..).map(|ahead| began + TimeDelta::milliseconds(ahead));
    let mut new = || moments.next().map_or(NOTHING, new_id);
    let mut steps = Steps {
        changes: Vec::new(),
        counts: Counts::default(),
    };
    let mut checked = faults.len();
    for citizen in order {
        let group = own.remove(&citizen).unwrap_or_default();
        let mut one = Own::of(&facts, citizen, &group, &mut new);
        let mut lines = HashMap::new();
        for read in &group {
            match &read.row.part {
                PartRow::Goal(row) => one.goal(read, row),
                PartRow::Tiltak(row) => {
                    if let Some(id) = one.tiltak.get(read.row.key.as_str()) {
                        lines.insert(*id, read.line);
                    }
                    one.tiltak(read, row);
                }
            }
        }
        let (record, change, unchanged, found) = one.judged(&lines);
        faults.extend(found);
        checked += group.len();
        told(checked);
        steps.counts.unchanged += unchanged;
        steps.counts.created += change.new_goals.len() + change.new_tiltak.len();
        steps.counts.updated += change.goals.len() + change.tiltak.len();
        if change.parts() > 0 {
            steps.changes.push((record, PlanId::from(new()), change));
        }
    }
    faults.sort_by_key(|fault| fault.line);
    Ok(if faults.is_empty() {
        Ok(steps)
    } else {
        Err(faults)
    })
}
