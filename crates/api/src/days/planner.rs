//! The planner at work: off the request threads, on a problem read from one snapshot (R-WL-5).

use super::{
    input::Input,
    problem::{Plan, print},
};
use crate::{desk::Job, feed::Progress, state::State};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{ProposalId, UnitId, VisitId},
    policy::Action,
    reason::{Language, Violation},
    visit::AssignmentState,
};
use persistence::{
    Blocked, Caller, Day, Failure, LeftOut, Outcome, ProposalResult, ProposalRow, ProposalState,
    ProposedPart, Streams, Worded,
};
use scheduling::{
    Ask, Begin, Budget, Fault, Proposal, Unplaced, instant_of, minute_of, propose_traced,
};
use std::{collections::BTreeMap, time::Duration};

/// Iterations of the search: with the seed they decide the proposal.
pub(super) const ITERATIONS: u64 = 20_000;
/// Nobody waits longer than this; on a very large day the search stops early.
const LONGEST: Duration = Duration::from_secs(4);

/// Makes a proposal and keeps it, unless it is cancelled meanwhile.
///
/// # Errors
/// Those of the database.
pub(super) fn work(
    state: &State,
    row: &ProposalRow,
    from: Option<DateTime<Utc>>,
    job: &Job,
) -> Outcome<()> {
    let caller = Caller::system(Action::CreateProposal, state.now());
    let (input, earlier) = state.database.read(&caller, |reader| {
        let earlier = match row.based_on {
            Some(id) => reader.proposal(row.unit, row.date, id)?.result,
            None => None,
        };
        let whole = (row.unit, row.date, Some(row.part.as_str()));
        Ok((Input::read(reader, &state.law, whole)?, earlier))
    })?;
    let plan = input.plan();
    // Re-planning begins now at the earliest: what has passed is not planned again.
    let problem = plan.problem(from.map_or(caller.now, |from| from.max(caller.now)));
    let earlier = earlier.iter().flat_map(|result| &result.parts);
    let begin: Vec<Begin> = earlier
        .map(|part| Begin {
            visit: part.visit,
            employee: part.employee,
            at: minute_of(plan.began, part.start),
        })
        .collect();
    let budget = Budget::iterations(ITERATIONS)
        .at_most(LONGEST)
        .unless(job.flag());
    let roads = state.roads.at(caller.now);
    let (seed, weights) = (row.seed.unsigned_abs(), input.weights());
    let ask = Ask {
        begin: &begin,
        ..Ask::new(&problem, &roads, &budget, seed, weights)
    };
    let tell = |done: u64| {
        state.feed.tell(Progress {
            unit: row.unit,
            resource: "proposals",
            id: row.id.into(),
            done,
            total: ITERATIONS,
        });
    };
    tell(0);
    let mut told = 0;
    let made = propose_traced(&ask, &mut |progress| {
        job.note(*progress);
        // Each hundredth once: a listener wants to see that it moves.
        let hundredth = progress.iterations * 100 / ITERATIONS;
        if hundredth > told {
            told = hundredth;
            tell(progress.iterations);
        }
    });
    if job.is_cancelled() {
        return Ok(());
    }
    let (outcome, mut result) = match made {
        Ok(proposal) => (
            ProposalState::Ready,
            result(&input.day, &plan, &proposal).map_err(|e| Failure::Internal(e.to_string()))?,
        ),
        Err(faults) => (ProposalState::Failed, failed(&faults)),
    };
    result.print = print(&problem);
    keep(state, row, outcome, Some(&result))
}

/// It will not be made any more.
///
/// # Errors
/// Those of the database.
pub(super) fn give_up(state: &State, unit: UnitId, date: NaiveDate, id: ProposalId) -> Outcome<()> {
    let caller = Caller::system(Action::CreateProposal, state.now());
    let row = state
        .database
        .read(&caller, |reader| reader.proposal(unit, date, id))?;
    keep(state, &row, ProposalState::Failed, None)
}

fn keep(
    state: &State,
    row: &ProposalRow,
    outcome: ProposalState,
    result: Option<&ProposalResult>,
) -> Outcome<()> {
    let caller = Caller::system(Action::CreateProposal, state.now());
    let streams = Streams::unit(row.unit);
    state.database.write(&caller, &streams, |writer| {
        let mut now = writer.proposal(row.unit, row.date, row.id)?;
        // Cancelled while the search went on, perhaps at another server.
        if now.state != ProposalState::Working {
            return Ok(());
        }
        now.state = outcome;
        now.ready_at = Some(writer.now());
        now.result = result.cloned();
        writer.save_proposal(&mut now)
    })
}

/// A violation in all three languages.
pub(crate) fn worded(violation: &Violation) -> Worded {
    Worded {
        rule: violation.reason.rule.to_owned(),
        code: violation.reason.code.to_owned(),
        pointer: None,
        nb: violation.message(Language::Nb),
        nn: violation.message(Language::Nn),
        en: violation.message(Language::En),
    }
}

/// In words, with what it is about.
pub(super) fn worded_fault(fault: &Fault) -> Worded {
    let visit = fault.visit.map(|id| format!("/visits/{id}"));
    let employee = fault.employee.map(|id| format!("/employees/{id}"));
    Worded {
        pointer: visit.or(employee),
        ..worded(&fault.violation)
    }
}

fn failed(faults: &[Fault]) -> ProposalResult {
    ProposalResult {
        parts: Vec::new(),
        unplaced: Vec::new(),
        before: serde_json::Value::Null,
        after: serde_json::Value::Null,
        iterations: 0,
        failed: faults.iter().map(worded_fault).collect(),
        print: String::new(),
        travel: Vec::new(),
    }
}

/// What found no place, in words.
pub(crate) fn left_out(left: &Unplaced) -> LeftOut {
    LeftOut {
        visit: left.visit,
        impossible: left.impossible.iter().map(worded).collect(),
        blocks: left
            .blocks
            .iter()
            .map(|block| Blocked {
                employee: block.employee,
                reason: worded(&block.violation),
            })
            .collect(),
        help: left
            .help
            .iter()
            .map(|help| [Language::Nb, Language::Nn, Language::En].map(|l| help.message(l)))
            .collect(),
    }
}

fn result(
    day: &Day,
    plan: &Plan<'_>,
    proposal: &Proposal,
) -> Result<ProposalResult, serde_json::Error> {
    let visits: BTreeMap<VisitId, _> = day.visits.iter().map(|v| (v.visit.id, v)).collect();
    let parts = proposal.reasons.iter().filter_map(|why| {
        let visit = visits.get(&why.visit)?;
        let held = visit
            .assignments
            .iter()
            .find(|a| a.employee == Some(why.employee));
        Some(ProposedPart {
            visit: why.visit,
            version: visit.version,
            employee: why.employee,
            start: instant_of(plan.began, why.start),
            fixed: held.is_some_and(|a| {
                matches!(a.state, AssignmentState::Claimed | AssignmentState::Pinned)
            }),
            reasons: why.grounds.iter().map(worded).collect(),
        })
    });
    let sources = proposal.travel.iter().map(serde_json::to_value);
    let sources: Vec<_> = sources.collect::<Result<_, _>>()?;
    Ok(ProposalResult {
        parts: parts.collect(),
        unplaced: proposal.unplaced.iter().map(left_out).collect(),
        before: serde_json::to_value(proposal.before)?,
        after: serde_json::to_value(proposal.after)?,
        iterations: proposal.run.iterations,
        failed: Vec::new(),
        print: String::new(),
        travel: sources
            .iter()
            .filter_map(|source| source.as_str().map(str::to_owned))
            .collect(),
    })
}
