//! Why a visit found no place: what stops each employee, and the smallest change that would help.

use crate::checker::reasons;
use crate::{
    build::working_spans,
    day::{Day, Walk},
    problem::{Employee, Minute, Span, Visit},
    terms::{Term, unplaced::left_out},
    travel::Place,
};
use domain::{
    ids::{CitizenId, EmployeeId, VisitId},
    organisation::CompetenceCode,
    reason::{Language, Reason, Violation},
};
use std::collections::BTreeSet;

/// A visit that is not on the lists.
#[derive(Debug, Clone, PartialEq)]
pub struct Unplaced {
    /// Which.
    pub visit: VisitId,
    /// To whom.
    pub citizen: CitizenId,
    /// The term that counts it.
    pub term: Term,
    /// What leaving it out adds to the score.
    pub points: i64,
    /// Why it could not be done at all this day, whoever is at work.
    pub impossible: Vec<Violation>,
    /// What stops each employee.
    pub blocks: Vec<Block>,
    /// What would help, the smallest change first.
    pub help: Vec<Help>,
}

/// What stops one employee.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Whom.
    pub employee: EmployeeId,
    /// The rule, in words.
    pub violation: Violation,
}

/// A change to one constraint after which the visit fits the lists as they are.
#[derive(Debug, Clone, PartialEq)]
pub enum Help {
    /// The citizen's hours are widened so that it starts at another time.
    OtherTime {
        /// Who would take it.
        employee: EmployeeId,
        /// When it would start.
        start: Minute,
        /// Minutes outside the hours it has.
        by: i32,
    },
    /// An employee who has time gets a competence, or comes with one who has it.
    Competence {
        /// Who.
        employee: EmployeeId,
        /// When it would start.
        start: Minute,
        /// What she lacks.
        lacks: BTreeSet<CompetenceCode>,
    },
    /// More people at work.
    OneMore {
        /// How many.
        count: u8,
        /// What each must be able to do.
        requires: BTreeSet<CompetenceCode>,
        /// When.
        during: Span,
    },
}

static NO_ROOM: Reason = Reason {
    rule: "R-WL-4",
    code: "no-room",
    nb: "Har ikke ledig tid i tidsrommet, reisen medregnet.",
    nn: "Har ikkje ledig tid i tidsrommet, reisa medrekna.",
    en: "Has no free time then, the way included.",
};
static OTHERS_TIED: Reason = Reason {
    rule: "R-WL-2",
    code: "tied-to-another",
    nb: "Besøket er tatt av eller låst til en annen.",
    nn: "Besøket er teke av eller låst til ein annan.",
    en: "The visit is claimed by or pinned to another.",
};
static OTHER_TIME: Reason = Reason {
    rule: "R-WL-5",
    code: "help-other-time",
    nb: "kan gjøres kl. {at}, {minutes} minutter utenfor tidsrommet",
    nn: "kan gjerast kl. {at}, {minutes} minutt utanfor tidsrommet",
    en: "fits at {at}, {minutes} minutes outside its hours",
};
static COMPETENCE: Reason = Reason {
    rule: "R-WL-5",
    code: "help-competence",
    nb: "kan gjøres kl. {at} av en som har tid, men mangler {competences}",
    nn: "kan gjerast kl. {at} av ein som har tid, men manglar {competences}",
    en: "fits at {at} with one who has time but lacks {competences}",
};
static ONE_MORE: Reason = Reason {
    rule: "R-WL-5",
    code: "help-one-more",
    nb: "med {count} til på jobb {from}–{to} ({competences}) er det dekket",
    nn: "med {count} til på jobb {from}–{to} ({competences}) er det dekt",
    en: "covered with {count} more at work {from}–{to} ({competences})",
};

impl Help {
    /// In words.
    pub fn message(&self, language: Language) -> String {
        let list = |codes: &BTreeSet<CompetenceCode>| {
            let words: Vec<&str> = codes.iter().map(|c| c.term().text(language)).collect();
            if words.is_empty() {
                "–".to_owned()
            } else {
                words.join(", ")
            }
        };
        let violation = match self {
            Self::OtherTime { start, by, .. } => OTHER_TIME
                .violation()
                .with("at", crate::clock(*start))
                .with("minutes", i64::from(*by)),
            Self::Competence { start, lacks, .. } => COMPETENCE
                .violation()
                .with("at", crate::clock(*start))
                .with("competences", list(lacks)),
            Self::OneMore {
                count,
                requires,
                during,
            } => ONE_MORE
                .violation()
                .with("count", i64::from(*count))
                .with("from", crate::clock(during.from))
                .with("to", crate::clock(during.to))
                .with("competences", list(requires)),
        };
        violation.message(language)
    }
}

/// Hours are widened by no more than this in a suggestion (minutes).
const WIDEST: i32 = 120;

pub(crate) fn unplaced(day: &Day<'_>) -> Vec<Unplaced> {
    let missing = day.missing_visits();
    if missing.is_empty() {
        return Vec::new();
    }
    let walks = day.walks();
    let impossible = day.problem.impossible();
    missing
        .into_iter()
        .map(|visit| {
            let (term, points) = left_out(visit);
            let whole: Vec<Violation> = impossible
                .iter()
                .filter(|f| f.visit == Some(visit.id))
                .map(|f| f.violation.clone())
                .collect();
            let staff = &day.problem.employees;
            Unplaced {
                visit: visit.id,
                citizen: visit.citizen,
                term,
                points,
                blocks: staff.iter().map(|e| block(day, visit, e)).collect(),
                help: help(day, visit, &walks),
                impossible: whole,
            }
        })
        .collect()
}

fn is_declined(day: &Day<'_>, visit: &Visit, employee: EmployeeId) -> bool {
    day.citizen(visit.citizen)
        .is_some_and(|c| c.declined.contains(&employee))
}

fn block(day: &Day<'_>, visit: &Visit, employee: &Employee) -> Block {
    let spans = working_spans(day.problem, employee);
    let overlaps =
        |s: &Span| s.to.min(visit.window.to) - s.from.max(visit.window.from) >= visit.minutes;
    let tied = |id| visit.fixed.iter().any(|f| f.employee == id);
    let all_tied = visit.fixed.len() >= usize::from(visit.employees);
    let violation = if let Some(lacks) = visit.lacks(&employee.competences).first() {
        reasons::LACKS_COMPETENCE
            .violation()
            .with("competence", lacks.term())
    } else if is_declined(day, visit, employee.id) {
        reasons::DECLINED.violation()
    } else if all_tied && !tied(employee.id) {
        OTHERS_TIED.violation()
    } else if !spans.iter().any(overlaps) {
        let shift = employee.shifts.first().copied().unwrap_or(Span::new(0, 0));
        reasons::OUTSIDE_SHIFT
            .violation()
            .with("from", crate::clock(shift.from))
            .with("to", crate::clock(shift.to))
    } else {
        NO_ROOM.violation()
    };
    Block {
        employee: employee.id,
        violation,
    }
}

/// Changes that would help, smallest first; one more employee always comes last.
fn help(day: &Day<'_>, visit: &Visit, walks: &[Walk]) -> Vec<Help> {
    let mut help = Vec::new();
    let alone = visit.employees == 1 && visit.fixed.is_empty() && visit.after.is_empty();
    if alone {
        let mut other_time: Option<(i32, EmployeeId, Minute)> = None;
        for employee in &day.problem.employees {
            if is_declined(day, visit, employee.id) {
                continue;
            }
            let Some((start, by)) = nearest_gap(day, visit, employee, walks) else {
                continue;
            };
            let lacks = visit.lacks(&employee.competences);
            if !lacks.is_empty() {
                if by == 0 && !help.iter().any(|h| matches!(h, Help::Competence { .. })) {
                    help.push(Help::Competence {
                        employee: employee.id,
                        start,
                        lacks,
                    });
                }
            } else if by > 0 && other_time.is_none_or(|(least, ..)| by < least) {
                other_time = Some((by, employee.id, start));
            }
        }
        if let Some((by, employee, start)) = other_time {
            help.insert(
                0,
                Help::OtherTime {
                    employee,
                    start,
                    by,
                },
            );
        }
    }
    help.extend(one_more(day, visit));
    help
}

/// More people at work: for the seat that fewest can take, or for each that nobody can.
fn one_more(day: &Day<'_>, visit: &Visit) -> Vec<Help> {
    let able = |asks: &BTreeSet<CompetenceCode>| {
        let mut staff = day.problem.employees.iter();
        let may = |e: &&Employee| e.competences.is_superset(asks) && !is_declined(day, visit, e.id);
        staff.by_ref().filter(may).count()
    };
    let during = day.problem.now.map_or(visit.window, |now| {
        Span::new(visit.window.from.max(now), visit.window.to)
    });
    let more = |count, asks: &BTreeSet<CompetenceCode>| Help::OneMore {
        count,
        requires: asks.clone(),
        during,
    };
    let mut seats = visit.seats();
    if visit.second_requires.is_none() {
        let count = if able(&visit.requires) == 0 {
            visit.employees
        } else {
            1
        };
        return vec![more(count, &visit.requires)];
    }
    seats.sort_by_key(|asks| able(asks));
    let lacking = seats.iter().filter(|asks| able(asks) == 0).count();
    seats.truncate(lacking.max(1));
    seats.into_iter().map(|asks| more(1, asks)).collect()
}

/// The start between an employee's stops, none of them moved, that lies least outside the hours.
fn nearest_gap(
    day: &Day<'_>,
    visit: &Visit,
    employee: &Employee,
    walks: &[Walk],
) -> Option<(Minute, i32)> {
    let way = |from: &Place, to: &Place| day.ways.minutes(employee.transport, from, to);
    let latest_start = visit.window.to - visit.minutes;
    let floor = day.problem.now.unwrap_or(Minute::MIN);
    let mut best: Option<(Minute, i32)> = None;
    for span in working_spans(day.problem, employee) {
        let mut here = employee.start;
        let mut free = span.from.max(floor);
        let steps = walks
            .iter()
            .filter(|w| w.employee == employee.id)
            .flat_map(|w| &w.steps)
            .filter(|s| span.from <= s.start && s.start < span.to);
        let stops = steps.map(|s| (s.start, s.end, day.place_of(s.what)));
        let last = (span.to, span.to, Some(employee.end));
        for (start, end, place) in stops.chain([last]) {
            let there = place.unwrap_or(here);
            let earliest = free + way(&here, &visit.place);
            let latest = start - way(&visit.place, &there) - visit.minutes;
            if earliest <= latest {
                let wanted = visit.window.from.min(latest_start);
                let at = wanted.clamp(earliest, latest);
                let by = (visit.window.from - at).max(at - latest_start).max(0);
                if by <= WIDEST && best.is_none_or(|(_, least)| by < least) {
                    best = Some((at, by));
                }
            }
            here = there;
            free = free.max(end);
        }
    }
    best
}
