//! The demo passes the domain's own checks, whatever the seed and the day.

mod records;
mod staff;

use super::{units::*, *};
use chrono::{Datelike, Weekday};
use domain::{
    charter::check_charter,
    citizen::{Identity, care_team::Colleague},
    ids::{EmployeeId, UnitId},
    national_number::{AcceptancePolicy, NationalNumber},
    organisation::{CompetenceCode, competences_on},
    period::{days_after, days_before},
    shift::{Shift, ShiftKind},
    time::{instant, local_date, local_time},
};
use std::{collections::BTreeSet, sync::LazyLock};

const TEAMS: [&str; 3] = [SKULLERUD, BOGERUD, KAMPEN];

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}
/// A Sunday, a Wednesday, and a Friday before the clocks change.
fn several() -> impl Iterator<Item = (&'static DemoMunicipality, NaiveDate)> {
    static SEVERAL: LazyLock<Vec<(DemoMunicipality, NaiveDate)>> = LazyLock::new(|| {
        let days = [
            (1, day(2026, 11, 22)),
            (2, day(2027, 2, 10)),
            (3, day(2027, 3, 26)),
        ];
        let on = |(seed, today)| (municipality(seed, today), today);
        days.map(on).into()
    });
    SEVERAL.iter().map(|(demo, today)| (demo, *today))
}
fn one() -> (&'static DemoMunicipality, NaiveDate) {
    several().next().unwrap()
}
fn noon(day: NaiveDate) -> chrono::DateTime<chrono::Utc> {
    instant(day, chrono::NaiveTime::from_hms_opt(12, 0, 0).unwrap())
}
fn employee_of(demo: &DemoMunicipality, id: EmployeeId) -> &DemoEmployee {
    demo.employees.iter().find(|e| e.id == id).unwrap()
}
fn may(employee: &DemoEmployee, day: NaiveDate) -> BTreeSet<CompetenceCode> {
    let held: Vec<_> = employee.certificates.iter().map(|(_, c)| *c).collect();
    competences_on(employee.profession, &held, day)
}
fn colleagues(demo: &DemoMunicipality, unit: UnitId) -> Vec<Colleague> {
    let members = demo.memberships.iter().filter(|m| m.unit == unit);
    members
        .map(|m| Colleague {
            employee: m.employee,
            profession: employee_of(demo, m.employee).profession,
            in_team: true,
            absent: false,
        })
        .collect()
}

#[test]
fn the_same_seed_and_day_give_the_same_municipality() {
    let (demo, today) = one();
    assert!(municipality(1, today) == *demo);
    assert!(municipality(8, today) != *demo);
}

#[test]
fn teams_have_the_positions_and_citizens_of_the_report() {
    for (demo, _) in several() {
        let sizes = TEAMS.map(|name| {
            let unit = demo.unit(name).unwrap().id;
            let at = demo.memberships.iter().filter(|m| m.unit == unit);
            (
                at.map(|m| m.share).sum::<i32>(),
                demo.caseload(unit).count(),
            )
        });
        assert_eq!(sizes, [(1150, 60), (1400, 85), (1000, 60)]);
    }
}

#[test]
fn every_number_is_synthetic_valid_and_nobody_elses() {
    for (demo, _) in several() {
        let mut seen = BTreeSet::new();
        for number in demo.citizens.iter().filter_map(|c| c.number.as_ref()) {
            let text = number.reveal();
            assert!(NationalNumber::parse(&text, AcceptancePolicy::Demo).is_ok());
            assert!(seen.insert(text));
        }
        assert_eq!(seen.len(), demo.citizens.len() - 1);
        let without = demo
            .citizens
            .iter()
            .filter(|c| matches!(c.citizen.identity, Identity::None { .. }));
        assert_eq!(without.count(), 1);
    }
}

#[test]
fn names_and_user_names_are_unique_and_all_ids_differ() {
    for (demo, _) in several() {
        let names: BTreeSet<_> = demo
            .citizens
            .iter()
            .map(|c| c.citizen.content.name.full())
            .collect();
        assert_eq!(names.len(), demo.citizens.len());
        let users: BTreeSet<_> = demo.employees.iter().map(|e| &e.user_name).collect();
        assert_eq!(users.len(), demo.employees.len());
        let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '.' | '-');
        assert!(users.iter().all(|u| u.chars().all(plain)));
        let ids: BTreeSet<_> = demo.shifts.iter().map(|s| s.id).collect();
        assert_eq!(ids.len(), demo.shifts.len());
    }
}

#[test]
fn an_area_belongs_to_one_team_and_holds_its_citizens() {
    let (demo, _) = one();
    let mut seen = BTreeSet::new();
    for team in TEAMS.map(|name| demo.unit(name).unwrap()) {
        let charter = team.charter.as_ref().unwrap();
        assert!(check_charter(charter).is_ok());
        assert!(charter.area.iter().all(|code| seen.insert(code.clone())));
        for c in demo.caseload(team.id) {
            assert!(
                charter
                    .area
                    .contains(&c.citizen.content.address.postal_code)
            );
        }
    }
}

#[test]
fn the_main_characters_are_at_work_by_day_today_and_tomorrow() {
    for (demo, today) in several() {
        for name in ["kari.nordby", "silje.aune", "ola.tangen"] {
            let id = demo.employee(name).unwrap().id;
            for day in [today, days_after(today, 1)] {
                let there = demo.shifts.iter().any(|s| {
                    s.employee == Some(id)
                        && local_date(s.interval.from) == day
                        && local_time(s.interval.from).to_string() == "07:30:00"
                });
                assert!(there, "{name} {day}");
            }
        }
        let weekend = |s: &&Shift| {
            matches!(
                local_date(s.interval.from).weekday(),
                Weekday::Sat | Weekday::Sun
            )
        };
        assert!(
            demo.shifts
                .iter()
                .filter(weekend)
                .any(|s| s.kind == ShiftKind::Long)
        );
    }
}

#[test]
fn history_lies_in_the_last_ninety_days() {
    for (demo, today) in several() {
        for c in &demo.citizens {
            let days = days_before(today, 90)..today;
            assert!(c.done.iter().all(|d| days.contains(&d.date)));
        }
    }
}
