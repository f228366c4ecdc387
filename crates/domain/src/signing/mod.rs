//! The one function that answers who may sign a vedtak (R-VED-4): allowed by a delegation, or
//! refused with every reason and with those who may.

mod limits;

use crate::{
    decision_settings::DecisionSettings,
    delegation::{Delegation, faults_at},
    habilitet::Impartiality,
    ids::*,
    organisation::{Membership, Role},
    quota::QuotaUse,
    reason::*,
    time::local_date,
    vedtak::{Outcome, Step, Vedtak, VedtakState, overlap_faults, tainted_statements},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static NO_DELEGATION: Reason = Reason {
    rule: "R-VED-4",
    code: "no-delegation",
    nb: "Du har ingen fullmakt til å signere vedtak om {service}.",
    nn: "Du har inga fullmakt til å signere vedtak om {service}.",
    en: "You have no delegation to sign a vedtak on {service}.",
};
static CHANGED_DRAFT: Reason = Reason {
    rule: "R-VED-3",
    code: "signer-changed-draft",
    nb: "Du har selv endret utkastet. En annen må signere.",
    nn: "Du har sjølv endra utkastet. Ein annan må signere.",
    en: "You changed the draft yourself. Somebody else must sign.",
};
static GAVE_STATEMENT: Reason = Reason {
    rule: "R-VED-3",
    code: "signer-gave-statement",
    nb: "Du har gitt uttalelse i saken. En annen må signere.",
    nn: "Du har gitt fråsegn i saka. Ein annan må signere.",
    en: "You gave a statement in the case. Somebody else must sign.",
};
static NO_LAW: Reason = Reason {
    rule: "R-VED-8",
    code: "no-law-version",
    nb: "Det er ikke registrert hvilken lov som gjelder i dag. Be administrator rette innstillingene.",
    nn: "Det er ikkje registrert kva lov som gjeld i dag. Be administrator rette innstillingane.",
    en: "No version of the law is registered for today. Ask the administrator to correct the settings.",
};

/// All that signing depends on.
#[derive(Debug, Clone, Copy)]
pub struct SigningFacts<'a> {
    /// Who wants to sign.
    pub signer: EmployeeId,
    /// What.
    pub vedtak: &'a Vedtak,
    /// The citizen's other vedtak, so that no two overlap (R-VED-3).
    pub others: &'a [Vedtak],
    /// The register of delegations, also those that ended.
    pub register: &'a [Delegation],
    /// Quotas and their use now.
    pub quotas: &'a [QuotaUse],
    /// What is known about impartiality, for the signer and every holder in the register.
    pub impartiality: Impartiality<'a>,
    /// Memberships of the register's holders, to say where a vedtak can be sent.
    pub memberships: &'a [Membership],
    /// The municipality's settings.
    pub settings: &'a DecisionSettings,
}

/// Somebody who could sign now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WhoMay {
    /// Who.
    pub employee: EmployeeId,
    /// The unit that the vedtak can be sent to.
    pub unit: UnitId,
    /// By which delegation.
    pub delegation: DelegationId,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Signing {
    /// She may; both are stored with the signature.
    Allowed {
        /// By this delegation.
        by: DelegationId,
        /// Under this version of the law.
        law_version: String,
    },
    /// She may not.
    Refused {
        /// Every reason.
        reasons: Violations,
        /// Those who could sign now, when the vedtak itself is ready.
        who_may: Vec<WhoMay>,
    },
}

/// Whether the signer may sign the vedtak at `now` (R-VED-4).
pub fn may_sign(facts: &SigningFacts<'_>, now: DateTime<Utc>) -> Signing {
    let law = facts.settings.law.as_ref();
    let mut reasons = case_faults(facts, now);
    if law.is_none() {
        reasons.push(NO_LAW.violation());
    }
    reasons.extend(person_faults(facts, facts.signer, now));
    let delegation = delegation_for(facts, facts.signer, now);
    match (delegation, law) {
        (Ok(delegation), Some(law)) if reasons.is_empty() => Signing::Allowed {
            by: delegation.id,
            law_version: law.id.clone(),
        },
        (delegation, _) => {
            reasons.extend(delegation.err().unwrap_or_default());
            Signing::Refused {
                reasons: without_repeats(reasons),
                who_may: who_may_sign(facts, now),
            }
        }
    }
}

/// Whether the vedtak itself can be signed now, by whoever may.
pub fn is_ready(facts: &SigningFacts<'_>, now: DateTime<Utc>) -> bool {
    case_faults(facts, now).is_empty()
}

/// Whether the signer may send the vedtak back: as leader of the desk on which it lies, or with a
/// delegation that covers it, even when four eyes keep her from signing this one herself. One who is
/// disqualified keeps away from the case altogether (R-VED-5).
///
/// # Errors
/// What she lacks.
pub fn check_return(
    facts: &SigningFacts<'_>,
    leads_desk: bool,
    now: DateTime<Utc>,
) -> Result<(), Violations> {
    let mut reasons = facts.impartiality.preparing(facts.signer, now);
    if !leads_desk {
        reasons.extend(
            delegation_for(facts, facts.signer, now)
                .err()
                .unwrap_or_default(),
        );
    }
    none_of(reasons)
}

/// Whether the signer may end a vedtak in force before its last day: as if she signed a new one with
/// that outcome (R-VED-4).
///
/// # Errors
/// Every reason why not.
pub fn check_end(facts: &SigningFacts<'_>, now: DateTime<Utc>) -> Result<(), Violations> {
    let mut ending = facts.vedtak.clone();
    ending.state = VedtakState::Submitted;
    ending.content.outcome = Some(Outcome::End);
    // Four eyes are for what is written, and an end writes nothing anew.
    ending.editors.clear();
    ending.statements.clear();
    let facts = SigningFacts {
        vedtak: &ending,
        ..*facts
    };
    match may_sign(&facts, now) {
        Signing::Allowed { .. } => Ok(()),
        Signing::Refused { reasons, .. } => Err(reasons),
    }
}

/// Everybody who could sign the vedtak at `now`, by each's best delegation.
pub fn who_may_sign(facts: &SigningFacts<'_>, now: DateTime<Utc>) -> Vec<WhoMay> {
    if !case_faults(facts, now).is_empty() {
        return Vec::new();
    }
    let holders: std::collections::BTreeSet<_> = facts
        .register
        .iter()
        .map(|link| link.grant.holder)
        .collect();
    holders
        .into_iter()
        .filter(|holder| works_here(facts, *holder, now))
        .filter(|holder| person_faults(facts, *holder, now).is_empty())
        .filter_map(|holder| {
            let delegation = delegation_for(facts, holder, now).ok()?;
            let unit = desk_of(facts, holder, now);
            Some(WhoMay {
                employee: holder,
                unit,
                delegation: delegation.id,
            })
        })
        .collect()
}

/// Why nobody can sign it as it is: not submitted, another vedtak is in the way, or somebody who has to
/// keep away gave a statement.
fn case_faults(facts: &SigningFacts<'_>, now: DateTime<Utc>) -> Violations {
    let mut violations = facts
        .vedtak
        .state
        .after(Step::Sign)
        .err()
        .unwrap_or_default();
    violations.extend(overlap_faults(facts.vedtak, facts.others));
    violations.extend(tainted_statements(facts.vedtak, &facts.impartiality, now));
    violations
}

/// Why this person cannot, whatever she holds: four eyes (R-VED-3) and impartiality (R-VED-5).
fn person_faults(facts: &SigningFacts<'_>, person: EmployeeId, now: DateTime<Utc>) -> Violations {
    let settings = facts.settings;
    let vedtak = facts.vedtak;
    let mut violations = Violations::new();
    if !settings.signer_may_have_edited && vedtak.editors.contains(&person) {
        violations.push(CHANGED_DRAFT.violation());
    }
    if !settings.signer_may_have_stated && vedtak.statements.iter().any(|s| s.by == person) {
        violations.push(GAVE_STATEMENT.violation());
    }
    violations.extend(facts.impartiality.deciding(person, now));
    violations
}

/// The delegation by which `person` could sign: her own before an acting one, then the earliest.
///
/// # Errors
/// What each delegation that she has or had falls short of.
fn delegation_for<'a>(
    facts: &SigningFacts<'a>,
    person: EmployeeId,
    now: DateTime<Utc>,
) -> Result<&'a Delegation, Violations> {
    let service = facts.vedtak.content.service;
    let mut held: Vec<_> = facts
        .register
        .iter()
        .filter(|l| l.grant.holder == person)
        .collect();
    held.sort_by_key(|link| (link.grant.acting, link.registered_at, link.id));
    let mut reasons = Violations::new();
    if held
        .iter()
        .all(|link| !link.grant.services.contains(&service))
    {
        reasons.push(NO_DELEGATION.violation().with("service", service.term()));
    }
    for link in held {
        let faults: Violations = faults_at(facts.register, link, now)
            .into_iter()
            .map(|fault| Violation {
                pointer: None,
                ..fault
            })
            .chain(limits::shortfalls(&link.grant, facts.vedtak, facts.quotas))
            .collect();
        if faults.is_empty() {
            return Ok(link);
        }
        reasons.extend(faults);
    }
    Err(reasons)
}

/// Whether somebody still works in a unit whose records she may open: a delegation alone opens none.
fn works_here(facts: &SigningFacts<'_>, person: EmployeeId, now: DateTime<Utc>) -> bool {
    let opens = |role| {
        use Role::*;
        matches!(role, Member | Leader | CaseWorker | OfficeLeader)
    };
    facts
        .memberships
        .iter()
        .any(|m| m.employee == person && m.is_active(local_date(now)) && opens(m.role))
}

/// Where `person` sits: the unit she leads, else any she works in, else the one that answers for
/// the citizen.
fn desk_of(facts: &SigningFacts<'_>, person: EmployeeId, now: DateTime<Utc>) -> UnitId {
    facts
        .memberships
        .iter()
        .filter(|m| m.employee == person && m.is_active(local_date(now)))
        .min_by_key(|m| {
            let leads = matches!(m.role, Role::Leader | Role::OfficeLeader);
            // Of several units she leads, the citizen's own comes first.
            (!leads, m.unit != facts.vedtak.unit, m.unit)
        })
        .map_or(facts.vedtak.unit, |m| m.unit)
}

fn without_repeats(reasons: Violations) -> Violations {
    let mut kept = Violations::new();
    for reason in reasons {
        if !kept.contains(&reason) {
            kept.push(reason);
        }
    }
    kept
}

#[cfg(test)]
mod tests;
