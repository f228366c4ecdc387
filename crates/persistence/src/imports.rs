//! What an import needs to know: who is in the unit already, and which numbers are known elsewhere.

use crate::{
    connection::either,
    failure::Outcome,
    reader::{Entered, Reader},
    row_security::Beyond,
    schema::{citizens, responsibilities},
    sql_types::{Doc, Id},
};
use diesel::prelude::*;
use domain::{citizen::CitizenContent, ids::CitizenId, national_number::NationalNumber};

/// A citizen that the unit answers for already.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownInUnit {
    /// Who.
    pub id: CitizenId,
    /// Keyed hash of the number; none without a number.
    pub lookup: Option<Vec<u8>>,
    /// What is said about her now.
    pub content: CitizenContent,
    /// Version of that.
    pub version: i64,
}

impl Reader<'_> {
    /// All citizens of an entered unit, as far as an import compares them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn known_in_unit(&mut self, entered: &Entered) -> Outcome<Vec<KnownInUnit>> {
        type Row = (Id<CitizenId>, Option<Vec<u8>>, Doc<CitizenContent>, i64);
        let unit = Id(entered.unit);
        let rows: Vec<Row> = either!(self, |c| citizens::table
            .inner_join(responsibilities::table.on(responsibilities::citizen_id.eq(citizens::id)))
            .filter(
                responsibilities::ends_at
                    .is_null()
                    .and(responsibilities::unit_id.eq(unit))
            )
            .select((
                citizens::id,
                citizens::number_lookup,
                citizens::details,
                citizens::version
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(id, lookup, content, version)| KnownInUnit {
                id: id.0,
                lookup,
                content: content.0,
                version,
            })
            .collect())
    }

    /// The keyed hash a number is found by.
    pub fn lookup_of(&self, number: &NationalNumber) -> Vec<u8> {
        self.vault.lookup(number.reveal().as_bytes())
    }

    /// Which of these hashes belong to citizens anywhere in the municipality.
    ///
    /// # Errors
    /// Those of the database.
    pub fn known_numbers(&mut self, lookups: &[Vec<u8>]) -> Outcome<Vec<Vec<u8>>> {
        self.beyond(Beyond::NumberElsewhere, |reader| {
            let known: Vec<Option<Vec<u8>>> = either!(reader, |c| citizens::table
                .filter(citizens::number_lookup.eq_any(lookups))
                .select(citizens::number_lookup)
                .load(c)?);
            Ok(known.into_iter().flatten().collect())
        })
    }
}
