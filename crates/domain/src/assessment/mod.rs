//! «Hva er viktig for deg?»: what an assessment holds, when it may be completed, and how it is
//! corrected (§ 3).

pub mod content;
pub mod merge;
pub mod scores;
pub mod template;
pub mod wording;

use crate::{
    ids::{AssessmentId, CitizenId, EmployeeId},
    reason::{Reason, Violations},
    settings::Settings,
    text_enum,
    time::local_date,
};
use chrono::{DateTime, Months, NaiveDate, Utc};
pub use content::{AssessmentContent, Participant, Statement, Voice, check_completion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// `draft → completed` (R-ASM-3).
    pub enum AssessmentState {
        /// Being written.
        Draft = "draft", "utkast", "utkast", "draft";
        /// Never changed again.
        Completed = "completed", "fullført", "fullført", "completed";
    }
}

/// What a new version replaces, and why (R-ASM-3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Correction {
    /// The completed assessment that was wrong.
    pub replaces: AssessmentId,
    /// What was wrong.
    pub reason: String,
}

/// One structured conversation (kartleggingssamtale).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// Identity.
    pub id: AssessmentId,
    /// Whose.
    pub citizen: CitizenId,
    /// Draft or completed.
    pub state: AssessmentState,
    /// What it says.
    pub content: AssessmentContent,
    /// What it corrects, when it does.
    pub correction: Option<Correction>,
    /// When it was completed.
    pub completed_at: Option<DateTime<Utc>>,
    /// Who completed it.
    pub completed_by: Option<EmployeeId>,
}

static COMPLETED_IS_FIXED: Reason = Reason {
    rule: "R-ASM-3",
    code: "assessment-completed",
    nb: "Samtalen er fullført og endres ikke. Lag en ny versjon som sier hva den retter.",
    nn: "Samtalen er fullført og blir ikkje endra. Lag ein ny versjon som seier kva han rettar.",
    en: "The conversation is completed and is not changed. Make a new version that says what it corrects.",
};
static CORRECTS_A_DRAFT: Reason = Reason {
    rule: "R-ASM-3",
    code: "correction-of-draft",
    nb: "Et utkast rettes der det er. Bare en fullført samtale får en ny versjon.",
    nn: "Eit utkast blir retta der det er. Berre ein fullført samtale får ein ny versjon.",
    en: "A draft is corrected as it is. Only a completed conversation gets a new version.",
};
static CORRECTION_WITHOUT_REASON: Reason = Reason {
    rule: "R-ASM-3",
    code: "correction-without-reason",
    nb: "Skriv hva som var feil i den forrige versjonen.",
    nn: "Skriv kva som var feil i den førre versjonen.",
    en: "Say what was wrong in the previous version.",
};
static CORRECTS_ANOTHER_CITIZEN: Reason = Reason {
    rule: "R-ASM-3",
    code: "correction-of-another-citizen",
    nb: "Samtalen som rettes, gjelder en annen innbygger.",
    nn: "Samtalen som blir retta, gjeld ein annan innbyggjar.",
    en: "The conversation to be corrected concerns another citizen.",
};
static CORRECTED_ALREADY: Reason = Reason {
    rule: "R-ASM-3",
    code: "correction-already-made",
    nb: "Samtalen er allerede rettet av en annen. Rett den nyeste versjonen.",
    nn: "Samtalen er alt retta av ein annan. Rett den nyaste versjonen.",
    en: "The conversation has already been corrected. Correct the newest version.",
};

/// Whether an assessment may be edited: only while a draft (R-ASM-3).
pub fn check_edit(state: AssessmentState) -> Violations {
    match state {
        AssessmentState::Draft => Violations::new(),
        AssessmentState::Completed => vec![COMPLETED_IS_FIXED.violation()],
    }
}

/// Whether `correction` may be made of `replaced` for `citizen` (R-ASM-3).
pub fn check_correction(
    correction: &Correction,
    replaced: &Assessment,
    citizen: CitizenId,
) -> Violations {
    [
        (replaced.citizen != citizen)
            .then_some((&CORRECTS_ANOTHER_CITIZEN, "/correction/replaces")),
        (replaced.state == AssessmentState::Draft)
            .then_some((&CORRECTS_A_DRAFT, "/correction/replaces")),
        (correction.reason.trim().is_empty())
            .then_some((&CORRECTION_WITHOUT_REASON, "/correction/reason")),
    ]
    .into_iter()
    .flatten()
    .map(|(reason, pointer)| reason.violation().at(pointer))
    .collect()
}

/// Whether the assessment that `correction` replaces still counts among the citizen's: two
/// corrections of the same one would both be true (R-ASM-3).
pub fn check_still_counts(correction: &Correction, assessments: &[Assessment]) -> Violations {
    let replaced_by = |a: &&Assessment| {
        a.state == AssessmentState::Completed
            && a.correction
                .as_ref()
                .is_some_and(|c| c.replaces == correction.replaces)
    };
    assessments
        .iter()
        .find(replaced_by)
        .map(|_| CORRECTED_ALREADY.violation().at("/correction/replaces"))
        .into_iter()
        .collect()
}

/// When the next one is due: the date it set, else so many months after it was held (R-ASM-4).
pub fn next_due(content: &AssessmentContent, settings: &Settings) -> NaiveDate {
    content
        .next_on
        .unwrap_or_else(|| local_date(content.held_at) + Months::new(settings.reassessment_months))
}

/// The assessments that count: completed, and not replaced by a completed correction (R-ASM-3).
pub fn in_force(assessments: &[Assessment]) -> impl Iterator<Item = &Assessment> {
    let completed = || {
        assessments
            .iter()
            .filter(|a| a.state == AssessmentState::Completed)
    };
    completed().filter(move |a| {
        !completed().any(|b| b.correction.as_ref().is_some_and(|c| c.replaces == a.id))
    })
}

#[cfg(test)]
mod tests {
    use super::{content::tests::conversation, *};
    use uuid::Uuid;

    fn assessment(n: u128, state: AssessmentState) -> Assessment {
        Assessment {
            id: AssessmentId(Uuid::from_u128(n)),
            citizen: CitizenId(Uuid::from_u128(100)),
            state,
            content: conversation(),
            correction: None,
            completed_at: None,
            completed_by: None,
        }
    }

    #[test]
    fn a_completed_assessment_is_never_changed() {
        assert_eq!(check_edit(AssessmentState::Draft), []);
        assert_eq!(check_edit(AssessmentState::Completed).len(), 1);
    }

    #[test]
    fn a_correction_says_why_and_replaces_a_completed_one_of_the_same_citizen() {
        let old = assessment(1, AssessmentState::Completed);
        let mut correction = Correction {
            replaces: old.id,
            reason: "Feil dato".into(),
        };
        assert_eq!(check_correction(&correction, &old, old.citizen), []);
        correction.reason.clear();
        let draft = assessment(2, AssessmentState::Draft);
        let other = CitizenId(Uuid::nil());
        assert_eq!(check_correction(&correction, &draft, other).len(), 3);
    }

    #[test]
    fn only_the_version_that_counts_is_corrected() {
        let old = assessment(1, AssessmentState::Completed);
        let correction = Correction {
            replaces: old.id,
            reason: "Feil dato".into(),
        };
        let mut first = assessment(2, AssessmentState::Draft);
        first.correction = Some(correction.clone());
        let found =
            |first: &Assessment| check_still_counts(&correction, &[old.clone(), first.clone()]);
        assert_eq!(found(&first), []);
        first.state = AssessmentState::Completed;
        assert_eq!(found(&first).len(), 1);
    }

    #[test]
    fn a_correction_counts_from_when_it_is_completed() {
        let old = assessment(1, AssessmentState::Completed);
        let mut new = assessment(2, AssessmentState::Draft);
        new.correction = Some(Correction {
            replaces: old.id,
            reason: "Feil dato".into(),
        });
        let ids = |all: &[Assessment]| in_force(all).map(|a| a.id.0.as_u128()).collect::<Vec<_>>();
        assert_eq!(ids(&[old.clone(), new.clone()]), [1]);
        new.state = AssessmentState::Completed;
        assert_eq!(ids(&[old, new]), [2]);
    }

    #[test]
    fn the_next_one_is_due_in_six_months_unless_a_date_is_set() {
        let mut content = conversation();
        content.held_at = "2026-08-31T10:00:00Z".parse().unwrap();
        let due = |c: &_| next_due(c, &Settings::default());
        assert_eq!(due(&content), NaiveDate::from_ymd_opt(2027, 2, 28).unwrap());
        content.next_on = NaiveDate::from_ymd_opt(2026, 12, 1);
        assert_eq!(due(&content), NaiveDate::from_ymd_opt(2026, 12, 1).unwrap());
    }
}
