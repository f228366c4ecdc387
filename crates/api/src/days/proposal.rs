//! How a proposal is shown: who, when and why, what found no place, how far it has come, and whether
//! the day is still the one that it was made for.

use super::{
    planner::ITERATIONS,
    problem::{Plan, print},
};
use crate::{etag, problem::ProblemError};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{EmployeeId, ProposalId, VisitId},
    reason::Language,
    visit_event::Outcome,
};
use persistence::{Day, DayVisit, LeftOut, ProposalResult, ProposalRow, ProposalState, Worded};
use scheduling::{Progress, Score, Term};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One employee's part in a visit, as proposed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProposedView {
    visit: VisitId,
    employee: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: Option<String>,
    start: DateTime<Utc>,
    /// She had claimed or pinned it; the planner left it.
    fixed: bool,
    /// The whole why in a line.
    #[schema(example = "primærkontakt, 4 min fra forrige, innenfor ønsket tid")]
    why: String,
    /// The grounds, the most telling first.
    reasons: Vec<ProblemError>,
}

/// What stops one employee.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BlockedView {
    employee: EmployeeId,
    #[schema(example = "Per Haugen")]
    name: Option<String>,
    reason: ProblemError,
}

/// A visit that found no place.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UnplacedView {
    visit: VisitId,
    /// Why nobody could do it that day.
    impossible: Vec<ProblemError>,
    /// What stops each employee.
    blocks: Vec<BlockedView>,
    /// What would help, the smallest change first.
    #[schema(example = json!(["med én til på jobb 09:00–11:00 (insulin) er det dekket"]))]
    help: Vec<String>,
}

/// Points of one term of the score; fewer are better.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TermView {
    /// `unplaced`, `postponed`, `faces`, `wished`, `travel`, `load` or `changes`.
    #[schema(value_type = String, example = "faces")]
    term: Term,
    /// What people call it.
    #[schema(example = "nye ansikter")]
    name: &'static str,
    /// What its points count.
    #[schema(example = "minutter")]
    unit: &'static str,
    #[schema(example = 12)]
    points: i64,
}

/// How far the planner has come.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProgressView {
    /// Iterations by which the best answer so far was found …
    #[schema(example = 1200)]
    iterations: u64,
    /// … of this many.
    #[schema(example = 4000)]
    of: u64,
    /// Its score.
    best_so_far: Vec<TermView>,
}

/// A score in the reader's language.
pub(super) fn terms_view(score: &Score, language: Language) -> Vec<TermView> {
    Term::ALL
        .iter()
        .map(|&term| TermView {
            term,
            name: term.name().text(language),
            unit: term.unit().text(language),
            points: score.get(term),
        })
        .collect()
}

/// What the planner suggests for a day. Taking it is the team's act.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProposalView {
    id: ProposalId,
    date: NaiveDate,
    #[schema(example = "day")]
    part: String,
    /// `working`, `ready`, `accepted`, `failed` or `cancelled`.
    #[schema(value_type = String, example = "ready")]
    state: ProposalState,
    asked_by: EmployeeId,
    asked_at: DateTime<Utc>,
    ready_at: Option<DateTime<Utc>>,
    /// With the iterations it gives the same proposal again.
    #[schema(example = 42)]
    seed: i64,
    iterations: Option<u64>,
    /// Who does what, when and why.
    parts: Vec<ProposedView>,
    /// What found no place, and why.
    unplaced: Vec<UnplacedView>,
    /// The day's figures as it was.
    #[schema(value_type = Option<Object>)]
    before: serde_json::Value,
    /// The day's figures as proposed.
    #[schema(value_type = Option<Object>)]
    after: serde_json::Value,
    /// Why it could not be made.
    failed: Vec<ProblemError>,
    /// How far it has come, while this server is at work on it.
    progress: Option<ProgressView>,
    /// Where the travel times come from: `greatCircle`, `roadEngine`, or `fellBack` when a road
    /// engine is configured but did not answer.
    travel: Vec<String>,
    /// The proposal that it goes on from.
    based_on: Option<ProposalId>,
    /// The day has changed since it was made: visits, people, hours, or who has claimed what.
    outdated: bool,
    /// The visits that have changed, come or gone since.
    changed: Vec<VisitId>,
    /// Where to `POST` for a new one that goes on from it, when the day has changed.
    #[schema(example = "/api/v1/teams/…/proposals/…/rebase")]
    rebase: Option<String>,
    /// `etag` of the day plan, for `If-Match` when it is taken.
    #[schema(example = "\"e1.0\"")]
    plan_etag: String,
}

pub(crate) fn said(worded: &Worded, language: Language) -> ProblemError {
    ProblemError {
        pointer: worded.pointer.clone(),
        rule: worded.rule.clone(),
        code: worded.code.clone(),
        message: in_words(worded, language).to_owned(),
    }
}

fn in_words(worded: &Worded, language: Language) -> &str {
    match language {
        Language::Nb => &worded.nb,
        Language::Nn => &worded.nn,
        Language::En => &worded.en,
    }
}

/// Those who can have a list, by name.
pub(crate) fn names(day: &Day) -> BTreeMap<EmployeeId, String> {
    day.people
        .iter()
        .map(|p| (p.employee.id, p.name()))
        .collect()
}

/// The visits of a proposal that are not as they were, and those that it does not know.
fn changed_since(result: &ProposalResult, day: &Day) -> Vec<VisitId> {
    let mut then: BTreeMap<VisitId, Option<i64>> = BTreeMap::new();
    then.extend(result.unplaced.iter().map(|left| (left.visit, None)));
    then.extend(result.parts.iter().map(|p| (p.visit, Some(p.version))));
    let now: BTreeMap<VisitId, &DayVisit> = day.visits.iter().map(|v| (v.visit.id, v)).collect();
    let gone = then.keys().filter(|id| !now.contains_key(id)).copied();
    let other = now.values().filter_map(|v| {
        let same = match then.get(&v.visit.id) {
            Some(version) => version.is_none_or(|version| version == v.version),
            // What lies still is not proposed.
            None => v.visit.suspended || v.outcome != Outcome::Planned,
        };
        (!same).then_some(v.visit.id)
    });
    gone.chain(other).collect()
}

impl ProposalView {
    /// With how far it has come.
    #[must_use]
    pub(super) fn with_progress(mut self, progress: Option<Progress>, language: Language) -> Self {
        self.progress = progress
            .filter(|_| self.state == ProposalState::Working)
            .map(|progress| ProgressView {
                iterations: progress.iterations,
                of: ITERATIONS,
                best_so_far: terms_view(&progress.score, language),
            });
        self
    }

    /// A proposal for a day that is loaded, in the reader's language.
    pub(super) fn new(row: &ProposalRow, day: &Day, epoch: &str, language: Language) -> Self {
        let names = names(day);
        let ready = row.result.as_ref();
        let ready = ready.filter(|_| row.state == ProposalState::Ready);
        let outdated =
            ready.is_some_and(|r| r.print != print(&Plan::of(day).problem(row.asked_at)));
        let all = |words: &[Worded]| words.iter().map(|w| said(w, language)).collect();
        let result = row.result.as_ref();
        let parts = result.into_iter().flat_map(|r| &r.parts);
        let unplaced = result.into_iter().flat_map(|r| &r.unplaced);
        Self {
            id: row.id,
            date: row.date,
            part: row.part.clone(),
            state: row.state,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            ready_at: row.ready_at,
            seed: row.seed,
            iterations: result.map(|r| r.iterations),
            parts: parts
                .map(|part| ProposedView {
                    visit: part.visit,
                    employee: part.employee,
                    name: names.get(&part.employee).cloned(),
                    start: part.start,
                    fixed: part.fixed,
                    why: part
                        .reasons
                        .iter()
                        .map(|reason| in_words(reason, language))
                        .collect::<Vec<_>>()
                        .join(", "),
                    reasons: all(&part.reasons),
                })
                .collect(),
            unplaced: unplaced
                .map(|left| unplaced_view(left, &names, language))
                .collect(),
            before: result.map_or(serde_json::Value::Null, |r| r.before.clone()),
            after: result.map_or(serde_json::Value::Null, |r| r.after.clone()),
            failed: result.map_or_else(Vec::new, |r| all(&r.failed)),
            progress: None,
            travel: result.map_or_else(Vec::new, |r| r.travel.clone()),
            based_on: row.based_on,
            outdated,
            changed: ready.map_or_else(Vec::new, |r| changed_since(r, day)),
            rebase: outdated.then(|| {
                format!(
                    "/api/v1/teams/{}/days/{}/proposals/{}/rebase",
                    row.unit, row.date, row.id
                )
            }),
            plan_etag: etag::strong(epoch, day.plan.version),
        }
    }
}

/// What found no place, in the reader's language.
pub(crate) fn unplaced_view(
    left: &LeftOut,
    names: &BTreeMap<EmployeeId, String>,
    language: Language,
) -> UnplacedView {
    UnplacedView {
        visit: left.visit,
        impossible: left.impossible.iter().map(|w| said(w, language)).collect(),
        blocks: left
            .blocks
            .iter()
            .map(|block| BlockedView {
                employee: block.employee,
                name: names.get(&block.employee).cloned(),
                reason: said(&block.reason, language),
            })
            .collect(),
        help: left
            .help
            .iter()
            .map(|[nb, nn, en]| match language {
                Language::Nb => nb.clone(),
                Language::Nn => nn.clone(),
                Language::En => en.clone(),
            })
            .collect(),
    }
}
