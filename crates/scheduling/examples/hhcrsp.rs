//! Solves one instance of the public benchmark and prints `objective D T Tmax iterations`.
//!
//! `cargo run --release -p scheduling --example hhcrsp -- FILE.json --seconds S --seed N --out SOLUTION.json`
//!
//! `--iterations N` counts iterations instead of seconds, and then gives the same solution again;
//! `--trace FILE.csv` writes seconds and objective at every improvement.

use scheduling::{Budget, hhcrsp::Instance};
use std::{
    fmt::Write as _,
    process::ExitCode,
    time::{Duration, Instant},
};

struct Arguments {
    file: String,
    budget: Budget,
    seed: u64,
    out: Option<String>,
    trace: Option<String>,
}

const USAGE: &str = "usage: hhcrsp FILE.json [--seconds S | --iterations N] [--seed N] [--out SOLUTION.json] [--trace FILE.csv]";

fn arguments() -> Result<Arguments, String> {
    let (mut file, mut out, mut trace) = (None, None, None);
    let (mut seconds, mut iterations, mut seed) = (10.0, None, 1);
    let mut given = std::env::args().skip(1);
    while let Some(word) = given.next() {
        if !word.starts_with("--") {
            file = Some(word);
            continue;
        }
        let value = given
            .next()
            .ok_or_else(|| format!("{word} needs a value\n{USAGE}"))?;
        let bad = || format!("{word} {value}: not understood\n{USAGE}");
        match word.as_str() {
            "--seconds" => seconds = value.parse().map_err(|_| bad())?,
            "--iterations" => iterations = Some(value.parse().map_err(|_| bad())?),
            "--seed" => seed = value.parse().map_err(|_| bad())?,
            "--out" => out = Some(value),
            "--trace" => trace = Some(value),
            _ => return Err(bad()),
        }
    }
    let time = Duration::try_from_secs_f64(seconds).map_err(|_| USAGE.to_owned())?;
    Ok(Arguments {
        file: file.ok_or(USAGE)?,
        budget: iterations.map_or_else(|| Budget::lasting(time), Budget::iterations),
        seed,
        out,
        trace,
    })
}

fn run() -> Result<(), String> {
    let began = Instant::now();
    let arguments = arguments()?;
    let text =
        std::fs::read_to_string(&arguments.file).map_err(|e| format!("{}: {e}", arguments.file))?;
    let instance = Instance::parse(&text)?;
    let mut trace = String::from("seconds,objective\n");
    let (solution, iterations) =
        instance.solve(&arguments.budget, arguments.seed, &mut |_, value| {
            if arguments.trace.is_some() {
                let _ = writeln!(trace, "{:.4},{value:.3}", began.elapsed().as_secs_f64());
            }
        })?;
    let objective = instance
        .objective(&solution)
        .map_err(|faults| faults.join("\n"))?;
    println!(
        "{:.3} {:.3} {:.3} {:.3} {iterations}",
        objective.value(),
        objective.distance,
        objective.tardiness,
        objective.max_tardiness
    );
    if let Some(path) = arguments.out {
        let text = serde_json::to_string(&solution).map_err(|e| e.to_string())?;
        std::fs::write(&path, text).map_err(|e| format!("{path}: {e}"))?;
    }
    if let Some(path) = arguments.trace {
        std::fs::write(&path, trace).map_err(|e| format!("{path}: {e}"))?;
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
