//! Any bytes are shifts or a list of faults, as iCalendar and as a table (SEC-19). As many cases as
//! `PROPTEST_CASES` says.

use super::{Person, read};
use domain::ids::EmployeeId;
use proptest::prelude::*;
use uuid::Uuid;

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n\
    DTSTART;TZID=Europe/Oslo:20261123T073000\r\nDTEND;TZID=\"Europe/Oslo\":20261123T150000\r\n\
    ATTENDEE;CN=\"Kari Nordby\":mailto:kari@example.org\r\nCATEGORIES:Dag\r\nSUMMARY:Dagv\r\n akt\r\n\
    BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n\
    DTSTART:20261124T140000Z\r\nDTEND:20261124T213000Z\r\nATTENDEE:MAILTO:per@example.org\r\nEND:VEVENT\r\n\
    END:VCALENDAR\r\n";
const TABLE: &str = "ansatt;dato;fra;til;type;pause;overtid\r\nkari;2026-11-23;07:30;15:00;;;\r\n\
    per;24.11.2026;15.00;22.30;kveld;30;ja\r\n";

/// What an iCalendar parser stumbles over: lines that fold, nest, end nothing, or never end.
const TRAPS: [&str; 10] = [
    "\r\n ",
    "BEGIN:VEVENT\r\n",
    "END:VEVENT\r\n",
    "BEGIN:VCALENDAR\r\n",
    ";TZID=\"",
    ":::",
    "\\n\\",
    "RRULE:FREQ=DAILY\r\n",
    "DTEND:99999999T999999Z\r\n",
    "\u{feff}",
];

/// A good file with some of it replaced, cut off, said twice or broken into.
fn nearly_good() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0u8..4);
    let changes = proptest::collection::vec(change, 1..12);
    (any::<bool>(), changes).prop_map(|(calendar, changes)| {
        let good = if calendar { CALENDAR } else { TABLE };
        let mut bytes = good.as_bytes().to_vec();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at.max(20)),
                2 => bytes.insert(at, byte),
                _ => {
                    let trap = TRAPS[usize::from(byte) % TRAPS.len()];
                    bytes.splice(at..at, trap.bytes());
                }
            }
        }
        bytes
    })
}

fn people() -> Vec<Person> {
    [(1, "Kari Nordby", "kari"), (2, "Per Haugen", "per")]
        .map(|(n, name, user_name)| Person {
            employee: EmployeeId(Uuid::from_u128(n)),
            name: name.into(),
            user_name: user_name.into(),
        })
        .into()
}

proptest! {
    #[test]
    fn any_bytes_are_shifts_or_a_list_of_faults(
        bytes in prop_oneof![
            nearly_good(),
            proptest::collection::vec(any::<u8>(), 0..600)
                .prop_map(|tail| [b"BEGIN:VCALENDAR\r\n".as_slice(), &tail].concat()),
            proptest::collection::vec(prop::sample::select(TRAPS.to_vec()), 0..200)
                .prop_map(|traps| ["BEGIN:VCALENDAR\r\n", &traps.concat()].concat().into_bytes()),
        ],
        named in any::<bool>(),
    ) {
        let whose = named.then(|| EmployeeId(Uuid::from_u128(1)));
        match read(&bytes, &people(), whose, 50) {
            Ok(shifts) => {
                prop_assert!(shifts.len() <= 50);
                let known = people();
                prop_assert!(shifts.iter().all(|s| s.employee.is_none_or(|who| known.iter().any(|p| p.employee == who))));
            }
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}

#[test]
fn a_file_of_nothing_but_beginnings_is_refused_and_breaks_nothing() {
    let nested = format!(
        "BEGIN:VCALENDAR\r\n{}",
        "BEGIN:VEVENT\r\nBEGIN:VALARM\r\n".repeat(100_000)
    );
    assert!(
        !read(nested.as_bytes(), &people(), None, 50)
            .unwrap_err()
            .is_empty()
    );
}
