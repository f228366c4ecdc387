//! Runs the public benchmark and prints the figures beside the bars, as a Markdown table.
//!
//! `cargo run --release -p scheduling --example hhcrsp_table -- FOLDER [--seconds 10,60] [--seed N] [--jobs N] [--share F] [--plot DIR]`
//!
//! `--share 0.1` shortens every budget to a tenth, to try the table. FOLDER holds `NAME.json` and `NAME.best.json`. With `--plot` the objective over time of two
//! instances is drawn to DIR as SVG, from the runs of the table.

use scheduling::{Budget, hhcrsp::Instance};
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

/// Ratio to the best known objective asked for, and reached for, after 10 s and after 60 s.
const fn bars(patients: usize, seconds: f64) -> (f64, f64) {
    let long = seconds >= 60.0;
    match (patients, long) {
        (..=25, false) => (1.01, 1.00),
        (..=50, false) => (1.03, 1.01),
        (..=75, false) => (1.06, 1.02),
        (..=100, false) => (1.10, 1.04),
        (_, false) => (1.20, 1.08),
        (..=25, true) => (1.00, 1.00),
        (..=50, true) => (1.01, 1.00),
        (..=75, true) => (1.03, 1.00),
        (..=100, true) => (1.05, 1.00),
        (..=200, true) => (1.10, 1.00),
        (_, true) => (1.15, 1.00),
    }
}

const NAMES: [&str; 6] = ["10_3", "25_7", "50_8", "75_8", "100_2", "200_4"];
const PLOTTED: [&str; 2] = ["75_8", "200_4"];

fn read(folder: &Path, name: &str) -> Result<String, String> {
    let path = folder.join(name);
    std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
}

/// A line of ratio over seconds, both axes linear.
fn plot(name: &str, seconds: f64, points: &[(f64, f64)]) -> String {
    let (width, height, left, top) = (640.0, 320.0, 60.0, 30.0);
    let ceiling = points.iter().map(|p| p.1).fold(1.05, f64::max).min(1.5);
    let floor = points.iter().map(|p| p.1).fold(1.0, f64::min) - 0.01;
    let x = |s: f64| left + s / seconds * width;
    let y = |r: f64| top + (ceiling - r.min(ceiling)) / (ceiling - floor) * height;
    let mut line = String::new();
    let mut last = ceiling;
    for &(s, ratio) in points {
        let _ = write!(
            line,
            "{:.1},{:.1} {:.1},{:.1} ",
            x(s),
            y(last),
            x(s),
            y(ratio)
        );
        last = ratio;
    }
    let _ = write!(line, "{:.1},{:.1}", x(seconds), y(last));
    let (right, bottom) = (left + width, top + height);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="720" height="400" font-family="sans-serif" font-size="13">
<text x="{left}" y="20">{name}: objective over time, ratio to the best published</text>
<path d="M{left},{top}V{bottom}H{right}" fill="none" stroke="#555"/>
<line x1="{left}" x2="{right}" y1="{one:.1}" y2="{one:.1}" stroke="#c33" stroke-dasharray="4"/>
<text x="8" y="{one:.1}">1.000</text><text x="8" y="{top}">{ceiling:.3}</text>
<text x="{left}" y="{label}">0 s</text><text x="{right}" y="{label}" text-anchor="end">{seconds} s</text>
<polyline points="{line}" fill="none" stroke="#15507a" stroke-width="2"/>
</svg>
"##,
        one = y(1.0),
        label = bottom + 20.0,
    )
}

struct Arguments {
    folder: PathBuf,
    seconds: Vec<f64>,
    seed: u64,
    jobs: usize,
    share: f64,
    plots: Option<PathBuf>,
}

fn arguments() -> Result<Arguments, String> {
    let (mut folder, mut seconds, mut plots) = (None, vec![10.0], None);
    let (mut seed, mut jobs, mut share) = (1, 1, 1.0);
    let mut given = std::env::args().skip(1);
    while let Some(word) = given.next() {
        let mut value = || given.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--seconds" => {
                let list: Result<_, _> = value()?.split(',').map(str::parse::<f64>).collect();
                seconds = list.map_err(|e| e.to_string())?;
            }
            "--seed" => seed = value()?.parse().map_err(|_| "--seed needs a number")?,
            "--jobs" => jobs = value()?.parse().map_err(|_| "--jobs needs a number")?,
            "--share" => share = value()?.parse().map_err(|_| "--share needs a number")?,
            "--plot" => plots = Some(value()?.into()),
            _ => folder = Some(word.into()),
        }
    }
    let folder = folder
        .ok_or("usage: hhcrsp_table FOLDER [--seconds 10,60] [--seed N] [--jobs N] [--share F] [--plot DIR]")?;
    Ok(Arguments {
        folder,
        seconds,
        seed,
        jobs: jobs.max(1),
        share,
        plots,
    })
}

/// One row of the table.
fn solve(arguments: &Arguments, name: &str, seconds: f64) -> Result<String, String> {
    let folder = &arguments.folder;
    let instance = Instance::parse(&read(folder, &format!("{name}.json"))?)?;
    let best = serde_json::from_str(&read(folder, &format!("{name}.best.json"))?);
    let best = instance
        .objective(&best.map_err(|e| e.to_string())?)
        .map_err(|faults| faults.join("\n"))?
        .value();
    let time = Duration::try_from_secs_f64(seconds * arguments.share).map_err(|e| e.to_string())?;
    let began = Instant::now();
    let mut points = Vec::new();
    let mut note = |_, value| points.push((began.elapsed().as_secs_f64(), value / best));
    let budget = Budget::lasting(time);
    let (solution, iterations) = instance.solve(&budget, arguments.seed, &mut note)?;
    let found = instance
        .objective(&solution)
        .map_err(|faults| faults.join("\n"))?
        .value();
    if let Some(plots) = &arguments.plots
        && PLOTTED.contains(&name)
    {
        let path = plots.join(format!("hhcrsp-{name}.svg"));
        std::fs::write(&path, plot(name, seconds * arguments.share, &points))
            .map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let (bar, reach) = bars(instance.size(), seconds);
    // The published objectives are given to three decimals.
    let ratio = (found / best * 1e5).round() / 1e5;
    let verdict = if ratio <= reach {
        "reached"
    } else if ratio <= bar {
        "bar met"
    } else {
        "**missed**"
    };
    Ok(format!(
        "| {name} | {seconds} | {found:.3} | {best:.3} | **{ratio:.4}** | {bar:.2} | {reach:.2} | {verdict} | {iterations} |"
    ))
}

fn run() -> Result<(), String> {
    let arguments = arguments()?;
    if !arguments.folder.is_dir() {
        println!("Skipped: no instances at `{}`.", arguments.folder.display());
        return Ok(());
    }
    let (seed, jobs) = (arguments.seed, arguments.jobs);
    println!("Seed {seed}, one thread each, {jobs} at a time.\n");
    println!(
        "| instance | seconds | objective | best published | ratio | bar | reach for | | iterations |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---|---:|");
    let runs: Vec<_> = NAMES
        .iter()
        .flat_map(|name| arguments.seconds.iter().map(move |s| (*name, *s)))
        .collect();
    for some in runs.chunks(jobs) {
        let rows: Vec<_> = std::thread::scope(|scope| {
            let begun: Vec<_> = some
                .iter()
                .map(|&(name, seconds)| {
                    let arguments = &arguments;
                    scope.spawn(move || solve(arguments, name, seconds))
                })
                .collect();
            begun.into_iter().map(|thread| thread.join()).collect()
        });
        for (row, (name, seconds)) in rows.into_iter().zip(some) {
            match row.unwrap_or_else(|_| Err("the run panicked".to_owned())) {
                Ok(row) => println!("{row}"),
                // One that fails does not take the others with it.
                Err(why) => println!("| {name} | {seconds} | failed: {why} | | | | | | |"),
            }
        }
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
