//! A specialist is asked about one citizen (R-TEAM-12): with a question and a due date. While it is open
//! she may read that citizen's record; her answer, or fourteen days, end it.

mod into_plan;
mod rules;

use crate::{
    ids::{CitizenId, ConsultationId, EmployeeId, TiltakId, UnitId},
    organisation::{CompetenceCode, Profession},
    policy::{Relation, RelationKind},
    text_enum,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use into_plan::{Advice, IntoPlan};
pub use rules::{Specialist, check_asking};

/// The longest time that a question opens a record.
pub const LONGEST: TimeDelta = TimeDelta::days(14);

text_enum! {
    /// What a specialist is asked about.
    pub enum ConsultationField {
        /// Cancer and palliation.
        Cancer = "cancer", "kreft", "kreft", "cancer";
        /// Mental health.
        MentalHealth = "mental_health", "psykisk helse", "psykisk helse", "mental health";
        /// Nutrition.
        Nutrition = "nutrition", "ernæring", "ernæring", "nutrition";
        /// Dementia.
        Dementia = "dementia", "demens", "demens", "dementia";
        /// A physiotherapist or an occupational therapist.
        Therapy = "therapy", "fysio- eller ergoterapi", "fysio- eller ergoterapi", "physiotherapy or occupational therapy";
    }
}

impl ConsultationField {
    /// The certificates that speak for somebody in the field; none where the register knows of none.
    pub const fn competences(self) -> &'static [CompetenceCode] {
        match self {
            Self::Cancer => &[CompetenceCode::Palliative],
            Self::Dementia => &[CompetenceCode::Dementia],
            Self::Therapy => &[
                CompetenceCode::Physiotherapy,
                CompetenceCode::OccupationalTherapy,
            ],
            Self::MentalHealth | Self::Nutrition => &[],
        }
    }

    /// Whether somebody of this education may be asked at all: a health professional, and about therapy a
    /// therapist.
    pub const fn may_answer(self, profession: Profession) -> bool {
        match self {
            Self::Therapy => matches!(
                profession,
                Profession::OccupationalTherapist | Profession::Physiotherapist
            ),
            _ => profession.is_health_professional(),
        }
    }
}

text_enum! {
    /// How far a question has come.
    pub enum ConsultationState {
        /// It waits for its answer.
        Open = "open", "venter på svar", "ventar på svar", "waits for an answer";
        /// It is answered.
        Answered = "answered", "besvart", "svart på", "answered";
        /// The team has taken it back.
        Withdrawn = "withdrawn", "trukket", "trekt", "withdrawn";
        /// Nobody answered while it was open.
        Lapsed = "lapsed", "løpt ut uten svar", "gått ut utan svar", "ran out without an answer";
    }
}

/// What the specialist said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConsultationAnswer {
    /// In her words.
    pub text: String,
    /// What she would have done about it, as far as she says it: a tiltak is made of it.
    pub advice: Option<Advice>,
}

/// A question to a specialist about one citizen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Consultation {
    /// Identity.
    pub id: ConsultationId,
    /// About whom.
    pub citizen: CitizenId,
    /// The unit that asks.
    pub unit: UnitId,
    /// Who asked.
    pub asked_by: EmployeeId,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Who is asked.
    pub specialist: EmployeeId,
    /// The unit in whose list it is her task.
    pub specialist_unit: UnitId,
    /// About what.
    pub field: ConsultationField,
    /// What.
    pub question: String,
    /// When the answer is wanted.
    pub due_on: NaiveDate,
    /// How far it has come, as it is kept: [`Consultation::state_at`] knows the time too.
    pub state: ConsultationState,
    /// Until when the record is open to the specialist (exclusive).
    pub access_until: DateTime<Utc>,
    /// What she said.
    pub answer: Option<ConsultationAnswer>,
    /// When it was answered or taken back.
    pub closed_at: Option<DateTime<Utc>>,
    /// Why it was taken back.
    pub withdrawal: Option<String>,
    /// The tiltak that came of it.
    pub tiltak: Option<TiltakId>,
}

impl Consultation {
    /// How far it has come at an instant: what nobody answered in time has lapsed by itself.
    pub fn state_at(&self, now: DateTime<Utc>) -> ConsultationState {
        match self.state {
            ConsultationState::Open if self.access_until <= now => ConsultationState::Lapsed,
            state => state,
        }
    }

    /// What it opens to the specialist: the record of one citizen, for a time.
    pub const fn relation(&self) -> Relation {
        Relation {
            kind: RelationKind::Consultation,
            unit: Some(self.unit),
            from: self.asked_at,
            until: self.access_until,
        }
    }
}

#[cfg(test)]
mod tests;
