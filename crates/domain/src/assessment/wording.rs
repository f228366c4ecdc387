//! The conversation's template in a municipality's or team's own words: which questions open each
//! section, which function variables are asked about, which forms are offered (R-ASM-2).
//!
//! A template is never edited: other words are a new version, so that an old conversation is always
//! shown in the words that it was held with. The sections themselves are the rule's and stay.

use super::template::{FunctionVariable, ScreenKind, Section};
use crate::{
    reason::{Language, Reason, Term, Violations},
    text_enum::Code,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text and its translations. Where one is missing the reader gets bokmål.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Words {
    /// Bokmål.
    #[schema(example = "Hva er viktig for deg akkurat nå?")]
    pub nb: String,
    /// Nynorsk.
    #[serde(default)]
    pub nn: Option<String>,
    /// English.
    #[serde(default)]
    pub en: Option<String>,
}

impl Words {
    /// The text in `language`, else in bokmål.
    pub fn text(&self, language: Language) -> &str {
        let translated = match language {
            Language::Nb => None,
            Language::Nn => self.nn.as_deref(),
            Language::En => self.en.as_deref(),
        };
        translated.unwrap_or(&self.nb)
    }

    fn each(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let others = [("nn", self.nn.as_deref()), ("en", self.en.as_deref())];
        let others = others
            .into_iter()
            .filter_map(|(name, text)| Some((name, text?)));
        std::iter::once(("nb", self.nb.as_str())).chain(others)
    }
}

impl From<Term> for Words {
    fn from(term: Term) -> Self {
        Self {
            nb: term.nb.to_owned(),
            nn: Some(term.nn.to_owned()),
            en: Some(term.en.to_owned()),
        }
    }
}

/// A section in somebody's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SectionWords {
    /// Which.
    pub section: Section,
    /// What it is called.
    pub name: Words,
    /// The question that opens it.
    pub question: Words,
    /// Questions that may help the conversation on.
    #[serde(default)]
    pub prompts: Vec<Words>,
}

/// What a version of the template says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateContent {
    /// Every section once, in the order of the conversation.
    pub sections: Vec<SectionWords>,
    /// The function variables that are asked about, in order.
    pub function_variables: Vec<FunctionVariable>,
    /// The risk screens and forms that are offered, in order.
    pub screens: Vec<ScreenKind>,
}

impl TemplateContent {
    /// Version 1, which everybody begins with.
    pub fn built_in() -> Self {
        let section = |section: &Section| SectionWords {
            section: *section,
            name: section.term().into(),
            question: section.question().into(),
            prompts: Vec::new(),
        };
        Self {
            sections: Section::ALL.iter().map(section).collect(),
            function_variables: FunctionVariable::ALL.to_vec(),
            screens: ScreenKind::ALL.to_vec(),
        }
    }
}

static SECTION_MISSING: Reason = Reason {
    rule: "R-ASM-2",
    code: "template-section-missing",
    nb: "Malen mangler «{section}». Alle delene av samtalen skal være med.",
    nn: "Malen manglar «{section}». Alle delane av samtalen skal vere med.",
    en: "The template lacks “{section}”. Every part of the conversation must be there.",
};
static TWICE: Reason = Reason {
    rule: "R-ASM-2",
    code: "template-twice",
    nb: "«{what}» står to ganger i malen.",
    nn: "«{what}» står to gonger i malen.",
    en: "“{what}” stands twice in the template.",
};
static WORDS_MISSING: Reason = Reason {
    rule: "R-ASM-2",
    code: "template-words-missing",
    nb: "Teksten er tom. Skriv den, eller ta språket bort.",
    nn: "Teksten er tom. Skriv han, eller ta språket bort.",
    en: "The text is empty. Write it, or leave the language out.",
};
static WORDS_LONG: Reason = Reason {
    rule: "R-ASM-2",
    code: "template-words-long",
    nb: "Teksten har {found} tegn. Et spørsmål skal kunne leses høyt: høyst {most}.",
    nn: "Teksten har {found} teikn. Eit spørsmål skal kunne lesast høgt: høgst {most}.",
    en: "The text has {found} characters. A question must be fit to be read aloud: at most {most}.",
};
static TOO_MANY_PROMPTS: Reason = Reason {
    rule: "R-ASM-2",
    code: "template-prompts",
    nb: "Høyst {most} hjelpespørsmål i hver del.",
    nn: "Høgst {most} hjelpespørsmål i kvar del.",
    en: "At most {most} helping questions in each part.",
};

/// Longest name, longest question, characters; most helping questions of a section.
const LONGEST_NAME: usize = 80;
const LONGEST_QUESTION: usize = 300;
const MOST_PROMPTS: usize = 12;

fn check_words(words: &Words, longest: usize, at: &str) -> Violations {
    let mut violations = Violations::new();
    for (language, text) in words.each() {
        let pointer = format!("{at}/{language}");
        let found = text.chars().count();
        if text.trim().is_empty() {
            violations.push(WORDS_MISSING.violation().at(pointer));
        } else if longest < found {
            let violation = WORDS_LONG.violation().at(pointer).with("found", found);
            violations.push(violation.with("most", longest));
        }
    }
    violations
}

fn twice<T: Copy + PartialEq + Code>(list: &[T], term: impl Fn(T) -> Term, at: &str) -> Violations {
    let again = list.iter().enumerate();
    let again = again.filter(|(i, item)| list[..*i].contains(item));
    again
        .map(|(i, item)| {
            let violation = TWICE.violation().at(format!("{at}/{i}"));
            violation.with("what", term(*item))
        })
        .collect()
}

/// What is wrong with a template, all of it (R-ASM-2).
pub fn check_template(template: &TemplateContent) -> Violations {
    let named: Vec<Section> = template.sections.iter().map(|s| s.section).collect();
    let mut violations = twice(&named, Section::term, "/sections");
    for missing in Section::ALL.iter().filter(|s| !named.contains(s)) {
        let violation = SECTION_MISSING.violation().at("/sections");
        violations.push(violation.with("section", missing.term()));
    }
    for (i, section) in template.sections.iter().enumerate() {
        let at = |field: &str| format!("/sections/{i}/{field}");
        violations.extend(check_words(&section.name, LONGEST_NAME, &at("name")));
        violations.extend(check_words(
            &section.question,
            LONGEST_QUESTION,
            &at("question"),
        ));
        if MOST_PROMPTS < section.prompts.len() {
            let violation = TOO_MANY_PROMPTS.violation().at(at("prompts"));
            violations.push(violation.with("most", MOST_PROMPTS));
        }
        for (j, prompt) in section.prompts.iter().enumerate() {
            let at = at(&format!("prompts/{j}"));
            violations.extend(check_words(prompt, LONGEST_QUESTION, &at));
        }
    }
    violations.extend(twice(
        &template.function_variables,
        FunctionVariable::term,
        "/functionVariables",
    ));
    violations.extend(twice(&template.screens, ScreenKind::term, "/screens"));
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(template: &TemplateContent) -> Vec<(&'static str, String)> {
        let found = check_template(template).into_iter();
        found
            .map(|v| (v.reason.code, v.pointer.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn the_one_that_everybody_begins_with_is_whole_in_three_languages() {
        let built_in = TemplateContent::built_in();
        assert_eq!(faults(&built_in), []);
        let asked = |language| built_in.sections[0].question.text(language).to_owned();
        assert_eq!(asked(Language::Nn), "Kva er viktig for deg no?");
    }

    #[test]
    fn a_text_that_is_not_translated_is_shown_in_bokmaal() {
        let words = Words {
            nb: "Hva gir deg en god dag?".into(),
            nn: None,
            en: Some("What makes a good day?".into()),
        };
        assert_eq!(words.text(Language::Nn), "Hva gir deg en god dag?");
        assert_eq!(words.text(Language::En), "What makes a good day?");
    }

    #[test]
    fn lists_sections_that_are_missing_or_twice_and_texts_that_are_none() {
        let mut template = TemplateContent::built_in();
        template.sections[1] = template.sections[0].clone();
        template.sections[0].question.nb = " ".into();
        template.sections[2].name.en = Some("x".repeat(81));
        template.screens.push(ScreenKind::Sppb);
        template.sections[3].prompts = vec![Words::from(Section::Hard.term()); 13];
        let found = faults(&template);
        let expected = [
            ("template-twice", "/sections/1"),
            ("template-section-missing", "/sections"),
            ("template-words-missing", "/sections/0/question/nb"),
            ("template-words-long", "/sections/2/name/en"),
            ("template-prompts", "/sections/3/prompts"),
            ("template-twice", "/screens/4"),
        ];
        let found: Vec<_> = found
            .iter()
            .map(|(code, at)| (*code, at.as_str()))
            .collect();
        assert_eq!(found, expected);
    }
}
