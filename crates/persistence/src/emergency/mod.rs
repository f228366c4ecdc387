//! Emergency access (SEC-3): its uses, what was searched for in vain, and what leaders allow and find.

mod writing;

use crate::{
    connection::either,
    failure::{Failure, Outcome},
    reader::{Entered, Reader},
    relations,
    row_security::Beyond,
    schema::{
        citizens, emergency_accesses, emergency_allowances, emergency_searches, employees,
        responsibilities,
    },
    sql_types::{At, Coded, Id},
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    citizen::AddressProtection,
    emergency::{EmergencyAccess, Finding, Review, UsedToday},
    ids::{CitizenId, EmergencyId, EmployeeId, UnitId},
    national_number::NationalNumber,
    policy::{Relation, RelationKind},
    time::{day_end, day_start, local_date},
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = emergency_accesses)]
struct Row {
    id: Id<EmergencyId>,
    employee_id: Id<EmployeeId>,
    citizen_id: Id<CitizenId>,
    unit_id: Id<UnitId>,
    reason: String,
    protected: bool,
    begins_at: At,
    ends_at: At,
    finding: Option<Coded<Finding>>,
    comment: Option<String>,
    reviewed_by: Option<Id<EmployeeId>>,
    reviewed_at: Option<At>,
    version: i64,
}

fn stored(row: Row) -> (EmergencyAccess, i64) {
    let review = match (row.finding, row.reviewed_by, row.reviewed_at) {
        (Some(finding), Some(by), Some(at)) => Some(Review {
            finding: finding.0,
            comment: row.comment.unwrap_or_default(),
            by: by.0,
            at: at.0,
        }),
        _ => None,
    };
    let access = EmergencyAccess {
        id: row.id.0,
        employee: row.employee_id.0,
        citizen: row.citizen_id.0,
        unit: row.unit_id.0,
        reason: row.reason,
        protected: row.protected,
        from: row.begins_at.0,
        until: row.ends_at.0,
        review,
    };
    (access, row.version)
}

/// Somebody found by number, or by name and birth date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought {
    /// Who.
    pub citizen: CitizenId,
    /// The unit that answers for her.
    pub unit: UnitId,
    /// Whether her address is protected.
    pub protection: AddressProtection,
}

/// By what somebody is sought.
#[derive(Debug, Clone)]
pub enum SoughtBy {
    /// Her number.
    Number(NationalNumber),
    /// Her whole name, folded, and her birth date.
    Name(String, NaiveDate),
}

/// Given and family name.
type Name = (String, String);
/// A use, whose record, by whom.
type ListedRow = (Row, Name, Name);

/// A use with the names that a leader reads.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedAccess {
    /// The use.
    pub access: EmergencyAccess,
    /// Its version.
    pub version: i64,
    /// Who used it.
    pub by: String,
    /// Whose record.
    pub citizen_name: String,
}

/// The caller's emergency relations that have not ended: one query.
pub(crate) fn of_caller(reader: &mut Reader<'_>) -> Outcome<Vec<(CitizenId, Relation)>> {
    let Some(employee) = reader.caller.actor.as_deref().map(|actor| actor.employee) else {
        return Ok(Vec::new());
    };
    let now = At::from(reader.asked_at());
    let rows: Vec<(Id<CitizenId>, Id<UnitId>, At, At)> =
        either!(reader, |c| emergency_accesses::table
            .filter(emergency_accesses::employee_id.eq(Id(employee)))
            .filter(emergency_accesses::ends_at.gt(now))
            .select((
                emergency_accesses::citizen_id,
                emergency_accesses::unit_id,
                emergency_accesses::begins_at,
                emergency_accesses::ends_at
            ))
            .load(c)?);
    Ok(rows
        .into_iter()
        .map(|(citizen, unit, from, until)| {
            let relation = Relation {
                kind: RelationKind::Emergency,
                unit: Some(unit.0),
                from: from.0,
                until: until.0,
            };
            (citizen.0, relation)
        })
        .collect())
}

/// The reason the caller gave when she opened this record in an emergency: the citizen reads it.
pub(crate) fn reason(reader: &mut Reader<'_>, citizen: CitizenId) -> Outcome<Option<String>> {
    let employee = reader.actor()?.employee;
    let now = At::from(reader.asked_at());
    Ok(either!(reader, |c| emergency_accesses::table
        .filter(emergency_accesses::employee_id.eq(Id(employee)))
        .filter(emergency_accesses::citizen_id.eq(Id(citizen)))
        .filter(emergency_accesses::ends_at.gt(now))
        .order(emergency_accesses::id.desc())
        .select(emergency_accesses::reason)
        .first(c)
        .optional()?))
}

impl Reader<'_> {
    /// Who is sought, wherever she lives; nobody when there are several. One query in any case.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sought(&mut self, by: &SoughtBy) -> Outcome<Option<Sought>> {
        self.beyond(Beyond::Emergency, |reader| {
            type Found = (Id<CitizenId>, Id<UnitId>, Coded<AddressProtection>);
            let lookup = match by {
                SoughtBy::Number(number) => Some(reader.vault.lookup(number.reveal().as_bytes())),
                SoughtBy::Name(..) => None,
            };
            let mut rows: Vec<Found> = either!(reader, |c| {
                let mut query = citizens::table
                    .inner_join(
                        responsibilities::table.on(responsibilities::citizen_id.eq(citizens::id)),
                    )
                    .filter(responsibilities::ends_at.is_null())
                    .order(citizens::id)
                    .limit(2)
                    .select((
                        citizens::id,
                        responsibilities::unit_id,
                        citizens::protection,
                    ))
                    .into_boxed();
                query = match (by, &lookup) {
                    (SoughtBy::Name(name, birth_date), _) => query
                        .filter(citizens::search_name.eq(name))
                        .filter(citizens::birth_date.eq(birth_date)),
                    (SoughtBy::Number(_), lookup) => {
                        query.filter(citizens::number_lookup.eq(lookup))
                    }
                };
                query.load(c)?
            });
            let one = rows.pop().filter(|_| rows.is_empty());
            Ok(one.map(|(citizen, unit, protection)| Sought {
                citizen: citizen.0,
                unit: unit.0,
                protection: protection.0,
            }))
        })
    }

    /// What the caller has used of emergency access on her local day: three queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn emergency_used_today(&mut self) -> Outcome<UsedToday> {
        self.beyond(Beyond::Emergency, |reader| {
            let employee = Id(reader.actor()?.employee);
            let today = local_date(reader.asked_at());
            let (from, until) = (At::from(day_start(today)), At::from(day_end(today)));
            let given: i64 = either!(reader, |c| emergency_accesses::table
                .filter(emergency_accesses::employee_id.eq(employee))
                .filter(emergency_accesses::begins_at.ge(from))
                .filter(emergency_accesses::begins_at.lt(until))
                .count()
                .get_result(c)?);
            let in_vain: i64 = either!(reader, |c| emergency_searches::table
                .filter(emergency_searches::employee_id.eq(employee))
                .filter(emergency_searches::at.ge(from))
                .filter(emergency_searches::at.lt(until))
                .count()
                .get_result(c)?);
            let allowed: i64 = either!(reader, |c| emergency_allowances::table
                .filter(emergency_allowances::employee_id.eq(employee))
                .filter(emergency_allowances::day.eq(today))
                .count()
                .get_result(c)?);
            let many = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
            Ok(UsedToday {
                given: many(given),
                in_vain: many(in_vain),
                allowed_more: many(allowed),
            })
        })
    }

    /// The caller's own that have not ended, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn own_emergency_accesses(&mut self) -> Outcome<Vec<ListedAccess>> {
        relations::all_of_caller(self)?;
        let employee = self.actor()?.employee;
        let now = At::from(self.asked_at());
        let rows: Vec<ListedRow> = either!(self, |c| emergency_accesses::table
            .inner_join(citizens::table.on(citizens::id.eq(emergency_accesses::citizen_id)))
            .inner_join(employees::table.on(employees::id.eq(emergency_accesses::employee_id)))
            .filter(emergency_accesses::employee_id.eq(Id(employee)))
            .filter(emergency_accesses::ends_at.gt(now))
            .order(emergency_accesses::id.desc())
            .select((
                Row::as_select(),
                (citizens::given_name, citizens::family_name),
                (employees::given_name, employees::family_name),
            ))
            .load(c)?);
        Ok(rows.into_iter().map(listed).collect())
    }

    /// Those on records of an entered unit that nobody has looked at yet, oldest first; and those of
    /// the last ninety days that somebody has.
    ///
    /// # Errors
    /// Those of the database.
    pub fn emergency_accesses_of(&mut self, entered: &Entered) -> Outcome<Vec<ListedAccess>> {
        let unit = entered.unit;
        let since = At::from(self.asked_at() - chrono::TimeDelta::days(90));
        let rows: Vec<ListedRow> = either!(self, |c| emergency_accesses::table
            .inner_join(citizens::table.on(citizens::id.eq(emergency_accesses::citizen_id)))
            .inner_join(employees::table.on(employees::id.eq(emergency_accesses::employee_id)))
            .filter(emergency_accesses::unit_id.eq(Id(unit)))
            .filter(
                emergency_accesses::reviewed_at
                    .is_null()
                    .or(emergency_accesses::begins_at.gt(since)),
            )
            .order((
                emergency_accesses::reviewed_at.is_not_null(),
                emergency_accesses::id
            ))
            .select((
                Row::as_select(),
                (citizens::given_name, citizens::family_name),
                (employees::given_name, employees::family_name),
            ))
            .load(c)?);
        Ok(rows.into_iter().map(listed).collect())
    }

    /// In which unit a use is to be looked at; tells nothing that may not be known.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unit_of_emergency(&mut self, id: EmergencyId) -> Outcome<Option<UnitId>> {
        self.beyond(Beyond::Whose, |reader| {
            let unit: Option<Id<UnitId>> = either!(reader, |c| emergency_accesses::table
                .find(Id(id))
                .select(emergency_accesses::unit_id)
                .first(c)
                .optional()?);
            Ok(unit.map(|unit| unit.0))
        })
    }

    /// One use.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn emergency_access(&mut self, id: EmergencyId) -> Outcome<(EmergencyAccess, i64)> {
        let row: Option<Row> = either!(self, |c| emergency_accesses::table
            .find(Id(id))
            .select(Row::as_select())
            .first(c)
            .optional()?);
        row.map(stored).ok_or(Failure::NotThere)
    }
}

fn listed((row, citizen, by): ListedRow) -> ListedAccess {
    let (access, version) = stored(row);
    ListedAccess {
        access,
        version,
        by: format!("{} {}", by.0, by.1),
        citizen_name: format!("{} {}", citizen.0, citizen.1),
    }
}
