//! What an event must say to be understood.

use super::event::{EventKind, NotDoneReason, VisitEvent};
use crate::reason::{Reason, Violations};

/// Longest note, in characters: short by rule (R-WL-6), and a phone's outbox stays small.
pub const NOTE_LENGTH: usize = 2000;

static REASON_MISSING: Reason = Reason {
    rule: "R-WL-6",
    code: "reason-missing",
    nb: "Si hvorfor besøket ikke ble utført.",
    nn: "Sei kvifor besøket ikkje vart utført.",
    en: "Say why the visit was not carried out.",
};
static REASON_UNASKED: Reason = Reason {
    rule: "R-WL-6",
    code: "reason-unasked",
    nb: "En grunn hører bare til et besøk som ikke ble utført.",
    nn: "Ein grunn høyrer berre til eit besøk som ikkje vart utført.",
    en: "A reason belongs only to a visit that was not carried out.",
};
static NOTE_MISSING: Reason = Reason {
    rule: "R-WL-6",
    code: "note-missing",
    nb: "Skriv hva det gjelder.",
    nn: "Skriv kva det gjeld.",
    en: "Write what it is about.",
};
static NOTE_TOO_LONG: Reason = Reason {
    rule: "R-WL-6",
    code: "note-too-long",
    nb: "Notatet kan ha høyst {limit} tegn.",
    nn: "Notatet kan ha høgst {limit} teikn.",
    en: "The note can have at most {limit} characters.",
};
static MOVED_UNASKED: Reason = Reason {
    rule: "R-WL-6",
    code: "moved-to-unasked",
    nb: "Et nytt tidspunkt hører bare til et besøk som er flyttet.",
    nn: "Eit nytt tidspunkt høyrer berre til eit besøk som er flytta.",
    en: "A new time belongs only to a visit that is moved.",
};
static REPLACES_MISSING: Reason = Reason {
    rule: "R-WL-6",
    code: "replaces-missing",
    nb: "Si hvilken hendelse som trekkes tilbake.",
    nn: "Sei kva hending som blir trekt tilbake.",
    en: "Say which event is taken back.",
};
static REPLACES_ITSELF: Reason = Reason {
    rule: "R-WL-6",
    code: "replaces-itself",
    nb: "En hendelse kan ikke rette seg selv.",
    nn: "Ei hending kan ikkje rette seg sjølv.",
    en: "An event cannot correct itself.",
};
static SEQUENCE: Reason = Reason {
    rule: "R-WL-6",
    code: "sequence-negative",
    nb: "Telleren på telefonen kan ikke være negativ.",
    nn: "Teljaren på telefonen kan ikkje vere negativ.",
    en: "The phone's count cannot be negative.",
};

/// Everything that is wrong with an event in itself, each pointing into it (R-WL-6).
pub fn violations(event: &VisitEvent) -> Violations {
    let note = event.note.as_deref().map(str::trim).unwrap_or_default();
    let not_done = event.kind == EventKind::NotDone;
    let needs_note = matches!(event.kind, EventKind::Note | EventKind::Deviation)
        || event.reason == Some(NotDoneReason::Other);
    let checks = [
        (
            not_done && event.reason.is_none(),
            &REASON_MISSING,
            "/reason",
        ),
        (
            !not_done && event.reason.is_some(),
            &REASON_UNASKED,
            "/reason",
        ),
        (needs_note && note.is_empty(), &NOTE_MISSING, "/note"),
        (note.chars().count() > NOTE_LENGTH, &NOTE_TOO_LONG, "/note"),
        (
            event.kind != EventKind::Moved && event.moved_to.is_some(),
            &MOVED_UNASKED,
            "/movedTo",
        ),
        (
            event.kind == EventKind::Withdrawn && event.replaces.is_none(),
            &REPLACES_MISSING,
            "/replaces",
        ),
        (
            event.replaces == Some(event.id),
            &REPLACES_ITSELF,
            "/replaces",
        ),
        (event.sequence < 0, &SEQUENCE, "/sequence"),
    ];
    checks
        .into_iter()
        .filter(|(broken, ..)| *broken)
        .map(|(_, reason, pointer)| reason.violation().at(pointer).with("limit", NOTE_LENGTH))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit_event::state::tests::event;

    fn found(event: &VisitEvent) -> Vec<(&'static str, String)> {
        violations(event)
            .into_iter()
            .map(|v| (v.reason.code, v.pointer.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_plain_done_is_understood() {
        assert!(found(&event(1, EventKind::Done)).is_empty());
    }

    #[test]
    fn refuses_not_done_without_reason_and_other_without_note() {
        let bare = event(1, EventKind::NotDone);
        assert_eq!(found(&bare), [("reason-missing", "/reason".into())]);
        let other = VisitEvent {
            reason: Some(NotDoneReason::Other),
            ..bare
        };
        assert_eq!(found(&other), [("note-missing", "/note".into())]);
    }

    #[test]
    fn lists_every_fault_with_its_place() {
        let bad = event(1, EventKind::Withdrawn);
        let bad = VisitEvent {
            reason: Some(NotDoneReason::NoTime),
            moved_to: Some(bad.phone_time),
            note: Some("x".repeat(NOTE_LENGTH + 1)),
            sequence: -1,
            ..bad
        };
        let pointers: Vec<_> = found(&bad).into_iter().map(|(_, p)| p).collect();
        assert_eq!(
            pointers,
            ["/reason", "/note", "/movedTo", "/replaces", "/sequence"]
        );
    }

    #[test]
    fn refuses_an_event_that_corrects_itself() {
        let bad = event(1, EventKind::Done);
        let bad = VisitEvent {
            replaces: Some(bad.id),
            ..bad
        };
        assert_eq!(found(&bad), [("replaces-itself", "/replaces".into())]);
    }
}
