//! Going along to a colleague's visit (R-WL-12).

use super::WorkKind;
use crate::{
    interval::Interval,
    reason::{Reason, Violation, Violations},
};

/// The visit that somebody is to go along to, as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct AlongFacts {
    /// When it is; none until it has a start.
    pub interval: Option<Interval>,
    /// Whether she has a part in it already.
    pub holds: bool,
    /// The citizen has said no to her, or she is disqualified.
    pub unwanted: bool,
    /// Whether it lies still.
    pub suspended: bool,
}

static NEEDS_VISIT: Reason = Reason {
    rule: "R-WL-12",
    code: "along-to-no-visit",
    nb: "Si hvilket besøk hun blir med på.",
    nn: "Sei kva besøk ho blir med på.",
    en: "Say which visit she goes along to.",
};
static NO_VISIT: Reason = Reason {
    rule: "R-WL-12",
    code: "visit-not-gone-along-to",
    nb: "Bare veiledning og fellesbesøk gjøres på et besøk.",
    nn: "Berre rettleiing og fellesbesøk blir gjort på eit besøk.",
    en: "Only guidance and joint visits are done at a visit.",
};
static NO_START: Reason = Reason {
    rule: "R-WL-12",
    code: "visit-has-no-start",
    nb: "Besøket har ikke fått noe tidspunkt ennå.",
    nn: "Besøket har ikkje fått noko tidspunkt enno.",
    en: "The visit has no start yet.",
};
static HOLDS: Reason = Reason {
    rule: "R-WL-12",
    code: "along-to-own-visit",
    nb: "Denne medarbeideren har allerede dette besøket selv.",
    nn: "Denne medarbeidaren har allereie dette besøket sjølv.",
    en: "This employee already has this visit.",
};
static UNWANTED: Reason = Reason {
    rule: "R-WL-4",
    code: "along-unwanted",
    nb: "Innbyggeren ønsker ikke besøk av henne, eller hun er inhabil.",
    nn: "Innbyggjaren ønskjer ikkje besøk av henne, eller ho er ugild.",
    en: "The citizen does not want her, or she is disqualified.",
};
static LIES_STILL: Reason = Reason {
    rule: "R-WL-12",
    code: "visit-lies-still",
    nb: "Besøket ligger stille; innbyggeren er ikke hjemme.",
    nn: "Besøket ligg stille; innbyggjaren er ikkje heime.",
    en: "The visit lies still; the citizen is not at home.",
};

/// What is wrong with the visit she goes along to, or with there being one or none.
pub(super) fn along_faults(kind: WorkKind, along: Option<&AlongFacts>) -> Violations {
    match (kind.is_along(), along) {
        (true, None) => vec![NEEDS_VISIT.violation().at("/visit")],
        (false, Some(_)) => vec![NO_VISIT.violation().at("/visit")],
        (true, Some(along)) => visit_faults(along).collect(),
        (false, None) => Violations::new(),
    }
}

fn visit_faults(along: &AlongFacts) -> impl Iterator<Item = Violation> {
    [
        (along.interval.is_none(), &NO_START),
        (along.holds, &HOLDS),
        (along.unwanted, &UNWANTED),
        (along.suspended, &LIES_STILL),
    ]
    .into_iter()
    .filter(|(broken, _)| *broken)
    .map(|(_, reason)| reason.violation().at("/visit"))
}
