//! How the time to the same quality grows with the day.

use super::{Arguments, days, row};
use days::Size;
use scheduling::{Ask, GreatCircle, Term, Weights, propose_traced};
use std::time::Instant;

/// So many days of each size; the middle one counts.
const DAYS: u64 = 9;

/// Milliseconds until everything is placed that is in the end and
/// the face points are within 5 % of the end's, and
/// until they have come nine tenths of the way from the first fill to the end's.
///
/// The iterations are in proportion to the visits.
fn times(arguments: &Arguments, visits: usize, seed: u64) -> [f64; 2] {
    let problem = days::day(Size::of(visits), seed);
    let budget = arguments.iterations(visits as u64 * 100);
    let (travel, weights) = (GreatCircle::default(), Weights::default());
    let ask = Ask::new(&problem, &travel, &budget, seed, &weights);
    let began = Instant::now();
    let mut trace = Vec::new();
    let result = propose_traced(&ask, &mut |step| {
        let [out, faces] = [Term::Unplaced, Term::Faces].map(|t| step.score.get(t));
        trace.push((began.elapsed().as_secs_f64() * 1_000.0, out, faces as f64));
    });
    let (Ok(_), Some(&(_, _, first)), Some(&(_, out, end))) = (result, trace.first(), trace.last())
    else {
        return [f64::NAN; 2];
    };
    let until = |faces: f64| {
        let step = trace.iter().find(|t| t.1 <= out && t.2 <= faces);
        step.map_or(f64::NAN, |t| t.0)
    };
    [
        until(end * 1.05),
        until(end + (first - end).max(0.0) / 10.0),
    ]
}

pub(crate) fn growth(arguments: &Arguments) {
    let sizes = [50, 100, 200, 350, 500];
    let all: Vec<Vec<[f64; 2]>> = sizes
        .iter()
        .map(|&visits| {
            (0..DAYS)
                .map(|n| times(arguments, visits, arguments.seed + n))
                .collect()
        })
        .collect();
    let measures = [
        "until within 5 % of its end",
        "until nine tenths of the way from the first fill to its end",
    ];
    for (m, measure) in measures.into_iter().enumerate() {
        let mut of_smallest = None;
        for (visits, days) in sizes.into_iter().zip(&all) {
            let mut times: Vec<f64> = days.iter().map(|t| t[m]).collect();
            times.sort_by(f64::total_cmp);
            let quarter = times.len() / 4;
            let (low, millis) = (times[quarter], times[times.len() / 2]);
            let high = times[times.len() - 1 - quarter];
            let each = millis / (visits as f64 * (visits as f64).ln());
            let first = *of_smallest.get_or_insert(each);
            row(
                &format!("growth: {visits} visits, median of {DAYS} days"),
                "≤ n·log n",
                measure,
                millis,
                &format!(
                    "half of the days {low:.1}–{high:.1} ms; {each:.3} ms per n·ln n, {:.2} of the smallest",
                    each / first
                ),
            );
        }
    }
}
