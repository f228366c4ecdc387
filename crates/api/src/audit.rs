//! What `tillit audit verify` says, for the one who runs it and for the one who must act on it.

use persistence::{Finding, Report};
use std::fmt::Write;

/// The report in sentences, the worst last, where it is seen.
pub fn words(report: &Report) -> String {
    let mut text = format!("{} sealed entries looked at", report.sealed);
    match (report.unsealed, report.unsealed_since) {
        (0, _) | (_, None) => text += "; none waits for its seal.",
        (n, Some(since)) => {
            write!(text, "; {n} wait for their seal, the oldest since {since}.").ok();
        }
    }
    if let Some(head) = &report.head {
        write!(text, "\nHead: {head}").ok();
    }
    for finding in &report.findings {
        write!(text, "\n{}", sentence(finding)).ok();
    }
    if report.findings.is_empty() {
        text += "\nNothing was removed or altered.";
    }
    text
}

fn sentence(finding: &Finding) -> String {
    match finding {
        Finding::Removed {
            position,
            entry,
            sealed_at,
        } => format!("REMOVED: entry {entry}, number {position}, sealed {sealed_at}, is gone."),
        Finding::Altered {
            position,
            entry,
            sealed_at,
        } => format!(
            "ALTERED: entry {entry}, number {position}, is not what was sealed {sealed_at}."
        ),
        Finding::SealsMissing { from, until } => {
            format!("REMOVED: the seals from number {from} to {until} are gone.")
        }
        Finding::KeyMissing { position, key } => format!(
            "NOT VERIFIED: number {position} is sealed under the key {key}, which is not in the folder."
        ),
        Finding::NeverSealed { count, oldest } => format!(
            "NOT SEALED IN TIME: {count} entries, the oldest of {oldest}: put in afterwards, or the \
             server that should have sealed them did not run."
        ),
        Finding::CutOff { head, end } => format!(
            "CUT OFF: the head kept elsewhere is number {head}, but the chain ends at number {end}."
        ),
        Finding::OtherHead { position } => {
            format!("REPLACED: number {position} has another seal than the head kept elsewhere.")
        }
    }
}
