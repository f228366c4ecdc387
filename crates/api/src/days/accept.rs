//! `POST /teams/{team}/days/{date}/proposals/{proposal}/acceptance`: take a proposal, whole or visit
//! by visit (R-WL-5).

use super::{view::DayView, ways::ways, whole};
use crate::{
    door::{Door, changed, dry_run},
    paths::Ids3,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::NaiveDate;
use domain::{
    day_plan::{AssignFacts, Board, may_assign},
    ids::{ProposalId, UnitId, VisitId},
    policy::Action,
    reason::{Reason, Violation, Violations, none_of},
    visit::AssignmentState,
};
use persistence::{Day, DayVisit, Failure, ProposalState, ProposedPart, Streams};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::{IntoParams, ToSchema};

/// Whether it is in earnest.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Try {
    /// Answer what would happen, and change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What is taken.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AcceptanceInput {
    /// Only these visits; all of the proposal when it is left out.
    #[schema(value_type = Option<Vec<VisitId>>, max_items = 5000)]
    visits: Option<BTreeSet<VisitId>>,
}

static NOT_READY: Reason = Reason {
    rule: "R-WL-5",
    code: "proposal-not-ready",
    nb: "Forslaget er {state} og kan ikke tas i bruk.",
    nn: "Forslaget er {state} og kan ikkje takast i bruk.",
    en: "The proposal is {state} and cannot be taken.",
};
static CHANGED: Reason = Reason {
    rule: "R-WL-5",
    code: "visit-changed",
    nb: "Besøket er endret siden forslaget ble laget.",
    nn: "Besøket er endra sidan forslaget vart laga.",
    en: "The visit has changed since the proposal was made.",
};
static GONE: Reason = Reason {
    rule: "R-WL-5",
    code: "visit-gone",
    nb: "Besøket er ikke lenger i dagsplanen.",
    nn: "Besøket er ikkje lenger i dagsplanen.",
    en: "The visit is no longer in the day plan.",
};
static NOT_PROPOSED: Reason = Reason {
    rule: "R-WL-5",
    code: "visit-not-proposed",
    nb: "Forslaget sier ikke noe om dette besøket.",
    nn: "Forslaget seier ikkje noko om dette besøket.",
    en: "The proposal says nothing about this visit.",
};

fn at(reason: &'static Reason, visit: VisitId) -> Violation {
    reason.violation().at(format!("/visits/{visit}"))
}

/// A visit as the proposal would have it.
struct Taken {
    visit: DayVisit,
    /// Numbers of the assignments that change.
    numbers: Vec<i32>,
}

/// The visit with the proposal's people and time. Those who keep their part keep its number and how
/// firmly it is theirs; the rest fill what is left, in the proposal's order.
fn proposed(visit: &DayVisit, parts: &[&ProposedPart]) -> Taken {
    let mut visit = visit.clone();
    visit.visit.start = parts.first().map(|part| part.start).or(visit.visit.start);
    let wanted: Vec<_> = parts.iter().map(|part| part.employee).collect();
    let kept: BTreeSet<_> = visit
        .assignments
        .iter()
        .filter_map(|a| a.employee)
        .filter(|who| wanted.contains(who))
        .collect();
    let mut coming = wanted.into_iter().filter(|who| !kept.contains(who));
    let mut numbers = Vec::new();
    for assignment in &mut visit.assignments {
        if assignment.employee.is_some_and(|who| kept.contains(&who)) {
            continue;
        }
        let next = coming.next();
        if next != assignment.employee {
            numbers.push(assignment.number);
        }
        assignment.employee = next;
        assignment.state = next.map_or(AssignmentState::Free, |_| AssignmentState::Assigned);
        assignment.needs_review = false;
    }
    Taken { visit, numbers }
}

/// Whether somebody was given the visit, and nobody took it herself.
fn is_only_given(visit: &DayVisit) -> bool {
    let mut held = visit.assignments.iter().filter(|a| a.employee.is_some());
    held.clone().next().is_some() && held.all(|a| a.state == AssignmentState::Assigned)
}

/// Everything that stands in the way of one taken visit.
fn faults(day: &Day, board: &Board, taken: &Taken, actor: domain::ids::EmployeeId) -> Violations {
    let ways = ways(day);
    let id = taken.visit.visit.id;
    let before = day.visits.iter().find(|v| v.visit.id == id);
    let found = taken.visit.assignments.iter().flat_map(|a| {
        let was = before.and_then(|v| v.assignment(a.number)).unwrap_or(a);
        let changes = taken.numbers.contains(&a.number);
        let who = a.employee;
        if who.is_none() && !changes {
            return Violations::new();
        }
        may_assign(AssignFacts {
            state: day.plan.state,
            assignment: if changes { was } else { a },
            kept: !changes,
            outcome: taken.visit.outcome,
            actor: who.filter(|_| !changes).unwrap_or(actor),
            is_fordeler: !changes || day.is_fordeler(actor),
            in_unit: who.is_none_or(|who| day.colleague(who).is_some_and(|p| p.in_unit)),
            holder: &was
                .employee
                .and_then(|holder| Some(day.colleague(holder)?.name()))
                .unwrap_or_default(),
            faults: who.map_or_else(Violations::new, |who| {
                board.faults(id, a.number, who, &ways)
            }),
        })
        .err()
        .unwrap_or_default()
    });
    found.map(|v| v.at(format!("/visits/{id}"))).collect()
}

/// Take a proposal
///
/// Whole, or the visits named. Whoever takes the whole of it frees what it leaves to nobody (`unplaced`).
/// Refused with every reason for visits that have changed meanwhile and for what would break a rule; what
/// was claimed since is never overwritten.
#[utoipa::path(tag = "work lists", operation_id = "acceptProposal", security(("bearer" = [])), request_body = AcceptanceInput,
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), ("proposal" = ProposalId, Path, description = "The proposal"), Try,
        ("If-Match" = String, Header, description = "`planEtag` of the proposal")), responses(
    (status = 200, description = "The day as it now is", body = DayView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such proposal", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Every visit that has changed and every rule that would break", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "The day plan was decided on meanwhile", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/days/{date}/proposals/{proposal}/acceptance")]
pub(super) async fn handler(
    door: Door,
    ids: Ids3<UnitId, NaiveDate, ProposalId>,
    query: Query<Try>,
) -> Result<HttpResponse, Problem> {
    let Ids3(team, date, id) = ids;
    let (language, if_match) = (door.language, door.if_match.clone());
    let body = door.body::<AcceptanceInput>();
    door.write(Action::AcceptProposal, Streams::unit(team), move |writer| {
        let entered = writer.enter(team)?;
        let mut row = writer.proposal(team, date, id)?;
        let day = writer.day(team, date, Some(&row.part))?;
        if_match.check(&entered, writer.epoch(), day.plan.version)?;
        whole(writer, &day)?;
        let input = body.read(&entered)?;
        let me = writer.actor()?.employee;
        let Some(result) = row
            .result
            .clone()
            .filter(|_| row.state == ProposalState::Ready)
        else {
            let state = row.state.term();
            return Err(Failure::conflict(
                NOT_READY.violation().with("state", state),
            ));
        };
        let mut parts: BTreeMap<VisitId, Vec<&ProposedPart>> = BTreeMap::new();
        for part in &result.parts {
            parts.entry(part.visit).or_default().push(part);
        }
        let mut wrong = Violations::new();
        if let Some(only) = &input.visits {
            let unknown = only.iter().filter(|visit| !parts.contains_key(visit));
            wrong.extend(unknown.map(|visit| at(&NOT_PROPOSED, *visit)));
            parts.retain(|visit, _| only.contains(visit));
        }
        let mut taken = Vec::new();
        for (visit, parts) in &parts {
            match day.visits.iter().find(|v| v.visit.id == *visit) {
                None => wrong.push(at(&GONE, *visit)),
                Some(now) if parts.iter().any(|part| part.version != now.version) => {
                    wrong.push(at(&CHANGED, *visit));
                }
                Some(now) => taken.push(proposed(now, parts)),
            }
        }
        if input.visits.is_none() {
            // Whoever takes all of it takes also that these are nobody's; what was claimed since stays.
            let left = result.unplaced.iter().map(|left| left.visit);
            let left = left.filter(|visit| !parts.contains_key(visit));
            let now = left.filter_map(|id| day.visits.iter().find(|v| v.visit.id == id));
            taken.extend(now.filter(|v| is_only_given(v)).map(|v| proposed(v, &[])));
        }
        let mut board = day.board();
        for t in &taken {
            board.visits.insert(t.visit.visit.id, t.visit.existing());
        }
        wrong.extend(taken.iter().flat_map(|t| faults(&day, &board, t, me)));
        none_of(wrong).map_err(Failure::Conflict)?;
        let given = taken.iter().flat_map(|t| &t.visit.assignments);
        let given: Vec<_> = given.filter_map(|a| a.employee).collect();
        writer.guard_employee_days(&day, given)?;
        for mut t in taken {
            let before = day.visits.iter().find(|v| v.visit.id == t.visit.visit.id);
            if before.is_some_and(|b| *b == t.visit) {
                continue;
            }
            for number in &t.numbers {
                let found = t.visit.assignments.iter_mut().find(|a| a.number == *number);
                let Some(assignment) = found else { continue };
                assignment.by = Some(me);
                writer.save_assignment(t.visit.visit.planned.citizen, assignment)?;
            }
            writer.save_visit(&mut t.visit, &day.parts)?;
        }
        if input.visits.is_none() {
            row.state = ProposalState::Accepted;
            writer.save_proposal(&mut row)?;
        }
        let day = writer.day(team, date, Some(&row.part))?;
        let shown = day.visits.iter().map(|v| v.visit.planned.citizen).collect();
        writer.show_plan(&entered, "day-plan", shown)?;
        let view = DayView::new(&day, writer.epoch(), language);
        let answer = changed(writer.epoch(), day.plan.version, &view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
