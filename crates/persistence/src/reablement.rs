//! Reablement courses (R-PLAN-7).

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::{Entered, Opened, Reader},
    schema::{citizens, reablement_courses},
    sql_types::{Doc, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, CourseId, UnitId},
    reablement::ReablementCourse,
};

/// A course as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseRecord {
    /// Identity.
    pub id: CourseId,
    /// Whose.
    pub citizen: CitizenId,
    /// The unit that held it.
    pub unit: UnitId,
    /// What it says.
    pub course: ReablementCourse,
    /// Version for the entity tag.
    pub version: i64,
}

type Row = (
    Id<CourseId>,
    Id<CitizenId>,
    Id<UnitId>,
    Doc<ReablementCourse>,
    i64,
);

const COURSE: (
    reablement_courses::id,
    reablement_courses::citizen_id,
    reablement_courses::unit_id,
    reablement_courses::details,
    reablement_courses::version,
) = (
    reablement_courses::id,
    reablement_courses::citizen_id,
    reablement_courses::unit_id,
    reablement_courses::details,
    reablement_courses::version,
);

fn record((id, citizen, unit, course, version): Row) -> CourseRecord {
    CourseRecord {
        id: id.0,
        citizen: citizen.0,
        unit: unit.0,
        course: course.0,
        version,
    }
}

impl Reader<'_> {
    /// The courses of an opened citizen, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn courses(&mut self, opened: &Opened) -> Outcome<Vec<CourseRecord>> {
        let citizen = Id(opened.citizen);
        let rows: Vec<Row> = either!(self, |c| reablement_courses::table
            .filter(reablement_courses::citizen_id.eq(citizen))
            .order((reablement_courses::starts_on, reablement_courses::id))
            .select(COURSE)
            .load(c)?);
        Ok(rows.into_iter().map(record).collect())
    }

    /// The courses that an entered unit held and that began in a time, with the citizens' names.
    ///
    /// # Errors
    /// Those of the database.
    pub fn courses_of_unit(
        &mut self,
        entered: &Entered,
        (from, until): (NaiveDate, NaiveDate),
    ) -> Outcome<Vec<(CourseRecord, String)>> {
        let unit = Id(entered.unit);
        let rows: Vec<(Row, String, String)> = either!(self, |c| reablement_courses::table
            .inner_join(citizens::table.on(citizens::id.eq(reablement_courses::citizen_id)))
            .filter(reablement_courses::unit_id.eq(unit))
            .filter(reablement_courses::starts_on.between(from, until))
            .order((reablement_courses::starts_on, reablement_courses::id))
            .select((COURSE, citizens::given_name, citizens::family_name))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(row, given, family)| (record(row), format!("{given} {family}")))
            .collect())
    }
}

impl Writer<'_> {
    /// A new course.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_course(&mut self, new: &CourseRecord) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(reablement_courses::table)
            .values((
                reablement_courses::id.eq(Id(new.id)),
                reablement_courses::citizen_id.eq(Id(new.citizen)),
                reablement_courses::unit_id.eq(Id(new.unit)),
                reablement_courses::starts_on.eq(new.course.start),
                reablement_courses::ends_on.eq(new.course.end),
                reablement_courses::details.eq(Doc(new.course.clone())),
            ))
            .execute(c)?);
        let citizen = Some(new.citizen);
        self.changed("reablement-courses", new.id, citizen, 1, Op::Created);
        Ok(())
    }

    /// What a course now says; returns its new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_course(&mut self, changed: &CourseRecord) -> Outcome<i64> {
        let next = changed.version + 1;
        let id = Id(changed.id);
        either!(self, |c| diesel::update(reablement_courses::table.find(id))
            .set((
                reablement_courses::starts_on.eq(changed.course.start),
                reablement_courses::ends_on.eq(changed.course.end),
                reablement_courses::details.eq(Doc(changed.course.clone())),
                reablement_courses::version.eq(next),
            ))
            .execute(c)?);
        let citizen = Some(changed.citizen);
        self.changed("reablement-courses", changed.id, citizen, next, Op::Updated);
        Ok(next)
    }
}
