//! Imports: who asked, how far they have come, what came of them. The data and the end of its run are
//! written in one transaction, so a run that says `applied` is whole, and any other has left nothing.

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    proposals::Worded,
    reader::{Entered, Reader},
    schema::imports,
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{EmployeeId, ImportId, UnitId},
    text_enum,
};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a file tells of.
    pub enum ImportKind {
        /// Citizens.
        Caseload = "caseload", "innbyggere", "innbyggjarar", "citizens";
        /// Goals and tiltak.
        Plans = "plans", "tiltaksplaner", "tiltaksplanar", "plans";
    }
}

text_enum! {
    /// How an import stands.
    pub enum ImportState {
        /// Being taken in.
        Working = "working", "arbeider", "arbeider", "working";
        /// Taken in.
        Applied = "applied", "tatt inn", "teke inn", "taken in";
        /// It has faults, or something had changed meanwhile: nothing was taken in.
        Refused = "refused", "avvist", "avvist", "refused";
        /// It was given up, and nothing was taken in.
        Failed = "failed", "mislyktes", "mislukkast", "failed";
        /// It was only to be checked, and that is done.
        Checked = "checked", "kontrollert", "kontrollert", "checked";
    }
}

/// A fault of the file, kept with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFault {
    /// Line of the file, from 1.
    pub line: u64,
    /// Column, where one can be named.
    pub column: Option<String>,
    /// The rule and the words.
    pub words: Worded,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportResult {
    /// What is new.
    pub created: usize,
    /// What was there and is corrected.
    pub updated: usize,
    /// What was there as the file says.
    pub unchanged: usize,
    /// How long the transaction took, milliseconds.
    pub milliseconds: i64,
    /// How long reading and checking the file before it took, milliseconds.
    #[serde(default)]
    pub check_milliseconds: i64,
    /// Why nothing was taken in.
    pub faults: Vec<KeptFault>,
}

/// An import.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportRun {
    /// Identity.
    pub id: ImportId,
    /// Into which unit.
    pub unit: UnitId,
    /// What the file tells of.
    pub kind: ImportKind,
    /// Only to say what would happen (API-11).
    pub dry_run: bool,
    /// How it stands.
    pub state: ImportState,
    /// Who asked.
    pub asked_by: EmployeeId,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Rows of the file.
    pub total: i64,
    /// Rows that are done.
    pub done: i64,
    /// What came of it.
    pub result: Option<ImportResult>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = imports)]
struct Row {
    id: Id<ImportId>,
    unit_id: Id<UnitId>,
    kind: Coded<ImportKind>,
    state: Coded<ImportState>,
    asked_by: Id<EmployeeId>,
    asked_at: At,
    finished_at: Option<At>,
    total: i64,
    done: i64,
    result: Option<Doc<ImportResult>>,
    dry_run: bool,
}

fn run(row: Row) -> ImportRun {
    ImportRun {
        id: row.id.0,
        unit: row.unit_id.0,
        kind: row.kind.0,
        dry_run: row.dry_run,
        state: row.state.0,
        asked_by: row.asked_by.0,
        asked_at: row.asked_at.0,
        finished_at: row.finished_at.map(|at| at.0),
        total: row.total,
        done: row.done,
        result: row.result.map(|result| result.0),
    }
}

/// So many of a unit's imports are told of.
const MOST: i64 = 50;

impl Reader<'_> {
    /// The latest imports of an entered unit, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn import_runs(&mut self, entered: &Entered) -> Outcome<Vec<ImportRun>> {
        let unit = Id(entered.unit);
        let rows: Vec<Row> = either!(self, |c| imports::table
            .filter(imports::unit_id.eq(unit))
            .order((imports::asked_at.desc(), imports::id.desc()))
            .limit(MOST)
            .select(Row::as_select())
            .load(c)?);
        Ok(rows.into_iter().map(run).collect())
    }

    /// One import of an entered unit.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when the unit has no such import.
    pub fn import_run(&mut self, entered: &Entered, id: ImportId) -> Outcome<ImportRun> {
        let unit = Id(entered.unit);
        let row: Option<Row> = either!(self, |c| imports::table
            .find(Id(id))
            .filter(imports::unit_id.eq(unit))
            .select(Row::as_select())
            .first(c)
            .optional()?);
        row.map(run).ok_or(Failure::NotThere)
    }
}

impl Writer<'_> {
    /// An import that is being taken in.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_import_run(&mut self, new: &ImportRun) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(imports::table)
            .values((
                imports::id.eq(Id(new.id)),
                imports::unit_id.eq(Id(new.unit)),
                imports::kind.eq(Coded(new.kind)),
                imports::dry_run.eq(new.dry_run),
                imports::state.eq(Coded(new.state)),
                imports::asked_by.eq(Id(new.asked_by)),
                imports::asked_at.eq(At::from(new.asked_at)),
                imports::total.eq(new.total),
                imports::done.eq(new.done),
            ))
            .execute(c)?);
        self.changed("imports", new.id, None, 1, Op::Created);
        Ok(())
    }

    /// How an import ended.
    ///
    /// # Errors
    /// Those of the database.
    pub fn settle_import_run(
        &mut self,
        id: ImportId,
        state: ImportState,
        done: i64,
        result: &ImportResult,
    ) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| diesel::update(imports::table.find(Id(id)))
            .set((
                imports::state.eq(Coded(state)),
                imports::finished_at.eq(Some(now)),
                imports::done.eq(done),
                imports::result.eq(Some(Doc(result.clone()))),
                imports::version.eq(imports::version + 1),
            ))
            .execute(c)?);
        self.changed("imports", id, None, 2, Op::Updated);
        Ok(())
    }
}
