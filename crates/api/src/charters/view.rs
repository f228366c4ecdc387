//! The charter that counts: the team's own, or the preset of Modell 2 before its first.

use domain::{
    charter::{Model, TeamCharter},
    ids::UnitId,
    time::local_date,
};
use persistence::{Outcome, Reader};
use std::collections::BTreeSet;

/// The charter of a unit with its version; version 0 is the preset that nobody has agreed to yet.
pub(super) fn charter_of(reader: &mut Reader<'_>, unit: UnitId) -> Outcome<(TeamCharter, i64)> {
    let today = local_date(reader.asked_at());
    let preset = || TeamCharter::preset(unit, Model::Model2, BTreeSet::new(), today);
    Ok(reader.charter(unit)?.unwrap_or_else(|| (preset(), 0)))
}
