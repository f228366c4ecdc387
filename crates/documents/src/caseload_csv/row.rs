//! One citizen of the file, read from a row's cells and checked by the domain's rules.

use super::Column;
use crate::csv_file::{Cells, reasons::*};
use chrono::NaiveDate;
use domain::{
    citizen::{
        Address, AddressProtection, CitizenContent, HomeAccess, Identity, PersonName, Place,
        check_citizen,
        contacts::{ContactContent, ContactRole, check_contact},
    },
    national_number::{AcceptancePolicy, NationalNumber},
};
use std::collections::BTreeSet;

/// A citizen's number, or why there is none (R-CIT-1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowIdentity {
    /// A valid number, to be encrypted before it is stored.
    Number(NationalNumber),
    /// No number yet, and why.
    None {
        /// In words.
        reason: String,
    },
}

impl RowIdentity {
    /// As the record keeps it: masked.
    pub fn identity(&self) -> Identity {
        match self {
            Self::Number(number) => Identity::Number {
                masked: number.mask(),
            },
            Self::None { reason } => Identity::None {
                reason: reason.clone(),
            },
        }
    }
}

/// Nearest kin as far as the file tells; what may be shared is asked of the citizen, not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextOfKin {
    /// Name.
    pub name: String,
    /// In words: daughter, brother's son.
    pub relation: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

impl NextOfKin {
    /// As a contact that nothing may be shared with yet (R-CIT-8).
    pub fn contact(&self) -> ContactContent {
        ContactContent {
            name: self.name.clone(),
            role: ContactRole::NextOfKin,
            relation: self.relation.clone(),
            phone: self.phone.clone(),
            may_share: BTreeSet::new(),
            consent_on: None,
            contribution: None,
            kept_by: None,
            next_contact_on: None,
        }
    }
}

/// A citizen of the caseload.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseloadRow {
    /// Number, or why there is none.
    pub identity: RowIdentity,
    /// Name, address and the rest.
    pub content: CitizenContent,
    /// Nearest kin, when named.
    pub next_of_kin: Option<NextOfKin>,
}

/// A row with its place in the file, so that what is found later can be told by line too.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// The citizen.
    pub row: CaseloadRow,
}

/// The citizen that the cells tell of. Everything wrong is noted in `cells`; the row is of use only
/// when nothing is.
pub(super) fn row(
    cells: &mut Cells<Column>,
    policy: AcceptancePolicy,
    today: NaiveDate,
) -> CaseloadRow {
    let row = CaseloadRow {
        identity: identity(cells, policy),
        content: content(cells, today),
        next_of_kin: next_of_kin(cells),
    };
    let violations = check_citizen(&row.identity.identity(), &row.content, today);
    cells.faults_at(violations, citizen_column);
    if let Some(kin) = &row.next_of_kin {
        cells.faults_at(check_contact(&kin.contact(), today), |_| Column::KinName);
    }
    row
}

fn citizen_column(pointer: &str) -> Column {
    match pointer {
        "/name/given" => Column::GivenName,
        "/name/family" => Column::FamilyName,
        "/birthDate" => Column::BirthDate,
        "/address/postalCode" => Column::PostalCode,
        "/address/place" => Column::Latitude,
        "/language" => Column::Language,
        _ => Column::NoNumberReason,
    }
}

fn identity(cells: &mut Cells<Column>, policy: AcceptancePolicy) -> RowIdentity {
    let number = cells.optional(Column::NationalNumber);
    let reason = cells.optional(Column::NoNumberReason);
    if number.is_some() && reason.is_some() {
        cells.fault(Column::NoNumberReason, NUMBER_AND_REASON.violation());
    }
    // A number that cannot be read is told as such; why there is none is then not asked for.
    let unread = RowIdentity::None {
        reason: Column::NationalNumber.name().to_owned(),
    };
    match number.map(|number| NationalNumber::parse(&number, policy)) {
        Some(Ok(number)) => RowIdentity::Number(number),
        Some(Err(violations)) => {
            cells.faults_at(violations, |_| Column::NationalNumber);
            unread
        }
        None if !cells.is_known(Column::NationalNumber) => unread,
        None => RowIdentity::None {
            reason: reason.unwrap_or_default(),
        },
    }
}

fn content(cells: &mut Cells<Column>, today: NaiveDate) -> CitizenContent {
    CitizenContent {
        name: PersonName {
            given: cells.text(Column::GivenName),
            family: cells.text(Column::FamilyName),
        },
        birth_date: cells.date(Column::BirthDate, today),
        address: Address {
            street: cells.text(Column::Street),
            postal_code: cells.code(Column::PostalCode),
            town: cells.text(Column::Town),
            protection: protection(cells),
            place: place(cells),
        },
        phone: cells.optional(Column::Phone),
        language: cells.code(Column::Language),
        needs_interpreter: cells.yes_or_no(Column::Interpreter),
        access: HomeAccess {
            key: cells.optional(Column::Key),
            directions: cells.optional(Column::Directions),
        },
    }
}

/// What «no protection» is called in the file.
pub(super) const NO_PROTECTION: &str = "ingen";

fn protection(cells: &mut Cells<Column>) -> AddressProtection {
    let read = |text: &str| match text.to_lowercase().as_str() {
        NO_PROTECTION => Some(AddressProtection::None),
        code => code.parse().ok(),
    };
    let choices = "ingen, fortrolig, strengt_fortrolig, klientadresse";
    let fault = || NOT_A_CHOICE.violation().with("choices", choices);
    cells
        .read(Column::Protection, read, fault)
        .unwrap_or(AddressProtection::None)
}

fn place(cells: &mut Cells<Column>) -> Option<Place> {
    let [lat, lon] = [Column::Latitude, Column::Longitude];
    for (one, other) in [(lat, lon), (lon, lat)] {
        if cells.optional(one).is_some() && cells.optional(other).is_none() {
            cells.fault(other, HALF_A_PLACE.violation());
        }
    }
    let mut degrees = |column| {
        let read = |text: &str| text.replace(',', ".").parse::<f64>().ok();
        cells.read(column, read, || NOT_DEGREES.violation())
    };
    let (lat, lon) = (degrees(lat), degrees(lon));
    Some(Place {
        lat: lat?,
        lon: lon?,
    })
}

fn next_of_kin(cells: &Cells<Column>) -> Option<NextOfKin> {
    let name = cells.optional(Column::KinName);
    let relation = cells.optional(Column::KinRelation);
    let phone = cells.optional(Column::KinPhone);
    let named = name.is_some() || relation.is_some() || phone.is_some();
    named.then(|| NextOfKin {
        name: name.unwrap_or_default(),
        relation,
        phone,
    })
}
