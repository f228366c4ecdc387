//! `POST /citizens/{citizen}/consultations`.

use super::view::ConsultationView;
use crate::{
    door::{Door, created},
    impartial::Known,
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    consultation::{
        Consultation, ConsultationField, ConsultationState, LONGEST, Specialist, check_asking,
    },
    ids::{CitizenId, ConsultationId, EmployeeId, UnitId},
    organisation::Role,
    policy::Action,
    reason::none_of,
    time::{local_date, to_micros},
};
use persistence::{Failure, Opened, Outcome, Reader, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// Whom, about what, until when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ConsultationInput {
    /// Who is asked; `GET /specialists` names some.
    specialist: EmployeeId,
    /// About what.
    field: ConsultationField,
    /// What.
    #[schema(max_length = 10000)]
    question: String,
    /// When the answer is wanted, at most fourteen days from now.
    #[schema(example = "2026-12-01")]
    due_on: NaiveDate,
}

/// The unit in whose list it becomes her task: one that she works in now.
fn unit_of(
    reader: &mut Reader<'_>,
    specialist: EmployeeId,
    now: DateTime<Utc>,
) -> Outcome<Option<UnitId>> {
    let day = local_date(now);
    let memberships = reader.memberships_of(&[specialist])?.into_iter();
    let works = memberships.filter(|m| {
        let there = !matches!(m.role, Role::Staffing | Role::Substitute);
        there && m.is_active(day)
    });
    Ok(works.map(|m| m.unit).min())
}

/// What is known of the one who is asked.
fn specialist(
    reader: &mut Reader<'_>,
    opened: &Opened,
    asked: EmployeeId,
    at_work: bool,
) -> Outcome<Specialist> {
    let now = reader.asked_at();
    let employee = reader.employees(&[asked])?.pop();
    let declined = reader.declined_by(opened)?;
    let known = Known::load(reader, opened)?;
    let before = reader.consultations_of(opened)?;
    let open =
        |c: &Consultation| c.specialist == asked && c.state_at(now) == ConsultationState::Open;
    Ok(Specialist {
        profession: employee.map(|employee| employee.profession),
        at_work,
        declined: declined.iter().any(|declined| declined.employee == asked),
        disqualified: !known.facts().preparing(asked, now).is_empty(),
        asked_already: before.iter().any(|(c, _)| open(c)),
    })
}

/// Ask a specialist
///
/// Until she answers, at most fourteen days, she may read this citizen's record and nothing else. It becomes a
/// task of hers, and of whoever asked when no answer has come.
#[utoipa::path(tag = "consultations", operation_id = "askSpecialist", security(("bearer" = [])), request_body = ConsultationInput,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Asked", body = ConsultationView), AddRefused))]
#[post("/citizens/{citizen}/consultations")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    /// The stream of the specialist's unit is locked too, so she is looked at before the rest of the body.
    #[derive(Deserialize)]
    struct Wanted {
        specialist: EmployeeId,
    }
    let wanted: Option<Wanted> = serde_json::from_slice(&door.bytes()).ok();
    let (citizen, now) = (citizen.0, door.state.now());
    let action = Action::AskSpecialist;
    let unit = match wanted {
        None => None,
        Some(wanted) => {
            let looked = door.look(action, move |reader| {
                unit_of(reader, wanted.specialist, now)
            });
            looked.await?
        }
    };
    let streams = Streams::citizen(citizen);
    let streams = match unit {
        Some(unit) => streams.and_unit(unit),
        None => streams,
    };
    let id: ConsultationId = door.new_id();
    let body = door.body::<ConsultationInput>();
    door.write(action, streams, move |writer| {
        let opened = writer.open(citizen, "consultations")?;
        let input = body.read(&opened)?;
        let now = to_micros(writer.now());
        let asked = Consultation {
            id,
            citizen,
            unit: opened.responsible,
            asked_by: writer.actor()?.employee,
            asked_at: now,
            specialist: input.specialist,
            specialist_unit: unit.unwrap_or(opened.responsible),
            field: input.field,
            question: input.question,
            due_on: input.due_on,
            state: ConsultationState::Open,
            access_until: now + LONGEST,
            answer: None,
            closed_at: None,
            withdrawal: None,
            tiltak: None,
        };
        let of = specialist(writer, &opened, asked.specialist, unit.is_some())?;
        none_of(check_asking(&asked, of)).map_err(|found| match of.asked_already {
            true => Failure::Conflict(found),
            false => Failure::Invalid(found),
        })?;
        writer.insert_consultation(&opened, &asked)?;
        let view = ConsultationView::one(writer, asked)?;
        let location = format!("/api/v1/consultations/{id}");
        created(writer.epoch(), 1, location, &view)
    })
    .await
}
