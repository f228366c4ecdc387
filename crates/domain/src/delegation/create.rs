//! Registering, approving, ending and replacing links. A link never gives more than the one it is
//! part of, and nobody gives herself anything (R-VED-2).

use super::{Delegation, Grant, Limits, Mark, Reach, faults_at, find};
use crate::{ids::*, reason::*, text_enum, time::day_start};
use chrono::{DateTime, Utc};
use std::{collections::BTreeSet, fmt::Display};

static SELF_GRANT: Reason = Reason {
    rule: "R-VED-2",
    code: "self-grant",
    nb: "Ingen kan gi seg selv en fullmakt.",
    nn: "Ingen kan gi seg sjølv ei fullmakt.",
    en: "Nobody can grant herself a delegation.",
};
static SAME_SECOND_PERSON: Reason = Reason {
    rule: "R-VED-2",
    code: "second-person-needed",
    nb: "En annen enn den som registrerte, ga eller får fullmakten, må godkjenne den.",
    nn: "Ein annan enn den som registrerte, gav eller får fullmakta, må godkjenne ho.",
    en: "Somebody other than those who registered, gave or receive the delegation must approve it.",
};
static NOTHING_TO_APPROVE: Reason = Reason {
    rule: "R-VED-2",
    code: "nothing-to-approve",
    nb: "Fullmakten trenger ingen godkjenning: den er godkjent, avsluttet eller gitt av en annen med fullmakt.",
    nn: "Fullmakta treng inga godkjenning: ho er godkjend, avslutta eller gitt av ein annan med fullmakt.",
    en: "The delegation needs no approval: it is approved, ended, or given by somebody who holds one.",
};
static ALREADY_ENDED: Reason = Reason {
    rule: "R-VED-2",
    code: "already-ended",
    nb: "Fullmakten er allerede avsluttet.",
    nn: "Fullmakta er alt avslutta.",
    en: "The delegation has already been ended.",
};
static PARENT_UNKNOWN: Reason = Reason {
    rule: "R-VED-2",
    code: "parent-unknown",
    nb: "Fullmakten som denne skal bygge på, finnes ikke.",
    nn: "Fullmakta som denne skal byggje på, finst ikkje.",
    en: "The delegation that this one is to build on does not exist.",
};
static REPLACED_UNKNOWN: Reason = Reason {
    rule: "R-VED-2",
    code: "replaced-unknown",
    nb: "Fullmakten som skal erstattes, finnes ikke eller er allerede avsluttet.",
    nn: "Fullmakta som skal erstattast, finst ikkje eller er alt avslutta.",
    en: "The delegation to be replaced does not exist or has already been ended.",
};
static NOT_PARENTS_HOLDER: Reason = Reason {
    rule: "R-VED-2",
    code: "not-parents-holder",
    nb: "Bare den som har fullmakten denne bygger på, kan gi den videre.",
    nn: "Berre den som har fullmakta denne byggjer på, kan gi ho vidare.",
    en: "Only the holder of the delegation this one builds on can pass it on.",
};
static WIDER_SERVICES: Reason = Reason {
    rule: "R-VED-2",
    code: "wider-services",
    nb: "Fullmakten den bygger på, gjelder ikke {items}.",
    nn: "Fullmakta ho byggjer på, gjeld ikkje {items}.",
    en: "The delegation it builds on does not cover {items}.",
};
static WIDER_OUTCOMES: Reason = Reason {
    rule: "R-VED-2",
    code: "wider-outcomes",
    nb: "Fullmakten den bygger på, gjelder ikke utfallet {items}.",
    nn: "Fullmakta ho byggjer på, gjeld ikkje utfallet {items}.",
    en: "The delegation it builds on does not cover the outcome {items}.",
};
static WIDER_UNITS: Reason = Reason {
    rule: "R-VED-2",
    code: "wider-units",
    nb: "Fullmakten gjelder enheter som fullmakten den bygger på, ikke gjelder.",
    nn: "Fullmakta gjeld einingar som fullmakta ho byggjer på, ikkje gjeld.",
    en: "The delegation covers units that the one it builds on does not.",
};
static WIDER_LIMIT: Reason = Reason {
    rule: "R-VED-2",
    code: "wider-limit",
    nb: "Grensen for {limit} er romsligere enn i fullmakten den bygger på.",
    nn: "Grensa for {limit} er romslegare enn i fullmakta ho byggjer på.",
    en: "The ceiling for {limit} is wider than in the delegation it builds on.",
};
static WIDER_DATES: Reason = Reason {
    rule: "R-VED-2",
    code: "wider-dates",
    nb: "Fullmakten gjelder dager da fullmakten den bygger på, ikke gjelder.",
    nn: "Fullmakta gjeld dagar då fullmakta ho byggjer på, ikkje gjeld.",
    en: "The delegation counts on days when the one it builds on does not.",
};
static EMPTY: Reason = Reason {
    rule: "R-VED-2",
    code: "delegation-names-nothing",
    nb: "Fullmakten må nevne {what}.",
    nn: "Fullmakta må nemne {what}.",
    en: "The delegation must name {what}.",
};
static ENDS_BEFORE_BEGUN: Reason = Reason {
    rule: "R-VED-2",
    code: "ends-before-begun",
    nb: "Siste dag er før første dag.",
    nn: "Siste dag er før første dag.",
    en: "The last day is before the first.",
};
static LIMIT_NOT_POSITIVE: Reason = Reason {
    rule: "R-VED-2",
    code: "limit-not-positive",
    nb: "Grensen for {limit} må være større enn null.",
    nn: "Grensa for {limit} må vere større enn null.",
    en: "The ceiling for {limit} must be greater than zero.",
};
static ACTING_NEEDS_END: Reason = Reason {
    rule: "R-VED-2",
    code: "acting-needs-end",
    nb: "En stedfortreder må ha en siste dag.",
    nn: "Ein stadfortredar må ha ein siste dag.",
    en: "A substitute (acting leader) needs a last day.",
};

text_enum! {
    /// What a delegation must name or may limit.
    pub enum Part {
        /// Minutes a week.
        Minutes = "minutes_per_week", "minutter i uka", "minutt i veka", "minutes a week";
        /// Months.
        Months = "months", "måneder", "månader", "months";
        /// Quota of places.
        Quota = "quota", "kvoten", "kvoten", "the quota";
        /// Services.
        Services = "services", "minst én tjeneste", "minst éi teneste", "at least one service";
        /// Outcomes.
        Outcomes = "outcomes", "minst ett utfall", "minst eitt utfall", "at least one outcome";
        /// Units.
        Units = "units", "minst én enhet", "minst éi eining", "at least one unit";
        /// The document.
        Decision = "decision", "vedtaket den bygger på", "vedtaket ho byggjer på", "the decision it rests on";
    }
}

/// Every way in which `child` gives more than `parent` does (R-VED-2).
pub fn subset_faults(child: &Grant, parent: &Grant) -> Violations {
    let mut violations = Violations::new();
    if child.delegated_by != parent.holder {
        violations.push(NOT_PARENTS_HOLDER.violation().at("/delegatedBy"));
    }
    if let Some(items) = beyond(&child.services, &parent.services) {
        violations.push(
            WIDER_SERVICES
                .violation()
                .at("/services")
                .with("items", items),
        );
    }
    if let Some(items) = beyond(&child.outcomes, &parent.outcomes) {
        violations.push(
            WIDER_OUTCOMES
                .violation()
                .at("/outcomes")
                .with("items", items),
        );
    }
    if !child.units.is_within(&parent.units) {
        violations.push(WIDER_UNITS.violation().at("/units"));
    }
    violations.extend(limit_faults(&child.limits, &parent.limits));
    if !child.period.is_within(&parent.period) {
        violations.push(WIDER_DATES.violation().at("/period"));
    }
    violations
}

/// What `child` has and `parent` has not, as a list to read; `None` when nothing.
fn beyond<T: Ord + Display>(child: &BTreeSet<T>, parent: &BTreeSet<T>) -> Option<String> {
    let items: Vec<_> = child.difference(parent).map(ToString::to_string).collect();
    (!items.is_empty()).then(|| items.join(", "))
}

fn limit_faults(child: &Limits, parent: &Limits) -> Violations {
    fn wider<T: PartialOrd>(child: Option<T>, parent: Option<T>) -> bool {
        parent.is_some_and(|ceiling| child.is_none_or(|mine| mine > ceiling))
    }
    [
        (
            wider(child.minutes_per_week, parent.minutes_per_week),
            Part::Minutes,
            "minutesPerWeek",
        ),
        (wider(child.months, parent.months), Part::Months, "months"),
        // A part of a quota is the same quota: its places are counted once for all who share it.
        (
            parent.quota.is_some() && child.quota != parent.quota,
            Part::Quota,
            "quota",
        ),
    ]
    .into_iter()
    .filter(|(is_wider, ..)| *is_wider)
    .map(|(_, part, field)| {
        WIDER_LIMIT
            .violation()
            .at(format!("/limits/{field}"))
            .with("limit", part.term())
    })
    .collect()
}

/// What `grant` must hold whatever it builds on.
fn form_faults(grant: &Grant) -> Violations {
    let empty_units = matches!(&grant.units, Reach::Units(units) if units.is_empty());
    let mut violations: Violations = [
        (grant.services.is_empty(), Part::Services, "/services"),
        (grant.outcomes.is_empty(), Part::Outcomes, "/outcomes"),
        (empty_units, Part::Units, "/units"),
        (
            grant.decision.trim().is_empty(),
            Part::Decision,
            "/decision",
        ),
    ]
    .into_iter()
    .filter(|(is_empty, ..)| *is_empty)
    .map(|(_, part, pointer)| EMPTY.violation().at(pointer).with("what", part.term()))
    .collect();
    if grant
        .limits
        .minutes_per_week
        .is_some_and(|minutes| minutes <= 0)
    {
        violations.push(
            LIMIT_NOT_POSITIVE
                .violation()
                .at("/limits/minutesPerWeek")
                .with("limit", Part::Minutes.term()),
        );
    }
    if grant.limits.months == Some(0) {
        violations.push(
            LIMIT_NOT_POSITIVE
                .violation()
                .at("/limits/months")
                .with("limit", Part::Months.term()),
        );
    }
    if grant.period.is_empty() {
        violations.push(ENDS_BEFORE_BEGUN.violation().at("/period/until"));
    }
    if grant.acts_without_end() {
        violations.push(ACTING_NEEDS_END.violation().at("/period/until"));
    }
    violations
}

/// Registers a link.
///
/// A root link then waits for its second person ([`approve`]); any other counts at once. Where the
/// grant names one that it replaces, the caller ends that one in the same write ([`end`]).
///
/// # Errors
/// Every way in which it is wider than its parent, grants its own giver, or names too little.
pub fn register_delegation(
    id: DelegationId,
    grant: Grant,
    registered_by: EmployeeId,
    register: &[Delegation],
    now: DateTime<Utc>,
) -> Result<Delegation, Violations> {
    let mut violations = form_faults(&grant);
    if [grant.delegated_by, registered_by].contains(&grant.holder) {
        violations.push(SELF_GRANT.violation().at("/holder"));
    }
    if let Some(parent) = grant.parent {
        match find(register, parent) {
            None => violations.push(PARENT_UNKNOWN.violation().at("/parent")),
            Some(parent) => {
                let begins = now.max(day_start(grant.period.from));
                let faults = faults_at(register, parent, begins);
                violations.extend(faults.into_iter().map(|fault| fault.at("/parent")));
                violations.extend(subset_faults(&grant, &parent.grant));
            }
        }
    }
    let replaced = grant.replaces.map(|replaced| find(register, replaced));
    if replaced.is_some_and(|found| found.is_none_or(|link| link.ended.is_some())) {
        violations.push(REPLACED_UNKNOWN.violation().at("/replaces"));
    }
    none_of(violations)?;
    Ok(Delegation {
        id,
        grant,
        registered_by,
        registered_at: now,
        approval: None,
        ended: None,
    })
}

/// The second person approves a root link; it counts from now (R-VED-2).
///
/// # Errors
/// It needs no approval, or the approver had a part in it.
pub fn approve(
    link: Delegation,
    by: EmployeeId,
    now: DateTime<Utc>,
) -> Result<Delegation, Violations> {
    let mut violations = Violations::new();
    if link.grant.parent.is_some() || link.approval.is_some() || link.ended.is_some() {
        violations.push(NOTHING_TO_APPROVE.violation());
    }
    if !link.is_second_person(by) {
        violations.push(SAME_SECOND_PERSON.violation());
    }
    none_of(violations)?;
    Ok(Delegation {
        approval: Some(Mark { by, at: now }),
        ..link
    })
}

/// Ends a link from now on; what was signed under it stands.
///
/// # Errors
/// It has been ended before.
pub fn end(link: Delegation, by: EmployeeId, now: DateTime<Utc>) -> Result<Delegation, Violations> {
    match link.ended {
        Some(_) => Err(vec![ALREADY_ENDED.violation()]),
        None => Ok(Delegation {
            ended: Some(Mark { by, at: now }),
            ..link
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::*;
    use super::*;
    use crate::{period::Period, service::ServiceType, vedtak::Outcome};
    use proptest::prelude::*;

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
}
