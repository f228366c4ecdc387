//! How much of what is random is run: a little in `make test`, the full count in `make soak`, another where
//! `SOAK_<NAME>` says so; and a line for docs/soak.md of each that was.

use std::{env, fmt::Display, fs::OpenOptions, io::Write, time::Instant};

/// How many: `little` in `make test`, `full` in `make soak`.
///
/// # Panics
/// When what is asked for instead is no number.
pub fn count(name: &str, little: u64, full: u64) -> u64 {
    if env::var_os("SOAK").is_none() {
        return little;
    }
    match env::var(format!("SOAK_{name}")) {
        Ok(asked) if !asked.is_empty() => asked.parse().expect("a number"),
        _ => full,
    }
}

/// Runs something, and notes in the file `SOAK_LOG` how many, how long and from which seed. What fails panics
/// and is not noted.
///
/// # Panics
/// When the file cannot be written.
pub fn counted(what: impl Display, many: u64, seed: &str, work: impl FnOnce()) {
    let begun = Instant::now();
    work();
    let Some(log) = env::var_os("SOAK_LOG") else {
        return;
    };
    let seconds = begun.elapsed().as_secs();
    let mut log = OpenOptions::new()
        .append(true)
        .create(true)
        .open(log)
        .expect("a log");
    writeln!(log, "| {what} | {many} | {seconds} | {seed} |").expect("a line");
}
