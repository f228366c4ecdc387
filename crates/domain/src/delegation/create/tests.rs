use super::*;
use crate::{
    delegation::{Limits, Reach, fixtures::*},
    period::Period,
    service::ServiceType,
    vedtak::Outcome,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn add(grant: Grant, by: u128, register: &[Delegation]) -> Result<Delegation, Violations> {
    register_delegation(link_id(99), grant, employee(by), register, noon(6, 1))
}

/// A lawful part of the leader's link, to be spoilt one thing at a time.
fn part() -> Grant {
    let mut grant = register()[2].grant.clone();
    grant.parent = Some(link_id(12));
    grant.holder = employee(40);
    grant.delegated_by = employee(LEADER);
    grant
}

#[test]
fn a_true_part_of_its_parent_is_registered_and_counts() {
    let mut register = register();
    let link = add(part(), ADMIN, &register).unwrap();
    register.push(link);
    assert!(faults_at(&register, &register[3], noon(6, 1)).is_empty());
}

#[test]
fn nobody_grants_herself_a_delegation() {
    let mut own = part();
    own.holder = employee(LEADER);
    assert_eq!(
        codes(&add(own, ADMIN, &register()).unwrap_err()),
        ["self-grant"]
    );
    let registered_by_holder = add(part(), 40, &register()).unwrap_err();
    assert_eq!(codes(&registered_by_holder), ["self-grant"]);
}

#[test]
fn lists_every_way_in_which_it_is_wider_than_its_parent() {
    let mut register = register();
    register[2].grant.limits = Limits {
        minutes_per_week: Some(600),
        months: Some(12),
        quota: Some(quota()),
    };
    register[2].grant.outcomes = [Outcome::Grant].into();
    register[2].grant.period.until = Some(date(12, 31));
    let mut wide = part();
    wide.delegated_by = employee(DISTRICT);
    wide.services = [ServiceType::HomeNursing, ServiceType::DayCentre].into();
    wide.outcomes = [Outcome::Refuse].into();
    wide.units = Reach::Municipality;
    wide.period = Period {
        from: date(6, 1),
        until: None,
    };
    assert_eq!(
        codes(&add(wide, ADMIN, &register).unwrap_err()),
        [
            "not-parents-holder",
            "wider-services",
            "wider-outcomes",
            "wider-units",
            "wider-limit",
            "wider-limit",
            "wider-limit",
            "wider-dates"
        ]
    );
}

fn quota() -> QuotaId {
    QuotaId(uuid::Uuid::from_u128(7))
}

#[test]
fn an_acting_leader_needs_a_last_day() {
    let mut acting = part();
    acting.acting = true;
    assert_eq!(
        codes(&add(acting, ADMIN, &register()).unwrap_err()),
        ["acting-needs-end"]
    );
}

#[test]
fn refuses_a_part_of_a_delegation_that_has_ended() {
    let mut register = register();
    register[2] = end(register[2].clone(), employee(ADMIN), noon(5, 1)).unwrap();
    assert_eq!(
        codes(&add(part(), ADMIN, &register).unwrap_err()),
        ["delegation-ended"]
    );
}

#[test]
fn a_root_link_counts_only_after_another_person_approved_it() {
    let root = Grant {
        parent: None,
        ..part()
    };
    let link = add(root, ADMIN, &register()).unwrap();
    assert_eq!(link.counts_from(), None);
    let own = approve(link.clone(), employee(ADMIN), noon(6, 2)).unwrap_err();
    assert_eq!(codes(&own), ["second-person-needed"]);
    let approved = approve(link, employee(SECOND), noon(6, 2)).unwrap();
    assert_eq!(approved.counts_from(), Some(noon(6, 2)));
}

#[test]
fn an_ended_link_is_neither_ended_again_nor_replaced() {
    let mut register = register();
    let ended = end(register[2].clone(), employee(ADMIN), noon(5, 1)).unwrap();
    assert_eq!(
        codes(&end(ended.clone(), employee(ADMIN), noon(5, 2)).unwrap_err()),
        ["already-ended"]
    );
    register[2] = ended;
    let mut again = register[2].grant.clone();
    again.replaces = Some(link_id(12));
    assert_eq!(
        codes(&add(again, ADMIN, &register).unwrap_err()),
        ["replaced-unknown"]
    );
}

fn some_of<T: Copy + Ord + std::fmt::Debug + 'static>(
    all: &'static [T],
) -> impl Strategy<Value = BTreeSet<T>> {
    proptest::sample::subsequence(all, 0..=all.len()).prop_map(|v| v.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn what_is_registered_never_gives_what_its_parent_does_not(
        services in some_of(ServiceType::ALL), parents in some_of(ServiceType::ALL),
        outcomes in some_of(Outcome::ALL),
        minutes in proptest::option::of(1i32..900), ceiling in proptest::option::of(1i32..900),
    ) {
        let mut register = register();
        register[2].grant.services = parents.clone();
        register[2].grant.limits.minutes_per_week = ceiling;
        let mut grant = part();
        grant.services = services;
        grant.outcomes = outcomes;
        grant.limits.minutes_per_week = minutes;
        if let Ok(link) = add(grant, ADMIN, &register) {
            prop_assert!(link.grant.services.is_subset(&parents));
            if let Some(ceiling) = ceiling {
                prop_assert!(link.grant.limits.minutes_per_week.is_some_and(|m| m <= ceiling));
            }
        }
    }
}
