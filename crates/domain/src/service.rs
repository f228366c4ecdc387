//! Service types, with the national code where there is one. Codes, defaults and who may sign are
//! data (facts.md); this enum is the closed set that the data speaks of.

use crate::text_enum;

text_enum! {
    /// A service that a vedtak can be about.
    pub enum ServiceType {
        /// Helsetjenester i hjemmet (hjemmesykepleie).
        HomeNursing = "home_nursing", "hjemmesykepleie", "heimesjukepleie", "home nursing";
        /// Praktisk bistand, daglige gjøremål.
        PracticalAssistance = "practical_assistance", "praktisk bistand", "praktisk bistand", "practical assistance";
        /// Fysioterapi.
        Physiotherapy = "physiotherapy", "fysioterapi", "fysioterapi", "physiotherapy";
        /// Ergoterapi.
        OccupationalTherapy = "occupational_therapy", "ergoterapi", "ergoterapi", "occupational therapy";
        /// Tidsbegrenset opphold (korttidsopphold).
        ShortTermStay = "short_term_stay", "korttidsopphold", "korttidsopphald", "short-term stay";
        /// Langtidsopphold.
        LongTermStay = "long_term_stay", "langtidsopphold", "langtidsopphald", "long-term stay";
        /// Dagaktivitetstilbud (dagsenter).
        DayCentre = "day_centre", "dagsenter", "dagsenter", "day centre";
        /// Omsorg+.
        ShelteredHousing = "sheltered_housing", "omsorg+", "omsorg+", "sheltered housing";
        /// Trygghetsalarm.
        SafetyAlarm = "safety_alarm", "trygghetsalarm", "tryggleiksalarm", "safety alarm";
        /// Brukerstyrt personlig assistanse.
        Bpa = "bpa", "brukerstyrt personlig assistanse", "brukarstyrt personleg assistanse", "user-controlled personal assistance";
        /// Omsorgsstønad.
        CareBenefit = "care_benefit", "omsorgsstønad", "omsorgsstønad", "care benefit";
        /// Støttekontakt.
        SupportContact = "support_contact", "støttekontakt", "støttekontakt", "support contact";
        /// TT-kjøring.
        TtTransport = "tt_transport", "TT-kjøring", "TT-køyring", "TT transport";
        /// Avlastning.
        Respite = "respite", "avlastning", "avlasting", "respite";
    }
}

impl ServiceType {
    /// Services measured in planned minutes a week, delivered at visits (R-PLAN-3); the others are
    /// places, equipment or money.
    pub const fn is_visited(self) -> bool {
        matches!(
            self,
            Self::HomeNursing
                | Self::PracticalAssistance
                | Self::Physiotherapy
                | Self::OccupationalTherapy
        )
    }

    /// A health service: needs a responsible nurse (R-CIT-3) and its notes are health records.
    pub const fn is_health_service(self) -> bool {
        matches!(
            self,
            Self::HomeNursing
                | Self::Physiotherapy
                | Self::OccupationalTherapy
                | Self::ShortTermStay
                | Self::LongTermStay
        )
    }
}
