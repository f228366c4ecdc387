//! What is said when a working-time rule is broken, and when an agreement cannot be (R-SHF-2).

use crate::reason::Reason;

macro_rules! reasons {
    ($($name:ident $code:literal $nb:literal $nn:literal $en:literal;)+) => {$(
        pub(super) static $name: Reason = Reason {
            rule: "R-SHF-2", code: $code, nb: $nb, nn: $nn, en: $en,
        };
    )+};
}

reasons! {
    LONG_DAY "day-too-long"
        "I døgnet fra {from} er det {minutes} minutter vanlig arbeid; grensen er {limit} ({source})."
        "I døgnet frå {from} er det {minutes} minutt vanleg arbeid; grensa er {limit} ({source})."
        "In the 24 hours from {from} there are {minutes} minutes of ordinary work; the limit is {limit} ({source}).";
    LONG_24 "too-much-in-24-hours"
        "I døgnet fra {from} er det {minutes} minutter arbeid; grensen er {limit} ({source})."
        "I døgnet frå {from} er det {minutes} minutt arbeid; grensa er {limit} ({source})."
        "In the 24 hours from {from} there are {minutes} minutes of work; the limit is {limit} ({source}).";
    DAILY_REST "daily-rest"
        "Hvilen før vakten fra {from} er {minutes} minutter; den skal være minst {limit} ({source})."
        "Kvila før vakta frå {from} er {minutes} minutt; ho skal vere minst {limit} ({source})."
        "The rest before the shift from {from} is {minutes} minutes; it must be at least {limit} ({source}).";
    WEEKLY_REST "weekly-rest"
        "I uken fra {from} er den lengste hvilen {minutes} minutter; den skal være minst {limit} ({source})."
        "I veka frå {from} er den lengste kvila {minutes} minutt; ho skal vere minst {limit} ({source})."
        "In the week from {from} the longest rest is {minutes} minutes; it must be at least {limit} ({source}).";
    LONG_WEEK "week-too-long"
        "I uken fra {from} er det {minutes} minutter vanlig arbeid; grensen er {limit} ({source}). Er noe av det overtid, merk vakten slik."
        "I veka frå {from} er det {minutes} minutt vanleg arbeid; grensa er {limit} ({source}). Er noko av det overtid, merk vakta slik."
        "In the week from {from} there are {minutes} minutes of ordinary work; the limit is {limit} ({source}). If some of it is overtime, mark the shift so.";
    AVERAGE_WEEK "week-average-too-long"
        "I de {weeks} ukene fra {from} er gjennomsnittet {minutes} minutter i uken; grensen er {limit} ({source})."
        "I dei {weeks} vekene frå {from} er gjennomsnittet {minutes} minutt i veka; grensa er {limit} ({source})."
        "In the {weeks} weeks from {from} the mean is {minutes} minutes a week; the limit is {limit} ({source}).";
    TOTAL_WEEK "total-week-average"
        "I de {weeks} ukene fra {from} er alt arbeid i gjennomsnitt {minutes} minutter i uken; grensen er {limit} ({source})."
        "I dei {weeks} vekene frå {from} er alt arbeid i gjennomsnitt {minutes} minutt i veka; grensa er {limit} ({source})."
        "In the {weeks} weeks from {from} all work is {minutes} minutes a week on average; the limit is {limit} ({source}).";
    SUNDAY "sunday-after-sunday"
        "Det er arbeid både {before} og {from}; etter en søndag eller helligdag skal den neste være fri ({source})."
        "Det er arbeid både {before} og {from}; etter ein søndag eller heilagdag skal den neste vere fri ({source})."
        "There is work both on {before} and on {from}; after a Sunday or holiday the next one is to be off ({source}).";
    SUNDAY_EVERY "sundays-in-a-row"
        "Søndag {from} er den {minutes}. på rad med arbeid; minst hver {limit}. skal være fri ({source})."
        "Søndag {from} er den {minutes}. på rad med arbeid; minst kvar {limit}. skal vere fri ({source})."
        "Sunday {from} is number {minutes} in a row with work; at least every {limit} is to be off ({source}).";
    SUNDAY_HALF "sundays-more-than-half"
        "Av de {weeks} søndagene til og med {from} er det arbeid på {minutes}; høyst {limit} ({source})."
        "Av dei {weeks} søndagane til og med {from} er det arbeid på {minutes}; høgst {limit} ({source})."
        "Of the {weeks} Sundays until {from} there is work on {minutes}; at most {limit} ({source}).";
    SHORT_BREAK "break-too-short"
        "Vakten fra {from} har {minutes} minutter pause; den skal ha minst {limit} ({source})."
        "Vakta frå {from} har {minutes} minutt pause; ho skal ha minst {limit} ({source})."
        "The shift from {from} has {minutes} minutes of break; it must have at least {limit} ({source}).";
    OVERTIME "overtime-too-much"
        "I de {weeks} ukene til og med den som begynner {from}, er det {minutes} minutter overtid; grensen er {limit} ({source})."
        "I dei {weeks} vekene til og med den som byrjar {from}, er det {minutes} minutt overtid; grensa er {limit} ({source})."
        "In the {weeks} weeks up to the one that begins on {from} there are {minutes} minutes of overtime; the limit is {limit} ({source}).";
    NOTICE "rota-short-notice"
        "Arbeidsplanen skal være kjent {limit} dager før {from}; det er {minutes} dager til ({source})."
        "Arbeidsplanen skal vere kjend {limit} dagar før {from}; det er {minutes} dagar til ({source})."
        "A rota must be known {limit} days before {from}; that is in {minutes} days ({source}).";
    BEYOND "agreement-goes-too-far"
        "En avtale kan ikke gå så langt: {asked}; ytterste grense er {limit} ({source})."
        "Ein avtale kan ikkje gå så langt: {asked}; ytste grense er {limit} ({source})."
        "No agreement can go that far: {asked}; the furthest is {limit} ({source}).";
    EMPTY "agreement-changes-nothing"
        "Avtalen endrer ingen grense."
        "Avtalen endrar inga grense."
        "The agreement changes no limit.";
    NAMELESS "agreement-without-name"
        "Avtalen må ha et navn, høyst {most} tegn."
        "Avtalen må ha eit namn, høgst {most} teikn."
        "The agreement needs a name, at most {most} characters.";
    ENDS_FIRST "agreement-ends-before-start"
        "Siste dag er før første dag."
        "Siste dag er før første dag."
        "The last day is before the first day.";
}
