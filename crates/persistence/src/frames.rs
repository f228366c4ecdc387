//! What vedtak give, now and later: what plans are held against (R-PLAN-3, R-VED-11).

use crate::{
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::vedtak,
    vedtak::{DECIDED, Row, stored},
    whose::{Whose, about},
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    caseload::Given,
    frame::Frame,
    ids::CitizenId,
    vedtak::{Frame as Granted, Vedtak},
};

/// What a vedtak gives, unless it is over before `day`.
fn given(vedtak: &Vedtak, day: NaiveDate) -> Option<Given> {
    let days = vedtak.days_in_force()?;
    let over = days.until.is_some_and(|until| until < day);
    let service = vedtak.content.service;
    let frame = match vedtak.content.frame {
        Some(Granted::MinutesPerWeek { from, to }) => Some(Frame {
            vedtak: vedtak.id,
            service,
            minutes_from: from,
            minutes_to: to,
            from: days.from,
            until: days.until,
        }),
        _ => None,
    };
    (!over).then_some(Given {
        service,
        days,
        frame,
    })
}

impl Reader<'_> {
    /// What several citizens are given by vedtak on `day` or later. One query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn given(&mut self, whose: Whose<'_>, day: NaiveDate) -> Outcome<Vec<(CitizenId, Given)>> {
        let rows: Vec<Row> = either!(self, |c| about!(
            vedtak::table
                .filter(vedtak::state.eq_any(DECIDED))
                .order(vedtak::id)
                .select(Row::as_select())
                .into_boxed(),
            vedtak::citizen_id,
            whose
        )
        .load(c)?);
        let decided = rows.into_iter().map(|row| stored(row).vedtak);
        Ok(decided
            .filter_map(|vedtak| Some((vedtak.citizen, given(&vedtak, day)?)))
            .collect())
    }

    /// The frames in minutes a week of several citizens on `day` or later. One query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn frames(&mut self, whose: Whose<'_>, day: NaiveDate) -> Outcome<Vec<(CitizenId, Frame)>> {
        let given = self.given(whose, day)?.into_iter();
        Ok(given
            .filter_map(|(citizen, given)| Some((citizen, given.frame?)))
            .collect())
    }
}
