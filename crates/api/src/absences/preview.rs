//! The three ways on for one day, as the planner would have them: visits moved, new faces, minutes,
//! what is left (R-SHF-3). The same day, asked about at the same instant, gives the same ways: what is
//! chosen is exactly what was seen.

use super::facts::Facts;
use crate::{
    days::{input::Input, planner::left_out},
    door::Door,
    problem::Problem,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    absence::{Effect, Part, Way, effect},
    familiarity::is_new_face,
    ids::{CitizenId, EmployeeId, ProposalId, VisitId},
    interval::Interval,
    time::day_start,
};
use persistence::{Day, LeftOut};
use scheduling::{Budget, Weights, instant_of, propose};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, sync::mpsc, time::Duration};

/// Enough to settle a day that is nearly settled already.
const ITERATIONS: u64 = 3000;
/// Only a very large day on a very busy machine stops earlier; then it is refused when chosen.
const LONGEST: Duration = Duration::from_secs(5);

/// One employee's part as the way would have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Placed {
    pub(super) visit: VisitId,
    pub(super) employee: EmployeeId,
    pub(super) start: DateTime<Utc>,
}

/// One way on, worked out.
#[derive(Debug, Clone)]
pub(super) struct Worked {
    pub(super) way: Way,
    pub(super) effect: Effect,
    pub(super) minutes: BTreeMap<EmployeeId, i64>,
    /// Everything the lists would say.
    pub(super) placed: Vec<Placed>,
    /// What would be put off.
    pub(super) postponed: Vec<(VisitId, NaiveDate)>,
    pub(super) unplaced: Vec<LeftOut>,
    pub(super) travel: i64,
    /// What a choice names, so that what is done is what was seen.
    pub(super) digest: String,
}

/// The parts that somebody holds now.
fn parts_now(day: &Day) -> Vec<Part> {
    let held = day.visits.iter().flat_map(|v| {
        v.assignments.iter().filter_map(|a| {
            Some(Part {
                visit: v.visit.id,
                citizen: v.visit.planned.citizen,
                employee: a.employee?,
                start: v.visit.start?,
                minutes: v.visit.planned.minutes.into(),
            })
        })
    });
    held.collect()
}

/// What is handed to the planner for one way on one part of the day.
fn problem(
    facts: &Facts,
    input: &Input,
    way: Way,
    somebody: EmployeeId,
    now: DateTime<Utc>,
) -> scheduling::Problem {
    let mut problem = input.plan().problem(now);
    // Few changes to what people know, whether it is published or not.
    problem.is_published = true;
    match way {
        Way::Spread => {}
        Way::Postpone => {
            let gone = |id: VisitId| facts.postponed.iter().any(|(visit, _)| *visit == id);
            problem.visits.retain(|v| !gone(v.id));
            for visit in &mut problem.visits {
                visit.after.retain(|after| !gone(after.visit));
            }
        }
        Way::Substitute => {
            let shifts: Vec<Interval> = facts.shifts.iter().map(|w| w.interval).collect();
            let able = (facts.transport, facts.competences.clone());
            let substitute = input.one_more(somebody, &shifts, able);
            problem.employees.push(substitute);
        }
    }
    problem
}

/// Works the ways out, off the request threads.
pub(super) async fn work(
    door: &Door,
    facts: &Facts,
    ways: &[Way],
    now: DateTime<Utc>,
) -> Result<Vec<Worked>, Problem> {
    let somebody = EmployeeId(facts.absence.absence.id.into());
    let problems: Vec<Vec<(scheduling::Problem, Weights)>> = ways
        .iter()
        .map(|way| {
            let inputs = facts.inputs.iter();
            let given = inputs.map(|i| (problem(facts, i, *way, somebody, now), *i.weights()));
            given.collect()
        })
        .collect();
    let (sender, receiver) = mpsc::channel();
    let state = door.state.clone();
    let id: ProposalId = door.new_id();
    let made = door.state.desk.begin(id, move |job| {
        for of_way in problems {
            let results: Vec<_> = of_way
                .iter()
                .map(|(problem, weights)| {
                    let budget = Budget::iterations(ITERATIONS)
                        .at_most(LONGEST)
                        .unless(job.flag());
                    let roads = state.roads.at(now);
                    propose(problem, &roads, &budget, 7, weights).ok()
                })
                .collect();
            sender.send(results).ok();
        }
    });
    // A panic on the desk leaves the ways empty.
    made.await.ok();
    let results: Vec<_> = receiver.try_iter().collect();
    Ok(ways
        .iter()
        .zip(results)
        .map(|(way, made)| worked(facts, *way, &made))
        .collect())
}

fn worked(facts: &Facts, way: Way, made: &[Option<scheduling::Proposal>]) -> Worked {
    let mut placed = Vec::new();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let (mut unplaced, mut travel) = (Vec::new(), 0);
    for (day, proposal) in facts.days().zip(made) {
        before.extend(parts_now(day));
        let Some(proposal) = proposal else {
            after.extend(parts_now(day));
            continue;
        };
        let began = day_start(day.date);
        for why in &proposal.reasons {
            let visit = day.visits.iter().find(|v| v.visit.id == why.visit);
            let Some(visit) = visit else { continue };
            let start = instant_of(began, why.start);
            placed.push(Placed {
                visit: why.visit,
                employee: why.employee,
                start,
            });
            after.push(Part {
                visit: why.visit,
                citizen: visit.visit.planned.citizen,
                employee: why.employee,
                start,
                minutes: visit.visit.planned.minutes.into(),
            });
        }
        unplaced.extend(proposal.unplaced.iter().map(left_out));
        travel += proposal.after.travel - proposal.before.travel;
    }
    let is_new = |citizen: CitizenId, who: EmployeeId| {
        let mut days = facts.days();
        let day = days.find(|d| d.citizens.contains_key(&citizen));
        day.is_some_and(|day| is_new_face(&day.done_at(citizen), who, day.date))
    };
    let (effect, minutes) = effect(&before, &after, &facts.freed, is_new);
    let postponed = match way {
        Way::Postpone => facts.postponed.clone(),
        Way::Spread | Way::Substitute => Vec::new(),
    };
    placed.sort_by_key(|p| (p.visit, p.employee));
    let digest = digest(way, &placed, &postponed);
    Worked {
        way,
        effect,
        minutes,
        placed,
        postponed,
        unplaced,
        travel,
        digest,
    }
}

fn digest(way: Way, placed: &[Placed], postponed: &[(VisitId, NaiveDate)]) -> String {
    let text = serde_json::to_vec(&(way, placed, postponed)).unwrap_or_default();
    let hash = Sha256::digest(&text);
    hash.iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
