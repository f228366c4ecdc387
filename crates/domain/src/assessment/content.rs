//! What was said, by whom, in whose words, and whether it is enough to complete (R-ASM-1, -2, -5).

use super::{
    scores::{FunctionScore, Screen, check_function_scores, check_screens},
    template::Section,
};
use crate::{
    ids::{ContactId, EmployeeId, StatementId},
    organisation::Profession,
    reason::{Reason, Violations},
    text_enum,
    time::local_date,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

text_enum! {
    /// Why the conversation was held (R-ASM-1).
    pub enum AssessmentKind {
        /// Startsamtale.
        Start = "start", "startsamtale", "startsamtale", "start";
        /// Kartleggingssamtale.
        Mapping = "mapping", "kartlegging", "kartlegging", "mapping";
        /// Revurdering.
        Reassessment = "reassessment", "revurdering", "revurdering", "reassessment";
    }
}

text_enum! {
    /// Where the conversation was held (R-ASM-1).
    pub enum ConversationPlace {
        /// At the citizen's home.
        Home = "home", "hjemme", "heime", "at home";
        /// Sykehus.
        Hospital = "hospital", "sykehus", "sjukehus", "hospital";
        /// Helsehus or short-term stay.
        Institution = "institution", "helsehus eller institusjon", "helsehus eller institusjon", "institution";
        /// Telephone.
        Telephone = "telephone", "telefon", "telefon", "telephone";
        /// Video.
        Digital = "digital", "video", "video", "video";
        /// Elsewhere.
        Other = "other", "annet sted", "annan stad", "elsewhere";
    }
}

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Participant {
    /// The citizen.
    Citizen,
    /// Kin, guardian or another contact.
    Contact {
        /// Who.
        contact: ContactId,
    },
    /// Staff, with the profession she had then.
    Employee {
        /// Who.
        employee: EmployeeId,
        /// As what.
        profession: Profession,
    },
}

/// Whose words a statement is in (R-ASM-2). Figures count own words apart from the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Voice {
    /// The citizen's own words.
    OwnWords {
        /// Language spoken, BCP 47.
        language: String,
        /// Whether an interpreter took part.
        interpreter: bool,
    },
    /// Said for her by kin.
    ByKin {
        /// By whom.
        source: ContactId,
        /// Why she could not put it into words.
        reason: String,
    },
    /// Observed by staff.
    Observed {
        /// By whom.
        source: EmployeeId,
        /// Why she could not put it into words.
        reason: String,
    },
}

/// One thing said, with an id that goals point at (R-ASM-5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Statement {
    /// Identity.
    pub id: StatementId,
    /// Which part of the conversation.
    pub section: Section,
    /// The words.
    pub text: String,
    /// Whose words.
    pub voice: Voice,
}

/// What an assessment says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssessmentContent {
    /// Why it was held.
    pub kind: AssessmentKind,
    /// Version of the template it follows.
    pub template_version: u32,
    /// When.
    pub held_at: DateTime<Utc>,
    /// Where.
    pub place: ConversationPlace,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// What was said.
    pub statements: Vec<Statement>,
    /// Function scores, as far as they were set.
    pub function_scores: Vec<FunctionScore>,
    /// Risk screens, as far as they were done.
    pub screens: Vec<Screen>,
    /// When the next one is; default six months (R-ASM-4).
    pub next_on: Option<NaiveDate>,
}

impl AssessmentContent {
    /// Two professions or more took part (R-ASM-1).
    pub fn is_interdisciplinary(&self) -> bool {
        let professions: BTreeSet<Profession> = self
            .participants
            .iter()
            .filter_map(|p| match p {
                Participant::Employee { profession, .. } => Some(*profession),
                Participant::Citizen | Participant::Contact { .. } => None,
            })
            .collect();
        professions.len() >= 2
    }

    /// The citizen was there.
    pub fn citizen_took_part(&self) -> bool {
        self.participants.contains(&Participant::Citizen)
    }

    /// What matters is said in the citizen's own words (R-ASM-2, a figure).
    pub fn has_own_words(&self) -> bool {
        self.statements
            .iter()
            .any(|s| s.section == Section::WhatMatters && matches!(s.voice, Voice::OwnWords { .. }))
    }
}

static NOTHING_MATTERS_YET: Reason = Reason {
    rule: "R-ASM-2",
    code: "what-matters-missing",
    nb: "Skriv minst én ting som er viktig for innbyggeren, helst med egne ord.",
    nn: "Skriv minst éin ting som er viktig for innbyggjaren, helst med eigne ord.",
    en: "Write at least one thing that matters to the citizen, preferably in the citizen's own words.",
};
static STATEMENT_EMPTY: Reason = Reason {
    rule: "R-ASM-2",
    code: "statement-empty",
    nb: "Utsagnet er tomt.",
    nn: "Utsegna er tom.",
    en: "The statement is empty.",
};
static STATEMENT_TWICE: Reason = Reason {
    rule: "R-ASM-5",
    code: "statement-id-twice",
    nb: "To utsagn har samme id.",
    nn: "To utsegner har same id.",
    en: "Two statements have the same id.",
};
static LANGUAGE_MISSING: Reason = Reason {
    rule: "R-ASM-2",
    code: "statement-language-missing",
    nb: "Skriv hvilket språk innbyggeren sa det på.",
    nn: "Skriv kva språk innbyggjaren sa det på.",
    en: "Say in which language the citizen said it.",
};
static VOICE_WITHOUT_REASON: Reason = Reason {
    rule: "R-ASM-2",
    code: "statement-reason-missing",
    nb: "Skriv hvorfor innbyggeren ikke kunne si det selv.",
    nn: "Skriv kvifor innbyggjaren ikkje kunne seie det sjølv.",
    en: "Say why the citizen could not put it into words.",
};
static OWN_WORDS_WHILE_AWAY: Reason = Reason {
    rule: "R-ASM-2",
    code: "own-words-without-citizen",
    nb: "Utsagnet er ført som innbyggerens egne ord, men innbyggeren er ikke ført som deltaker.",
    nn: "Utsegna er ført som eigne ord frå innbyggjaren, men innbyggjaren er ikkje ført som deltakar.",
    en: "The statement is marked as the citizen's own words, but the citizen is not listed as taking part.",
};
static NO_EMPLOYEE: Reason = Reason {
    rule: "R-ASM-1",
    code: "no-employee-took-part",
    nb: "Skriv hvem fra tjenesten som var med.",
    nn: "Skriv kven frå tenesta som var med.",
    en: "Say who from the service took part.",
};
static HELD_AHEAD: Reason = Reason {
    rule: "R-ASM-1",
    code: "held-ahead",
    nb: "Samtalen er ført til {at}, som ikke er kommet ennå.",
    nn: "Samtalen er ført til {at}, som ikkje er kome enno.",
    en: "The conversation is dated {at}, which is still to come.",
};
static NEXT_NOT_AFTER: Reason = Reason {
    rule: "R-ASM-4",
    code: "next-not-after",
    nb: "Neste samtale må være etter denne.",
    nn: "Neste samtale må vere etter denne.",
    en: "The next conversation must be after this one.",
};

/// Everything that keeps an assessment from being completed (R-ASM-1, R-ASM-2, R-ASM-4, R-ASM-5).
pub fn check_completion(content: &AssessmentContent, now: DateTime<Utc>) -> Violations {
    /// A phone's clock is not the server's: what was begun a moment ago may be dated a little ahead.
    const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(10);
    let mut violations = Violations::new();
    if now + CLOCKS_DIFFER < content.held_at {
        let violation = HELD_AHEAD.violation().at("/heldAt");
        violations.push(violation.with("at", content.held_at));
    }
    let is_employee = |p: &Participant| matches!(p, Participant::Employee { .. });
    if !content.participants.iter().any(is_employee) {
        violations.push(NO_EMPLOYEE.violation().at("/participants"));
    }
    if !content
        .statements
        .iter()
        .any(|s| s.section == Section::WhatMatters)
    {
        violations.push(NOTHING_MATTERS_YET.violation().at("/statements"));
    }
    let mut seen = BTreeSet::new();
    for (i, statement) in content.statements.iter().enumerate() {
        if !seen.insert(statement.id) {
            violations.push(
                STATEMENT_TWICE
                    .violation()
                    .at(format!("/statements/{i}/id")),
            );
        }
        violations.extend(check_statement(statement, content.citizen_took_part(), i));
    }
    violations.extend(check_function_scores(&content.function_scores));
    violations.extend(check_screens(&content.screens));
    let held_on = local_date(content.held_at);
    if content.next_on.is_some_and(|next| next <= held_on) {
        violations.push(NEXT_NOT_AFTER.violation().at("/nextOn"));
    }
    violations
}

fn check_statement(statement: &Statement, citizen_took_part: bool, i: usize) -> Violations {
    let at = |field: &str| format!("/statements/{i}/{field}");
    let mut violations = Violations::new();
    if statement.text.trim().is_empty() {
        violations.push(STATEMENT_EMPTY.violation().at(at("text")));
    }
    match &statement.voice {
        Voice::OwnWords { language, .. } => {
            if language.trim().is_empty() {
                violations.push(LANGUAGE_MISSING.violation().at(at("voice/language")));
            }
            if !citizen_took_part {
                violations.push(OWN_WORDS_WHILE_AWAY.violation().at(at("voice")));
            }
        }
        Voice::ByKin { reason, .. } | Voice::Observed { reason, .. } => {
            if reason.trim().is_empty() {
                violations.push(VOICE_WITHOUT_REASON.violation().at(at("voice/reason")));
            }
        }
    }
    violations
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::assessment::scores::ScreenAnswer;
    use crate::assessment::template::{FunctionVariable, ScreenKind};
    use uuid::Uuid;

    fn now() -> DateTime<Utc> {
        "2026-11-22T12:00:00Z".parse().unwrap()
    }
    fn employee(n: u128, profession: Profession) -> Participant {
        Participant::Employee {
            employee: EmployeeId(Uuid::from_u128(n)),
            profession,
        }
    }
    pub(in crate::assessment) fn conversation() -> AssessmentContent {
        AssessmentContent {
            kind: AssessmentKind::Start,
            template_version: 1,
            held_at: "2026-11-20T10:00:00Z".parse().unwrap(),
            place: ConversationPlace::Home,
            participants: vec![Participant::Citizen, employee(1, Profession::Nurse)],
            statements: vec![Statement {
                id: StatementId(Uuid::from_u128(1)),
                section: Section::WhatMatters,
                text: "Å komme meg ut i hagen".into(),
                voice: Voice::OwnWords {
                    language: "nb".into(),
                    interpreter: false,
                },
            }],
            function_scores: vec![],
            screens: vec![],
            next_on: None,
        }
    }
    fn codes(content: &AssessmentContent) -> Vec<&'static str> {
        let found = check_completion(content, now());
        found.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn completes_with_one_statement_in_own_words() {
        assert_eq!(codes(&conversation()), [] as [&str; 0]);
    }

    #[test]
    fn refuses_completion_without_a_statement_of_what_matters() {
        let mut content = conversation();
        content.statements[0].section = Section::GoodDay;
        assert_eq!(codes(&content), ["what-matters-missing"]);
    }

    #[test]
    fn words_by_kin_or_observed_need_a_reason_and_are_no_own_words() {
        let mut content = conversation();
        content.participants.remove(0);
        assert_eq!(codes(&content), ["own-words-without-citizen"]);
        content.statements[0].voice = Voice::Observed {
            source: EmployeeId(Uuid::nil()),
            reason: String::new(),
        };
        assert_eq!(codes(&content), ["statement-reason-missing"]);
        assert!(!content.has_own_words());
    }

    #[test]
    fn a_phone_whose_clock_is_a_little_ahead_may_sign_and_a_day_to_come_may_not() {
        let held = conversation();
        let ahead = |before: i64| {
            let now = held.held_at - TimeDelta::minutes(before);
            let found = check_completion(&held, now);
            found.iter().any(|v| v.reason.code == "held-ahead")
        };
        assert!(!ahead(0) && !ahead(10));
        assert!(ahead(11) && ahead(24 * 60));
    }

    #[test]
    fn lists_everything_that_is_missing_at_once() {
        let mut content = conversation();
        content.held_at = "2026-11-23T10:00:00Z".parse().unwrap();
        content.participants = vec![];
        content.statements[0].text = " ".into();
        content.next_on = NaiveDate::from_ymd_opt(2026, 11, 23);
        content.function_scores = vec![FunctionScore {
            variable: FunctionVariable::Eating,
            score: 6,
        }];
        content.screens = vec![Screen {
            kind: ScreenKind::Sppb,
            answers: vec![ScreenAnswer {
                item: "balance".into(),
                value: 4,
            }],
        }];
        assert_eq!(codes(&content).len(), 8, "{:?}", codes(&content));
    }

    #[test]
    fn two_professions_make_it_interdisciplinary_but_two_nurses_do_not() {
        let mut content = conversation();
        content.participants.push(employee(2, Profession::Nurse));
        assert!(!content.is_interdisciplinary());
        content
            .participants
            .push(employee(3, Profession::Physiotherapist));
        assert!(content.is_interdisciplinary());
    }

    #[test]
    fn refuses_fields_it_does_not_know_and_reads_back_what_it_wrote() {
        let json = serde_json::to_value(conversation()).unwrap();
        assert_eq!(
            serde_json::from_value::<AssessmentContent>(json.clone()).unwrap(),
            conversation()
        );
        let mut typo = json;
        typo["statements"][0]["voice"]["lang"] = "nb".into();
        assert!(serde_json::from_value::<AssessmentContent>(typo).is_err());
    }
}
