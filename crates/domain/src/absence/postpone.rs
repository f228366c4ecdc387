//! What can wait, and until when: a weekly cleaning may come a day later, insulin may not (R-SHF-3).

use crate::{ids::*, organisation::CompetenceCode, visit::PlannedVisit};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How many days a visit made by hand may be put off at most.
const BY_HAND_DAYS: u64 = 7;

/// A freed visit that may be put off.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting<'a> {
    /// Which.
    pub visit: VisitId,
    /// What is to be done.
    pub planned: &'a PlannedVisit,
    /// The next day on which the same tiltak have a visit anyway; none for one made by hand.
    pub next: Option<NaiveDate>,
}

/// What is left of a day for what is put off.
#[derive(Debug, Clone, PartialEq)]
pub struct DaySlack {
    /// Which day.
    pub date: NaiveDate,
    /// Minutes on shift that no visit has.
    pub minutes: i64,
    /// What those on shift may do, each of them.
    pub people: Vec<BTreeSet<CompetenceCode>>,
}

/// Puts off what can wait: each visit to the day with the most left before the same help comes anyway,
/// where somebody on shift may do it. What fits nowhere is not put off. Must-do visits never are.
pub fn postpone(waiting: &[Waiting<'_>], days: &[DaySlack]) -> Vec<(VisitId, NaiveDate)> {
    let mut days = days.to_vec();
    let mut order: Vec<&Waiting<'_>> = waiting.iter().filter(|w| !w.planned.must_do).collect();
    order.sort_by_key(|w| (w.planned.priority, w.visit));
    let mut moves = Vec::new();
    for waiting in order {
        let planned = waiting.planned;
        let last = waiting.next.or_else(|| {
            let days = chrono::Days::new(BY_HAND_DAYS + 1);
            planned.date.checked_add_days(days)
        });
        let needed = i64::from(planned.minutes) * i64::from(planned.employees);
        let able = |day: &DaySlack| {
            let who = day.people.iter();
            let who = who.filter(|may| planned.competences.is_subset(may)).count();
            i32::try_from(who).unwrap_or(i32::MAX) >= planned.employees
        };
        let best = days
            .iter_mut()
            .filter(|d| planned.date < d.date && last.is_some_and(|last| d.date < last))
            .filter(|d| d.minutes >= needed && able(d))
            .max_by_key(|d| (d.minutes, std::cmp::Reverse(d.date)));
        if let Some(day) = best {
            day.minutes -= needed;
            moves.push((waiting.visit, day.date));
        }
    }
    moves
}
