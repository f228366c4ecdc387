//! Order and gaps between visits, as bounds that one start puts on another.

use super::Builder;
use crate::{engine::Link, problem::Visit};

impl Builder<'_> {
    pub(super) fn add_order(&mut self) {
        for (v, visit) in self.problem.visits.iter().enumerate() {
            let Some(later) = self.first_op[v] else {
                continue;
            };
            for after in &visit.after {
                let Some(&e) = self.index.visits.get(&after.visit) else {
                    continue;
                };
                let earlier_visit = &self.problem.visits[e];
                let least = earlier_visit.minutes + after.min_gap;
                let most = after.max_gap.map(|gap| earlier_visit.minutes + gap);
                match self.first_op[e] {
                    Some(earlier) => self.join(
                        (earlier, earlier_visit.employees),
                        (later, visit.employees),
                        least,
                        most,
                    ),
                    None => self.bound(later, visit.employees, earlier_visit, least, most),
                }
            }
        }
    }

    fn join(&mut self, earlier: (u32, u8), later: (u32, u8), least: i32, most: Option<i32>) {
        for a in earlier.0..earlier.0 + u32::from(earlier.1) {
            for b in later.0..later.0 + u32::from(later.1) {
                self.add_link(a, b, least);
                if let Some(most) = most {
                    self.add_link(b, a, -most);
                }
            }
        }
    }

    fn add_link(&mut self, from: u32, to: u32, offset: i32) {
        self.ops[from as usize].pushes.push(Link { op: to, offset });
        self.ops[to as usize]
            .held_by
            .push(Link { op: from, offset });
    }

    /// The earlier visit has happened: its time is a bound.
    fn bound(&mut self, later: u32, count: u8, earlier: &Visit, least: i32, most: Option<i32>) {
        let facts = earlier.fixed.iter().filter(|f| f.tie.is_fact());
        let Some(at) = facts.filter_map(|f| f.at).max() else {
            return;
        };
        for op in later..later + u32::from(count) {
            let op = &mut self.ops[op as usize];
            op.release = op.release.max(at + least);
            if let Some(most) = most {
                op.latest = op.latest.min(at + most);
            }
        }
    }
}
