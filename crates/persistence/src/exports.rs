//! A unit's caseload as it is taken out, with numbers in clear: the log says so of each citizen.

use crate::{
    access_log::Seen,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Entered, Reader},
    schema::{citizens, responsibilities},
    sql_types::{Doc, Id},
    vault::Sealed,
};
use diesel::prelude::*;
use domain::{citizen::CitizenContent, ids::CitizenId, trace::AccessKind as Kind};

/// Somebody as she is taken out.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenOut {
    /// Who.
    pub id: CitizenId,
    /// Her number in clear; none when she has none.
    pub number: Option<String>,
    /// Why there is none.
    pub no_number_reason: Option<String>,
    /// Everything else.
    pub content: CitizenContent,
}

impl Reader<'_> {
    /// Everybody that an entered unit answers for, in Norwegian order of family name. One query.
    ///
    /// # Errors
    /// Those of the database, or when a number cannot be opened.
    pub fn taken_out(&mut self, entered: &Entered) -> Outcome<Vec<TakenOut>> {
        type Row = (
            Id<CitizenId>,
            Option<Vec<u8>>,
            Option<String>,
            Option<String>,
            Doc<CitizenContent>,
        );
        let unit = Id(entered.unit);
        let rows: Vec<Row> = either!(self, |c| citizens::table
            .inner_join(responsibilities::table.on(responsibilities::citizen_id.eq(citizens::id)))
            .filter(responsibilities::unit_id.eq(unit))
            .filter(responsibilities::ends_at.is_null())
            .order((citizens::sort_name, citizens::birth_date, citizens::id))
            .select((
                citizens::id,
                citizens::number_cipher,
                citizens::number_key_id,
                citizens::no_number_reason,
                citizens::details,
            ))
            .load(c)?);
        let mut found = Vec::with_capacity(rows.len());
        for (id, cipher, key_id, no_number_reason, content) in rows {
            let number = match cipher.zip(key_id) {
                Some((bytes, key_id)) => {
                    let sealed = Sealed { key_id, bytes };
                    let plain = self.vault.open(id.0.0.as_bytes(), &sealed)?;
                    Some(String::from_utf8(plain).map_err(|e| Failure::Internal(e.to_string()))?)
                }
                None => None,
            };
            found.push(TakenOut {
                id: id.0,
                number,
                no_number_reason,
                content: content.0,
            });
        }
        Ok(found)
    }

    /// Notes the citizens that a file takes out of Tillit: a line of its own kind in the log of each.
    pub fn note_export(&mut self, entered: &Entered, document: &str, citizens: Vec<CitizenId>) {
        self.seen.push(Seen {
            document: document.to_owned(),
            basis: entered.basis,
            unit: Some(entered.unit),
            citizens,
            kind: Kind::Export,
            reason: None,
        });
    }
}
