//! How it is worded what makes no sense about a problem.

use domain::reason::Reason;

pub(super) static TOO_LARGE: Reason = Reason {
    rule: "R-WL-5",
    code: "problem-too-large",
    nb: "Det er {count} {what}; forslag lages for høyst {most}.",
    nn: "Det er {count} {what}; framlegg blir laga for høgst {most}.",
    en: "There are {count} {what}; a proposal takes at most {most}.",
};
pub(super) static GIVEN_TWICE: Reason = Reason {
    rule: "R-WL-1",
    code: "given-twice",
    nb: "Den samme id-en er oppgitt to ganger.",
    nn: "Den same id-en er oppgjeven to gonger.",
    en: "The same id is given twice.",
};
pub(super) static UNKNOWN: Reason = Reason {
    rule: "R-WL-1",
    code: "unknown-id",
    nb: "Viser til en {what} som ikke er med: {id}.",
    nn: "Viser til ein {what} som ikkje er med: {id}.",
    en: "Refers to a {what} that is not given: {id}.",
};
pub(super) static NO_TIME: Reason = Reason {
    rule: "R-WL-1",
    code: "time-out-of-range",
    nb: "Tiden {from}–{to} er ikke et gyldig tidsrom på denne dagen.",
    nn: "Tida {from}–{to} er ikkje eit gyldig tidsrom på denne dagen.",
    en: "{from}–{to} is not a valid stretch of this day.",
};
pub(super) static NO_LENGTH: Reason = Reason {
    rule: "R-WL-1",
    code: "minutes-out-of-range",
    nb: "{minutes} minutter er ikke en gyldig varighet (0–1440).",
    nn: "{minutes} minutt er ikkje ei gyldig lengd (0–1440).",
    en: "{minutes} minutes is not a valid length (0–1440).",
};
pub(super) static NO_PLACE: Reason = Reason {
    rule: "R-WL-12",
    code: "no-such-place",
    nb: "Stedet er ikke et gyldig punkt på kartet.",
    nn: "Staden er ikkje eit gyldig punkt på kartet.",
    en: "The place is no valid point on the map.",
};
pub(super) static OVERLAPPING_SHIFTS: Reason = Reason {
    rule: "R-SHF-1",
    code: "shifts-overlap",
    nb: "To vakter overlapper hverandre.",
    nn: "To vakter overlappar kvarandre.",
    en: "Two shifts overlap.",
};
pub(super) static BAD_COUNT: Reason = Reason {
    rule: "R-WL-1",
    code: "one-or-two-employees",
    nb: "Et besøk har én eller to ansatte, ikke {count}.",
    nn: "Eit besøk har éin eller to tilsette, ikkje {count}.",
    en: "A visit has one or two employees, not {count}.",
};
pub(super) static SEAT_OF_ONE: Reason = Reason {
    rule: "R-WL-4",
    code: "second-seat-of-one",
    nb: "Besøket har én ansatt, men sier hva den andre må kunne.",
    nn: "Besøket har éin tilsett, men seier kva den andre må kunne.",
    en: "The visit has one employee, but says what the other must be able to do.",
};
pub(super) static TOO_MANY_FIXED: Reason = Reason {
    rule: "R-WL-1",
    code: "more-claims-than-places",
    nb: "Flere er satt på besøket enn det er plass til, eller den samme to ganger.",
    nn: "Fleire er sette på besøket enn det er plass til, eller den same to gonger.",
    en: "More are tied to the visit than it has places, or the same one twice.",
};
pub(super) static FACT_WITHOUT_TIME: Reason = Reason {
    rule: "R-WL-6",
    code: "fact-without-time",
    nb: "Et påbegynt eller utført besøk mangler tidspunkt.",
    nn: "Eit påbyrja eller utført besøk manglar tidspunkt.",
    en: "A started or done visit has no time.",
};
pub(super) static NO_PRIORITY: Reason = Reason {
    rule: "R-WL-1",
    code: "priority-out-of-range",
    nb: "Prioriteten {priority} finnes ikke; den er 1 til 5.",
    nn: "Prioriteten {priority} finst ikkje; han er 1 til 5.",
    en: "There is no priority {priority}; it is 1 to 5.",
};
pub(super) static BAD_GAP: Reason = Reason {
    rule: "R-WL-4",
    code: "gap-out-of-range",
    nb: "Mellomrommet mellom besøkene er ikke gyldig.",
    nn: "Mellomrommet mellom besøka er ikkje gyldig.",
    en: "The gap between the visits is not valid.",
};
pub(super) static CYCLE: Reason = Reason {
    rule: "R-WL-4",
    code: "order-goes-in-a-circle",
    nb: "Besøket skal komme etter seg selv: rekkefølgen går i ring.",
    nn: "Besøket skal kome etter seg sjølv: rekkjefølgja går i ring.",
    en: "The visit is to come after itself: the order goes in a circle.",
};
pub(super) static LONGER_THAN_ITS_WINDOW: Reason = Reason {
    rule: "R-WL-4",
    code: "longer-than-its-window",
    nb: "Besøket tar {minutes} minutter, men må skje mellom {from} og {to}.",
    nn: "Besøket tek {minutes} minutt, men må skje mellom {from} og {to}.",
    en: "The visit takes {minutes} minutes, but has to lie between {from} and {to}.",
};
pub(super) static LONGER_THAN_ANY_SHIFT: Reason = Reason {
    rule: "R-WL-4",
    code: "longer-than-any-shift",
    nb: "Besøket tar {minutes} minutter; ingen vakt er så lang.",
    nn: "Besøket tek {minutes} minutt; inga vakt er så lang.",
    en: "The visit takes {minutes} minutes; no shift is that long.",
};
pub(super) static TOO_FEW_AT_WORK: Reason = Reason {
    rule: "R-WL-4",
    code: "too-few-at-work",
    nb: "Besøket trenger {needed} ansatte, men {count} er på jobb.",
    nn: "Besøket treng {needed} tilsette, men {count} er på jobb.",
    en: "The visit needs {needed} employees, but {count} at work.",
};
