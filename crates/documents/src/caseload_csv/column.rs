//! The columns of the file: what they are called, what they hold, how long a cell may be.

use crate::csv_file::Heading;

/// A column of the file, named in Norwegian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// `fodselsnummer`: fødselsnummer or D-number, eleven digits; empty when there is none.
    NationalNumber,
    /// `uten_nummer_grunn`: why there is no number; filled in exactly when the number is not.
    NoNumberReason,
    /// `fornavn`.
    GivenName,
    /// `etternavn`.
    FamilyName,
    /// `fodselsdato`: `1938-02-03` or `03.02.1938`. Never taken from the number.
    BirthDate,
    /// `gate`: street and number; for a strictly confidential address the c/o line.
    Street,
    /// `postnummer`: four digits.
    PostalCode,
    /// `poststed`.
    Town,
    /// `breddegrad`: latitude, WGS 84 degrees, with point or comma; empty when not known.
    Latitude,
    /// `lengdegrad`: longitude, likewise; both or neither.
    Longitude,
    /// `adressebeskyttelse`: `ingen` (or empty), `fortrolig`, `strengt_fortrolig`, `klientadresse`.
    Protection,
    /// `telefon`; may be empty.
    Phone,
    /// `sprak`: the language spoken best, BCP 47 (`nb`, `se`, `ur`).
    Language,
    /// `tolk`: `ja` or `nei` (or empty): whether conversations need an interpreter.
    Interpreter,
    /// `nokkel`: number or place of the key; may be empty.
    Key,
    /// `adkomst`: entrance, floor, dog, parking; may be empty.
    Directions,
    /// `parorende_navn`: nearest kin; may be empty.
    KinName,
    /// `parorende_relasjon`: daughter, neighbour …; may be empty.
    KinRelation,
    /// `parorende_telefon`; may be empty.
    KinPhone,
}

impl Column {
    /// Every column, in the order they are written.
    pub const ALL: [Self; 19] = [
        Self::NationalNumber,
        Self::NoNumberReason,
        Self::GivenName,
        Self::FamilyName,
        Self::BirthDate,
        Self::Street,
        Self::PostalCode,
        Self::Town,
        Self::Latitude,
        Self::Longitude,
        Self::Protection,
        Self::Phone,
        Self::Language,
        Self::Interpreter,
        Self::Key,
        Self::Directions,
        Self::KinName,
        Self::KinRelation,
        Self::KinPhone,
    ];

    /// Its name in the header.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NationalNumber => "fodselsnummer",
            Self::NoNumberReason => "uten_nummer_grunn",
            Self::GivenName => "fornavn",
            Self::FamilyName => "etternavn",
            Self::BirthDate => "fodselsdato",
            Self::Street => "gate",
            Self::PostalCode => "postnummer",
            Self::Town => "poststed",
            Self::Latitude => "breddegrad",
            Self::Longitude => "lengdegrad",
            Self::Protection => "adressebeskyttelse",
            Self::Phone => "telefon",
            Self::Language => "sprak",
            Self::Interpreter => "tolk",
            Self::Key => "nokkel",
            Self::Directions => "adkomst",
            Self::KinName => "parorende_navn",
            Self::KinRelation => "parorende_relasjon",
            Self::KinPhone => "parorende_telefon",
        }
    }

    /// Most characters in a cell, the guard not counted.
    pub const fn longest(self) -> usize {
        match self {
            Self::NoNumberReason | Self::Directions => 1000,
            Self::NationalNumber | Self::BirthDate | Self::PostalCode | Self::Interpreter => 20,
            Self::Latitude | Self::Longitude | Self::Protection | Self::Language => 30,
            Self::Phone | Self::KinPhone => 40,
            _ => 200,
        }
    }
}

impl Heading for Column {
    fn all() -> &'static [Self] {
        &Self::ALL
    }
    fn title(self) -> &'static str {
        self.name()
    }
    fn most(self) -> usize {
        self.longest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_found_by_its_name_however_it_is_spelt() {
        for column in Column::ALL {
            assert_eq!(Column::named(column.name()), Some(column));
        }
        assert_eq!(Column::named(" Nøkkel "), Some(Column::Key));
        assert_eq!(Column::named("PÅRØRENDE_NAVN"), Some(Column::KinName));
        assert_eq!(Column::named("navn"), None);
    }
}
