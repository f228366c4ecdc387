//! Law as data: deadlines, services, the act in force and the texts of letters, each row with its
//! first day, its last day when it has one, and its source (facts.md).
//!
//! The rows that come with Tillit stand in `crates/domain/law/*.toml`; a municipality corrects them or
//! switches in a new act by a file of its own, read after them at start. Of rows about the same thing
//! the one that began last counts. A vedtak keeps the version it was signed under (R-VED-8).

mod check;

use crate::{
    decision_settings::DecisionSettings, service_rules::ServiceRules,
    shift::working_time::WorkingTimeRow, text_enum,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A version of the law that decisions are made under, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LawVersion {
    /// Stable name, stored with each signed vedtak.
    pub id: String,
    /// First day it is in force.
    pub valid_from: NaiveDate,
    /// Last day, when it ends.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Where it can be read.
    pub source: String,
}

text_enum! {
    /// A deadline or limit.
    pub enum NumberName {
        /// Months an assessment may be old when a vedtak builds on it (R-VED-6).
        AssessmentMaxAgeMonths = "assessment_max_age_months", "kartleggingens alder, måneder", "alderen på kartlegginga, månader", "age of the assessment, months";
        /// Months to a preliminary answer (R-VED-10).
        PreliminaryAnswerMonths = "preliminary_answer_months", "foreløpig svar, måneder", "førebels svar, månader", "preliminary answer, months";
        /// Days before the last day when a vedtak's first warning comes (R-VED-10).
        EndWarningDays = "end_warning_days", "varsel før slutt, dager", "varsel før slutt, dagar", "warning before the end, days";
        /// Days before a review date when its task opens.
        ReviewWarningDays = "review_warning_days", "varsel før ny vurdering, dager", "varsel før ny vurdering, dagar", "warning before review, days";
        /// Days to sign what is submitted.
        SignatureDays = "signature_days", "signering, dager", "signering, dagar", "signature, days";
        /// Days of service before the vedtak (R-CIT-5).
        ProvisionalServiceDays = "provisional_service_days", "tjeneste uten vedtak, dager", "teneste utan vedtak, dagar", "provisional service, days";
        /// Weeks to appeal (R-VED-9).
        AppealWeeks = "appeal_weeks", "klagefrist, uker", "klagefrist, veker", "time to appeal, weeks";
        /// Weeks to reverse or forward an appeal (R-VED-10).
        AppealForwardingWeeks = "appeal_forwarding_weeks", "behandling av klage, uker", "handsaming av klage, veker", "handling of an appeal, weeks";
        /// Days before the last day when the reminder of an appeal comes.
        AppealWarningDays = "appeal_warning_days", "varsel om klage, dager", "varsel om klage, dagar", "reminder of an appeal, days";
        /// Days a citizen has to speak after prior notice.
        PriorNoticeDays = "prior_notice_days", "forhåndsvarsel, dager", "førehandsvarsel, dagar", "prior notice, days";
        /// 1 when the signer may have changed the draft (R-VED-3).
        SignerMayHaveEdited = "signer_may_have_edited", "den som signerer, kan ha endret utkastet", "den som signerer, kan ha endra utkastet", "the signer may have changed the draft";
        /// 1 when the signer may have given a statement (R-VED-3).
        SignerMayHaveStated = "signer_may_have_stated", "den som signerer, kan ha uttalt seg", "den som signerer, kan ha uttalt seg", "the signer may have given a statement";
    }
}

/// One deadline or limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Number {
    /// Which.
    pub name: NumberName,
    /// How much, in the unit that its name says.
    pub value: u32,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, when it ends.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Where it stands; `?` when it could not be verified.
    pub source: String,
}

text_enum! {
    /// A part of a letter that the law asks for.
    pub enum LetterPart {
        /// Right of appeal (fvl § 27).
        Appeal = "appeal", "klage", "klage", "appeal";
        /// Right to see the documents (fvl §§ 18, 19).
        Documents = "documents", "innsyn", "innsyn", "documents";
        /// Whom to call.
        Contact = "contact", "kontakt", "kontakt", "contact";
        /// The citizen pays a part.
        Payment = "payment", "egenandel", "eigendel", "own payment";
        /// The citizen pays nothing.
        NoPayment = "no_payment", "ingen egenandel", "ingen eigendel", "no own payment";
    }
}

text_enum! {
    /// A language that a letter is written in.
    pub enum LetterLanguage {
        /// Bokmål.
        Nb = "nb", "bokmål", "bokmål", "bokmål";
        /// Nynorsk.
        Nn = "nn", "nynorsk", "nynorsk", "nynorsk";
    }
}

/// One text of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LetterText {
    /// Which part.
    pub part: LetterPart,
    /// In which language.
    pub language: LetterLanguage,
    /// The text, with placeholders in braces.
    pub text: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, when it ends.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Where it stands.
    pub source: String,
}

/// All rows, of every time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Law {
    /// Acts.
    pub versions: Vec<LawVersion>,
    /// Deadlines and limits.
    pub numbers: Vec<Number>,
    /// What holds for each service.
    pub services: Vec<ServiceRules>,
    /// Texts of letters.
    pub letters: Vec<LetterText>,
    /// Limits of working time (R-SHF-2).
    pub working_time: Vec<WorkingTimeRow>,
}

/// A row with dates.
trait Dated {
    /// What it is about; rows with the same key follow one another.
    fn key(&self) -> String;
    fn from(&self) -> NaiveDate;
    fn to(&self) -> Option<NaiveDate>;
}

macro_rules! dated {
    ($row:ty, |$this:ident| $key:expr) => {
        impl Dated for $row {
            fn key(&self) -> String {
                let $this = self;
                $key
            }
            fn from(&self) -> NaiveDate {
                self.valid_from
            }
            fn to(&self) -> Option<NaiveDate> {
                self.valid_to
            }
        }
    };
}

dated!(LawVersion, |_row| "the act".to_owned());
dated!(Number, |row| format!("the number {}", row.name));
dated!(ServiceRules, |row| format!("the service {}", row.service));
dated!(WorkingTimeRow, |_row| "working time".to_owned());
dated!(LetterText, |row| format!(
    "the letter's {} in {}",
    row.part, row.language
));

/// Of the rows in force on `day`, the latest begun of each key.
fn current<T: Dated>(rows: &[T], day: NaiveDate) -> impl Iterator<Item = &T> {
    rows.iter().filter(move |row| {
        let later = |other: &T| {
            other.key() == row.key() && row.from() < other.from() && other.from() <= day
        };
        row.from() <= day && row.to().is_none_or(|to| day <= to) && !rows.iter().any(later)
    })
}

fn merged<T: Dated>(mut rows: Vec<T>, more: Vec<T>) -> Vec<T> {
    rows.retain(|row| {
        more.iter()
            .all(|other| other.key() != row.key() || other.from() != row.from())
    });
    rows.extend(more);
    rows
}

impl Law {
    /// Reads one file.
    ///
    /// # Errors
    /// What is wrong in it and where.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// The rows that come with Tillit.
    ///
    /// # Errors
    /// None that a release can give: a test reads them.
    pub fn embedded() -> Result<Self, String> {
        [
            include_str!("../../law/versions.toml"),
            include_str!("../../law/numbers.toml"),
            include_str!("../../law/services.toml"),
            include_str!("../../law/letters.toml"),
            include_str!("../../law/working_time.toml"),
        ]
        .into_iter()
        .try_fold(
            Self::default(),
            |law, text| Ok(law.with(Self::parse(text)?)),
        )
    }

    /// With the rows of one file more; a row about the same thing from the same day takes the place
    /// of the earlier one.
    #[must_use]
    pub fn with(self, more: Self) -> Self {
        Self {
            versions: merged(self.versions, more.versions),
            numbers: merged(self.numbers, more.numbers),
            services: merged(self.services, more.services),
            letters: merged(self.letters, more.letters),
            working_time: merged(self.working_time, more.working_time),
        }
    }

    /// What decisions on `day` are made by.
    pub fn on(&self, day: NaiveDate) -> DecisionSettings {
        let number = |name| {
            let found = current(&self.numbers, day).find(|row| row.name == name);
            found.map_or(0, |row| row.value)
        };
        use NumberName as N;
        DecisionSettings {
            assessment_max_age_months: number(N::AssessmentMaxAgeMonths),
            preliminary_answer_months: number(N::PreliminaryAnswerMonths),
            end_warning_days: number(N::EndWarningDays),
            review_warning_days: number(N::ReviewWarningDays),
            signature_days: number(N::SignatureDays),
            provisional_service_days: number(N::ProvisionalServiceDays),
            appeal_weeks: number(N::AppealWeeks),
            appeal_forwarding_weeks: number(N::AppealForwardingWeeks),
            appeal_warning_days: number(N::AppealWarningDays),
            prior_notice_days: number(N::PriorNoticeDays),
            signer_may_have_edited: number(N::SignerMayHaveEdited) == 1,
            signer_may_have_stated: number(N::SignerMayHaveStated) == 1,
            law: current(&self.versions, day).next().cloned(),
            services: current(&self.services, day).cloned().collect(),
            letters: current(&self.letters, day).cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests;
