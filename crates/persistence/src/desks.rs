//! What lies on a unit's desk opens the case to those who work there, until it is final (SEC-2): a
//! vedtak that it prepares, signs or answers appeals on, and an application that was sent to it.

use crate::{
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{applications, vedtak},
    sql_types::{Coded, Id},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    application::ApplicationState,
    ids::{CitizenId, UnitId},
    policy::{Relation, RelationKind},
    time::local_date,
    vedtak::VedtakState,
};

/// Citizens with a case on the desk of a unit that the caller works in.
pub(crate) fn of_caller(reader: &mut Reader<'_>) -> Outcome<Vec<(CitizenId, Relation)>> {
    let Ok(actor) = reader.actor() else {
        return Ok(Vec::new());
    };
    let now = reader.asked_at();
    let units: Vec<Id<UnitId>> = actor.record_units(now).map(Id).collect();
    let mut found = vedtak_on(reader, &units, local_date(now))?;
    found.extend(applications_on(reader, &units)?);
    let relation = |unit| Relation {
        kind: RelationKind::HandlingUnit,
        unit: Some(unit),
        from: DateTime::<Utc>::MIN_UTC,
        until: DateTime::<Utc>::MAX_UTC,
    };
    Ok(found
        .into_iter()
        .map(|(citizen, unit)| (citizen.0, relation(unit.0)))
        .collect())
}

type OnDesk = Vec<(Id<CitizenId>, Id<UnitId>)>;

/// Vedtak that are not final: being written or signed, or decided with the time to appeal running or an
/// appeal open.
fn vedtak_on(reader: &mut Reader<'_>, units: &[Id<UnitId>], today: NaiveDate) -> Outcome<OnDesk> {
    Ok(either!(reader, |c| vedtak::table
        .filter(vedtak::handling_unit_id.eq_any(units))
        .filter(vedtak::handling_unit_id.ne(vedtak::unit_id))
        .filter(vedtak::state.ne(Coded(VedtakState::Withdrawn)))
        .filter(
            vedtak::final_on
                .is_null()
                .or(vedtak::final_on.gt(Some(today)))
        )
        .select((vedtak::citizen_id, vedtak::handling_unit_id))
        .load(c)?))
}

/// Applications that wait for an answer: they are prepared where they were sent, so what they ask for
/// is known there.
fn applications_on(reader: &mut Reader<'_>, units: &[Id<UnitId>]) -> Outcome<OnDesk> {
    let open = [ApplicationState::Received, ApplicationState::Routed].map(Coded);
    Ok(either!(reader, |c| applications::table
        .filter(applications::unit_id.eq_any(units))
        .filter(applications::state.eq_any(open))
        .select((applications::citizen_id, applications::unit_id))
        .load(c)?))
}
