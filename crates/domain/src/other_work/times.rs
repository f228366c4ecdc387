//! When the work is, and whether there is time for it (R-WL-1, R-WL-4).

use super::{WorkFacts, WorkKind};
use crate::{
    interval::Interval,
    reason::{Reason, Violations},
    time,
};
use chrono::{DateTime, NaiveDate, Utc};

/// Nothing on a list is longer than a shift can be, minutes.
const LONGEST_MINUTES: i64 = 16 * 60;

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

/// What is wrong with the time, said or the visit's.
pub(super) fn time_faults(kind: WorkKind, said: Option<Interval>, facts: &WorkFacts) -> Violations {
    match when(said, facts) {
        Some(when) => faults_of(when, facts),
        None if facts.along.is_none() && !kind.is_along() => {
            vec![BACKWARDS.violation().at("/interval")]
        }
        None => Violations::new(),
    }
}

fn faults_of(when: Interval, facts: &WorkFacts) -> Violations {
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
