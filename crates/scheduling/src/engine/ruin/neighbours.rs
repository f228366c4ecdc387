//! Which operations lie near each other, and which are for the same citizen.

use crate::engine::model::{ANYWHERE, Model, NOBODY};

/// For each operation the others, nearest in place and time first.
#[derive(Debug)]
pub(crate) struct Neighbours {
    pub(super) lists: Vec<Vec<u32>>,
    /// The operations for the same citizen, in order of citizen, and where each citizen's begin.
    kin: Vec<u32>,
    kin_from: Vec<usize>,
}

/// So many neighbours are kept of each operation.
const NEAREST: usize = 80;

impl Neighbours {
    pub(crate) fn of(model: &Model) -> Self {
        let count = model.ops.len();
        let mut lists = Vec::with_capacity(count);
        let mut near: Vec<(i64, u32)> = Vec::with_capacity(count);
        for a in &model.ops {
            near.clear();
            for (other, b) in model.ops.iter().enumerate() {
                let way = if a.place == ANYWHERE || b.place == ANYWHERE {
                    0
                } else {
                    model.travel[0][a.place as usize * model.places + b.place as usize]
                };
                let apart = (b.wish_from - a.wish_to)
                    .max(a.wish_from - b.wish_to)
                    .max(0);
                near.push((i64::from(way) + i64::from(apart) / 4, other as u32));
            }
            let keep = NEAREST.min(near.len());
            if keep < near.len() {
                near.select_nth_unstable(keep);
            }
            near.truncate(keep);
            near.sort_unstable();
            lists.push(near.iter().map(|&(_, other)| other).collect());
        }
        let citizen = |op: u32| model.tasks[model.ops[op as usize].task as usize].citizen;
        let mut kin: Vec<u32> = (0..count as u32)
            .filter(|&op| citizen(op) != NOBODY)
            .collect();
        kin.sort_by_key(|&op| citizen(op));
        let citizens = model.meeting.len() / model.employees.max(1);
        let kin_from = (0..=citizens as u32)
            .map(|c| kin.partition_point(|&op| citizen(op) < c))
            .collect();
        Self {
            lists,
            kin,
            kin_from,
        }
    }

    /// The operations for one citizen.
    pub(super) fn of_citizen(&self, citizen: u32) -> &[u32] {
        let c = citizen as usize;
        &self.kin[self.kin_from[c]..self.kin_from[c + 1]]
    }
}
