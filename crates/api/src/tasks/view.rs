//! How a task is shown.

use chrono::{DateTime, Utc};
use domain::{ids::CitizenId, reason::Language, task::Task};
use persistence::ListedTask;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A task.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TaskView {
    #[serde(flatten)]
    task: Task,
    /// What it is, in words.
    #[schema(example = "vedtak til signering")]
    title: String,
    /// Whom it is about, in lists.
    #[schema(example = "Astrid Bøe")]
    citizen_name: Option<String>,
    /// Its time is past.
    overdue: bool,
    /// Its version.
    version: i64,
}

impl TaskView {
    /// As it stands at `now`; a task by hand has its own words.
    pub(super) fn new(listed: ListedTask, now: DateTime<Utc>, language: Language) -> Self {
        let words = listed.task.draft.values.get("title").cloned();
        let subject = listed.task.draft.subject;
        Self {
            title: words.unwrap_or_else(|| subject.term().text(language).to_owned()),
            citizen_name: None,
            overdue: listed.task.is_overdue(now),
            version: listed.version,
            task: listed.task,
        }
    }

    /// With the name of the one it is about.
    pub(super) fn named(mut self, names: &BTreeMap<CitizenId, String>) -> Self {
        let citizen = self.task.draft.citizen;
        self.citizen_name = citizen.and_then(|citizen| names.get(&citizen).cloned());
        self
    }
}
