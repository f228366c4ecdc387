//! Citizens: identity encrypted, found by keyed hash; responsibility as dated rows (R-CIT-1, SEC-12).

mod search;
mod writing;

use crate::{
    connection::either,
    failure::{Failure, Outcome},
    reader::{Opened, Reader},
    row_security::Beyond,
    schema::citizens,
    sql_types::{Doc, Id},
    vault::Sealed,
};
use diesel::prelude::*;
use domain::{
    citizen::{Citizen, CitizenContent, Identity},
    ids::CitizenId,
    national_number::NationalNumber,
};
use std::collections::BTreeMap;

pub use search::Found;
pub use writing::NewIdentity;
pub(crate) use writing::content_row;

type CitizenRow = (
    Id<CitizenId>,
    Option<String>,
    Option<String>,
    Doc<CitizenContent>,
    i64,
);

pub(crate) fn citizen(row: CitizenRow) -> (Citizen, i64) {
    let (id, masked, reason, details, version) = row;
    let identity = match masked {
        Some(masked) => Identity::Number { masked },
        None => Identity::None {
            reason: reason.unwrap_or_default(),
        },
    };
    (
        Citizen {
            id: id.0,
            identity,
            content: details.0,
        },
        version,
    )
}

/// The columns of a citizen's row.
pub(crate) const CITIZEN: (
    citizens::id,
    citizens::number_masked,
    citizens::no_number_reason,
    citizens::details,
    citizens::version,
) = (
    citizens::id,
    citizens::number_masked,
    citizens::no_number_reason,
    citizens::details,
    citizens::version,
);

impl Reader<'_> {
    /// An opened citizen with her version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn citizen(&mut self, opened: &Opened) -> Outcome<(Citizen, i64)> {
        let id = Id(opened.citizen);
        Ok(citizen(either!(self, |c| citizens::table
            .find(id)
            .select(CITIZEN)
            .first(c)?)))
    }

    /// Names of citizens, as a list of a unit's own work shows them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn names_of(&mut self, ids: &[CitizenId]) -> Outcome<BTreeMap<CitizenId, String>> {
        let ids = || ids.iter().copied().map(Id);
        let rows: Vec<(Id<CitizenId>, String, String)> = either!(self, |c| citizens::table
            .filter(citizens::id.eq_any(ids()))
            .select((citizens::id, citizens::given_name, citizens::family_name))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(id, given, family)| (id.0, format!("{given} {family}")))
            .collect())
    }

    /// The number of an opened citizen, in clear.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when she has none.
    pub fn national_number(&mut self, opened: &Opened) -> Outcome<String> {
        type Row = (Option<Vec<u8>>, Option<String>);
        let id = opened.citizen;
        let row: Row = either!(self, |c| citizens::table
            .find(Id(id))
            .select((citizens::number_cipher, citizens::number_key_id))
            .first(c)?);
        let (Some(bytes), Some(key_id)) = row else {
            return Err(Failure::NotThere);
        };
        let plain = self
            .vault
            .open(id.0.as_bytes(), &Sealed { key_id, bytes })?;
        String::from_utf8(plain).map_err(|e| Failure::Internal(e.to_string()))
    }

    /// Whose number this is, wherever she lives.
    ///
    /// # Errors
    /// Those of the database.
    pub fn citizen_with_number(&mut self, number: &NationalNumber) -> Outcome<Option<CitizenId>> {
        self.beyond(Beyond::NumberElsewhere, |reader| {
            let lookup = reader.vault.lookup(number.reveal().as_bytes());
            let id: Option<Id<CitizenId>> = either!(reader, |c| citizens::table
                .filter(citizens::number_lookup.eq(lookup))
                .select(citizens::id)
                .first(c)
                .optional()?);
            Ok(id.map(|id| id.0))
        })
    }
}
