//! The three ways on for one day, as the planner would have them: visits moved, new faces, minutes,
//! what is left (R-SHF-3). The same day, asked about at the same instant, gives the same ways: what is
//! chosen is exactly what was seen.

use crate::{
    days::{
        planner::left_out,
        problem::Plan,
        proposal::{UnplacedView, names, unplaced_view},
        ways::base,
    },
    door::Door,
    problem::Problem,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    absence::{DaySlack, Effect, Part, Waiting, Way, effect, postpone},
    familiarity::is_new_face,
    ids::{AbsenceId, CitizenId, EmployeeId, ProposalId, UnitId, VisitId},
    interval::Interval,
    organisation::{CompetenceCode, Transport},
    reason::Language,
    substitute::Wanted,
    time::{day_end, day_start},
};
use persistence::{AbsenceRecord, Day, DayVisit, LeftOut, Outcome, Reader};
use scheduling::{Budget, Employee, Span, Weights, instant_of, minute_of, propose};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::mpsc,
    time::Duration,
};
use utoipa::ToSchema;

/// Enough to settle a day that is nearly settled already.
const ITERATIONS: u64 = 600;
/// Only a very large day on a very busy machine stops earlier; then it is refused when chosen.
const LONGEST: Duration = Duration::from_secs(5);
/// How many days ahead something may be put off.
const AHEAD: u64 = 7;

/// What all three ways are made from.
#[derive(Clone)]
pub(super) struct Facts {
    pub(super) absence: AbsenceRecord,
    /// The parts of the date that hold freed visits.
    pub(super) days: Vec<Day>,
    /// Freed visits of this date that are still free.
    pub(super) freed: BTreeSet<VisitId>,
    /// What can be put off, and to when.
    postponed: Vec<(VisitId, NaiveDate)>,
    /// Her shifts that day, that a substitute would take.
    pub(super) shifts: Vec<Wanted>,
    /// What a substitute must be able to do.
    pub(super) competences: BTreeSet<CompetenceCode>,
    transport: Transport,
}

/// Reads them: a fixed number of queries for each part of the day.
pub(super) fn facts(
    reader: &mut Reader<'_>,
    team: UnitId,
    id: AbsenceId,
    date: NaiveDate,
) -> Outcome<Facts> {
    let absence = reader.absence(team, id)?;
    let named: BTreeSet<VisitId> = absence.freed.iter().map(|f| f.visit).collect();
    let mut days = Vec::new();
    for part in reader.day_parts(team)?.iter() {
        let day = reader.day(team, date, Some(&part.name))?;
        if day.visits.iter().any(|v| named.contains(&v.visit.id)) {
            days.push(day);
        }
    }
    let is_open = |v: &&DayVisit| {
        named.contains(&v.visit.id) && v.assignments.iter().any(|a| a.employee.is_none())
    };
    let visits = || days.iter().flat_map(|d| &d.visits).filter(is_open);
    let freed: BTreeSet<VisitId> = visits().map(|v| v.visit.id).collect();
    let competences = visits()
        .flat_map(|v| v.visit.planned.competences.iter().copied())
        .collect();
    let who = absence.absence.employee;
    let during = Interval::day(date);
    let away = absence.absence.interval;
    let shifts = reader
        .shift_records_of(&[who], during)?
        .into_iter()
        .filter(|r| {
            r.shift.unit == team
                && during.contains(Interval {
                    from: r.shift.interval.from,
                    until: r.shift.interval.from,
                })
        })
        .filter_map(|r| {
            Some(Wanted {
                interval: r.shift.interval.intersect(away)?,
                kind: r.shift.kind,
            })
        })
        .collect();
    let transport = reader
        .employees(&[who])?
        .first()
        .map_or(Transport::Walk, |e| e.transport);
    let postponed = waiting(reader, team, date, visits())?;
    Ok(Facts {
        postponed,
        absence,
        freed,
        shifts,
        competences,
        transport,
        days,
    })
}

/// What can wait and where it fits: the visits, shifts and people of the week ahead.
fn waiting<'a>(
    reader: &mut Reader<'_>,
    team: UnitId,
    date: NaiveDate,
    freed: impl Iterator<Item = &'a DayVisit>,
) -> Outcome<Vec<(VisitId, NaiveDate)>> {
    let later = |days| date.checked_add_days(Days::new(days)).unwrap_or(date);
    let ahead = reader.visits_between(team, later(1), later(28))?;
    let during = Interval {
        from: day_start(later(1)),
        until: day_end(later(AHEAD)),
    };
    let people = reader.unit_workers(team, during)?;
    let slack: Vec<DaySlack> = (1..=AHEAD)
        .map(|n| {
            let day = later(n);
            let on = Interval::day(day);
            let there: Vec<_> = people.iter().filter(|w| w.minutes(on) > 0).collect();
            let planned: i64 = ahead
                .iter()
                .filter(|v| v.visit.planned.date == day && !v.visit.suspended)
                .map(|v| i64::from(v.visit.planned.minutes * v.visit.planned.employees))
                .sum();
            let on_shift: i64 = there.iter().map(|w| w.minutes(on)).sum();
            DaySlack {
                date: day,
                minutes: on_shift - planned,
                people: there.iter().map(|w| w.may(day)).collect(),
            }
        })
        .collect();
    let freed: Vec<&DayVisit> = freed.collect();
    let waiting: Vec<Waiting<'_>> = freed
        .iter()
        // A visit of two keeps its other holder's day; only whole visits are put off.
        .filter(|v| v.assignments.iter().all(|a| a.employee.is_none()))
        .map(|v| {
            let planned = &v.visit.planned;
            let same = |other: &&DayVisit| {
                other.visit.planned.citizen == planned.citizen
                    && other
                        .visit
                        .planned
                        .tiltak
                        .iter()
                        .any(|t| planned.tiltak.contains(t))
            };
            let next = ahead
                .iter()
                .filter(same)
                .map(|v| v.visit.planned.date)
                .min();
            Waiting {
                visit: v.visit.id,
                planned,
                next: next.or_else(|| (!planned.tiltak.is_empty()).then(|| later(AHEAD + 1))),
            }
        })
        .collect();
    Ok(postpone(&waiting, &slack))
}

/// One employee's part as the way would have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Placed {
    pub(super) visit: VisitId,
    pub(super) employee: EmployeeId,
    pub(super) start: DateTime<Utc>,
}

/// One way on, worked out.
#[derive(Debug, Clone)]
pub(super) struct Worked {
    pub(super) way: Way,
    pub(super) effect: Effect,
    minutes: BTreeMap<EmployeeId, i64>,
    /// Everything the lists would say.
    pub(super) placed: Vec<Placed>,
    /// What would be put off.
    pub(super) postponed: Vec<(VisitId, NaiveDate)>,
    unplaced: Vec<LeftOut>,
    travel: i64,
    /// What a choice names, so that what is done is what was seen.
    pub(super) digest: String,
}

/// Minutes that a colleague would get more or fewer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MinutesView {
    employee: EmployeeId,
    #[schema(example = "Per Haugen")]
    name: Option<String>,
    #[schema(example = 35)]
    minutes: i64,
}

/// A visit that would be put off.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostponedView {
    visit: VisitId,
    citizen: Option<CitizenId>,
    /// To which day.
    to: NaiveDate,
}

/// One way on, previewed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WayView {
    way: Way,
    /// What people call it.
    #[schema(example = "fordele i teamet")]
    name: &'static str,
    effect: Effect,
    /// Minutes on the way, more or fewer than now.
    travel: i64,
    /// Who gets more, who fewer; the substitute has no name yet.
    minutes: Vec<MinutesView>,
    postponed: Vec<PostponedView>,
    /// What would still be without anybody, and why.
    unplaced: Vec<UnplacedView>,
    /// For the choice: `preview`.
    preview: String,
}

/// The parts that somebody holds now.
fn parts_now(day: &Day) -> Vec<Part> {
    let held = day.visits.iter().flat_map(|v| {
        v.assignments.iter().filter_map(|a| {
            Some(Part {
                visit: v.visit.id,
                citizen: v.visit.planned.citizen,
                employee: a.employee?,
                start: v.visit.start?,
                minutes: v.visit.planned.minutes.into(),
            })
        })
    });
    held.collect()
}

/// What is handed to the planner for one way on one part of the day.
fn problem(
    facts: &Facts,
    day: &Day,
    way: Way,
    somebody: EmployeeId,
    now: DateTime<Utc>,
) -> scheduling::Problem {
    let mut problem = Plan::of(day).problem(now);
    // Few changes to what people know, whether it is published or not.
    problem.is_published = true;
    match way {
        Way::Spread => {}
        Way::Postpone => {
            let gone = |id: VisitId| facts.postponed.iter().any(|(visit, _)| *visit == id);
            problem.visits.retain(|v| !gone(v.id));
            for visit in &mut problem.visits {
                visit.after.retain(|after| !gone(after.visit));
            }
        }
        Way::Substitute => {
            let minute = |at| minute_of(day_start(day.date), at);
            let shifts = facts.shifts.iter();
            problem.employees.push(Employee {
                id: somebody,
                shifts: shifts
                    .map(|w| Span::new(minute(w.interval.from), minute(w.interval.until)))
                    .collect(),
                start: base(day),
                end: base(day),
                transport: facts.transport,
                competences: facts.competences.clone(),
                planned_before: 0,
                shift_before: 0,
                breaks: Vec::new(),
                day_only: false,
            });
        }
    }
    problem
}

/// Works the ways out, off the request threads.
pub(super) async fn work(
    door: &Door,
    facts: &Facts,
    ways: &[Way],
    now: DateTime<Utc>,
) -> Result<Vec<Worked>, Problem> {
    let somebody = EmployeeId(facts.absence.absence.id.into());
    let problems: Vec<Vec<scheduling::Problem>> = ways
        .iter()
        .map(|way| {
            let days = facts.days.iter();
            days.map(|day| problem(facts, day, *way, somebody, now))
                .collect()
        })
        .collect();
    let (sender, receiver) = mpsc::channel();
    let state = door.state.clone();
    let id: ProposalId = door.new_id();
    let made = door.state.desk.begin(id, move |job| {
        for of_way in problems {
            let results: Vec<_> = of_way
                .iter()
                .map(|problem| {
                    let budget = Budget::iterations(ITERATIONS)
                        .at_most(LONGEST)
                        .unless(job.flag());
                    let (roads, weights) = (state.roads.at(now), Weights::default());
                    propose(problem, &roads, &budget, 7, &weights).ok()
                })
                .collect();
            sender.send(results).ok();
        }
    });
    // A panic on the desk leaves the ways empty.
    made.await.ok();
    let results: Vec<_> = receiver.try_iter().collect();
    Ok(ways
        .iter()
        .zip(results)
        .map(|(way, made)| worked(facts, *way, &made))
        .collect())
}

fn worked(facts: &Facts, way: Way, made: &[Option<scheduling::Proposal>]) -> Worked {
    let mut placed = Vec::new();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let (mut unplaced, mut travel) = (Vec::new(), 0);
    for (day, proposal) in facts.days.iter().zip(made) {
        before.extend(parts_now(day));
        let Some(proposal) = proposal else {
            after.extend(parts_now(day));
            continue;
        };
        let began = day_start(day.date);
        for why in &proposal.reasons {
            let visit = day.visits.iter().find(|v| v.visit.id == why.visit);
            let Some(visit) = visit else { continue };
            let start = instant_of(began, why.start);
            placed.push(Placed {
                visit: why.visit,
                employee: why.employee,
                start,
            });
            after.push(Part {
                visit: why.visit,
                citizen: visit.visit.planned.citizen,
                employee: why.employee,
                start,
                minutes: visit.visit.planned.minutes.into(),
            });
        }
        unplaced.extend(proposal.unplaced.iter().map(left_out));
        travel += proposal.after.travel - proposal.before.travel;
    }
    let is_new = |citizen: CitizenId, who: EmployeeId| {
        let day = facts
            .days
            .iter()
            .find(|d| d.citizens.contains_key(&citizen));
        day.is_some_and(|day| is_new_face(&day.done_at(citizen), who, day.date))
    };
    let (effect, minutes) = effect(&before, &after, &facts.freed, is_new);
    let postponed = match way {
        Way::Postpone => facts.postponed.clone(),
        Way::Spread | Way::Substitute => Vec::new(),
    };
    placed.sort_by_key(|p| (p.visit, p.employee));
    let digest = digest(way, &placed, &postponed);
    Worked {
        way,
        effect,
        minutes,
        placed,
        postponed,
        unplaced,
        travel,
        digest,
    }
}

fn digest(way: Way, placed: &[Placed], postponed: &[(VisitId, NaiveDate)]) -> String {
    let text = serde_json::to_vec(&(way, placed, postponed)).unwrap_or_default();
    let hash = Sha256::digest(&text);
    hash.iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

impl WayView {
    pub(super) fn new(worked: &Worked, facts: &Facts, language: Language) -> Self {
        let mut names: BTreeMap<EmployeeId, String> = BTreeMap::new();
        for day in &facts.days {
            names.extend(self::names(day));
        }
        let citizen = |visit: VisitId| {
            let visits = facts.days.iter().flat_map(|d| &d.visits);
            let mut visits = visits.filter(|v| v.visit.id == visit);
            visits.next().map(|v| v.visit.planned.citizen)
        };
        Self {
            way: worked.way,
            name: worked.way.term().text(language),
            effect: worked.effect.clone(),
            travel: worked.travel,
            minutes: worked
                .minutes
                .iter()
                .map(|(employee, minutes)| MinutesView {
                    employee: *employee,
                    name: names.get(employee).cloned(),
                    minutes: *minutes,
                })
                .collect(),
            postponed: worked
                .postponed
                .iter()
                .map(|(visit, to)| PostponedView {
                    visit: *visit,
                    citizen: citizen(*visit),
                    to: *to,
                })
                .collect(),
            unplaced: worked
                .unplaced
                .iter()
                .map(|left| unplaced_view(left, &names, language))
                .collect(),
            preview: worked.digest.clone(),
        }
    }
}
