//! Shifts of five to six weeks: every day and evening with a nurse, every other weekend off, eleven
//! hours between shifts, and substitutes where the team's own hours do not reach.

use super::{
    model::{DemoEmployee, DemoUnit},
    people::People,
    picker::Picker,
    units::{BOGERUD, SKULLERUD},
};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use domain::{
    ids::{EmployeeId, UnitId},
    interval::Interval,
    organisation::{Profession, Role, UnitKind},
    period::{days_after, days_before},
    shift::{Shift, ShiftKind, interval_on},
    time::{day_start, week_start},
    visit::Window,
};
use std::collections::BTreeMap;

/// Days before and after today that have shifts.
const BEFORE: u32 = 14;
const AFTER: u32 = 28;
/// A full position in a rota, minutes a week.
const FULL_WEEK: i64 = 35 * 60 + 30;
/// Least rest between two shifts.
const REST: TimeDelta = TimeDelta::hours(11);
/// Most shifts a week.
const MOST_A_WEEK: usize = 5;

/// Those who are at work by day today and tomorrow, so that the demo can be lived on any day.
const PRESENT: [&str; 3] = ["silje.aune", "kari.nordby", "ola.tangen"];

const fn clock(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

fn hours(kind: ShiftKind) -> Window {
    let (from, until) = match kind {
        ShiftKind::Day => (clock(7, 30), clock(15, 0)),
        ShiftKind::Evening => (clock(15, 0), clock(22, 30)),
        ShiftKind::Night => (clock(22, 30), clock(7, 30)),
        ShiftKind::Long => (clock(7, 30), clock(17, 30)),
        ShiftKind::DayOnly => (clock(8, 0), clock(15, 30)),
    };
    Window { from, until }
}

/// Every shift of the demo, by unit and day.
pub(super) fn shifts(
    units: &[DemoUnit],
    people: &People,
    today: NaiveDate,
    picker: &mut Picker,
) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for unit in units.iter().filter(|u| u.kind == UnitKind::Team) {
        let mut rota = Rota::of(unit, people, today);
        let first = week_start(days_before(today, BEFORE));
        for day in first
            .iter_days()
            .take_while(|d| *d <= days_after(today, AFTER))
        {
            rota.staff(day);
        }
        rota.planned.extend(office_hours(unit, people, today));
        let shown = days_before(today, BEFORE);
        rota.planned.retain(|s| day_start(shown) <= s.interval.from);
        rota.planned.sort_by_key(|s| (s.interval.from, s.employee));
        shifts.extend(rota.planned.into_iter().map(|planned| Shift {
            id: picker.id(),
            employee: Some(planned.employee),
            unit: unit.id,
            kind: planned.kind,
            interval: planned.interval,
        }));
    }
    shifts
}

/// A shift without its identity.
struct Planned {
    employee: EmployeeId,
    kind: ShiftKind,
    interval: Interval,
}

/// One who goes rota.
struct Hand {
    employee: EmployeeId,
    nurse: bool,
    /// Minutes a week; none for a substitute, who fills what is left.
    contract: Option<i64>,
    /// Works the weekends of even or of odd weeks, counted from this one.
    weekend: i64,
    /// Is at work today and tomorrow.
    present: bool,
}

struct Rota {
    hands: Vec<Hand>,
    planned: Vec<Planned>,
    worked: BTreeMap<EmployeeId, i64>,
    last: BTreeMap<EmployeeId, DateTime<Utc>>,
    /// How many by day, one fewer at weekends, and how many in the evening.
    wanted: (usize, usize),
    today: NaiveDate,
    first: NaiveDate,
}

impl Rota {
    fn of(unit: &DemoUnit, people: &People, today: NaiveDate) -> Self {
        let is_nurse = |e: &DemoEmployee| {
            matches!(e.profession, Profession::Nurse | Profession::SocialEducator)
        };
        let own = people.caring(unit.id).map(|e| (e, true));
        let substitutes = people.of(unit.id, Role::Substitute).map(|e| (e, false));
        let mut hands: Vec<Hand> = Vec::new();
        for (employee, own) in own.chain(substitutes) {
            let nurse = is_nurse(employee);
            let present = PRESENT.contains(&employee.user_name.as_str());
            // Nurses and the others take every other weekend in turn, each among their own.
            let alike = hands
                .iter()
                .filter(|h| h.nurse == nurse && h.contract.is_some() == own);
            let turn = i64::try_from(alike.count() % 2).unwrap_or(0);
            let share = i64::from(people.share(employee.id, unit.id));
            hands.push(Hand {
                employee: employee.id,
                nurse,
                contract: own.then_some(FULL_WEEK * share / 100),
                weekend: if present { 0 } else { turn },
                present,
            });
        }
        // The third nurse of Skullerud evens out that the two first share a weekend.
        let mut nurses = hands.iter_mut().filter(|h| h.nurse && !h.present);
        if unit.name == SKULLERUD
            && let Some(third) = nurses.next()
        {
            third.weekend = 1;
        }
        Self {
            hands,
            planned: Vec::new(),
            worked: BTreeMap::new(),
            last: BTreeMap::new(),
            wanted: if unit.name == BOGERUD { (7, 3) } else { (5, 2) },
            today,
            first: week_start(days_before(today, BEFORE)),
        }
    }

    /// Fills the shifts of one day: those who must be there, a nurse in the evening and by day, then
    /// the others.
    fn staff(&mut self, day: NaiveDate) {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if day == self.today || Some(day) == self.today.succ_opt() {
            let present: Vec<_> = self.hands.iter().filter(|h| h.present).collect();
            let present: Vec<_> = present.iter().map(|h| h.employee).collect();
            present
                .into_iter()
                .for_each(|e| self.put(e, day, ShiftKind::Day));
        }
        let (by_day, evening) = self.wanted;
        self.fill(day, ShiftKind::Evening, 1, true);
        self.fill(day, ShiftKind::Day, 1, true);
        self.fill(day, ShiftKind::Evening, evening, false);
        if weekend {
            self.fill(day, ShiftKind::Long, 1, false);
            // The long one is one of them.
            self.fill(day, ShiftKind::Day, by_day - 2, false);
        } else {
            self.fill(day, ShiftKind::Day, by_day, false);
        }
    }

    /// Takes people on until there are `count`, counting nurses alone if `nurses`.
    fn fill(&mut self, day: NaiveDate, kind: ShiftKind, count: usize, nurses: bool) {
        let on = Interval::day(day);
        while self.planned_on(on, kind, nurses) < count {
            let fits = |h: &Hand| !nurses || h.nurse;
            let own = self.next(day, kind, |h| fits(h) && h.contract.is_some());
            let Some(employee) = own.or_else(|| self.next(day, kind, fits)) else {
                return;
            };
            self.put(employee, day, kind);
        }
    }

    fn planned_on(&self, on: Interval, kind: ShiftKind, nurses: bool) -> usize {
        let is_nurse = |e| self.hands.iter().any(|h| h.employee == e && h.nurse);
        self.planned
            .iter()
            .filter(|s| s.kind == kind && s.interval.overlaps(on))
            .filter(|s| !nurses || is_nurse(s.employee))
            .count()
    }

    /// The one who may take the shift and is furthest behind her contract.
    fn next(
        &self,
        day: NaiveDate,
        kind: ShiftKind,
        fits: impl Fn(&Hand) -> bool,
    ) -> Option<EmployeeId> {
        let able = self
            .hands
            .iter()
            .filter(|h| fits(h) && self.may(h, day, kind));
        able.min_by_key(|h| {
            let worked = self.worked.get(&h.employee).copied().unwrap_or(0);
            // Who was late yesterday is late today, so that the others can come in the morning.
            let wasted = kind == ShiftKind::Evening && self.is_rested(h, day, ShiftKind::Day);
            (
                wasted,
                worked * 1000 / h.contract.unwrap_or(FULL_WEEK).max(1),
            )
        })
        .map(|h| h.employee)
    }

    fn may(&self, hand: &Hand, day: NaiveDate, kind: ShiftKind) -> bool {
        let weeks = (week_start(day) - week_start(self.today)).num_weeks();
        let her_weekend = weeks.rem_euclid(2) == hand.weekend;
        let rhythm = match day.weekday() {
            Weekday::Sat | Weekday::Sun => her_weekend,
            // A working weekend has the Friday off and no late Thursday before it.
            Weekday::Fri => !her_weekend,
            Weekday::Thu => !her_weekend || kind != ShiftKind::Evening,
            _ => true,
        };
        let week = Interval {
            from: day_start(week_start(day)),
            until: day_start(day),
        };
        let this_week = self
            .planned
            .iter()
            .filter(|s| s.employee == hand.employee && s.interval.overlaps(week));
        let most = hand.contract.map_or(MOST_A_WEEK, |minutes| {
            usize::try_from(minutes * 5 / FULL_WEEK + 1).unwrap_or(0)
        });
        // Two shifts are kept for her weekend; in the other week one for Friday, when few are there.
        let kept = match day.weekday() {
            Weekday::Fri | Weekday::Sat | Weekday::Sun => 0,
            _ if her_weekend => 2,
            _ => 1,
        };
        let kept = kept + self.must_come_later(hand, day);
        let most = most.min(MOST_A_WEEK).saturating_sub(kept);
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let has_hours = weekend || self.has_hours(hand, day);
        // Who must be there in the morning is not late the evening before.
        let early = [Some(self.today), self.today.succ_opt()].contains(&day.succ_opt());
        let late = kind == ShiftKind::Evening && hand.present && early;
        let free = rhythm && this_week.count() < most && has_hours && !late;
        free && self.is_rested(hand, day, kind) && !self.is_taken(hand, day)
    }

    /// How many of the days on which she must be there are still ahead in the week.
    fn must_come_later(&self, hand: &Hand, day: NaiveDate) -> usize {
        let days = [Some(self.today), self.today.succ_opt()];
        let ahead = days
            .into_iter()
            .flatten()
            .filter(|d| hand.present && day < *d && week_start(*d) == week_start(day));
        ahead.count()
    }

    fn is_rested(&self, hand: &Hand, day: NaiveDate, kind: ShiftKind) -> bool {
        let from = interval_on(day, hours(kind)).from;
        let last = self.last.get(&hand.employee);
        last.is_none_or(|until| *until + REST <= from)
    }

    fn is_taken(&self, hand: &Hand, day: NaiveDate) -> bool {
        let last = self.last.get(&hand.employee);
        last.is_some_and(|until| day_start(day) < *until)
    }

    /// Whether her contract has room, counted in fortnights, as the weekends go; those are agreed.
    fn has_hours(&self, hand: &Hand, day: NaiveDate) -> bool {
        let Some(contract) = hand.contract else {
            return true;
        };
        let fortnights = (day - self.first).num_days() / 14 + 1;
        let worked = self.worked.get(&hand.employee).copied().unwrap_or(0);
        worked < contract * 2 * fortnights
    }

    fn put(&mut self, employee: EmployeeId, day: NaiveDate, kind: ShiftKind) {
        let interval = interval_on(day, hours(kind));
        *self.worked.entry(employee).or_default() += interval.minutes();
        self.last.insert(employee, interval.until);
        self.planned.push(Planned {
            employee,
            kind,
            interval,
        });
    }
}

/// Leaders, therapists, case workers and home helpers: weekdays, each in one place a day.
fn office_hours(unit: &DemoUnit, people: &People, today: NaiveDate) -> Vec<Planned> {
    let mut planned = Vec::new();
    let first = days_before(today, BEFORE);
    let weekdays = first
        .iter_days()
        .take_while(|d| *d <= days_after(today, AFTER))
        .filter(|d| d.weekday().num_days_from_monday() < 5);
    let rota: Vec<EmployeeId> = people.caring(unit.id).map(|e| e.id).collect();
    let roles = [Role::Leader, Role::Member, Role::CaseWorker];
    let others: Vec<&DemoEmployee> = roles
        .into_iter()
        .flat_map(|role| people.of(unit.id, role))
        .filter(|e| !rota.contains(&e.id) && people.share(e.id, unit.id) > 0)
        .collect();
    for day in weekdays {
        for employee in &others {
            if works_here(people, employee, unit.id, unit.name == SKULLERUD, day) {
                let kind = match employee.profession {
                    Profession::HomeHelper => ShiftKind::Day,
                    _ => ShiftKind::DayOnly,
                };
                planned.push(Planned {
                    employee: employee.id,
                    kind,
                    interval: interval_on(day, hours(kind)),
                });
            }
        }
    }
    planned
}

/// Whether somebody with office hours is in the unit that day. Two teams share a member by turns:
/// Monday and Wednesday here, Tuesday and Thursday there, every other Friday (R-TEAM-9).
fn works_here(
    people: &People,
    employee: &DemoEmployee,
    unit: UnitId,
    first_team: bool,
    day: NaiveDate,
) -> bool {
    if people.share(employee.id, unit) == 100 {
        return true;
    }
    let is_shared = employee.profession != Profession::HomeHelper;
    match day.weekday() {
        Weekday::Mon | Weekday::Wed => first_team || !is_shared,
        Weekday::Fri => day.iso_week().week().is_multiple_of(2) == first_team,
        _ => is_shared && !first_team,
    }
}
