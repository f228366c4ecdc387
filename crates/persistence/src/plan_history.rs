//! Every version of every goal and tiltak: who said what, from when; so that the plan of any earlier
//! day can be shown.

use crate::{
    connection::either,
    failure::{Failure, Outcome},
    reader::{Opened, Reader},
    schema::plan_versions,
    sql_types::{AnyId, At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, EmployeeId},
    text_enum,
};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

text_enum! {
    /// A part of a plan that has versions.
    pub enum PlanPart {
        /// A goal.
        Goal = "goal", "mål", "mål", "goal";
        /// A tiltak.
        Tiltak = "tiltak", "tiltak", "tiltak", "tiltak";
    }
}

/// A version of a goal or tiltak.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanVersion {
    /// What it is a version of.
    pub part: PlanPart,
    /// Which.
    pub id: Uuid,
    /// Counted from 1.
    pub version: i64,
    /// Since when it counted.
    pub at: DateTime<Utc>,
    /// Who wrote it; none when the system did.
    pub by: Option<EmployeeId>,
    /// What it said.
    pub content: Value,
}

impl Reader<'_> {
    /// All versions of the goals and tiltak of an opened citizen, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn plan_versions(&mut self, opened: &Opened) -> Outcome<Vec<PlanVersion>> {
        type Row = (
            Coded<PlanPart>,
            AnyId,
            i64,
            At,
            Option<Id<EmployeeId>>,
            Doc<Value>,
        );
        let citizen = Id(opened.citizen);
        let rows: Vec<Row> = either!(self, |c| plan_versions::table
            .filter(plan_versions::citizen_id.eq(citizen))
            .order((
                plan_versions::at,
                plan_versions::part_id,
                plan_versions::version
            ))
            .select((
                plan_versions::kind,
                plan_versions::part_id,
                plan_versions::version,
                plan_versions::at,
                plan_versions::changed_by,
                plan_versions::details,
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(part, id, version, at, by, content)| PlanVersion {
                part: part.0,
                id: id.0,
                version,
                at: at.0,
                by: by.map(|by| by.0),
                content: content.0,
            })
            .collect())
    }
}

/// A version that is to be kept.
#[derive(Debug, Clone)]
pub(crate) struct NewVersion {
    part: PlanPart,
    id: Uuid,
    citizen: CitizenId,
    version: i64,
    content: Value,
}

impl NewVersion {
    /// What a goal or tiltak says.
    pub(crate) fn of(
        part: PlanPart,
        id: impl Into<Uuid>,
        citizen: CitizenId,
        version: i64,
        content: &impl Serialize,
    ) -> Outcome<Self> {
        let content =
            serde_json::to_value(content).map_err(|e| Failure::Internal(e.to_string()))?;
        Ok(Self {
            part,
            id: id.into(),
            citizen,
            version,
            content,
        })
    }
}

/// Rows of one statement: databases bound the number of its parameters.
const CHUNK: usize = 200;

impl Writer<'_> {
    /// Keeps what goals or tiltak say from now on.
    pub(crate) fn keep_versions(&mut self, new: &[NewVersion]) -> Outcome<()> {
        let at = At::from(self.now());
        let by = self.actor().ok().map(|actor| Id(actor.employee));
        for chunk in new.chunks(CHUNK) {
            let rows: Vec<_> = chunk
                .iter()
                .map(|new| {
                    let id: AnyId = Id(new.id);
                    (
                        plan_versions::part_id.eq(id),
                        plan_versions::version.eq(new.version),
                        plan_versions::citizen_id.eq(Id(new.citizen)),
                        plan_versions::kind.eq(Coded(new.part)),
                        plan_versions::at.eq(at),
                        plan_versions::changed_by.eq(by),
                        plan_versions::details.eq(Doc(new.content.clone())),
                    )
                })
                .collect();
            either!(self, |c| diesel::insert_into(plan_versions::table)
                .values(&rows)
                .execute(c)?);
        }
        Ok(())
    }
}
