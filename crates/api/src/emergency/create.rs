//! `POST /emergency-access`: open a record that one has no relation to, for four hours.

use super::view::EmergencyView;
use crate::{
    door::{Door, created, nothing},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    emergency::{
        EmergencyAccess, EmergencySettings, Named, check_request, check_use, is_shown, name_key,
        review_task, until,
    },
    ids::{EmergencyId, TaskId},
    national_number::{AcceptancePolicy, NationalNumber},
    policy::Action,
    reason::{Reason, none_of},
    time::to_micros,
};
use persistence::{Failure, MUNICIPALITY, Outcome, Reader, Sought, SoughtBy, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

static HAS_ACCESS: Reason = Reason {
    rule: "SEC-3",
    code: "has-access",
    nb: "Du har alt tilgang til denne journalen.",
    nn: "Du har alt tilgang til denne journalen.",
    en: "You have access to this record already.",
};

/// Whose record, and why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EmergencyInput {
    /// Fødselsnummer or D-number; or name and birth date instead.
    #[schema(example = "10915596784", max_length = 20)]
    national_number: Option<String>,
    /// The whole name.
    #[schema(example = "Astrid Bøe", max_length = 200)]
    name: Option<String>,
    birth_date: Option<NaiveDate>,
    /// Why you must see the record. The citizen and the leader read it.
    #[schema(
        example = "Falt i trappen, ambulansen spør om medisiner",
        max_length = 1000
    )]
    reason: String,
    /// The step of its own for somebody whose address is protected: without it she is not found.
    #[serde(default)]
    protected_address: bool,
}

/// Open a record in an emergency
///
/// For health professionals, four hours, for reading and documenting. The citizen's team leader is told
/// at once and looks at it within a week; it stands in the citizen's access log with your reason. Three
/// a day; then a leader must allow more. Somebody who is not here, of whom there are two, or whose
/// address is protected and was not asked for, answers alike.
#[utoipa::path(tag = "emergency", operation_id = "useEmergencyAccess", security(("bearer" = [])), request_body = EmergencyInput, responses(
    (status = 201, description = "The record is open", body = EmergencyView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not a health professional, or too many today", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "Nobody was found", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "You have access already", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/emergency-access")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let action = Action::UseEmergencyAccess;
    let settings = EmergencySettings::default();
    let (id, task): (EmergencyId, TaskId) = (door.new_id(), door.new_id());
    let body = door.body::<EmergencyInput>();
    let numbers = door.state.numbers;
    let (input, sought) = door
        .look(action, move |reader| {
            let granted = reader.general()?;
            let input = body.read(&granted)?;
            let sought = seek(reader, &input, numbers, &settings)?;
            Ok((input, sought))
        })
        .await?;
    let Some(sought) = sought else {
        let note = move |writer: &mut persistence::Writer<'_>| {
            writer.general()?;
            writer.insert_emergency_search(id, input.reason.trim())?;
            Ok(nothing())
        };
        door.change(action, Streams::default(), note).await?;
        return Err(door.problem(Failure::NotThere));
    };
    let citizen = sought.citizen;
    // Her own uses are counted behind the municipality's lock: two at once are one after the other.
    let streams = Streams::citizen(citizen).and_unit(MUNICIPALITY);
    door.write(action, streams, move |writer| {
        writer.general()?;
        none_of(check_use(writer.emergency_used_today()?, &settings))
            .map_err(Failure::Forbidden)?;
        let unit = writer.unit_without_relation(citizen)?;
        let unit = unit.ok_or_else(|| Failure::conflict(HAS_ACCESS.violation()))?;
        let from = to_micros(writer.now());
        let access = EmergencyAccess {
            id,
            employee: writer.actor()?.employee,
            citizen,
            unit,
            reason: input.reason.trim().to_owned(),
            protected: input.protected_address,
            from,
            until: until(from, &settings),
            review: None,
        };
        writer.insert_emergency_access(&access)?;
        writer.add_task(task, &review_task(&access, &settings))?;
        let location = format!("/api/v1/emergency-access/{id}");
        created(writer.epoch(), 1, location, &EmergencyView::from(&access))
    })
    .await
}

/// Who is sought, when she may be shown.
fn seek(
    reader: &mut Reader<'_>,
    input: &EmergencyInput,
    numbers: AcceptancePolicy,
    settings: &EmergencySettings,
) -> Outcome<Option<Sought>> {
    let named = Named {
        number: input.national_number.is_some(),
        name: input.name.as_deref(),
        birth_date: input.birth_date,
    };
    let mut found = check_request(named, &input.reason, settings);
    let number = input
        .national_number
        .as_deref()
        .map(|text| NationalNumber::parse(text, numbers))
        .transpose();
    let number = number.unwrap_or_else(|faults| {
        found.extend(faults.into_iter().map(|fault| fault.at("/nationalNumber")));
        None
    });
    none_of(found).map_err(Failure::Invalid)?;
    none_of(check_use(reader.emergency_used_today()?, settings)).map_err(Failure::Forbidden)?;
    let by = match number {
        Some(number) => SoughtBy::Number(number),
        None => SoughtBy::Name(
            name_key(input.name.as_deref().unwrap_or_default()),
            input.birth_date.unwrap_or_default(),
        ),
    };
    let sought = reader.sought(&by)?;
    Ok(sought.filter(|s| is_shown(s.protection, input.protected_address)))
}
