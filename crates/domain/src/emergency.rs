//! Emergency access («blålys», SEC-3): a health professional without a relation opens a record for a few
//! hours, says why, and is asked about it afterwards.

use crate::{
    citizen::{AddressProtection, search},
    ids::{CitizenId, EmergencyId, EmployeeId, UnitId},
    organisation::Role,
    reason::{Reason, Violations},
    task::{Due, TaskDraft, TaskHolder, TaskSource, TaskSubject},
    text_enum,
    time::local_date,
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

/// The bounds of emergency access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmergencySettings {
    /// How long one lasts.
    pub hours: i64,
    /// How many a local day before a leader must allow more.
    pub a_day: usize,
    /// How many searches a local day may find nobody: nobody goes through the register this way.
    pub in_vain: usize,
    /// Days until a leader has looked at it.
    pub review_days: u64,
    /// The shortest reason, characters: «x» is none.
    pub shortest_reason: usize,
}

impl Default for EmergencySettings {
    fn default() -> Self {
        Self {
            hours: 4,
            a_day: 3,
            in_vain: 10,
            review_days: 7,
            shortest_reason: 10,
        }
    }
}

/// Longest reason and comment, characters.
const LONGEST: usize = 1000;

static TOO_SHORT: Reason = Reason {
    rule: "SEC-3",
    code: "reason-missing",
    nb: "Skriv hvorfor du må se journalen, med minst {least} tegn. Innbyggeren og lederen leser det.",
    nn: "Skriv kvifor du må sjå journalen, med minst {least} teikn. Innbyggjaren og leiaren les det.",
    en: "Write why you must see the record, with at least {least} characters. The citizen and the leader will read it.",
};
static TOO_LONG: Reason = Reason {
    rule: "SEC-3",
    code: "reason-too-long",
    nb: "Teksten kan være høyst {most} tegn.",
    nn: "Teksten kan vere høgst {most} teikn.",
    en: "The text may have at most {most} characters.",
};
static NOBODY_NAMED: Reason = Reason {
    rule: "SEC-3",
    code: "nobody-named",
    nb: "Oppgi enten fødselsnummer, eller navn og fødselsdato.",
    nn: "Oppgi anten fødselsnummer, eller namn og fødselsdato.",
    en: "Give either the national number, or name and birth date.",
};
static ENOUGH: Reason = Reason {
    rule: "SEC-3",
    code: "emergency-limit",
    nb: "Du har brukt nødtilgang {times} ganger i dag. En leder må gi deg lov til flere.",
    nn: "Du har brukt naudtilgang {times} gonger i dag. Ein leiar må gi deg lov til fleire.",
    en: "You have used emergency access {times} times today. A leader must allow more.",
};
static IN_VAIN: Reason = Reason {
    rule: "SEC-3",
    code: "emergency-in-vain",
    nb: "Du har søkt forgjeves {times} ganger i dag. Ring enheten som har ansvaret, eller snakk med lederen din.",
    nn: "Du har søkt forgjeves {times} gonger i dag. Ring eininga som har ansvaret, eller snakk med leiaren din.",
    en: "You have searched in vain {times} times today. Call the unit that is responsible, or talk with your leader.",
};
static OWN_USE: Reason = Reason {
    rule: "SEC-3",
    code: "own-emergency-access",
    nb: "En annen leder enn den som brukte nødtilgangen, må se på den.",
    nn: "Ein annan leiar enn den som brukte naudtilgangen, må sjå på han.",
    en: "A leader other than the one who used the emergency access must look at it.",
};
static REVIEWED: Reason = Reason {
    rule: "SEC-3",
    code: "already-reviewed",
    nb: "Nødtilgangen er alt vurdert.",
    nn: "Naudtilgangen er alt vurdert.",
    en: "The emergency access has been reviewed already.",
};
static COMMENT_MISSING: Reason = Reason {
    rule: "SEC-3",
    code: "comment-missing",
    nb: "Skriv hva som ble funnet, og hva som blir gjort med det.",
    nn: "Skriv kva som vart funne, og kva som blir gjort med det.",
    en: "Write what was found, and what is done about it.",
};
static OWN_ALLOWANCE: Reason = Reason {
    rule: "SEC-2",
    code: "own-allowance",
    nb: "Ingen kan gi seg selv lov.",
    nn: "Ingen kan gi seg sjølv lov.",
    en: "Nobody can allow herself.",
};

text_enum! {
    /// What the leader who looked at it found.
    pub enum Finding {
        /// It was needed.
        Justified = "justified", "berettiget", "rettkommen", "justified";
        /// It was not; what is done about it stands in the comment.
        NotJustified = "not_justified", "ikke berettiget", "ikkje rettkommen", "not justified";
    }
}

/// One use of emergency access.
#[derive(Debug, Clone, PartialEq)]
pub struct EmergencyAccess {
    /// Identity.
    pub id: EmergencyId,
    /// Who used it.
    pub employee: EmployeeId,
    /// Whose record.
    pub citizen: CitizenId,
    /// The unit that answered for the citizen then.
    pub unit: UnitId,
    /// Why, in her words.
    pub reason: String,
    /// The citizen's address is protected, and she took the step for that.
    pub protected: bool,
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when, exclusive.
    pub until: DateTime<Utc>,
    /// What a leader found, when one has looked.
    pub review: Option<Review>,
}

/// What a leader found.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Whether it was needed.
    pub finding: Finding,
    /// What was found, in words.
    pub comment: String,
    /// By whom.
    pub by: EmployeeId,
    /// When.
    pub at: DateTime<Utc>,
}

/// By what somebody is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// A number was given.
    pub number: bool,
    /// The name that was given.
    pub name: Option<&'a str>,
    /// The birth date that was given.
    pub birth_date: Option<NaiveDate>,
}

/// What an employee has used today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedToday {
    /// Accesses that were given.
    pub given: usize,
    /// Searches that found nobody.
    pub in_vain: usize,
    /// How many more a leader has allowed.
    pub allowed_more: usize,
}

/// What is wrong with a request, before anybody is looked for.
pub fn check_request(named: Named<'_>, reason: &str, settings: &EmergencySettings) -> Violations {
    let mut found = Violations::new();
    let by_name = named.name.is_some_and(|n| !n.trim().is_empty()) && named.birth_date.is_some();
    if named.number == by_name || (named.number && named.name.is_some()) {
        found.push(NOBODY_NAMED.violation());
    }
    let length = reason.trim().chars().count();
    if length < settings.shortest_reason {
        let least = settings.shortest_reason;
        found.push(TOO_SHORT.violation().at("/reason").with("least", least));
    }
    if LONGEST < length {
        found.push(TOO_LONG.violation().at("/reason").with("most", LONGEST));
    }
    found
}

/// Whether she may use it once more today; asked before anybody is looked for, so that the answer
/// tells nothing about anybody.
pub fn check_use(used: UsedToday, settings: &EmergencySettings) -> Violations {
    let mut found = Violations::new();
    if settings.a_day + used.allowed_more <= used.given {
        found.push(ENOUGH.violation().with("times", used.given));
    }
    if settings.in_vain <= used.in_vain {
        found.push(IN_VAIN.violation().with("times", used.in_vain));
    }
    found
}

/// A name as it must be given to find somebody: the whole of it, whatever the spelling of å and case.
pub fn name_key(name: &str) -> String {
    search::fold(name)
}

/// Whether somebody who was found is shown at all: one with a protected address only to her who took
/// the step for that. Otherwise the answer is that of nobody (SEC-5).
pub const fn is_shown(protection: AddressProtection, took_the_step: bool) -> bool {
    matches!(protection, AddressProtection::None) || took_the_step
}

/// Until when an access that begins at an instant lasts.
pub fn until(from: DateTime<Utc>, settings: &EmergencySettings) -> DateTime<Utc> {
    from + TimeDelta::hours(settings.hours)
}

/// The task of the leader who must look at it.
pub fn review_task(access: &EmergencyAccess, settings: &EmergencySettings) -> TaskDraft {
    let day = local_date(access.from);
    let due = day.checked_add_days(Days::new(settings.review_days));
    TaskDraft {
        unit: access.unit,
        citizen: Some(access.citizen),
        subject: TaskSubject::EmergencyReview,
        values: [].into(),
        due: Due::Day(due.unwrap_or(day)),
        holder: TaskHolder::Role(Role::Leader),
        source: TaskSource::Emergency(access.id),
    }
}

/// Nobody allows herself more.
pub fn allowance_violations(by: EmployeeId, to: EmployeeId) -> Violations {
    if by == to {
        vec![OWN_ALLOWANCE.violation()]
    } else {
        Violations::new()
    }
}

/// The access with what a leader found.
///
/// # Errors
/// She used it herself, it is reviewed already, or the comment is missing or too long.
pub fn reviewed(access: EmergencyAccess, review: Review) -> Result<EmergencyAccess, Violations> {
    let mut found = Violations::new();
    if access.employee == review.by {
        found.push(OWN_USE.violation());
    }
    if access.review.is_some() {
        found.push(REVIEWED.violation());
    }
    let length = review.comment.trim().chars().count();
    if review.finding == Finding::NotJustified && length == 0 {
        found.push(COMMENT_MISSING.violation().at("/comment"));
    }
    if LONGEST < length {
        found.push(TOO_LONG.violation().at("/comment").with("most", LONGEST));
    }
    if found.is_empty() {
        Ok(EmergencyAccess {
            review: Some(review),
            ..access
        })
    } else {
        Err(found)
    }
}

#[cfg(test)]
mod tests;
