//! The hard rules of R-WL-4. Each is a function of its own; together they list every reason.

use crate::{
    ids::*,
    interval::{Interval, remaining},
    organisation::CompetenceCode,
    reason::{Reason, Violation, Violations},
    visit::{Place, Visit, VisitKey},
};
use chrono::TimeDelta;
use std::collections::BTreeSet;

/// Something the employee does at a set time; visits in any unit are included (R-TEAM-9).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Booking {
    /// The visit; none for meetings and other work, which need no travel.
    pub visit: Option<VisitId>,
    /// When.
    pub interval: Interval,
}

/// A visit of the same citizen that must come before or after, and when it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered {
    /// The other visit.
    pub key: VisitKey,
    /// When it takes place, once it has a start.
    pub interval: Option<Interval>,
    /// Minutes between the two, at least.
    pub gap_minutes: i32,
}

/// All that the hard rules ask about one employee and one visit.
pub struct Facts<'a> {
    /// The visit, with the start that is tried, if any.
    pub visit: &'a Visit,
    /// Who is tried.
    pub employee: EmployeeId,
    /// What she may do on that day.
    pub competences: &'a BTreeSet<CompetenceCode>,
    /// Her shifts around that day, in all units.
    pub shifts: &'a [Interval],
    /// When she is absent.
    pub absences: &'a [Interval],
    /// Her other work around that day, in all units; this visit itself is left out.
    pub bookings: &'a [Booking],
    /// The citizen has said no to her.
    pub declined: bool,
    /// She is kin of the citizen or has declared an interest.
    pub disqualified: bool,
    /// The citizen is away from home at that time (R-CIT-4).
    pub citizen_away: bool,
    /// Who holds the visit's other assignment.
    pub colleague: Option<EmployeeId>,
    /// What that colleague may do on that day.
    pub colleague_competences: Option<&'a BTreeSet<CompetenceCode>>,
    /// Visits that must come first.
    pub before: &'a [Ordered],
    /// Visits that must come later.
    pub after: &'a [Ordered],
    /// Minutes she needs from one visit to another.
    pub travel: &'a dyn Fn(VisitId, VisitId) -> i32,
}

static COMPETENCE: Reason = Reason {
    rule: "R-WL-4",
    code: "competence-lacking",
    nb: "Besøket krever kompetansen {competence}, som medarbeideren ikke har den dagen.",
    nn: "Besøket krev kompetansen {competence}, som medarbeidaren ikkje har den dagen.",
    en: "The visit needs the competence {competence}, which the employee does not have that day.",
};
static SHIFT: Reason = Reason {
    rule: "R-WL-4",
    code: "outside-shift",
    nb: "Besøket ligger utenfor medarbeiderens vakt.",
    nn: "Besøket ligg utanfor vakta til medarbeidaren.",
    en: "The visit lies outside the employee's shift.",
};
static ABSENT: Reason = Reason {
    rule: "R-WL-4",
    code: "employee-absent",
    nb: "Medarbeideren er fraværende da.",
    nn: "Medarbeidaren er fråverande då.",
    en: "The employee is absent then.",
};
static DECLINED: Reason = Reason {
    rule: "R-WL-4",
    code: "declined-by-citizen",
    nb: "Innbyggeren ønsker ikke besøk av denne medarbeideren.",
    nn: "Innbyggjaren ønskjer ikkje besøk av denne medarbeidaren.",
    en: "The citizen does not want visits from this employee.",
};
static DISQUALIFIED: Reason = Reason {
    rule: "R-WL-4",
    code: "disqualified",
    nb: "Medarbeideren er inhabil for denne innbyggeren.",
    nn: "Medarbeidaren er ugild for denne innbyggjaren.",
    en: "The employee is disqualified for this citizen.",
};
static NOT_HOME: Reason = Reason {
    rule: "R-WL-4",
    code: "citizen-not-home",
    nb: "Innbyggeren er ikke hjemme da.",
    nn: "Innbyggjaren er ikkje heime då.",
    en: "The citizen is not at home then.",
};
static OVERLAP: Reason = Reason {
    rule: "R-WL-4",
    code: "overlaps",
    nb: "Medarbeideren er opptatt fra {from} til {until}, og trenger {travel} minutter på veien.",
    nn: "Medarbeidaren er oppteken frå {from} til {until}, og treng {travel} minutt på vegen.",
    en: "The employee is busy from {from} until {until}, and needs {travel} minutes on the way.",
};
static SAME_TWICE: Reason = Reason {
    rule: "R-WL-4",
    code: "same-employee-twice",
    nb: "Besøket trenger to ulike medarbeidere samtidig.",
    nn: "Besøket treng to ulike medarbeidarar samtidig.",
    en: "The visit needs two different employees at once.",
};
static ORDER: Reason = Reason {
    rule: "R-WL-4",
    code: "order-or-gap",
    nb: "Det må gå minst {gap} minutter mellom dette besøket og det som er fra {from} til {until}, i riktig rekkefølge.",
    nn: "Det må gå minst {gap} minutt mellom dette besøket og det som er frå {from} til {until}, i rett rekkjefølgje.",
    en: "At least {gap} minutes must pass between this visit and the one from {from} until {until}, in the right order.",
};
static WINDOW: Reason = Reason {
    rule: "R-WL-4",
    code: "outside-window",
    nb: "Besøket må starte mellom {from} og {until}.",
    nn: "Besøket må starte mellom {from} og {until}.",
    en: "The visit must start between {from} and {until}.",
};

/// Every hard rule that is broken if this employee does this visit (R-WL-4); empty when she can.
///
/// A visit without a start breaks a rule of time only if no start in its window would keep it.
pub fn assignment_faults(facts: &Facts<'_>) -> Violations {
    let flags = [
        (facts.declined, &DECLINED),
        (facts.disqualified, &DISQUALIFIED),
        (
            facts.citizen_away && facts.visit.planned.place == Place::Home,
            &NOT_HOME,
        ),
        (facts.colleague == Some(facts.employee), &SAME_TWICE),
    ];
    let mut faults = lacking_competence(facts);
    faults.extend(
        flags
            .into_iter()
            .filter(|(broken, _)| *broken)
            .map(|(_, reason)| reason.violation()),
    );
    faults.extend(not_at_work(facts));
    faults.extend(outside_window(facts.visit));
    faults.extend(overlaps(facts));
    faults.extend(out_of_order(facts));
    faults
}

fn lacking_competence(facts: &Facts<'_>) -> Violations {
    let planned = &facts.visit.planned;
    let lacking = match facts.colleague_competences {
        Some(hers) => planned.lacks_beside(facts.competences, hers),
        None => planned.lacks(facts.competences),
    };
    lacking
        .into_iter()
        .map(|lacking| COMPETENCE.violation().with("competence", lacking.term()))
        .collect()
}

fn not_at_work(facts: &Facts<'_>) -> Option<Violation> {
    if !fits(facts.visit, facts.shifts) {
        return Some(SHIFT.violation());
    }
    let present: Vec<_> = facts
        .shifts
        .iter()
        .flat_map(|shift| remaining(*shift, facts.absences))
        .collect();
    (!fits(facts.visit, &present)).then(|| ABSENT.violation())
}

/// Whether the visit lies within one of `times`; without a start, whether it could.
fn fits(visit: &Visit, times: &[Interval]) -> bool {
    let lasts = TimeDelta::minutes(visit.planned.minutes.into());
    let window = visit.start_window();
    times.iter().any(|time| match visit.interval() {
        Some(when) => time.contains(when),
        None => time.from.max(window.from) <= (time.until - lasts).min(window.until),
    })
}

fn outside_window(visit: &Visit) -> Option<Violation> {
    let window = visit.start_window();
    let start = visit.start?;
    (start < window.from || window.until < start).then(|| {
        WINDOW
            .violation()
            .with("from", window.from)
            .with("until", window.until)
    })
}

fn overlaps(facts: &Facts<'_>) -> Violations {
    let Some(own) = facts.visit.interval() else {
        return Violations::new();
    };
    let minutes = |from, to| (facts.travel)(from, to);
    facts
        .bookings
        .iter()
        .filter_map(|other| {
            let travel = other.visit.map_or(0, |visit| {
                if other.interval.from < own.from {
                    minutes(visit, facts.visit.id)
                } else {
                    minutes(facts.visit.id, visit)
                }
            });
            let road = TimeDelta::minutes(travel.into());
            let busy = Interval {
                from: other.interval.from - road,
                until: other.interval.until + road,
            };
            busy.overlaps(own).then(|| {
                OVERLAP
                    .violation()
                    .with("from", other.interval.from)
                    .with("until", other.interval.until)
                    .with("travel", i64::from(travel))
            })
        })
        .collect()
}

fn out_of_order(facts: &Facts<'_>) -> Violations {
    let Some(own) = facts.visit.interval() else {
        return Violations::new();
    };
    let too_close = |first: Interval, second: Interval, gap: i32| {
        first.until + TimeDelta::minutes(gap.into()) > second.from
    };
    let broken = |other: &Ordered, own_is_first: bool| {
        let when = other.interval?;
        let (first, second) = if own_is_first {
            (own, when)
        } else {
            (when, own)
        };
        too_close(first, second, other.gap_minutes).then(|| {
            ORDER
                .violation()
                .with("gap", i64::from(other.gap_minutes))
                .with("from", when.from)
                .with("until", when.until)
        })
    };
    let before = facts.before.iter().filter_map(|o| broken(o, false));
    let after = facts.after.iter().filter_map(|o| broken(o, true));
    before.chain(after).collect()
}

#[cfg(test)]
pub(crate) mod tests;
