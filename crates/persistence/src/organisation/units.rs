//! Districts and units, and the streams that changes to them are counted in.

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{districts, streams, units},
    sql_types::{AnyId, At, Coded, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    ids::{DistrictId, UnitId},
    organisation::UnitKind,
};
use uuid::Uuid;

/// A unit with its district.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Identity.
    pub id: UnitId,
    /// What it is.
    pub kind: UnitKind,
    /// Its name.
    pub name: String,
    /// Its district, none for the municipality's own units.
    pub district: Option<(DistrictId, String)>,
    /// Where its people start and end, degrees north and east.
    pub base: (f64, f64),
    /// Version for the entity tag.
    pub version: i64,
}

type UnitRow = (
    Id<UnitId>,
    Coded<UnitKind>,
    String,
    Option<(Id<DistrictId>, String)>,
    f64,
    f64,
    i64,
);

fn unit(row: UnitRow) -> Unit {
    let (id, kind, name, district, lat, lon, version) = row;
    let district = district.map(|(id, name)| (id.0, name));
    Unit {
        id: id.0,
        kind: kind.0,
        name,
        district,
        base: (lat, lon),
        version,
    }
}

macro_rules! unit_query {
    () => {
        units::table
            .left_join(districts::table.on(units::district_id.eq(districts::id.nullable())))
            .select((
                units::id,
                units::kind,
                units::name,
                (districts::id, districts::name).nullable(),
                units::base_lat,
                units::base_lon,
                units::version,
            ))
            .order(units::name)
    };
}

impl Reader<'_> {
    /// All units by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn units(&mut self) -> Outcome<Vec<Unit>> {
        let rows: Vec<UnitRow> = either!(self, |c| unit_query!().load(c)?);
        Ok(rows.into_iter().map(unit).collect())
    }

    /// One unit.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn unit(&mut self, id: UnitId) -> Outcome<Unit> {
        let row: Option<UnitRow> = either!(self, |c| unit_query!()
            .filter(units::id.eq(Id(id)))
            .first(c)
            .optional()?);
        row.map(unit).ok_or(Failure::NotThere)
    }
}

impl Writer<'_> {
    /// A new district.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_district(&mut self, id: DistrictId, name: &str) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(districts::table)
            .values((districts::id.eq(Id(id)), districts::name.eq(name)))
            .execute(c)?);
        Ok(())
    }

    /// A stream for a unit, or for the municipality itself.
    ///
    /// # Errors
    /// Those of the database.
    pub fn ensure_stream(&mut self, id: impl Into<Uuid>) -> Outcome<()> {
        let id: AnyId = Id(id.into());
        let now = At::from(self.now());
        either!(self, |c| diesel::insert_into(streams::table)
            .values((
                streams::id.eq(id),
                streams::revision.eq(0),
                streams::changed_at.eq(now)
            ))
            .on_conflict(streams::id)
            .do_nothing()
            .execute(c)?);
        Ok(())
    }

    /// A new unit with its stream.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_unit(&mut self, unit: &Unit) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(units::table)
            .values((
                units::id.eq(Id(unit.id)),
                units::district_id.eq(unit.district.as_ref().map(|(id, _)| Id(*id))),
                units::kind.eq(Coded(unit.kind)),
                units::name.eq(&unit.name),
                units::base_lat.eq(unit.base.0),
                units::base_lon.eq(unit.base.1),
            ))
            .execute(c)?);
        self.ensure_stream(unit.id)?;
        self.changed("units", unit.id, None, 1, Op::Created);
        Ok(())
    }
}
