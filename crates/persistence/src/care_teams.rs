//! Who in the team knows the citizen (R-CIT-2, R-CIT-3).

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::{Opened, Reader},
    schema::{absences, care_team_members, care_teams},
    sql_types::{At, Coded, Id},
    whose::{Whose, about},
    writer::Writer,
};
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use domain::{
    citizen::care_team::{CareRole, CareTeam, CareTeamMember, Colleague},
    ids::{CitizenId, EmployeeId, UnitId},
    organisation::Role,
    time::{day_start, local_date},
};
use std::collections::BTreeMap;

impl Reader<'_> {
    /// The care team of an opened citizen with its version; empty and 0 before there is one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn care_team(&mut self, opened: &Opened) -> Outcome<(CareTeam, i64)> {
        let mut found = self.care_team_rows(Whose::Citizen(opened.citizen))?;
        Ok(found.remove(&opened.citizen).unwrap_or_default())
    }

    /// Care teams of several citizens; those without one are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn care_teams(&mut self, whose: Whose<'_>) -> Outcome<BTreeMap<CitizenId, CareTeam>> {
        let found = self.care_team_rows(whose)?;
        Ok(found
            .into_iter()
            .map(|(citizen, (team, _))| (citizen, team))
            .collect())
    }

    fn care_team_rows(
        &mut self,
        whose: Whose<'_>,
    ) -> Outcome<BTreeMap<CitizenId, (CareTeam, i64)>> {
        type Head = (Id<CitizenId>, Option<Id<EmployeeId>>, i64);
        type Member = (
            Id<CitizenId>,
            Id<EmployeeId>,
            Coded<CareRole>,
            NaiveDate,
            Option<NaiveDate>,
        );
        let heads: Vec<Head> = either!(self, |c| about!(
            care_teams::table
                .select((
                    care_teams::citizen_id,
                    care_teams::responsible_nurse,
                    care_teams::version,
                ))
                .into_boxed(),
            care_teams::citizen_id,
            whose
        )
        .load(c)?);
        let members: Vec<Member> = either!(self, |c| about!(
            care_team_members::table
                .select((
                    care_team_members::citizen_id,
                    care_team_members::employee_id,
                    care_team_members::role,
                    care_team_members::valid_from,
                    care_team_members::valid_until,
                ))
                .order((care_team_members::citizen_id, care_team_members::ordinal))
                .into_boxed(),
            care_team_members::citizen_id,
            whose
        )
        .load(c)?);
        let mut teams: BTreeMap<CitizenId, (CareTeam, i64)> = heads
            .into_iter()
            .map(|(citizen, nurse, version)| {
                let team = CareTeam {
                    members: Vec::new(),
                    responsible_nurse: nurse.map(|id| id.0),
                };
                (citizen.0, (team, version))
            })
            .collect();
        for (citizen, employee, role, from, until) in members {
            if let Some((team, _)) = teams.get_mut(&citizen.0) {
                team.members.push(CareTeamMember {
                    employee: employee.0,
                    role: role.0,
                    from,
                    until,
                });
            }
        }
        Ok(teams)
    }
}

/// Roles that make somebody a member of the team that knows its citizens.
const TEAM_ROLES: [Role; 4] = [
    Role::Member,
    Role::Leader,
    Role::CaseWorker,
    Role::OfficeLeader,
];

impl Reader<'_> {
    /// Everybody who ever worked in a unit, with what counts for care teams on `day`; absent is who
    /// is so now, or at noon of another day. Two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn colleagues(&mut self, unit: UnitId, day: NaiveDate) -> Outcome<Vec<Colleague>> {
        let now = self.asked_at();
        let at = if local_date(now) == day {
            now
        } else {
            day_start(day) + TimeDelta::hours(12)
        };
        let absent: Vec<Id<EmployeeId>> = either!(self, |c| absences::table
            .filter(absences::begins_at.le(At::from(at)))
            .filter(absences::ends_at.gt(At::from(at)))
            .select(absences::employee_id)
            .load(c)?);
        let mut colleagues: BTreeMap<EmployeeId, Colleague> = BTreeMap::new();
        for (membership, employee, _) in self.members(unit)? {
            let counts = membership.is_active(day) && TEAM_ROLES.contains(&membership.role);
            let colleague = colleagues.entry(employee.id).or_insert(Colleague {
                employee: employee.id,
                profession: employee.profession,
                in_team: false,
                absent: absent.contains(&Id(employee.id)),
            });
            colleague.in_team |= counts;
        }
        Ok(colleagues.into_values().collect())
    }
}

impl Writer<'_> {
    /// Sets the care team of an opened citizen; `version` is 0 before there is one. Returns the new
    /// version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_care_team(
        &mut self,
        opened: &Opened,
        team: &CareTeam,
        version: i64,
    ) -> Outcome<i64> {
        let citizen = opened.citizen;
        let next = version + 1;
        let nurse = team.responsible_nurse.map(Id);
        let rows: Vec<_> = team
            .members
            .iter()
            .zip(0..)
            .map(|(member, ordinal)| {
                (
                    care_team_members::citizen_id.eq(Id(citizen)),
                    care_team_members::ordinal.eq(ordinal),
                    care_team_members::employee_id.eq(Id(member.employee)),
                    care_team_members::role.eq(Coded(member.role)),
                    care_team_members::valid_from.eq(member.from),
                    care_team_members::valid_until.eq(member.until),
                )
            })
            .collect();
        either!(self, |c| {
            diesel::insert_into(care_teams::table)
                .values((
                    care_teams::citizen_id.eq(Id(citizen)),
                    care_teams::responsible_nurse.eq(nurse),
                    care_teams::version.eq(next),
                ))
                .on_conflict(care_teams::citizen_id)
                .do_update()
                .set((
                    care_teams::responsible_nurse.eq(nurse),
                    care_teams::version.eq(next),
                ))
                .execute(c)?;
            diesel::delete(
                care_team_members::table.filter(care_team_members::citizen_id.eq(Id(citizen))),
            )
            .execute(c)?;
            diesel::insert_into(care_team_members::table)
                .values(&rows)
                .execute(c)?;
        });
        let op = if version == 0 {
            Op::Created
        } else {
            Op::Updated
        };
        self.changed("care-teams", citizen, Some(citizen), next, op);
        Ok(next)
    }
}
