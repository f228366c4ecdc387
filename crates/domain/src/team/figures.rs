//! Figures of a team's staff: large positions, substitutes, absence (R-SHF-4). Of the team, never of
//! one person.

use crate::{ids::EmployeeId, interval::Interval, shift::at_work};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A shift in the unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StaffShift {
    /// Who.
    pub employee: EmployeeId,
    /// When, within the time that is asked about.
    pub interval: Interval,
    /// Done by a substitute, or somebody who is no member.
    pub substitute: bool,
}

/// Figures of the staff. A share is none where there is nothing to count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StaffFigures {
    /// Members today.
    pub members: usize,
    /// Their shares in this unit together, per cent: 1150 are eleven and a half positions.
    pub share_sum: i64,
    /// Members in a full position, all their units together.
    pub full_positions: usize,
    /// The same as a share of members, per cent.
    pub full_share: Option<i64>,
    /// Members with 80–99 per cent.
    pub large_positions: usize,
    /// The same as a share of members, per cent.
    pub large_share: Option<i64>,
    /// Minutes on shift in the time asked about.
    pub shift_minutes: i64,
    /// Of those, by substitutes.
    pub substitute_minutes: i64,
    /// The same, per cent.
    pub substitute_share: Option<i64>,
    /// Minutes on members' shifts that they were away from.
    pub absence_minutes: i64,
    /// The same, per cent of members' minutes.
    pub absence_share: Option<i64>,
}

fn per_cent(part: i64, of: i64) -> Option<i64> {
    (of > 0).then(|| (part * 200 + of) / (of * 2))
}

/// The figures, from members with their share in this unit and in all units, the unit's shifts, and
/// absences. Two shifts at once are counted once (R-TEAM-9).
pub fn staff_figures(
    members: &[(EmployeeId, i64, i64)],
    shifts: &[StaffShift],
    absences: &[(EmployeeId, Interval)],
) -> StaffFigures {
    let count = |wanted: fn(i64) -> bool| members.iter().filter(|m| wanted(m.2)).count();
    let share = |part: usize| {
        let to = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        per_cent(to(part), to(members.len()))
    };
    let mut by: BTreeMap<(EmployeeId, bool), Vec<Interval>> = BTreeMap::new();
    for shift in shifts {
        let key = (shift.employee, shift.substitute);
        by.entry(key).or_default().push(shift.interval);
    }
    let sum = |stretches: Vec<Interval>| stretches.into_iter().map(Interval::minutes).sum::<i64>();
    let (mut own, mut substitutes, mut away) = (0, 0, 0);
    for ((employee, substitute), hers) in by {
        let gone = absences.iter().filter(|(who, _)| *who == employee);
        let gone: Vec<Interval> = gone.map(|(_, interval)| *interval).collect();
        let planned = sum(at_work(&hers, &[]));
        let worked = sum(at_work(&hers, &gone));
        if substitute {
            substitutes += worked;
        } else {
            own += planned;
            away += planned - worked;
        }
    }
    let worked = own - away + substitutes;
    let (full, large) = (
        count(|all| all >= 100),
        count(|all| (80..100).contains(&all)),
    );
    StaffFigures {
        members: members.len(),
        share_sum: members.iter().map(|m| m.1).sum(),
        full_positions: full,
        full_share: share(full),
        large_positions: large,
        large_share: share(large),
        shift_minutes: worked,
        substitute_minutes: substitutes,
        substitute_share: per_cent(substitutes, worked),
        absence_minutes: away,
        absence_share: per_cent(away, own),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::*;
    use super::*;

    fn shift(n: u128, d: u32, substitute: bool) -> StaffShift {
        StaffShift {
            employee: who(n),
            interval: on(d, 7, 15),
            substitute,
        }
    }

    #[test]
    fn a_member_of_two_teams_with_half_in_each_is_in_a_full_position() {
        let members = [
            (who(1), 50, 100),
            (who(2), 80, 80),
            (who(3), 50, 50),
            (who(4), 100, 100),
        ];
        let found = staff_figures(&members, &[], &[]);
        assert_eq!((found.full_positions, found.full_share), (2, Some(50)));
        assert_eq!((found.large_positions, found.large_share), (1, Some(25)));
        assert_eq!((found.share_sum, found.substitute_share), (280, None));
    }

    #[test]
    fn substitutes_and_absence_are_shares_of_minutes_and_no_minute_counts_twice() {
        let shifts = [
            shift(1, 23, false),
            shift(1, 23, false),
            shift(2, 23, false),
            shift(3, 23, true),
        ];
        let found = staff_figures(&[(who(1), 100, 100)], &shifts, &[(who(2), on(23, 7, 11))]);
        assert_eq!(found.shift_minutes, 8 * 60 + 4 * 60 + 8 * 60);
        assert_eq!(
            (found.substitute_minutes, found.substitute_share),
            (480, Some(40))
        );
        assert_eq!(
            (found.absence_minutes, found.absence_share),
            (240, Some(25))
        );
    }
}
