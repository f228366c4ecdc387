//! Days as a team has them, made from a seed: most visits in the morning, a tenth in pairs, a small
//! team around each citizen, nurses for what only nurses may do.

use domain::organisation::{CompetenceCode, Transport};
use scheduling::*;
use std::{collections::BTreeSet, str::FromStr};

/// How large a day is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// At work.
    pub(crate) employees: usize,
    /// Visited.
    pub(crate) citizens: usize,
    /// Visits.
    pub(crate) visits: usize,
    /// Half the side of the area, degrees of latitude.
    pub(crate) spread: f64,
}

impl Size {
    /// A team's day: 15 employees, 80 citizens, 160 visits.
    pub(crate) const TEAM: Self = Self {
        employees: 15,
        citizens: 80,
        visits: 160,
        spread: 0.018,
    };
    /// A district's Saturday: 60 employees, 500 visits pooled.
    pub(crate) const DISTRICT: Self = Self {
        employees: 60,
        citizens: 260,
        visits: 500,
        spread: 0.036,
    };

    /// So many visits, all else in proportion to a team's day.
    pub(crate) const fn of(visits: usize) -> Self {
        Self {
            employees: visits.div_ceil(10),
            citizens: visits / 2,
            visits,
            spread: 0.018,
        }
    }
}

struct Dice(u64);

impl Dice {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    const fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
    fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }
}

fn id<T: FromStr>(kind: u8, n: usize) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("{kind:08x}-0000-7000-8000-{n:012x}")
        .parse()
        .expect("a well-formed id")
}

/// A day of this size; the same seed gives the same day.
pub(crate) fn day(size: Size, seed: u64) -> Problem {
    let mut dice = Dice(seed);
    let base = Place {
        latitude: 59.935,
        longitude: 10.77,
    };
    let mut problem = Problem::default();
    for n in 0..size.employees {
        problem.employees.push(employee(&mut dice, n, base));
    }
    // Neighbourhoods, so that walking from door to door is possible.
    let centres: Vec<(f64, f64)> = (0..4 + size.citizens / 20)
        .map(|_| (dice.unit() * 2.0 - 1.0, dice.unit() * 2.0 - 1.0))
        .collect();
    let mut places = Vec::new();
    for n in 0..size.citizens {
        let (y, x) = centres[dice.below(centres.len())];
        let mut near = |c: f64| (c + (dice.unit() - 0.5) * 0.3) * size.spread;
        places.push(Place {
            latitude: base.latitude + near(y),
            longitude: base.longitude + near(x) * 2.0,
        });
        problem.citizens.push(citizen(&mut dice, n, size.employees));
    }
    for n in 0..size.visits {
        let citizen = n % size.citizens;
        let visit = visit(
            &mut dice,
            n,
            &problem,
            citizen,
            places[citizen],
            n / size.citizens,
        );
        problem.visits.push(visit);
    }
    problem
}

fn employee(dice: &mut Dice, n: usize, base: Place) -> Employee {
    use CompetenceCode::{
        Insulin, Medication, Nursing, PersonalCare, PracticalAssistance, WoundCare,
    };
    let mut competences: BTreeSet<_> = [PersonalCare, PracticalAssistance].into();
    if n % 5 < 2 {
        competences.extend([Nursing, Medication, Insulin, WoundCare]);
    } else if n % 5 < 4 {
        competences.insert(Medication);
    }
    // Two thirds by day, one third in the evening.
    let evening = n % 3 == 2;
    let shift = if evening {
        Span::new(900, 1_350)
    } else {
        Span::new(450, 930)
    };
    Employee {
        id: id(1, n),
        shifts: vec![shift],
        start: base,
        end: base,
        transport: [Transport::Car, Transport::Bike, Transport::Car][n % 3],
        competences,
        planned_before: 5_000 + dice.below(1_500) as i32,
        shift_before: 9_000,
        breaks: vec![Break {
            window: Span::new(shift.from + 180, shift.from + 330),
            minutes: 30,
        }],
        day_only: false,
    }
}

fn citizen(dice: &mut Dice, n: usize, employees: usize) -> Citizen {
    let primary: domain::ids::EmployeeId = id(1, dice.below(employees));
    let mut secondary = BTreeSet::new();
    for _ in 0..4 {
        secondary.insert(id(1, dice.below(employees)));
    }
    let mut seen_in_14_days = secondary.clone();
    seen_in_14_days.insert(primary);
    let mut seen_in_90_days = seen_in_14_days.clone();
    for _ in 0..3 {
        seen_in_90_days.insert(id(1, dice.below(employees)));
    }
    let mut declined = BTreeSet::new();
    if dice.chance(0.05) {
        let other: domain::ids::EmployeeId = id(1, dice.below(employees));
        if !seen_in_90_days.contains(&other) {
            declined.insert(other);
        }
    }
    Citizen {
        id: id(2, n),
        primary: Some(primary),
        secondary,
        seen_in_14_days,
        seen_in_90_days,
        declined,
    }
}

fn visit(
    dice: &mut Dice,
    n: usize,
    problem: &Problem,
    citizen: usize,
    place: Place,
    round: usize,
) -> Visit {
    use CompetenceCode::{Insulin, Medication, Nursing, PersonalCare, PracticalAssistance};
    // The second visit to a citizen is later in the day or, for some, in the evening.
    let evening = round % 2 == 1 && dice.chance(2.0 / 3.0);
    let (early, late) = match (round % 2, evening) {
        (_, true) => (930, 1_260),
        (1, false) => (660, 870),
        _ => (465, 750),
    };
    let wish = early + dice.below((late - early) as usize / 15) as i32 * 15;
    let minutes = [10, 15, 15, 20, 20, 30, 40][dice.below(7)];
    let slack = [60, 90, 120][dice.below(3)];
    let (first, last) = if evening { (905, 1_345) } else { (455, 925) };
    let requires = match dice.below(20) {
        0..2 => Nursing,
        2 => Insulin,
        3..8 => Medication,
        8..16 => PersonalCare,
        _ => PracticalAssistance,
    };
    let can_wait = requires == PracticalAssistance && dice.chance(0.5);
    Visit {
        id: id(3, n),
        citizen: problem.citizens[citizen].id,
        place,
        minutes,
        window: Span::new(
            (wish - slack).max(first),
            (wish + minutes + slack).min(last),
        ),
        wished: Some(Span::new(wish, wish + 30)),
        requires: [requires].into(),
        second_requires: None,
        employees: if dice.chance(0.1) { 2 } else { 1 },
        after: Vec::new(),
        need: if can_wait {
            Need::CanWait { days: 3 }
        } else {
            Need::MustDo {
                priority: 1 + dice.below(3) as u8,
            }
        },
        fixed: Vec::new(),
        known: Vec::new(),
    }
}

/// The same day later on: published, what has ended or begun by `now` a fact.
pub(crate) fn at_ten(morning: &Problem, published: &Proposal, now: Minute) -> Problem {
    let mut problem = morning.clone();
    problem.now = Some(now);
    problem.is_published = true;
    for (employee, id, stop) in published.lists.assignments() {
        let Some(visit) = problem.visits.iter_mut().find(|v| v.id == id) else {
            continue;
        };
        if stop.start < now {
            visit.fixed.push(Fixed {
                employee,
                at: Some(stop.start),
                tie: if stop.end <= now {
                    Tie::Done
                } else {
                    Tie::Started
                },
            });
        }
        visit.known.push(Known {
            employee,
            at: stop.start,
        });
    }
    problem
}
