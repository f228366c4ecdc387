//! Who has been with whom: what continuity is counted from (R-WL-7).

use crate::{
    connection::either, failure::Outcome, reader::Reader, schema::done_parts, sql_types::Id,
};
use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use domain::{
    familiarity::DonePart,
    ids::{CitizenId, EmployeeId},
};

/// Local days that a face is remembered (R-WL-7).
const FACE_DAYS: u64 = 90;

impl Reader<'_> {
    /// Done visits to citizens in the 90 local days that end the day before `date` (R-WL-7).
    ///
    /// # Errors
    /// Those of the database.
    pub fn done_parts(
        &mut self,
        ids: &[CitizenId],
        date: NaiveDate,
    ) -> Outcome<Vec<(CitizenId, DonePart)>> {
        type Row = (Id<CitizenId>, Id<EmployeeId>, NaiveDate, bool);
        let from = date.checked_sub_days(Days::new(FACE_DAYS)).unwrap_or(date);
        let ids = || ids.iter().copied().map(Id);
        let rows: Vec<Row> = either!(self, |c| done_parts::table
            .filter(done_parts::citizen_id.eq_any(ids()))
            .filter(done_parts::date.ge(from))
            .filter(done_parts::date.lt(date))
            .select((
                done_parts::citizen_id,
                done_parts::employee_id,
                done_parts::date,
                done_parts::companion,
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(citizen, employee, date, companion)| {
                let done = DonePart {
                    employee: employee.0,
                    date,
                    companion,
                };
                (citizen.0, done)
            })
            .collect())
    }

    /// The same, with no more than is needed to tell how many have been there and who is a new face:
    /// each employee once, with her last day, companions left out. The database counts, from an index
    /// alone, so a team's ninety days take milliseconds.
    ///
    /// # Errors
    /// Those of the database.
    pub fn faces(
        &mut self,
        ids: &[CitizenId],
        date: NaiveDate,
    ) -> Outcome<Vec<(CitizenId, DonePart)>> {
        type Row = (Id<CitizenId>, Id<EmployeeId>, Option<NaiveDate>);
        let from = date.checked_sub_days(Days::new(FACE_DAYS)).unwrap_or(date);
        let ids = || ids.iter().copied().map(Id);
        let rows: Vec<Row> = either!(self, |c| done_parts::table
            .filter(done_parts::citizen_id.eq_any(ids()))
            .filter(done_parts::date.ge(from))
            .filter(done_parts::date.lt(date))
            .filter(done_parts::companion.eq(false))
            .group_by((done_parts::citizen_id, done_parts::employee_id))
            .select((
                done_parts::citizen_id,
                done_parts::employee_id,
                diesel::dsl::max(done_parts::date),
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .filter_map(|(citizen, employee, last)| {
                let done = DonePart {
                    employee: employee.0,
                    date: last?,
                    companion: false,
                };
                Some((citizen.0, done))
            })
            .collect())
    }
}
