//! The planner at work: off the request threads, on a problem read from one snapshot (R-WL-5).

use super::problem::Plan;
use crate::state::State;
use domain::{
    ids::{ProposalId, VisitId},
    policy::Action,
    reason::{Language, Violation},
    visit::AssignmentState,
};
use persistence::{
    Blocked, Caller, Day, Failure, LeftOut, Outcome, ProposalResult, ProposalRow, ProposalState,
    ProposedPart, Streams, Worded,
};
use scheduling::{Budget, Fault, GreatCircle, Proposal, Weights, instant_of, propose};
use std::{collections::BTreeMap, time::Duration};

/// Iterations of the search: with the seed they decide the proposal.
const ITERATIONS: u64 = 4_000;
/// Nobody waits longer than this; on a very large day the search stops early.
const LONGEST: Duration = Duration::from_secs(4);

/// Makes a proposal and keeps it.
///
/// # Errors
/// Those of the database.
pub(super) fn work(state: &State, row: &ProposalRow) -> Outcome<()> {
    let caller = Caller::system(Action::CreateProposal, state.now());
    let day = state.database.read(&caller, |reader| {
        reader.day(row.unit, row.date, Some(&row.part))
    })?;
    let plan = Plan::of(&day);
    let problem = plan.problem(caller.now);
    let budget = Budget::iterations(ITERATIONS).at_most(LONGEST);
    let made = propose(
        &problem,
        &GreatCircle::default(),
        &budget,
        row.seed.unsigned_abs(),
        &Weights::default(),
    );
    let (outcome, result) = match made {
        Ok(proposal) => (
            ProposalState::Ready,
            result(&day, &plan, &proposal).map_err(|e| Failure::Internal(e.to_string()))?,
        ),
        Err(faults) => (ProposalState::Failed, failed(&faults)),
    };
    keep(state, row.id, row, outcome, &result)
}

fn keep(
    state: &State,
    id: ProposalId,
    row: &ProposalRow,
    outcome: ProposalState,
    result: &ProposalResult,
) -> Outcome<()> {
    let caller = Caller::system(Action::CreateProposal, state.now());
    let streams = Streams::unit(row.unit);
    state.database.write(&caller, &streams, |writer| {
        let mut row = writer.proposal(row.unit, row.date, id)?;
        row.state = outcome;
        row.ready_at = Some(writer.now());
        row.result = Some(result.clone());
        writer.save_proposal(&mut row)
    })
}

fn worded(violation: &Violation) -> Worded {
    Worded {
        rule: violation.reason.rule.to_owned(),
        code: violation.reason.code.to_owned(),
        nb: violation.message(Language::Nb),
        nn: violation.message(Language::Nn),
        en: violation.message(Language::En),
    }
}

fn failed(faults: &[Fault]) -> ProposalResult {
    ProposalResult {
        parts: Vec::new(),
        unplaced: Vec::new(),
        before: serde_json::Value::Null,
        after: serde_json::Value::Null,
        iterations: 0,
        failed: faults.iter().map(|f| worded(&f.violation)).collect(),
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
    let unplaced = proposal.unplaced.iter().map(|left| LeftOut {
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
    });
    Ok(ProposalResult {
        parts: parts.collect(),
        unplaced: unplaced.collect(),
        before: serde_json::to_value(proposal.before)?,
        after: serde_json::to_value(proposal.after)?,
        iterations: proposal.run.iterations,
        failed: Vec::new(),
    })
}
