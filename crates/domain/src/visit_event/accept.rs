//! What becomes of an event that arrives: no event of one's own work is ever lost (R-WL-6).

use super::{event::VisitEvent, validate};
use crate::{
    reason::{Reason, Violations},
    text_enum,
};
use chrono::{DateTime, TimeDelta, Utc};

/// A phone's clock this far ahead of the server's is wrong.
const CLOCK_AHEAD: TimeDelta = TimeDelta::minutes(10);
/// Phones keep events for a week (api.md); what is older by its own clock is doubtful.
const OLDEST: TimeDelta = TimeDelta::days(8);

text_enum! {
    /// What became of an event.
    pub enum EventFate {
        /// Stored, and part of the visit's state.
        Applied = "applied", "tatt imot", "teken imot", "applied";
        /// Stored before; nothing is doubled.
        Repeated = "repeated", "mottatt før", "motteken før", "received before";
        /// Stored beside, for a person to look at; no visit is changed.
        SetAside = "set_aside", "lagt til side", "lagd til side", "set aside";
        /// Not understood, and not stored.
        Refused = "refused", "ikke forstått", "ikkje forstått", "refused";
    }
}

/// What acceptance asks. Facts are those at the server; the plan's state is not among them, for a
/// closed day and a lost access change nothing.
#[derive(Debug, Clone, Copy)]
pub struct EventFacts<'a> {
    /// The event stored under the same id, if any.
    pub stored: Option<&'a VisitEvent>,
    /// Whether the sender was ever assigned to the visit. False also when there is no such visit.
    pub ever_assigned: bool,
    /// Whether it still is hers, or she goes along to it.
    pub holds: bool,
    /// When the server received it.
    pub received_at: DateTime<Utc>,
}

/// What is answered for one event.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What became of it.
    pub fate: EventFate,
    /// Why, when refused or set aside; and what is doubtful, when applied.
    pub remarks: Violations,
}

static ID_REUSED: Reason = Reason {
    rule: "R-WL-6",
    code: "event-id-reused",
    nb: "En annen hendelse har allerede denne id-en.",
    nn: "Ei anna hending har allereie denne id-en.",
    en: "Another event already has this id.",
};
static NEVER_YOURS: Reason = Reason {
    rule: "R-WL-6",
    code: "visit-never-yours",
    nb: "Du har ikke hatt et slikt besøk. Meldingen er lagt til side, og noen ser på den.",
    nn: "Du har ikkje hatt eit slikt besøk. Meldinga er lagd til side, og nokon ser på ho.",
    en: "You have had no such visit. The message is set aside, and somebody will look at it.",
};
static GIVEN_AWAY: Reason = Reason {
    rule: "R-WL-6",
    code: "visit-given-away",
    nb: "Besøket er ikke ditt lenger. Meldingen er tatt imot, og teamet ser at den er din.",
    nn: "Besøket er ikkje ditt lenger. Meldinga er teken imot, og teamet ser at ho er di.",
    en: "The visit is no longer yours. The message is received, and the team sees that it is yours.",
};
static CLOCK: Reason = Reason {
    rule: "R-WL-6",
    code: "phone-clock-doubtful",
    nb: "Klokken på telefonen ser ut til å gå feil: den viste {phone}.",
    nn: "Klokka på telefonen ser ut til å gå feil: ho viste {phone}.",
    en: "The phone's clock seems to be wrong: it showed {phone}.",
};

/// What becomes of an incoming event (R-WL-6): one's own are accepted for visits one was ever
/// assigned; anything else is set aside, in the same words whether the visit exists or not.
pub fn answer(event: &VisitEvent, facts: &EventFacts<'_>) -> Answer {
    let faults = validate::violations(event);
    let (fate, remarks) = match facts.stored {
        Some(stored) if stored == event => (EventFate::Repeated, Violations::new()),
        Some(_) => (EventFate::Refused, vec![ID_REUSED.violation().at("/id")]),
        None if !faults.is_empty() => (EventFate::Refused, faults),
        None if !facts.ever_assigned => (
            EventFate::SetAside,
            vec![NEVER_YOURS.violation().at("/visit")],
        ),
        None => (EventFate::Applied, doubts(event, facts)),
    };
    Answer { fate, remarks }
}

fn doubts(event: &VisitEvent, facts: &EventFacts<'_>) -> Violations {
    let age = facts.received_at - event.phone_time;
    let doubtful = age < -CLOCK_AHEAD || age > OLDEST;
    let clock = doubtful.then(|| {
        let clock = CLOCK.violation().at("/phoneTime");
        clock.with("phone", event.phone_time)
    });
    let given_away = (!facts.holds).then(|| GIVEN_AWAY.violation().at("/visit"));
    clock.into_iter().chain(given_away).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit_event::{EventKind, state::tests::event};

    fn facts(event: &VisitEvent) -> EventFacts<'static> {
        EventFacts {
            stored: None,
            ever_assigned: true,
            holds: true,
            received_at: event.phone_time,
        }
    }

    #[test]
    fn ones_own_event_is_applied_and_the_second_time_repeated() {
        let done = event(1, EventKind::Done);
        assert_eq!(answer(&done, &facts(&done)).fate, EventFate::Applied);
        let again = EventFacts {
            stored: Some(&done),
            ..facts(&done)
        };
        assert_eq!(answer(&done, &again).fate, EventFate::Repeated);
    }

    #[test]
    fn an_event_for_a_visit_never_hers_is_set_aside_and_not_lost() {
        let done = event(1, EventKind::Done);
        let stranger = EventFacts {
            ever_assigned: false,
            ..facts(&done)
        };
        assert_eq!(answer(&done, &stranger).fate, EventFate::SetAside);
    }

    #[test]
    fn refuses_another_event_under_a_used_id() {
        let (done, other) = (event(1, EventKind::Done), event(1, EventKind::Declined));
        let used = EventFacts {
            stored: Some(&done),
            ..facts(&done)
        };
        assert_eq!(answer(&other, &used).fate, EventFate::Refused);
    }

    #[test]
    fn a_phone_clock_a_day_wrong_is_told_and_the_event_kept() {
        let done = event(1, EventKind::Done);
        let behind = EventFacts {
            received_at: done.phone_time - TimeDelta::days(1),
            ..facts(&done)
        };
        let answer = answer(&done, &behind);
        assert_eq!(answer.fate, EventFate::Applied);
        assert_eq!(answer.remarks[0].reason.code, "phone-clock-doubtful");
    }

    #[test]
    fn an_event_for_a_visit_given_away_meanwhile_is_kept_and_flagged() {
        let done = event(1, EventKind::Done);
        let former = EventFacts {
            holds: false,
            ..facts(&done)
        };
        let answer = answer(&done, &former);
        assert_eq!(answer.fate, EventFate::Applied);
        assert_eq!(answer.remarks[0].reason.code, "visit-given-away");
    }

    #[test]
    fn refuses_what_cannot_be_understood_with_every_fault() {
        let bad = event(1, EventKind::NotDone);
        let refused = answer(&bad, &facts(&bad));
        assert_eq!(refused.fate, EventFate::Refused);
        assert_eq!(refused.remarks, validate::violations(&bad));
    }
}
