//! The search: threads, progress, the seed.

use super::*;
use crate::testing::at;

#[test]
fn a_second_thread_never_changes_what_the_first_gives_and_the_answer_is_never_worse() {
    use crate::engine::{search, search_twice};
    let t = full_day();
    let (weights, budget) = (Weights::default(), Budget::iterations(200));
    let index = Index::of(&t.problem);
    let ways = Ways::of(&t.problem, &Line);
    let built = Built::new(&t.problem, &index, &ways, &weights, &[]);
    let mut seconds_won = 0;
    for seed in 0..8 {
        let one = Ask::new(&t.problem, &Line, &budget, seed, &weights);
        let two = Ask {
            two_threads: true,
            ..one
        };
        let heat = heat(&one, &built);
        let alone = search(&built.model, None, &budget, seed, heat, &mut |_| {});
        let (first, _) = search_twice(&built.model, &budget, seed, heat, &mut |_| {});
        assert_eq!(
            built.lists(&t.problem, &alone.best),
            built.lists(&t.problem, &first.best)
        );
        let [one, two, again] = [one, two, two].map(|a| propose_traced(&a, &mut |_| {}).unwrap());
        assert_eq!(two, again);
        assert!(two.score.rank(&weights) <= one.score.rank(&weights));
        if two.score.rank(&weights) == one.score.rank(&weights) {
            assert_eq!(two, one);
        } else {
            seconds_won += 1;
        }
    }
    assert!(seconds_won > 0, "the second thread never helped");
}

#[test]
fn progress_only_ever_gets_better_and_ends_at_the_answer() {
    let t = full_day();
    let (weights, budget) = (Weights::default(), Budget::iterations(400));
    let ask = Ask::new(&t.problem, &Line, &budget, 3, &weights);
    let mut steps = Vec::new();
    let proposal = propose_traced(&ask, &mut |step| steps.push(*step)).unwrap();
    assert!(steps.len() > 1);
    for pair in steps.windows(2) {
        assert!(pair[0].iterations < pair[1].iterations);
        assert!(pair[1].score.rank(&weights) < pair[0].score.rank(&weights));
    }
    assert_eq!(steps.last().unwrap().score, proposal.score);
}

#[test]
fn the_same_seed_and_iterations_give_the_same_proposal() {
    let mut t = TestDay::new(4);
    for n in 0..30 {
        t.visit(at(n * 7 % 31), 20);
    }
    assert_eq!(run(&t), run(&t));
}
