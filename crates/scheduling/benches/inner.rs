//! The inner loops, by divan: construction, iterations of the search, the checker, travel tables.
//!
//! `cargo bench -p scheduling`

#[path = "../examples/days/mod.rs"]
mod days;

use days::Size;
use divan::{Bencher, black_box, counter::ItemsCount};
use scheduling::{Budget, GreatCircle, Place, Travel, Weights, WhatIf, faults, propose};

fn main() {
    divan::main();
}

const SEED: u64 = 1;

/// The first answer: everything but the search.
#[divan::bench(args = [50, 160, 500])]
fn construction(bencher: Bencher<'_, '_>, visits: usize) {
    let problem = days::day(Size::of(visits), SEED);
    let (travel, weights) = (GreatCircle::default(), Weights::default());
    bencher.bench(|| propose(&problem, &travel, &Budget::iterations(0), SEED, &weights));
}

/// A thousand iterations, the first answer included.
#[divan::bench(args = [50, 160, 500], sample_count = 10)]
fn thousand_iterations(bencher: Bencher<'_, '_>, visits: usize) {
    let problem = days::day(Size::of(visits), SEED);
    let (travel, weights) = (GreatCircle::default(), Weights::default());
    bencher.counter(ItemsCount::new(1_000_u32)).bench(|| {
        propose(
            &problem,
            &travel,
            &Budget::iterations(1_000),
            SEED,
            &weights,
        )
    });
}

/// Every hard rule on a whole day.
#[divan::bench(args = [50, 160, 500])]
fn checker(bencher: Bencher<'_, '_>, visits: usize) {
    let problem = days::day(Size::of(visits), SEED);
    let (travel, weights) = (GreatCircle::default(), Weights::default());
    let made = propose(&problem, &travel, &Budget::iterations(0), SEED, &weights);
    let Ok(made) = made else { return };
    bencher
        .counter(ItemsCount::new(visits))
        .bench(|| faults(black_box(&problem), &made.lists, &travel));
}

/// Somebody of a published day is absent from ten: a thousand iterations.
#[divan::bench(sample_count = 10)]
fn absence(bencher: Bencher<'_, '_>) {
    let morning = days::day(Size::TEAM, SEED);
    let (travel, weights) = (GreatCircle::default(), Weights::default());
    let published = propose(
        &morning,
        &travel,
        &Budget::iterations(4_000),
        SEED,
        &weights,
    );
    let Ok(published) = published else { return };
    let ten = days::at_ten(&morning, &published, 600);
    let problem = WhatIf::Absent(morning.employees[0].id).applied_to(&ten);
    bencher.bench(|| {
        propose(
            &problem,
            &travel,
            &Budget::iterations(1_000),
            SEED,
            &weights,
        )
    });
}

/// The first answer for a district's Saturday.
#[divan::bench(sample_count = 10)]
fn district(bencher: Bencher<'_, '_>) {
    let problem = days::day(Size::DISTRICT, SEED);
    let (travel, weights) = (GreatCircle::default(), Weights::default());
    bencher.bench(|| propose(&problem, &travel, &Budget::iterations(0), SEED, &weights));
}

/// Times between all places.
#[divan::bench(args = [50, 160, 500])]
fn travel_table(bencher: Bencher<'_, '_>, count: usize) {
    let places: Vec<Place> = (0..count)
        .map(|n| Place {
            latitude: 59.9 + n as f64 / 1e4,
            longitude: 10.7 + (n * 7 % 31) as f64 / 1e3,
        })
        .collect();
    let travel = GreatCircle::default();
    bencher.bench(|| travel.table(domain::organisation::Transport::Bike, black_box(&places)));
}
