//! The citizens that a unit answers for, by name (R-CIT-6).

use crate::{
    connection::either,
    failure::Outcome,
    reader::{Entered, Reader},
    schema::{citizens, responsibilities},
    sql_types::Id,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::ids::CitizenId;

/// A citizen as a line in the caseload names her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InCaseload {
    /// Identity.
    pub id: CitizenId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Birth date.
    pub birth_date: NaiveDate,
    /// Where she stands in a Norwegian list of names.
    pub sort_name: String,
}

impl Reader<'_> {
    /// Everybody that an entered unit answers for now, in Norwegian order of family name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn caseload(&mut self, entered: &Entered) -> Outcome<Vec<InCaseload>> {
        type Row = (Id<CitizenId>, String, String, NaiveDate, String);
        let unit = Id(entered.unit);
        let rows: Vec<Row> = either!(self, |c| citizens::table
            .inner_join(responsibilities::table.on(responsibilities::citizen_id.eq(citizens::id)))
            .filter(responsibilities::unit_id.eq(unit))
            .filter(responsibilities::ends_at.is_null())
            .select((
                citizens::id,
                citizens::given_name,
                citizens::family_name,
                citizens::birth_date,
                citizens::sort_name,
            ))
            .order((citizens::sort_name, citizens::id))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(
                |(id, given_name, family_name, birth_date, sort_name)| InCaseload {
                    id: id.0,
                    given_name,
                    family_name,
                    birth_date,
                    sort_name,
                },
            )
            .collect())
    }
}
