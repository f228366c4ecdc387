//! Who is a known face for a citizen, and how many there are (R-WL-7).

use crate::ids::*;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, ops::RangeInclusive};
use utoipa::ToSchema;

/// Local days that continuity is counted over.
pub const CONTINUITY_DAYS: u64 = 14;
/// Local days after which a face is new again.
const MEMORY_DAYS: u64 = 90;

/// One employee's part in a done visit at the citizen in question.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DonePart {
    /// Who did it.
    pub employee: EmployeeId,
    /// The local date.
    pub date: NaiveDate,
    /// She came along for guidance or a joint visit, and is not counted (R-WL-12).
    pub companion: bool,
}

/// A part of a whole, kept as counts so that shares of several citizens can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

/// The distinct employees with a done visit in the 14 local days that end the day before `today`
/// (R-WL-7).
pub fn different_employees(done: &[DonePart], today: NaiveDate) -> BTreeSet<EmployeeId> {
    counted(done, &days_before(today, CONTINUITY_DAYS))
        .map(|d| d.employee)
        .collect()
}

/// The same while planning: those, and the employees assigned (R-WL-7).
pub fn different_employees_planned(
    done: &[DonePart],
    assigned: impl IntoIterator<Item = EmployeeId>,
    today: NaiveDate,
) -> BTreeSet<EmployeeId> {
    let mut faces = different_employees(done, today);
    faces.extend(assigned);
    faces
}

/// Whether the employee has done no visit in the 90 local days that end the day before `day`.
pub fn is_new_face(done: &[DonePart], employee: EmployeeId, day: NaiveDate) -> bool {
    counted(done, &days_before(day, MEMORY_DAYS)).all(|d| d.employee != employee)
}

/// Share of the visits in the 14 local days that end yesterday done by `employees`: the primary
/// contact alone, or the small team (R-WL-7).
pub fn share_by(done: &[DonePart], employees: &BTreeSet<EmployeeId>, today: NaiveDate) -> Share {
    counted(done, &days_before(today, CONTINUITY_DAYS)).fold(Share::default(), |share, d| Share {
        part: share.part + usize::from(employees.contains(&d.employee)),
        whole: share.whole + 1,
    })
}

/// Visits in the 14 days from which a citizen has two or more a day, where continuity is most at
/// stake (the Swedish municipal indicator).
const OFTEN: usize = 28;

/// How many have come to one citizen in the 14 days that end yesterday, and who (R-WL-7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Continuity {
    /// Different employees, companions not counted.
    #[schema(example = 9)]
    pub different_employees: usize,
    /// Done visits by the primary contact, of all; one for two counts twice.
    pub by_primary: Share,
    /// The same by the small team: everybody on the ladder.
    pub by_small_team: Share,
}

/// The continuity of one citizen (R-WL-7).
pub fn continuity(
    done: &[DonePart],
    primary: Option<EmployeeId>,
    small_team: &BTreeSet<EmployeeId>,
    today: NaiveDate,
) -> Continuity {
    Continuity {
        different_employees: different_employees(done, today).len(),
        by_primary: share_by(done, &primary.into_iter().collect(), today),
        by_small_team: share_by(done, small_team, today),
    }
}

/// The median of different employees among citizens with two or more visits a day; of two in the
/// middle the lower.
pub fn median_different<'a>(all: impl Iterator<Item = &'a Continuity>) -> Option<usize> {
    let often = all.filter(|c| c.by_primary.whole >= OFTEN);
    let mut counts: Vec<usize> = often.map(|c| c.different_employees).collect();
    counts.sort_unstable();
    counts.get(counts.len().checked_sub(1)? / 2).copied()
}

fn counted<'a>(
    done: &'a [DonePart],
    days: &'a RangeInclusive<NaiveDate>,
) -> impl Iterator<Item = &'a DonePart> {
    done.iter()
        .filter(|d| !d.companion && days.contains(&d.date))
}

fn days_before(today: NaiveDate, days: u64) -> RangeInclusive<NaiveDate> {
    let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    back(days)..=back(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }
    fn who(n: u128) -> EmployeeId {
        EmployeeId(Uuid::from_u128(n))
    }
    fn done(n: u128, days_ago: u64) -> DonePart {
        DonePart {
            employee: who(n),
            date: today() - Days::new(days_ago),
            companion: false,
        }
    }

    #[test]
    fn counts_the_14_days_that_end_yesterday_and_each_employee_once() {
        let all = [done(1, 1), done(1, 2), done(2, 14), done(3, 15), done(4, 0)];
        assert_eq!(different_employees(&all, today()), [who(1), who(2)].into());
    }

    #[test]
    fn while_planning_the_assigned_count_too() {
        let faces = different_employees_planned(&[done(1, 1)], [who(1), who(9)], today());
        assert_eq!(faces, [who(1), who(9)].into());
    }

    #[test]
    fn a_face_is_new_after_90_days_and_not_before() {
        assert!(!is_new_face(&[done(1, 90)], who(1), today()));
        assert!(is_new_face(&[done(1, 91)], who(1), today()));
        assert!(is_new_face(&[done(2, 1)], who(1), today()));
    }

    #[test]
    fn a_companion_is_neither_counted_nor_known() {
        let along = [DonePart {
            companion: true,
            ..done(1, 1)
        }];
        assert!(different_employees(&along, today()).is_empty());
        assert!(is_new_face(&along, who(1), today()));
    }

    #[test]
    fn the_median_is_of_those_with_two_visits_a_day() {
        let of = |different_employees, whole| Continuity {
            different_employees,
            by_primary: Share { part: 0, whole },
            by_small_team: Share::default(),
        };
        let all = [of(15, 28), of(9, 56), of(2, 27), of(20, 40)];
        assert_eq!(median_different(all.iter()), Some(15));
        assert_eq!(median_different(all[..2].iter()), Some(9));
        assert_eq!(median_different(all[2..3].iter()), None);
    }

    #[test]
    fn continuity_counts_the_primary_and_the_small_team_apart() {
        let all = [done(1, 1), done(2, 2), done(3, 3), done(1, 14), done(1, 15)];
        let found = continuity(&all, Some(who(1)), &[who(1), who(2)].into(), today());
        assert_eq!(found.different_employees, 3);
        assert_eq!(found.by_primary, Share { part: 2, whole: 4 });
        assert_eq!(found.by_small_team, Share { part: 3, whole: 4 });
    }

    #[test]
    fn share_of_visits_by_the_primary_contact() {
        let all = [done(1, 1), done(1, 2), done(2, 3), done(1, 20)];
        let share = share_by(&all, &[who(1)].into(), today());
        assert_eq!(share, Share { part: 2, whole: 3 });
    }
}
