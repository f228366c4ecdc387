//! The letter of a vedtak: PDF/A-2a and PDF/UA-1, tagged for screen readers, in bokmål or nynorsk
//! (R-VED-8, fvl §§ 25, 27).
//!
//! What it says is made here and in `words` as plain blocks; `layout` breaks them into pages, `pdf`
//! draws and tags them. Bytes out, no clock: the same vedtak gives the same letter.

mod layout;
pub(crate) mod pdf;
mod text;
pub(crate) mod words;

use chrono::NaiveDate;
use domain::{
    decision_settings::DecisionSettings,
    law::{LetterLanguage, LetterPart},
    vedtak::{Frame, Outcome, VedtakContent},
};

pub use text::unprintable;
use words::Words;

/// The municipality, as its letters bear it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Its name.
    pub name: String,
    /// Its postal address, on one line.
    pub address: String,
    /// The number to call.
    pub phone: String,
}

/// Everything that a letter says.
#[derive(Debug, Clone)]
pub struct LetterInput<'a> {
    /// In which language.
    pub language: LetterLanguage,
    /// From whom.
    pub municipality: &'a Municipality,
    /// The unit that decided.
    pub unit: &'a str,
    /// The citizen's name.
    pub recipient: &'a str,
    /// Her address, line by line; none for a protected one (SEC-4).
    pub address: &'a [String],
    /// The case's reference.
    pub reference: &'a str,
    /// What was decided.
    pub content: &'a VedtakContent,
    /// Who signed; none while it is looked at before it is signed, and then the letter says so.
    pub signed_by: Option<&'a str>,
    /// On which day.
    pub signed_on: NaiveDate,
    /// The law's texts of that day.
    pub settings: &'a DecisionSettings,
}

/// Why a letter could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFault(pub String);

/// A piece of a letter, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// The municipality and the unit, at the top.
    Sender(Vec<String>),
    /// To whom.
    Address(Vec<String>),
    /// Date and reference.
    Reference(Vec<String>),
    /// What was decided, in a line.
    Title(String),
    /// Of a section.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// Lines that belong together.
    Lines(Vec<String>),
}

/// The letter as a file.
///
/// # Errors
/// When the library refuses to make a file that would not be PDF/A; the text is for the log.
pub fn render(input: &LetterInput<'_>) -> Result<Vec<u8>, LetterFault> {
    let blocks = blocks(input);
    let title = blocks.iter().find_map(|block| match block {
        Block::Title(title) => Some(title.clone()),
        _ => None,
    });
    let sheet = pdf::Sheet {
        language: input.language,
        sender: &input.municipality.name,
        day: input.signed_on,
        reference: input.reference,
    };
    pdf::write(&blocks, &title.unwrap_or_default(), &sheet)
}

/// What the letter says, in reading order.
fn blocks(input: &LetterInput<'_>) -> Vec<Block> {
    let words = Words::of(input.language);
    let content = input.content;
    let mut to = vec![input.recipient.to_owned()];
    to.extend(input.address.iter().cloned());
    let date = words.date(input.signed_on);
    let mut blocks = vec![
        Block::Sender(vec![input.municipality.name.clone(), input.unit.to_owned()]),
        Block::Address(to),
        Block::Reference(vec![
            date,
            format!("{}: {}", words.reference, input.reference),
        ]),
        Block::Title(words.title(content.outcome.unwrap_or(Outcome::Grant), content.service)),
    ];
    if input.signed_by.is_none() {
        blocks.insert(0, Block::Lines(vec![words.draft.to_owned()]));
    }
    let summary = [extent(content, &words), period(content, &words)];
    let summary = summary.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if !summary.is_empty() {
        blocks.push(Block::Paragraph(summary));
    }
    let mut section = |heading: &str, text: &str| {
        let paragraphs = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let paragraphs: Vec<Block> = paragraphs
            .map(|line| Block::Paragraph(line.to_owned()))
            .collect();
        if !paragraphs.is_empty() {
            blocks.push(Block::Heading(heading.to_owned()));
            blocks.extend(paragraphs);
        }
    };
    if content.gives_service() {
        section(words.purpose, &content.purpose);
    }
    section(words.facts, &content.facts);
    section(words.citizen_view, &content.citizen_view);
    section(words.kin_view, &content.kin_view);
    section(words.reasoning, &content.reasoning);
    section(words.alternatives, &content.alternatives);
    let ground = content
        .prior_notice
        .as_ref()
        .map(|notice| notice.ground.as_str());
    section(words.ground, ground.unwrap_or_default());
    section(words.rules, &words.law(&content.legal_basis));
    let law = |part| filled(input.settings.letter(part, input.language), input);
    let payment = match content.own_payment {
        Some(true) => law(LetterPart::Payment),
        Some(false) => law(LetterPart::NoPayment),
        None => String::new(),
    };
    if content.gives_service() {
        section(words.payment, &payment);
    }
    let appeal = format!(
        "{}\n{}",
        law(LetterPart::Appeal),
        content.appeal_information
    );
    section(words.appeal, &appeal);
    section(words.documents, &law(LetterPart::Documents));
    section(words.contact, &law(LetterPart::Contact));
    blocks.push(Block::Lines(vec![
        words.greeting.to_owned(),
        input.signed_by.unwrap_or(words.unsigned).to_owned(),
        format!("{}, {}", input.unit, input.municipality.name),
    ]));
    if input.signed_by.is_some() {
        blocks.push(Block::Paragraph(words.signed_electronically.to_owned()));
    }
    blocks
}

/// A text of the law with this municipality's names and numbers.
fn filled(text: &str, input: &LetterInput<'_>) -> String {
    let values = [
        ("{weeks}", input.settings.appeal_weeks.to_string()),
        ("{municipality}", input.municipality.name.clone()),
        ("{address}", input.municipality.address.clone()),
        ("{phone}", input.municipality.phone.clone()),
        ("{unit}", input.unit.to_owned()),
    ];
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(name, value)
    })
}

fn extent(content: &VedtakContent, words: &Words) -> Option<String> {
    if !content.gives_service() {
        return None;
    }
    match content.frame? {
        Frame::MinutesPerWeek { from, to } if from == to => {
            Some(words.exactly(&words.duration(to)))
        }
        Frame::MinutesPerWeek { from, to } => {
            Some(words.between(&words.duration(from), &words.duration(to)))
        }
        Frame::Count { count } => Some(words.count(count)),
    }
}

fn period(content: &VedtakContent, words: &Words) -> Option<String> {
    let first = content.from?;
    let from = words.date(first);
    if content.outcome == Some(Outcome::End) {
        // What she wants to know is how long it lasts.
        let last = first.pred_opt().unwrap_or(first);
        return Some(words.last_day(&words.date(last)));
    }
    if !content.gives_service() {
        return Some(words.counts_from(&from));
    }
    let until = content.until.map(|day| words.date(day));
    let review = content.review_on.map(|day| words.date(day));
    Some(match (until, review) {
        (Some(until), _) => words.lasting(&from, &until),
        (None, Some(review)) => words.reviewed(&from, &review),
        (None, None) => words.counts_from(&from),
    })
}

#[cfg(test)]
mod tests;
