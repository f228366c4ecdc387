//! `GET`, `POST /me/calendars`, `DELETE /me/calendars/{calendar}`.

use crate::{
    door::{Door, Shown, created, nothing},
    paths::Id,
    problem::{Problem, ProblemBody},
    tokens,
};
use actix_web::{HttpResponse, delete, get, post};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use domain::{ids::CalendarId, policy::Action, reason::Reason};
use persistence::{Failure, Streams};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most addresses that one has at a time, and the longest name of one.
const MOST: usize = 10;
const LONGEST: usize = 100;

static NAME: Reason = Reason {
    rule: "R-SHF-1",
    code: "calendar-name",
    nb: "Gi kalenderen et navn på høyst {most} tegn.",
    nn: "Gi kalenderen eit namn på høgst {most} teikn.",
    en: "Give the calendar a name of at most {most} characters.",
};
static TOO_MANY: Reason = Reason {
    rule: "R-SHF-1",
    code: "calendars-too-many",
    nb: "Du har alt {most} kalendere. Avslutt en av dem først.",
    nn: "Du har alt {most} kalendrar. Avslutt éin av dei først.",
    en: "You already have {most} calendars. End one of them first.",
};

/// A calendar of one's own.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CalendarView {
    id: CalendarId,
    #[schema(example = "Telefonen min")]
    name: String,
    made_at: DateTime<Utc>,
}

/// Calendars of one's own.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CalendarList {
    items: Vec<CalendarView>,
}

/// A calendar to make.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CalendarInput {
    /// What you call it.
    #[schema(max_length = 100, example = "Telefonen min")]
    name: String,
}

/// A new calendar with its address, told this once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewCalendar {
    #[serde(flatten)]
    calendar: CalendarView,
    /// The address. Whoever has it sees your shifts: it is told this once and kept as a hash.
    #[schema(example = "/api/v1/calendars/lVb8uQ7yq1m0n2v3c4x5zA.ics")]
    path: String,
}

/// One's own calendars
#[utoipa::path(tag = "me", operation_id = "listCalendars", security(("bearer" = [])), responses(
    (status = 200, description = "Those that have not ended", body = CalendarList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/me/calendars")]
pub(super) async fn list(door: Door) -> Result<HttpResponse, Problem> {
    door.read(Action::ListCalendars, |reader| {
        reader.general()?;
        let me = reader.actor()?.employee;
        let items = reader.calendars_of(me)?;
        let items = items.into_iter().map(|row| CalendarView {
            id: row.id,
            name: row.name,
            made_at: row.made_at,
        });
        Shown::view(&CalendarList {
            items: items.collect(),
        })
    })
    .await
}

/// A private calendar of one's shifts
///
/// For the calendar on the phone. The address holds 128 random bits, shows shifts and units and no
/// citizens, and dies when you end it or your log-in is disabled.
#[utoipa::path(tag = "me", operation_id = "createCalendar", security(("bearer" = [])), request_body = CalendarInput, responses(
    (status = 201, description = "Made; the address is told this once", body = NewCalendar),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "You have too many already", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/me/calendars")]
pub(super) async fn create(door: Door) -> Result<HttpResponse, Problem> {
    let body = door.body::<CalendarInput>();
    let id: CalendarId = door.new_id();
    let mut bits = [0u8; 16];
    rand::fill(&mut bits[..]);
    let token = URL_SAFE_NO_PAD.encode(bits);
    let hash = tokens::hash(&token);
    door.write(Action::CreateCalendar, Streams::default(), move |writer| {
        let granted = writer.general()?;
        let input = body.read(&granted)?;
        let name = input.name.trim();
        if name.is_empty() || name.chars().count() > LONGEST {
            let wrong = NAME.violation().at("/name");
            return Err(Failure::invalid(wrong.with("most", LONGEST)));
        }
        let me = writer.actor()?.employee;
        if writer.calendars_of(me)?.len() >= MOST {
            return Err(Failure::conflict(TOO_MANY.violation().with("most", MOST)));
        }
        writer.insert_calendar(id, me, name, &hash)?;
        let view = NewCalendar {
            calendar: CalendarView {
                id,
                name: name.to_owned(),
                made_at: writer.now(),
            },
            path: format!("/api/v1/calendars/{token}.ics"),
        };
        created(
            writer.epoch(),
            1,
            format!("/api/v1/me/calendars/{id}"),
            &view,
        )
    })
    .await
}

/// End a calendar of one's own
#[utoipa::path(tag = "me", operation_id = "endCalendar", security(("bearer" = [])),
    params(("calendar" = CalendarId, Path, description = "The calendar")), responses(
    (status = 204, description = "Its address shows nothing any more"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "None of yours", body = ProblemBody, content_type = "application/problem+json"),
))]
#[delete("/me/calendars/{calendar}")]
pub(super) async fn end(door: Door, id: Id<CalendarId>) -> Result<HttpResponse, Problem> {
    door.write(Action::EndCalendar, Streams::default(), move |writer| {
        writer.general()?;
        let me = writer.actor()?.employee;
        if writer.end_calendar(id.0, me)? {
            Ok(nothing())
        } else {
            Err(Failure::NotThere)
        }
    })
    .await
}
