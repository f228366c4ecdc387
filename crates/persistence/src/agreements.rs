//! Agreed exceptions from the working-time rules, for a unit or for one employee (R-SHF-2).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{pool_teams, working_time_agreements as agreements},
    sql_types::{At, Doc, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{AgreementId, EmployeeId, UnitId},
    shift::working_time::{Agreement, AgreementScope},
};

/// An agreement as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementRecord {
    /// The agreement.
    pub agreement: Agreement,
    /// The unit whose leader registered it.
    pub registered_in: UnitId,
    /// Version for the entity tag.
    pub version: i64,
}

type Row = (Id<UnitId>, Option<NaiveDate>, Doc<Agreement>, i64);

fn record(row: Row) -> AgreementRecord {
    let (registered_in, ends_on, agreement, version) = row;
    let mut agreement = agreement.0;
    agreement.period.until = ends_on;
    AgreementRecord {
        agreement,
        registered_in: registered_in.0,
        version,
    }
}

macro_rules! columns {
    () => {
        (
            agreements::registered_in,
            agreements::ends_on,
            agreements::details,
            agreements::version,
        )
    };
}

impl Reader<'_> {
    /// Agreements that were registered in a unit, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn agreements_of_unit(&mut self, unit: UnitId) -> Outcome<Vec<AgreementRecord>> {
        let rows: Vec<Row> = either!(self, |c| agreements::table
            .filter(agreements::registered_in.eq(Id(unit)))
            .order((agreements::starts_on.desc(), agreements::id.desc()))
            .select(columns!())
            .load(c)?);
        Ok(rows.into_iter().map(record).collect())
    }

    /// One agreement that was registered in a unit.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn agreement(&mut self, unit: UnitId, id: AgreementId) -> Outcome<AgreementRecord> {
        let row: Option<Row> = either!(self, |c| agreements::table
            .find(Id(id))
            .filter(agreements::registered_in.eq(Id(unit)))
            .select(columns!())
            .first(c)
            .optional()?);
        row.map(record).ok_or(Failure::NotThere)
    }

    /// Agreements that count for the shifts of employees in a unit: the unit's and their own, wherever
    /// those were registered. One query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn agreements_for(
        &mut self,
        unit: UnitId,
        employees: &[EmployeeId],
    ) -> Outcome<Vec<Agreement>> {
        let ids = || employees.iter().copied().map(|id| Some(Id(id)));
        let rows: Vec<Row> = either!(self, |c| agreements::table
            .filter(
                agreements::unit_id
                    .eq(Some(Id(unit)))
                    .or(agreements::unit_id.eq_any(
                        pool_teams::table
                            .filter(pool_teams::pool_id.eq(Id(unit)))
                            .select(pool_teams::team_id.nullable())
                    ))
                    .or(agreements::employee_id.eq_any(ids()))
            )
            .select(columns!())
            .load(c)?);
        Ok(rows.into_iter().map(|row| record(row).agreement).collect())
    }
}

impl Writer<'_> {
    /// A new agreement.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_agreement(&mut self, unit: UnitId, agreement: &Agreement) -> Outcome<()> {
        let (for_unit, for_one) = match agreement.scope {
            AgreementScope::Unit(unit) => (Some(Id(unit)), None),
            AgreementScope::Employee(who) => (None, Some(Id(who))),
        };
        let by = Id(self.actor()?.employee);
        let now = At::from(self.now());
        either!(self, |c| diesel::insert_into(agreements::table)
            .values((
                agreements::id.eq(Id(agreement.id)),
                agreements::unit_id.eq(for_unit),
                agreements::employee_id.eq(for_one),
                agreements::registered_in.eq(Id(unit)),
                agreements::starts_on.eq(agreement.period.from),
                agreements::ends_on.eq(agreement.period.until),
                agreements::details.eq(Doc(agreement.clone())),
                agreements::made_by.eq(by),
                agreements::made_at.eq(now),
            ))
            .execute(c)?);
        self.changed(
            "working-time-agreements",
            agreement.id,
            None,
            1,
            Op::Created,
        );
        Ok(())
    }

    /// Ends an agreement; returns its new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn end_agreement(
        &mut self,
        id: AgreementId,
        last_day: NaiveDate,
        version: i64,
    ) -> Outcome<i64> {
        let next = version + 1;
        either!(self, |c| diesel::update(agreements::table.find(Id(id)))
            .set((
                agreements::ends_on.eq(Some(last_day)),
                agreements::version.eq(next),
            ))
            .execute(c)?);
        self.changed("working-time-agreements", id, None, next, Op::Updated);
        Ok(next)
    }
}
