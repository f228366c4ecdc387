//! What is written of emergencies: accesses given, searches in vain, what leaders allow and find.

use super::Row;
use crate::{
    access_log::Seen,
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    schema::{emergency_accesses, emergency_allowances, emergency_searches},
    sql_types::{At, Coded, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    emergency::EmergencyAccess,
    ids::{AllowanceId, EmergencyId, EmployeeId},
    policy::Basis,
    time::local_date,
    trace::AccessKind,
};

impl Writer<'_> {
    /// Gives emergency access; the citizen's log says who and why.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_emergency_access(&mut self, access: &EmergencyAccess) -> Outcome<()> {
        let row = Row {
            id: Id(access.id),
            employee_id: Id(access.employee),
            citizen_id: Id(access.citizen),
            unit_id: Id(access.unit),
            reason: access.reason.clone(),
            protected: access.protected,
            begins_at: access.from.into(),
            ends_at: access.until.into(),
            finding: None,
            comment: None,
            reviewed_by: None,
            reviewed_at: None,
            version: 1,
        };
        // From here on she has the relation that this write gives.
        self.see_citizen(access.citizen)?;
        either!(self, |c| diesel::insert_into(emergency_accesses::table)
            .values(&row)
            .execute(c)?);
        self.seen.push(Seen {
            document: "emergency-access".to_owned(),
            basis: Basis::Emergency,
            unit: Some(access.unit),
            citizens: vec![access.citizen],
            kind: AccessKind::Read,
            reason: Some(access.reason.clone()),
        });
        let citizen = Some(access.citizen);
        self.changed("emergency-accesses", access.id, citizen, 1, Op::Created);
        Ok(())
    }

    /// Writes down that the caller sought somebody in vain: who, is nowhere said.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_emergency_search(&mut self, id: EmergencyId, reason: &str) -> Outcome<()> {
        let employee = self.actor()?.employee;
        let now = At::from(self.now());
        either!(self, |c| diesel::insert_into(emergency_searches::table)
            .values((
                emergency_searches::id.eq(Id(id)),
                emergency_searches::employee_id.eq(Id(employee)),
                emergency_searches::at.eq(now),
                emergency_searches::reason.eq(reason),
            ))
            .execute(c)?);
        Ok(())
    }

    /// Allows an employee one more today.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_emergency_allowance(
        &mut self,
        id: AllowanceId,
        employee: EmployeeId,
    ) -> Outcome<NaiveDate> {
        let by = self.actor()?.employee;
        let now = self.now();
        let day = local_date(now);
        either!(self, |c| diesel::insert_into(emergency_allowances::table)
            .values((
                emergency_allowances::id.eq(Id(id)),
                emergency_allowances::employee_id.eq(Id(employee)),
                emergency_allowances::day.eq(day),
                emergency_allowances::given_by.eq(Id(by)),
                emergency_allowances::given_at.eq(At::from(now)),
            ))
            .execute(c)?);
        self.changed("emergency-allowances", id, None, 1, Op::Created);
        Ok(day)
    }

    /// Keeps what a leader found; returns the new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn review_emergency_access(
        &mut self,
        access: &EmergencyAccess,
        version: i64,
    ) -> Outcome<i64> {
        let review = access
            .review
            .as_ref()
            .ok_or_else(|| Failure::Internal("a review without finding".into()))?;
        either!(self, |c| diesel::update(
            emergency_accesses::table.find(Id(access.id))
        )
        .set((
            emergency_accesses::finding.eq(Some(Coded(review.finding))),
            emergency_accesses::comment.eq(&review.comment),
            emergency_accesses::reviewed_by.eq(Some(Id(review.by))),
            emergency_accesses::reviewed_at.eq(Some(At::from(review.at))),
            emergency_accesses::version.eq(version + 1),
        ))
        .execute(c)?);
        let citizen = Some(access.citizen);
        let next = version + 1;
        self.changed("emergency-accesses", access.id, citizen, next, Op::Updated);
        Ok(next)
    }
}
