//! Relations of the caller to single citizens, beside membership (SEC-2).

use crate::{emergency, failure::Outcome, reader::Reader, substitutes};
use domain::{ids::CitizenId, policy::Relation};

/// The caller's relations to one citizen.
pub(crate) fn of_caller(reader: &mut Reader<'_>, citizen: CitizenId) -> Outcome<Vec<Relation>> {
    let all = all_of_caller(reader)?;
    Ok(all
        .into_iter()
        .filter(|(whose, _)| *whose == citizen)
        .map(|(_, r)| r)
        .collect())
}

/// All the caller's relations to citizens, for the scope of queries.
pub(crate) fn all_of_caller(reader: &mut Reader<'_>) -> Outcome<Vec<(CitizenId, Relation)>> {
    let mut all = substitutes::of_caller(reader)?;
    all.extend(crate::desks::of_caller(reader)?);
    all.extend(emergency::of_caller(reader)?);
    Ok(all)
}
