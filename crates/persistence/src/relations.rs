//! Relations of the caller to single citizens, beside membership (SEC-2).

use crate::{
    emergency, failure::Outcome, pool_access, reader::Reader, row_security::Sight, substitutes,
};
use domain::{
    ids::CitizenId,
    policy::{self, Relation},
};

/// The caller's relations to one citizen.
pub(crate) fn of_caller(reader: &mut Reader<'_>, citizen: CitizenId) -> Outcome<Vec<Relation>> {
    let all = all_of_caller(reader)?;
    Ok(all
        .into_iter()
        .filter(|(whose, _)| *whose == citizen)
        .map(|(_, r)| r)
        .collect())
}

/// All the caller's relations to citizens, for the scope of queries; the database shows that scope from
/// here on (SEC-16).
pub(crate) fn all_of_caller(reader: &mut Reader<'_>) -> Outcome<Vec<(CitizenId, Relation)>> {
    if reader.actor().is_err() {
        return Ok(Vec::new());
    }
    reader.see(Sight::All)?;
    let mut all = pool_access::of_caller(reader)?;
    all.extend(substitutes::of_caller(reader)?);
    all.extend(crate::desks::of_caller(reader)?);
    all.extend(crate::consultations::of_caller(reader)?);
    all.extend(emergency::of_caller(reader)?);
    let scope = policy::scope(reader.actor()?, &all, reader.asked_at());
    reader.see_scope(&scope)?;
    Ok(all)
}
