//! How a link of the register is shown.

use crate::problem::{ProblemError, errors};
use chrono::{DateTime, Utc};
use domain::{
    delegation::{Delegation, faults_at},
    ids::EmployeeId,
    reason::Language,
};
use persistence::{Employee, Outcome, Reader};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A link of the register.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DelegationView {
    #[serde(flatten)]
    delegation: Delegation,
    /// Who holds it.
    #[schema(example = "Liv Strand")]
    holder_name: String,
    /// Whether it counts at the instant asked about.
    counts: bool,
    /// Why it does not, when it does not.
    reasons: Vec<ProblemError>,
}

/// Links as they stand at an instant, in one query for the names of their holders.
pub(super) fn views(
    reader: &mut Reader<'_>,
    register: &[Delegation],
    shown: Vec<Delegation>,
    at: DateTime<Utc>,
    language: Language,
) -> Outcome<Vec<DelegationView>> {
    let holders: Vec<EmployeeId> = shown.iter().map(|link| link.grant.holder).collect();
    let names: BTreeMap<EmployeeId, Employee> = reader
        .employees(&holders)?
        .into_iter()
        .map(|employee| (employee.id, employee))
        .collect();
    Ok(shown
        .into_iter()
        .map(|link| {
            let faults = faults_at(register, &link, at);
            let holder_name = names
                .get(&link.grant.holder)
                .map(|e| format!("{} {}", e.given_name, e.family_name))
                .unwrap_or_default();
            DelegationView {
                holder_name,
                counts: faults.is_empty(),
                reasons: errors(&faults, language),
                delegation: link,
            }
        })
        .collect())
}
