//! Where R-TEAM-4 is asked: of whoever is to be a member, and of those who are when a charter or an
//! education changes under them.

use crate::{
    days::{planner::worded, proposal::said},
    problem::ProblemError,
};
use domain::{
    ids::UnitId,
    organisation::{Membership, Role},
    reason::{Language, Violation, Violations},
    team::{OtherEducation, education_fault, education_signal},
    time::local_date,
};
use persistence::{Employee, Outcome, Reader};

/// The educations that a unit's charter allows beside those of health.
fn allowed(reader: &mut Reader<'_>, unit: UnitId) -> Outcome<Vec<OtherEducation>> {
    let charter = reader.charter(unit)?;
    Ok(charter.map_or_else(Vec::new, |(charter, _)| charter.other_education))
}

/// Why somebody cannot be made a member of the unit, as its charter stands now.
pub(crate) fn membership_fault(
    reader: &mut Reader<'_>,
    unit: UnitId,
    role: Role,
    employee: &Employee,
) -> Outcome<Option<Violation>> {
    let kind = reader.unit(unit)?.kind;
    let allowed = allowed(reader, unit)?;
    Ok(education_fault(kind, role, employee.profession, &allowed))
}

/// Memberships of a unit that neither education nor charter carries any more: the team sees them.
pub(crate) fn standing_signals<'a>(
    reader: &mut Reader<'_>,
    unit: UnitId,
    members: impl Iterator<Item = (&'a Membership, &'a Employee)>,
) -> Outcome<Violations> {
    let today = local_date(reader.asked_at());
    let kind = reader.unit(unit)?.kind;
    let allowed = allowed(reader, unit)?;
    let signals = members.filter_map(|(membership, employee)| {
        let name = format!("{} {}", employee.given_name, employee.family_name);
        let who = (name.as_str(), employee.profession);
        education_signal(kind, membership, who, &allowed, today)
    });
    Ok(signals.collect())
}

/// Signals in the reader's language.
pub(crate) fn in_words(signals: &Violations, language: Language) -> Vec<ProblemError> {
    let said = |signal| said(&worded(signal), language);
    signals.iter().map(said).collect()
}
