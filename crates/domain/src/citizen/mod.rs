//! Who a citizen is: identity, name, address, and what one must know to come in (§ 2).

pub mod care_team;
pub mod contacts;
pub mod search;
pub mod whereabouts;

use crate::{
    ids::CitizenId,
    reason::{Reason, Violations},
    text_enum,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// How well an address is protected (facts.md, record and log). Any protection keeps it off
    /// maps, lists, routes, notices and general search.
    pub enum AddressProtection {
        /// Ugradert.
        None = "none", "ingen", "ingen", "none";
        /// Kode 7.
        Confidential = "fortrolig", "fortrolig", "fortruleg", "confidential";
        /// Kode 6: only a c/o postal address exists.
        StrictlyConfidential = "strengt_fortrolig", "strengt fortrolig", "strengt fortruleg", "strictly confidential";
        /// Klientadresse.
        ClientAddress = "klientadresse", "klientadresse", "klientadresse", "client address";
    }
}

impl AddressProtection {
    /// Whether the address may be on maps, lists, routes, notices and in general search.
    pub const fn may_be_shown(self) -> bool {
        matches!(self, Self::None)
    }
}

/// Why a citizen has no fødselsnummer or D-number, or the masked number she has (R-CIT-1).
///
/// The number itself is stored encrypted, beside this, and shown only when asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Identity {
    /// A valid number, as it may be shown.
    Number {
        /// `010150 *****`.
        masked: String,
    },
    /// No number yet.
    None {
        /// Why, in words.
        reason: String,
    },
}

/// A name as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonName {
    /// Given name or names.
    pub given: String,
    /// Family name.
    pub family: String,
}

impl PersonName {
    /// `Astrid Bøe`.
    pub fn full(&self) -> String {
        format!("{} {}", self.given.trim(), self.family.trim())
    }

    /// Sorts people by family name, then given name, as a Norwegian list does.
    pub fn sort_key(&self) -> String {
        search::sort_key(&format!("{}, {}", self.family.trim(), self.given.trim()))
    }
}

/// A point on the map, WGS 84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Place {
    /// Latitude, −90 to 90.
    pub lat: f64,
    /// Longitude, −180 to 180.
    pub lon: f64,
}

impl Place {
    fn exists(self) -> bool {
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lon)
    }
}

/// Where a citizen lives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Address {
    /// Street and number; for a strictly confidential address the c/o line.
    pub street: String,
    /// Four digits; decides the team (R-TEAM-1).
    pub postal_code: String,
    /// Post town.
    pub town: String,
    /// How well it is protected.
    pub protection: AddressProtection,
    /// Where it is, for travel; never kept for a protected address.
    pub place: Option<Place>,
}

/// How to come in; shown only to those who are on their way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HomeAccess {
    /// Number or place of the key, or the lock system.
    pub key: Option<String>,
    /// Entrance, floor, dog, doorbell, parking.
    pub directions: Option<String>,
}

/// All that is said about a citizen when she is taken in or corrected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CitizenContent {
    /// Name.
    pub name: PersonName,
    /// A field of its own, never derived from the number (facts.md).
    pub birth_date: NaiveDate,
    /// Where she lives.
    pub address: Address,
    /// Telephone.
    pub phone: Option<String>,
    /// The language she speaks best, BCP 47 (`nb`, `se`, `ur`).
    pub language: String,
    /// Whether conversations need an interpreter.
    pub needs_interpreter: bool,
    /// How to come in.
    pub access: HomeAccess,
}

/// The person who receives or applies for services (innbygger).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Citizen {
    /// Identity of the record.
    pub id: CitizenId,
    /// The number, masked, or why there is none.
    pub identity: Identity,
    /// Everything else.
    #[serde(flatten)]
    pub content: CitizenContent,
}

static NO_REASON_FOR_NO_NUMBER: Reason = Reason {
    rule: "R-CIT-1",
    code: "number-or-reason",
    nb: "Skriv fødselsnummer eller D-nummer, eller hvorfor det mangler.",
    nn: "Skriv fødselsnummer eller D-nummer, eller kvifor det manglar.",
    en: "Give the identity number or D-number, or say why there is none.",
};
static NAME_MISSING: Reason = Reason {
    rule: "R-CIT-1",
    code: "name-missing",
    nb: "Skriv både fornavn og etternavn.",
    nn: "Skriv både førenamn og etternamn.",
    en: "Give both given name and family name.",
};
static BORN_IN_FUTURE: Reason = Reason {
    rule: "R-CIT-1",
    code: "birth-date-impossible",
    nb: "Fødselsdatoen {date} kan ikke være riktig.",
    nn: "Fødselsdatoen {date} kan ikkje vere rett.",
    en: "The birth date {date} cannot be right.",
};
static POSTAL_CODE: Reason = Reason {
    rule: "R-TEAM-1",
    code: "postal-code",
    nb: "Et postnummer har fire siffer.",
    nn: "Eit postnummer har fire siffer.",
    en: "A postal code has four digits.",
};
static NO_SUCH_PLACE: Reason = Reason {
    rule: "R-CIT-1",
    code: "place-impossible",
    nb: "Punktet finnes ikke på kartet.",
    nn: "Punktet finst ikkje på kartet.",
    en: "There is no such point on the map.",
};
static PROTECTED_ON_MAP: Reason = Reason {
    rule: "R-CIT-1",
    code: "protected-address-on-map",
    nb: "En beskyttet adresse skal ikke ha punkt på kartet.",
    nn: "Ei verna adresse skal ikkje ha punkt på kartet.",
    en: "A protected address must not have a point on the map.",
};
static LANGUAGE_MISSING: Reason = Reason {
    rule: "R-CIT-1",
    code: "language-missing",
    nb: "Velg språket innbyggeren snakker best.",
    nn: "Vel språket innbyggjaren snakkar best.",
    en: "Choose the language that the citizen speaks best.",
};

/// The longest life that a birth date may speak of, years: the oldest known Norwegian was 113.
const LONGEST_LIFE: u32 = 120;

/// What is wrong with a citizen's identity and master data, all of it (R-CIT-1). `today` is the
/// local day.
pub fn check_citizen(
    identity: &Identity,
    content: &CitizenContent,
    today: NaiveDate,
) -> Violations {
    let mut violations = Violations::new();
    if matches!(identity, Identity::None { reason } if reason.trim().is_empty()) {
        violations.push(NO_REASON_FOR_NO_NUMBER.violation().at("/identity/reason"));
    }
    for (text, pointer) in [
        (&content.name.given, "/name/given"),
        (&content.name.family, "/name/family"),
    ] {
        if text.trim().is_empty() {
            violations.push(NAME_MISSING.violation().at(pointer));
        }
    }
    let oldest = today - chrono::Months::new(12 * LONGEST_LIFE);
    if !(oldest..=today).contains(&content.birth_date) {
        let violation = BORN_IN_FUTURE.violation().at("/birthDate");
        violations.push(violation.with("date", content.birth_date));
    }
    if content.language.trim().is_empty() {
        violations.push(LANGUAGE_MISSING.violation().at("/language"));
    }
    violations.extend(check_address(&content.address));
    violations
}

fn check_address(address: &Address) -> Violations {
    let mut violations = Violations::new();
    let code = &address.postal_code;
    if code.len() != 4 || !code.bytes().all(|b| b.is_ascii_digit()) {
        violations.push(POSTAL_CODE.violation().at("/address/postalCode"));
    }
    if let Some(place) = address.place {
        if !place.exists() {
            violations.push(NO_SUCH_PLACE.violation().at("/address/place"));
        }
        if !address.protection.may_be_shown() {
            violations.push(PROTECTED_ON_MAP.violation().at("/address/place"));
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }
    fn astrid() -> CitizenContent {
        CitizenContent {
            name: PersonName {
                given: "Astrid".into(),
                family: "Bøe".into(),
            },
            birth_date: NaiveDate::from_ymd_opt(1938, 2, 3).unwrap(),
            address: Address {
                street: "Storgata 1".into(),
                postal_code: "2609".into(),
                town: "Lillehammer".into(),
                protection: AddressProtection::None,
                place: Some(Place {
                    lat: 61.1,
                    lon: 10.5,
                }),
            },
            phone: None,
            language: "nb".into(),
            needs_interpreter: false,
            access: HomeAccess::default(),
        }
    }
    fn masked() -> Identity {
        Identity::Number {
            masked: "030238 *****".into(),
        }
    }

    #[test]
    fn accepts_a_citizen_with_number_or_with_a_reason_for_none() {
        assert_eq!(check_citizen(&masked(), &astrid(), today()), []);
        let newborn = Identity::None {
            reason: "Nyfødt, nummer er ikke tildelt".into(),
        };
        assert_eq!(check_citizen(&newborn, &astrid(), today()), []);
    }

    #[test]
    fn lists_every_fault_with_its_place() {
        let mut content = astrid();
        content.name.given.clear();
        content.birth_date = today().succ_opt().unwrap();
        content.address.postal_code = "26o9".into();
        content.address.protection = AddressProtection::StrictlyConfidential;
        let none = Identity::None { reason: " ".into() };
        let found = check_citizen(&none, &content, today());
        let pointers: Vec<_> = found.iter().filter_map(|v| v.pointer.as_deref()).collect();
        assert_eq!(
            pointers,
            [
                "/identity/reason",
                "/name/given",
                "/birthDate",
                "/address/postalCode",
                "/address/place"
            ]
        );
    }

    #[test]
    fn is_read_back_as_written_and_refuses_fields_it_does_not_know() {
        let citizen = Citizen {
            id: CitizenId(uuid::Uuid::nil()),
            identity: masked(),
            content: astrid(),
        };
        let json = serde_json::to_value(&citizen).unwrap();
        assert_eq!(serde_json::from_value::<Citizen>(json).unwrap(), citizen);
        let mut content = serde_json::to_value(astrid()).unwrap();
        content["nickname"] = "Assi".into();
        assert!(serde_json::from_value::<CitizenContent>(content).is_err());
    }

    #[test]
    fn lists_people_in_norwegian_order() {
        let name = |given: &str, family: &str| PersonName {
            given: given.into(),
            family: family.into(),
        };
        let mut people = [
            name("Kari", "Aas"),
            name("Ola", "Ødegård"),
            name("Ola", "Berg"),
            name("Anne", "Berg"),
            name("Per", "Ærlig"),
        ];
        people.sort_by_key(PersonName::sort_key);
        let order = people.map(|p| p.full());
        assert_eq!(
            order,
            [
                "Anne Berg",
                "Ola Berg",
                "Per Ærlig",
                "Ola Ødegård",
                "Kari Aas"
            ]
        );
    }
}
