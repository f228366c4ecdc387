//! `POST /visits/{visit}/assignment`: try a list, or change a published one (R-WL-3, R-WL-9).

use super::taking::{Target, holders, keep, settled};
use crate::{
    days::{view::VisitView, ways::ways},
    door::{Door, dry_run},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::{DateTime, Utc};
use domain::{
    day_plan::{AssignFacts, may_assign},
    ids::{EmployeeId, VisitId},
    policy::Action,
    reason::{Reason, Violations},
    visit::AssignmentState,
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Whether it is in earnest.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Try {
    /// Answer what would happen, and change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// Who is to do a visit, and when.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AssignInput {
    /// Who; none frees it.
    employee: Option<EmployeeId>,
    /// Which part of it, for a visit that needs two.
    #[serde(default = "first")]
    #[schema(example = 1, minimum = 1, maximum = 2)]
    number: i32,
    /// When it starts; left as it is when not said.
    start: Option<DateTime<Utc>>,
}

const fn first() -> i32 {
    1
}

static NO_SUCH_PART: Reason = Reason {
    rule: "R-WL-1",
    code: "no-such-part",
    nb: "Besøket har ingen plass nummer {number}.",
    nn: "Besøket har ingen plass nummer {number}.",
    en: "The visit has no part number {number}.",
};

/// Give a visit to somebody
///
/// While the plan is open everybody may try; every fault is explained. What a colleague has taken
/// herself, and a published list, only the fordeler or the leader changes.
#[utoipa::path(tag = "work lists", operation_id = "assignVisit", security(("bearer" = [])), request_body = AssignInput,
    params(("visit" = VisitId, Path, description = "The visit"), Try), responses(
    (status = 200, description = "Given", body = VisitView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Your access is for reading", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such visit, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Every rule that stands in the way", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "The visit has no such part", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/visits/{visit}/assignment")]
pub(super) async fn handler(
    door: Door,
    id: Id<VisitId>,
    query: Query<Try>,
) -> Result<HttpResponse, Problem> {
    let target = Target::find(&door, Action::AssignVisit, id.0).await?;
    let (body, language) = (door.body::<AssignInput>(), door.language);
    let streams = target.streams.clone();
    door.write(Action::AssignVisit, streams, move |writer| {
        let (opened, mut visit, day) = target.open(writer)?;
        let input = body.read(&opened)?;
        let me = writer.actor()?.employee;
        let Some(mut assignment) = visit.assignment(input.number).cloned() else {
            let number = i64::from(input.number);
            let wrong = NO_SUCH_PART.violation().at("/number");
            return Err(Failure::invalid(wrong.with("number", number)));
        };
        let start = input.start.or(visit.visit.start);
        if start != visit.visit.start {
            visit.visit.suspended = writer.lies_still(&visit.visit.planned, start)?;
        }
        let mut board = day.board();
        board.visits.insert(visit.visit.id, visit.existing());
        board.start(visit.visit.id, start);
        board.give(visit.visit.id, input.number, input.employee);
        let faults = input.employee.map_or_else(Violations::new, |who| {
            board.faults(visit.visit.id, input.number, who, &ways(&day))
        });
        let in_unit = input
            .employee
            .is_none_or(|who| day.colleague(who).is_some_and(|p| p.in_unit));
        may_assign(AssignFacts {
            state: day.plan.state,
            assignment: &assignment,
            kept: assignment.employee == input.employee,
            outcome: visit.outcome,
            actor: me,
            is_fordeler: day.is_fordeler(me),
            in_unit,
            holder: &holders(&day, &visit),
            faults,
        })
        .map_err(Failure::Conflict)?;
        let kept = assignment.employee == input.employee;
        assignment.employee = input.employee;
        assignment.state = match (input.employee, kept) {
            (None, _) => AssignmentState::Free,
            (Some(_), true) => assignment.state,
            (Some(_), false) => AssignmentState::Assigned,
        };
        assignment.by = Some(me);
        assignment.needs_review = false;
        visit.visit.start = start;
        keep(writer, &mut visit, assignment, &day)?;
        let answer = settled(writer, &visit, language)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
