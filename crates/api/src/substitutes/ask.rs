//! `POST /teams/{team}/substitute-requests`: ask; `…/{request}/withdrawal`: no longer needed.

use super::view::RequestView;
use crate::{
    door::{Door, changed, created},
    paths::{Id, Ids},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{AbsenceId, SubstituteRequestId, UnitId},
    organisation::CompetenceCode,
    policy::Action,
    reason::{Reason, none_of},
    substitute::{RequestState, SubstituteRequest, Wanted, request_faults, withdrawn},
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What is asked for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RequestInput {
    /// For which shifts.
    #[schema(max_items = 60)]
    shifts: Vec<Wanted>,
    /// What she must be able to do.
    #[serde(default)]
    #[schema(value_type = Vec<CompetenceCode>, max_items = 50)]
    competences: BTreeSet<CompetenceCode>,
    /// Because of which absence, when of one.
    absence: Option<AbsenceId>,
    /// What else is good to know; nothing about citizens.
    #[schema(max_length = 500)]
    note: Option<String>,
}

static NO_OFFICE: Reason = Reason {
    rule: "R-SHF-3",
    code: "no-staffing-office",
    nb: "Kommunen har ikke noe bemanningskontor å spørre.",
    nn: "Kommunen har ikkje noko bemanningskontor å spørje.",
    en: "The municipality has no staffing office to ask.",
};
static NO_ABSENCE: Reason = Reason {
    rule: "R-SHF-3",
    code: "no-such-absence",
    nb: "Fraværet finnes ikke i enheten.",
    nn: "Fråværet finst ikkje i eininga.",
    en: "There is no such absence in the unit.",
};

/// Ask for a substitute
///
/// Everybody in the team may ask; booking what is offered is the leader's, unless the charter says that
/// the team does.
#[utoipa::path(tag = "shifts", operation_id = "createSubstituteRequest", security(("bearer" = [])), request_body = RequestInput,
    params(("team" = UnitId, Path, description = "The team")), responses(
    (status = 201, description = "Asked", body = RequestView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "There is no staffing office", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/substitute-requests")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let action = Action::CreateSubstituteRequest;
    let (body, language) = (door.body::<RequestInput>(), door.language);
    let id: SubstituteRequestId = door.new_id();
    let office = door.look(action, |reader| reader.staffing_office()).await?;
    let streams = office
        .into_iter()
        .fold(Streams::unit(team), Streams::and_unit);
    door.write(action, streams, move |writer| {
        let entered = writer.enter(team)?;
        let input = body.read(&entered)?;
        let mut wrong = request_faults(&input.shifts, input.note.as_deref(), writer.now());
        if let Some(absence) = input.absence
            && writer.absence(team, absence).is_err()
        {
            wrong.push(NO_ABSENCE.violation().at("/absence"));
        }
        none_of(wrong).map_err(Failure::Invalid)?;
        let office = office.ok_or_else(|| Failure::conflict_with(&NO_OFFICE))?;
        let request = SubstituteRequest {
            id,
            unit: team,
            office,
            absence: input.absence,
            shifts: input.shifts,
            competences: input.competences,
            note: input.note,
            state: RequestState::Asked,
            asked_by: writer.actor()?.employee,
            asked_at: writer.now(),
            offers: Vec::new(),
            answer: None,
        };
        writer.insert_substitute_request(&request)?;
        let location = format!("/api/v1/teams/{team}/substitute-requests/{id}");
        let view = RequestView::new(&request, 1, writer.epoch(), language);
        created(writer.epoch(), 1, location, &view)
    })
    .await
}

/// Take a request back
#[utoipa::path(tag = "shifts", operation_id = "withdrawSubstituteRequest", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The team"), ("request" = SubstituteRequestId, Path, description = "The request")), responses(
    (status = 200, description = "Withdrawn", body = RequestView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such request", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "It is booked or withdrawn already", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/substitute-requests/{request}/withdrawal")]
pub(super) async fn withdraw(
    door: Door,
    ids: Ids<UnitId, SubstituteRequestId>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let (action, language) = (Action::WithdrawSubstituteRequest, door.language);
    let sides = door
        .look(action, move |reader| reader.sides_of_request(id))
        .await?;
    let office = sides.map(|(_, office)| office);
    let streams = office
        .into_iter()
        .fold(Streams::unit(team), Streams::and_unit);
    door.write(action, streams, move |writer| {
        writer.enter(team)?;
        let (mut request, version) = writer.substitute_request(team, id)?;
        if request.unit != team {
            return Err(Failure::NotThere);
        }
        request.state = withdrawn(&request).map_err(Failure::Conflict)?;
        let version = writer.save_substitute_request(&request, version)?;
        let view = RequestView::new(&request, version, writer.epoch(), language);
        changed(writer.epoch(), version, &view)
    })
    .await
}
