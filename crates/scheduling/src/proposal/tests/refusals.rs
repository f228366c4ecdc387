//! What makes no sense is refused.

use super::*;
use crate::{problem::After, testing::at};

#[test]
fn refuses_what_makes_no_sense_by_id_and_all_at_once() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), -5);
    let w = t.visit(
        crate::Place {
            latitude: f64::NAN,
            longitude: 0.0,
        },
        30,
    );
    let (first, second) = (t.visit_id(v), t.visit_id(w));
    let after = |visit| After {
        visit,
        min_gap: 0,
        max_gap: None,
    };
    t.problem.visits[v].after = vec![after(second)];
    t.problem.visits[w].after = vec![after(first)];
    let faults = t.problem.check().unwrap_err();
    let codes: Vec<_> = faults
        .iter()
        .map(|f| (f.code(), f.visit.unwrap()))
        .collect();
    assert!(codes.contains(&("minutes-out-of-range", first)));
    assert!(codes.contains(&("no-such-place", second)));
    assert!(codes.iter().any(|(c, _)| *c == "order-goes-in-a-circle"));
    assert!(
        propose(
            &t.problem,
            &Line,
            &Budget::iterations(1),
            1,
            &Weights::default()
        )
        .is_err()
    );
}
