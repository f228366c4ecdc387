//! Charters: every one a team has had; the latest counts (R-TEAM-1, R-TEAM-6).

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{charters, team_areas, units},
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    charter::TeamCharter,
    ids::{EmployeeId, UnitId},
    organisation::UnitKind,
};

impl Reader<'_> {
    /// The charter of a unit with its version; none before its first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn charter(&mut self, unit: UnitId) -> Outcome<Option<(TeamCharter, i64)>> {
        let row: Option<(Doc<TeamCharter>, i64)> = either!(self, |c| charters::table
            .filter(charters::unit_id.eq(Id(unit)))
            .order(charters::version.desc())
            .select((charters::details, charters::version))
            .first(c)
            .optional()?);
        Ok(row.map(|(charter, version)| (charter.0, version)))
    }

    /// Every charter of a unit, the first first: what, which version, from when, by whom.
    ///
    /// # Errors
    /// Those of the database.
    #[expect(clippy::type_complexity, reason = "four columns of one table")]
    pub fn charters(
        &mut self,
        unit: UnitId,
    ) -> Outcome<Vec<(TeamCharter, i64, DateTime<Utc>, Option<EmployeeId>)>> {
        type Row = (Doc<TeamCharter>, i64, At, Option<Id<EmployeeId>>);
        let rows: Vec<Row> = either!(self, |c| charters::table
            .filter(charters::unit_id.eq(Id(unit)))
            .order(charters::version)
            .select((
                charters::details,
                charters::version,
                charters::begins_at,
                charters::made_by,
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(charter, version, at, by)| (charter.0, version, at.0, by.map(|by| by.0)))
            .collect())
    }

    /// Which of the postal codes other teams hold, with the holder's name (R-TEAM-1).
    ///
    /// # Errors
    /// Those of the database.
    pub fn areas_of_other_teams(
        &mut self,
        than: UnitId,
        codes: impl IntoIterator<Item = String>,
    ) -> Outcome<Vec<(String, String)>> {
        let codes: Vec<String> = codes.into_iter().collect();
        Ok(either!(self, |c| team_areas::table
            .inner_join(units::table.on(units::id.eq(team_areas::unit_id)))
            .filter(team_areas::postal_code.eq_any(&codes))
            .filter(team_areas::unit_id.ne(Id(than)))
            .order(team_areas::postal_code)
            .select((team_areas::postal_code, units::name))
            .load(c)?))
    }
}

impl Writer<'_> {
    /// The charter that counts from now on; a team's area is claimed in the same breath.
    ///
    /// # Errors
    /// Those of the database, also when another team holds a part of the area.
    pub fn insert_charter(&mut self, charter: &TeamCharter, version: i64) -> Outcome<i64> {
        let (unit, next) = (Id(charter.unit), version + 1);
        let now = At::from(self.now());
        let by = self.actor().ok().map(|actor| Id(actor.employee));
        let kind: Coded<UnitKind> = either!(self, |c| units::table
            .find(unit)
            .select(units::kind)
            .first(c)?);
        let area: Vec<_> = charter
            .area
            .iter()
            .filter(|_| kind.0 == UnitKind::Team)
            .map(|code| {
                (
                    team_areas::postal_code.eq(code),
                    team_areas::unit_id.eq(unit),
                )
            })
            .collect();
        either!(self, |c| {
            diesel::insert_into(charters::table)
                .values((
                    charters::unit_id.eq(unit),
                    charters::version.eq(next),
                    charters::begins_at.eq(now),
                    charters::made_by.eq(by),
                    charters::details.eq(Doc(charter.clone())),
                ))
                .execute(c)?;
            diesel::delete(team_areas::table.filter(team_areas::unit_id.eq(unit))).execute(c)?;
            for claim in &area {
                diesel::insert_into(team_areas::table)
                    .values(*claim)
                    .execute(c)?;
            }
        });
        let op = if version == 0 {
            Op::Created
        } else {
            Op::Updated
        };
        self.changed("charters", charter.unit, None, next, op);
        Ok(next)
    }
}
