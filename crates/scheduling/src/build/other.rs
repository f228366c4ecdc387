//! Work that is no visit, and pauses: each is for one given employee.

use super::Builder;
use crate::{
    day::is_past,
    engine::{ANYWHERE, NOBODY, NONE, Op, Task},
    lists::Item,
    problem::Span,
    terms::{Term, unplaced},
};
use domain::ids::EmployeeId;

impl Builder<'_> {
    pub(super) fn add_work(&mut self) {
        let problem = self.problem;
        for work in &problem.work {
            if is_past(problem, work.window, work.minutes) {
                continue;
            }
            let place = work
                .place
                .map_or(ANYWHERE, |p| self.ways.position(&p) as u32);
            for id in &work.employees {
                let given = work.window.length() == work.minutes;
                self.add_own(*id, Item::Work(work.id), work.window, work.minutes, place);
                if let Some(task) = self.tasks.last_mut() {
                    task.stays = given;
                    task.counts = true;
                    task.left_out.1 = unplaced::WORK;
                }
            }
        }
    }

    pub(super) fn add_breaks(&mut self) {
        let problem = self.problem;
        for employee in &problem.employees {
            for (n, pause) in employee.breaks.iter().enumerate() {
                if !is_past(problem, pause.window, pause.minutes) {
                    let item = Item::Break(n as u8);
                    self.add_own(employee.id, item, pause.window, pause.minutes, ANYWHERE);
                }
            }
        }
    }

    /// Something that one given employee does alone.
    fn add_own(&mut self, id: EmployeeId, item: Item, window: Span, minutes: i32, place: u32) {
        let Some(&employee) = self.index.employees.get(&id) else {
            return;
        };
        let (release, latest) = (self.floor(window.from), window.to - minutes);
        let vehicles = self.vehicles_of(release, latest, minutes, |e| e == employee);
        let task = self.tasks.len() as u32;
        self.tasks.push(Task {
            first: self.ops.len() as u32,
            second: NONE,
            citizen: NOBODY,
            left_out: (Term::Unplaced.index(), unplaced::BREAK),
            stays: false,
            counts: false,
        });
        self.ops.push(Op {
            task,
            place,
            minutes,
            release,
            latest,
            wish_from: release,
            wish_to: latest.max(release),
            known_start: None,
            first_with: Vec::new(),
            first_at: None,
            ready: release,
            near: None,
            together: NONE,
            partner: NONE,
            pushes: Vec::new(),
            held_by: Vec::new(),
            vehicles,
        });
        self.items.push(item);
    }
}
