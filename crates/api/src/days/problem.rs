//! From a loaded day to the planner's problem: claimed, pinned, begun and done stay (R-WL-2).

use super::{
    background::Background,
    ways::{base, place},
};
use chrono::{DateTime, Utc};
use domain::{
    citizen::care_team::CareRole,
    day_plan::DayPlanState,
    familiarity::{different_employees, is_new_face},
    ids::{CitizenId, EmployeeId, VisitId},
    interval::{Interval, joined},
    organisation::Profession,
    shift::at_work,
    time::{day_end, day_start},
    visit::{VisitKey, window::clock_minutes, window::instant_on},
    visit_event::Outcome as VisitOutcome,
};
use persistence::{Colleague, Day, DayVisit};
use scheduling::{
    After, Break, Citizen, Employee, Fixed, Known, Minute, Need, Problem, Span, Tie, Visit,
    minute_of,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The planner's view of a day.
pub(crate) struct Plan<'a> {
    day: &'a Day,
    /// The instant that minutes are counted from.
    pub(super) began: DateTime<Utc>,
    home: Option<CitizenId>,
    background: Option<&'a Background>,
}

/// A fingerprint of a problem: the same day, whenever it is looked at, has the same. What lies outside
/// the day is left out, so that a list for tomorrow does not make one for the day after outdated.
pub(super) fn print(problem: &Problem) -> String {
    let mut timeless = Problem {
        now: None,
        ..problem.clone()
    };
    for employee in &mut timeless.employees {
        (employee.planned_before, employee.shift_before) = (0, 0);
        employee.breaks.clear();
    }
    let text = serde_json::to_vec(&timeless).unwrap_or_default();
    let hash = Sha256::digest(&text);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl<'a> Plan<'a> {
    /// Of a loaded day, alone; what the planner is given is [`super::input::Input::plan`].
    pub(super) fn of(day: &'a Day) -> Self {
        Self {
            day,
            began: day_start(day.date),
            home: None,
            background: None,
        }
    }

    /// With what a proposal takes from outside the day.
    #[must_use]
    pub(super) const fn against(mut self, background: &'a Background) -> Self {
        self.background = Some(background);
        self
    }

    /// As if this citizen came home: her visits lie still no longer.
    #[must_use]
    pub(super) const fn with_home(mut self, citizen: CitizenId) -> Self {
        self.home = Some(citizen);
        self
    }

    /// The problem, as seen at `now`: what has passed is not planned again.
    pub(crate) fn problem(&self, now: DateTime<Utc>) -> Problem {
        let visits: Vec<&DayVisit> = self
            .day
            .visits
            .iter()
            .filter(|v| {
                let lies_still = v.visit.suspended && Some(v.visit.planned.citizen) != self.home;
                !lies_still && !is_over(v)
            })
            .collect();
        let employees: Vec<Employee> = self
            .day
            .people
            .iter()
            .filter_map(|p| self.employee(p))
            .collect();
        let here: BTreeSet<EmployeeId> = employees.iter().map(|e| e.id).collect();
        let keys: BTreeMap<&VisitKey, VisitId> = visits
            .iter()
            .map(|v| (&v.visit.planned.key, v.visit.id))
            .collect();
        let whose: BTreeSet<CitizenId> = visits.iter().map(|v| v.visit.planned.citizen).collect();
        Problem {
            now: (self.began <= now).then(|| minute_of(self.began, now)),
            is_published: self.day.plan.state != DayPlanState::Open,
            daytime: Vec::new(),
            citizens: whose.into_iter().map(|id| self.citizen(id)).collect(),
            visits: visits
                .iter()
                .filter_map(|v| self.visit(v, &keys, &here))
                .collect(),
            work: Vec::new(),
            employees,
        }
    }

    fn minute(&self, at: DateTime<Utc>) -> Minute {
        minute_of(self.began, at)
    }

    fn span(&self, interval: Interval) -> Span {
        Span::new(self.minute(interval.from), self.minute(interval.until))
    }

    /// Somebody at work in the unit; visits she has elsewhere are cut out of her shift.
    fn employee(&self, who: &Colleague) -> Option<Employee> {
        let day = Interval {
            from: self.began,
            until: day_end(self.day.date),
        };
        let shifts: Vec<Interval> = who
            .shifts
            .iter()
            .filter(|s| s.unit == self.day.unit && s.interval.overlaps(day))
            .map(|s| s.interval)
            .collect();
        let id = who.employee.id;
        let mut busy: Vec<Interval> = who.absences.iter().map(|a| a.interval).collect();
        let present = at_work(&joined(&shifts), &joined(&busy));
        let mine = self
            .day
            .elsewhere
            .iter()
            .filter(|v| v.assignments.iter().any(|a| a.employee == Some(id)));
        busy.extend(mine.filter_map(|v| v.visit.interval()));
        let other = self.day.other.iter().filter(|row| row.work.employee == id);
        busy.extend(other.map(|row| row.work.interval));
        let free = at_work(&joined(&shifts), &joined(&busy));
        let background = self.background;
        let (planned_before, shift_before) = background.map_or((0, 0), |b| b.four_weeks(id));
        let pauses = background.map_or_else(Vec::new, |b| b.pauses(id, &present));
        (who.in_unit && !free.is_empty()).then(|| Employee {
            id,
            shifts: free.into_iter().map(|s| self.span(s)).collect(),
            start: base(self.day),
            end: base(self.day),
            transport: who.employee.transport,
            competences: who.competences.clone(),
            planned_before,
            shift_before,
            breaks: pauses
                .into_iter()
                .map(|pause| Break {
                    window: self.span(pause.within),
                    minutes: pause.minutes as i32,
                })
                .collect(),
            day_only: who.employee.profession == Profession::CaseWorker,
        })
    }

    fn citizen(&self, id: CitizenId) -> Citizen {
        let done = self.day.done_at(id);
        let date = self.day.date;
        let faces: BTreeSet<EmployeeId> = done.iter().map(|d| d.employee).collect();
        let rungs = |role: CareRole| {
            let team = self.day.care_teams.get(&id);
            team.into_iter()
                .flat_map(|team| &team.members)
                .filter(move |m| m.role == role)
                .filter(|m| m.from <= date && m.until.is_none_or(|until| date <= until))
                .map(|m| m.employee)
                .collect::<BTreeSet<_>>()
        };
        Citizen {
            id,
            primary: rungs(CareRole::Primary).into_iter().next(),
            secondary: rungs(CareRole::Secondary),
            seen_in_14_days: different_employees(&done, date),
            seen_in_90_days: faces
                .into_iter()
                .filter(|who| !is_new_face(&done, *who, date))
                .collect(),
            declined: self
                .day
                .declined
                .iter()
                .chain(&self.day.disqualified)
                .filter(|(whose, _)| *whose == id)
                .map(|(_, who)| *who)
                .collect(),
        }
    }

    fn visit(
        &self,
        visit: &DayVisit,
        keys: &BTreeMap<&VisitKey, VisitId>,
        here: &BTreeSet<EmployeeId>,
    ) -> Option<Visit> {
        let planned = &visit.visit.planned;
        let hours = visit.visit.start_window();
        let begun = matches!(visit.outcome, VisitOutcome::Started | VisitOutcome::Done);
        let real = visit.state.as_ref().and_then(|state| state.started_at);
        let at = real.filter(|_| begun).or(visit.visit.start);
        let fixed = visit.assignments.iter().filter_map(|a| {
            let tie = match visit.outcome {
                VisitOutcome::Started => Tie::Started,
                VisitOutcome::Done => Tie::Done,
                _ if a.state == domain::visit::AssignmentState::Pinned => Tie::Pinned,
                _ if a.state.is_fixed() => Tie::Claimed,
                _ => return None,
            };
            Some(Fixed {
                employee: a.employee?,
                at: at.map(|at| self.minute(at)),
                tie,
            })
        });
        // One who took it and has since gone home ill is not there to do it.
        let fixed: Vec<Fixed> = fixed
            .filter(|f| here.contains(&f.employee) || (f.tie.is_fact() && f.at.is_some()))
            .collect();
        let known = visit.assignments.iter().filter_map(|a| {
            Some(Known {
                employee: a.employee?,
                at: self.minute(visit.visit.start?),
            })
        });
        Some(Visit {
            id: visit.visit.id,
            citizen: planned.citizen,
            place: place(self.day, visit).unwrap_or_else(|| base(self.day)),
            minutes: planned.minutes,
            // The plan bounds the start; the planner bounds the whole visit.
            window: Span::new(
                self.minute(hours.from),
                self.minute(hours.until) + planned.minutes,
            ),
            wished: planned.preferred.map(|time| {
                let at = instant_on(planned.date, clock_minutes(time, planned.slot));
                let at = self.minute(at);
                Span::new(at, at)
            }),
            requires: planned.competences.clone(),
            second_requires: planned
                .second_competences
                .clone()
                .filter(|_| planned.employees == 2),
            employees: u8::try_from(planned.employees).ok()?,
            after: planned
                .after
                .iter()
                .filter_map(|first| {
                    Some(After {
                        visit: *keys.get(&first.key)?,
                        min_gap: first.gap_minutes,
                        max_gap: first.max_gap_minutes,
                    })
                })
                .collect(),
            need: need(visit),
            known: known.filter(|k| here.contains(&k.employee)).collect(),
            fixed,
        })
    }
}

/// Said to be done with, without having been done: nothing to plan.
const fn is_over(visit: &DayVisit) -> bool {
    !matches!(
        visit.outcome,
        VisitOutcome::Planned | VisitOutcome::Started | VisitOutcome::Done
    )
}

/// The plan's priorities grow with importance; the planner's count down to 1.
fn need(visit: &DayVisit) -> Need {
    let planned = &visit.visit.planned;
    if planned.must_do {
        let priority = u8::try_from(6 - planned.priority.clamp(1, 5)).unwrap_or(5);
        Need::MustDo { priority }
    } else {
        Need::CanWait { days: 1 }
    }
}
