//! How a version of the template is shown: in one language, ready to be read aloud.

use domain::{
    assessment::{
        template::{FunctionVariable, ScreenItem, ScreenKind, Section},
        wording::SectionWords,
    },
    ids::UnitId,
    reason::Language,
};
use persistence::TemplateRecord;
use serde::Serialize;
use utoipa::ToSchema;

/// A part of the conversation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SectionView {
    code: Section,
    #[schema(example = "hva er viktig for deg")]
    name: String,
    /// The question that opens it.
    #[schema(example = "Hva er viktig for deg nå?")]
    question: String,
    /// Questions that may help the conversation on.
    prompts: Vec<String>,
}

/// A function variable of the national register.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct VariableView {
    code: FunctionVariable,
    #[schema(example = "hukommelse")]
    name: &'static str,
}

/// One question of a screen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ItemView {
    #[schema(example = "balance")]
    code: &'static str,
    question: &'static str,
    /// Lowest answer.
    min: i32,
    /// Highest answer.
    max: i32,
}

/// A risk screen or form.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScreenView {
    code: ScreenKind,
    name: &'static str,
    /// A screen that is begun answers all of them.
    items: Vec<ItemView>,
    /// How many questions the citizen names herself, at most; none where they are given.
    own_items: Option<usize>,
}

/// The template of the conversation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Template {
    /// For `templateVersion`.
    version: u32,
    /// Whose own words; none for the municipality's.
    unit: Option<UnitId>,
    sections: Vec<SectionView>,
    function_variables: Vec<VariableView>,
    /// What a function score may be: 1 (no problem) to 5 (full help), or 9 (not relevant or unknown).
    scores: [i32; 6],
    screens: Vec<ScreenView>,
}

/// A version in the reader's language.
pub(super) fn template(record: &TemplateRecord, language: Language) -> Template {
    let item = |item: &ScreenItem| ItemView {
        code: item.code,
        question: item.term.text(language),
        min: item.min,
        max: item.max,
    };
    let content = &record.content;
    let section = |said: &SectionWords| SectionView {
        code: said.section,
        name: said.name.text(language).to_owned(),
        question: said.question.text(language).to_owned(),
        prompts: said
            .prompts
            .iter()
            .map(|prompt| prompt.text(language).to_owned())
            .collect(),
    };
    let variable = |variable: &FunctionVariable| VariableView {
        code: *variable,
        name: variable.term().text(language),
    };
    let screen = |screen: &ScreenKind| ScreenView {
        code: *screen,
        name: screen.term().text(language),
        items: screen.items().iter().map(item).collect(),
        own_items: screen.own_items().map(|(most, ..)| most),
    };
    Template {
        version: record.version,
        unit: record.unit,
        sections: content.sections.iter().map(section).collect(),
        function_variables: content.function_variables.iter().map(variable).collect(),
        scores: [1, 2, 3, 4, 5, 9],
        screens: content.screens.iter().map(screen).collect(),
    }
}
