//! Quotas: places that several leaders share, how many there are from which day, and which are taken
//! (R-VED-1, R-VED-2).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    row_security::Beyond,
    schema::{quota_changes, quotas, vedtak},
    sql_types::{At, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{EmployeeId, QuotaChangeId, QuotaId},
    quota::{QuotaChange, QuotaSize, QuotaUse},
};

type ChangeRow = (
    Id<QuotaChangeId>,
    Id<QuotaId>,
    i32,
    NaiveDate,
    String,
    Id<EmployeeId>,
    At,
);

fn change(row: ChangeRow) -> QuotaChange {
    let (id, quota, places, from, decision, registered_by, registered_at) = row;
    QuotaChange {
        id: id.0,
        quota: quota.0,
        size: QuotaSize { from, places },
        decision,
        registered_by: registered_by.0,
        registered_at: registered_at.0,
    }
}

impl Reader<'_> {
    /// The names of quotas, by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn quota_names(&mut self) -> Outcome<Vec<(QuotaId, String)>> {
        let rows: Vec<(Id<QuotaId>, String)> = either!(self, |c| quotas::table
            .order((quotas::name, quotas::id))
            .select((quotas::id, quotas::name))
            .load(c)?);
        Ok(rows.into_iter().map(|(id, name)| (id.0, name)).collect())
    }

    /// Every new number of places, in the order of registration.
    ///
    /// # Errors
    /// Those of the database.
    pub fn quota_changes(&mut self) -> Outcome<Vec<QuotaChange>> {
        let rows: Vec<ChangeRow> = either!(self, |c| quota_changes::table
            .order((quota_changes::registered_at, quota_changes::id))
            .load(c)?);
        Ok(rows.into_iter().map(change).collect())
    }

    /// Every quota with its numbers of places and the places taken by vedtak in force or to come.
    ///
    /// # Errors
    /// Those of the database.
    pub fn quota_uses(&mut self) -> Outcome<Vec<QuotaUse>> {
        self.beyond(Beyond::Quota, Self::all_quota_uses)
    }

    fn all_quota_uses(&mut self) -> Outcome<Vec<QuotaUse>> {
        let first: Vec<(Id<QuotaId>, i32)> = either!(self, |c| quotas::table
            .select((quotas::id, quotas::places))
            .load(c)?);
        let changes = self.quota_changes()?;
        let rows: Vec<(Option<Id<QuotaId>>, crate::vedtak::Row)> = either!(self, |c| vedtak::table
            .filter(vedtak::quota_id.is_not_null())
            .select((vedtak::quota_id, crate::vedtak::Row::as_select()))
            .load(c)?);
        let taken: Vec<_> = rows
            .into_iter()
            .filter_map(|(quota, row)| {
                let days = crate::vedtak::stored(row).vedtak.days_in_force()?;
                Some((quota?.0, days))
            })
            .collect();
        let sizes = |quota, places| {
            // What it was registered with counts from ever; a change counts from its day.
            let since_ever = QuotaSize {
                from: NaiveDate::MIN,
                places,
            };
            let later = changes.iter().filter(move |change| change.quota == quota);
            std::iter::once(since_ever)
                .chain(later.map(|change| change.size))
                .collect()
        };
        Ok(first
            .into_iter()
            .map(|(quota, places)| QuotaUse {
                quota: quota.0,
                sizes: sizes(quota.0, places),
                taken: taken
                    .iter()
                    .filter(|(of, _)| *of == quota.0)
                    .map(|(_, days)| *days)
                    .collect(),
            })
            .collect())
    }
}

impl Writer<'_> {
    /// A new quota.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_quota(&mut self, id: QuotaId, name: &str, places: i32) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(quotas::table)
            .values((
                quotas::id.eq(Id(id)),
                quotas::name.eq(name),
                quotas::places.eq(places),
            ))
            .execute(c)?);
        self.changed("quotas", id, None, 1, Op::Created);
        Ok(())
    }

    /// A new number of places.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is no such quota.
    pub fn insert_quota_change(&mut self, change: &QuotaChange) -> Outcome<()> {
        let known: i64 = either!(self, |c| quotas::table
            .find(Id(change.quota))
            .count()
            .get_result(c)?);
        if known == 0 {
            return Err(Failure::NotThere);
        }
        either!(self, |c| diesel::insert_into(quota_changes::table)
            .values((
                quota_changes::id.eq(Id(change.id)),
                quota_changes::quota_id.eq(Id(change.quota)),
                quota_changes::places.eq(change.size.places),
                quota_changes::begins_on.eq(change.size.from),
                quota_changes::decision.eq(&change.decision),
                quota_changes::registered_by.eq(Id(change.registered_by)),
                quota_changes::registered_at.eq(At::from(change.registered_at)),
            ))
            .execute(c)?);
        self.changed("quotas", change.quota, None, 1, Op::Updated);
        Ok(())
    }
}
