//! The letter's own words in bokmål and nynorsk: headings and the sentences about extent and time.

use chrono::{Datelike, NaiveDate};
use domain::{law::LetterLanguage, reason::Term, service::ServiceType, vedtak::Outcome};

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];

/// Short names of acts, which a letter writes out.
const ACTS: [(&str, &str, &str); 3] = [
    (
        "hol ",
        "helse- og omsorgstjenesteloven ",
        "helse- og omsorgstenestelova ",
    ),
    (
        "pbrl ",
        "pasient- og brukerrettighetsloven ",
        "pasient- og brukarrettslova ",
    ),
    ("fvl ", "forvaltningsloven ", "forvaltingslova "),
];

/// The words of one language.
pub(crate) struct Words {
    language: LetterLanguage,
    pub(crate) reference: &'static str,
    pub(super) purpose: &'static str,
    pub(super) facts: &'static str,
    pub(super) citizen_view: &'static str,
    pub(super) kin_view: &'static str,
    pub(super) reasoning: &'static str,
    pub(super) alternatives: &'static str,
    pub(super) ground: &'static str,
    pub(super) rules: &'static str,
    pub(super) payment: &'static str,
    pub(super) appeal: &'static str,
    pub(super) documents: &'static str,
    pub(super) contact: &'static str,
    pub(super) greeting: &'static str,
    pub(super) signed_electronically: &'static str,
    pub(super) draft: &'static str,
    pub(super) unsigned: &'static str,
    pub(super) page_of: &'static str,
}

const NB: Words = Words {
    language: LetterLanguage::Nb,
    reference: "Referanse",
    purpose: "Dette skal hjelpen føre til",
    facts: "Dette vet vi om situasjonen din",
    citizen_view: "Dette har du sagt",
    kin_view: "Dette har pårørende sagt",
    reasoning: "Derfor har vi bestemt dette",
    alternatives: "Dette har vi vurdert i stedet",
    ground: "Grunnlaget for endringen",
    rules: "Reglene vi har brukt",
    payment: "Egenandel",
    appeal: "Du kan klage",
    documents: "Du kan se dokumentene",
    contact: "Har du spørsmål?",
    greeting: "Vennlig hilsen",
    signed_electronically: "Vedtaket er signert elektronisk.",
    draft: "UTKAST. Slik blir brevet når vedtaket er signert.",
    unsigned: "(ikke signert ennå)",
    page_of: "Side {page} av {pages}",
};

const NN: Words = Words {
    language: LetterLanguage::Nn,
    reference: "Referanse",
    purpose: "Dette skal hjelpa føre til",
    facts: "Dette veit vi om situasjonen din",
    citizen_view: "Dette har du sagt",
    kin_view: "Dette har pårørande sagt",
    reasoning: "Derfor har vi bestemt dette",
    alternatives: "Dette har vi vurdert i staden",
    ground: "Grunnlaget for endringa",
    rules: "Reglane vi har brukt",
    payment: "Eigendel",
    appeal: "Du kan klage",
    documents: "Du kan sjå dokumenta",
    contact: "Har du spørsmål?",
    greeting: "Vennleg helsing",
    signed_electronically: "Vedtaket er signert elektronisk.",
    draft: "UTKAST. Slik blir brevet når vedtaket er signert.",
    unsigned: "(ikkje signert enno)",
    page_of: "Side {page} av {pages}",
};

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

impl Words {
    /// Those of a language.
    pub(crate) const fn of(language: LetterLanguage) -> Self {
        match language {
            LetterLanguage::Nb => NB,
            LetterLanguage::Nn => NN,
        }
    }

    pub(crate) const fn pick(&self, nb: &'static str, nn: &'static str) -> &'static str {
        match self.language {
            LetterLanguage::Nb => nb,
            LetterLanguage::Nn => nn,
        }
    }

    pub(crate) const fn word(&self, term: Term) -> &'static str {
        self.pick(term.nb, term.nn)
    }

    /// What was decided, in a line.
    pub(super) fn title(&self, outcome: Outcome, service: ServiceType) -> String {
        let service = self.word(service.term());
        match outcome {
            Outcome::Grant => format!("Du får {service}"),
            Outcome::Partial => {
                let text = self.pick(
                    "Du får en del av det du søkte om:",
                    "Du får ein del av det du søkte om:",
                );
                format!("{text} {service}")
            }
            Outcome::Refuse => format!("{} {service}", self.pick("Du får ikke", "Du får ikkje")),
            Outcome::Change => format!(
                "{}: {service}",
                self.pick("Vi endrer vedtaket ditt", "Vi endrar vedtaket ditt")
            ),
            Outcome::End => format!(
                "{} {}",
                capital(service),
                self.pick("blir avsluttet", "blir avslutta")
            ),
        }
    }

    /// `22. november 2026`.
    pub(crate) fn date(&self, day: NaiveDate) -> String {
        let month = usize::try_from(day.month0())
            .ok()
            .and_then(|n| MONTHS.get(n));
        format!(
            "{}. {} {}",
            day.day(),
            month.copied().unwrap_or_default(),
            day.year()
        )
    }

    /// `5 timer og 30 minutter`.
    pub(super) fn duration(&self, minutes: i32) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        let hour = if hours == 1 {
            self.pick("time", "time")
        } else {
            self.pick("timer", "timar")
        };
        let minute = self.pick("minutter", "minutt");
        match (hours, rest) {
            (0, rest) => format!("{rest} {minute}"),
            (hours, 0) => format!("{hours} {hour}"),
            (hours, rest) => format!("{hours} {hour} og {rest} {minute}"),
        }
    }

    /// How much, when it is one number.
    pub(super) fn exactly(&self, much: &str) -> String {
        format!("Du får {much} {}.", self.pick("i uka", "i veka"))
    }

    /// How much, between two numbers.
    pub(super) fn between(&self, least: &str, most: &str) -> String {
        let week = self.pick("i uka", "i veka");
        let detail = self.pick(
            "Innenfor denne rammen avtaler du og teamet hva som skal gjøres og når.",
            "Innanfor denne ramma avtalar du og teamet kva som skal gjerast og når.",
        );
        format!("Du får mellom {least} og {most} {week}. {detail}")
    }

    /// How many.
    pub(super) fn count(&self, count: i32) -> String {
        format!("{}: {count}.", self.pick("Omfang", "Omfang"))
    }

    /// The last day of a service that ends.
    pub(super) fn last_day(&self, day: &str) -> String {
        let last = self.pick(
            "Siste dag du får tjenesten, er",
            "Siste dag du får tenesta, er",
        );
        format!("{last} {day}.")
    }

    /// From a day on.
    pub(super) fn counts_from(&self, from: &str) -> String {
        format!(
            "{} {from}.",
            self.pick("Vedtaket gjelder fra", "Vedtaket gjeld frå")
        )
    }

    /// From a day to a day.
    pub(super) fn lasting(&self, from: &str, until: &str) -> String {
        format!(
            "{} {from} til {until}.",
            self.pick("Vedtaket gjelder fra", "Vedtaket gjeld frå")
        )
    }

    /// From a day on, and looked at again.
    pub(super) fn reviewed(&self, from: &str, review: &str) -> String {
        let again = self.pick("Vi vurderer det på nytt", "Vi vurderer det på nytt");
        format!("{} {again} {review}.", self.counts_from(from))
    }

    /// Legal bases with the acts' names written out.
    pub(super) fn law(&self, bases: &[String]) -> String {
        let written: Vec<String> = bases
            .iter()
            .map(|basis| {
                ACTS.iter()
                    .find_map(|(short, nb, nn)| {
                        let rest = basis.strip_prefix(short)?;
                        let act = if self.language == LetterLanguage::Nb {
                            nb
                        } else {
                            nn
                        };
                        Some(format!("{act}{rest}"))
                    })
                    .unwrap_or_else(|| basis.clone())
            })
            .collect();
        if written.is_empty() {
            return String::new();
        }
        let text = written.join("; ");
        format!("{}.", capital(text.trim_end_matches('.')))
    }
}
