//! People and visits of November 2026 for the tests of this room.

use super::{Needed, Worker};
use crate::{
    ids::*,
    interval::Interval,
    organisation::{Competence, CompetenceCode, Profession},
    shift::interval_on,
    visit::Window,
};
use chrono::NaiveDate;
use uuid::Uuid;

pub(crate) fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
}
pub(crate) fn on(d: u32, from: u32, until: u32) -> Interval {
    interval_on(day(d), Window::hours(from, until))
}
pub(crate) fn who(n: u128) -> EmployeeId {
    EmployeeId(Uuid::from_u128(n))
}
pub(crate) fn worker(n: u128, profession: Profession, work: &[(u32, u32, u32)]) -> Worker {
    Worker {
        employee: who(n),
        profession,
        certificates: vec![],
        member: true,
        work: work
            .iter()
            .map(|(d, from, until)| on(*d, *from, *until))
            .collect(),
        busy: vec![],
    }
}
/// Half an hour that starts in the hour given.
pub(crate) fn needed(d: u32, hour: u32, competences: &[CompetenceCode]) -> Needed {
    Needed {
        visit: VisitId(Uuid::from_u128(u128::from(d * 100 + hour))),
        citizen: CitizenId(Uuid::from_u128(u128::from(hour))),
        date: day(d),
        starts: on(d, hour, hour + 1),
        minutes: 30,
        employees: 1,
        competences: competences.iter().copied().collect(),
        can_wait: false,
        lies_still: false,
    }
}
pub(crate) fn certificate(code: CompetenceCode, until: Option<u32>) -> Competence {
    Competence {
        code,
        from: day(1),
        until: until.map(day),
    }
}
