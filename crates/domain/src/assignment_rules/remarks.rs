//! The soft rules of R-WL-4: shown, and allowed.

use crate::{
    reason::{Reason, Violation, Violations},
    visit::{
        Visit,
        window::{clock_minutes, instant_on},
    },
};

/// A start this many minutes from the wish is still the wished time.
const WISH_SLACK_MINUTES: i64 = 15;
/// Load this many percentage points above the team's mean is uneven.
const LOAD_SLACK_PERCENT: i64 = 15;

/// What the soft rules ask about one employee and one visit.
pub struct RemarkFacts<'a> {
    /// The visit, with the start that is tried, if any.
    pub visit: &'a Visit,
    /// Minutes that it comes later after another visit than the plan says it may.
    pub late_after: Option<i64>,
    /// What the citizen is called.
    pub citizen: &'a str,
    /// Whether she has a done visit there in the last 90 days (R-WL-7).
    pub known_face: bool,
    /// Different employees at the citizen in 14 days, she included (R-WL-7).
    pub faces: usize,
    /// Her planned minutes with this visit, in per cent of her shift.
    pub load_percent: i64,
    /// The same for all on shift, on average.
    pub mean_load_percent: i64,
    /// Minutes her travel grows by.
    pub extra_travel_minutes: i64,
    /// Travel beyond this many more minutes is worth saying; the team's setting.
    pub travel_slack_minutes: i64,
}

static WISH: Reason = Reason {
    rule: "R-WL-4",
    code: "outside-wished-time",
    nb: "Besøket starter {minutes} minutter fra det innbyggeren ønsker.",
    nn: "Besøket startar {minutes} minutt frå det innbyggjaren ønskjer.",
    en: "The visit starts {minutes} minutes from the time the citizen wishes.",
};
static LATE_AFTER: Reason = Reason {
    rule: "R-WL-4",
    code: "late-after",
    nb: "Besøket kommer {minutes} minutter senere etter det forrige enn planen sier.",
    nn: "Besøket kjem {minutes} minutt seinare etter det førre enn planen seier.",
    en: "The visit comes {minutes} minutes later after the one before than the plan says.",
};
static NEW_FACE: Reason = Reason {
    rule: "R-WL-7",
    code: "new-face",
    nb: "Et nytt ansikt for {citizen}: nummer {faces} på 14 dager.",
    nn: "Eit nytt andlet for {citizen}: nummer {faces} på 14 dagar.",
    en: "A new face for {citizen}: number {faces} in 14 days.",
};
static UNEVEN: Reason = Reason {
    rule: "R-WL-4",
    code: "uneven-load",
    nb: "Listen fyller {load} prosent av vakten, mens snittet er {mean} prosent.",
    nn: "Lista fyller {load} prosent av vakta, medan snittet er {mean} prosent.",
    en: "The list fills {load} per cent of the shift, while the average is {mean} per cent.",
};
static TRAVEL: Reason = Reason {
    rule: "R-WL-4",
    code: "more-travel",
    nb: "Listen får {minutes} minutter mer reise.",
    nn: "Lista får {minutes} minutt meir reise.",
    en: "The list gets {minutes} more minutes of travel.",
};

/// What is worth knowing before this employee does this visit; none of it refuses (R-WL-4).
pub fn assignment_remarks(facts: &RemarkFacts<'_>) -> Violations {
    [
        off_the_wish(facts.visit),
        facts
            .late_after
            .map(|minutes| LATE_AFTER.violation().with("minutes", minutes)),
        (!facts.known_face).then(|| {
            let new_face = NEW_FACE.violation().with("citizen", facts.citizen);
            new_face.with("faces", facts.faces)
        }),
        (facts.load_percent > facts.mean_load_percent + LOAD_SLACK_PERCENT).then(|| {
            UNEVEN
                .violation()
                .with("load", facts.load_percent)
                .with("mean", facts.mean_load_percent)
        }),
        (facts.extra_travel_minutes > facts.travel_slack_minutes).then(|| {
            TRAVEL
                .violation()
                .with("minutes", facts.extra_travel_minutes)
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn off_the_wish(visit: &Visit) -> Option<Violation> {
    let planned = &visit.planned;
    let wished = clock_minutes(planned.preferred?, planned.slot);
    let off = (visit.start? - instant_on(planned.date, wished))
        .num_minutes()
        .abs();
    (off > WISH_SLACK_MINUTES).then(|| WISH.violation().with("minutes", off))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{assignment_rules::faults::tests::visit, reason::Language};

    fn ordinary(visit: &Visit) -> RemarkFacts<'_> {
        RemarkFacts {
            visit,
            late_after: None,
            citizen: "Astrid",
            known_face: true,
            faces: 8,
            load_percent: 80,
            mean_load_percent: 75,
            extra_travel_minutes: 2,
            travel_slack_minutes: 10,
        }
    }

    #[test]
    fn an_ordinary_visit_has_no_remark() {
        assert!(assignment_remarks(&ordinary(&visit())).is_empty());
    }

    #[test]
    fn a_new_face_is_told_with_its_number() {
        let visit = visit();
        let remarks = assignment_remarks(&RemarkFacts {
            known_face: false,
            faces: 9,
            ..ordinary(&visit)
        });
        assert_eq!(
            remarks[0].message(Language::En),
            "A new face for Astrid: number 9 in 14 days."
        );
    }

    #[test]
    fn wish_load_and_travel_are_all_told() {
        let mut visit = visit();
        visit.planned.preferred = chrono::NaiveTime::from_hms_opt(8, 16, 0);
        let remarks = assignment_remarks(&RemarkFacts {
            load_percent: 91,
            extra_travel_minutes: 11,
            ..ordinary(&visit)
        });
        let codes: Vec<_> = remarks.iter().map(|r| r.reason.code).collect();
        assert_eq!(codes, ["outside-wished-time", "uneven-load", "more-travel"]);
    }
}
