//! The care team: who may stand where, what is missing, who acts (R-CIT-2, R-CIT-3, R-PLAN-3).

use super::*;
use uuid::Uuid;

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
}
fn who(n: u128) -> EmployeeId {
    EmployeeId(Uuid::from_u128(n))
}
fn member(n: u128, role: CareRole) -> CareTeamMember {
    CareTeamMember {
        employee: who(n),
        role,
        from: day(1),
        until: None,
    }
}
fn colleague(n: u128, profession: Profession) -> Colleague {
    Colleague {
        employee: who(n),
        profession,
        in_team: true,
        absent: false,
    }
}
fn ladder() -> CareTeam {
    CareTeam {
        members: vec![member(1, CareRole::Primary), member(2, CareRole::Secondary)],
        responsible_nurse: None,
    }
}
fn staff() -> Vec<Colleague> {
    vec![
        colleague(1, Profession::Nurse),
        colleague(2, Profession::HealthcareWorker),
        colleague(3, Profession::Assistant),
    ]
}
fn codes(team: &CareTeam) -> Vec<&'static str> {
    let found = check_care_team(team, &staff(), day(22));
    found.iter().map(|v| v.reason.code).collect()
}

#[test]
fn primary_needs_higher_education_and_secondary_at_least_helsefagarbeider() {
    assert_eq!(codes(&ladder()), [] as [&str; 0]);
    let mut team = ladder();
    team.members[0].employee = who(2);
    team.members[1].employee = who(3);
    assert_eq!(
        codes(&team),
        ["primary-contact-education", "secondary-contact-education"]
    );
}

#[test]
fn refuses_two_primaries_at_once_but_not_one_after_the_other() {
    let mut team = ladder();
    team.members[1] = member(4, CareRole::Primary);
    assert!(codes(&team).contains(&"two-contacts-at-once"));
    team.members[0].until = Some(day(9));
    team.members[1].from = day(10);
    assert!(!codes(&team).contains(&"two-contacts-at-once"));
}

#[test]
fn refuses_one_person_as_both_and_a_stranger_to_the_team() {
    let mut team = ladder();
    team.members[1].employee = who(1);
    assert_eq!(codes(&team), ["same-contact-twice"]);
    team.members[1].employee = who(9);
    assert_eq!(codes(&team), ["contact-not-in-team"]);
}

#[test]
fn a_contact_who_left_the_team_is_a_gap_and_no_name() {
    let mut staff = staff();
    staff[0].in_team = false;
    assert_eq!(
        gaps(&ladder(), &staff, day(22), true),
        [CareGap::PrimaryLeft, CareGap::NoResponsibleNurse]
    );
    assert_eq!(
        gaps(&CareTeam::default(), &staff, day(22), false),
        [CareGap::NoPrimary, CareGap::NoSecondary]
    );
}

#[test]
fn the_secondary_holds_the_tasks_while_the_primary_is_absent() {
    let mut staff = staff();
    staff[0].absent = true;
    let acting = ladder().acting_primary(&staff, day(22)).unwrap();
    assert_eq!(
        (acting.employee, acting.stands_in_for),
        (who(2), Some(who(1)))
    );
}

#[test]
fn the_secondary_may_change_the_plan_only_where_her_education_allows_it() {
    let mut staff = staff();
    staff[0].absent = true;
    assert!(!ladder().may_change_plan(who(2), &staff, day(22)));
    staff[1].profession = Profession::SocialEducator;
    assert!(ladder().may_change_plan(who(2), &staff, day(22)));
    staff[0].absent = false;
    assert!(!ladder().may_change_plan(who(2), &staff, day(22)));
    assert!(ladder().may_change_plan(who(1), &staff, day(22)));
}

#[test]
fn the_primary_contact_is_responsible_nurse_when_a_nurse() {
    assert_eq!(ladder().nurse_on(&staff(), day(22)), Some(who(1)));
    let mut staff = staff();
    staff[0].profession = Profession::Physiotherapist;
    assert_eq!(ladder().nurse_on(&staff, day(22)), None);
    let mut team = ladder();
    team.responsible_nurse = Some(who(2));
    assert_eq!(codes(&team), ["responsible-nurse-profession"]);
}
