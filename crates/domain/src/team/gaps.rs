//! Competence gaps: what the caseload's visits need against what members on duty have, by weekday and
//! shift, and certificates that run out (R-TEAM-7).

use super::{Band, Needed, Worker};
use crate::{
    ids::EmployeeId,
    organisation::{Competence, CompetenceCode},
    period::days_after,
};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// How far ahead a certificate's last day is shown, days.
const SOON: u32 = 60;

/// What one competence is needed for and had by, on one weekday and shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Gap {
    /// Weekday, 1 for Monday.
    pub weekday: u32,
    /// Shift.
    pub shift: Band,
    /// Competence.
    pub competence: CompetenceCode,
    /// Visits that need it.
    pub visits: usize,
    /// Their minutes.
    pub minutes: i64,
    /// Fewest that have it and are at work when one of the visits can be done.
    pub least: usize,
    /// Most.
    pub most: usize,
    /// Visits at which fewer have it than the visit needs.
    pub uncovered: usize,
    /// The days of those.
    pub days: BTreeSet<NaiveDate>,
}

/// The table, with a line for each competence that is needed. Visits that lie still are left out.
pub fn gaps(visits: &[Needed], workers: &[Worker]) -> Vec<Gap> {
    let mut table: BTreeMap<(u32, Band, CompetenceCode), Gap> = BTreeMap::new();
    for visit in visits.iter().filter(|v| !v.lies_still) {
        let (day, shift) = Band::of(visit.starts.from);
        let weekday = day.weekday().number_from_monday();
        let hours = visit.hours();
        let there: Vec<_> = workers
            .iter()
            .filter(|w| w.minutes(hours) >= visit.minutes)
            .map(|w| w.may(visit.date))
            .collect();
        for competence in &visit.competences {
            let have = there.iter().filter(|may| may.contains(competence)).count();
            let line = table
                .entry((weekday, shift, *competence))
                .or_insert_with(|| Gap {
                    weekday,
                    shift,
                    competence: *competence,
                    visits: 0,
                    minutes: 0,
                    least: usize::MAX,
                    most: 0,
                    uncovered: 0,
                    days: BTreeSet::new(),
                });
            line.visits += 1;
            line.minutes += visit.work();
            line.least = line.least.min(have);
            line.most = line.most.max(have);
            if i64::try_from(have).unwrap_or(i64::MAX) < visit.employees {
                line.uncovered += 1;
                line.days.insert(day);
            }
        }
    }
    let mut lines: Vec<Gap> = table.into_values().collect();
    lines.sort_by_key(|g| (g.uncovered == 0, g.weekday, g.shift, g.competence));
    lines
}

/// A certificate that runs out soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Expiring {
    /// Whose.
    pub employee: EmployeeId,
    /// Which.
    pub competence: CompetenceCode,
    /// Its last day.
    pub until: NaiveDate,
    /// Members who have the competence on the day after, and do not count her.
    pub others: usize,
    /// Visits in the coming weeks that need it.
    pub visits: usize,
}

/// Members' certificates with their last day within 60 days, soonest first. One that another takes the
/// place of, or that her profession gives anyway, is left out.
pub fn expiring(visits: &[Needed], workers: &[Worker], today: NaiveDate) -> Vec<Expiring> {
    let last = days_after(today, SOON);
    let mut found = Vec::new();
    for worker in workers.iter().filter(|w| w.member) {
        for Competence { code, until, .. } in &worker.certificates {
            let Some(until) = until.filter(|day| today <= *day && *day <= last) else {
                continue;
            };
            let after = days_after(until, 1);
            if worker.may(after).contains(code) {
                continue;
            }
            let has = |w: &&Worker| w.member && w.employee != worker.employee;
            found.push(Expiring {
                employee: worker.employee,
                competence: *code,
                until,
                others: workers
                    .iter()
                    .filter(has)
                    .filter(|w| w.may(after).contains(code))
                    .count(),
                visits: visits
                    .iter()
                    .filter(|v| v.competences.contains(code))
                    .count(),
            });
        }
    }
    found.sort_by_key(|e| (e.until, e.employee, e.competence));
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::*;
    use super::*;
    use crate::organisation::Profession;
    use CompetenceCode::{Insulin, Iv};

    #[test]
    fn a_gap_is_where_fewer_at_work_have_the_competence_than_the_visit_needs() {
        let visits = [
            needed(23, 8, &[Insulin]),
            needed(30, 8, &[Insulin]),
            needed(23, 16, &[Insulin]),
        ];
        // The nurse works the first Monday by day only.
        let mut nurse = worker(1, Profession::Nurse, &[(23, 7, 15)]);
        let helper = worker(2, Profession::HomeHelper, &[(30, 7, 15), (23, 15, 22)]);
        let found = gaps(&visits, &[nurse.clone(), helper.clone()]);
        let lines: Vec<_> = found
            .iter()
            .map(|g| (g.shift, g.visits, g.uncovered, g.least, g.most))
            .collect();
        assert_eq!(
            lines,
            [(Band::Day, 2, 1, 0, 1), (Band::Evening, 1, 1, 0, 0)]
        );
        assert_eq!(found[0].days, [day(30)].into());
        nurse.work = vec![on(23, 7, 22), on(30, 7, 15)];
        assert!(
            gaps(&visits, &[nurse, helper])
                .iter()
                .all(|g| g.uncovered == 0)
        );
    }

    #[test]
    fn a_certificate_that_has_run_out_by_the_day_of_the_visit_does_not_count() {
        let visits = [needed(23, 8, &[Iv]), needed(30, 8, &[Iv])];
        let mut nurse = worker(1, Profession::Nurse, &[(23, 7, 15), (30, 7, 15)]);
        nurse.certificates = vec![certificate(Iv, Some(25))];
        let found = gaps(&visits, &[nurse.clone()]);
        assert_eq!(
            (found[0].uncovered, found[0].days.clone()),
            (1, [day(30)].into())
        );
        let soon = expiring(&visits, &[nurse.clone()], day(20));
        assert_eq!(
            (soon[0].until, soon[0].others, soon[0].visits),
            (day(25), 0, 2)
        );
        // Renewed, it is no longer told.
        nurse.certificates.push(certificate(Iv, None));
        assert!(expiring(&visits, &[nurse], day(20)).is_empty());
    }
}
