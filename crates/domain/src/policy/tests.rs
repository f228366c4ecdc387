use super::*;
use crate::{
    ids::*,
    organisation::{Membership, Profession, Role},
    time::day_start,
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}
fn now() -> DateTime<Utc> {
    day_start(today()) + TimeDelta::hours(8)
}
fn unit(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}
fn citizen() -> CitizenId {
    CitizenId(Uuid::from_u128(900))
}
fn member(unit: UnitId, role: Role) -> Membership {
    Membership {
        id: MembershipId(Uuid::nil()),
        employee: EmployeeId(Uuid::from_u128(7)),
        unit,
        role,
        share: 100,
        from: today() - Days::new(10),
        until: None,
        confirmed_at: Some(now()),
    }
}
fn actor(memberships: Vec<Membership>) -> Actor {
    Actor {
        account: AccountId(Uuid::nil()),
        employee: EmployeeId(Uuid::from_u128(7)),
        session: SessionId(Uuid::nil()),
        profession: Profession::Nurse,
        second_factor: false,
        memberships,
        municipal: vec![],
    }
}
fn record(responsible: UnitId, relations: Vec<Relation>) -> Subject {
    Subject::Record(RecordFacts {
        citizen: citizen(),
        responsible,
        relations,
    })
}
fn relation(kind: RelationKind, from_hours: i64, until_hours: i64) -> Relation {
    Relation {
        kind,
        unit: None,
        from: now() + TimeDelta::hours(from_hours),
        until: now() + TimeDelta::hours(until_hours),
    }
}

#[test]
fn a_member_of_the_responsible_unit_may_open_the_record() {
    let kari = actor(vec![member(unit(1), Role::Member)]);
    let answer = may(&kari, Action::GetCitizen, &record(unit(1), vec![]), now());
    assert_eq!(answer, Decision::Allowed(Basis::Member));
}

#[test]
fn a_record_of_another_team_is_not_there() {
    let kari = actor(vec![member(unit(1), Role::Leader)]);
    let answer = may(&kari, Action::GetCitizen, &record(unit(2), vec![]), now());
    assert_eq!(answer, Decision::NotThere);
}

#[test]
fn an_administrator_sees_no_health_information() {
    let mut admin = actor(vec![]);
    admin.municipal = vec![MunicipalRole {
        role: Role::Administrator,
        from: today(),
        until: None,
    }];
    assert_eq!(
        may(&admin, Action::GetCitizen, &record(unit(1), vec![]), now()),
        Decision::NotThere
    );
    assert!(may(&admin, Action::CreateEmployee, &Subject::General, now()).is_allowed());
}

#[test]
fn an_auditor_sees_the_log_and_not_the_record() {
    let mut auditor = actor(vec![]);
    auditor.municipal = vec![MunicipalRole {
        role: Role::Auditor,
        from: today(),
        until: None,
    }];
    let subject = record(unit(1), vec![]);
    assert_eq!(
        may(&auditor, Action::GetCitizen, &subject, now()),
        Decision::NotThere
    );
    assert!(may(&auditor, Action::GetAccessLog, &subject, now()).is_allowed());
}

#[test]
fn a_membership_that_ended_yesterday_opens_nothing() {
    let mut ended = member(unit(1), Role::Member);
    ended.until = Some(today() - Days::new(1));
    let answer = may(
        &actor(vec![ended]),
        Action::GetCitizen,
        &record(unit(1), vec![]),
        now(),
    );
    assert_eq!(answer, Decision::NotThere);
}

#[test]
fn a_substitutes_access_ends_with_its_relation() {
    let vikar = actor(vec![member(unit(1), Role::Substitute)]);
    let on_list = record(unit(1), vec![relation(RelationKind::Substitute, -1, 24)]);
    assert_eq!(
        may(&vikar, Action::GetCitizen, &on_list, now()),
        Decision::Allowed(Basis::Substitute)
    );
    let over = record(unit(1), vec![relation(RelationKind::Substitute, -30, 0)]);
    assert_eq!(
        may(&vikar, Action::GetCitizen, &over, now()),
        Decision::NotThere
    );
}

#[test]
fn the_handling_unit_reads_but_does_not_document() {
    let office = actor(vec![member(unit(9), Role::OfficeLeader)]);
    let subject = record(unit(1), vec![relation(RelationKind::HandlingUnit, -1, 24)]);
    assert!(may(&office, Action::GetCitizen, &subject, now()).is_allowed());
    assert!(matches!(
        may(&office, Action::UpdateCitizen, &subject, now()),
        Decision::Refused(_)
    ));
}

#[test]
fn the_handling_unit_reads_the_case_and_what_it_builds_on_and_nothing_else() {
    let office = actor(vec![member(unit(9), Role::CaseWorker)]);
    let subject = record(unit(1), vec![relation(RelationKind::HandlingUnit, -1, 24)]);
    let opens = |action| may(&office, action, &subject, now());
    for action in [
        Action::GetVedtak,
        Action::GetApplication,
        Action::GetAssessment,
        Action::ListAppeals,
    ] {
        assert!(opens(action).is_allowed(), "{action:?}");
    }
    for action in [
        Action::GetTimeline,
        Action::GetThread,
        Action::ListContactNotes,
        Action::GetPlanHistory,
    ] {
        assert!(matches!(opens(action), Decision::Refused(_)), "{action:?}");
    }
    // A wider relation beside it counts before it.
    let both = [RelationKind::HandlingUnit, RelationKind::Consultation];
    let both = record(unit(1), both.map(|kind| relation(kind, -1, 24)).into());
    assert!(may(&office, Action::GetTimeline, &both, now()).is_allowed());
    // Over, it opens nothing.
    let over = record(unit(1), vec![relation(RelationKind::HandlingUnit, -24, 0)]);
    assert_eq!(
        may(&office, Action::GetVedtak, &over, now()),
        Decision::NotThere
    );
}

#[test]
fn whoever_was_asked_reads_and_answers_and_does_nothing_else() {
    let specialist = actor(vec![member(unit(2), Role::Member)]);
    let asked = |from, until| vec![relation(RelationKind::Consultation, from, until)];
    let open = record(unit(1), asked(-1, 24));
    for action in Action::ALL {
        let answer = may(&specialist, *action, &open, now());
        match action.need() {
            Need::ReadRecord | Need::Consult => {
                assert_eq!(answer, Decision::Allowed(Basis::Consultation), "{action:?}");
            }
            Need::WriteRecord
            | Need::Document
            | Need::PrepareVedtak
            | Need::HandleVedtak
            | Need::SignVedtak
            | Need::ReadAccessLog => {
                assert!(matches!(answer, Decision::Refused(_)), "{action:?}");
            }
            _ => {}
        }
    }
    // To be asked takes nothing from whoever may do more.
    let own = record(unit(2), asked(-1, 24));
    let may_own = |action| may(&specialist, action, &own, now());
    assert_eq!(
        may_own(Action::CreateGoal),
        Decision::Allowed(Basis::Member)
    );
    assert_eq!(
        may_own(Action::AnswerConsultation),
        Decision::Allowed(Basis::Consultation)
    );
    // And a member who was not asked does not answer.
    let not_asked = record(unit(2), vec![]);
    let answer = may(&specialist, Action::AnswerConsultation, &not_asked, now());
    assert!(matches!(answer, Decision::Refused(_)));
    // Over, it opens nothing.
    let over = record(unit(1), asked(-24, 0));
    for action in [Action::GetCitizen, Action::AnswerConsultation] {
        assert_eq!(may(&specialist, action, &over, now()), Decision::NotThere);
    }
}

#[test]
fn only_the_leader_of_the_unit_confirms_a_membership() {
    let subject = Subject::Unit(UnitFacts {
        unit: unit(1),
        fordeler: None,
        pool: None,
    });
    let leader = actor(vec![member(unit(1), Role::Leader)]);
    assert!(may(&leader, Action::ConfirmMembership, &subject, now()).is_allowed());
    let other = actor(vec![member(unit(2), Role::Leader)]);
    assert!(!may(&other, Action::ConfirmMembership, &subject, now()).is_allowed());
}

#[test]
fn emergency_access_reads_and_documents_and_does_nothing_else() {
    let nina = actor(vec![member(unit(2), Role::Leader)]);
    let subject = record(unit(1), vec![relation(RelationKind::Emergency, -1, 3)]);
    for action in Action::ALL {
        let answer = may(&nina, *action, &subject, now());
        match action.need() {
            Need::ReadRecord | Need::Document => {
                assert_eq!(answer, Decision::Allowed(Basis::Emergency), "{action:?}");
            }
            Need::WriteRecord
            | Need::PrepareVedtak
            | Need::HandleVedtak
            | Need::SignVedtak
            | Need::ReadAccessLog => assert!(
                matches!(answer, Decision::Refused(_)),
                "{action:?}: {answer:?}"
            ),
            _ => {}
        }
    }
    let over = record(unit(1), vec![relation(RelationKind::Emergency, -4, 0)]);
    assert_eq!(
        may(&nina, Action::GetCitizen, &over, now()),
        Decision::NotThere
    );
}

#[test]
fn only_a_health_professional_at_work_may_use_emergency_access() {
    let may_use =
        |who: &Actor| may(who, Action::UseEmergencyAccess, &Subject::General, now()).is_allowed();
    for profession in Profession::ALL {
        let mut who = actor(vec![member(unit(1), Role::Member)]);
        who.profession = *profession;
        assert_eq!(
            may_use(&who),
            profession.is_health_professional(),
            "{profession}"
        );
    }
    assert!(!may_use(&actor(vec![])), "an employee without a unit");
    assert!(!may_use(&actor(vec![member(unit(1), Role::Staffing)])));
    let mut ended = member(unit(1), Role::Member);
    ended.until = Some(today() - Days::new(1));
    assert!(!may_use(&actor(vec![ended])));
}

#[test]
fn without_the_second_factor_that_is_required_one_may_enrol_it_and_nothing_more() {
    let mut kari = actor(vec![member(unit(1), Role::Member)]);
    let open: Vec<Action> = Action::ALL
        .iter()
        .copied()
        .filter(|action| at_the_door(&kari, *action, true).is_ok())
        .collect();
    assert!(
        open.iter().all(|action| action.need() == Need::Own),
        "{open:?}"
    );
    assert!(open.contains(&Action::EnrolTotp) && !open.contains(&Action::GetMyDay));
    assert!(
        Action::ALL
            .iter()
            .all(|action| at_the_door(&kari, *action, false).is_ok())
    );
    kari.second_factor = true;
    assert!(
        Action::ALL
            .iter()
            .all(|action| at_the_door(&kari, *action, true).is_ok())
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// SEC-2: `scope` agrees with `may` for every combination of role, unit, dates and relation.
    #[test]
    fn scope_agrees_with_may(
        role in proptest::sample::select(Role::ALL),
        in_unit in 1u128..4,
        responsible in 1u128..4,
        confirmed: bool,
        from in -3i64..3,
        until in proptest::option::of(-3i64..3),
        kind in proptest::sample::select(RelationKind::ALL),
        has_relation: bool,
        relation_from in -3i64..3,
        relation_until in -3i64..3,
    ) {
        let mut share = member(unit(in_unit), role);
        share.confirmed_at = confirmed.then(now);
        share.from = today() + TimeDelta::days(from);
        share.until = until.map(|days| today() + TimeDelta::days(days));
        let who = actor(vec![share]);
        let relations: Vec<Relation> =
            has_relation.then(|| relation(kind, relation_from, relation_until)).into_iter().collect();
        let by_citizen: Vec<_> = relations.iter().map(|r| (citizen(), *r)).collect();
        let scope = scope(&who, &by_citizen, now());
        let decision = may(&who, Action::GetCitizen, &record(unit(responsible), relations), now());
        prop_assert_eq!(scope.opens(citizen(), unit(responsible)), decision.is_allowed());
        // What is open in an emergency alone is in no search or list (SEC-3).
        let listed = !matches!(decision, Decision::NotThere | Decision::Allowed(Basis::Emergency));
        prop_assert_eq!(scope.holds(citizen(), unit(responsible)), listed);
    }
}

#[test]
fn a_pool_is_entered_from_its_teams_and_by_those_on_its_shift_for_plans_and_shifts_alone() {
    let pool = |who: &Actor, on_shift| {
        Subject::Unit(UnitFacts {
            unit: unit(9),
            fordeler: None,
            pool: Some(PoolStanding::of(who, [unit(1), unit(2)], on_shift, now())),
        })
    };
    let ask = |who: &Actor, action, on_shift| may(who, action, &pool(who, on_shift), now());
    let kari = actor(vec![member(unit(1), Role::Member)]);
    let leader = actor(vec![member(unit(2), Role::Leader)]);
    let stranger = actor(vec![member(unit(3), Role::Leader)]);
    assert_eq!(
        ask(&kari, Action::GetDay, false),
        Decision::Allowed(Basis::Member)
    );
    assert_eq!(
        ask(&leader, Action::CreateShift, false),
        Decision::Allowed(Basis::Leader)
    );
    assert!(!ask(&kari, Action::CreateShift, true).is_allowed());
    assert!(!ask(&stranger, Action::GetDay, false).is_allowed());
    assert_eq!(
        ask(&stranger, Action::GetDay, true),
        Decision::Allowed(Basis::Pool)
    );
    assert!(!ask(&stranger, Action::CreateShift, true).is_allowed());
    // It has no caseload, no members and no charter of its own.
    for action in [
        Action::GetCaseload,
        Action::CreateCitizen,
        Action::UpdateCharter,
        Action::ConfirmMembership,
        Action::ExportCaseload,
    ] {
        assert!(!ask(&leader, action, true).is_allowed(), "{action:?}");
    }
}

#[test]
fn a_pool_s_shift_opens_the_record_for_work_and_not_for_decisions() {
    let nina = actor(vec![member(unit(2), Role::Member)]);
    let subject = record(unit(1), vec![relation(RelationKind::Pool, -1, 24)]);
    for action in [
        Action::GetCitizen,
        Action::ClaimVisit,
        Action::CreateContactNote,
    ] {
        assert_eq!(
            may(&nina, action, &subject, now()),
            Decision::Allowed(Basis::Pool),
            "{action:?}"
        );
    }
    for action in [
        Action::CreateVedtak,
        Action::SignVedtak,
        Action::GetAccessLog,
    ] {
        assert!(
            matches!(may(&nina, action, &subject, now()), Decision::Refused(_)),
            "{action:?}"
        );
    }
    let over = record(unit(1), vec![relation(RelationKind::Pool, -30, 0)]);
    assert_eq!(
        may(&nina, Action::GetCitizen, &over, now()),
        Decision::NotThere
    );
}
