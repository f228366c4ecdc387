//! `POST /teams/{team}/substitute-requests/{request}/answers`: the staffing office answers.

use super::view::RequestView;
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{EmployeeId, SubstituteRequestId, UnitId},
    policy::Action,
    reason::{Reason, Violations, none_of},
    shift::shift_faults,
    substitute::{Offer, answered},
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// An answer about one of the shifts.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SubstituteOffer {
    /// Which of the shifts, from 0.
    #[schema(minimum = 0, maximum = 59)]
    shift: usize,
    /// Who could come; nobody when there is none to be had.
    employee: Option<EmployeeId>,
}

/// What the office answers.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SubstituteAnswer {
    #[schema(max_items = 60)]
    offers: Vec<SubstituteOffer>,
    /// What is to be said beside.
    #[schema(max_length = 500)]
    answer: Option<String>,
}

static NO_EMPLOYEE: Reason = Reason {
    rule: "R-SHF-3",
    code: "offer-nobody",
    nb: "Denne medarbeideren finnes ikke.",
    nn: "Denne medarbeidaren finst ikkje.",
    en: "There is no such employee.",
};

/// Answer a request for a substitute
///
/// For the staffing office: who could come for which shift, or nobody. Somebody who is at work elsewhere
/// then is refused with when.
#[utoipa::path(tag = "shifts", operation_id = "answerSubstituteRequest", security(("bearer" = [])), request_body = SubstituteAnswer,
    params(("team" = UnitId, Path, description = "The staffing office"), ("request" = SubstituteRequestId, Path, description = "The request")), responses(
    (status = 200, description = "Answered", body = RequestView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the staffing office", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such request", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "It is booked or withdrawn", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/substitute-requests/{request}/answers")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, SubstituteRequestId>,
) -> Result<HttpResponse, Problem> {
    let Ids(office, id) = ids;
    let (action, language) = (Action::AnswerSubstituteRequest, door.language);
    let body = door.body::<SubstituteAnswer>();
    let sides = door
        .look(action, move |reader| reader.sides_of_request(id))
        .await?;
    let team = sides.map(|(team, _)| team);
    let streams = team
        .into_iter()
        .fold(Streams::unit(office), Streams::and_unit);
    door.write(action, streams, move |writer| {
        let entered = writer.enter(office)?;
        let (request, version) = writer.substitute_request(office, id)?;
        if request.office != office {
            return Err(Failure::NotThere);
        }
        let input = body.read(&entered)?;
        let people: Vec<EmployeeId> = input.offers.iter().filter_map(|o| o.employee).collect();
        let known = writer.employees(&people)?;
        let mut wrong = Violations::new();
        for (n, offer) in input.offers.iter().enumerate() {
            let Some(who) = offer.employee else { continue };
            if known.iter().all(|e| e.id != who) {
                let nobody = NO_EMPLOYEE.violation();
                wrong.push(nobody.at(format!("/offers/{n}/employee")));
            } else if let Some(wanted) = request.shifts.get(offer.shift) {
                let others = writer.shifts_of(&[who], wanted.interval)?;
                let others: Vec<_> = others.iter().map(|s| s.interval).collect();
                let found = shift_faults(wanted.kind, wanted.interval, None, &others);
                wrong.extend(
                    found
                        .into_iter()
                        .map(|v| v.at(format!("/offers/{n}/employee"))),
                );
            }
        }
        none_of(wrong).map_err(Failure::Invalid)?;
        let offers: Vec<Offer> = input
            .offers
            .iter()
            .map(|o| Offer {
                shift: o.shift,
                employee: o.employee,
            })
            .collect();
        let next =
            answered(&request, &offers, input.answer.as_deref()).map_err(Failure::Conflict)?;
        let version = writer.save_substitute_request(&next, version)?;
        let view = RequestView::new(&next, version, writer.epoch(), language);
        changed(writer.epoch(), version, &view)
    })
    .await
}
