//! «Hva er viktig for deg?»: drafts that change, completed ones that never do (R-ASM-3), and what
//! was said in them (R-ASM-5).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Opened, Reader},
    row_security::Beyond,
    schema::{assessments, statements},
    sql_types::{At, Coded, Doc, Id},
    whose::{Whose, about},
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    assessment::{
        Assessment, AssessmentContent, AssessmentState, Correction, Statement, Voice, in_force,
        next_due, template::Section,
    },
    ids::{AssessmentId, CitizenId, EmployeeId, StatementId},
    settings::Settings,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The citizen of what does not exist. Opening her record costs what opening any other does, so an
/// unknown id answers like one that may not be known of (SEC-5).
pub const NOBODY: CitizenId = CitizenId(Uuid::nil());

/// The assessment that counts for a citizen, without its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessmentHead {
    /// Which.
    pub id: AssessmentId,
    /// When the conversation was held.
    pub held_at: DateTime<Utc>,
    /// When the next one is due (R-ASM-4).
    pub next_due: Option<NaiveDate>,
}

/// A statement of the assessment that counts for a citizen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whose conversation.
    pub citizen: CitizenId,
    /// When it was held.
    pub held_at: DateTime<Utc>,
    /// What was said.
    pub statement: Statement,
}

type Row = (
    Id<AssessmentId>,
    Id<CitizenId>,
    Coded<AssessmentState>,
    Doc<AssessmentContent>,
    Option<Id<AssessmentId>>,
    Option<String>,
    Option<At>,
    Option<Id<EmployeeId>>,
    i64,
);

const ASSESSMENT: (
    assessments::id,
    assessments::citizen_id,
    assessments::state,
    assessments::details,
    assessments::replaces,
    assessments::correction_reason,
    assessments::completed_at,
    assessments::completed_by,
    assessments::version,
) = (
    assessments::id,
    assessments::citizen_id,
    assessments::state,
    assessments::details,
    assessments::replaces,
    assessments::correction_reason,
    assessments::completed_at,
    assessments::completed_by,
    assessments::version,
);

fn assessment(row: Row) -> (Assessment, i64) {
    let (id, citizen, state, content, replaces, reason, completed_at, completed_by, version) = row;
    let correction = replaces.zip(reason).map(|(id, reason)| Correction {
        replaces: id.0,
        reason,
    });
    let assessment = Assessment {
        id: id.0,
        citizen: citizen.0,
        state: state.0,
        content: content.0,
        correction,
        completed_at: completed_at.map(|at| at.0),
        completed_by: completed_by.map(|id| id.0),
    };
    (assessment, version)
}

impl Reader<'_> {
    /// Whose an assessment is, to open the record; [`NOBODY`]'s when there is no such assessment.
    ///
    /// # Errors
    /// Those of the database.
    pub fn citizen_of_assessment(&mut self, id: AssessmentId) -> Outcome<CitizenId> {
        self.beyond(Beyond::Whose, |reader| {
            let citizen: Option<Id<CitizenId>> = either!(reader, |c| assessments::table
                .find(Id(id))
                .select(assessments::citizen_id)
                .first(c)
                .optional()?);
            Ok(citizen.map_or(NOBODY, |id| id.0))
        })
    }

    /// The assessments of an opened citizen with their versions, the latest conversation first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn assessments(&mut self, opened: &Opened) -> Outcome<Vec<(Assessment, i64)>> {
        let citizen = Id(opened.citizen);
        let rows: Vec<Row> = either!(self, |c| assessments::table
            .filter(assessments::citizen_id.eq(citizen))
            .order((assessments::held_at.desc(), assessments::id.desc()))
            .select(ASSESSMENT)
            .load(c)?);
        Ok(rows.into_iter().map(assessment).collect())
    }

    /// One assessment of an opened citizen with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when she has no such assessment.
    pub fn assessment(&mut self, opened: &Opened, id: AssessmentId) -> Outcome<(Assessment, i64)> {
        let citizen = Id(opened.citizen);
        let row: Option<Row> = either!(self, |c| assessments::table
            .find(Id(id))
            .filter(assessments::citizen_id.eq(citizen))
            .select(ASSESSMENT)
            .first(c)
            .optional()?);
        row.map(assessment).ok_or(Failure::NotThere)
    }

    /// The assessment that counts for a citizen: the latest conversation that is completed and not
    /// replaced by a completed correction (R-ASM-3).
    ///
    /// # Errors
    /// Those of the database.
    pub fn latest_completed_assessment(
        &mut self,
        citizen: CitizenId,
    ) -> Outcome<Option<Assessment>> {
        let rows: Vec<Row> = either!(self, |c| assessments::table
            .filter(assessments::citizen_id.eq(Id(citizen)))
            .filter(assessments::state.eq(Coded(AssessmentState::Completed)))
            .order((assessments::held_at, assessments::id))
            .select(ASSESSMENT)
            .load(c)?);
        let completed: Vec<Assessment> = rows.into_iter().map(|row| assessment(row).0).collect();
        Ok(in_force(&completed).last().cloned())
    }

    /// The assessment that counts for each citizen, without its content; those without one are left
    /// out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn assessment_heads(
        &mut self,
        whose: Whose<'_>,
    ) -> Outcome<BTreeMap<CitizenId, AssessmentHead>> {
        type Head = (
            Id<CitizenId>,
            Id<AssessmentId>,
            At,
            Option<NaiveDate>,
            Option<Id<AssessmentId>>,
        );
        let rows: Vec<Head> = either!(self, |c| about!(
            assessments::table
                .filter(assessments::state.eq(Coded(AssessmentState::Completed)))
                .select((
                    assessments::citizen_id,
                    assessments::id,
                    assessments::held_at,
                    assessments::next_due,
                    assessments::replaces,
                ))
                .order((assessments::held_at, assessments::id))
                .into_boxed(),
            assessments::citizen_id,
            whose
        )
        .load(c)?);
        let replaced: BTreeSet<AssessmentId> = rows
            .iter()
            .filter_map(|(.., replaces)| replaces.map(|id| id.0))
            .collect();
        // The latest comes last and stays.
        Ok(rows
            .into_iter()
            .filter(|(_, id, ..)| !replaced.contains(&id.0))
            .map(|(citizen, id, held_at, next_due, _)| {
                let head = AssessmentHead {
                    id: id.0,
                    held_at: held_at.0,
                    next_due,
                };
                (citizen.0, head)
            })
            .collect())
    }

    /// What was said in the assessment that counts for each citizen, in the order written down.
    /// Two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn statements(&mut self, whose: Whose<'_>) -> Outcome<Vec<Said>> {
        type Row = (
            Id<CitizenId>,
            Id<AssessmentId>,
            Id<StatementId>,
            Coded<Section>,
            String,
            Doc<Voice>,
        );
        let heads = self.assessment_heads(whose)?;
        let rows: Vec<Row> = either!(self, |c| about!(
            statements::table
                .select((
                    statements::citizen_id,
                    statements::assessment_id,
                    statements::id,
                    statements::section,
                    statements::words,
                    statements::voice,
                ))
                .order((statements::citizen_id, statements::ordinal))
                .into_boxed(),
            statements::citizen_id,
            whose
        )
        .load(c)?);
        Ok(rows
            .into_iter()
            .filter_map(|(citizen, assessment, id, section, text, voice)| {
                let head = heads.get(&citizen.0)?;
                (head.id == assessment.0).then_some(Said {
                    citizen: citizen.0,
                    held_at: head.held_at,
                    statement: Statement {
                        id: id.0,
                        section: section.0,
                        text,
                        voice: voice.0,
                    },
                })
            })
            .collect())
    }

    /// Every statement that a goal of the opened citizen may point at: those of all her completed
    /// assessments (R-PLAN-1).
    ///
    /// # Errors
    /// Those of the database.
    pub fn statement_ids(&mut self, opened: &Opened) -> Outcome<BTreeSet<StatementId>> {
        let citizen = Id(opened.citizen);
        let ids: Vec<Id<StatementId>> = either!(self, |c| statements::table
            .filter(statements::citizen_id.eq(citizen))
            .select(statements::id)
            .load(c)?);
        Ok(ids.into_iter().map(|id| id.0).collect())
    }
}

impl Writer<'_> {
    /// A new draft.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_assessment(&mut self, opened: &Opened, new: &Assessment) -> Outcome<()> {
        let citizen = opened.citizen;
        let correction = new.correction.as_ref();
        either!(self, |c| diesel::insert_into(assessments::table)
            .values((
                assessments::id.eq(Id(new.id)),
                assessments::citizen_id.eq(Id(citizen)),
                assessments::state.eq(Coded(AssessmentState::Draft)),
                assessments::held_at.eq(At::from(new.content.held_at)),
                assessments::details.eq(Doc(new.content.clone())),
                assessments::replaces.eq(correction.map(|c| Id(c.replaces))),
                assessments::correction_reason.eq(correction.map(|c| &c.reason)),
            ))
            .execute(c)?);
        self.keep_draft(new.id, &new.content, 1)?;
        self.changed("assessments", new.id, Some(citizen), 1, Op::Created);
        Ok(())
    }

    /// What a draft now says; returns the new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_assessment(
        &mut self,
        opened: &Opened,
        id: AssessmentId,
        content: &AssessmentContent,
        version: i64,
    ) -> Outcome<i64> {
        let next = version + 1;
        either!(self, |c| diesel::update(assessments::table.find(Id(id)))
            .set((
                assessments::held_at.eq(At::from(content.held_at)),
                assessments::details.eq(Doc(content.clone())),
                assessments::version.eq(next),
            ))
            .execute(c)?);
        self.keep_draft(id, content, next)?;
        self.changed("assessments", id, Some(opened.citizen), next, Op::Updated);
        Ok(next)
    }

    /// Completes a draft: never changed again, and goals may point at what was said (R-ASM-3,
    /// R-ASM-5). Returns the new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn complete_assessment(
        &mut self,
        opened: &Opened,
        draft: &Assessment,
        settings: &Settings,
        version: i64,
    ) -> Outcome<i64> {
        let mark = (self.now(), self.actor()?.employee);
        self.settle_assessment(opened.citizen, draft, settings, version, mark)
    }

    /// Completes a draft as somebody did it at an instant.
    pub(crate) fn settle_assessment(
        &mut self,
        citizen: CitizenId,
        draft: &Assessment,
        settings: &Settings,
        version: i64,
        (at, by): (DateTime<Utc>, EmployeeId),
    ) -> Outcome<i64> {
        let next = version + 1;
        let said: Vec<_> = draft
            .content
            .statements
            .iter()
            .zip(0..)
            .map(|(statement, ordinal)| {
                (
                    statements::assessment_id.eq(Id(draft.id)),
                    statements::id.eq(Id(statement.id)),
                    statements::citizen_id.eq(Id(citizen)),
                    statements::ordinal.eq(ordinal),
                    statements::section.eq(Coded(statement.section)),
                    statements::words.eq(&statement.text),
                    statements::voice.eq(Doc(statement.voice.clone())),
                )
            })
            .collect();
        either!(self, |c| {
            diesel::update(assessments::table.find(Id(draft.id)))
                .set((
                    assessments::state.eq(Coded(AssessmentState::Completed)),
                    assessments::completed_at.eq(Some(At::from(at))),
                    assessments::completed_by.eq(Some(Id(by))),
                    assessments::next_due.eq(Some(next_due(&draft.content, settings))),
                    assessments::version.eq(next),
                ))
                .execute(c)?;
            diesel::insert_into(statements::table)
                .values(&said)
                .execute(c)?;
        });
        self.changed("assessments", draft.id, Some(citizen), next, Op::Updated);
        Ok(next)
    }
}
