//! What counts before what when a proposal is made: the team's to see and to change, after the hard
//! rules and what has to be done, which stand fast (R-WL-5).

use crate::{reason::*, text_enum};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static NOT_AN_ORDER: Reason = Reason {
    rule: "R-WL-5",
    code: "planning-order",
    nb: "Rekkefølgen i forslag må nevne hvert hensyn én gang: {terms}.",
    nn: "Rekkjefølgja i framlegg må nemne kvart omsyn éin gong: {terms}.",
    en: "The order of a proposal must name each consideration once: {terms}.",
};

text_enum! {
    /// What a team may put before what in a proposal.
    pub enum Consideration {
        /// Few different employees for a citizen, her contacts first (R-WL-7).
        Faces = "faces", "kjente ansikter", "kjende ansikt", "known faces";
        /// The times citizens wish.
        Wished = "wished", "ønsket tid", "ønskt tid", "wished time";
        /// Minutes on the way and waiting.
        Travel = "travel", "reise og venting", "reise og venting", "travel and waiting";
        /// Work spread evenly (R-WL-8).
        Load = "load", "jevn belastning", "jamn belastning", "even load";
        /// Few changes to what people already know.
        Changes = "changes", "få endringer", "få endringar", "few changes";
    }
}

/// Every consideration once, the most important first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(example = json!(["faces", "wished", "travel", "load", "changes"]), min_items = 5, max_items = 5)]
pub struct PlanningOrder(Vec<Consideration>);

impl Default for PlanningOrder {
    fn default() -> Self {
        Self(Consideration::ALL.to_vec())
    }
}

impl PlanningOrder {
    /// An order as somebody wrote it; [`planning_order_fault`] says whether it is one.
    pub const fn unchecked(order: Vec<Consideration>) -> Self {
        Self(order)
    }

    /// The most important first.
    pub fn most_important_first(&self) -> &[Consideration] {
        &self.0
    }
}

/// What is wrong with an order: it leaves something out, or says something twice.
pub fn planning_order_fault(order: &PlanningOrder) -> Option<Violation> {
    let mut sorted = order.0.clone();
    sorted.sort_unstable();
    (sorted != Consideration::ALL).then(|| {
        let terms: Vec<&str> = Consideration::ALL.iter().map(|c| c.as_str()).collect();
        NOT_AN_ORDER.violation().with("terms", terms.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Consideration::{Changes, Faces, Load, Travel, Wished};

    #[test]
    fn an_order_names_everything_once() {
        let fault = |order: &[Consideration]| {
            planning_order_fault(&PlanningOrder::unchecked(order.to_vec())).map(|f| f.reason.code)
        };
        assert_eq!(planning_order_fault(&PlanningOrder::default()), None);
        assert_eq!(fault(&[Load, Changes, Faces, Travel, Wished]), None);
        assert_eq!(
            fault(&[Load, Changes, Faces, Travel]),
            Some("planning-order")
        );
        assert_eq!(
            fault(&[Load, Load, Faces, Travel, Wished]),
            Some("planning-order")
        );
        assert_eq!(fault(&[]), Some("planning-order"));
    }
}
