//! Duties go round, are swapped, and never lack a holder.

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

const LEADER: EmployeeId = EmployeeId(Uuid::from_u128(99));

fn who(n: u128) -> EmployeeId {
    EmployeeId(Uuid::from_u128(n))
}
fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
}
/// From Monday 2 November.
fn rota(rotation: Rotation) -> DutyRota {
    DutyRota {
        duty: Duty::Fordeler,
        name: None,
        competence: None,
        any_may_give: false,
        rotation,
        from: day(2),
        until: None,
        order: vec![who(1), who(2), who(3)],
        swaps: vec![],
    }
}
fn on(rota: &DutyRota, d: u32, absent: &[EmployeeId]) -> (EmployeeId, HolderReason) {
    let holder = holder(rota, day(d), |e| !absent.contains(&e), LEADER);
    (holder.employee, holder.reason)
}

#[test]
fn goes_round_by_day_and_by_week_or_stays() {
    use HolderReason::Turn;
    assert_eq!(on(&rota(Rotation::Daily), 5, &[]), (who(1), Turn));
    assert_eq!(on(&rota(Rotation::Daily), 6, &[]), (who(2), Turn));
    assert_eq!(on(&rota(Rotation::Weekly), 8, &[]), (who(1), Turn));
    assert_eq!(on(&rota(Rotation::Weekly), 9, &[]), (who(2), Turn));
    assert_eq!(on(&rota(Rotation::Fixed), 9, &[]), (who(1), Turn));
}

#[test]
fn if_the_holder_is_absent_the_next_who_can_holds_it() {
    let daily = rota(Rotation::Daily);
    assert_eq!(on(&daily, 4, &[who(3)]), (who(1), HolderReason::StandIn));
    assert_eq!(
        on(&daily, 4, &[who(3), who(1)]),
        (who(2), HolderReason::StandIn)
    );
}

#[test]
fn if_nobody_can_the_leader_holds_it_and_it_is_flagged() {
    let nobody = holder(&rota(Rotation::Daily), day(4), |_| false, LEADER);
    assert_eq!(nobody.employee, LEADER);
    assert!(nobody.is_flagged());
}

#[test]
fn a_swap_holds_for_its_day_alone() {
    let mut daily = rota(Rotation::Daily);
    daily.swaps.push(DutySwap {
        date: day(2),
        employee: who(3),
    });
    assert_eq!(on(&daily, 2, &[]), (who(3), HolderReason::Swap));
    assert_eq!(on(&daily, 2, &[who(3)]), (who(1), HolderReason::StandIn));
    assert_eq!(on(&daily, 3, &[]), (who(2), HolderReason::Turn));
}

#[test]
fn refuses_a_fordeler_without_the_competence_and_a_former_member() {
    let faults = rota_faults(&rota(Rotation::Daily), |e| e != who(2), |e, _| e != who(3));
    let found: Vec<_> = faults
        .iter()
        .map(|v| (v.reason.code, v.pointer.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            ("duty-holder-not-member", Some("/order/1")),
            ("duty-competence-lacking", Some("/order/2"))
        ]
    );
}

#[test]
fn refuses_an_empty_order_one_named_twice_and_an_end_before_the_start() {
    let mut bad = rota(Rotation::Daily);
    bad.order = vec![];
    bad.until = Some(day(1));
    let codes = |rota: &DutyRota| {
        let faults = rota_faults(rota, |_| true, |_, _| true);
        faults.iter().map(|v| v.reason.code).collect::<Vec<_>>()
    };
    assert_eq!(
        codes(&bad),
        ["duty-without-holder", "duty-ends-before-start"]
    );
    bad.until = None;
    bad.order = vec![who(1), who(1)];
    assert_eq!(codes(&bad), ["duty-holder-twice"]);
}

#[test]
fn two_orders_of_one_duty_do_not_hold_on_the_same_day() {
    let named = |name: &str, from, until: Option<u32>| DutyRota {
        duty: Duty::Own,
        name: Some(name.to_owned()),
        from: day(from),
        until: until.map(day),
        ..rota(Rotation::Daily)
    };
    let refused = |rotas: &[DutyRota]| {
        let found = doubled(rotas).into_iter();
        found
            .map(|v| (v.reason.code, v.pointer))
            .collect::<Vec<_>>()
    };
    let again = |n: usize| [("duty-two-rotas", Some(format!("/rotas/{n}")))];
    let keys = named("Nøkler", 2, None);
    assert_eq!(
        refused(&[
            rota(Rotation::Daily),
            keys.clone(),
            named("nøkler ", 9, None)
        ]),
        again(2)
    );
    assert_eq!(
        refused(&[rota(Rotation::Daily), rota(Rotation::Fixed)]),
        again(1)
    );
    assert_eq!(
        refused(&[named("Nøkler", 2, Some(9)), named("Nøkler", 9, None)]),
        again(1)
    );
    assert_eq!(
        refused(&[named("Nøkler", 2, Some(8)), named("Nøkler", 9, None)]),
        []
    );
    assert_eq!(refused(&[keys, named("Medisinrommet", 2, None)]), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn there_is_a_holder_on_every_day_and_it_is_one_who_can(
        offset in -400_i64..400, able in prop::collection::btree_set(1_u128..4, 0..3), weekly: bool
    ) {
        let rota = rota(if weekly { Rotation::Weekly } else { Rotation::Daily });
        let date = day(2) + chrono::TimeDelta::days(offset);
        let holder = holder(&rota, date, |e| able.iter().any(|n| who(*n) == e), LEADER);
        prop_assert_eq!(holder.is_flagged(), able.is_empty());
        prop_assert!(holder.is_flagged() || able.contains(&holder.employee.0.as_u128()));
    }
}

fn take(who: EmployeeId, actor: EmployeeId, d: u32) -> TakeOver {
    TakeOver {
        swap: DutySwap {
            date: day(d),
            employee: who,
        },
        actor,
        actor_leads: actor == LEADER,
        away: false,
        today: day(5),
    }
}

#[test]
fn a_colleague_takes_a_day_herself_or_the_leader_says_so_and_nobody_else() {
    let rotas = [rota(Rotation::Daily)];
    let taken =
        |take: &TakeOver| taken_over(&rotas, (Duty::Fordeler, None), take, |_| true, |_, _| true);
    for actor in [who(3), LEADER] {
        let after = taken(&take(who(3), actor, 5)).unwrap();
        assert_eq!(on(&after[0], 5, &[]), (who(3), HolderReason::Swap));
    }
    let other = taken(&take(who(3), who(1), 5)).unwrap_err();
    assert_eq!(other[0].reason.code, "duty-taken-for-another");
}

#[test]
fn a_duty_for_a_former_member_who_is_away_on_a_day_that_is_over_tells_all_of_it() {
    let rotas = [rota(Rotation::Daily)];
    let late = TakeOver {
        away: true,
        ..take(who(3), who(3), 4)
    };
    let found = taken_over(
        &rotas,
        (Duty::PloFollowUp, None),
        &late,
        |_| false,
        |_, _| false,
    );
    let found = found.unwrap_err();
    let codes: Vec<_> = found.iter().map(|v| v.reason.code).collect();
    assert_eq!(
        codes,
        [
            "duty-day-over",
            "duty-holder-absent",
            "duty-holder-not-member",
            "duty-not-agreed"
        ]
    );
    let fordeler = taken_over(
        &rotas,
        (Duty::Fordeler, None),
        &take(who(3), who(3), 6),
        |_| true,
        |_, _| false,
    );
    assert_eq!(
        fordeler.unwrap_err()[0].reason.code,
        "duty-competence-lacking"
    );
}

/// The keys are the team's own business, and need one who may handle medicines.
fn keys() -> DutyRota {
    DutyRota {
        duty: Duty::Own,
        name: Some("nøkkelansvarlig".to_owned()),
        competence: Some(CompetenceCode::Medication),
        ..rota(Rotation::Weekly)
    }
}

#[test]
fn a_duty_of_the_team_s_own_has_a_name_and_only_it_has() {
    let codes = |rota: &DutyRota, able: bool| {
        let faults = rota_faults(rota, |_| true, |_, _| able);
        faults.iter().map(|v| v.reason.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&keys(), true), Vec::<&str>::new());
    assert_eq!(codes(&keys(), false), ["duty-competence-lacking"; 3]);
    let nameless = DutyRota {
        name: Some(" ".to_owned()),
        ..keys()
    };
    assert_eq!(codes(&nameless, true), ["duty-nameless"]);
    let named = DutyRota {
        duty: Duty::MeetingChair,
        ..keys()
    };
    assert_eq!(codes(&named, true), ["duty-named-already"]);
    assert_eq!(on(&keys(), 9, &[who(2)]), (who(3), HolderReason::StandIn));
    assert_eq!(called(keys().key(), Language::Nb), "nøkkelansvarlig");
    assert_eq!(
        called((Duty::MeetingChair, None), Language::Nb),
        "møteleder"
    );
}

#[test]
fn where_the_team_says_so_any_member_gives_a_day_to_a_colleague() {
    let give = |any_may_give, member: bool| {
        let rotas = [DutyRota {
            any_may_give,
            ..keys()
        }];
        let key = (Duty::Own, Some("nøkkelansvarlig"));
        taken_over(
            &rotas,
            key,
            &take(who(3), who(1), 6),
            |w| member || w != who(1),
            |_, _| true,
        )
    };
    assert_eq!(
        give(false, true).unwrap_err()[0].reason.code,
        "duty-taken-for-another"
    );
    assert_eq!(
        give(true, false).unwrap_err()[0].reason.code,
        "duty-taken-for-another"
    );
    assert_eq!(
        on(&give(true, true).unwrap()[0], 6, &[]),
        (who(3), HolderReason::Swap)
    );
    let other = taken_over(
        &[keys()],
        (Duty::Own, Some("bilansvarlig")),
        &take(who(3), who(3), 6),
        |_| true,
        |_, _| true,
    );
    assert_eq!(other.unwrap_err()[0].reason.code, "duty-not-agreed");
}
