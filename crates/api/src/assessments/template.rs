//! `GET /assessment-template`.

use crate::{
    door::{Door, Shown},
    problem::Problem,
    refusals::SignedOut,
};
use actix_web::{HttpResponse, get};
use domain::{
    assessment::template::{FunctionVariable, ScreenKind, Section, TEMPLATE_VERSION},
    policy::Action,
    reason::Language,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A part of the conversation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SectionView {
    code: Section,
    #[schema(example = "hva er viktig for deg")]
    name: &'static str,
    /// The question that opens it.
    #[schema(example = "Hva er viktig for deg nå?")]
    question: &'static str,
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
    sections: Vec<SectionView>,
    function_variables: Vec<VariableView>,
    /// What a function score may be: 1 (no problem) to 5 (full help), or 9 (not relevant or unknown).
    scores: [i32; 6],
    screens: Vec<ScreenView>,
}

fn template(language: Language) -> Template {
    let item = |item: &domain::assessment::template::ScreenItem| ItemView {
        code: item.code,
        question: item.term.text(language),
        min: item.min,
        max: item.max,
    };
    Template {
        version: TEMPLATE_VERSION,
        sections: Section::ALL
            .iter()
            .map(|section| SectionView {
                code: *section,
                name: section.term().text(language),
                question: section.question().text(language),
            })
            .collect(),
        function_variables: FunctionVariable::ALL
            .iter()
            .map(|variable| VariableView {
                code: *variable,
                name: variable.term().text(language),
            })
            .collect(),
        scores: [1, 2, 3, 4, 5, 9],
        screens: ScreenKind::ALL
            .iter()
            .map(|screen| ScreenView {
                code: *screen,
                name: screen.term().text(language),
                items: screen.items().iter().map(item).collect(),
                own_items: screen.own_items().map(|(most, ..)| most),
            })
            .collect(),
    }
}

/// The template of the conversation, in your language
#[utoipa::path(tag = "assessments", operation_id = "getAssessmentTemplate", security(("bearer" = [])), responses(
    (status = 200, description = "Sections, function variables and screens", body = Template), SignedOut))]
#[get("/assessment-template")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::GetAssessmentTemplate, move |reader| {
        reader.general()?;
        Shown::digest(reader.epoch(), &template(language))
    })
    .await
}
