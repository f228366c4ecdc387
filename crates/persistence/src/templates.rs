//! Versions of the conversation's template in own words (R-ASM-2).

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::assessment_templates,
    sql_types::{AnyId, At, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::{dsl::max, prelude::*};
use domain::{
    assessment::{template::TEMPLATE_VERSION, wording::TemplateContent},
    ids::{EmployeeId, UnitId},
};
use uuid::Uuid;

/// A version as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateRecord {
    /// For `templateVersion`; counted through the municipality, so that it names one wording.
    pub version: u32,
    /// Whose own words; none for the municipality's.
    pub unit: Option<UnitId>,
    /// When it was made; none for the one that is built in.
    pub made_at: Option<DateTime<Utc>>,
    /// Who made it.
    pub made_by: Option<EmployeeId>,
    /// What it says.
    pub content: TemplateContent,
}

impl TemplateRecord {
    /// The one that everybody begins with.
    pub fn built_in() -> Self {
        Self {
            version: TEMPLATE_VERSION,
            unit: None,
            made_at: None,
            made_by: None,
            content: TemplateContent::built_in(),
        }
    }
}

type Row = (
    i64,
    Option<Id<UnitId>>,
    At,
    Option<Id<EmployeeId>>,
    Doc<TemplateContent>,
);

const TEMPLATE: (
    assessment_templates::version,
    assessment_templates::unit_id,
    assessment_templates::made_at,
    assessment_templates::made_by,
    assessment_templates::details,
) = (
    assessment_templates::version,
    assessment_templates::unit_id,
    assessment_templates::made_at,
    assessment_templates::made_by,
    assessment_templates::details,
);

fn record((version, unit, made_at, made_by, content): Row) -> TemplateRecord {
    TemplateRecord {
        version: u32::try_from(version).unwrap_or(TEMPLATE_VERSION),
        unit: unit.map(|unit| unit.0),
        made_at: Some(made_at.0),
        made_by: made_by.map(|by| by.0),
        content: content.0,
    }
}

impl Reader<'_> {
    /// All versions, the newest first; the built-in one last.
    ///
    /// # Errors
    /// Those of the database.
    pub fn templates(&mut self) -> Outcome<Vec<TemplateRecord>> {
        let rows: Vec<Row> = either!(self, |c| assessment_templates::table
            .order(assessment_templates::version.desc())
            .select(TEMPLATE)
            .load(c)?);
        let built_in = std::iter::once(TemplateRecord::built_in());
        Ok(rows.into_iter().map(record).chain(built_in).collect())
    }

    /// The newest of a unit's own, else the municipality's newest, else the built-in one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn template_for(&mut self, unit: Option<UnitId>) -> Outcome<TemplateRecord> {
        let rows: Vec<Row> = either!(self, |c| {
            let newest = || {
                let ordered = assessment_templates::table
                    .order(assessment_templates::version.desc())
                    .select(TEMPLATE)
                    .limit(1);
                ordered.into_boxed()
            };
            let own: Vec<Row> = match unit {
                Some(unit) => newest()
                    .filter(assessment_templates::unit_id.eq(Id(unit)))
                    .load(c)?,
                None => Vec::new(),
            };
            if own.is_empty() {
                newest()
                    .filter(assessment_templates::unit_id.is_null())
                    .load(c)?
            } else {
                own
            }
        });
        let found = rows.into_iter().next().map(record);
        Ok(found.unwrap_or_else(TemplateRecord::built_in))
    }

    /// One version; none when there is no such.
    ///
    /// # Errors
    /// Those of the database.
    pub fn template(&mut self, version: u32) -> Outcome<Option<TemplateRecord>> {
        if version == TEMPLATE_VERSION {
            return Ok(Some(TemplateRecord::built_in()));
        }
        let row: Option<Row> = either!(self, |c| assessment_templates::table
            .filter(assessment_templates::version.eq(i64::from(version)))
            .select(TEMPLATE)
            .first(c)
            .optional()?);
        Ok(row.map(record))
    }
}

impl Writer<'_> {
    /// Another version, of a unit or of the municipality. Needs the municipality's stream, which
    /// hands the numbers out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_template(
        &mut self,
        id: Uuid,
        unit: Option<UnitId>,
        content: &TemplateContent,
    ) -> Outcome<TemplateRecord> {
        let now = self.now();
        let by = self.actor()?.employee;
        let last: Option<i64> = either!(self, |c| assessment_templates::table
            .select(max(assessment_templates::version))
            .first(c)?);
        let version = last.unwrap_or(i64::from(TEMPLATE_VERSION)) + 1;
        let key: AnyId = Id(id);
        either!(self, |c| diesel::insert_into(assessment_templates::table)
            .values((
                assessment_templates::id.eq(key),
                assessment_templates::version.eq(version),
                assessment_templates::unit_id.eq(unit.map(Id)),
                assessment_templates::made_at.eq(At::from(now)),
                assessment_templates::made_by.eq(Some(Id(by))),
                assessment_templates::details.eq(Doc(content.clone())),
            ))
            .execute(c)?);
        self.changed("assessment-templates", id, None, version, Op::Created);
        Ok(record((
            version,
            unit.map(Id),
            At::from(now),
            Some(Id(by)),
            Doc(content.clone()),
        )))
    }
}
