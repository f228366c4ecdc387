//! What a draft said before: nothing that was written is lost (R-ASM-3).

use crate::{
    connection::either,
    failure::Outcome,
    reader::{Opened, Reader},
    schema::{assessment_versions, assessments},
    sql_types::{At, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    assessment::AssessmentContent,
    ids::{AssessmentId, EmployeeId},
};

/// A version of a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessmentVersion {
    /// Counted from 1.
    pub version: i64,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// By whom; none when the system did.
    pub saved_by: Option<EmployeeId>,
    /// What it said.
    pub content: AssessmentContent,
}

impl Reader<'_> {
    /// Every version of one assessment of an opened citizen, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn assessment_versions(
        &mut self,
        opened: &Opened,
        id: AssessmentId,
    ) -> Outcome<Vec<AssessmentVersion>> {
        type Row = (i64, At, Option<Id<EmployeeId>>, Doc<AssessmentContent>);
        let citizen = Id(opened.citizen);
        let rows: Vec<Row> = either!(self, |c| assessment_versions::table
            .inner_join(
                assessments::table.on(assessments::id.eq(assessment_versions::assessment_id))
            )
            .filter(assessments::citizen_id.eq(citizen))
            .filter(assessment_versions::assessment_id.eq(Id(id)))
            .order(assessment_versions::version)
            .select((
                assessment_versions::version,
                assessment_versions::saved_at,
                assessment_versions::saved_by,
                assessment_versions::details,
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(version, at, by, content)| AssessmentVersion {
                version,
                saved_at: at.0,
                saved_by: by.map(|by| by.0),
                content: content.0,
            })
            .collect())
    }
}

impl Writer<'_> {
    /// Keeps what a draft says from now on.
    pub(crate) fn keep_draft(
        &mut self,
        id: AssessmentId,
        content: &AssessmentContent,
        version: i64,
    ) -> Outcome<()> {
        let at = At::from(self.now());
        let by = self.actor().ok().map(|actor| Id(actor.employee));
        either!(self, |c| diesel::insert_into(assessment_versions::table)
            .values((
                assessment_versions::assessment_id.eq(Id(id)),
                assessment_versions::version.eq(version),
                assessment_versions::saved_at.eq(at),
                assessment_versions::saved_by.eq(by),
                assessment_versions::details.eq(Doc(content.clone())),
            ))
            .execute(c)?);
        Ok(())
    }
}
