//! What the planner has suggested for day plans (R-WL-5). Names of citizens are not in it; visits
//! are named by id, reasons by their words.

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::proposals,
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    ids::{EmployeeId, ProposalId, UnitId, VisitId},
    text_enum,
};
use serde::{Deserialize, Serialize};

text_enum! {
    /// How far a proposal has come.
    pub enum ProposalState {
        /// The planner is at work.
        Working = "working", "lages", "blir laga", "being made";
        /// Ready to be taken, in whole or in part.
        Ready = "ready", "klart", "klart", "ready";
        /// Taken.
        Accepted = "accepted", "tatt i bruk", "teke i bruk", "taken";
        /// It could not be made.
        Failed = "failed", "mislyktes", "mislukkast", "failed";
        /// Nobody wanted it any more.
        Cancelled = "cancelled", "avbrutt", "avbroten", "cancelled";
    }
}

/// A sentence in every language, as it was when it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Worded {
    /// Rule.
    pub rule: String,
    /// Stable code.
    pub code: String,
    /// What it is about: `/visits/<id>`.
    #[serde(default)]
    pub pointer: Option<String>,
    /// Bokmål.
    pub nb: String,
    /// Nynorsk.
    pub nn: String,
    /// English.
    pub en: String,
}

/// One employee's part in a visit, as proposed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposedPart {
    /// Which visit.
    pub visit: VisitId,
    /// The version of the visit that the proposal was made from.
    pub version: i64,
    /// Who.
    pub employee: EmployeeId,
    /// When.
    pub start: DateTime<Utc>,
    /// It was hers already, claimed or pinned.
    pub fixed: bool,
    /// Why she, and why then.
    pub reasons: Vec<Worded>,
}

/// What stops one employee from doing a visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Blocked {
    /// Whom.
    pub employee: EmployeeId,
    /// Why.
    pub reason: Worded,
}

/// A visit that found no place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// Which.
    pub visit: VisitId,
    /// Why nobody could do it that day, whoever is at work.
    pub impossible: Vec<Worded>,
    /// What stops each employee.
    pub blocks: Vec<Blocked>,
    /// What would help, in words per language: nb, nn, en.
    pub help: Vec<[String; 3]>,
}

/// What the planner made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposalResult {
    /// Who does what, when and why.
    pub parts: Vec<ProposedPart>,
    /// What found no place.
    pub unplaced: Vec<LeftOut>,
    /// Figures of the day as it was.
    pub before: serde_json::Value,
    /// Figures of the day as proposed.
    pub after: serde_json::Value,
    /// Iterations of the search; with the seed they give the same proposal again.
    pub iterations: u64,
    /// Why it could not be made.
    pub failed: Vec<Worded>,
    /// A fingerprint of the day it was made for; another one now means that the day has changed.
    #[serde(default)]
    pub print: String,
    /// Where the travel times came from.
    #[serde(default)]
    pub travel: Vec<String>,
}

/// A proposal as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposalRow {
    /// Identity.
    pub id: ProposalId,
    /// For which unit.
    pub unit: UnitId,
    /// For which day.
    pub date: NaiveDate,
    /// For which part of it.
    pub part: String,
    /// How far it has come.
    pub state: ProposalState,
    /// The search's seed.
    pub seed: i64,
    /// Who asked.
    pub asked_by: EmployeeId,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// When it was ready.
    pub ready_at: Option<DateTime<Utc>>,
    /// What the planner made.
    pub result: Option<ProposalResult>,
    /// Version for the entity tag.
    pub version: i64,
    /// The proposal that it goes on from.
    pub based_on: Option<ProposalId>,
}

type Row = (
    Id<ProposalId>,
    Id<UnitId>,
    NaiveDate,
    String,
    Coded<ProposalState>,
    i64,
    Id<EmployeeId>,
    At,
    Option<At>,
    Option<Doc<ProposalResult>>,
    i64,
    Option<Id<ProposalId>>,
);

impl Reader<'_> {
    /// A proposal for a day of a unit.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn proposal(
        &mut self,
        unit: UnitId,
        date: NaiveDate,
        id: ProposalId,
    ) -> Outcome<ProposalRow> {
        let row: Option<Row> = either!(self, |c| proposals::table
            .find(Id(id))
            .filter(proposals::unit_id.eq(Id(unit)))
            .filter(proposals::date.eq(date))
            .select((
                proposals::id,
                proposals::unit_id,
                proposals::date,
                proposals::part,
                proposals::state,
                proposals::seed,
                proposals::asked_by,
                proposals::asked_at,
                proposals::ready_at,
                proposals::result,
                proposals::version,
                proposals::based_on,
            ))
            .first(c)
            .optional()?);
        let row = row.ok_or(Failure::NotThere)?;
        let (id, unit, date, part, state, seed, asked_by, asked_at, ready_at, result, version, on) =
            row;
        Ok(ProposalRow {
            id: id.0,
            unit: unit.0,
            date,
            part,
            state: state.0,
            seed,
            asked_by: asked_by.0,
            asked_at: asked_at.0,
            ready_at: ready_at.map(DateTime::from),
            result: result.map(|result| result.0),
            version,
            based_on: on.map(|id| id.0),
        })
    }

    /// The proposals for a day plan that the planner is at work on, and since when.
    ///
    /// # Errors
    /// Those of the database.
    pub fn working_proposals(
        &mut self,
        unit: UnitId,
        date: NaiveDate,
        part: &str,
    ) -> Outcome<Vec<(ProposalId, DateTime<Utc>)>> {
        let rows: Vec<(Id<ProposalId>, At)> = either!(self, |c| proposals::table
            .filter(proposals::unit_id.eq(Id(unit)))
            .filter(proposals::date.eq(date))
            .filter(proposals::part.eq(part))
            .filter(proposals::state.eq(Coded(ProposalState::Working)))
            .order(proposals::id)
            .select((proposals::id, proposals::asked_at))
            .load(c)?);
        Ok(rows.into_iter().map(|(id, at)| (id.0, at.0)).collect())
    }
}

impl Writer<'_> {
    /// A proposal that the planner begins on.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_proposal(&mut self, row: &ProposalRow) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(proposals::table)
            .values((
                proposals::id.eq(Id(row.id)),
                proposals::unit_id.eq(Id(row.unit)),
                proposals::date.eq(row.date),
                proposals::part.eq(&row.part),
                proposals::state.eq(Coded(row.state)),
                proposals::seed.eq(row.seed),
                proposals::asked_by.eq(Id(row.asked_by)),
                proposals::asked_at.eq(At::from(row.asked_at)),
                proposals::based_on.eq(row.based_on.map(Id)),
            ))
            .execute(c)?);
        self.changed("proposals", row.id, None, 1, Op::Created);
        Ok(())
    }

    /// Keeps what has become of a proposal, and takes its next version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_proposal(&mut self, row: &mut ProposalRow) -> Outcome<()> {
        row.version += 1;
        either!(self, |c| diesel::update(proposals::table.find(Id(row.id)))
            .set((
                proposals::state.eq(Coded(row.state)),
                proposals::ready_at.eq(row.ready_at.map(At::from)),
                proposals::result.eq(row.result.clone().map(Doc)),
                proposals::version.eq(row.version),
            ))
            .execute(c)?);
        self.changed("proposals", row.id, None, row.version, Op::Updated);
        Ok(())
    }
}
