//! Requests to the staffing office and its answers (R-SHF-3). Nothing about citizens, and nothing of
//! why somebody is away.

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{substitute_requests as requests, units},
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    ids::{SubstituteRequestId, UnitId},
    organisation::UnitKind,
    substitute::SubstituteRequest,
};

/// How many a list shows.
const SHOWN: i64 = 200;

impl Reader<'_> {
    /// Requests of a team, or to a staffing office, the newest first; each with its version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn substitute_requests(&mut self, unit: UnitId) -> Outcome<Vec<(SubstituteRequest, i64)>> {
        let rows: Vec<(Doc<SubstituteRequest>, i64)> = either!(self, |c| requests::table
            .filter(
                requests::unit_id
                    .eq(Id(unit))
                    .or(requests::office_id.eq(Id(unit)))
            )
            .order((requests::asked_at.desc(), requests::id.desc()))
            .limit(SHOWN)
            .select((requests::details, requests::version))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(doc, version)| (doc.0, version))
            .collect())
    }

    /// One request that a team has made, or an office has got.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn substitute_request(
        &mut self,
        unit: UnitId,
        id: SubstituteRequestId,
    ) -> Outcome<(SubstituteRequest, i64)> {
        let row: Option<(Doc<SubstituteRequest>, i64)> = either!(self, |c| requests::table
            .find(Id(id))
            .filter(
                requests::unit_id
                    .eq(Id(unit))
                    .or(requests::office_id.eq(Id(unit)))
            )
            .select((requests::details, requests::version))
            .first(c)
            .optional()?);
        row.map(|(doc, version)| (doc.0, version))
            .ok_or(Failure::NotThere)
    }

    /// Which team made a request and which office got it: the streams of an answer.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sides_of_request(
        &mut self,
        id: SubstituteRequestId,
    ) -> Outcome<Option<(UnitId, UnitId)>> {
        let row: Option<(Id<UnitId>, Id<UnitId>)> = either!(self, |c| requests::table
            .find(Id(id))
            .select((requests::unit_id, requests::office_id))
            .first(c)
            .optional()?);
        Ok(row.map(|(unit, office)| (unit.0, office.0)))
    }

    /// The municipality's staffing office, the first by name; none where there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn staffing_office(&mut self) -> Outcome<Option<UnitId>> {
        let id: Option<Id<UnitId>> = either!(self, |c| units::table
            .filter(units::kind.eq(Coded(UnitKind::StaffingOffice)))
            .order(units::name)
            .select(units::id)
            .first(c)
            .optional()?);
        Ok(id.map(|id| id.0))
    }
}

impl Writer<'_> {
    /// A new request.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_substitute_request(&mut self, new: &SubstituteRequest) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(requests::table)
            .values((
                requests::id.eq(Id(new.id)),
                requests::unit_id.eq(Id(new.unit)),
                requests::office_id.eq(Id(new.office)),
                requests::absence_id.eq(new.absence.map(Id)),
                requests::state.eq(Coded(new.state)),
                requests::asked_at.eq(At::from(new.asked_at)),
                requests::details.eq(Doc(new.clone())),
            ))
            .execute(c)?);
        self.changed("substitute-requests", new.id, None, 1, Op::Created);
        Ok(())
    }

    /// Keeps what a request has become; returns its new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_substitute_request(
        &mut self,
        now: &SubstituteRequest,
        version: i64,
    ) -> Outcome<i64> {
        let next = version + 1;
        either!(self, |c| diesel::update(requests::table.find(Id(now.id)))
            .set((
                requests::state.eq(Coded(now.state)),
                requests::details.eq(Doc(now.clone())),
                requests::version.eq(next),
            ))
            .execute(c)?);
        self.changed("substitute-requests", now.id, None, next, Op::Updated);
        Ok(next)
    }
}
