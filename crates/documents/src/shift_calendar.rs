//! One employee's shifts as iCalendar, for the calendar on her phone. No citizens, no colleagues.

use chrono::{DateTime, Utc};
use domain::interval::Interval;
use ical::{
    generator::Emitter,
    parser::ical::component::{IcalCalendar, IcalEvent},
    property::Property,
};
use uuid::Uuid;

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is recognised by the next time.
    pub id: Uuid,
    /// When.
    pub interval: Interval,
    /// What it says.
    pub title: String,
    /// Where: the unit.
    pub place: String,
}

/// The calendar as text; `now` is when it was made.
pub fn write(name: &str, entries: &[Entry], now: DateTime<Utc>) -> String {
    let properties = vec![
        property("VERSION", "2.0".into()),
        property("PRODID", "-//Tillit//Vakter//NO".into()),
        property("CALSCALE", "GREGORIAN".into()),
        property("METHOD", "PUBLISH".into()),
        property("X-WR-CALNAME", escaped(name)),
        property("REFRESH-INTERVAL;VALUE=DURATION", "PT1H".into()),
    ];
    let events = entries.iter().map(|entry| IcalEvent {
        properties: vec![
            property("UID", format!("{}@tillit", entry.id)),
            property("DTSTAMP", at(now)),
            property("DTSTART", at(entry.interval.from)),
            property("DTEND", at(entry.interval.until)),
            property("SUMMARY", escaped(&entry.title)),
            property("LOCATION", escaped(&entry.place)),
            property("CLASS", "PRIVATE".into()),
        ],
        alarms: Vec::new(),
    });
    IcalCalendar {
        properties,
        events: events.collect(),
        ..IcalCalendar::default()
    }
    .generate()
}

fn property(name: &str, value: String) -> Property {
    Property {
        name: name.to_owned(),
        params: None,
        value: Some(value),
    }
}

fn at(instant: DateTime<Utc>) -> String {
    instant.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as RFC 5545 § 3.3.11 wants it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
