//! The register of delegations (R-VED-1, R-VED-2).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::delegations,
    sql_types::{At, Doc, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    delegation::{Delegation, Grant, Mark},
    ids::{DelegationId, EmployeeId},
};

type Who = Option<Id<EmployeeId>>;
type When = Option<At>;
type Row = (
    Id<DelegationId>,
    Doc<Grant>,
    Id<EmployeeId>,
    At,
    (Who, When),
    (Who, When),
    i64,
);

fn mark((by, at): (Who, When)) -> Option<Mark> {
    let (by, at) = by.zip(at)?;
    Some(Mark { by: by.0, at: at.0 })
}

fn delegation(row: Row) -> (Delegation, i64) {
    let (id, grant, registered_by, registered_at, approval, ended, version) = row;
    let link = Delegation {
        id: id.0,
        grant: grant.0,
        registered_by: registered_by.0,
        registered_at: registered_at.0,
        approval: mark(approval),
        ended: mark(ended),
    };
    (link, version)
}

macro_rules! register_query {
    () => {
        delegations::table
            .select((
                delegations::id,
                delegations::details,
                delegations::registered_by,
                delegations::registered_at,
                (delegations::approved_by, delegations::approved_at),
                (delegations::ended_by, delegations::ended_at),
                delegations::version,
            ))
            .order((delegations::registered_at, delegations::id))
    };
}

impl Reader<'_> {
    /// Every link of the register in the order of registration, with its version. The whole of it
    /// is read: a link counts only when every link above it does.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delegation_register(&mut self) -> Outcome<Vec<(Delegation, i64)>> {
        let rows: Vec<Row> = either!(self, |c| register_query!().load(c)?);
        Ok(rows.into_iter().map(delegation).collect())
    }
}

impl Writer<'_> {
    /// A new link, as the rules made it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_delegation(&mut self, link: &Delegation) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(delegations::table)
            .values((
                delegations::id.eq(Id(link.id)),
                delegations::parent_id.eq(link.grant.parent.map(Id)),
                delegations::holder_id.eq(Id(link.grant.holder)),
                delegations::details.eq(Doc(link.grant.clone())),
                delegations::registered_by.eq(Id(link.registered_by)),
                delegations::registered_at.eq(At::from(link.registered_at)),
                delegations::approved_by.eq(link.approval.map(|mark| Id(mark.by))),
                delegations::approved_at.eq(link.approval.map(|mark| At::from(mark.at))),
                delegations::ended_by.eq(link.ended.map(|mark| Id(mark.by))),
                delegations::ended_at.eq(link.ended.map(|mark| At::from(mark.at))),
            ))
            .execute(c)?);
        self.changed("delegations", link.id, None, 1, Op::Created);
        Ok(())
    }

    /// The approval or the end of a link; nothing else of it is ever changed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn mark_delegation(&mut self, link: &Delegation, version: i64) -> Outcome<i64> {
        let next = version + 1;
        let rows = either!(self, |c| diesel::update(
            delegations::table
                .find(Id(link.id))
                .filter(delegations::version.eq(version))
        )
        .set((
            delegations::approved_by.eq(link.approval.map(|mark| Id(mark.by))),
            delegations::approved_at.eq(link.approval.map(|mark| At::from(mark.at))),
            delegations::ended_by.eq(link.ended.map(|mark| Id(mark.by))),
            delegations::ended_at.eq(link.ended.map(|mark| At::from(mark.at))),
            delegations::version.eq(next),
        ))
        .execute(c)?);
        if rows != 1 {
            return Err(Failure::Again);
        }
        self.changed("delegations", link.id, None, next, Op::Updated);
        Ok(next)
    }
}
