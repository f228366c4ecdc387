//! Shifts as iCalendar (RFC 5545): one event for each shift, of one employee, or with one `ATTENDEE`.

use super::{Fault, Person, ReadShift, person, reasons::*};
use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use domain::{
    ids::EmployeeId,
    interval::Interval,
    reason::Violation,
    shift::{ShiftKind, kind_of},
    time::instant,
};
use ical::{parser::ical::component::IcalEvent, property::Property};

pub(super) fn read(
    bytes: &[u8],
    people: &[Person],
    whose: Option<EmployeeId>,
    most: usize,
) -> Result<Vec<ReadShift>, Vec<Fault>> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(vec![fault(1, None, NOT_TEXT.violation())]);
    };
    let mut faults = Vec::new();
    let mut shifts = Vec::new();
    let mut number = 0;
    for calendar in ical::IcalParser::new(text.as_bytes()) {
        let Ok(calendar) = calendar else {
            faults.push(fault(number + 1, None, NOT_A_CALENDAR.violation()));
            break;
        };
        for event in &calendar.events {
            number += 1;
            if usize::try_from(number).unwrap_or(usize::MAX) > most {
                faults.push(fault(number, None, TOO_MANY.violation().with("most", most)));
                return Err(faults);
            }
            match shift(event, people, whose) {
                Ok(shift) => shifts.push(shift),
                Err(wrong) => faults.extend(
                    wrong
                        .into_iter()
                        .map(|(property, violation)| fault(number, Some(property), violation)),
                ),
            }
        }
    }
    if number == 0 && faults.is_empty() {
        faults.push(fault(1, None, EMPTY.violation()));
    }
    if faults.is_empty() {
        Ok(shifts)
    } else {
        Err(faults)
    }
}

fn fault(number: u64, column: Option<&'static str>, violation: Violation) -> Fault {
    Fault {
        part: "events",
        number,
        column,
        violation,
    }
}

type Wrong = (&'static str, Violation);

fn shift(
    event: &IcalEvent,
    people: &[Person],
    whose: Option<EmployeeId>,
) -> Result<ReadShift, Vec<Wrong>> {
    let mut wrong: Vec<Wrong> = Vec::new();
    let property = |name: &str| event.properties.iter().find(|p| p.name == name);
    if property("RRULE").is_some() || property("RDATE").is_some() {
        wrong.push(("RRULE", REPEATS.violation()));
    }
    let employee = owner(event, people, whose);
    let from = at(property("DTSTART"));
    let until = at(property("DTEND"));
    match (employee, from, until) {
        (Ok(employee), Ok(from), Ok(until)) if wrong.is_empty() => {
            let interval = Interval { from, until };
            Ok(ReadShift {
                employee: Some(employee),
                interval,
                kind: property("CATEGORIES")
                    .and_then(|p| kind(p.value.as_deref()?))
                    .unwrap_or_else(|| kind_of(interval)),
                break_minutes: None,
                overtime: false,
            })
        }
        (employee, from, until) => {
            wrong.extend(employee.err().map(|v| ("ATTENDEE", v)));
            wrong.extend(from.err().map(|v| ("DTSTART", v)));
            wrong.extend(until.err().map(|v| ("DTEND", v)));
            Err(wrong)
        }
    }
}

/// Whose the event is: its one attendee by name or address, else the one the request names.
fn owner(
    event: &IcalEvent,
    people: &[Person],
    whose: Option<EmployeeId>,
) -> Result<EmployeeId, Violation> {
    let mut attendees = event.properties.iter().filter(|p| p.name == "ATTENDEE");
    match (attendees.next(), attendees.next()) {
        (None, _) => whose.ok_or_else(|| WHOSE.violation()),
        (Some(_), Some(_)) => Err(WHOSE.violation()),
        (Some(attendee), None) => {
            let parameters = attendee.params.iter().flatten();
            let name = parameters
                .filter(|(key, _)| key == "CN")
                .find_map(|(_, values)| values.first());
            let address = attendee.value.as_deref().unwrap_or_default();
            let address = address.get(7..).filter(|_| {
                address
                    .get(..7)
                    .is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
            });
            let log_in = address.and_then(|a| a.split('@').next());
            let named = [name.map(String::as_str), log_in];
            let mut tried = named.into_iter().flatten().map(|text| person(people, text));
            let first = tried.next().unwrap_or_else(|| Err(NOBODY.violation()));
            first.or_else(|fault| tried.next().unwrap_or(Err(fault)))
        }
    }
}

/// The instant of a property: in UTC, in the municipality's zone, or floating, which is the same.
fn at(property: Option<&Property>) -> Result<DateTime<Utc>, Violation> {
    let property = property.ok_or_else(|| NOT_A_TIME.violation())?;
    let text = property.value.as_deref().unwrap_or_default();
    let parse = |text: &str| {
        NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").map_err(|_| NOT_A_TIME.violation())
    };
    if let Some(utc) = text.strip_suffix('Z') {
        return parse(utc).map(|at| Utc.from_utc_datetime(&at));
    }
    let zones = property.params.iter().flatten();
    let zone = zones
        .filter(|(key, _)| key == "TZID")
        .find_map(|(_, values)| values.first());
    let ours = zone.is_none_or(|zone| {
        let last = zone.rsplit('/').next().unwrap_or(zone);
        matches!(last, "Oslo" | "Berlin" | "Stockholm" | "Copenhagen")
            || matches!(
                zone.as_str(),
                "W. Europe Standard Time" | "Romance Standard Time"
            )
    });
    if !ours {
        return Err(OTHER_ZONE.violation());
    }
    let local = parse(text)?;
    Ok(instant(local.date(), local.time()))
}

fn kind(text: &str) -> Option<ShiftKind> {
    Some(match text.trim().to_lowercase().as_str() {
        "dag" | "dagvakt" => ShiftKind::Day,
        "kveld" | "kveldsvakt" => ShiftKind::Evening,
        "natt" | "nattevakt" => ShiftKind::Night,
        "lang" | "langvakt" => ShiftKind::Long,
        "dagtid" => ShiftKind::DayOnly,
        _ => return None,
    })
}
