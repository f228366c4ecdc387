//! The crate as its callers see it.

use scheduling::{Budget, GreatCircle, Problem, Weights, faults, propose};
use std::{
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};

#[test]
fn a_problem_is_read_from_json_and_an_empty_one_is_answered() {
    let text = r#"{"now":null,"isPublished":false,"daytime":[],"employees":[],"citizens":[],"visits":[],"work":[]}"#;
    let problem: Problem = serde_json::from_str(text).unwrap();
    let travel = GreatCircle::default();
    let budget = Budget::iterations(10);
    let proposal = propose(&problem, &travel, &budget, 1, &Weights::default()).unwrap();
    assert!(faults(&problem, &proposal.lists, &travel).is_empty());
}

#[test]
fn an_unknown_competence_is_refused_by_name_when_read() {
    let text = r#"{"id":"00000003-0000-7000-8000-000000000000","shifts":[],"start":{"latitude":0.0,"longitude":0.0},
        "end":{"latitude":0.0,"longitude":0.0},"transport":"car","competences":["juggling"],"plannedBefore":0,
        "shiftBefore":0,"breaks":[],"dayOnly":false}"#;
    let error = serde_json::from_str::<scheduling::Employee>(text).unwrap_err();
    assert!(error.to_string().contains("juggling"), "{error}");
}

#[test]
fn a_cancelled_proposal_ends_at_once_with_an_answer() {
    let cancelled = Arc::new(AtomicBool::new(true));
    let budget = Budget::lasting(Duration::from_secs(600)).unless(cancelled);
    let began = Instant::now();
    let travel = GreatCircle::default();
    assert!(
        propose(
            &Problem::default(),
            &travel,
            &budget,
            1,
            &Weights::default()
        )
        .is_ok()
    );
    assert!(began.elapsed() < Duration::from_secs(5));
}
