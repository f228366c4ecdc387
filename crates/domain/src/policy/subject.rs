//! What is asked about, with the facts that the decision needs.

use crate::{
    ids::{CitizenId, EmployeeId, UnitId},
    text_enum,
};
use chrono::{DateTime, Utc};

text_enum! {
    /// Why a citizen's record may be opened by one who is not in the responsible unit (SEC-2).
    #[schema(as = AccessRelationKind)]
    pub enum RelationKind {
        /// On a list that the fordeler published; 24 hours more.
        Substitute = "substitute", "vikar på listen", "vikar på lista", "substitute on the list";
        /// The unit that handles a vedtak; until it is final.
        HandlingUnit = "handling_unit", "behandler vedtaket", "handsamar vedtaket", "handles the vedtak";
        /// On the shift of a pool, for that plan; 24 hours more.
        Pool = "pool", "felles vakt", "felles vakt", "pool";
        /// Asked as a specialist; until answered, at most 14 days.
        Consultation = "consultation", "konsultasjon", "konsultasjon", "consultation";
        /// «Blålys»; four hours.
        Emergency = "emergency", "nødtilgang", "naudtilgang", "emergency access";
    }
}

/// One dated relation of the one who asks to the citizen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relation {
    /// Why.
    pub kind: RelationKind,
    /// The unit it comes through, where there is one.
    pub unit: Option<UnitId>,
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when (exclusive).
    pub until: DateTime<Utc>,
}

impl Relation {
    /// Whether it counts at an instant.
    pub fn is_active(&self, now: DateTime<Utc>) -> bool {
        self.from <= now && now < self.until
    }
}

/// What the decision needs to know of a citizen's record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordFacts {
    /// Whose record.
    pub citizen: CitizenId,
    /// The unit that answers for the citizen now.
    pub responsible: UnitId,
    /// Relations of the one who asks.
    pub relations: Vec<Relation>,
}

/// What the decision needs to know of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitFacts {
    /// Which unit.
    pub unit: UnitId,
    /// Who holds the duty `fordeler` on the day that is asked about.
    pub fordeler: Option<EmployeeId>,
}

/// What is asked about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// Nothing in particular: sign-in, own matters, the directory, the municipality.
    General,
    /// A unit and its day.
    Unit(UnitFacts),
    /// A citizen's record.
    Record(RecordFacts),
}
