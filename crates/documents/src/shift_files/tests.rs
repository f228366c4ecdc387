//! Files are read whole or not at all, and no bytes break the reader (R-SHF-1, SEC-19).

use super::*;
use domain::time::{day_start, local_time};
use proptest::prelude::*;
use uuid::Uuid;

fn people() -> Vec<Person> {
    let person = |n, name: &str, user_name: &str| Person {
        employee: EmployeeId(Uuid::from_u128(n)),
        name: name.into(),
        user_name: user_name.into(),
    };
    vec![
        person(1, "Kari Nordby", "kari"),
        person(2, "Per Haugen", "per"),
        person(3, "Per Haugen", "per2"),
    ]
}
fn who(n: u128) -> EmployeeId {
    EmployeeId(Uuid::from_u128(n))
}
fn codes(text: &str) -> Vec<(String, &'static str)> {
    let faults = read(text.as_bytes(), &people(), None, 100).unwrap_err();
    let pointed = faults.into_iter().map(Fault::pointed);
    pointed
        .map(|v| (v.pointer.clone().unwrap_or_default(), v.reason.code))
        .collect()
}

#[test]
fn a_table_is_read_by_name_or_log_in_with_kind_break_and_overtime() {
    let text = "ansatt;dato;fra;til;type;pause;overtid\r\n\
        kari;2026-11-23;07:30;15:00;;;\r\n\
        Kari Nordby;24.11.2026;15.00;22.30;kveld;30;ja\r\n\
        per2;28.03.2026;22:00;07:00;natt;;nei\r\n\
        ledig;2026-11-25;07:30;15:00;;;\r\n";
    let shifts = read(text.as_bytes(), &people(), None, 100).unwrap();
    assert_eq!(shifts.len(), 4);
    assert_eq!(
        (shifts[0].employee, shifts[0].kind),
        (Some(who(1)), ShiftKind::Day)
    );
    assert_eq!(
        (shifts[1].break_minutes, shifts[1].overtime),
        (Some(30), true)
    );
    // The night the clock goes forward has eight hours.
    assert_eq!(
        (shifts[2].interval.minutes(), shifts[2].employee),
        (480, Some(who(3)))
    );
    assert_eq!(shifts[3].employee, None);
}

#[test]
fn every_fault_of_a_table_is_told_with_its_line_and_column() {
    let text = "ansatt;dato;fra;til;type;pause;overtid;farge\n\
        nina;31.02.2026;7;25:00;fri;lang;kanskje;blå\n\
        Per Haugen;2026-11-23;07:30;15:00;;;;\n\
        kari;2026-11-23\n";
    let found = codes(text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(at, code)| (at.as_str(), *code))
        .collect();
    assert_eq!(
        found,
        [
            ("/lines/1", "shift-column-unknown"),
            ("/lines/2/ansatt", "shift-nobody"),
            ("/lines/2/dato", "shift-not-a-day"),
            ("/lines/2/fra", "shift-not-a-time"),
            ("/lines/2/til", "shift-not-a-time"),
            ("/lines/2/type", "shift-not-a-kind"),
            ("/lines/2/pause", "shift-not-minutes"),
            ("/lines/2/overtid", "shift-not-yes-or-no"),
            ("/lines/3/ansatt", "shift-two-of-one-name"),
            ("/lines/4", "shift-cell-count"),
        ]
    );
    assert_eq!(codes("")[0].1, "shift-file-empty");
    assert_eq!(codes("ansatt;fra\n").len(), 2);
}

fn calendar(event: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

#[test]
fn a_calendar_of_one_employee_is_read_in_utc_and_in_local_time() {
    for times in [
        "DTSTART:20261123T063000Z\r\nDTEND:20261123T140000Z\r\n",
        "DTSTART;TZID=Europe/Oslo:20261123T073000\r\nDTEND;TZID=Europe/Oslo:20261123T150000\r\n",
        "DTSTART:20261123T073000\r\nDTEND:20261123T150000\r\n",
    ] {
        let text = calendar(times);
        let shifts = read(text.as_bytes(), &people(), Some(who(2)), 100).unwrap();
        assert_eq!(local_time(shifts[0].interval.from).to_string(), "07:30:00");
        assert_eq!(
            (shifts[0].employee, shifts[0].interval.minutes()),
            (Some(who(2)), 450)
        );
    }
    let named = calendar(
        "ATTENDEE;CN=\"Kari Nordby\":mailto:k@example.no\r\nCATEGORIES:natt\r\n\
         DTSTART:20261123T220000\r\nDTEND:20261124T070000\r\n",
    );
    let shifts = read(named.as_bytes(), &people(), None, 100).unwrap();
    assert_eq!(
        (shifts[0].employee, shifts[0].kind),
        (Some(who(1)), ShiftKind::Night)
    );
    let by_address = calendar(
        "ATTENDEE:mailto:per2@x.no\r\nDTSTART:20261123T073000\r\nDTEND:20261123T150000\r\n",
    );
    let shifts = read(by_address.as_bytes(), &people(), None, 100).unwrap();
    assert_eq!(shifts[0].employee, Some(who(3)));
}

#[test]
fn every_fault_of_an_event_is_told() {
    let text = calendar(
        "RRULE:FREQ=WEEKLY\r\nDTSTART:20261123\r\nDTEND;TZID=Asia/Tokyo:20261123T150000\r\n",
    );
    let found = codes(&text);
    let found: Vec<_> = found
        .iter()
        .map(|(at, code)| (at.as_str(), *code))
        .collect();
    assert_eq!(
        found,
        [
            ("/events/1/RRULE", "calendar-repeats"),
            ("/events/1/ATTENDEE", "calendar-whose"),
            ("/events/1/DTSTART", "shift-not-a-time"),
            ("/events/1/DTEND", "calendar-zone"),
        ]
    );
    assert_eq!(
        codes("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")[0].1,
        "calendar-unreadable"
    );
}

#[test]
fn what_we_write_we_can_read() {
    let interval = Interval {
        from: day_start("2026-11-23".parse().unwrap()),
        until: day_start("2026-11-24".parse().unwrap()),
    };
    let entry = crate::shift_calendar::Entry {
        id: Uuid::from_u128(7),
        interval,
        title: "Nattevakt, Team; Skullerud".into(),
        place: "Team Skullerud".into(),
    };
    let text = crate::shift_calendar::write("Vakter", &[entry], interval.from);
    let shifts = read(text.as_bytes(), &people(), Some(who(1)), 10).unwrap();
    assert_eq!(shifts[0].interval, interval);
    assert!(
        text.contains("SUMMARY:Nattevakt\\, Team\\; Skullerud"),
        "{text}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300), calendar: bool) {
        let mut file = if calendar { b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n".to_vec() } else { Vec::new() };
        file.extend(bytes);
        read(&file, &people(), None, 10).ok();
    }
}
