//! `GET /teams/{team}/days/{date}/proposals/{proposal}`: a proposal, and how it is shown.

use crate::{
    door::{Door, Shown},
    etag,
    paths::Ids3,
    problem::{Problem, ProblemBody, ProblemError},
};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    ids::{EmployeeId, ProposalId, UnitId, VisitId},
    policy::Action,
    reason::Language,
};
use persistence::{Day, LeftOut, ProposalRow, ProposalState, Worded};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// One the planner has not finished by then it never will: the server was stopped meanwhile.
const GIVEN_UP: TimeDelta = TimeDelta::minutes(2);

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
pub(super) struct UnplacedView {
    visit: VisitId,
    /// Why nobody could do it that day.
    impossible: Vec<ProblemError>,
    /// What stops each employee.
    blocks: Vec<BlockedView>,
    /// What would help, the smallest change first.
    #[schema(example = json!(["med én til på jobb 09:00–11:00 (insulin) er det dekket"]))]
    help: Vec<String>,
}

/// What the planner suggests for a day. Taking it is the team's act.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProposalView {
    id: ProposalId,
    date: NaiveDate,
    #[schema(example = "day")]
    part: String,
    /// `working`, `ready`, `accepted` or `failed`.
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
    /// `etag` of the day plan, for `If-Match` when it is taken.
    #[schema(example = "\"e1.0\"")]
    plan_etag: String,
}

fn said(worded: &Worded, language: Language) -> ProblemError {
    ProblemError {
        pointer: None,
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

impl ProposalView {
    /// A proposal for a day that is loaded, in the reader's language.
    pub(super) fn new(row: &ProposalRow, day: &Day, epoch: &str, language: Language) -> Self {
        let names: BTreeMap<EmployeeId, String> = day
            .people
            .iter()
            .map(|p| (p.employee.id, p.name()))
            .collect();
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
            plan_etag: etag::strong(epoch, day.plan.version),
        }
    }
}

fn unplaced_view(
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

/// One proposal
#[utoipa::path(tag = "work lists", operation_id = "getProposal", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), ("proposal" = ProposalId, Path, description = "The proposal")), responses(
    (status = 200, description = "As far as it has come", body = ProposalView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such proposal", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/days/{date}/proposals/{proposal}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids3<UnitId, NaiveDate, ProposalId>,
) -> Result<HttpResponse, Problem> {
    let Ids3(team, date, id) = ids;
    let language = door.language;
    door.read(Action::GetProposal, move |reader| {
        let entered = reader.enter(team)?;
        let mut row = reader.proposal(team, date, id)?;
        let given_up = row.asked_at + GIVEN_UP < reader.asked_at();
        if row.state == ProposalState::Working && given_up {
            row.state = ProposalState::Failed;
        }
        let day = reader.day(team, date, Some(&row.part))?;
        let named: BTreeSet<VisitId> = row
            .result
            .iter()
            .flat_map(|r| &r.parts)
            .map(|part| part.visit)
            .collect();
        let shown = day.visits.iter().filter(|v| named.contains(&v.visit.id));
        let shown = shown.map(|v| v.visit.planned.citizen).collect();
        reader.show(Some(team), entered.basis, "proposal", shown);
        let view = ProposalView::new(&row, &day, reader.epoch(), language);
        Shown::composite(reader.epoch(), &[row.version, day.plan.version], &view)
    })
    .await
}
