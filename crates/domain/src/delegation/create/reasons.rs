//! Why a delegation is not registered, approved, ended or replaced.

use crate::reason::Reason;

pub(super) static SELF_GRANT: Reason = Reason {
    rule: "R-VED-2",
    code: "self-grant",
    nb: "Ingen kan gi seg selv en fullmakt.",
    nn: "Ingen kan gi seg sjølv ei fullmakt.",
    en: "Nobody can grant herself a delegation.",
};
pub(super) static SAME_SECOND_PERSON: Reason = Reason {
    rule: "R-VED-2",
    code: "second-person-needed",
    nb: "En annen enn den som registrerte, ga eller får fullmakten, må godkjenne den.",
    nn: "Ein annan enn den som registrerte, gav eller får fullmakta, må godkjenne ho.",
    en: "Somebody other than those who registered, gave or receive the delegation must approve it.",
};
pub(super) static NOTHING_TO_APPROVE: Reason = Reason {
    rule: "R-VED-2",
    code: "nothing-to-approve",
    nb: "Fullmakten trenger ingen godkjenning: den er godkjent, avsluttet eller gitt av en annen med fullmakt.",
    nn: "Fullmakta treng inga godkjenning: ho er godkjend, avslutta eller gitt av ein annan med fullmakt.",
    en: "The delegation needs no approval: it is approved, ended, or given by somebody who holds one.",
};
pub(super) static ALREADY_ENDED: Reason = Reason {
    rule: "R-VED-2",
    code: "already-ended",
    nb: "Fullmakten er allerede avsluttet.",
    nn: "Fullmakta er alt avslutta.",
    en: "The delegation has already been ended.",
};
pub(super) static PARENT_UNKNOWN: Reason = Reason {
    rule: "R-VED-2",
    code: "parent-unknown",
    nb: "Fullmakten som denne skal bygge på, finnes ikke.",
    nn: "Fullmakta som denne skal byggje på, finst ikkje.",
    en: "The delegation that this one is to build on does not exist.",
};
pub(super) static REPLACED_UNKNOWN: Reason = Reason {
    rule: "R-VED-2",
    code: "replaced-unknown",
    nb: "Fullmakten som skal erstattes, finnes ikke eller er allerede avsluttet.",
    nn: "Fullmakta som skal erstattast, finst ikkje eller er alt avslutta.",
    en: "The delegation to be replaced does not exist or has already been ended.",
};
pub(super) static NOT_PARENTS_HOLDER: Reason = Reason {
    rule: "R-VED-2",
    code: "not-parents-holder",
    nb: "Bare den som har fullmakten denne bygger på, kan gi den videre.",
    nn: "Berre den som har fullmakta denne byggjer på, kan gi ho vidare.",
    en: "Only the holder of the delegation this one builds on can pass it on.",
};
pub(super) static WIDER_SERVICES: Reason = Reason {
    rule: "R-VED-2",
    code: "wider-services",
    nb: "Fullmakten den bygger på, gjelder ikke {items}.",
    nn: "Fullmakta ho byggjer på, gjeld ikkje {items}.",
    en: "The delegation it builds on does not cover {items}.",
};
pub(super) static WIDER_OUTCOMES: Reason = Reason {
    rule: "R-VED-2",
    code: "wider-outcomes",
    nb: "Fullmakten den bygger på, gjelder ikke utfallet {items}.",
    nn: "Fullmakta ho byggjer på, gjeld ikkje utfallet {items}.",
    en: "The delegation it builds on does not cover the outcome {items}.",
};
pub(super) static WIDER_UNITS: Reason = Reason {
    rule: "R-VED-2",
    code: "wider-units",
    nb: "Fullmakten gjelder enheter som fullmakten den bygger på, ikke gjelder.",
    nn: "Fullmakta gjeld einingar som fullmakta ho byggjer på, ikkje gjeld.",
    en: "The delegation covers units that the one it builds on does not.",
};
pub(super) static WIDER_LIMIT: Reason = Reason {
    rule: "R-VED-2",
    code: "wider-limit",
    nb: "Grensen for {limit} er romsligere enn i fullmakten den bygger på.",
    nn: "Grensa for {limit} er romslegare enn i fullmakta ho byggjer på.",
    en: "The ceiling for {limit} is wider than in the delegation it builds on.",
};
pub(super) static WIDER_DATES: Reason = Reason {
    rule: "R-VED-2",
    code: "wider-dates",
    nb: "Fullmakten gjelder dager da fullmakten den bygger på, ikke gjelder.",
    nn: "Fullmakta gjeld dagar då fullmakta ho byggjer på, ikkje gjeld.",
    en: "The delegation counts on days when the one it builds on does not.",
};
pub(super) static EMPTY: Reason = Reason {
    rule: "R-VED-2",
    code: "delegation-names-nothing",
    nb: "Fullmakten må nevne {what}.",
    nn: "Fullmakta må nemne {what}.",
    en: "The delegation must name {what}.",
};
pub(super) static ENDS_BEFORE_BEGUN: Reason = Reason {
    rule: "R-VED-2",
    code: "ends-before-begun",
    nb: "Siste dag er før første dag.",
    nn: "Siste dag er før første dag.",
    en: "The last day is before the first.",
};
pub(super) static LIMIT_NOT_POSITIVE: Reason = Reason {
    rule: "R-VED-2",
    code: "limit-not-positive",
    nb: "Grensen for {limit} må være større enn null.",
    nn: "Grensa for {limit} må vere større enn null.",
    en: "The ceiling for {limit} must be greater than zero.",
};
pub(super) static ACTING_NEEDS_END: Reason = Reason {
    rule: "R-VED-2",
    code: "acting-needs-end",
    nb: "En stedfortreder må ha en siste dag.",
    nn: "Ein stadfortredar må ha ein siste dag.",
    en: "A substitute (acting leader) needs a last day.",
};
