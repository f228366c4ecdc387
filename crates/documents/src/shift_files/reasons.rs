//! What can be wrong with a file of shifts. No name from the file stands in a fault.

use domain::reason::Reason;

macro_rules! reasons {
    ($($name:ident $code:literal $nb:literal $nn:literal $en:literal;)+) => {$(
        pub(super) static $name: Reason = Reason {
            rule: "R-SHF-1", code: $code, nb: $nb, nn: $nn, en: $en,
        };
    )+};
}

reasons! {
    EMPTY "shift-file-empty"
        "Filen er tom." "Fila er tom." "The file is empty.";
    NOT_TEXT "shift-file-not-utf8"
        "Filen er ikke UTF-8." "Fila er ikkje UTF-8." "The file is not UTF-8.";
    TOO_MANY "shift-file-too-long"
        "Filen har mer enn {most} vakter." "Fila har meir enn {most} vakter."
        "The file has more than {most} shifts.";
    MISSING_COLUMN "shift-column-missing"
        "Kolonnen «{name}» mangler." "Kolonnen «{name}» manglar."
        "The column “{name}” is missing.";
    UNKNOWN_COLUMN "shift-column-unknown"
        "Kolonnen «{name}» er ukjent eller står to ganger."
        "Kolonnen «{name}» er ukjend eller står to gonger."
        "The column “{name}” is unknown or stands twice.";
    CELL_COUNT "shift-cell-count"
        "Linjen har {found} celler; overskriften har {expected}."
        "Linja har {found} celler; overskrifta har {expected}."
        "The line has {found} cells; the header has {expected}.";
    NOBODY "shift-nobody"
        "Ingen i enheten har dette navnet eller brukernavnet."
        "Ingen i eininga har dette namnet eller brukarnamnet."
        "Nobody in the unit has this name or user name.";
    TWO_OF_ONE_NAME "shift-two-of-one-name"
        "To i enheten heter dette; bruk brukernavnet."
        "To i eininga heiter dette; bruk brukarnamnet."
        "Two in the unit are called this; use the user name.";
    NOT_A_DAY "shift-not-a-day"
        "Datoen kan ikke leses eller er ingen mulig dag." "Datoen kan ikkje lesast eller er ingen mogleg dag."
        "The date cannot be read or is no possible day.";
    NOT_A_TIME "shift-not-a-time"
        "Klokkeslettet kan ikke leses." "Klokkeslettet kan ikkje lesast."
        "The time cannot be read.";
    NOT_A_KIND "shift-not-a-kind"
        "Vakttypen er ukjent: dag, kveld, natt, lang eller dagtid."
        "Vakttypen er ukjend: dag, kveld, natt, lang eller dagtid."
        "The kind is unknown: dag, kveld, natt, lang or dagtid.";
    NOT_MINUTES "shift-not-minutes"
        "Pausen skal være hele minutter." "Pausen skal vere heile minutt."
        "The break must be whole minutes.";
    NOT_YES_OR_NO "shift-not-yes-or-no"
        "Skriv ja eller nei." "Skriv ja eller nei." "Write ja or nei.";
    NOT_A_CALENDAR "calendar-unreadable"
        "Kalenderen kan ikke leses." "Kalenderen kan ikkje lesast."
        "The calendar cannot be read.";
    WHOSE "calendar-whose"
        "Hendelsen sier ikke hvem den gjelder: oppgi employee, eller én ATTENDEE."
        "Hendinga seier ikkje kven ho gjeld: oppgi employee, eller éin ATTENDEE."
        "The event does not say whose it is: give employee, or one ATTENDEE.";
    REPEATS "calendar-repeats"
        "Hendelsen gjentas (RRULE). Eksporter hver vakt for seg."
        "Hendinga blir gjenteken (RRULE). Eksporter kvar vakt for seg."
        "The event repeats (RRULE). Export each shift by itself.";
    OTHER_ZONE "calendar-zone"
        "Tidssonen er ukjent." "Tidssona er ukjend." "The time zone is unknown.";
}
