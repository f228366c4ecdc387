//! Where the teams work: real streets with their postal codes, and roughly where they lie.

use domain::citizen::Place;

/// A street, or the part of one, with a point in its middle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Street {
    /// Name.
    pub(super) name: &'static str,
    /// Postal code; each belongs to one team (R-TEAM-1).
    pub(super) code: &'static str,
    /// The point.
    pub(super) middle: Place,
}

const fn street(name: &'static str, code: &'static str, lat: f64, lon: f64) -> Street {
    let middle = Place { lat, lon };
    Street { name, code, middle }
}

/// Team Skullerud.
pub(super) const SKULLERUD: &[Street] = &[
    street("Olaf Helsets vei", "0694", 59.8672, 10.8352),
    street("General Ruges vei", "0691", 59.8712, 10.8392),
    street("Skullerudveien", "0692", 59.8668, 10.8405),
    street("Stallerudveien", "0693", 59.8641, 10.8320),
    street("Welding Olsens vei", "0694", 59.8655, 10.8287),
    street("Johan Scharffenbergs vei", "0694", 59.8628, 10.8371),
    street("Sandbakkveien", "0692", 59.8695, 10.8461),
    street("Enebakkveien", "0693", 59.8684, 10.8275),
];

/// Team Bogerud.
pub(super) const BOGERUD: &[Street] = &[
    street("Bogerudveien", "0688", 59.8793, 10.8452),
    street("Nøklevannsveien", "0689", 59.8825, 10.8489),
    street("Utmarkveien", "0689", 59.8841, 10.8431),
    street("Østmarkveien", "0687", 59.8863, 10.8397),
    street("Løvsetdalen", "0687", 59.8849, 10.8352),
    street("Bølerlia", "0690", 59.8812, 10.8406),
    street("Rustadgrenda", "0688", 59.8769, 10.8493),
    street("Bøler allé", "0690", 59.8836, 10.8470),
];

/// Team Kampen.
pub(super) const KAMPEN: &[Street] = &[
    street("Bøgata", "0655", 59.9130, 10.7811),
    street("Normannsgata", "0655", 59.9117, 10.7790),
    street("Brinken", "0654", 59.9126, 10.7765),
    street("Hagegata", "0653", 59.9145, 10.7748),
    street("Skedsmogata", "0655", 59.9143, 10.7832),
    street("Nannestadgata", "0655", 59.9150, 10.7806),
    street("Norderhovgata", "0654", 59.9153, 10.7777),
    street("Jordalgata", "0657", 59.9104, 10.7830),
    street("Strømsveien", "0658", 59.9108, 10.7869),
    street("Kjølberggata", "0653", 59.9134, 10.7741),
];

/// Where the units have their offices.
pub(super) const SKULLERUD_BASE: Place = Place {
    lat: 59.8669,
    lon: 10.8363,
};
/// Team Bogerud's base.
pub(super) const BOGERUD_BASE: Place = Place {
    lat: 59.8800,
    lon: 10.8460,
};
/// Team Kampen's base.
pub(super) const KAMPEN_BASE: Place = Place {
    lat: 59.9130,
    lon: 10.7800,
};
/// District house of Østensjø.
pub(super) const OSTENSJO_HOUSE: Place = Place {
    lat: 59.8903,
    lon: 10.8320,
};
/// District house of Gamle Oslo.
pub(super) const GAMLE_OSLO_HOUSE: Place = Place {
    lat: 59.9127,
    lon: 10.7637,
};
/// The staffing office.
pub(super) const TOWN_HALL: Place = Place {
    lat: 59.9120,
    lon: 10.7335,
};
