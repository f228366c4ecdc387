//! Finding citizens by name, in what one may see.

use crate::{
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{citizens, responsibilities},
    sql_types::Id,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    citizen::search,
    ids::{CitizenId, UnitId},
    policy::Scope,
};

/// A citizen as found in a search: no more than one needs to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Identity.
    pub id: CitizenId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Birth date.
    pub birth_date: NaiveDate,
    /// The unit that answers for her.
    pub unit: UnitId,
    /// Where she stands in the list.
    pub sort_name: String,
}

impl Reader<'_> {
    /// Citizens in scope whose name holds every word of the query, in Norwegian order, after a
    /// position.
    ///
    /// # Errors
    /// Those of the database.
    pub fn search_citizens(
        &mut self,
        scope: &Scope,
        query: &str,
        after: Option<&(String, CitizenId)>,
        limit: i64,
    ) -> Outcome<Vec<Found>> {
        type Row = (Id<CitizenId>, String, String, NaiveDate, Id<UnitId>, String);
        let units = || scope.units.iter().copied().map(Id);
        let single = || scope.citizens.iter().copied().map(Id);
        let words: Vec<String> = search::fold(query)
            .split_whitespace()
            .map(|word| format!("%{}%", word.replace(['%', '_', '\\'], "")))
            .collect();
        let rows: Vec<Row> = either!(self, |c| {
            let mut found = citizens::table
                .inner_join(
                    responsibilities::table.on(responsibilities::citizen_id.eq(citizens::id)),
                )
                .filter(responsibilities::ends_at.is_null())
                .filter(
                    responsibilities::unit_id
                        .eq_any(units())
                        .or(citizens::id.eq_any(single())),
                )
                .select((
                    citizens::id,
                    citizens::given_name,
                    citizens::family_name,
                    citizens::birth_date,
                    responsibilities::unit_id,
                    citizens::sort_name,
                ))
                .order((citizens::sort_name, citizens::id))
                .limit(limit)
                .into_boxed();
            for word in &words {
                found = found.filter(citizens::search_name.like(word));
            }
            if let Some((name, id)) = after {
                let id = Id(*id);
                found = found.filter(
                    citizens::sort_name
                        .gt(name)
                        .or(citizens::sort_name.eq(name).and(citizens::id.gt(id))),
                );
            }
            found.load(c)?
        });
        Ok(rows
            .into_iter()
            .map(
                |(id, given_name, family_name, birth_date, unit, sort_name)| Found {
                    id: id.0,
                    given_name,
                    family_name,
                    birth_date,
                    unit: unit.0,
                    sort_name,
                },
            )
            .collect())
    }
}
