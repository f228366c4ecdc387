//! Who to log in as: what the one who starts the demo reads first.

use super::DEMO_PASSWORD;

/// User name and who she is, for those that the tour in docs/tour.md follows.
const WHO: &[(&str, &str)] = &[
    (
        "kari.nordby",
        "nurse of Team Skullerud, Astrid Bøe's primary contact",
    ),
    (
        "silje.aune",
        "nurse of Team Skullerud, first in turn as fordeler",
    ),
    ("ola.tangen", "helsefagarbeider of Team Skullerud"),
    (
        "ingrid.solheim",
        "leader of Team Skullerud; signs within her delegation",
    ),
    ("hanne.moe", "acted for the leader until yesterday"),
    (
        "randi.sather",
        "case worker of Team Skullerud and Team Bogerud",
    ),
    ("tone.vangen", "nurse of Team Bogerud: another team"),
    (
        "henrik.dale",
        "nurse of Team Kampen, trained in dementia care; asked about Astrid Bøe",
    ),
    ("amina.warsame", "leader of Team Kampen, Modell 1"),
    (
        "wenche.aamodt",
        "leader of the application office of Bydel Østensjø",
    ),
    (
        "trine.kolstad",
        "staffing office: who works when, nobody's record",
    ),
    ("erik.strand", "administrator of the municipality"),
    ("liv.torgersen", "auditor"),
];

/// A table of log-ins with their password.
pub fn log_ins() -> String {
    let widest = WHO.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let lines = WHO
        .iter()
        .map(|(name, who)| format!("  {name:widest$}  {who}\n"));
    let lines: String = lines.collect();
    format!(
        "Demo: everybody in it is invented. Alle i demoen er oppdiktet.\n\
         Log in with the password «{DEMO_PASSWORD}» as one of\n{lines}\
         docs/tour.md leads through one day of the team.\n"
    )
}
