//! Why a pool is not agreed, or not ended, as somebody would have it (R-TEAM-8).

use crate::reason::Reason;

macro_rules! reasons {
    ($($name:ident = $code:literal, $nb:literal, $nn:literal, $en:literal;)+) => {$(
        pub(super) static $name: Reason = Reason {
            rule: "R-TEAM-8",
            code: $code,
            nb: $nb,
            nn: $nn,
            en: $en,
        };
    )+};
}

reasons! {
    NAMELESS = "pool-nameless",
        "Felles vakt må ha et navn på høyst {most} tegn.",
        "Felles vakt må ha eit namn på høgst {most} teikn.",
        "A pool must have a name of at most {most} characters.";
    ALONE = "pool-of-one",
        "En felles vakt er for to til {most} team.",
        "Ei felles vakt er for to til {most} team.",
        "A pool is for two to {most} teams.";
    NOT_TEAM = "pool-not-a-team",
        "Bare team kan ha felles vakt; dette er ikke et team.",
        "Berre team kan ha felles vakt; dette er ikkje eit team.",
        "Only teams can pool; this is not a team.";
    NO_HOURS = "pool-without-hours",
        "Si hvilke dager og klokkeslett dere har felles; høyst {most} linjer.",
        "Sei kva dagar og klokkeslett de har felles; høgst {most} linjer.",
        "Say which days and hours you share; at most {most} lines.";
    NO_DAYS = "pool-hours-without-days",
        "Velg minst én ukedag (1–7), eller helligdager.",
        "Vel minst éin vekedag (1–7), eller heilagdagar.",
        "Choose at least one weekday (1–7), or public holidays.";
    NAMELESS_HOURS = "pool-hours-nameless",
        "Tiden må ha et navn på høyst {most} tegn.",
        "Tida må ha eit namn på høgst {most} teikn.",
        "The hours must have a name of at most {most} characters.";
    BY_DAY = "pool-by-day",
        "Om dagen arbeider hvert team for seg: mandag til fredag mellom kl. 8 og 15 kan ikke være felles.",
        "Om dagen arbeider kvart team for seg: måndag til fredag mellom kl. 8 og 15 kan ikkje vere felles.",
        "By day each team works alone: Monday to Friday between 8 and 15 cannot be shared.";
    TWICE = "pool-hours-twice",
        "Tiden overlapper «{other}» i den samme felles vakten.",
        "Tida overlappar «{other}» i den same felles vakta.",
        "The hours overlap “{other}” of the same pool.";
    BEGUN = "pool-begins-in-the-past",
        "En felles vakt begynner tidligst i dag.",
        "Ei felles vakt byrjar tidlegast i dag.",
        "A pool begins today at the earliest.";
    ENDS_FIRST = "pool-ends-before-start",
        "Siste dag er før første dag.",
        "Siste dag er før første dag.",
        "The last day is before the first day.";
    OVERLAPS = "pool-overlaps",
        "{team} har allerede felles vakt på den tiden: «{other}».",
        "{team} har allereie felles vakt på den tida: «{other}».",
        "{team} already pools at that time: “{other}”.";
    NOT_YOURS = "pool-of-others",
        "Teamet ditt er ikke med i denne felles vakten.",
        "Teamet ditt er ikkje med i denne felles vakta.",
        "Your team is not part of this pool.";
    ANSWERED = "pool-answered",
        "Forslaget er {state}.",
        "Framlegget er {state}.",
        "The proposal is {state}.";
    AGREED_ALREADY = "pool-team-agreed",
        "Teamet har allerede sagt ja.",
        "Teamet har allereie sagt ja.",
        "The team has already agreed.";
    NOT_AGREED = "pool-not-agreed",
        "Den felles vakten er ikke avtalt, så den kan ikke avsluttes.",
        "Den felles vakta er ikkje avtalt, så ho kan ikkje avsluttast.",
        "The pool is not agreed, so it cannot be ended.";
    ENDS_LATER = "pool-ends-already",
        "Den felles vakten slutter allerede {until}; den kan ikke forlenges, bare avtales på nytt.",
        "Den felles vakta sluttar allereie {until}; ho kan ikkje forlengjast, berre avtalast på nytt.",
        "The pool already ends on {until}; it cannot be prolonged, only agreed anew.";
    ENDS_IN_THE_PAST = "pool-ends-in-the-past",
        "Siste dag kan ikke være før i dag.",
        "Siste dag kan ikkje vere før i dag.",
        "The last day cannot be before today.";
    PUBLISHED = "pool-published-after",
        "Dagsplanen for {date} er allerede publisert. Velg den dagen eller en senere som siste dag.",
        "Dagsplanen for {date} er allereie publisert. Vel den dagen eller ein seinare som siste dag.",
        "The day plan of {date} is already published. Choose that day or a later one as the last.";
    SHIFTS_LEFT = "pool-shifts-after",
        "Det står {count} vakter etter siste dag. Flytt eller fjern dem først.",
        "Det står {count} vakter etter siste dag. Flytt eller fjern dei først.",
        "There are {count} shifts after the last day. Move or remove them first.";
}
