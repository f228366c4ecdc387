//! Makes benchmark days from a seed and measures the proposal on them, as a Markdown table.
//!
//! `cargo run --release -p scheduling --example team_day -- [--seed N] [--long S] [--share F] [--json FILE] [team|absence|district|growth|memory|all]`
//!
//! `--share 0.1` shortens every budget to a tenth, to try the table; its figures mean nothing then.

mod days;
mod growth;

use days::Size;
use scheduling::{Budget, GreatCircle, Minute, Problem, Proposal, Term, Weights, WhatIf, propose};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

struct Arguments {
    seed: u64,
    long: f64,
    share: f64,
    what: String,
}

impl Arguments {
    fn seconds(&self, n: f64) -> Budget {
        Budget::lasting(Duration::from_secs_f64((n * self.share).max(0.001)))
    }

    fn iterations(&self, n: u64) -> Budget {
        Budget::iterations((n as f64 * self.share) as u64)
    }
}

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

fn row(what: &str, bar: &str, budget: &str, millis: f64, found: &str) {
    println!("| {what} | {bar} | {budget} | {millis:.1} | {found} |");
}

const fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "**missed**" }
}

/// The first answer, the median of nine.
fn first(problem: &Problem, seed: u64) -> (Proposal, f64) {
    let mut runs: Vec<_> = (0..9)
        .map(|_| run(problem, &Budget::iterations(0), seed))
        .collect();
    runs.sort_by(|a, b| a.1.total_cmp(&b.1));
    runs.swap_remove(4)
}

fn team(arguments: &Arguments) {
    let seed = arguments.seed;
    let problem = days::day(Size::TEAM, seed);
    let (proposal, ms) = first(&problem, seed);
    let found = format!("{}: {}", quality(&proposal), verdict(ms < 20.0));
    row(
        "team: first feasible",
        "< 20 ms",
        "0 iterations",
        ms,
        &found,
    );
    settled(arguments);
}

/// So many days are settled; the middle one counts.
const SETTLED: u64 = 5;

/// Several days, each for 0.25 and 0.9 s alone, and long, two days at a time.
fn settled(arguments: &Arguments) {
    let long = arguments.long;
    let days: Vec<(u64, Problem)> = (arguments.seed..arguments.seed + SETTLED)
        .map(|seed| (seed, days::day(Size::TEAM, seed)))
        .collect();
    let short: Vec<_> = days
        .iter()
        .map(|(seed, day)| [0.25, 0.9].map(|n| run(day, &arguments.seconds(n), *seed)))
        .collect();
    let mut ends = Vec::new();
    for some in days.chunks(2) {
        std::thread::scope(|scope| {
            let begun: Vec<_> = some
                .iter()
                .map(|(seed, day)| scope.spawn(|| run(day, &arguments.seconds(long), *seed)))
                .collect();
            ends.extend(begun.into_iter().filter_map(|thread| thread.join().ok()));
        });
    }
    let mut dearer = [const { Vec::new() }; 2];
    for (((seed, _), short), (end, end_ms)) in days.iter().zip(&short).zip(&ends) {
        let points = |p: &Proposal| [Term::Unplaced, Term::Faces].map(|t| p.score.get(t));
        let last = points(end);
        for (n, (proposal, ms)) in short.iter().enumerate() {
            let now = points(proposal);
            // Leaving out what the long run places is not settled, whatever the faces.
            let more = if now[0] > last[0] {
                f64::INFINITY
            } else {
                100.0 * (now[1] - last[1]) as f64 / last[1].max(1) as f64
            };
            dearer[n].push(more);
            row(
                &format!("team: day {seed}"),
                "",
                &format!(
                    "{} s, {} iterations",
                    [0.25, 0.9][n],
                    proposal.run.iterations
                ),
                *ms,
                &format!("{}: faces {more:+.1} %", quality(proposal)),
            );
        }
        let budget = format!("{long} s, {} iterations", end.run.iterations);
        row(
            &format!("team: day {seed}"),
            "",
            &budget,
            *end_ms,
            &quality(end),
        );
    }
    for ((budget, bar), mut dearer) in [("0.25 s", ""), ("0.9 s", "< 1 s within 2 % of 60 s")]
        .into_iter()
        .zip(dearer)
    {
        dearer.sort_by(f64::total_cmp);
        let Some(&middle) = dearer.get(dearer.len() / 2) else {
            continue;
        };
        let within = dearer.iter().filter(|&&more| more < 2.0).count();
        let word = if bar.is_empty() {
            "–"
        } else {
            verdict(middle < 2.0)
        };
        let all: Vec<String> = dearer.iter().map(|more| format!("{more:+.1}")).collect();
        row(
            &format!("team: settled, median of {SETTLED} days"),
            bar,
            budget,
            0.0,
            &format!(
                "faces {middle:+.1} % ({} %), {within} of {SETTLED} within 2 %: {word}",
                all.join(", ")
            ),
        );
    }
}

/// Visits that are not as they were known: those of the absent, and others.
fn moved(problem: &Problem, after: &Proposal, hers: &BTreeSet<domain::ids::VisitId>) -> [usize; 2] {
    let mut moved = BTreeSet::new();
    for (employee, id, stop) in after.lists.assignments() {
        let Some(visit) = problem.visits.iter().find(|v| v.id == id) else {
            continue;
        };
        let as_known = |e, at: Minute| {
            let mut known = visit.known.iter();
            known.any(|k| k.employee == e && (k.at - at).abs() <= 15)
        };
        if visit.fixed.is_empty() && !as_known(employee, stop.start) {
            moved.insert(id);
        }
    }
    let others = moved.difference(hers).count();
    [moved.len() - others, others]
}

fn absence(arguments: &Arguments) {
    let now = 600;
    let (mut strict, mut wide, mut count) = (0, 0, 0);
    for seed in arguments.seed..arguments.seed + 3 {
        let morning = days::day(Size::TEAM, seed);
        let (published, _) = run(&morning, &arguments.iterations(40_000), seed);
        let ten = days::at_ten(&morning, &published, now);
        for n in [0, 4, 10] {
            let absent = morning.employees[n].id;
            let hers: BTreeSet<_> = published
                .lists
                .assignments()
                .filter(|(e, _, s)| *e == absent && s.start >= now)
                .map(|(_, id, _)| id)
                .collect();
            let problem = WhatIf::Absent(absent).applied_to(&ten);
            let (after, ms) = run(&problem, &arguments.seconds(0.06), seed);
            let [own, others] = moved(&problem, &after, &hers);
            let tenth_of_day = problem.visits.len() / 10;
            count += 1;
            strict += usize::from(10 * (own + others) <= 11 * hers.len());
            let met = others <= tenth_of_day && ms < 100.0;
            wide += usize::from(met);
            row(
                &format!("absence at 10:00, day {seed}, {} visits left", hers.len()),
                &format!("< 100 ms, ≤ {} moved", hers.len() + tenth_of_day),
                &format!("0.06 s, {} iterations", after.run.iterations),
                ms,
                &format!(
                    "{own} of hers and {others} others moved, {} unplaced: {}",
                    after.unplaced.len(),
                    verdict(met)
                ),
            );
        }
    }
    row(
        "absence: all of these",
        "hers and a tenth of the day's visits",
        "",
        0.0,
        &format!("{wide} of {count} met; hers and a tenth of hers: {strict} of {count}"),
    );
}

fn district(arguments: &Arguments) {
    let seed = arguments.seed;
    let problem = days::day(Size::DISTRICT, seed);
    let (proposal, ms) = first(&problem, seed);
    row(
        "district: first feasible",
        "",
        "0 iterations",
        ms,
        &quality(&proposal),
    );
    let (settled, ms) = run(&problem, &arguments.seconds(9.0), seed);
    let (end, end_ms) = run(&problem, &arguments.seconds(30.0), seed);
    let faces = |p: &Proposal| p.score.get(Term::Faces) as f64;
    let more = 100.0 * (faces(&settled) / faces(&end).max(1.0) - 1.0);
    let met = settled.score.get(Term::Unplaced) <= end.score.get(Term::Unplaced) && more < 2.0;
    for (proposal, n, ms, bar, word) in [
        (&settled, 9, ms, "< 10 s within 2 % of 30 s", verdict(met)),
        (&end, 30, end_ms, "", "–"),
    ] {
        let more = 100.0 * (faces(proposal) / faces(&end).max(1.0) - 1.0);
        row(
            "district: settled",
            bar,
            &format!("{n} s, {} iterations", proposal.run.iterations),
            ms,
            &format!("{}: faces {more:+.1} %, {word}", quality(proposal)),
        );
    }
}

/// The most memory this process has had, kB, where the system says so.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn memory(arguments: &Arguments) {
    let problem = days::day(Size::DISTRICT, arguments.seed);
    let (_, ms) = run(&problem, &arguments.iterations(5_000), arguments.seed);
    if let Some(kilobytes) = peak_memory() {
        let megabytes = kilobytes as f64 / 1_000.0;
        row(
            "memory of the process, a district's Saturday",
            "< 50 MB",
            "5000 iterations",
            ms,
            &format!("{megabytes:.0} MB at most: {}", verdict(megabytes < 50.0)),
        );
    }
}

fn main() {
    let mut arguments = Arguments {
        seed: 1,
        long: 60.0,
        share: 1.0,
        what: "all".to_owned(),
    };
    let mut given = std::env::args().skip(1);
    while let Some(word) = given.next() {
        let mut number = |of: &mut f64| {
            let value = given.next().and_then(|v| v.parse().ok());
            *of = value.filter(|v| *v > 0.0).unwrap_or(*of);
        };
        match word.as_str() {
            "--long" => number(&mut arguments.long),
            "--share" => number(&mut arguments.share),
            "--seed" => {
                let value = given.next().and_then(|v| v.parse().ok());
                arguments.seed = value.unwrap_or(arguments.seed);
            }
            "--json" => {
                let day = days::day(Size::TEAM, arguments.seed);
                let text = serde_json::to_string(&day).unwrap_or_default();
                if let Some(Err(e)) = given.next().map(|path| std::fs::write(path, text)) {
                    eprintln!("{e}");
                }
            }
            _ => arguments.what = word,
        }
    }
    println!(
        "Seed {}. Quality: unplaced / face points / minutes outside wishes / minutes travel and waiting / load.\n",
        arguments.seed
    );
    println!("| what | bar | budget | ms | found |");
    println!("|---|---|---|---:|---|");
    type Part = (&'static str, fn(&Arguments));
    let parts: [Part; 5] = [
        // First, while nothing else has used memory.
        ("memory", memory),
        ("team", team),
        ("absence", absence),
        ("district", district),
        ("growth", growth::growth),
    ];
    for (name, part) in parts {
        if arguments.what == name || arguments.what == "all" {
            part(&arguments);
        }
    }
}
