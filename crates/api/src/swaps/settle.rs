//! What offering and answering share: how the two assignments stand, and what the swap would break.

use crate::{
    days::ways::ways,
    door::{Door, changed},
    paths::Id,
    problem::Problem,
};
use actix_web::HttpResponse;
use domain::{
    ids::{AssignmentId, CitizenId, EmployeeId, SwapId},
    policy::Action,
    reason::Violations,
    swap::{Swap, SwapFacts, SwapState, SwapStep, answer},
    visit::{Assignment, AssignmentState},
};
use persistence::{Day, DayVisit, Failure, NOBODY, Outcome, Streams, Writer};

/// A visit that a swap names, with its day.
pub(super) struct Side {
    day: Day,
    visit: DayVisit,
    assignment: Assignment,
}

impl Side {
    /// The assignment with its visit and day, in the same unit as `like`, when that is given.
    fn of(writer: &mut Writer<'_>, id: AssignmentId, like: Option<&Self>) -> Outcome<Self> {
        let visit = writer.visit_of_assignment(id)?.ok_or(Failure::NotThere)?;
        let visit = writer.visit(visit)?;
        // Another unit's visit is as good as none.
        if like.is_some_and(|other| other.day.unit != visit.visit.unit) {
            return Err(Failure::NotThere);
        }
        let assignment = visit.assignments.iter().find(|a| a.id == id).cloned();
        Ok(Self {
            day: writer.day(visit.visit.unit, visit.plan_date, Some(&visit.part))?,
            assignment: assignment.ok_or(Failure::NotThere)?,
            visit,
        })
    }

    /// What breaks when it is given to `to`, once `from` has what she gets instead.
    fn faults(&self, to: EmployeeId, other: Option<&Self>) -> Violations {
        let mut board = self.day.board();
        let id = self.visit.visit.id;
        board.give(id, self.assignment.number, Some(to));
        if let Some(other) = other {
            let back = self.assignment.employee;
            board.give(other.visit.visit.id, other.assignment.number, back);
        }
        board.faults(id, self.assignment.number, to, &ways(&self.day))
    }
}

/// Both sides of a swap as they stand.
pub(super) struct Sides {
    gives: Side,
    takes: Option<Side>,
}

impl Sides {
    /// Loads them.
    pub(super) fn load(writer: &mut Writer<'_>, swap: &Swap) -> Outcome<Self> {
        let gives = Side::of(writer, swap.gives, None)?;
        let takes = match swap.takes {
            Some(id) => Some(Side::of(writer, id, Some(&gives))?),
            None => None,
        };
        Ok(Self { gives, takes })
    }

    /// Whose visit is given.
    pub(super) const fn citizen(&self) -> CitizenId {
        self.gives.visit.visit.planned.citizen
    }

    /// The facts that the rules ask about.
    pub(super) fn facts(&self, writer: &mut Writer<'_>, swap: &Swap) -> Outcome<SwapFacts> {
        let named: Vec<AssignmentId> = [Some(swap.gives), swap.takes]
            .into_iter()
            .flatten()
            .collect();
        let mut faults = self.gives.faults(swap.to, self.takes.as_ref());
        if let Some(takes) = &self.takes {
            faults.extend(takes.faults(swap.from, Some(&self.gives)));
        }
        let plans = [Some(&self.gives), self.takes.as_ref()];
        let furthest = plans
            .into_iter()
            .flatten()
            .map(|side| side.day.plan.state)
            .max_by_key(|state| *state as u8);
        Ok(SwapFacts {
            plan: furthest.unwrap_or(self.gives.day.plan.state),
            gives_holder: self.gives.assignment.employee,
            takes_holder: self
                .takes
                .as_ref()
                .and_then(|side| side.assignment.employee),
            outcomes: [Some(&self.gives), self.takes.as_ref()]
                .into_iter()
                .flatten()
                .map(|side| side.visit.outcome)
                .collect(),
            in_other_offer: writer.in_open_offer(&named, swap.id)?,
            faults,
        })
    }

    /// Hands the visits over.
    fn hand_over(self, writer: &mut Writer<'_>, swap: &Swap) -> Outcome<()> {
        writer.guard_employee_days(&self.gives.day, [swap.to])?;
        if let Some(takes) = &self.takes {
            writer.guard_employee_days(&takes.day, [swap.from])?;
        }
        let sides = [(Some(self.gives), swap.to), (self.takes, swap.from)];
        for (side, to) in sides {
            let Some(mut side) = side else { continue };
            side.assignment.employee = Some(to);
            side.assignment.state = AssignmentState::Claimed;
            side.assignment.by = Some(to);
            side.assignment.needs_review = false;
            writer.save_assignment(side.visit.visit.planned.citizen, &side.assignment)?;
            writer.save_visit(&mut side.visit, &side.day.parts)?;
        }
        Ok(())
    }
}

/// Answers an offer.
pub(super) async fn settle(
    door: Door,
    action: Action,
    id: Id<SwapId>,
    step: impl Fn(&Swap, EmployeeId) -> SwapStep + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let whose = door
        .look(action, move |reader| reader.whose_swap(id))
        .await?;
    let (streams, citizen) = match whose {
        Some((unit, citizen)) => (Streams::unit(unit).and_citizen(citizen), citizen),
        None => (Streams::citizen(NOBODY), NOBODY),
    };
    door.write(action, streams, move |writer| {
        writer.open(citizen, "swap")?;
        let (mut swap, version) = writer.swap(id)?;
        let sides = Sides::load(writer, &swap)?;
        let facts = sides.facts(writer, &swap)?;
        let me = writer.actor()?.employee;
        let next = answer(&swap, step(&swap, me), me, facts).map_err(Failure::Conflict)?;
        let version = writer.settle_swap(id, citizen, next, version)?;
        if next == SwapState::Accepted {
            sides.hand_over(writer, &swap)?;
        }
        swap.state = next;
        changed(writer.epoch(), version, &swap)
    })
    .await
}
