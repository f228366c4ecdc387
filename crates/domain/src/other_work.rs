//! What is on a work list beside visits: meetings, documentation time, conversations, driving, one's
//! own tasks — and going along to a colleague's visit (R-WL-1, R-WL-12).
//!
//! It takes time in a calendar like a visit does, and needs no travel that anybody knows.

use crate::{
    day_plan::DayPlanState,
    ids::*,
    interval::Interval,
    reason::{Reason, Violation, Violations, none_of},
    text_enum, time,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Nothing on a list is longer than a shift can be, minutes.
const LONGEST_MINUTES: i64 = 16 * 60;
/// Longest title, in characters.
pub const TITLE_LENGTH: usize = 120;

text_enum! {
    /// What kind of other work.
    pub enum WorkKind {
        /// Team meeting, citizen review, hand-over.
        Meeting = "meeting", "møte", "møte", "meeting";
        /// A conversation that is no visit: kin, GP, a colleague.
        Conversation = "conversation", "samtale", "samtale", "conversation";
        /// Time to write.
        Documentation = "documentation", "dokumentasjon", "dokumentasjon", "documentation";
        /// On the road for something that is no visit.
        Driving = "driving", "kjøring", "køyring", "driving";
        /// What one has set oneself to do.
        OwnTask = "own_task", "egen oppgave", "eiga oppgåve", "own task";
        /// Going along to teach or to learn.
        Guidance = "guidance", "veiledning", "rettleiing", "guidance";
        /// Going along because two professions look together.
        JointVisit = "joint_visit", "fellesbesøk", "fellesbesøk", "joint visit";
    }
}

impl WorkKind {
    /// Whether it is done at a colleague's visit: its companion is no new face (R-WL-12).
    pub const fn is_along(self) -> bool {
        matches!(self, Self::Guidance | Self::JointVisit)
    }
}

/// A block of other work on one employee's list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OtherWork {
    /// Identity.
    pub id: WorkId,
    /// In which unit.
    pub unit: UnitId,
    /// Whose.
    pub employee: EmployeeId,
    /// What kind.
    pub kind: WorkKind,
    /// What it is, in a few words; no names of citizens.
    pub title: String,
    /// When; of one who goes along, when the visit is.
    pub interval: Interval,
    /// The visit she goes along to.
    pub visit: Option<VisitId>,
    /// Who put it on the list.
    pub by: EmployeeId,
}

/// The visit that somebody is to go along to, as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct AlongFacts {
    /// When it is; none until it has a start.
    pub interval: Option<Interval>,
    /// Whether she has a part in it already.
    pub holds: bool,
    /// The citizen has said no to her, or she is disqualified.
    pub unwanted: bool,
    /// Whether it lies still.
    pub suspended: bool,
}

/// What is asked before other work is put on a list.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkFacts {
    /// The list's date.
    pub date: NaiveDate,
    /// Whether the day is closed.
    pub closed: bool,
    /// Whether it is the employee's own list.
    pub own: bool,
    /// Whether the one who asks is the day's fordeler or the leader.
    pub is_fordeler: bool,
    /// Whether the employee belongs to the unit that day.
    pub in_unit: bool,
    /// Absences of hers.
    pub absences: Vec<Interval>,
    /// What else she does at a set time.
    pub busy: Vec<Interval>,
    /// The visit she goes along to, when one is named.
    pub along: Option<AlongFacts>,
}

static BACKWARDS: Reason = Reason {
    rule: "R-WL-1",
    code: "work-ends-before-start",
    nb: "Arbeidet slutter før det begynner.",
    nn: "Arbeidet sluttar før det byrjar.",
    en: "The work ends before it begins.",
};
static TOO_LONG: Reason = Reason {
    rule: "R-WL-1",
    code: "work-too-long",
    nb: "Arbeidet kan vare høyst {limit} timer.",
    nn: "Arbeidet kan vare høgst {limit} timar.",
    en: "The work can last at most {limit} hours.",
};
static OTHER_DAY: Reason = Reason {
    rule: "R-WL-1",
    code: "work-on-another-day",
    nb: "Arbeidet begynner ikke på listens dag.",
    nn: "Arbeidet byrjar ikkje på dagen til lista.",
    en: "The work does not begin on the list's day.",
};
static TITLE: Reason = Reason {
    rule: "R-WL-1",
    code: "work-title",
    nb: "Si hva det er, med høyst {limit} tegn.",
    nn: "Sei kva det er, med høgst {limit} teikn.",
    en: "Say what it is, in at most {limit} characters.",
};
static NEEDS_VISIT: Reason = Reason {
    rule: "R-WL-12",
    code: "along-to-no-visit",
    nb: "Si hvilket besøk hun blir med på.",
    nn: "Sei kva besøk ho blir med på.",
    en: "Say which visit she goes along to.",
};
static NO_VISIT: Reason = Reason {
    rule: "R-WL-12",
    code: "visit-not-gone-along-to",
    nb: "Bare veiledning og fellesbesøk gjøres på et besøk.",
    nn: "Berre rettleiing og fellesbesøk blir gjort på eit besøk.",
    en: "Only guidance and joint visits are done at a visit.",
};
static NO_START: Reason = Reason {
    rule: "R-WL-12",
    code: "visit-has-no-start",
    nb: "Besøket har ikke fått noe tidspunkt ennå.",
    nn: "Besøket har ikkje fått noko tidspunkt enno.",
    en: "The visit has no start yet.",
};
static HOLDS: Reason = Reason {
    rule: "R-WL-12",
    code: "along-to-own-visit",
    nb: "Denne medarbeideren har allerede dette besøket selv.",
    nn: "Denne medarbeidaren har allereie dette besøket sjølv.",
    en: "This employee already has this visit.",
};
static UNWANTED: Reason = Reason {
    rule: "R-WL-4",
    code: "along-unwanted",
    nb: "Innbyggeren ønsker ikke besøk av henne, eller hun er inhabil.",
    nn: "Innbyggjaren ønskjer ikkje besøk av henne, eller ho er ugild.",
    en: "The citizen does not want her, or she is disqualified.",
};
static LIES_STILL: Reason = Reason {
    rule: "R-WL-12",
    code: "visit-lies-still",
    nb: "Besøket ligger stille; innbyggeren er ikke hjemme.",
    nn: "Besøket ligg stille; innbyggjaren er ikkje heime.",
    en: "The visit lies still; the citizen is not at home.",
};
static CLOSED: Reason = Reason {
    rule: "R-WL-2",
    code: "plan-closed",
    nb: "Dagen er lukket og kan ikke endres.",
    nn: "Dagen er lukka og kan ikkje endrast.",
    en: "The day is closed and cannot be changed.",
};
static NOT_YOUR_LIST: Reason = Reason {
    rule: "R-WL-3",
    code: "not-your-list",
    nb: "Bare fordeleren legger noe på en kollegas liste.",
    nn: "Berre fordelaren legg noko på lista til ein kollega.",
    en: "Only the fordeler puts something on a colleague's list.",
};
static NOT_IN_UNIT: Reason = Reason {
    rule: "R-WL-2",
    code: "not-in-unit",
    nb: "Bare de som er med i enheten eller på vakt i den, har en liste her.",
    nn: "Berre dei som er med i eininga eller på vakt i ho, har ei liste her.",
    en: "Only members of the unit or those on its shift have a list here.",
};
static ABSENT: Reason = Reason {
    rule: "R-WL-4",
    code: "employee-absent",
    nb: "Medarbeideren er fraværende da.",
    nn: "Medarbeidaren er fråverande då.",
    en: "The employee is absent then.",
};
static OVERLAP: Reason = Reason {
    rule: "R-WL-4",
    code: "work-overlaps",
    nb: "Medarbeideren er opptatt fra {from} til {until}.",
    nn: "Medarbeidaren er oppteken frå {from} til {until}.",
    en: "The employee is busy from {from} until {until}.",
};

/// When the work is: as it says, or when the visit it is done at is.
pub fn when(said: Option<Interval>, facts: &WorkFacts) -> Option<Interval> {
    match &facts.along {
        Some(along) => along.interval,
        None => said,
    }
}

/// Everything that stands in the way of a block of other work (R-WL-1, R-WL-4, R-WL-12). That it lies
/// outside a shift does not: those without rota have lists too.
pub fn work_faults(
    kind: WorkKind,
    title: &str,
    said: Option<Interval>,
    facts: &WorkFacts,
) -> Violations {
    let mut faults = Violations::new();
    let length = title.trim().chars().count();
    if length == 0 || length > TITLE_LENGTH {
        faults.push(TITLE.violation().at("/title").with("limit", TITLE_LENGTH));
    }
    match (kind.is_along(), &facts.along) {
        (true, None) => faults.push(NEEDS_VISIT.violation().at("/visit")),
        (false, Some(_)) => faults.push(NO_VISIT.violation().at("/visit")),
        (true, Some(along)) => faults.extend(along_faults(along)),
        (false, None) => {}
    }
    if facts.closed {
        faults.push(CLOSED.violation());
    }
    if !facts.own && !facts.is_fordeler {
        faults.push(NOT_YOUR_LIST.violation().at("/employee"));
    }
    if !facts.in_unit {
        faults.push(NOT_IN_UNIT.violation().at("/employee"));
    }
    match when(said, facts) {
        Some(when) => faults.extend(time_faults(when, facts)),
        None if facts.along.is_none() && !kind.is_along() => {
            faults.push(BACKWARDS.violation().at("/interval"));
        }
        None => {}
    }
    faults
}

/// Whether a block may be taken off a list: one's own, or anybody's by the fordeler, until the day is
/// closed (R-WL-2, R-WL-3).
///
/// # Errors
/// Every reason why not.
pub fn may_remove(state: DayPlanState, own: bool, is_fordeler: bool) -> Result<(), Violations> {
    let mut faults = Violations::new();
    if state == DayPlanState::Closed {
        faults.push(CLOSED.violation());
    }
    if !own && !is_fordeler {
        faults.push(NOT_YOUR_LIST.violation());
    }
    none_of(faults)
}

fn along_faults(along: &AlongFacts) -> impl Iterator<Item = Violation> {
    [
        (along.interval.is_none(), &NO_START),
        (along.holds, &HOLDS),
        (along.unwanted, &UNWANTED),
        (along.suspended, &LIES_STILL),
    ]
    .into_iter()
    .filter(|(broken, _)| *broken)
    .map(|(_, reason)| reason.violation().at("/visit"))
}

fn time_faults(when: Interval, facts: &WorkFacts) -> Violations {
    let mut faults = Violations::new();
    if when.until <= when.from {
        faults.push(BACKWARDS.violation().at("/interval/until"));
    }
    if when.minutes() > LONGEST_MINUTES {
        let hours = LONGEST_MINUTES / 60;
        faults.push(TOO_LONG.violation().at("/interval").with("limit", hours));
    }
    if facts.along.is_none() && !is_on(when.from, facts.date) {
        faults.push(OTHER_DAY.violation().at("/interval/from"));
    }
    if facts.absences.iter().any(|absence| absence.overlaps(when)) {
        faults.push(ABSENT.violation().at("/interval"));
    }
    faults.extend(facts.busy.iter().filter(|b| b.overlaps(when)).map(|busy| {
        OVERLAP
            .violation()
            .at("/interval")
            .with("from", busy.from)
            .with("until", busy.until)
    }));
    faults
}

/// A night's work may begin after midnight.
fn is_on(from: DateTime<Utc>, date: NaiveDate) -> bool {
    let day = time::local_date(from);
    day == date || day.pred_opt() == Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(from: &str, until: &str) -> Interval {
        let at = |clock: &str| format!("2026-11-24T{clock}:00Z").parse().unwrap();
        Interval {
            from: at(from),
            until: at(until),
        }
    }
    fn facts() -> WorkFacts {
        WorkFacts {
            date: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            closed: false,
            own: true,
            is_fordeler: false,
            in_unit: true,
            absences: vec![],
            busy: vec![between("09:00", "09:30")],
            along: None,
        }
    }
    fn along() -> AlongFacts {
        AlongFacts {
            interval: Some(between("10:00", "10:30")),
            holds: false,
            unwanted: false,
            suspended: false,
        }
    }
    fn codes(kind: WorkKind, said: Option<Interval>, facts: &WorkFacts) -> Vec<&'static str> {
        let faults = work_faults(kind, "Teammøte", said, facts);
        faults.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn a_meeting_between_visits_is_on_the_list_and_one_over_a_visit_is_not() {
        let free = Some(between("09:30", "10:00"));
        assert!(codes(WorkKind::Meeting, free, &facts()).is_empty());
        let over = Some(between("09:15", "10:00"));
        assert_eq!(codes(WorkKind::Meeting, over, &facts()), ["work-overlaps"]);
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let bad = WorkFacts {
            closed: true,
            own: false,
            in_unit: false,
            absences: vec![between("11:00", "12:00")],
            ..facts()
        };
        let said = Some(between("11:30", "11:00"));
        assert_eq!(
            codes(WorkKind::OwnTask, said, &bad),
            [
                "plan-closed",
                "not-your-list",
                "not-in-unit",
                "work-ends-before-start"
            ]
        );
        let tomorrow = Interval::lasting("2026-11-26T08:00:00Z".parse().unwrap(), 17 * 60);
        let long = codes(WorkKind::Driving, Some(tomorrow), &facts());
        assert_eq!(long, ["work-too-long", "work-on-another-day"]);
        assert_eq!(
            codes(WorkKind::Driving, None, &facts()),
            ["work-ends-before-start"]
        );
    }

    #[test]
    fn the_fordeler_puts_work_on_a_colleagues_list() {
        let hers = WorkFacts {
            own: false,
            is_fordeler: true,
            ..facts()
        };
        let free = Some(between("09:30", "10:00"));
        assert!(codes(WorkKind::Meeting, free, &hers).is_empty());
    }

    #[test]
    fn ones_own_is_taken_off_again_until_the_day_is_closed() {
        use DayPlanState::{Closed, Open, Published};
        assert!(may_remove(Open, true, false).is_ok());
        assert!(may_remove(Published, false, true).is_ok());
        let not = may_remove(Closed, false, false).unwrap_err();
        let codes: Vec<_> = not.iter().map(|v| v.reason.code).collect();
        assert_eq!(codes, ["plan-closed", "not-your-list"]);
    }

    #[test]
    fn whoever_goes_along_does_so_when_the_visit_is() {
        let with = WorkFacts {
            along: Some(along()),
            ..facts()
        };
        assert!(codes(WorkKind::Guidance, None, &with).is_empty());
        // What is said about the time counts for nothing: the visit decides.
        let said = Some(between("09:00", "09:30"));
        assert!(codes(WorkKind::JointVisit, said, &with).is_empty());
        assert_eq!(
            codes(WorkKind::Guidance, None, &facts()),
            ["along-to-no-visit"]
        );
        assert_eq!(
            codes(WorkKind::Meeting, said, &with),
            ["visit-not-gone-along-to"]
        );
        let not = WorkFacts {
            along: Some(AlongFacts {
                interval: None,
                holds: true,
                unwanted: true,
                suspended: true,
            }),
            ..facts()
        };
        assert_eq!(
            codes(WorkKind::Guidance, None, &not),
            [
                "visit-has-no-start",
                "along-to-own-visit",
                "along-unwanted",
                "visit-lies-still"
            ]
        );
    }
}
