//! How a unit's duties go round (R-TEAM-5): all of them are one resource.

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::duty_rotas,
    sql_types::{Doc, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{duty::DutyRota, ids::UnitId};

impl Reader<'_> {
    /// A unit's rotas with their version; none and 0 before any are agreed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn duty_rotas(&mut self, unit: UnitId) -> Outcome<(Vec<DutyRota>, i64)> {
        let row: Option<(Doc<Vec<DutyRota>>, i64)> = either!(self, |c| duty_rotas::table
            .find(Id(unit))
            .select((duty_rotas::rotas, duty_rotas::version))
            .first(c)
            .optional()?);
        Ok(row.map_or((Vec::new(), 0), |(rotas, version)| (rotas.0, version)))
    }
}

impl Writer<'_> {
    /// Keeps what a unit has agreed; returns the new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_duty_rotas(
        &mut self,
        unit: UnitId,
        rotas: &[DutyRota],
        version: i64,
    ) -> Outcome<i64> {
        let next = version + 1;
        let doc = Doc(rotas.to_vec());
        either!(self, |c| diesel::insert_into(duty_rotas::table)
            .values((
                duty_rotas::unit_id.eq(Id(unit)),
                duty_rotas::rotas.eq(&doc),
                duty_rotas::version.eq(next),
            ))
            .on_conflict(duty_rotas::unit_id)
            .do_update()
            .set((duty_rotas::rotas.eq(&doc), duty_rotas::version.eq(next)))
            .execute(c)?);
        let op = if version == 0 {
            Op::Created
        } else {
            Op::Updated
        };
        self.changed("duties", unit, None, next, op);
        Ok(next)
    }
}
