use super::*;
use crate::{
    delegation::{Mark, Reach, fixtures::*},
    habilitet::{Relation, RelationKind, Subordination},
    period::Period,
    service::ServiceType,
    vedtak::{Frame, Outcome, StatementRole, VedtakState, fixtures::*},
};
use proptest::prelude::*;
use uuid::Uuid;

/// A case on home nursing and the register of the fixtures, to be spoilt one thing at a time.
#[derive(Clone)]
struct Case {
    vedtak: Vedtak,
    others: Vec<Vedtak>,
    register: Vec<Delegation>,
    quotas: Vec<QuotaUse>,
    relations: Vec<Relation>,
    led: Vec<Subordination>,
    memberships: Vec<Membership>,
    settings: DecisionSettings,
}

/// A share in the unit of the fixtures.
fn works(person: u128) -> Membership {
    Membership {
        id: MembershipId(Uuid::from_u128(person)),
        employee: employee(person),
        unit: unit(SKULLERUD),
        role: Role::Leader,
        share: 100,
        from: date(1, 1),
        until: None,
        confirmed_at: Some(noon(1, 1)),
    }
}

impl Case {
    fn new() -> Self {
        Self {
            vedtak: submitted(),
            others: vec![],
            register: register(),
            quotas: vec![],
            relations: vec![],
            led: vec![],
            memberships: [DIRECTOR, DISTRICT, LEADER].map(works).into(),
            settings: DecisionSettings::default(),
        }
    }
    fn ask(&self, signer: u128, now: DateTime<Utc>) -> Signing {
        let facts = SigningFacts {
            signer: employee(signer),
            vedtak: &self.vedtak,
            others: &self.others,
            register: &self.register,
            quotas: &self.quotas,
            impartiality: Impartiality {
                citizen: self.vedtak.citizen,
                citizen_as_employee: None,
                relations: &self.relations,
                subordinations: &self.led,
            },
            memberships: &self.memberships,
            settings: &self.settings,
        };
        may_sign(&facts, now)
    }
    fn refusal(&self) -> Vec<&'static str> {
        codes(&self.reasons())
    }
    fn reasons(&self) -> Violations {
        match self.ask(LEADER, noon(6, 1)) {
            Signing::Refused { reasons, .. } => reasons,
            Signing::Allowed { .. } => vec![],
        }
    }
}

#[test]
fn a_leader_signs_within_her_delegation_which_is_named_with_the_law() {
    let allowed = Signing::Allowed {
        by: link_id(12),
        law_version: "fvl-1967".into(),
    };
    assert_eq!(Case::new().ask(LEADER, noon(6, 1)), allowed);
}

#[test]
fn refuses_signature_when_delegation_ended_yesterday_and_names_the_day() {
    let mut case = Case::new();
    case.register[2].ended = Some(Mark {
        by: employee(ADMIN),
        at: noon(5, 31),
    });
    let reasons = case.reasons();
    assert_eq!(codes(&reasons), ["delegation-ended"]);
    assert!(reasons[0].message(Language::Nb).contains("31.05.2026"));
}

#[test]
fn refuses_a_day_centre_vedtak_from_a_leader_for_home_nursing_and_says_who_may() {
    let mut case = Case::new();
    case.vedtak.content.service = ServiceType::DayCentre;
    assert_eq!(case.refusal(), ["no-delegation", "service-not-covered"]);
    let Signing::Refused { who_may, .. } = case.ask(LEADER, noon(6, 1)) else {
        panic!("allowed");
    };
    let holders: Vec<_> = who_may.iter().map(|who| who.employee).collect();
    assert_eq!(holders, [employee(DIRECTOR), employee(DISTRICT)]);
}

#[test]
fn lists_every_shortfall_of_a_delegation() {
    let mut case = Case::new();
    case.register[2].grant.units = Reach::Units([unit(101)].into());
    case.register[2].grant.outcomes = [Outcome::Refuse].into();
    case.register[2].grant.limits.minutes_per_week = Some(419);
    case.register[2].grant.limits.months = Some(6);
    case.register[2].grant.period.from = date(6, 2);
    assert_eq!(
        case.refusal(),
        [
            "delegation-not-begun",
            "other-unit",
            "outcome-not-covered",
            "outside-hours",
            "outside-months"
        ]
    );
}

#[test]
fn a_frame_at_the_very_ceiling_and_exactly_the_months_are_within() {
    let mut case = Case::new();
    case.register[2].grant.limits.minutes_per_week = Some(420);
    case.register[2].grant.limits.months = Some(3);
    case.vedtak.content.until = Some(date(9, 7));
    assert!(case.refusal().is_empty());
    case.vedtak.content.until = Some(date(9, 8));
    assert_eq!(case.refusal(), ["outside-months"]);
}

#[test]
fn equal_reasons_of_two_delegations_are_told_once() {
    let mut case = Case::new();
    let mut twin = case.register[2].clone();
    twin.id = link_id(13);
    case.register.push(twin);
    case.vedtak.content.service = ServiceType::Bpa;
    assert_eq!(case.refusal(), ["no-delegation", "service-not-covered"]);
}

#[test]
fn refuses_under_a_broken_link() {
    let mut case = Case::new();
    case.register[1].ended = Some(Mark {
        by: employee(ADMIN),
        at: noon(5, 1),
    });
    assert_eq!(case.refusal(), ["parent-delegation-ended"]);
}

#[test]
fn refuses_when_the_quota_is_used_up_and_lets_a_refusal_through() {
    let mut case = Case::new();
    let quota = QuotaId(Uuid::from_u128(7));
    case.register[2].grant.limits.quota = Some(quota);
    let taken = vec![Period {
        from: date(7, 1),
        until: Some(date(7, 14)),
    }];
    case.quotas = vec![QuotaUse {
        quota,
        sizes: vec![crate::quota::QuotaSize {
            from: date(1, 1),
            places: 1,
        }],
        taken,
    }];
    assert_eq!(case.refusal(), ["quota-used-up"]);
    case.vedtak.content.outcome = Some(Outcome::Refuse);
    assert!(case.refusal().is_empty());
}

#[test]
fn refuses_a_signer_who_changed_the_draft_or_gave_a_statement_unless_the_setting_allows_it() {
    let mut case = Case::new();
    case.vedtak.editors.insert(employee(LEADER));
    case.vedtak
        .statements
        .push(statement(LEADER, StatementRole::CaseWorker));
    assert_eq!(
        case.refusal(),
        ["signer-changed-draft", "signer-gave-statement"]
    );
    case.settings.signer_may_have_edited = true;
    case.settings.signer_may_have_stated = true;
    assert!(case.refusal().is_empty());
}

#[test]
fn refuses_the_disqualified_and_those_directly_under_them() {
    let mut case = Case::new();
    case.relations.push(Relation {
        employee: employee(DISTRICT),
        citizen: citizen(),
        kind: RelationKind::Partner,
        declared_at: noon(1, 1),
        ended_at: None,
    });
    case.led.push(Subordination {
        employee: employee(LEADER),
        superior: employee(DISTRICT),
    });
    assert_eq!(case.refusal(), ["superior-disqualified"]);
    case.relations[0].employee = employee(LEADER);
    assert_eq!(case.refusal(), ["declared-relation"]);
}

#[test]
fn refuses_what_is_not_submitted_and_what_overlaps_and_then_nobody_may() {
    let mut case = Case::new();
    case.vedtak.state = VedtakState::Draft;
    case.others.push(signed(
        1,
        Period {
            from: date(1, 1),
            until: None,
        },
    ));
    let Signing::Refused { reasons, who_may } = case.ask(LEADER, noon(6, 1)) else {
        panic!("allowed");
    };
    assert_eq!(codes(&reasons), ["wrong-state", "vedtak-overlap"]);
    assert!(who_may.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn nothing_is_signed_without_a_delegation_that_counts_at_that_instant(
        ended in proptest::collection::vec(proptest::option::of(1u32..28), 3),
        begins in proptest::collection::vec(1u32..28, 3),
        day in 1u32..28, limit in proptest::option::of(300i32..600), to in 300i32..600,
    ) {
        let mut case = Case::new();
        for (link, (ended, begins)) in case.register.iter_mut().zip(ended.iter().zip(&begins)) {
            link.ended = ended.map(|d| Mark { by: employee(ADMIN), at: noon(6, d) });
            link.registered_at = noon(6, *begins);
        }
        case.register[2].grant.limits.minutes_per_week = limit;
        case.vedtak.content.frame = Some(Frame::MinutesPerWeek { from: 0, to });
        let counts = ended.iter().zip(&begins).all(|(ended, begins)| {
            *begins <= day && ended.is_none_or(|ended| day < ended)
        }) && limit.is_none_or(|limit| to <= limit);
        let allowed = matches!(case.ask(LEADER, noon(6, day)), Signing::Allowed { .. });
        prop_assert_eq!(allowed, counts);
    }
}

#[test]
fn one_who_no_longer_works_here_is_not_among_those_who_may() {
    let mut case = Case::new();
    case.vedtak.content.service = ServiceType::DayCentre;
    case.memberships[0].until = Some(date(5, 31));
    let Signing::Refused { who_may, .. } = case.ask(LEADER, noon(6, 1)) else {
        panic!("allowed");
    };
    let holders: Vec<_> = who_may.iter().map(|who| who.employee).collect();
    assert_eq!(holders, [employee(DISTRICT)]);
}

#[test]
fn nobody_signs_what_one_who_must_keep_away_has_stated_on() {
    let mut case = Case::new();
    case.relations = vec![Relation {
        employee: employee(NURSE),
        citizen: case.vedtak.citizen,
        kind: RelationKind::Partner,
        declared_at: noon(5, 30),
        ended_at: None,
    }];
    let Signing::Refused { reasons, who_may } = case.ask(LEADER, noon(6, 1)) else {
        panic!("allowed");
    };
    assert_eq!(codes(&reasons), ["statement-of-disqualified"]);
    assert_eq!(who_may, vec![]);
}
