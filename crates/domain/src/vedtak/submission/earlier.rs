//! The earlier vedtak that a change or an end speaks of, and what the citizen must be told before a
//! change to her disadvantage (fvl §§ 16, 35).

use super::{Item, SubmissionFacts, item::missing};
use crate::{
    decision_settings::DecisionSettings,
    period::days_after,
    reason::*,
    vedtak::{Outcome, Vedtak, VedtakState},
};
use chrono::NaiveDate;

static NOTICE_TOO_SHORT: Reason = Reason {
    rule: "R-VED-6",
    code: "notice-too-short",
    nb: "Innbyggeren ble varslet {given} og har {days} dager på seg til å uttale seg.",
    nn: "Innbyggjaren blei varsla {given} og har {days} dagar på seg til å uttale seg.",
    en: "The citizen was told on {given} and has {days} days to speak.",
};

static EARLIER_CLOSED: Reason = Reason {
    rule: "R-VED-3",
    code: "replaced-not-in-force",
    nb: "Vedtaket som skal endres eller avsluttes, er alt {state}.",
    nn: "Vedtaket som skal endrast eller avsluttast, er alt {state}.",
    en: "The vedtak to be changed or ended is already {state}.",
};
static WORSE_IN_PAST: Reason = Reason {
    rule: "R-VED-6",
    code: "worse-in-the-past",
    nb: "En endring til ulempe for innbyggeren kan tidligst gjelde fra {earliest}.",
    nn: "Ei endring til ulempe for innbyggjaren kan tidlegast gjelde frå {earliest}.",
    en: "A change to the citizen's disadvantage can count from {earliest} at the earliest.",
};

/// The earlier vedtak is one of the citizen's on the same service and still counts.
pub(super) fn earlier_faults(facts: &SubmissionFacts<'_>) -> Violations {
    let content = &facts.vedtak.content;
    let follows = content.outcome.is_some_and(Outcome::follows_earlier);
    match earlier(facts) {
        None if follows || content.replaces.is_some() => vec![missing(Item::Replaces)],
        // One that was annulled after an appeal is answered by a new one.
        Some(found) if !matches!(found.state, VedtakState::Signed | VedtakState::Revoked) => {
            let fault = EARLIER_CLOSED.violation().at("/content/replaces");
            vec![fault.with("state", found.state.term())]
        }
        _ => Violations::new(),
    }
}

fn earlier<'a>(facts: &SubmissionFacts<'a>) -> Option<&'a Vedtak> {
    let content = &facts.vedtak.content;
    facts.others.iter().find(|other| {
        content.replaces == Some(other.id)
            && other.state.is_decided()
            && other.citizen == facts.vedtak.citizen
            && other.content.service == content.service
    })
}

/// Prior notice, time to speak and a ground before a change for the worse (fvl §§ 16, 35), and never
/// backwards in time. What the outcome is called does not matter: a smaller grant in the place of a
/// greater is a change for the worse too.
pub(super) fn notice_faults(
    facts: &SubmissionFacts<'_>,
    settings: &DecisionSettings,
    today: NaiveDate,
) -> Violations {
    let content = &facts.vedtak.content;
    let mut violations = Violations::new();
    if !content.is_to_disadvantage_after(earlier(facts).map(|earlier| &earlier.content)) {
        return violations;
    }
    if content.from.is_some_and(|from| from < today) {
        let fault = WORSE_IN_PAST.violation().at("/content/from");
        violations.push(fault.with("earliest", today));
    }
    let needs_notice = settings
        .service(content.service)
        .is_none_or(|rules| rules.needs_prior_notice);
    if !needs_notice {
        return violations;
    }
    let Some(notice) = &content.prior_notice else {
        violations.push(missing(Item::PriorNotice));
        return violations;
    };
    if notice.ground.trim().is_empty() {
        violations.push(missing(Item::Ground));
    }
    if days_after(notice.given_on, settings.prior_notice_days) > today {
        violations.push(
            NOTICE_TOO_SHORT
                .violation()
                .at("/content/priorNotice/givenOn")
                .with("given", notice.given_on)
                .with("days", settings.prior_notice_days),
        );
    }
    violations
}
