//! What is asked about, with the facts that the decision needs.

use super::Actor;
use crate::{
    ids::{CitizenId, EmployeeId, UnitId},
    organisation::Role,
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
    /// How she stands to it when it is a pool.
    pub pool: Option<PoolStanding>,
}

/// How the one who asks stands to a pool, which has no members of its own (R-TEAM-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PoolStanding {
    /// Her role in its teams, the most far-reaching first.
    pub role: Option<Role>,
    /// She has a shift in it, from the day of its plan until 24 hours after.
    pub on_shift: bool,
}

impl PoolStanding {
    /// Of an actor to a pool of these teams.
    pub fn of(
        actor: &Actor,
        teams: impl IntoIterator<Item = UnitId>,
        on_shift: bool,
        now: DateTime<Utc>,
    ) -> Self {
        let roles = teams
            .into_iter()
            .filter_map(|team| actor.role_in(team, now));
        Self {
            role: roles.min_by_key(|role| super::actor::rank(*role)),
            on_shift,
        }
    }
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
