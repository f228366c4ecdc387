//! Writing a caseload that [`read`](super::read) reads back unchanged.

use super::{
    CaseloadRow, Column, RowIdentity,
    row::{NO_PROTECTION, NextOfKin},
};
use crate::csv_file;
use domain::citizen::AddressProtection;

/// The file with these citizens. It holds whole identity numbers: who is given it is the caller's
/// to log.
pub fn write(rows: &[CaseloadRow]) -> Vec<u8> {
    csv_file::write(rows, cell)
}

fn cell(row: &CaseloadRow, column: Column) -> String {
    let content = &row.content;
    let address = &content.address;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let kin = |of: fn(&NextOfKin) -> Option<String>| row.next_of_kin.as_ref().and_then(of);
    match column {
        Column::NationalNumber => match &row.identity {
            RowIdentity::Number(number) => number.reveal(),
            RowIdentity::None { .. } => String::new(),
        },
        Column::NoNumberReason => match &row.identity {
            RowIdentity::Number(_) => String::new(),
            RowIdentity::None { reason } => reason.clone(),
        },
        Column::GivenName => content.name.given.clone(),
        Column::FamilyName => content.name.family.clone(),
        Column::BirthDate => content.birth_date.to_string(),
        Column::Street => address.street.clone(),
        Column::PostalCode => address.postal_code.clone(),
        Column::Town => address.town.clone(),
        Column::Latitude => address
            .place
            .map_or_else(String::new, |p| p.lat.to_string()),
        Column::Longitude => address
            .place
            .map_or_else(String::new, |p| p.lon.to_string()),
        Column::Protection => match address.protection {
            AddressProtection::None => NO_PROTECTION.to_owned(),
            protection => protection.to_string(),
        },
        Column::Phone => text(&content.phone),
        Column::Language => content.language.clone(),
        Column::Interpreter => if content.needs_interpreter {
            "ja"
        } else {
            "nei"
        }
        .to_owned(),
        Column::Key => text(&content.access.key),
        Column::Directions => text(&content.access.directions),
        Column::KinName => kin(|k| Some(k.name.clone())).unwrap_or_default(),
        Column::KinRelation => kin(|k| k.relation.clone()).unwrap_or_default(),
        Column::KinPhone => kin(|k| k.phone.clone()).unwrap_or_default(),
    }
}
