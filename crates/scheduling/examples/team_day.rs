//! Makes benchmark days from a seed and measures the proposal on them, as a Markdown table.
//!
//! `cargo run --release -p scheduling --example team_day -- [--seed N] [--long S] [--json FILE] [team|absence|district|growth|all]`

mod days;

use days::Size;
use scheduling::{
    Ask, Budget, GreatCircle, Minute, Problem, Proposal, Term, Weights, WhatIf, propose,
    propose_traced,
};
use std::time::{Duration, Instant};

/// The energy-free measure of a day: face points, minutes outside wishes, minutes on the way.
fn quality(proposal: &Proposal) -> String {
    let p = |t| proposal.score.get(t);
    format!(
        "{} / {} / {} / {} / {}",
        proposal.unplaced.len(),
        p(Term::Faces),
        p(Term::Wished),
        p(Term::Travel),
        p(Term::Load)
    )
}

fn run(problem: &Problem, budget: &Budget, seed: u64) -> (Proposal, f64) {
    let began = Instant::now();
    let weights = Weights::default();
    match propose(problem, &GreatCircle::default(), budget, seed, &weights) {
        Ok(proposal) => (proposal, began.elapsed().as_secs_f64() * 1_000.0),
        Err(faults) => {
            for fault in faults {
                eprintln!("{fault}");
            }
            std::process::exit(1)
        }
    }
}

const fn seconds(n: f64) -> Duration {
    Duration::from_millis((n * 1_000.0) as u64)
}

fn row(what: &str, bar: &str, budget: &str, millis: f64, quality: &str) {
    println!("| {what} | {bar} | {budget} | {millis:.1} | {quality} |");
}

fn team(seed: u64, long: f64) {
    let problem = days::day(Size::TEAM, seed);
    let (first, ms) = run(&problem, &Budget::iterations(0), seed);
    row(
        "team: first feasible",
        "< 20 ms",
        "0 iterations",
        ms,
        &quality(&first),
    );
    for budget in [0.25, 0.9, long] {
        let (proposal, ms) = run(&problem, &Budget::lasting(seconds(budget)), seed);
        row(
            "team: settled",
            "1 s within 2 % of 60 s",
            &format!("{budget} s, {} iterations", proposal.run.iterations),
            ms,
            &quality(&proposal),
        );
    }
}

fn absence(seed: u64) {
    let morning = days::day(Size::TEAM, seed);
    let (published, _) = run(&morning, &Budget::iterations(16_000), seed);
    let now = 600;
    let ten = days::at_ten(&morning, &published, now);
    for n in [0, 5, 10] {
        let absent = morning.employees[n].id;
        let hers = published
            .lists
            .assignments()
            .filter(|(e, _, s)| *e == absent && s.start >= now)
            .count();
        let problem = WhatIf::Absent(absent).applied_to(&ten);
        let most = hers + problem.visits.len() / 10;
        // The second shows what more time would give.
        for (budget, bar) in [
            (0.06, format!("< 100 ms, ≤ {most} moved")),
            (2.0, "–".to_owned()),
        ] {
            let (after, ms) = run(&problem, &Budget::lasting(seconds(budget)), seed);
            let (mut moved, mut others) = (0, 0);
            for (employee, id, stop) in after.lists.assignments() {
                let Some(visit) = problem.visits.iter().find(|v| v.id == id) else {
                    continue;
                };
                let known = |e, at: Minute| {
                    visit
                        .known
                        .iter()
                        .any(|k| k.employee == e && (k.at - at).abs() <= 15)
                };
                if visit.fixed.is_empty() && !known(employee, stop.start) {
                    moved += 1;
                    others += usize::from(visit.known.iter().all(|k| k.employee != absent));
                }
            }
            row(
                &format!("absence at 10:00 of one with {hers} visits left"),
                &bar,
                &format!("{budget} s, {} iterations", after.run.iterations),
                ms,
                &format!(
                    "{moved} moved ({others} of others), {} unplaced ({} before)",
                    after.unplaced.len(),
                    published.unplaced.len()
                ),
            );
        }
    }
}

fn district(seed: u64, long: f64) {
    let problem = days::day(Size::DISTRICT, seed);
    let (first, ms) = run(&problem, &Budget::iterations(0), seed);
    row(
        "district: first feasible",
        "",
        "0 iterations",
        ms,
        &quality(&first),
    );
    for budget in [2.0, 9.0, long] {
        let (proposal, ms) = run(&problem, &Budget::lasting(seconds(budget)), seed);
        row(
            "district: settled",
            "< 10 s",
            &format!("{budget} s, {} iterations", proposal.run.iterations),
            ms,
            &quality(&proposal),
        );
    }
}

/// Time until the search is within 5 % of what it reaches in the end, by size.
fn growth(seed: u64) {
    for visits in [50, 100, 200, 350, 500] {
        let problem = days::day(Size::of(visits), seed);
        let budget = Budget::iterations(visits as u64 * 60);
        let mut trace = Vec::new();
        let began = Instant::now();
        let (travel, weights) = (GreatCircle::default(), Weights::default());
        let ask = Ask::new(&problem, &travel, &budget, seed, &weights);
        let result = propose_traced(&ask, &mut |step| {
            let millis = began.elapsed().as_secs_f64() * 1_000.0;
            trace.push((millis, step.energy as f64));
        });
        let Ok(proposal) = result else { continue };
        let last = trace.last().map_or(0.0, |t| t.1);
        let reached = trace
            .iter()
            .find(|t| t.1 <= last * 1.05)
            .map_or(0.0, |t| t.0);
        let nlogn = visits as f64 * (visits as f64).ln();
        row(
            &format!("growth: {visits} visits"),
            "≤ n·log n",
            "within 5 % of its end",
            reached,
            &format!(
                "{:.4} ms per n·ln n; {}",
                reached / nlogn,
                quality(&proposal)
            ),
        );
    }
}

/// The most memory this process has had, kB, where the system says so.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn main() {
    let (mut seed, mut long, mut what) = (1, 20.0, "all".to_owned());
    let mut given = std::env::args().skip(1);
    while let Some(word) = given.next() {
        match word.as_str() {
            "--seed" => seed = given.next().and_then(|v| v.parse().ok()).unwrap_or(seed),
            "--long" => long = given.next().and_then(|v| v.parse().ok()).unwrap_or(long),
            "--json" => {
                let text = serde_json::to_string(&days::day(Size::TEAM, seed)).unwrap_or_default();
                if let Some(Err(e)) = given.next().map(|path| std::fs::write(path, text)) {
                    eprintln!("{e}");
                }
            }
            _ => what = word,
        }
    }
    println!(
        "Seed {seed}. Quality: unplaced / face points / minutes outside wishes / minutes travel and waiting / load.\n"
    );
    println!("| what | bar | budget | ms | quality |");
    println!("|---|---|---|---|---|");
    let is = |name| what == name || what == "all";
    if is("team") {
        team(seed, long);
    }
    if is("absence") {
        absence(seed);
    }
    if is("district") {
        district(seed, long);
    }
    if is("growth") {
        growth(seed);
    }
    if let Some(kilobytes) = peak_memory() {
        let megabytes = kilobytes as f64 / 1_000.0;
        row(
            "memory, all of the above",
            "< 50 MB for 500 visits",
            "–",
            0.0,
            &format!("{megabytes:.0} MB at most"),
        );
    }
}
