//! Who holds which of a unit's duties on a stretch of days (R-TEAM-5).

use crate::{
    day_people::{Colleague, holder_of},
    failure::Outcome,
    reader::Reader,
};
use chrono::NaiveDate;
use domain::{
    duty::{DutyKey, DutyRota, Holder},
    ids::{EmployeeId, UnitId},
    interval::Interval,
    organisation::{Competence, Duty, Role, competences_on},
    shift::Shift,
    time::{day_end, day_start},
};
use std::collections::{BTreeMap, BTreeSet};

/// Who holds a duty on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyDay {
    /// Day.
    pub date: NaiveDate,
    /// Duty.
    pub duty: Duty,
    /// Its name, when it is the team's own.
    pub own: Option<String>,
    /// Whose turn it is, whoever is away.
    pub turn: Option<EmployeeId>,
    /// Who holds it, and why; none in a unit without leader.
    pub holder: Option<Holder>,
}

/// Holders by day and duty, with everybody's name.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyDays {
    /// By day and duty.
    pub days: Vec<DutyDay>,
    /// Names of the unit's people.
    pub names: BTreeMap<EmployeeId, String>,
}

impl Reader<'_> {
    /// Who holds the unit's duties on each of these days (R-TEAM-5): a fixed number of queries, in a pool one
    /// more for whoever is on its shifts (R-TEAM-8).
    ///
    /// # Errors
    /// Those of the database.
    pub fn duty_holders(&mut self, unit: UnitId, days: &[NaiveDate]) -> Outcome<DutyDays> {
        let (rotas, _) = self.duty_rotas(unit)?;
        let members = self.members(unit)?;
        let ids: Vec<EmployeeId> = members.iter().map(|(m, ..)| m.employee).collect();
        let certificates = self.certificates(&ids)?;
        let is_pool = members.iter().any(|(m, ..)| m.unit != unit);
        let (mut absences, mut shifts) = (Vec::new(), Vec::new());
        if let (Some(first), Some(last)) = (days.first(), days.last()) {
            let during = Interval {
                from: day_start(*first),
                until: day_end(*last),
            };
            absences = self.absences_of(&ids, during)?;
            if is_pool {
                shifts = self.shifts_of_unit(unit, during)?;
            }
        }
        let duties: BTreeSet<DutyKey<'_>> = rotas
            .iter()
            .map(DutyRota::key)
            .chain([(Duty::Fordeler, None)])
            .collect();
        let mut found = Vec::new();
        for date in days {
            let of = |with_absences: bool| -> Vec<Colleague> {
                members
                    .iter()
                    .filter(|(m, ..)| m.is_active(*date) && m.role != Role::Staffing)
                    .map(|(m, employee, _)| {
                        let held: Vec<Competence> = certificates
                            .iter()
                            .filter(|(who, _)| *who == m.employee)
                            .map(|(_, certificate)| *certificate)
                            .collect();
                        let on = Interval::day(*date);
                        let hers = shifts
                            .iter()
                            .filter(|s| s.employee == Some(m.employee) && s.interval.overlaps(on));
                        let hers: Vec<Shift> = hers.cloned().collect();
                        let away = absences.iter().filter(|a| a.employee == m.employee);
                        Colleague {
                            role: Some(m.role),
                            absences: if with_absences {
                                away.cloned().collect()
                            } else {
                                Vec::new()
                            },
                            competences: competences_on(employee.profession, &held, *date),
                            in_unit: !is_pool || !hers.is_empty(),
                            pooled: is_pool,
                            shifts: hers,
                            employee: employee.clone(),
                        }
                    })
                    .collect()
            };
            let (present, all) = (of(true), of(false));
            found.extend(duties.iter().map(|duty| DutyDay {
                date: *date,
                duty: duty.0,
                own: duty.1.map(str::to_owned),
                turn: holder_of(unit, *duty, &rotas, *date, &all).map(|h| h.employee),
                holder: holder_of(unit, *duty, &rotas, *date, &present),
            }));
        }
        Ok(DutyDays {
            days: found,
            names: members
                .iter()
                .map(|(_, e, _)| (e.id, format!("{} {}", e.given_name, e.family_name)))
                .collect(),
        })
    }
}
