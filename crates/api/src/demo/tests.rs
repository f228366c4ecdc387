//! The demo passes the domain's own checks, whatever the seed and the day.

use super::{units::*, *};
use chrono::{Datelike, Weekday};
use domain::{
    assessment::check_completion,
    charter::check_charter,
    citizen::{
        Identity,
        care_team::{Colleague, check_care_team, gaps},
        check_citizen,
        contacts::check_contact,
    },
    delegation::{faults_at, subset_faults},
    duty::{holder, rota_faults},
    frame::{Frame, Standing, assess_change},
    ids::{AgreementId, EmployeeId, StatementId, UnitId},
    interval::Interval,
    law::Law,
    national_number::{AcceptancePolicy, NationalNumber},
    organisation::{CompetenceCode, Duty, Profession, Role, competences_on},
    period::{Period, days_after, days_before},
    recurrence::Recurrence,
    service::ServiceType,
    settings::Settings,
    shift::{
        Shift, ShiftKind,
        working_time::{AgreedLimits, Agreement, AgreementScope, Terms, WorkShift, breaches},
    },
    tiltaksplan::{check_content, plan_check},
    time::{instant, local_date, local_time, week_start},
    vedtak::{self, AssessmentFact, SubmissionFacts, VedtakState, check_submission},
    visit::Slot,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

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
fn citizens_and_their_contacts_and_care_teams_have_no_fault() {
    for (demo, today) in several() {
        for c in &demo.citizens {
            assert_eq!(
                check_citizen(&c.citizen.identity, &c.citizen.content, today),
                []
            );
            for contact in &c.contacts {
                assert_eq!(check_contact(&contact.content, today), []);
            }
            let colleagues = colleagues(demo, c.unit);
            assert_eq!(check_care_team(&c.care_team, &colleagues, today), []);
            assert_eq!(gaps(&c.care_team, &colleagues, today, true), []);
        }
        let protected = |c: &&DemoCitizen| !c.citizen.content.address.protection.may_be_shown();
        assert_eq!(demo.citizens.iter().filter(protected).count(), 2);
    }
}

#[test]
fn conversations_are_complete_and_plans_lack_nothing() {
    for (demo, today) in several() {
        for c in &demo.citizens {
            let content = &c.assessment.content;
            assert_eq!(check_completion(content, noon(today)), []);
            let statements: BTreeSet<StatementId> =
                content.statements.iter().map(|s| s.id).collect();
            assert_eq!(check_content(&c.plan, &statements, today), []);
            assert_eq!(plan_check(&c.plan, &[], today), []);
            assert!((1..=5).contains(&c.plan.tiltak.len()));
            assert!((1..=3).contains(&c.plan.goals.len()));
        }
        let texts: BTreeSet<_> = demo
            .citizens
            .iter()
            .flat_map(|c| c.assessment.content.statements.iter().map(|s| &s.text))
            .collect();
        assert!(texts.len() >= 50, "{}", texts.len());
    }
    let needs = needs::PACKAGES.iter().flat_map(|p| p.needs);
    for need in needs.chain([&needs::THERAPY]) {
        assert!(Recurrence::parse(need.rule).is_ok(), "{}", need.rule);
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
fn every_delegation_counts_but_the_one_that_ended_yesterday() {
    for (demo, today) in several() {
        let hanne = demo.employee("hanne.moe").unwrap().id;
        let find = |id| demo.delegations.iter().find(|d| d.id == id).unwrap();
        for link in &demo.delegations {
            let codes: Vec<_> = faults_at(&demo.delegations, link, noon(today))
                .iter()
                .map(|v| v.reason.code)
                .collect();
            if link.grant.holder == hanne {
                assert_eq!(codes, ["delegation-ended"]);
                assert_eq!(link.grant.period.until, Some(days_before(today, 1)));
                let yesterday = noon(days_before(today, 1));
                assert_eq!(faults_at(&demo.delegations, link, yesterday), []);
            } else {
                assert_eq!(codes, [] as [&str; 0]);
            }
            if let Some(parent) = link.grant.parent {
                assert_eq!(subset_faults(&link.grant, &find(parent).grant), []);
            }
        }
    }
}

#[test]
fn every_vedtak_could_be_submitted_was_signed_and_fits_the_plan() {
    for (demo, today) in several() {
        let settings = domain::law::Law::embedded().unwrap().on(today);
        let people: Vec<_> = demo
            .employees
            .iter()
            .map(|e| (e.id, e.profession))
            .collect();
        for c in &demo.citizens {
            for signed in &c.vedtak {
                let signature = signed.signature.as_ref().unwrap();
                assert_eq!(signature.content_hash.len(), 64);
                assert!(!signed.editors.contains(&signature.by));
                assert!(signed.is_in_force(today));
                let draft = vedtak::Vedtak {
                    state: VedtakState::Draft,
                    ..signed.clone()
                };
                let facts = SubmissionFacts {
                    vedtak: &draft,
                    assessments: &[AssessmentFact {
                        id: c.assessment.id,
                        completed_at: c.assessment.completed_at,
                    }],
                    others: &[],
                    application: None,
                    people: &people,
                    impartiality: domain::habilitet::Impartiality {
                        citizen: c.citizen.id,
                        citizen_as_employee: None,
                        relations: &[],
                        subordinations: &[],
                    },
                    register: &demo.delegations,
                };
                assert_eq!(check_submission(&facts, &settings, signature.at), Ok(()));
            }
            let frames: Vec<Frame> = c.vedtak.iter().map(frame_of).collect();
            let tiltak = &c.plan.tiltak;
            for answer in assess_change(tiltak, tiltak, &frames, today, &Settings::default()) {
                assert_eq!(answer.standing, Standing::Inside, "{answer:?}");
            }
        }
    }
}

fn frame_of(signed: &vedtak::Vedtak) -> Frame {
    let Some(vedtak::Frame::MinutesPerWeek { from, to }) = signed.content.frame else {
        panic!("a visited service has minutes");
    };
    Frame {
        vedtak: signed.id,
        service: signed.content.service,
        minutes_from: from,
        minutes_to: to,
        from: signed.content.from.unwrap(),
        until: None,
    }
}

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
fn astrid_has_insulin_in_the_morning_and_is_known_to_kari_but_not_to_tone() {
    for (demo, today) in several() {
        let astrid = demo.citizen("Astrid Bøe").unwrap();
        assert_eq!(astrid.unit, demo.unit(SKULLERUD).unwrap().id);
        let insulin = astrid.plan.tiltak.iter().find(|t| {
            t.content.slot == Some(Slot::Morgen)
                && t.content.competences.contains(&CompetenceCode::Insulin)
        });
        let insulin = insulin.unwrap();
        assert!(
            astrid
                .plan
                .tiltak
                .iter()
                .any(|t| t.content.after.is_some_and(|a| a.tiltak == insulin.id))
        );
        let id = |name| demo.employee(name).unwrap().id;
        assert_eq!(astrid.care_team.members[0].employee, id("kari.nordby"));
        assert!(astrid.done.iter().any(|d| d.employee == id("kari.nordby")));
        assert!(astrid.done.iter().all(|d| d.employee != id("tone.vangen")));
        assert!(
            !may(demo.employee("ola.tangen").unwrap(), today).contains(&CompetenceCode::Insulin)
        );
        let tone = demo
            .memberships
            .iter()
            .filter(|m| m.employee == id("tone.vangen"));
        let units: Vec<_> = tone.map(|m| m.unit).collect();
        assert_eq!(units, [demo.unit(BOGERUD).unwrap().id]);
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
