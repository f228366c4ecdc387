//! The words of the trace (SEC-9, SEC-10): what was done with a record, and what was looked at, said
//! so that the citizen understands it.

use crate::{reason::Term, text_enum};

text_enum! {
    /// What was done with the record.
    pub enum AccessKind {
        /// Seen.
        Read = "read", "leste", "las", "read";
        /// Documented or changed.
        Write = "write", "skrev i eller endret", "skreiv i eller endra", "wrote in or changed";
        /// Printed.
        Print = "print", "skrev ut", "skreiv ut", "printed";
        /// Taken out.
        Export = "export", "tok ut en kopi av", "tok ut ein kopi av", "took out a copy of";
        /// Asked for and refused.
        Refused = "refused", "prøvde, men fikk ikke lov:", "prøvde, men fekk ikkje lov:", "tried, and was not allowed:";
    }
}

const fn term(nb: &'static str, nn: &'static str, en: &'static str) -> Term {
    Term { nb, nn, en }
}

/// What each document of the trace is called when the citizen reads about it. A test compares the
/// list with what the operations write.
pub const DOCUMENTS: &[(&str, Term)] = &[
    (
        "absence",
        term(
            "hvem som er borte, og hva det gjør med besøkene dine",
            "kven som er borte, og kva det gjer med besøka dine",
            "who is absent, and what it does to your visits",
        ),
    ),
    (
        "absence-choice",
        term(
            "hvordan besøkene dine ble dekket da noen var borte",
            "korleis besøka dine vart dekte då nokon var borte",
            "how your visits were covered when somebody was absent",
        ),
    ),
    (
        "leader-overview",
        term(
            "lederens oversikt over vedtak og frister",
            "oversynet til leiaren over vedtak og fristar",
            "the leader's page of decisions and deadlines",
        ),
    ),
    (
        "absence-ways",
        term(
            "hvordan besøkene dine kan dekkes når noen er borte",
            "korleis besøka dine kan dekkjast når nokon er borte",
            "how your visits can be covered when somebody is absent",
        ),
    ),
    (
        "continuity",
        term(
            "hvor mange ulike ansatte du har møtt",
            "kor mange ulike tilsette du har møtt",
            "how many different employees you have met",
        ),
    ),
    (
        "fragility",
        term(
            "hvem i teamet som kjenner deg",
            "kven i teamet som kjenner deg",
            "who in the team knows you",
        ),
    ),
    (
        "hand-over",
        term(
            "det neste vakt må vite om deg",
            "det neste vakt må vite om deg",
            "what the next shift must know of you",
        ),
    ),
    (
        "work",
        term(
            "annet arbeid i teamet som gjaldt deg",
            "anna arbeid i teamet som galdt deg",
            "other work of the team that concerned you",
        ),
    ),
    (
        "access-log",
        term(
            "oversikten over hvem som har sett journalen din",
            "oversynet over kven som har sett journalen din",
            "the list of who has seen your record",
        ),
    ),
    (
        "appeal",
        term("en klage fra deg", "ei klage frå deg", "an appeal from you"),
    ),
    (
        "application",
        term(
            "en søknad fra deg",
            "ein søknad frå deg",
            "an application from you",
        ),
    ),
    (
        "assessment",
        term(
            "samtalen om hva som er viktig for deg",
            "samtalen om kva som er viktig for deg",
            "the conversation about what matters to you",
        ),
    ),
    (
        "assessments",
        term(
            "samtalen om hva som er viktig for deg",
            "samtalen om kva som er viktig for deg",
            "the conversation about what matters to you",
        ),
    ),
    (
        "care-team",
        term(
            "hvem som har ansvar for deg i teamet",
            "kven som har ansvar for deg i teamet",
            "who looks after you in the team",
        ),
    ),
    (
        "caseload",
        term(
            "teamets oversikt over innbyggerne",
            "oversynet til teamet over innbyggjarane",
            "the team's list of citizens",
        ),
    ),
    (
        "citizen",
        term(
            "navn, adresse og kontaktopplysninger",
            "namn, adresse og kontaktopplysningar",
            "name, address and how to reach you",
        ),
    ),
    (
        "consultations",
        term(
            "spørsmål om deg til en spesialist, og svaret",
            "spørsmål om deg til ein spesialist, og svaret",
            "a question about you to a specialist, and the answer",
        ),
    ),
    (
        "contacts",
        term(
            "opplysninger om de pårørende dine",
            "opplysningar om dei pårørande dine",
            "what is known of your next of kin",
        ),
    ),
    (
        "day-plan",
        term(
            "teamets dagsplan med besøkene dine",
            "dagsplanen til teamet med besøka dine",
            "the team's plan of the day with your visits",
        ),
    ),
    (
        "declined-employees",
        term(
            "hvem du ikke vil ha besøk av",
            "kven du ikkje vil ha besøk av",
            "whom you do not want visits from",
        ),
    ),
    (
        "emergency-access",
        term(
            "nødtilgangen til journalen din",
            "naudtilgangen til journalen din",
            "emergency access to your record",
        ),
    ),
    (
        "import",
        term(
            "opplysninger som ble hentet inn fra et annet system",
            "opplysningar som vart henta inn frå eit anna system",
            "what was taken in from another system",
        ),
    ),
    (
        "my-day",
        term(
            "arbeidslisten med besøkene dine",
            "arbeidslista med besøka dine",
            "the work list with your visits",
        ),
    ),
    (
        "national-number",
        term(
            "fødselsnummeret ditt",
            "fødselsnummeret ditt",
            "your national identity number",
        ),
    ),
    (
        "number-known",
        term(
            "fødselsnummeret ditt, som ble oppgitt et annet sted",
            "fødselsnummeret ditt, som vart oppgitt ein annan stad",
            "your national identity number, given elsewhere",
        ),
    ),
    (
        "proposal",
        term(
            "et forslag til dagsplan med besøkene dine",
            "eit framlegg til dagsplan med besøka dine",
            "a proposal for the day with your visits",
        ),
    ),
    (
        "providerChoices",
        term(
            "hvem du har valgt til å gi tjenestene",
            "kven du har valt til å gi tenestene",
            "whom you have chosen to give the services",
        ),
    ),
    (
        "provisionalService",
        term(
            "tjenester du får før vedtaket",
            "tenester du får før vedtaket",
            "services you get before the decision",
        ),
    ),
    (
        "reablement",
        term(
            "opptreningen din hjemme",
            "opptreninga di heime",
            "your reablement",
        ),
    ),
    (
        "search",
        term(
            "navnet ditt, i et søk",
            "namnet ditt, i eit søk",
            "your name, in a search",
        ),
    ),
    (
        "swap",
        term(
            "bytte av et besøk hos deg",
            "byte av eit besøk hos deg",
            "a swap of a visit to you",
        ),
    ),
    (
        "tasks",
        term(
            "oppgaver som gjelder deg",
            "oppgåver som gjeld deg",
            "tasks about you",
        ),
    ),
    (
        "thread",
        term(
            "sammenhengen fra det du sa til det som ble gjort",
            "samanhengen frå det du sa til det som vart gjort",
            "what you said and what came of it",
        ),
    ),
    (
        "tiltaksplan",
        term("tiltaksplanen din", "tiltaksplanen din", "your care plan"),
    ),
    (
        "timeline",
        term(
            "tidslinjen i journalen din",
            "tidslinja i journalen din",
            "the timeline of your record",
        ),
    ),
    (
        "transfers",
        term(
            "overføring til et annet team",
            "overføring til eit anna team",
            "a transfer to another team",
        ),
    ),
    (
        "vedtak",
        term(
            "vedtakene dine",
            "vedtaka dine",
            "the decisions on your services",
        ),
    ),
    (
        "visit",
        term("et besøk hos deg", "eit besøk hos deg", "a visit to you"),
    ),
    (
        "whereabouts",
        term("hvor du oppholder deg", "kvar du held til", "where you are"),
    ),
];

/// What a document is called; one without a name of its own is «opplysninger om deg».
pub fn document_words(document: &str) -> Term {
    DOCUMENTS.iter().find(|(name, _)| *name == document).map_or(
        term(
            "opplysninger om deg",
            "opplysningar om deg",
            "information about you",
        ),
        |(_, words)| *words,
    )
}
