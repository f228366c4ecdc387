//! `GET /calendars/{token}.ics`: one employee's shifts. The address itself is the key; it is never
//! written to a log, where only route templates stand.

use crate::{
    door::Door,
    problem::{Problem, ProblemBody},
    tokens,
};
use actix_web::{HttpResponse, get, http::header, web::Path};
use chrono::TimeDelta;
use documents::shift_calendar::{Entry, write};
use domain::{interval::Interval, policy::Action, reason::Language};
use persistence::Failure;

/// How much is shown before and after now.
const BACK: TimeDelta = TimeDelta::weeks(4);
const AHEAD: TimeDelta = TimeDelta::weeks(26);
/// What one address can be at most.
const LONGEST: usize = 64;

const fn title(language: Language) -> &'static str {
    match language {
        Language::Nb | Language::Nn => "Vakter",
        Language::En => "Shifts",
    }
}

/// Shifts as a calendar
///
/// iCalendar, for the calendar on a phone: kind of shift and unit, no citizens and no colleagues. An
/// address that has ended, and one that never was, answer the same.
#[utoipa::path(tag = "me", operation_id = "getCalendar",
    params(("token" = String, Path, description = "The address's 128 bits", example = "lVb8uQ7yq1m0n2v3c4x5zA")), responses(
    (status = 200, description = "From four weeks ago until half a year ahead", body = String, content_type = "text/calendar"),
    (status = 404, description = "There is no such calendar", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/calendars/{token}.ics")]
pub(super) async fn handler(door: Door, token: Path<String>) -> Result<HttpResponse, Problem> {
    let token = token.into_inner();
    let hash = tokens::hash(token.get(..LONGEST).unwrap_or(&token));
    let language = door.language;
    let text = door
        .look(Action::GetCalendar, move |reader| {
            reader.general()?;
            let now = reader.asked_at();
            let owner = reader.calendar_owner(&hash)?.ok_or(Failure::NotThere)?;
            let during = Interval {
                from: now - BACK,
                until: now + AHEAD,
            };
            let shifts = reader.shifts_of(&[owner], during)?;
            let units = reader.units()?;
            let entries: Vec<Entry> = shifts
                .into_iter()
                .map(|shift| {
                    let unit = units.iter().find(|unit| unit.id == shift.unit);
                    let place = unit.map_or_else(String::new, |unit| unit.name.clone());
                    let kind = shift.kind.term().text(language);
                    Entry {
                        id: shift.id.into(),
                        interval: shift.interval,
                        title: format!("{kind}, {place}"),
                        place,
                    }
                })
                .collect();
            Ok(write(title(language), &entries, now))
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .content_type("text/calendar; charset=utf-8")
        .body(text))
}
