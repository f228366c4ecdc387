//! `POST /citizens`: take a citizen into a unit's caseload.

use super::view::CitizenView;
use crate::{
    door::{Door, created, nothing},
    problem::{Fault, Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    citizen::{Citizen, CitizenContent, Identity, check_citizen},
    ids::{CitizenId, ResponsibilityId, TaskId, UnitId},
    national_number::{AcceptancePolicy, NationalNumber},
    policy::Action,
    reason::{Reason, Violations},
    task::{ChecklistSettings, Deadline, TaskSet, TaskSource, TaskSubject, checklist},
    time::local_date,
};
use persistence::{Failure, NewIdentity, Streams, Writer};
use serde::Deserialize;
use utoipa::ToSchema;

pub(super) static KNOWN: Reason = Reason {
    rule: "SEC-5",
    code: "number-known",
    nb: "Innbyggeren kan ikke registreres her. Enheten som har ansvaret, får beskjed.",
    nn: "Innbyggjaren kan ikkje registrerast her. Eininga som har ansvaret, får beskjed.",
    en: "The citizen cannot be registered here. The unit that is responsible will be told.",
};
static NO_UNIT: Reason = Reason {
    rule: "R-TEAM-1",
    code: "unit-missing",
    nb: "Oppgi enheten som skal ha ansvaret.",
    nn: "Oppgi eininga som skal ha ansvaret.",
    en: "Name the unit that is to be responsible.",
};

/// A citizen to take in.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CitizenInput {
    /// The unit that will answer for the citizen.
    #[expect(dead_code, reason = "read before the rest, to ask the policy")]
    unit: UnitId,
    /// Fødselsnummer or D-number.
    #[schema(example = "10915596784", max_length = 20)]
    national_number: Option<String>,
    /// Why there is no number yet.
    #[schema(max_length = 500)]
    no_number_reason: Option<String>,
    /// Everything else.
    content: CitizenContent,
}

/// The number or the reason, and every fault of the input.
pub(crate) fn identity(
    number: Option<&str>,
    reason: Option<&str>,
    content: &CitizenContent,
    policy: AcceptancePolicy,
    today: chrono::NaiveDate,
) -> Result<(NewIdentity, Identity), Violations> {
    let mut found = Violations::new();
    let parsed = number
        .map(|text| NationalNumber::parse(text, policy))
        .transpose();
    let parsed = parsed.unwrap_or_else(|faults| {
        found.extend(faults.into_iter().map(|fault| fault.at("/nationalNumber")));
        None
    });
    let shown = match &parsed {
        Some(number) => Identity::Number {
            masked: number.mask(),
        },
        None => Identity::None {
            reason: reason.unwrap_or_default().to_owned(),
        },
    };
    let wrong = check_citizen(&shown, content, today)
        .into_iter()
        .filter_map(|fault| {
            match fault.pointer.as_deref() {
                // A number that was given and is wrong is one fault, not two.
                Some("/identity/reason") if number.is_some() => None,
                Some("/identity/reason") => Some(fault.at("/noNumberReason")),
                Some(pointer) => {
                    let at = format!("/content{pointer}");
                    Some(fault.at(at))
                }
                None => Some(fault),
            }
        });
    found.extend(wrong);
    if !found.is_empty() {
        return Err(found);
    }
    let new = match parsed {
        Some(number) => NewIdentity::Number(number),
        None => NewIdentity::None(reason.unwrap_or_default().to_owned()),
    };
    Ok((new, shown))
}

/// The one exception to SEC-5: a number that is known elsewhere is refused neutrally, stands in the
/// citizen's log, is limited, and becomes a task for the unit that answers for her.
async fn refuse_known_number(
    door: &Door,
    unit: UnitId,
    policy: AcceptancePolicy,
) -> Result<(), Problem> {
    let action = Action::CreateCitizen;
    let body = door.body::<CitizenInput>();
    let today = local_date(door.state.now());
    let (known, account) = door
        .look(action, move |reader| {
            let entered = reader.enter(unit)?;
            let input = body.read(&entered)?;
            let (number, reason) = (&input.national_number, &input.no_number_reason);
            let checked = identity(
                number.as_deref(),
                reason.as_deref(),
                &input.content,
                policy,
                today,
            );
            let known = match checked.map_err(Failure::Invalid)?.0 {
                NewIdentity::Number(number) => reader.citizen_with_number(&number)?,
                NewIdentity::None(_) => None,
            };
            Ok((known, reader.actor()?.account))
        })
        .await?;
    let Some(known) = known else {
        return Ok(());
    };
    door.state
        .throttle
        .known_number(account)
        .map_err(|seconds| door.problem(Fault::TooMany(seconds)))?;
    let task: TaskId = door.new_id();
    let note = move |writer: &mut Writer<'_>| {
        writer.enter(unit)?;
        writer.note_known_number(known, task)?;
        Ok(nothing())
    };
    let streams = Streams::unit(unit).and_citizen(known);
    door.change_unkept(action, streams, note).await?;
    Err(door.problem(Failure::conflict(KNOWN.violation().at("/nationalNumber"))))
}

/// Take in a citizen
#[utoipa::path(tag = "caseload", operation_id = "createCitizen", security(("bearer" = [])), request_body = CitizenInput, responses(
    (status = 201, description = "Taken in", body = CitizenView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "The number is known elsewhere", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many numbers that are known elsewhere; `Retry-After` says when", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/citizens")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    /// The unit decides who may ask, so it is looked at before anything else of the body.
    #[derive(Deserialize)]
    struct Target {
        unit: Option<UnitId>,
    }
    let target: Option<Target> = serde_json::from_slice(&door.bytes()).ok();
    let unit = target.and_then(|target| target.unit);
    let body = door.body::<CitizenInput>();
    let (id, responsibility): (CitizenId, ResponsibilityId) = (door.new_id(), door.new_id());
    let policy = door.state.numbers;
    let streams = unit.map_or_else(Streams::default, Streams::unit);
    if let Some(unit) = unit {
        refuse_known_number(&door, unit, policy).await?;
    }
    door.write(Action::CreateCitizen, streams, move |writer| {
        let Some(unit) = unit else {
            // Without a unit there is nothing to ask the policy about but the account itself.
            let signed_in = writer.signed_in()?;
            body.read(&signed_in)?;
            return Err(Failure::invalid(NO_UNIT.violation().at("/unit")));
        };
        let entered = writer.enter(unit)?;
        let input = body.read(&entered)?;
        let (new, shown) = identity(
            input.national_number.as_deref(),
            input.no_number_reason.as_deref(),
            &input.content,
            policy,
            local_date(writer.now()),
        )
        .map_err(Failure::Invalid)?;
        if let NewIdentity::Number(number) = &new
            && writer.citizen_with_number(number)?.is_some()
        {
            return Err(Failure::conflict(KNOWN.violation().at("/nationalNumber")));
        }
        writer.insert_citizen(id, &new, &input.content, responsibility, unit)?;
        let today = local_date(writer.now());
        let settings = ChecklistSettings::default();
        let points = checklist(TaskSubject::NewCitizen, unit, id, today, &settings);
        let wanted = points.into_iter().map(|draft| Deadline {
            opens_on: today,
            draft,
        });
        writer.sync_tasks(&TaskSet {
            source: TaskSource::Citizen(id),
            subjects: vec![TaskSubject::NewCitizen],
            wanted: wanted.collect(),
        })?;
        writer.show(Some(unit), entered.basis, "citizen", vec![id]);
        let citizen = Citizen {
            id,
            identity: shown,
            content: input.content,
        };
        let view = CitizenView { citizen, unit };
        created(writer.epoch(), 1, format!("/api/v1/citizens/{id}"), &view)
    })
    .await
}
