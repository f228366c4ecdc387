//! `POST /me/visit-events`: what happened, from a phone that may have been without coverage (R-WL-6).

use crate::{
    body::{at_event, read_item},
    door::{Door, done},
    problem::{Problem, ProblemBody, ProblemError, errors},
};
use actix_web::{HttpResponse, post};
use chrono::{DateTime, Utc};
use domain::{
    ids::{DeviceId, EmployeeId, TaskId, VisitEventId, VisitId},
    policy::Action,
    reason::{Language, Reason, Violations},
    visit_event::{Answer, EventFate, EventKind, NotDoneReason, VisitEvent},
};
use persistence::{Failure, Held, Outcome, Streams};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// Events of one batch at most.
const MOST: usize = 500;

static TOO_MANY: Reason = Reason {
    rule: "R-WL-6",
    code: "too-many-events",
    nb: "Send høyst {most} hendelser om gangen.",
    nn: "Send høgst {most} hendingar om gongen.",
    en: "Send at most {most} events at a time.",
};

/// Something that happened at a visit, as the phone tells it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ToldEvent {
    /// Made by the phone; sent twice, it is the same event.
    id: VisitEventId,
    visit: VisitId,
    kind: EventKind,
    /// The phone's clock when it was told.
    phone_time: DateTime<Utc>,
    /// The phone's own count.
    #[schema(example = 41)]
    sequence: i64,
    /// The event that this one corrects.
    #[serde(default)]
    replaces: Option<VisitEventId>,
    /// When it really happened, if a correction says otherwise than the clock did.
    #[serde(default)]
    happened_at: Option<DateTime<Utc>>,
    /// Why not done.
    #[serde(default)]
    reason: Option<NotDoneReason>,
    /// To when it was moved, once agreed.
    #[serde(default)]
    moved_to: Option<DateTime<Utc>>,
    /// What she writes.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: Option<String>,
}

impl ToldEvent {
    fn by(self, employee: EmployeeId, device: DeviceId) -> VisitEvent {
        VisitEvent {
            id: self.id,
            visit: self.visit,
            employee,
            kind: self.kind,
            phone_time: self.phone_time,
            device,
            sequence: self.sequence,
            replaces: self.replaces,
            happened_at: self.happened_at,
            reason: self.reason,
            moved_to: self.moved_to,
            note: self.note,
        }
    }
}

/// What a phone has to tell.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Outbox {
    /// Which phone.
    device: DeviceId,
    /// In any order; each is read and answered on its own.
    #[schema(value_type = Vec<ToldEvent>, max_items = 500)]
    events: Vec<serde_json::Value>,
}

/// What became of one event.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EventAnswer {
    /// The event's id; none when not even that could be read.
    id: Option<VisitEventId>,
    fate: EventFate,
    /// Why, when refused or set aside; what is doubtful, when applied.
    remarks: Vec<ProblemError>,
}

/// What became of a batch, in the order it was sent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OutboxAnswer {
    /// When the server received it.
    received_at: DateTime<Utc>,
    answers: Vec<EventAnswer>,
}

/// An event of the batch, or why it cannot be read.
type Read = Result<VisitEvent, (Option<VisitEventId>, Violations)>;

#[derive(Clone)]
struct Batch {
    device: DeviceId,
    read: Vec<Read>,
    mine: BTreeMap<VisitId, Held>,
}

/// Tell what happened at visits
///
/// A batch in any order, each event once, each answered: `applied`, `repeated`, `set_aside` (not a
/// visit one was ever assigned to; the answer is the same whether it exists or not) or `refused`.
/// An event that cannot be understood is refused alone, with pointers like `/events/3/reason` in its
/// answer, and the others are taken in; only a body that is no batch at all is refused as a whole.
/// Events of one's own are accepted also after the day is closed and after one has lost access.
/// «Nobody opened» is a task for the fordeler at once.
#[utoipa::path(tag = "me", operation_id = "tellVisitEvents", security(("bearer" = [])), request_body = Outbox,
    params(("Idempotency-Key" = Option<String>, Header, description = "Not needed: every event has its own id")), responses(
    (status = 200, description = "What became of each, in the order sent", body = OutboxAnswer),
    (status = 400, description = "The body is no batch", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "The same request is under way", body = ProblemBody, content_type = "application/problem+json"),
    (status = 413, description = "More than one MiB", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "More than 500 events", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/me/visit-events")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let (language, body) = (door.language, door.body::<Outbox>());
    let batch = door
        .look(Action::TellVisitEvents, move |reader| {
            let leave = reader.general()?;
            let outbox = body.read_list(&leave)?;
            if outbox.events.len() > MOST {
                let violation = TOO_MANY.violation().at("/events").with("most", MOST);
                return Err(Failure::invalid(violation));
            }
            let me = reader.actor()?.employee;
            let read = read_each(outbox.events, me, outbox.device);
            let visits: BTreeSet<VisitId> = read.iter().flatten().map(|e| e.visit).collect();
            Ok(Batch {
                device: outbox.device,
                mine: reader.ever_mine(&visits)?,
                read,
            })
        })
        .await?;
    let streams = batch
        .mine
        .values()
        .filter_map(Held::unit)
        .fold(Streams::default(), Streams::and_unit);
    let told: Vec<(VisitEvent, TaskId)> = batch
        .read
        .iter()
        .flatten()
        .map(|event| (event.clone(), door.new_id()))
        .collect();
    door.write(Action::TellVisitEvents, streams, move |writer| {
        writer.general()?;
        let answers = writer.take_in(batch.device, &told, &batch.mine)?;
        let received_at = writer.now();
        answered(&batch.read, answers, received_at, language)
    })
    .await
}

fn read_each(events: Vec<serde_json::Value>, me: EmployeeId, device: DeviceId) -> Vec<Read> {
    let read = |value: serde_json::Value| {
        let id = value["id"].as_str().and_then(|id| id.parse().ok());
        read_item::<ToldEvent>(value)
            .map(|event| event.by(me, device))
            .map_err(|violations| (id, violations))
    };
    events.into_iter().map(read).collect()
}

fn answered(
    read: &[Read],
    answers: Vec<Answer>,
    received_at: DateTime<Utc>,
    language: Language,
) -> Outcome<persistence::Answer> {
    let mut answers = answers.into_iter();
    let answers = read
        .iter()
        .enumerate()
        .filter_map(|(index, read)| {
            let (id, fate, remarks) = match read {
                Err((id, violations)) => (*id, EventFate::Refused, violations.clone()),
                Ok(event) => {
                    let answer = answers.next()?;
                    (Some(event.id), answer.fate, answer.remarks)
                }
            };
            let remarks: Violations = remarks.into_iter().map(|v| at_event(v, index)).collect();
            Some(EventAnswer {
                id,
                fate,
                remarks: errors(&remarks, language),
            })
        })
        .collect();
    done(&OutboxAnswer {
        received_at,
        answers,
    })
}
