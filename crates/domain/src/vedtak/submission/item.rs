//! The items that submission asks for, each with its name and its place (R-VED-6).

use crate::{reason::*, text_enum};

text_enum! {
    /// An item that submission asks for (R-VED-6).
    pub enum Item {
        /// Outcome.
        Outcome = "outcome", "utfall", "utfall", "the outcome";
        /// Frame.
        Frame = "frame", "ramme (minutter i uka fra–til, eller antall)", "ramme (minutt i veka frå–til, eller tal)", "the frame (minutes a week from–to, or a count)";
        /// First day.
        From = "from", "første dag", "første dag", "the first day";
        /// Last day or review date.
        Period = "period", "siste dag eller dato for ny vurdering", "siste dag eller dato for ny vurdering", "a last day or a review date";
        /// Assessment.
        Assessment = "assessment", "kartleggingen vedtaket bygger på", "kartlegginga vedtaket byggjer på", "the assessment it builds on";
        /// Purpose.
        Purpose = "purpose", "formålet med tjenesten", "formålet med tenesta", "the purpose of the service";
        /// Facts.
        Facts = "facts", "fakta i saken", "fakta i saka", "the facts";
        /// Reasoning.
        Reasoning = "reasoning", "begrunnelse", "grunngiving", "the reasoning";
        /// Citizen's view.
        CitizenView = "citizenView", "hva innbyggeren har sagt", "kva innbyggjaren har sagt", "what the citizen said";
        /// Kin's view.
        KinView = "kinView", "hva pårørende har sagt", "kva pårørande har sagt", "what kin said";
        /// Legal basis.
        LegalBasis = "legalBasis", "hjemmel", "heimel", "the legal basis";
        /// Own payment.
        OwnPayment = "ownPayment", "om innbyggeren betaler egenandel", "om innbyggjaren betaler eigendel", "whether own payment applies";
        /// How to appeal.
        Appeal = "appealInformation", "hvordan man klager", "korleis ein klagar", "how to appeal";
        /// Alternatives.
        Alternatives = "alternatives", "hva som er vurdert i stedet", "kva som er vurdert i staden", "what was considered instead";
        /// Frame check.
        FrameCheck = "frameCheck", "svar på om en fremmed kan se hvilken hjelp innbyggeren får", "svar på om ein framand kan sjå kva hjelp innbyggjaren får", "the answer to whether a stranger could tell what help the citizen gets";
        /// The earlier vedtak.
        Replaces = "replaces", "vedtaket som endres eller avsluttes", "vedtaket som blir endra eller avslutta", "the vedtak that is changed or ended";
        /// Prior notice.
        PriorNotice = "priorNotice", "forhåndsvarsel til innbyggeren", "førehandsvarsel til innbyggjaren", "prior notice to the citizen";
        /// Ground for a change for the worse.
        Ground = "priorNotice/ground", "grunnlaget for endringen", "grunnlaget for endringa", "the ground for the change";
    }
}

static MISSING: Reason = Reason {
    rule: "R-VED-6",
    code: "item-missing",
    nb: "Vedtaket mangler {item}.",
    nn: "Vedtaket manglar {item}.",
    en: "The vedtak lacks {item}.",
};

/// The error that an item is missing, at its place.
pub(super) fn missing(item: Item) -> Violation {
    MISSING
        .violation()
        .at(format!("/content/{item}"))
        .with("item", item.term())
}
