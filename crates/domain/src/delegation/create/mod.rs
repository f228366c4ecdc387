//! Registering, approving, ending and replacing links. A link never gives more than the one it is
//! part of, and nobody gives herself anything (R-VED-2).

mod content;
mod reasons;
#[cfg(test)]
mod tests;

pub use content::{Part, subset_faults};

use super::{Delegation, Grant, Mark, faults_at, find};
use crate::{ids::*, reason::*, time::day_start};
use chrono::{DateTime, Utc};
use content::form_faults;
use reasons::*;

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
