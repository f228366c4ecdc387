//! How a conversation is shown, and who it may name.

use crate::references::{unknown_contacts, unknown_employees};
use domain::{
    assessment::{Assessment, AssessmentContent, Participant, Voice, next_due},
    reason::{Reason, none_of},
    settings::Settings,
};
use persistence::{Failure, Opened, Outcome, Reader};
use serde::Serialize;
use utoipa::ToSchema;

/// One conversation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AssessmentView {
    #[serde(flatten)]
    assessment: Assessment,
    /// Two professions or more took part (R-ASM-1).
    interdisciplinary: bool,
    /// What matters is said in the citizen's own words (R-ASM-2).
    own_words: bool,
    /// When the next one is due (R-ASM-4).
    next_due: chrono::NaiveDate,
}

impl From<Assessment> for AssessmentView {
    fn from(assessment: Assessment) -> Self {
        let content = &assessment.content;
        Self {
            interdisciplinary: content.is_interdisciplinary(),
            own_words: content.has_own_words(),
            next_due: next_due(content, &Settings::default()),
            assessment,
        }
    }
}

static NO_TEMPLATE: Reason = Reason {
    rule: "R-ASM-2",
    code: "template-version-unknown",
    nb: "Malen for samtalen har ingen versjon {version}. Hent malen på nytt.",
    nn: "Malen for samtalen har ingen versjon {version}. Hent malen på nytt.",
    en: "The template of the conversation has no version {version}. Fetch it again.",
};

/// Refuses a content that names people or a template that do not exist. Anything else may be missing
/// in a draft.
pub(super) fn check_people(
    reader: &mut Reader<'_>,
    opened: &Opened,
    content: &AssessmentContent,
    base: &str,
) -> Outcome<()> {
    let (mut employees, mut contacts) = (Vec::new(), Vec::new());
    for (i, participant) in content.participants.iter().enumerate() {
        let at = |field: &str| format!("{base}/participants/{i}/{field}");
        match participant {
            Participant::Citizen => {}
            Participant::Contact { contact } => contacts.push((at("contact"), *contact)),
            Participant::Employee { employee, .. } => employees.push((at("employee"), *employee)),
        }
    }
    for (i, statement) in content.statements.iter().enumerate() {
        let at = format!("{base}/statements/{i}/voice/source");
        match &statement.voice {
            Voice::OwnWords { .. } => {}
            Voice::ByKin { source, .. } => contacts.push((at, *source)),
            Voice::Observed { source, .. } => employees.push((at, *source)),
        }
    }
    let mut found = unknown_employees(reader, &employees)?;
    if reader.template(content.template_version)?.is_none() {
        let violation = NO_TEMPLATE
            .violation()
            .at(format!("{base}/templateVersion"));
        found.push(violation.with("version", content.template_version));
    }
    found.extend(unknown_contacts(reader, opened, &contacts)?);
    none_of(found).map_err(Failure::Invalid)
}
