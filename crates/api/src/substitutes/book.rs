//! `POST /teams/{team}/substitute-requests/{request}/booking`: whoever is offered comes (R-SHF-3).

use super::view::RequestView;
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::{Problem, ProblemBody},
    shifts::weigh::{Change, kept, weigh},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{SubstituteRequestId, UnitId},
    policy::Action,
    reason::{Violations, none_of},
    shift::Shift,
    substitute::{RequestState, booked, may_book},
};
use persistence::{Failure, ShiftRecord, Streams, new_id};
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// How it is booked.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct BookingInput {
    /// Why it is to stand although it breaks a working-time rule.
    #[schema(max_length = 500)]
    keep_reason: Option<String>,
}

/// Book the substitutes that are offered
///
/// Their shifts are entered in the team. For the leader; for everybody in the team where the charter
/// says so (`teamBooksSubstitutes`).
#[utoipa::path(tag = "shifts", operation_id = "bookSubstitute", security(("bearer" = [])), request_body = BookingInput,
    params(("team" = UnitId, Path, description = "The team"), ("request" = SubstituteRequestId, Path, description = "The request")), responses(
    (status = 200, description = "Booked", body = RequestView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the leader, unless the charter says that the team does", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such request", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Nobody is offered, or it is settled", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/substitute-requests/{request}/booking")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, SubstituteRequestId>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let (action, language) = (Action::BookSubstitute, door.language);
    let (body, state) = (door.body::<BookingInput>(), door.state.clone());
    let sides = door
        .look(action, move |reader| reader.sides_of_request(id))
        .await?;
    let office = sides.map(|(_, office)| office);
    let streams = office
        .into_iter()
        .fold(Streams::unit(team), Streams::and_unit);
    door.write(action, streams, move |writer| {
        let entered = writer.enter(team)?;
        let (mut request, version) = writer.substitute_request(team, id)?;
        if request.unit != team {
            return Err(Failure::NotThere);
        }
        let input = body.read(&entered)?;
        let charter = writer.charter(team)?;
        let team_books = charter.is_some_and(|(charter, _)| charter.team_books_substitutes);
        let leads = writer.actor()?.leads(team, writer.now());
        may_book(leads, team_books).map_err(Failure::Forbidden)?;
        let coming = booked(&request).map_err(Failure::Conflict)?;
        let mut records: Vec<ShiftRecord> = coming
            .into_iter()
            .map(|(employee, wanted)| ShiftRecord {
                shift: Shift {
                    id: new_id(writer.now()),
                    employee: Some(employee),
                    unit: team,
                    kind: wanted.kind,
                    interval: wanted.interval,
                },
                break_minutes: None,
                overtime: false,
                kept: None,
                version: 1,
            })
            .collect();
        let change = Change {
            unit: team,
            gone: BTreeSet::new(),
            coming: &records,
        };
        let weighed = weigh(writer, &state, &change)?;
        let faults: Violations = weighed
            .iter()
            .flat_map(|w| w.faults.iter().map(|(_, fault)| fault.clone()))
            .collect();
        none_of(faults).map_err(Failure::Conflict)?;
        let breaches: Violations = weighed.into_iter().flat_map(|w| w.breaches).collect();
        let kept = kept(writer, &breaches, input.keep_reason.as_deref())?;
        for record in &mut records {
            record.kept = kept.clone();
        }
        writer.insert_shift_records(&records)?;
        request.state = RequestState::Booked;
        let version = writer.save_substitute_request(&request, version)?;
        let view = RequestView::new(&request, version, writer.epoch(), language);
        changed(writer.epoch(), version, &view)
    })
    .await
}
