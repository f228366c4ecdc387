//! What is wrong with a tiltak: by itself, among the plan's others, and when it is ended (R-PLAN-2,
//! R-PLAN-8).

use super::tiltak::{After, Tiltak, TiltakContent};
use crate::{
    ids::{GoalId, TiltakId},
    reason::{Reason, Violations},
};
use chrono::{NaiveDate, NaiveTime};

static TEXT_MISSING: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-description-missing",
    nb: "Skriv hva tiltaket er.",
    nn: "Skriv kva tiltaket er.",
    en: "Say what the tiltak is.",
};
static MINUTES: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-minutes",
    nb: "Et tiltak tar fra 1 minutt til et døgn.",
    nn: "Eit tiltak tek frå 1 minutt til eit døgn.",
    en: "A tiltak takes from 1 minute to a day.",
};
static EMPLOYEES: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-employees",
    nb: "Et tiltak gjøres av én eller to.",
    nn: "Eit tiltak blir gjort av éin eller to.",
    en: "A tiltak is done by one or two.",
};
static SEAT_OF_ONE: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-second-seat",
    nb: "Bare et tiltak for to kan kreve noe annet av den andre.",
    nn: "Berre eit tiltak for to kan krevje noko anna av den andre.",
    en: "Only a tiltak for two can ask something else of the other.",
};
static CLOSES_FIRST: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-window-closes-first",
    nb: "Tidsvinduet stenger {until}, før det åpner {from}. Bare om natten kan det gå over midnatt.",
    nn: "Tidsvindauget stengjer {until}, før det opnar {from}. Berre om natta kan det gå over midnatt.",
    en: "The window closes at {until}, before it opens at {from}. Only at night may it pass midnight.",
};
static NEVER_COMES: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-never",
    nb: "Tiltaket faller ikke på noen dag fra {start} til {last}.",
    nn: "Tiltaket fell ikkje på nokon dag frå {start} til {last}.",
    en: "The tiltak falls on no day from {start} to {last}.",
};
static PREFERRED_OUTSIDE: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-preferred-outside",
    nb: "Ønsket tid ligger utenfor tidsvinduet.",
    nn: "Ønskt tid ligg utanfor tidsvindauget.",
    en: "The preferred time is outside the window.",
};
static AFTER_UNKNOWN: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-after-unknown",
    nb: "Tiltaket det skal komme etter, finnes ikke i planen.",
    nn: "Tiltaket det skal kome etter, finst ikkje i planen.",
    en: "The tiltak it is to come after is not in the plan.",
};
static AFTER_ITSELF: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-after-circle",
    nb: "Rekkefølgen går i ring: tiltaket kommer etter seg selv.",
    nn: "Rekkjefølgja går i ring: tiltaket kjem etter seg sjølv.",
    en: "The order goes in a circle: the tiltak comes after itself.",
};
static GAP: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-gap",
    nb: "Tiden mellom må være minst 0, og lengste tid ikke kortere enn korteste.",
    nn: "Tida mellom må vere minst 0, og lengste tid ikkje kortare enn kortaste.",
    en: "The gap must be at least 0, and the longest not shorter than the shortest.",
};
static GOAL_UNKNOWN: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-goal-unknown",
    nb: "Målet finnes ikke i planen.",
    nn: "Målet finst ikkje i planen.",
    en: "The goal is not in the plan.",
};
static CAN_WAIT: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-can-wait",
    nb: "Det som må gjøres, kan ikke vente; annet kan vente 0 til 28 dager.",
    nn: "Det som må gjerast, kan ikkje vente; anna kan vente 0 til 28 dagar.",
    en: "What must be done cannot wait; other things can wait 0 to 28 days.",
};
static DESIGN_REVIEW: Reason = Reason {
    rule: "R-PLAN-8",
    code: "tiltak-design-review",
    nb: "Skriv både hvem som har laget opplegget, og når det ses på igjen.",
    nn: "Skriv både kven som har laga opplegget, og når det blir sett på igjen.",
    en: "Say both who designed it and when the designer looks again.",
};
static ENDS_BEFORE_START: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-backwards",
    nb: "Tiltaket slutter før det begynner.",
    nn: "Tiltaket sluttar før det byrjar.",
    en: "The tiltak ends before it begins.",
};

static OVER: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-over",
    nb: "Tiltaket ble avsluttet {end} og er historie. Lag et nytt tiltak.",
    nn: "Tiltaket blei avslutta {end} og er historie. Lag eit nytt tiltak.",
    en: "The tiltak ended on {end} and is history. Make a new one.",
};
static ENDS_IN_THE_PAST: Reason = Reason {
    rule: "R-PLAN-2",
    code: "tiltak-end-past",
    nb: "Siste dag kan tidligst være i går, {earliest}. Det som er gjort, er gjort.",
    nn: "Siste dag kan tidlegast vere i går, {earliest}. Det som er gjort, er gjort.",
    en: "The last day can be yesterday, {earliest}, at the earliest. What was done was done.",
};

/// Whether a tiltak may still be changed on `today`: one that is over is history.
pub fn check_still_open(tiltak: &TiltakContent, today: NaiveDate) -> Violations {
    let over = tiltak.end.filter(|end| *end < today);
    over.map(|end| OVER.violation().with("end", end))
        .into_iter()
        .collect()
}

/// What is wrong with `last` as the last day of a tiltak, asked for on `today`. One that has not begun
/// before today may end before it begins: then it never does.
pub fn check_ending(tiltak: &TiltakContent, last: NaiveDate, today: NaiveDate) -> Violations {
    let yesterday = today.pred_opt().unwrap_or(today);
    let mut violations = Violations::new();
    if last < tiltak.start && tiltak.start < today {
        violations.push(ENDS_BEFORE_START.violation().at("/lastDay"));
    }
    if last < yesterday {
        let violation = ENDS_IN_THE_PAST.violation().at("/lastDay");
        violations.push(violation.with("earliest", yesterday));
    }
    violations
}

/// Minutes of a day: the longest tiltak there can be.
const DAY_MINUTES: i32 = 24 * 60;
/// As far ahead as visits are made, days (R-WL-1).
const LONGEST_WAIT_DAYS: i32 = 28;

/// What is wrong with a tiltak among the plan's others and its goals, all of it (R-PLAN-2,
/// R-PLAN-8). `base` is where it stands in the request.
pub fn check_tiltak(tiltak: &Tiltak, plan: &[Tiltak], goals: &[GoalId], base: &str) -> Violations {
    let content = &tiltak.content;
    let longest_wait = if content.must_do {
        0
    } else {
        LONGEST_WAIT_DAYS
    };
    let preferred = content.window.preferred;
    let found = [
        (
            content.description.trim().is_empty(),
            &TEXT_MISSING,
            "description",
        ),
        (
            !(1..=DAY_MINUTES).contains(&content.minutes),
            &MINUTES,
            "minutes",
        ),
        (
            !(1..=2).contains(&content.employees),
            &EMPLOYEES,
            "employees",
        ),
        (
            content.second_competences.is_some() && content.employees != 2,
            &SEAT_OF_ONE,
            "secondCompetences",
        ),
        (
            !content.window.closes_first()
                && preferred.is_some_and(|time| !content.window.contains(time)),
            &PREFERRED_OUTSIDE,
            "window/preferred",
        ),
        (
            !(0..=longest_wait).contains(&content.can_wait_days),
            &CAN_WAIT,
            "canWaitDays",
        ),
        (
            content.designed_by.is_some() != content.design_review_on.is_some(),
            &DESIGN_REVIEW,
            "designReviewOn",
        ),
        (
            content.end.is_some_and(|end| end < content.start),
            &ENDS_BEFORE_START,
            "end",
        ),
    ];
    let mut violations: Violations = found
        .into_iter()
        .filter(|(broken, ..)| *broken)
        .map(|(_, reason, field)| reason.violation().at(format!("{base}/{field}")))
        .collect();
    if content.window.closes_first() {
        let time = |time: NaiveTime| time.format("%H:%M").to_string();
        let violation = CLOSES_FIRST.violation().at(format!("{base}/window/until"));
        let violation = violation.with("until", time(content.window.until));
        violations.push(violation.with("from", time(content.window.from)));
    }
    if content.end.is_none_or(|end| content.start <= end) && content.never_comes() {
        let last = content.last_day().unwrap_or(content.start);
        let violation = NEVER_COMES.violation().at(format!("{base}/recurrence"));
        violations.push(violation.with("start", content.start).with("last", last));
    }
    for (i, goal) in content.goals.iter().enumerate() {
        if !goals.contains(goal) {
            violations.push(GOAL_UNKNOWN.violation().at(format!("{base}/goals/{i}")));
        }
    }
    violations.extend(
        content
            .after
            .iter()
            .flat_map(|a| check_order(tiltak.id, a, plan, base)),
    );
    violations
}

fn check_order(id: TiltakId, after: &After, plan: &[Tiltak], base: &str) -> Violations {
    let mut violations = Violations::new();
    let longest = after.max_gap_minutes.unwrap_or(i32::MAX);
    if after.min_gap_minutes < 0 || longest < after.min_gap_minutes {
        violations.push(GAP.violation().at(format!("{base}/after")));
    }
    let pointer = format!("{base}/after/tiltak");
    let find = |id| plan.iter().find(|t| t.id == id);
    if after.tiltak != id && find(after.tiltak).is_none() {
        violations.push(AFTER_UNKNOWN.violation().at(pointer));
        return violations;
    }
    // One chain is never longer than the plan.
    let chain = std::iter::successors(Some(after.tiltak), |at| {
        find(*at).and_then(|t| t.content.after).map(|a| a.tiltak)
    });
    if chain.take(plan.len() + 1).any(|at| at == id) {
        violations.push(AFTER_ITSELF.violation().at(pointer));
    }
    violations
}
