//! The register read at an instant: the chain of a link, and why a link does not count.

use super::{Delegation, Grant};
use crate::{ids::*, reason::*, time::local_date};
use chrono::{DateTime, Utc};

static ENDED: Reason = Reason {
    rule: "R-VED-4",
    code: "delegation-ended",
    nb: "Fullmakten din gjaldt til {until}. Be den som ga den, om en ny.",
    nn: "Fullmakta di gjaldt til {until}. Be den som gav ho, om ei ny.",
    en: "Your delegation ended on {until}. Ask whoever gave it for a new one.",
};
static NOT_BEGUN: Reason = Reason {
    rule: "R-VED-4",
    code: "delegation-not-begun",
    nb: "Fullmakten din gjelder først fra {from}.",
    nn: "Fullmakta di gjeld først frå {from}.",
    en: "Your delegation counts only from {from}.",
};
static NOT_APPROVED: Reason = Reason {
    rule: "R-VED-2",
    code: "delegation-not-approved",
    nb: "Fullmakten kommer rett fra kommunestyret og må godkjennes av én person til før den gjelder.",
    nn: "Fullmakta kjem rett frå kommunestyret og må godkjennast av éin person til før ho gjeld.",
    en: "The delegation comes straight from the council and must be approved by a second person before it counts.",
};
static LINK_ENDED: Reason = Reason {
    rule: "R-VED-2",
    code: "parent-delegation-ended",
    nb: "Fullmakten bygger på en annen fullmakt, som gjaldt til {until}.",
    nn: "Fullmakta byggjer på ei anna fullmakt, som gjaldt til {until}.",
    en: "The delegation builds on another, which ended on {until}.",
};
static LINK_NOT_BEGUN: Reason = Reason {
    rule: "R-VED-2",
    code: "parent-delegation-not-begun",
    nb: "Fullmakten bygger på en annen fullmakt, som først gjelder fra {from}.",
    nn: "Fullmakta byggjer på ei anna fullmakt, som først gjeld frå {from}.",
    en: "The delegation builds on another, which counts only from {from}.",
};
static LINK_MISSING: Reason = Reason {
    rule: "R-VED-2",
    code: "parent-delegation-missing",
    nb: "Fullmakten bygger på en fullmakt som ikke står i registeret.",
    nn: "Fullmakta byggjer på ei fullmakt som ikkje står i registeret.",
    en: "The delegation builds on one that is not in the register.",
};

/// A link by id.
pub fn find(register: &[Delegation], id: DelegationId) -> Option<&Delegation> {
    register.iter().find(|link| link.id == id)
}

/// The links from `link` up to its root.
///
/// # Errors
/// A parent that is not in the register, or links that go in a ring.
pub fn chain<'a>(
    register: &'a [Delegation],
    link: &'a Delegation,
) -> Result<Vec<&'a Delegation>, Violations> {
    let mut links = vec![link];
    let mut current = link;
    while let Some(parent) = current.grant.parent {
        current = find(register, parent)
            .filter(|found| links.iter().all(|seen| seen.id != found.id))
            .ok_or_else(|| vec![LINK_MISSING.violation()])?;
        links.push(current);
    }
    Ok(links)
}

impl Delegation {
    /// The instant from which it can count: when registered, a root link when approved (R-VED-2).
    pub fn counts_from(&self) -> Option<DateTime<Utc>> {
        match self.grant.parent {
            Some(_) => Some(self.registered_at),
            None => self
                .approval
                .filter(|approval| self.is_second_person(approval.by))
                .map(|approval| approval.at.max(self.registered_at)),
        }
    }

    /// Whether `person` had no part in it so far, so that two persons stand behind it (R-VED-2).
    pub(super) fn is_second_person(&self, person: EmployeeId) -> bool {
        ![
            self.registered_by,
            self.grant.delegated_by,
            self.grant.holder,
        ]
        .contains(&person)
    }

    /// Why this link, seen alone, does not count at `at`; `own` chooses the wording for the holder
    /// herself or for a link above hers.
    fn faults_alone(&self, at: DateTime<Utc>, own: bool) -> Violations {
        let (ended, not_begun) = if own {
            (&ENDED, &NOT_BEGUN)
        } else {
            (&LINK_ENDED, &LINK_NOT_BEGUN)
        };
        let today = local_date(at);
        let mut violations = Violations::new();
        match self.counts_from() {
            None => violations.push(NOT_APPROVED.violation()),
            Some(from) if at < from => violations.push(not_begun.violation().with("from", from)),
            Some(_) if today < self.grant.period.from => {
                violations.push(not_begun.violation().with("from", self.grant.period.from));
            }
            Some(_) => {}
        }
        let last_day = self.grant.period.until.filter(|until| *until < today);
        let ended_at = self.ended.filter(|mark| mark.at <= at);
        match (last_day, ended_at) {
            // What ended it first is what is told.
            (Some(until), Some(mark)) if local_date(mark.at) > until => {
                violations.push(ended.violation().with("until", until));
            }
            (_, Some(mark)) => violations.push(ended.violation().with("until", mark.at)),
            (Some(until), None) => violations.push(ended.violation().with("until", until)),
            (None, None) => {}
        }
        violations
    }
}

/// Every reason why `link` does not count at `at`: itself ended or not begun, any link above it, or
/// a link wider than the one it is part of (R-VED-2). Empty when it counts.
pub fn faults_at(register: &[Delegation], link: &Delegation, at: DateTime<Utc>) -> Violations {
    let mut violations = link.faults_alone(at, true);
    match chain(register, link) {
        Err(broken) => violations.extend(broken),
        Ok(links) => {
            for pair in links.windows(2) {
                violations.extend(pair[1].faults_alone(at, false));
                violations.extend(super::subset_faults(&pair[0].grant, &pair[1].grant));
            }
        }
    }
    violations
}

/// The links of `holder` that count at `at`: what she could sign then.
pub fn held_at(
    register: &[Delegation],
    holder: EmployeeId,
    at: DateTime<Utc>,
) -> impl Iterator<Item = &Delegation> {
    register
        .iter()
        .filter(move |link| link.grant.holder == holder && faults_at(register, link, at).is_empty())
}

impl Grant {
    /// Whether it is a substitution that never ends; every substitution has a last day.
    pub(super) const fn acts_without_end(&self) -> bool {
        self.acting && self.period.until.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Mark, fixtures::*};
    use super::*;

    #[test]
    fn a_delegation_counts_while_every_link_above_it_does() {
        let mut register = register();
        assert!(faults_at(&register, &register[2], noon(6, 1)).is_empty());
        register[0].ended = Some(Mark {
            by: employee(ADMIN),
            at: noon(5, 31),
        });
        let faults = faults_at(&register, &register[2], noon(6, 1));
        assert_eq!(codes(&faults), ["parent-delegation-ended"]);
    }

    #[test]
    fn the_past_is_answered_as_it_was() {
        let mut register = register();
        register[2].ended = Some(Mark {
            by: employee(ADMIN),
            at: noon(3, 4),
        });
        let holder = employee(LEADER);
        assert_eq!(held_at(&register, holder, noon(3, 3)).count(), 1);
        assert_eq!(held_at(&register, holder, noon(3, 5)).count(), 0);
    }

    #[test]
    fn counts_from_when_it_was_registered_though_dated_earlier() {
        let mut register = register();
        register[2].registered_at = noon(3, 3);
        let before = faults_at(&register, &register[2], noon(3, 2));
        assert_eq!(codes(&before), ["delegation-not-begun"]);
        assert!(faults_at(&register, &register[2], noon(3, 3)).is_empty());
    }

    #[test]
    fn a_root_link_counts_only_with_a_second_person() {
        let mut register = register();
        register[0].approval = None;
        assert_eq!(
            codes(&faults_at(&register, &register[2], noon(6, 1))),
            ["delegation-not-approved"]
        );
        register[0].approval = Some(Mark {
            by: employee(ADMIN),
            at: noon(1, 1),
        });
        assert_eq!(
            codes(&faults_at(&register, &register[2], noon(6, 1))),
            ["delegation-not-approved"]
        );
    }

    #[test]
    fn links_in_a_ring_count_for_nothing() {
        let register = vec![link(1, Some(2), 5, 4), link(2, Some(1), 4, 5)];
        assert_eq!(
            codes(&faults_at(&register, &register[0], noon(6, 1))),
            ["parent-delegation-missing"]
        );
    }

    #[test]
    fn names_the_day_a_delegation_ended() {
        let mut register = register();
        register[2].grant.period.until = Some(date(5, 31));
        let faults = faults_at(&register, &register[2], noon(6, 1));
        assert!(faults[0].message(Language::Nb).contains("31.05.2026"));
    }
}
