//! The board that a team plans on: who is there, what there is to do, and what breaks if somebody
//! does a visit (R-WL-4, R-WL-9). The same board judges a claim, a list tried by hand, a swap, an
//! accepted proposal and the publication.

use super::publication::VisitCheck;
use crate::{
    assignment_rules::{Booking, Facts, Ordered, assignment_faults},
    ids::*,
    interval::Interval,
    organisation::CompetenceCode,
    reason::Violations,
    visit::{Assignment, Visit, VisitKey, merge::ExistingVisit},
};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// An employee as the board sees her.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person {
    /// What she may do that day.
    pub competences: BTreeSet<CompetenceCode>,
    /// When she is at work around that day, in all units (R-TEAM-9).
    pub shifts: Vec<Interval>,
    /// When she is absent.
    pub absences: Vec<Interval>,
}

/// Minutes an employee needs from one visit to another.
pub type Ways<'a> = dyn Fn(EmployeeId, VisitId, VisitId) -> i32 + 'a;

/// Everything the hard rules ask about around one day. Visits that people hold in other units are
/// on it too, so that nobody is in two places.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Board {
    /// Who is there.
    pub people: BTreeMap<EmployeeId, Person>,
    /// What there is to do.
    pub visits: BTreeMap<VisitId, ExistingVisit>,
    /// What people do beside visits, at a set time.
    pub other: Vec<(EmployeeId, Interval)>,
    /// Whom a citizen does not want.
    pub declined: BTreeSet<(CitizenId, EmployeeId)>,
    /// Who is kin of a citizen or has declared an interest.
    pub disqualified: BTreeSet<(CitizenId, EmployeeId)>,
}

impl Board {
    /// Every hard rule that breaks if `employee` has assignment `number` of a visit as it stands on
    /// the board (R-WL-4). Nothing breaks at a visit that is not there.
    pub fn faults(
        &self,
        visit: VisitId,
        number: i32,
        employee: EmployeeId,
        ways: &Ways<'_>,
    ) -> Violations {
        let Some(existing) = self.visits.get(&visit) else {
            return Violations::new();
        };
        let visit = &existing.visit;
        let absent = Person::default();
        let person = self.people.get(&employee).unwrap_or(&absent);
        let pair = (visit.planned.citizen, employee);
        let others = existing.assignments.iter().filter(|a| a.number != number);
        let colleague = others.filter_map(|a| a.employee).next();
        assignment_faults(&Facts {
            visit,
            employee,
            competences: &person.competences,
            shifts: &person.shifts,
            absences: &person.absences,
            bookings: &self.bookings(employee, visit.id),
            declined: self.declined.contains(&pair),
            disqualified: self.disqualified.contains(&pair),
            citizen_away: visit.suspended,
            colleague,
            colleague_competences: colleague
                .and_then(|who| self.people.get(&who))
                .map(|person| &person.competences),
            before: &self.before(visit),
            after: &self.after(visit),
            travel: &|from, to| ways(employee, from, to),
        })
    }

    /// The visits of a plan with what their present holders break, for publication (R-WL-3).
    pub fn checks(
        &self,
        visits: impl IntoIterator<Item = VisitId>,
        ways: &Ways<'_>,
    ) -> Vec<VisitCheck<'_>> {
        visits
            .into_iter()
            .filter_map(|id| self.visits.get(&id))
            .map(|existing| VisitCheck {
                visit: &existing.visit,
                assignments: &existing.assignments,
                faults: held(&existing.assignments)
                    .flat_map(|(number, who)| self.faults(existing.visit.id, number, who, ways))
                    .collect(),
            })
            .collect()
    }

    /// Gives an assignment to somebody, or frees it, so that its faults can be asked for.
    pub fn give(&mut self, visit: VisitId, number: i32, employee: Option<EmployeeId>) {
        let found = self.visits.get_mut(&visit);
        let assignments = found.into_iter().flat_map(|v| v.assignments.iter_mut());
        for assignment in assignments.filter(|a| a.number == number) {
            assignment.employee = employee;
        }
    }

    /// Gives a visit a start, so that its faults can be asked for.
    pub fn start(&mut self, visit: VisitId, start: Option<DateTime<Utc>>) {
        if let Some(found) = self.visits.get_mut(&visit) {
            found.visit.start = start;
        }
    }

    fn bookings(&self, employee: EmployeeId, except: VisitId) -> Vec<Booking> {
        self.visits
            .values()
            .filter(|other| other.visit.id != except && !other.visit.suspended)
            .filter(|other| held(&other.assignments).any(|(_, who)| who == employee))
            .filter_map(|other| {
                Some(Booking {
                    visit: Some(other.visit.id),
                    interval: other.visit.interval()?,
                })
            })
            .chain(self.other.iter().filter_map(|(who, interval)| {
                (*who == employee).then_some(Booking {
                    visit: None,
                    interval: *interval,
                })
            }))
            .collect()
    }

    /// How much later than it should a visit comes after another, minutes: the longest wait that is
    /// longer than the plan says it may be.
    pub fn late_after(&self, visit: &Visit) -> Option<i64> {
        let own = visit.start?;
        let late = visit.planned.after.iter().filter_map(|first| {
            let most = i64::from(first.max_gap_minutes?);
            let before = self.named(&first.key).filter(|v| !v.visit.suspended)?;
            Some((own - before.visit.interval()?.until).num_minutes() - most)
        });
        late.filter(|minutes| *minutes > 0).max()
    }

    fn named(&self, key: &VisitKey) -> Option<&ExistingVisit> {
        self.visits.values().find(|v| v.visit.planned.key == *key)
    }

    fn before(&self, visit: &Visit) -> Vec<Ordered> {
        visit
            .planned
            .after
            .iter()
            .map(|first| Ordered {
                key: first.key.clone(),
                interval: self
                    .named(&first.key)
                    .filter(|v| !v.visit.suspended)
                    .and_then(|v| v.visit.interval()),
                gap_minutes: first.gap_minutes,
            })
            .collect()
    }

    fn after(&self, visit: &Visit) -> Vec<Ordered> {
        self.visits
            .values()
            .filter(|other| !other.visit.suspended)
            .flat_map(|other| {
                let gaps = other.visit.planned.after.iter();
                gaps.filter(|first| first.key == visit.planned.key)
                    .map(|first| Ordered {
                        key: other.visit.planned.key.clone(),
                        interval: other.visit.interval(),
                        gap_minutes: first.gap_minutes,
                    })
            })
            .collect()
    }
}

fn held(assignments: &[Assignment]) -> impl Iterator<Item = (i32, EmployeeId)> + '_ {
    assignments
        .iter()
        .filter_map(|a| Some((a.number, a.employee?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assignment_rules::tests::{at, visit},
        visit::{AssignmentState, Predecessor},
    };
    use uuid::Uuid;

    const BERIT: EmployeeId = EmployeeId(Uuid::from_u128(7));

    fn existing(id: u128, hour: u32, holder: Option<EmployeeId>) -> ExistingVisit {
        let mut visit = visit();
        visit.id = VisitId(Uuid::from_u128(id));
        visit.planned.key = VisitKey(id.to_string());
        visit.planned.window = crate::visit::Window::hours(7, 14);
        visit.start = Some(at(hour, 0));
        ExistingVisit {
            assignments: vec![Assignment {
                id: AssignmentId(Uuid::from_u128(id)),
                visit: visit.id,
                number: 1,
                employee: holder,
                state: AssignmentState::Assigned,
                by: None,
                needs_review: false,
            }],
            visit,
        }
    }

    fn board(visits: Vec<ExistingVisit>) -> Board {
        let person = Person {
            shifts: vec![Interval {
                from: at(7, 0),
                until: at(15, 0),
            }],
            ..Person::default()
        };
        Board {
            people: [(BERIT, person)].into(),
            visits: visits.into_iter().map(|v| (v.visit.id, v)).collect(),
            ..Board::default()
        }
    }

    fn codes(board: &Board, visit: u128) -> Vec<&'static str> {
        board
            .faults(VisitId(Uuid::from_u128(visit)), 1, BERIT, &|_, _, _| 5)
            .iter()
            .map(|v| v.reason.code)
            .collect()
    }

    #[test]
    fn a_held_visit_stands_in_the_way_of_another_at_the_same_time_but_not_of_itself() {
        let board = board(vec![existing(1, 8, Some(BERIT)), existing(2, 8, None)]);
        assert_eq!(codes(&board, 2), ["overlaps"]);
        assert!(codes(&board, 1).is_empty());
    }

    #[test]
    fn a_meeting_stands_in_the_way_and_needs_no_road() {
        let mut board = board(vec![existing(1, 8, None), existing(2, 9, None)]);
        let meeting = Interval {
            from: at(8, 30),
            until: at(9, 0),
        };
        board.other = vec![(BERIT, meeting)];
        assert!(codes(&board, 1).is_empty());
        assert!(codes(&board, 2).is_empty());
        board.other[0].1.until = at(9, 10);
        assert_eq!(codes(&board, 2), ["overlaps"]);
    }

    #[test]
    fn the_gap_holds_from_both_sides() {
        let mut late = existing(2, 9, None);
        late.visit.planned.after = vec![Predecessor {
            key: VisitKey("1".into()),
            gap_minutes: 120,
            max_gap_minutes: None,
        }];
        let board = board(vec![existing(1, 8, None), late]);
        assert_eq!(codes(&board, 1), ["order-or-gap"]);
        assert_eq!(codes(&board, 2), ["order-or-gap"]);
    }

    #[test]
    fn a_visit_that_comes_later_after_another_than_the_plan_says_is_noticed() {
        let mut late = existing(2, 11, None);
        late.visit.planned.after = vec![Predecessor {
            key: VisitKey("1".into()),
            gap_minutes: 0,
            max_gap_minutes: Some(60),
        }];
        let first = existing(1, 8, None);
        let waits = first.visit.interval().unwrap().until;
        let planned = late.visit.clone();
        let board = board(vec![first, late]);
        let minutes = (planned.start.unwrap() - waits).num_minutes() - 60;
        assert_eq!(board.late_after(&planned), Some(minutes));
        let mut sooner = planned;
        sooner.start = Some(waits + chrono::TimeDelta::minutes(60));
        assert_eq!(board.late_after(&sooner), None);
    }

    #[test]
    fn the_other_of_two_may_be_a_helper_beside_a_nurse() {
        use CompetenceCode::{Nursing, PersonalCare};
        let mut both = existing(1, 8, None);
        both.visit.planned.employees = 2;
        both.visit.planned.competences = [Nursing].into();
        both.visit.planned.second_competences = Some([PersonalCare].into());
        let second = Assignment {
            id: AssignmentId(Uuid::from_u128(2)),
            number: 2,
            ..both.assignments[0].clone()
        };
        both.assignments.push(second);
        let mut board = board(vec![both]);
        let helper = EmployeeId(Uuid::from_u128(8));
        board.people.get_mut(&BERIT).unwrap().competences = [PersonalCare].into();
        let like_her = board.people[&BERIT].clone();
        board.people.insert(helper, like_her);
        assert!(codes(&board, 1).is_empty(), "the second seat is free");
        board.give(VisitId(Uuid::from_u128(1)), 2, Some(helper));
        assert_eq!(codes(&board, 1), ["competence-lacking"], "two helpers");
        board.people.get_mut(&BERIT).unwrap().competences = [Nursing].into();
        assert!(codes(&board, 1).is_empty());
    }

    #[test]
    fn one_who_is_not_there_has_no_shift() {
        let mut board = board(vec![existing(1, 8, None)]);
        board.people.clear();
        assert_eq!(codes(&board, 1), ["outside-shift"]);
    }

    #[test]
    fn publication_sees_the_faults_of_every_holder() {
        let mut board = board(vec![existing(1, 8, Some(BERIT))]);
        let id = VisitId(Uuid::from_u128(1));
        assert!(board.checks([id], &|_, _, _| 0)[0].faults.is_empty());
        board.start(id, Some(at(6, 0)));
        assert!(!board.checks([id], &|_, _, _| 0)[0].faults.is_empty());
    }
}
