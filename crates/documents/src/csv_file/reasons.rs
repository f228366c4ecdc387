//! What a file can have wrong as a file; what its rows can have wrong is the domain's.

use domain::reason::Reason;

pub(crate) static EMPTY: Reason = Reason {
    rule: "API-8",
    code: "csv-empty",
    nb: "Filen er tom. Første linje skal navngi kolonnene.",
    nn: "Fila er tom. Første linje skal namngi kolonnane.",
    en: "The file is empty. Its first line must name the columns.",
};
pub(crate) static NOT_UTF8: Reason = Reason {
    rule: "API-8",
    code: "csv-not-utf8",
    nb: "Cellen har tegn som ikke er UTF-8. Eksporter filen på nytt som UTF-8.",
    nn: "Cella har teikn som ikkje er UTF-8. Eksporter fila på nytt som UTF-8.",
    en: "The cell has characters that are not UTF-8. Export the file again as UTF-8.",
};
pub(crate) static MIXED_ENCODINGS: Reason = Reason {
    rule: "API-8",
    code: "csv-mixed-encodings",
    nb: "Filen er skrevet både som UTF-8 og som Windows-1252, første gang ulikt på linje {line}. Eksporter den på nytt.",
    nn: "Fila er skriven både som UTF-8 og som Windows-1252, første gong ulikt på linje {line}. Eksporter ho på nytt.",
    en: "The file is written both as UTF-8 and as Windows-1252, first differing on line {line}. Export it again.",
};
pub(crate) static CONTROL_CHARACTER: Reason = Reason {
    rule: "API-8",
    code: "csv-control-character",
    nb: "Cellen har et usynlig styretegn. Skriv teksten på nytt.",
    nn: "Cella har eit usynleg styreteikn. Skriv teksten på nytt.",
    en: "The cell has an invisible control character. Write the text again.",
};
pub(crate) static UNKNOWN_COLUMN: Reason = Reason {
    rule: "API-8",
    code: "csv-unknown-column",
    nb: "Kolonnen «{name}» er ukjent.",
    nn: "Kolonnen «{name}» er ukjend.",
    en: "The column “{name}” is unknown.",
};
pub(crate) static MISSING_COLUMN: Reason = Reason {
    rule: "API-8",
    code: "csv-missing-column",
    nb: "Kolonnen «{name}» mangler.",
    nn: "Kolonnen «{name}» manglar.",
    en: "The column “{name}” is missing.",
};
pub(crate) static COLUMN_TWICE: Reason = Reason {
    rule: "API-8",
    code: "csv-column-twice",
    nb: "Kolonnen «{name}» finnes to ganger.",
    nn: "Kolonnen «{name}» finst to gonger.",
    en: "The column “{name}” is there twice.",
};
pub(crate) static CELL_COUNT: Reason = Reason {
    rule: "API-8",
    code: "csv-cell-count",
    nb: "Linjen har {found} celler, men overskriften har {expected}.",
    nn: "Linja har {found} celler, men overskrifta har {expected}.",
    en: "The line has {found} cells, but the header has {expected}.",
};
pub(crate) static TOO_LONG: Reason = Reason {
    rule: "API-9",
    code: "csv-cell-too-long",
    nb: "Cellen har {found} tegn. Her er det plass til {most}.",
    nn: "Cella har {found} teikn. Her er det plass til {most}.",
    en: "The cell has {found} characters. There is room for {most}.",
};
pub(crate) static TOO_MANY_ROWS: Reason = Reason {
    rule: "API-9",
    code: "csv-too-many-rows",
    nb: "Filen har flere enn {most} rader. Del den opp.",
    nn: "Fila har fleire enn {most} rader. Del henne opp.",
    en: "The file has more than {most} rows. Divide it.",
};
pub(crate) static NUMBER_TWICE: Reason = Reason {
    rule: "R-CIT-1",
    code: "csv-number-twice",
    nb: "Det samme nummeret står også på linje {line}.",
    nn: "Det same nummeret står òg på linje {line}.",
    en: "The same number also stands on line {line}.",
};
pub(crate) static NUMBER_AND_REASON: Reason = Reason {
    rule: "R-CIT-1",
    code: "csv-number-and-reason",
    nb: "Raden har både et nummer og en grunn til at det mangler. Behold ett av dem.",
    nn: "Rada har både eit nummer og ein grunn til at det manglar. Ta vare på eitt av dei.",
    en: "The row has both a number and a reason why there is none. Keep one of them.",
};
pub(crate) static NOT_A_DATE: Reason = Reason {
    rule: "R-CIT-1",
    code: "csv-not-a-date",
    nb: "Dette er ingen dato. Skriv 1938-02-03 eller 03.02.1938.",
    nn: "Dette er ingen dato. Skriv 1938-02-03 eller 03.02.1938.",
    en: "This is no date. Write 1938-02-03 or 03.02.1938.",
};
pub(crate) static NOT_A_NUMBER: Reason = Reason {
    rule: "API-8",
    code: "csv-not-a-number",
    nb: "Skriv et helt tall.",
    nn: "Skriv eit heilt tal.",
    en: "Write a whole number.",
};
pub(crate) static NOT_A_TIME: Reason = Reason {
    rule: "API-8",
    code: "csv-not-a-time",
    nb: "Dette er ikke noe klokkeslett. Skriv 08:30.",
    nn: "Dette er ikkje noko klokkeslett. Skriv 08:30.",
    en: "This is no time of day. Write 08:30.",
};
pub(crate) static CELL_MISSING: Reason = Reason {
    rule: "API-8",
    code: "csv-cell-missing",
    nb: "Her må det stå noe.",
    nn: "Her må det stå noko.",
    en: "Something must stand here.",
};
pub(crate) static CELL_NOT_USED: Reason = Reason {
    rule: "API-8",
    code: "csv-cell-not-used",
    nb: "Her skal det ikke stå noe på en linje av slaget «{kind}».",
    nn: "Her skal det ikkje stå noko på ei linje av slaget «{kind}».",
    en: "Nothing may stand here on a line of the kind “{kind}”.",
};
pub(crate) static REF_TWICE: Reason = Reason {
    rule: "API-8",
    code: "csv-ref-twice",
    nb: "Referansen står også på linje {line}.",
    nn: "Referansen står òg på linje {line}.",
    en: "The reference also stands on line {line}.",
};
pub(crate) static NOT_DEGREES: Reason = Reason {
    rule: "R-CIT-1",
    code: "csv-not-degrees",
    nb: "Skriv grader som et tall, for eksempel 59,866.",
    nn: "Skriv grader som eit tal, til dømes 59,866.",
    en: "Write degrees as a number, such as 59.866.",
};
pub(crate) static HALF_A_PLACE: Reason = Reason {
    rule: "R-CIT-1",
    code: "csv-half-a-place",
    nb: "Et punkt på kartet trenger både breddegrad og lengdegrad.",
    nn: "Eit punkt på kartet treng både breiddegrad og lengdegrad.",
    en: "A point on the map needs both latitude and longitude.",
};
pub(crate) static NOT_A_CHOICE: Reason = Reason {
    rule: "API-8",
    code: "csv-not-a-choice",
    nb: "Her kan det bare stå {choices}.",
    nn: "Her kan det berre stå {choices}.",
    en: "Only {choices} can stand here.",
};
