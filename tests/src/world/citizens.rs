//! Whom they come to.

use super::World;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    citizen::{Address, AddressProtection, CitizenContent, HomeAccess, PersonName, Place},
    national_number::{AcceptancePolicy, NationalNumber},
};
use persistence::{NewIdentity, Outcome, Writer, new_id};

/// The national number that stands nowhere but as ciphertext.
pub const ASTRIDS_NUMBER: &str = "10915596784";

impl World {
    pub(super) fn citizens(&self, writer: &mut Writer<'_>, now: DateTime<Utc>) -> Outcome<()> {
        for (id, given, family, unit, place, number) in [
            (
                self.astrid,
                "Astrid",
                "Bøe",
                self.skullerud,
                (59.867, 10.838),
                Some(ASTRIDS_NUMBER),
            ),
            (
                self.einar,
                "Einar",
                "Dahl",
                self.skullerud,
                (59.864, 10.831),
                None,
            ),
            (
                self.gunvor,
                "Gunvor",
                "Lie",
                self.bogerud,
                (59.880, 10.846),
                None,
            ),
        ] {
            let identity = match number {
                Some(digits) => NewIdentity::Number(
                    NationalNumber::parse(digits, AcceptancePolicy::Demo).expect("a number"),
                ),
                None => NewIdentity::None("nytt nummer er bestilt".to_owned()),
            };
            let content = content(given, family, place);
            writer.insert_citizen(id, &identity, &content, new_id(now), unit)?;
        }
        Ok(())
    }
}

/// What is said about a citizen of the tests.
fn content(given: &str, family: &str, (lat, lon): (f64, f64)) -> CitizenContent {
    CitizenContent {
        name: PersonName {
            given: given.to_owned(),
            family: family.to_owned(),
        },
        birth_date: NaiveDate::from_ymd_opt(1938, 2, 3).expect("a date"),
        address: Address {
            street: "Skullerudveien 12".to_owned(),
            postal_code: "1188".to_owned(),
            town: "Oslo".to_owned(),
            protection: AddressProtection::None,
            place: Some(Place { lat, lon }),
        },
        phone: Some("22 00 00 00".to_owned()),
        language: "nb".to_owned(),
        needs_interpreter: false,
        access: HomeAccess {
            key: Some("Nøkkel 14".to_owned()),
            directions: None,
        },
    }
}
