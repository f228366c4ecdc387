//! What is done for citizens, and when: what visits and frames are made of (R-PLAN-2).

use crate::{
    changes::Op,
    connection::either,
    departures::widest,
    failure::Outcome,
    plan_history::{NewVersion, PlanPart},
    reader::{Opened, Reader},
    schema::tiltak,
    sql_types::{Coded, Doc, Id},
    whose::{Whose, about},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    frame::Departure,
    ids::{CitizenId, PlanId, TiltakId},
    task::design_tasks,
    tiltaksplan::{Tiltak, TiltakContent},
};
use std::ops::RangeInclusive;

/// Rows of one statement: databases bound the number of its parameters.
const CHUNK: usize = 200;

type Row = (Id<CitizenId>, Id<TiltakId>, Doc<TiltakContent>, i64);

const TILTAK: (
    tiltak::citizen_id,
    tiltak::id,
    tiltak::details,
    tiltak::version,
) = (
    tiltak::citizen_id,
    tiltak::id,
    tiltak::details,
    tiltak::version,
);

fn stored(row: Row) -> (CitizenId, Tiltak, i64) {
    let (citizen, id, content, version) = row;
    let tiltak = Tiltak {
        id: id.0,
        content: content.0,
    };
    (citizen.0, tiltak, version)
}

impl Reader<'_> {
    /// Tiltak under way on any of `days`, oldest first; also those that others than the team
    /// perform.
    ///
    /// # Errors
    /// Those of the database.
    pub fn active_tiltak(
        &mut self,
        whose: Whose<'_>,
        days: &RangeInclusive<NaiveDate>,
    ) -> Outcome<Vec<(CitizenId, Tiltak)>> {
        let (first, last) = (*days.start(), *days.end());
        let rows: Vec<Row> = either!(self, |c| about!(
            tiltak::table
                .filter(tiltak::starts_on.le(last))
                .filter(tiltak::ends_on.is_null().or(tiltak::ends_on.ge(first)))
                .select(TILTAK)
                .order(tiltak::id)
                .into_boxed(),
            tiltak::citizen_id,
            whose
        )
        .load(c)?);
        Ok(rows
            .into_iter()
            .map(|row| {
                let (citizen, tiltak, _) = stored(row);
                (citizen, tiltak)
            })
            .collect())
    }

    /// All tiltak of a plan with their versions, oldest first; ended ones too.
    pub(crate) fn tiltak_of_plan(&mut self, plan: PlanId) -> Outcome<Vec<(Tiltak, i64)>> {
        let rows: Vec<Row> = either!(self, |c| tiltak::table
            .filter(tiltak::plan_id.eq(Id(plan)))
            .select(TILTAK)
            .order(tiltak::id)
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|row| {
                let (_, tiltak, version) = stored(row);
                (tiltak, version)
            })
            .collect())
    }
}

impl Writer<'_> {
    /// A new tiltak in the plan of an opened citizen; outside the frame with its departure and the
    /// day the team is told that it ends.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_tiltak(
        &mut self,
        opened: &Opened,
        plan: PlanId,
        new: &Tiltak,
        departure: Option<(&Departure, NaiveDate)>,
    ) -> Outcome<()> {
        self.put_tiltak(opened.citizen, plan, new)?;
        self.sync_tasks(&design_tasks(opened.responsible, opened.citizen, new))?;
        if let Some((departure, tell_on)) = departure {
            self.put_departure(opened, plan, departure, tell_on)?;
        }
        self.touch_plan(opened, plan)?;
        self.plan_changed(opened.citizen)
    }

    /// The tiltak alone; plan and visits do not follow yet.
    pub(crate) fn put_tiltak(
        &mut self,
        citizen: CitizenId,
        plan: PlanId,
        new: &Tiltak,
    ) -> Outcome<()> {
        self.put_all_tiltak(&[(citizen, plan, new)])
    }

    /// The same for many: two statements for hundreds.
    pub(crate) fn put_all_tiltak(&mut self, new: &[(CitizenId, PlanId, &Tiltak)]) -> Outcome<()> {
        for chunk in new.chunks(CHUNK) {
            let rows: Vec<_> = chunk
                .iter()
                .map(|(citizen, plan, new)| {
                    let content = &new.content;
                    (
                        tiltak::id.eq(Id(new.id)),
                        tiltak::plan_id.eq(Id(*plan)),
                        tiltak::citizen_id.eq(Id(*citizen)),
                        tiltak::service.eq(Coded(content.service)),
                        tiltak::starts_on.eq(content.start),
                        tiltak::ends_on.eq(content.end),
                        tiltak::details.eq(Doc(content.clone())),
                    )
                })
                .collect();
            either!(self, |c| diesel::insert_into(tiltak::table)
                .values(&rows)
                .execute(c)?);
        }
        let versions = new.iter().map(|(citizen, _, new)| {
            NewVersion::of(PlanPart::Tiltak, new.id, *citizen, 1, &new.content)
        });
        let versions: Outcome<Vec<NewVersion>> = versions.collect();
        self.keep_versions(&versions?)?;
        for (citizen, _, new) in new {
            self.changed("tiltak", new.id, Some(*citizen), 1, Op::Created);
        }
        Ok(())
    }

    /// What a tiltak now says; also how it is ended. `within` is what applies after a departure from
    /// the frame. Returns the new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_tiltak(
        &mut self,
        opened: &Opened,
        plan: PlanId,
        changed: &Tiltak,
        within: Option<&TiltakContent>,
        version: i64,
    ) -> Outcome<i64> {
        let next = self.save_tiltak(opened.citizen, changed, within, version)?;
        self.sync_tasks(&design_tasks(opened.responsible, opened.citizen, changed))?;
        self.touch_plan(opened, plan)?;
        self.plan_changed(opened.citizen)?;
        Ok(next)
    }

    /// The tiltak alone; plan and visits do not follow yet.
    pub(crate) fn save_tiltak(
        &mut self,
        citizen: CitizenId,
        changed: &Tiltak,
        within: Option<&TiltakContent>,
        version: i64,
    ) -> Outcome<i64> {
        let content = &changed.content;
        let (first, last) = widest(content, within);
        let next = version + 1;
        either!(self, |c| diesel::update(tiltak::table.find(Id(changed.id)))
            .set((
                tiltak::service.eq(Coded(content.service)),
                tiltak::starts_on.eq(first),
                tiltak::ends_on.eq(last),
                tiltak::details.eq(Doc(content.clone())),
                tiltak::version.eq(next),
            ))
            .execute(c)?);
        let version = NewVersion::of(PlanPart::Tiltak, changed.id, citizen, next, content)?;
        self.keep_versions(&[version])?;
        self.changed("tiltak", changed.id, Some(citizen), next, Op::Updated);
        Ok(next)
    }
}
