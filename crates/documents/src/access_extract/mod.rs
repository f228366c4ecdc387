//! The extract of a citizen's access log: who has seen my record, in words a person understands
//! (SEC-10, pasientjournalloven § 18). As PDF to read and as CSV to sort.

mod csv;
mod pages;

use crate::letter::{LetterFault, Municipality, pdf, words::Words};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    law::LetterLanguage,
    organisation::Role,
    policy::Basis,
    time::local_date,
    trace::{AccessKind, document_words},
};

/// One line of the log, with names instead of ids.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtractLine {
    /// When it began.
    pub from: DateTime<Utc>,
    /// Until when it covers further reads.
    pub until: DateTime<Utc>,
    /// Who; none for the system itself.
    pub name: Option<String>,
    /// In which role.
    pub role: Option<Role>,
    /// For which unit.
    pub unit: Option<String>,
    /// What was done.
    pub kind: AccessKind,
    /// With which document.
    pub document: String,
    /// Why it was allowed.
    pub basis: Basis,
    /// The reason that was given, for emergency access.
    pub reason: Option<String>,
}

/// Everything that an extract says.
#[derive(Debug, Clone)]
pub struct ExtractInput<'a> {
    /// In which language.
    pub language: LetterLanguage,
    /// From whom.
    pub municipality: &'a Municipality,
    /// Whose record.
    pub citizen: &'a str,
    /// What tells this record from others: no national number.
    pub reference: &'a str,
    /// The day it was made.
    pub made_on: NaiveDate,
    /// First and last day asked for, where there are any.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// Newest first.
    pub lines: &'a [ExtractLine],
    /// There are older lines than the extract holds.
    pub is_cut: bool,
}

/// The extract as a page to read.
///
/// # Errors
/// When the library refuses to make a file that would not be PDF/A; the text is for the log.
pub fn pdf(input: &ExtractInput<'_>) -> Result<Vec<u8>, LetterFault> {
    let blocks = pages::blocks(input);
    let sheet = pdf::Sheet {
        language: input.language,
        sender: &input.municipality.name,
        day: input.made_on,
        reference: input.reference,
    };
    pdf::write(&blocks, pages::title(input.language), &sheet)
}

/// The extract as a file for a spreadsheet: `;`, UTF-8 with a byte order mark, formulas guarded.
pub fn csv(input: &ExtractInput<'_>) -> Vec<u8> {
    csv::write(input)
}

/// `Kari Nordby, medarbeider i Team Skullerud`.
fn who(line: &ExtractLine, words: &Words) -> String {
    let system = words.pick("Datasystemet, av seg selv", "Datasystemet, av seg sjølv");
    let name = line.name.as_deref().unwrap_or(system);
    let role = line.role.map(|role| words.word(role.term()));
    match (role, line.unit.as_deref()) {
        // The unit is the one that answers for the citizen; without a role there she came from elsewhere.
        (Some(role), Some(unit)) => format!("{name}, {role} i {unit}"),
        (Some(role), None) => format!("{name}, {role}"),
        (None, _) => name.to_owned(),
    }
}

/// What was done: `leste tiltaksplanen din`.
fn what(line: &ExtractLine, words: &Words) -> String {
    let done = words.word(line.kind.term());
    let document = words.word(document_words(&line.document));
    format!("{done} {document}")
}

/// Why it was allowed, in a sentence.
fn why(line: &ExtractLine, words: &Words) -> &'static str {
    match line.basis {
        Basis::Member | Basis::CaseWorker => words.pick(
            "Arbeider i enheten som har ansvar for deg",
            "Arbeider i eininga som har ansvar for deg",
        ),
        Basis::Leader => words.pick(
            "Leder enheten som har ansvar for deg",
            "Leier eininga som har ansvar for deg",
        ),
        Basis::Fordeler => words.pick(
            "Fordelte teamets besøk den dagen",
            "Fordelte besøka til teamet den dagen",
        ),
        Basis::Substitute => words.pick(
            "Hadde deg på arbeidslisten sin",
            "Hadde deg på arbeidslista si",
        ),
        Basis::HandlingUnit => words.pick(
            "Arbeider i enheten som behandler en sak for deg",
            "Arbeider i eininga som handsamar ei sak for deg",
        ),
        Basis::Pool => words.pick(
            "Var på felles kvelds- eller helgevakt",
            "Var på felles kvelds- eller helgevakt",
        ),
        Basis::Consultation => words.pick(
            "Ble spurt om råd av teamet ditt",
            "Vart spurd om råd av teamet ditt",
        ),
        Basis::Emergency => words.pick(
            "Brukte nødtilgang (blålys). Lederen din har fått beskjed",
            "Brukte naudtilgang (blålys). Leiaren din har fått beskjed",
        ),
        Basis::Auditor => words.pick(
            "Kontrollerer hvem som ser i journaler",
            "Kontrollerer kven som ser i journalar",
        ),
        Basis::Staffing => words.pick(
            "Arbeider i bemanningskontoret",
            "Arbeider i bemanningskontoret",
        ),
        Basis::Administrator => words.pick("Administrator", "Administrator"),
        Basis::System => words.pick(
            "Arbeid som systemet gjør selv",
            "Arbeid som systemet gjer sjølv",
        ),
        Basis::Own | Basis::Open => words.pick("Egen arbeidsoppgave", "Eiga arbeidsoppgåve"),
    }
}

/// `07.00`, by the clock on the wall in Norway.
fn clock(at: DateTime<Utc>) -> String {
    at.with_timezone(&domain::time::ZONE)
        .format("%H.%M")
        .to_string()
}

/// Lines by local day, newest day first.
fn days(lines: &[ExtractLine]) -> Vec<(NaiveDate, &[ExtractLine])> {
    lines
        .chunk_by(|a, b| local_date(a.from) == local_date(b.from))
        .filter_map(|chunk| Some((local_date(chunk.first()?.from), chunk)))
        .collect()
}

#[cfg(test)]
mod tests;
