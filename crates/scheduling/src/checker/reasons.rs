//! How the rules of R-WL-4 are worded when a list breaks them.

use domain::reason::Reason;

macro_rules! reasons {
    ($($name:ident = $code:literal, $nb:literal, $nn:literal, $en:literal;)+) => {$(
        pub(crate) static $name: Reason = Reason {
            rule: "R-WL-4",
            code: $code,
            nb: $nb,
            nn: $nn,
            en: $en,
        };
    )+};
}

reasons! {
    LACKS_COMPETENCE = "lacks-competence",
        "Den ansatte mangler kompetansen {competence}.",
        "Den tilsette manglar kompetansen {competence}.",
        "The employee lacks the competence {competence}.";
    SEAT_EMPTY = "seat-empty",
        "De to kan bare ta den samme delen; ingen av dem kan ta den som krever {competence}.",
        "Dei to kan berre ta den same delen; ingen av dei kan ta den som krev {competence}.",
        "The two can only take the same part; neither can take the one that requires {competence}.";
    DECLINED = "declined",
        "Innbyggeren har reservert seg mot den ansatte, eller hun er inhabil.",
        "Innbyggjaren har reservert seg mot den tilsette, eller ho er inhabil.",
        "The citizen has declined the employee, or she is disqualified.";
    OUTSIDE_SHIFT = "outside-shift",
        "Ligger utenfor vakten {from}–{to}.",
        "Ligg utanfor vakta {from}–{to}.",
        "Lies outside the shift {from}–{to}.";
    NO_TIME_HOME = "no-time-home",
        "Hun rekker ikke tilbake til vakten slutter {to}; det mangler {minutes} minutter.",
        "Ho rekk ikkje tilbake til vakta sluttar {to}; det manglar {minutes} minutt.",
        "She is not back when the shift ends at {to}; {minutes} minutes are missing.";
    OVERLAP = "overlap",
        "Overlapper det hun gjør før, med reisen {minutes} minutter.",
        "Overlappar det ho gjer før, med reisa {minutes} minutt.",
        "Overlaps what she does before, by {minutes} minutes with the way.";
    TOO_SHORT_WAY = "not-there-in-time",
        "Hun rekker ikke fram; det mangler {minutes} minutter til reisen.",
        "Ho rekk ikkje fram; det manglar {minutes} minutt til reisa.",
        "She is not there in time; the way lacks {minutes} minutes.";
    NOT_AT_HOME = "citizen-not-at-home",
        "Innbyggeren er ikke hjemme, eller besøket kan ikke gjøres; det må ligge mellom {from} og {to}.",
        "Innbyggjaren er ikkje heime, eller besøket kan ikkje gjerast; det må liggje mellom {from} og {to}.",
        "The citizen is not at home, or it cannot be done then; it must lie between {from} and {to}.";
    OTHER_TIME = "outside-its-time",
        "Må ligge mellom {from} og {to}.",
        "Må liggje mellom {from} og {to}.",
        "Must lie between {from} and {to}.";
    DAY_ONLY = "day-only",
        "Den ansatte arbeider bare om dagen.",
        "Den tilsette arbeider berre om dagen.",
        "The employee works by day only.";
    MOVED_FROM_ITS_TIME = "moved-from-its-time",
        "Tidspunktet {at} er gitt og kan ikke flyttes.",
        "Tidspunktet {at} er gitt og kan ikkje flyttast.",
        "The time {at} is given and cannot be moved.";
    IN_THE_PAST = "in-the-past",
        "Starter før tidspunktet det planlegges fra.",
        "Startar før tidspunktet det blir planlagt frå.",
        "Starts before the time that is planned from.";
    TOO_MANY = "too-many-employees",
        "Flere er satt på besøket enn det trenger: {count}.",
        "Fleire er sette på besøket enn det treng: {count}.",
        "More are on the visit than it needs: {count}.";
    NOT_ASSIGNED = "not-assigned",
        "Ingen er satt på besøket.",
        "Ingen er sett på besøket.",
        "Nobody is on the visit.";
    ONE_MISSING = "second-employee-missing",
        "Besøket trenger to ansatte; én mangler.",
        "Besøket treng to tilsette; éin manglar.",
        "The visit needs two employees; one is missing.";
    NOT_TOGETHER = "not-together",
        "De to på besøket starter ikke samtidig.",
        "Dei to på besøket startar ikkje samstundes.",
        "The two on the visit do not start together.";
    TAKEN_FROM = "taken-from-its-holder",
        "Besøket er tatt av eller låst til en annen.",
        "Besøket er teke av eller låst til ein annan.",
        "The visit is claimed by or pinned to another.";
    WRONG_GAP = "wrong-gap",
        "Kommer {gap} minutter etter besøket før; det skal være minst {least}, og ikke mer enn avtalt.",
        "Kjem {gap} minutt etter besøket før; det skal vere minst {least}, og ikkje meir enn avtalt.",
        "Comes {gap} minutes after the visit before; at least {least}, and no more than agreed.";
    NOT_AT_WORK = "not-at-work",
        "Den ansatte er ikke på jobb denne dagen, eller har to lister.",
        "Den tilsette er ikkje på jobb denne dagen, eller har to lister.",
        "The employee is not at work this day, or has two lists.";
    NOT_ON_THE_DAY = "not-on-the-day",
        "Står på listen, men hører ikke til dagen, den ansatte eller bare én gang.",
        "Står på lista, men høyrer ikkje til dagen, den tilsette eller berre éin gong.",
        "Is on the list, but does not belong to the day or the employee, or only once.";
    TWICE_ON_THE_LIST = "twice-on-the-list",
        "Besøket står to ganger på samme liste.",
        "Besøket står to gonger på same lista.",
        "The visit is on the same list twice.";
    OUTSIDE_WISHED = "outside-wished-time",
        "Starter {minutes} minutter utenfor ønsket tid.",
        "Startar {minutes} minutt utanfor ønskt tid.",
        "Starts {minutes} minutes outside the wished time.";
    NEW_FACE = "new-face",
        "Har ikke vært hos innbyggeren på 90 dager.",
        "Har ikkje vore hos innbyggjaren på 90 dagar.",
        "Has not been to the citizen in 90 days.";
    NO_BREAK = "no-break",
        "Pausen er ikke lagt inn.",
        "Pausen er ikkje lagd inn.",
        "The break is not on the list.";
    WORK_MISSING = "work-missing",
        "Møte eller annet arbeid mangler på listen.",
        "Møte eller anna arbeid manglar på lista.",
        "A meeting or other work is missing from the list.";
}
