//! What confirming a membership and ending it share: it is found as the one who asks has seen it, and shown
//! as it has become.

use super::view::MemberView;
use crate::{door::changed, etag::IfMatch};
use domain::{ids::MembershipId, organisation::Membership};
use persistence::{Answer, Employee, Entered, Failure, Outcome, Writer};

/// A membership of the entered unit with its version, which must be the one seen: another unit's is not there.
///
/// # Errors
/// [`Failure::NotThere`]; what [`IfMatch::check`] answers.
pub(super) fn as_seen(
    writer: &mut Writer<'_>,
    entered: &Entered,
    id: MembershipId,
    if_match: &IfMatch,
) -> Outcome<(Membership, i64)> {
    let (membership, version) = writer.membership(id)?;
    if membership.unit != entered.unit {
        return Err(Failure::NotThere);
    }
    if_match.check(entered, writer.epoch(), version)?;
    Ok((membership, version))
}

/// The answer to the change: the membership as it stands now.
///
/// # Errors
/// Those of the database.
pub(super) fn as_it_stands(
    writer: &mut Writer<'_>,
    id: MembershipId,
    employee: &Employee,
) -> Outcome<Answer> {
    let (membership, version) = writer.membership(id)?;
    changed(
        writer.epoch(),
        version,
        &MemberView::new(&membership, employee, version, writer.epoch()),
    )
}
