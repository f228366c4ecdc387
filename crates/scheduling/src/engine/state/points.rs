//! What a whole state costs, and its points per term.

use super::State;
use crate::engine::model::{Model, NONE, TERMS, TOLERANCE, term};

impl State {
    /// The largest lateness.
    pub(crate) fn worst_late(&self, model: &Model) -> i64 {
        if model.weights.worst_late == 0 {
            return 0;
        }
        let late = (0..model.ops.len())
            .filter(|&op| self.route[op] != NONE)
            .map(|op| self.start[op] - model.ops[op].wish_to)
            .max();
        i64::from(late.unwrap_or(0).max(0))
    }

    pub(crate) fn whole_energy(&self, model: &Model) -> i64 {
        self.energy + model.weights.worst_late * self.worst_late(model)
    }

    /// Minutes outside wishes.
    pub(crate) fn outside(&self, model: &Model) -> i64 {
        let mut minutes = 0;
        for (op, &start) in self.start.iter().take(model.ops.len()).enumerate() {
            if self.route[op] != NONE {
                let o = &model.nodes[op];
                minutes += i64::from((start - o.wish_to).max(o.wish_from - start).max(0));
            }
        }
        minutes
    }

    /// The points of each term, counted from the lists.
    pub(crate) fn points(&self, model: &Model) -> [i64; TERMS] {
        let mut points = [0; TERMS];
        for (&times, &meeting) in self.meets.iter().zip(&model.meeting) {
            if times > 0 {
                points[term::FACES] += meeting;
            }
        }
        for task in &model.tasks {
            let whole =
                self.is_placed(task.first) && (task.second == NONE || self.is_placed(task.second));
            if !whole {
                points[task.left_out.0] += task.left_out.1;
            }
        }
        for (v, vehicle) in model.vehicles.iter().enumerate() {
            let end = model.end_node(v);
            let mut node = self.next[model.start_node(v) as usize];
            if node == end {
                continue;
            }
            let first = node;
            let mut way = i64::from(self.leg(model, v as u32, self.prev[first as usize], first));
            let mut inner = 0;
            while node != end {
                let (n, o) = (node as usize, &model.ops[node as usize]);
                let (start, employee) = (self.start[n], vehicle.employee as usize);
                let outside = (start - o.wish_to).max(o.wish_from - start).max(0);
                points[term::WISHED] += i64::from(outside);
                if o.known_start.is_some_and(|k| (start - k).abs() > TOLERANCE) {
                    points[term::CHANGES] += model.moved(n, v as u32);
                }
                let at = o.task as usize * model.employees + employee;
                points[term::FACES] += model.fixed_points[0][at];
                points[term::CHANGES] += model.fixed_points[1][at];
                let next = self.next[n];
                let leg = i64::from(self.leg(model, v as u32, node, next));
                way += leg;
                inner += leg + i64::from(o.minutes);
                node = next;
            }
            let waited =
                i64::from(self.start[end as usize]) - i64::from(self.start[first as usize]) - inner;
            points[term::TRAVEL] += way + model.weights.waiting * waited;
        }
        for employee in 0..model.employees {
            points[term::LOAD] += model.load_points(employee, self.minutes[employee]);
        }
        points
    }
}
