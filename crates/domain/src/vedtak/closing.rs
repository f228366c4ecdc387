//! How a signed vedtak stops before its own last day, and on which grounds that takes no new vedtak.

use crate::{ids::*, reason::*, text_enum};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// Why a vedtak is ended without a new one: grounds on which nothing is taken from the citizen that
    /// she wants to keep. On any other a vedtak ends it, with prior notice and a letter (fvl §§ 16, 35).
    pub enum EndGround {
        /// The citizen has died.
        Deceased = "deceased", "innbyggeren er død", "innbyggjaren er død", "the citizen has died";
        /// The citizen has moved from the municipality.
        Moved = "moved", "innbyggeren har flyttet", "innbyggjaren har flytta", "the citizen has moved";
        /// The citizen wants no more of it.
        OwnWish = "own_wish", "innbyggerens eget ønske", "eige ønske frå innbyggjaren", "the citizen's own wish";
        /// Anything else: to be decided by a vedtak that ends it.
        Other = "other", "noe annet", "noko anna", "something else";
    }
}

static END_NEEDS_VEDTAK: Reason = Reason {
    rule: "R-VED-6",
    code: "end-needs-vedtak",
    nb: "Skriv et vedtak om avslutning med forhåndsvarsel og klagerett. Uten nytt vedtak kan tjenesten bare avsluttes når innbyggeren er død, har flyttet eller selv ønsker det.",
    nn: "Skriv eit vedtak om avslutning med førehandsvarsel og klagerett. Utan nytt vedtak kan tenesta berre avsluttast når innbyggjaren er død, har flytta eller sjølv ønskjer det.",
    en: "Write a vedtak that ends it, with prior notice and the right of appeal. Without one the service ends only when the citizen has died, has moved, or wants it herself.",
};

impl EndGround {
    /// Whether a vedtak may be ended on this ground without a new one.
    ///
    /// # Errors
    /// It takes a vedtak.
    pub fn check(self) -> Result<(), Violations> {
        match self {
            Self::Deceased | Self::Moved | Self::OwnWish => Ok(()),
            Self::Other => Err(vec![END_NEEDS_VEDTAK.violation().at("/ground")]),
        }
    }
}

/// How a signed vedtak stopped before its own last day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Closing {
    /// Last day in force; before the first day when it never came into force.
    pub last_day: NaiveDate,
    /// Who closed it.
    pub by: EmployeeId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// On which ground, when it was ended without a new vedtak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<EndGround>,
    /// The vedtak that took its place or ended it.
    pub by_vedtak: Option<VedtakId>,
}
