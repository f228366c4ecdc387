//! Kin, guardian and neighbours: who they are, what they contribute, and what may be shared with
//! them (R-CIT-8).

use crate::{
    ids::{ContactId, ContactNoteId, EmployeeId},
    reason::{Reason, Violations},
    text_enum,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

text_enum! {
    /// What a contact is to the citizen.
    pub enum ContactRole {
        /// Nærmeste pårørende.
        NextOfKin = "next_of_kin", "nærmeste pårørende", "næraste pårørande", "next of kin";
        /// Other kin.
        Kin = "kin", "pårørende", "pårørande", "kin";
        /// Verge.
        Guardian = "guardian", "verge", "verje", "guardian";
        /// Neighbour.
        Neighbour = "neighbour", "nabo", "nabo", "neighbour";
        /// Friend or volunteer.
        Friend = "friend", "venn eller frivillig", "ven eller frivillig", "friend or volunteer";
    }
}

text_enum! {
    /// What may be shared with a contact, as the citizen has said.
    pub enum Sharing {
        /// When visits are, and that something changed.
        VisitTimes = "visit_times", "besøkstider", "besøkstider", "visit times";
        /// How the citizen is from day to day.
        DailyLife = "daily_life", "hverdagen", "kvardagen", "daily life";
        /// Goals and tiltak.
        Plan = "plan", "tiltaksplanen", "tiltaksplanen", "the plan";
        /// Health information.
        Health = "health", "helseopplysninger", "helseopplysningar", "health information";
        /// Admission, discharge, accidents.
        SeriousEvents = "serious_events", "alvorlige hendelser", "alvorlege hendingar", "serious events";
    }
}

/// Next of kin, guardian, neighbour (pårørende, nettverk), with the kin agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactContent {
    /// Name.
    pub name: String,
    /// What she is to the citizen.
    pub role: ContactRole,
    /// In words: daughter, brother's son.
    pub relation: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// What may be shared; empty: nothing.
    #[schema(value_type = Vec<Sharing>)]
    pub may_share: BTreeSet<Sharing>,
    /// When the citizen (or her guardian) said so; needed as soon as anything is shared.
    pub consent_on: Option<NaiveDate>,
    /// What the contact contributes.
    pub contribution: Option<String>,
    /// Who in the team keeps contact.
    pub kept_by: Option<EmployeeId>,
    /// When contact is next taken; due ones are tasks.
    pub next_contact_on: Option<NaiveDate>,
}

/// A contact as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// Identity.
    pub id: ContactId,
    /// All that is said.
    #[serde(flatten)]
    pub content: ContactContent,
}

static NAME_MISSING: Reason = Reason {
    rule: "R-CIT-8",
    code: "contact-name-missing",
    nb: "Skriv navnet på kontakten.",
    nn: "Skriv namnet på kontakten.",
    en: "Give the contact's name.",
};
static SHARED_WITHOUT_CONSENT: Reason = Reason {
    rule: "R-CIT-8",
    code: "sharing-without-consent",
    nb: "Skriv når innbyggeren sa ja til at noe deles.",
    nn: "Skriv når innbyggjaren sa ja til at noko blir delt.",
    en: "Say when the citizen agreed that something is shared.",
};
static CONSENT_AHEAD: Reason = Reason {
    rule: "R-CIT-8",
    code: "consent-ahead",
    nb: "Et samtykke kan ikke være gitt {date}, det er ikke kommet ennå.",
    nn: "Eit samtykke kan ikkje vere gitt {date}, den dagen er ikkje komen enno.",
    en: "Consent cannot have been given on {date}, which is still to come.",
};
static NOBODY_KEEPS_CONTACT: Reason = Reason {
    rule: "R-CIT-8",
    code: "contact-without-keeper",
    nb: "Neste kontakt er avtalt. Velg hvem i teamet som tar den.",
    nn: "Neste kontakt er avtalt. Vel kven i teamet som tek han.",
    en: "Next contact is agreed. Choose who in the team takes it.",
};

/// What is wrong with a contact and the agreement with her, all of it (R-CIT-8).
pub fn check_contact(contact: &ContactContent, today: NaiveDate) -> Violations {
    let mut violations = Violations::new();
    if contact.name.trim().is_empty() {
        violations.push(NAME_MISSING.violation().at("/name"));
    }
    match contact.consent_on {
        None if !contact.may_share.is_empty() => {
            violations.push(SHARED_WITHOUT_CONSENT.violation().at("/consentOn"));
        }
        Some(date) if today < date => {
            let violation = CONSENT_AHEAD.violation().at("/consentOn");
            violations.push(violation.with("date", date));
        }
        _ => {}
    }
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let texts = [
        (contact.name.clone(), 200, "/name"),
        (optional(&contact.relation), 200, "/relation"),
        (optional(&contact.phone), 40, "/phone"),
    ];
    let long = texts
        .into_iter()
        .filter_map(|(text, most, pointer)| super::too_long(&text, most, pointer));
    violations.extend(long);
    if contact.next_contact_on.is_some() && contact.kept_by.is_none() {
        violations.push(NOBODY_KEEPS_CONTACT.violation().at("/keptBy"));
    }
    violations
}

/// Whether contact with her is due on `day`: then it is a task (R-CIT-8).
pub fn contact_is_due(contact: &ContactContent, day: NaiveDate) -> bool {
    contact.next_contact_on.is_some_and(|due| due <= day)
}

/// What a note on everyday contact says (R-CIT-8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoteContent {
    /// In a line.
    #[schema(max_length = 2000)]
    pub text: String,
    /// When contact is next taken, when that was agreed.
    #[serde(default)]
    pub next_contact_on: Option<NaiveDate>,
}

/// A note on contact with kin (meldingsbok).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactNote {
    /// Identity.
    pub id: ContactNoteId,
    /// With whom.
    pub contact: ContactId,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: EmployeeId,
    /// What it says.
    pub content: NoteContent,
}

static NOTE_EMPTY: Reason = Reason {
    rule: "R-CIT-8",
    code: "note-empty",
    nb: "Skriv hva kontakten gjaldt.",
    nn: "Skriv kva kontakten gjaldt.",
    en: "Say what the contact was about.",
};
static NEXT_CONTACT_PAST: Reason = Reason {
    rule: "R-CIT-8",
    code: "next-contact-past",
    nb: "Neste kontakt kan ikke være {date}, den dagen er passert.",
    nn: "Neste kontakt kan ikkje vere {date}, den dagen er passert.",
    en: "Next contact cannot be on {date}, which has passed.",
};

/// What is wrong with a note, all of it.
pub fn check_note(note: &NoteContent, today: NaiveDate) -> Violations {
    let mut violations = Violations::new();
    if note.text.trim().is_empty() {
        violations.push(NOTE_EMPTY.violation().at("/text"));
    }
    if let Some(date) = note.next_contact_on.filter(|date| *date < today) {
        let violation = NEXT_CONTACT_PAST.violation().at("/nextContactOn");
        violations.push(violation.with("date", date));
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }
    fn daughter() -> ContactContent {
        ContactContent {
            name: "Liv Bøe".into(),
            role: ContactRole::NextOfKin,
            relation: Some("datter".into()),
            phone: None,
            may_share: BTreeSet::from([Sharing::VisitTimes]),
            consent_on: Some(day(1)),
            contribution: Some("Handler på lørdager".into()),
            kept_by: None,
            next_contact_on: None,
        }
    }

    #[test]
    fn shares_nothing_without_the_citizens_consent() {
        assert_eq!(check_contact(&daughter(), day(22)), []);
        let mut contact = daughter();
        contact.consent_on = None;
        let found = check_contact(&contact, day(22));
        assert_eq!(found[0].reason.code, "sharing-without-consent");
        contact.may_share.clear();
        assert_eq!(check_contact(&contact, day(22)), []);
    }

    #[test]
    fn lists_missing_name_consent_ahead_and_missing_keeper_together() {
        let mut contact = daughter();
        contact.name.clear();
        contact.consent_on = Some(day(23));
        contact.next_contact_on = Some(day(25));
        assert_eq!(check_contact(&contact, day(22)).len(), 3);
    }

    #[test]
    fn contact_is_due_from_its_day() {
        let mut contact = daughter();
        assert!(!contact_is_due(&contact, day(22)));
        contact.next_contact_on = Some(day(22));
        assert!(!contact_is_due(&contact, day(21)));
        assert!(contact_is_due(&contact, day(22)));
    }
}
