//! The plans of a whole caseload at once, to be taken out or compared with a file.

use crate::{
    connection::either,
    failure::Outcome,
    plans::PlanRecord,
    reader::{Entered, Reader},
    schema::{assessments, employees, plans, statements, tiltak},
    sql_types::{Coded, Doc, Id},
    whose::{Whose, about},
};
use diesel::prelude::*;
use domain::{
    assessment::AssessmentState,
    ids::{CitizenId, EmployeeId, PlanId, StatementId, TiltakId},
    tiltaksplan::{Tiltak, TiltakContent},
};
use std::collections::BTreeMap;

impl Reader<'_> {
    /// The active plans of everybody an entered unit answers for; none before there is one. Four
    /// queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn plans_of_unit(&mut self, entered: &Entered) -> Outcome<BTreeMap<CitizenId, PlanRecord>> {
        type TiltakRow = (Id<PlanId>, Id<TiltakId>, Doc<TiltakContent>, i64);
        let whose = Whose::Unit(entered.unit);
        let active: Vec<(Id<PlanId>, Id<CitizenId>, i64)> = either!(self, |c| about!(
            plans::table
                .filter(plans::ended_at.is_null())
                .select((plans::id, plans::citizen_id, plans::version))
                .into_boxed(),
            plans::citizen_id,
            whose
        )
        .load(c)?);
        let set = self.planned_goals(whose)?;
        let done: Vec<TiltakRow> = either!(self, |c| about!(
            tiltak::table
                .order(tiltak::id)
                .select((
                    tiltak::plan_id,
                    tiltak::id,
                    tiltak::details,
                    tiltak::version
                ))
                .into_boxed(),
            tiltak::citizen_id,
            whose
        )
        .load(c)?);
        let record = |(id, citizen, version): (Id<PlanId>, Id<CitizenId>, i64)| {
            let record = PlanRecord {
                citizen: citizen.0,
                id: Some(id.0),
                version,
                goals: Vec::new(),
                tiltak: Vec::new(),
            };
            (id.0, record)
        };
        let mut records: BTreeMap<PlanId, PlanRecord> = active.into_iter().map(record).collect();
        for (plan, goal, version) in set {
            if let Some(record) = records.get_mut(&plan) {
                record.goals.push((goal, version));
            }
        }
        for (plan, id, content, version) in done {
            if let Some(record) = records.get_mut(&plan.0) {
                let tiltak = Tiltak {
                    id: id.0,
                    content: content.0,
                };
                record.tiltak.push((tiltak, version));
            }
        }
        Ok(records.into_values().map(|r| (r.citizen, r)).collect())
    }

    /// What was said in any completed conversation of the citizens of an entered unit, the latest
    /// conversation first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn words_of_unit(
        &mut self,
        entered: &Entered,
    ) -> Outcome<Vec<(CitizenId, StatementId, String)>> {
        let whose = Whose::Unit(entered.unit);
        let rows: Vec<(Id<CitizenId>, Id<StatementId>, String)> = either!(self, |c| about!(
            statements::table
                .inner_join(assessments::table.on(assessments::id.eq(statements::assessment_id)))
                .filter(assessments::state.eq(Coded(AssessmentState::Completed)))
                .order((
                    assessments::held_at.desc(),
                    assessments::id.desc(),
                    statements::ordinal
                ))
                .select((statements::citizen_id, statements::id, statements::words))
                .into_boxed(),
            statements::citizen_id,
            whose
        )
        .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(citizen, id, words)| (citizen.0, id.0, words))
            .collect())
    }

    /// Everybody who works in the municipality, by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn employee_names(&mut self) -> Outcome<Vec<(EmployeeId, String)>> {
        let rows: Vec<(Id<EmployeeId>, String, String)> = either!(self, |c| employees::table
            .order(employees::id)
            .select((employees::id, employees::given_name, employees::family_name))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(id, given, family)| (id.0, format!("{given} {family}")))
            .collect())
    }
}
