//! Who works when, with which competence: enough hands, and no working-time rule broken.

use super::*;
use domain::{
    duty::{holder, rota_faults},
    ids::{AgreementId, UnitId},
    interval::Interval,
    law::Law,
    organisation::{CompetenceCode, Duty, Profession, Role},
    period::{Period, days_after, days_before},
    service::ServiceType,
    shift::{
        Shift, ShiftKind,
        working_time::{AgreedLimits, Agreement, AgreementScope, Terms, WorkShift, breaches},
    },
    time::{instant, local_date, week_start},
    visit::Slot,
};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn duties_have_lawful_holders_and_silje_is_fordeler_today() {
    for (demo, today) in several() {
        for team in TEAMS.map(|name| demo.unit(name).unwrap()) {
            let member = |id| {
                demo.memberships
                    .iter()
                    .any(|m| m.unit == team.id && m.employee == id)
            };
            let has = |id, competence| may(employee_of(demo, id), today).contains(&competence);
            for rota in &team.duties {
                assert_eq!(rota_faults(rota, member, has), []);
                assert!(rota.order.len() >= 2);
            }
        }
        let duties = &demo.unit(SKULLERUD).unwrap().duties;
        let fordeler = duties.iter().find(|d| d.duty == Duty::Fordeler).unwrap();
        let silje = demo.employee("silje.aune").unwrap().id;
        let on_shift = |id| {
            demo.shifts.iter().any(|s| {
                s.employee == Some(id)
                    && local_date(s.interval.from) == today
                    && s.kind == ShiftKind::Day
            })
        };
        assert_eq!(holder(fordeler, today, on_shift, silje).employee, silje);
        let kari = demo.employee("kari.nordby").unwrap().id;
        assert_eq!(
            holder(fordeler, days_after(today, 1), |_| true, silje).employee,
            kari
        );
    }
}

#[test]
fn each_team_has_a_leader_and_certificates_that_soon_expire() {
    let (demo, today) = one();
    for team in TEAMS.map(|name| demo.unit(name).unwrap()) {
        let at: Vec<_> = demo
            .memberships
            .iter()
            .filter(|m| m.unit == team.id)
            .collect();
        assert_eq!(
            at.iter()
                .filter(|m| m.role == Role::Leader && m.share == 100)
                .count(),
            1
        );
        let soon = days_after(today, 60);
        let expiring = at
            .iter()
            .flat_map(|m| &employee_of(demo, m.employee).certificates)
            .filter(|(_, c)| c.until.is_some_and(|until| until <= soon));
        assert!(expiring.count() >= 2);
    }
    let office = |m: &&domain::organisation::Membership| m.role == Role::OfficeLeader;
    assert_eq!(demo.memberships.iter().filter(office).count(), 2);
    assert_eq!(demo.municipal_roles.len(), 2);
}

/// Minutes and nurse minutes needed on a day, and the number of visits, by part: until 15, after.
struct Need {
    visits: usize,
    minutes: [i64; 2],
    nurse: [i64; 2],
}

fn needed(demo: &DemoMunicipality, unit: UnitId, day: NaiveDate) -> Need {
    let mut visits: BTreeMap<(_, Option<Slot>), (i64, BTreeSet<CompetenceCode>)> = BTreeMap::new();
    for c in demo.caseload(unit) {
        for t in &c.plan.tiltak {
            let by_team = t.content.service != ServiceType::OccupationalTherapy;
            if by_team && !t.content.dates_between(day, day).is_empty() {
                let visit = visits.entry((c.citizen.id, t.content.slot)).or_default();
                visit.0 += i64::from(t.content.minutes * t.content.employees);
                visit.1.extend(t.content.competences.iter().copied());
            }
        }
    }
    let mut need = Need {
        visits: visits.len(),
        minutes: [0; 2],
        nurse: [0; 2],
    };
    const TRAVEL: i64 = 5;
    for ((_, slot), (minutes, competences)) in visits {
        let part = usize::from(matches!(slot, Some(Slot::Ettermiddag | Slot::Kveld)));
        need.minutes[part] += minutes + TRAVEL;
        if competences.contains(&CompetenceCode::Nursing) {
            need.nurse[part] += minutes + TRAVEL;
        }
    }
    need
}

/// Minutes at work by part, of all who go rota and of nurses.
fn at_work(demo: &DemoMunicipality, unit: UnitId, day: NaiveDate) -> [[i64; 2]; 2] {
    let mut found = [[0; 2]; 2];
    for shift in shifts_on(demo, unit, day).filter(|s| s.kind != ShiftKind::DayOnly) {
        let employee = employee_of(demo, shift.employee.unwrap());
        let three = instant(day, chrono::NaiveTime::from_hms_opt(15, 0, 0).unwrap());
        let from = shift.interval.from;
        // Half an hour is break, another is report.
        let early = (three.min(shift.interval.until) - from)
            .num_minutes()
            .max(0);
        let late = (shift.interval.until - three.max(from))
            .num_minutes()
            .max(0);
        let [early, late] = if late > early {
            [early, late - 60]
        } else {
            [early - 60, late]
        };
        for (part, minutes) in [early, late].into_iter().enumerate() {
            found[0][part] += minutes;
            if matches!(
                employee.profession,
                Profession::Nurse | Profession::SocialEducator
            ) {
                found[1][part] += minutes;
            }
        }
    }
    found
}

fn shifts_on(
    demo: &DemoMunicipality,
    unit: UnitId,
    day: NaiveDate,
) -> impl Iterator<Item = &Shift> {
    demo.shifts
        .iter()
        .filter(move |s| s.unit == unit && local_date(s.interval.from) == day)
}

#[test]
fn a_days_visits_are_as_many_as_a_teams_and_its_shifts_can_hold_them() {
    let mut short = Vec::new();
    for (demo, today) in several() {
        for (name, most) in [(SKULLERUD, 125), (BOGERUD, 180), (KAMPEN, 125)] {
            let unit = demo.unit(name).unwrap().id;
            for ahead in 0..28 {
                let day = days_after(today, ahead);
                let need = needed(demo, unit, day);
                if !(90..=most).contains(&need.visits) {
                    short.push(format!("{name} {day}: {}", need.visits));
                }
                let [all, nurses] = at_work(demo, unit, day);
                for part in 0..2 {
                    let enough = need.minutes[part] <= all[part] && need.nurse[part] < nurses[part];
                    if !enough {
                        let minutes = (need.minutes, need.nurse);
                        short.push(format!(
                            "{name} {day} {part}: {minutes:?} of {all:?} {nurses:?}"
                        ));
                    }
                }
            }
        }
    }
    assert!(short.is_empty(), "{short:#?}");
}

#[test]
fn shifts_do_not_overlap_and_keep_the_working_time_rules() {
    let agreement = |from| Agreement {
        id: AgreementId(uuid::Uuid::nil()),
        scope: AgreementScope::Unit(UnitId(uuid::Uuid::nil())),
        name: "Særavtale for demoen".to_owned(),
        period: Period { from, until: None },
        limits: AgreedLimits {
            day_minutes: Some(600),
            long_day_minutes: Some(750),
            average_weeks: Some(26),
            peak_week_minutes: Some(3240),
            daily_rest_minutes: Some(480),
            weekly_rest_minutes: Some(1680),
            sunday_every: Some(4),
            day_total_minutes: Some(960),
            ..AgreedLimits::default()
        },
    };
    let rows = Law::embedded().unwrap().working_time;
    for (demo, today) in several() {
        let first = week_start(today);
        let terms = Terms::new(rows.clone(), vec![agreement(days_before(first, 400))]);
        for employee in &demo.employees {
            let hers = demo
                .shifts
                .iter()
                .filter(|s| s.employee == Some(employee.id));
            let mut hers: Vec<WorkShift> = hers
                .map(|s| WorkShift {
                    interval: s.interval,
                    kind: s.kind,
                    overtime: false,
                    break_minutes: None,
                })
                .collect();
            hers.sort_by_key(|s| s.interval);
            let apart = |w: &[WorkShift]| !w[0].interval.overlaps(w[1].interval);
            assert!(hers.windows(2).all(apart), "{}", employee.user_name);
            let mondays = (0..4).map(|week| days_after(first, 7 * week));
            let found: Vec<_> = breaches(&hers, mondays.clone(), &terms);
            assert_eq!(found, [], "{} {today}", employee.user_name);
            // Stricter than the agreement: never two Sundays in a row.
            let works = |day| hers.iter().any(|s| s.interval.overlaps(Interval::day(day)));
            for monday in mondays {
                let (before, sunday) = (days_before(monday, 1), days_after(monday, 6));
                assert!(
                    !(works(before) && works(sunday)),
                    "{} {monday}",
                    employee.user_name
                );
            }
        }
    }
}
