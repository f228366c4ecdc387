//! What the planner is given: the one way from a unit's day to a problem and the order that its answers are
//! judged by, for proposals, what-if and the three ways on at an absence (R-WL-5, R-SHF-3).

use super::{background::Background, problem::Plan, ways::base};
use chrono::NaiveDate;
use domain::{
    ids::{EmployeeId, UnitId},
    interval::Interval,
    law::Law,
    organisation::{CompetenceCode, Transport},
    time::day_start,
};
use persistence::{Day, Outcome, Reader};
use scheduling::{Break, Employee, Span, Weights, minute_of};
use std::collections::BTreeSet;

/// A day with what its unit has agreed and done around it, read from one snapshot.
#[derive(Clone)]
pub(crate) struct Input {
    /// The day.
    pub(crate) day: Day,
    background: Background,
}

impl Input {
    /// Of a part of a unit's day, in a fixed number of queries.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn read(
        reader: &mut Reader<'_>,
        law: &Law,
        (unit, date, part): (UnitId, NaiveDate, Option<&str>),
    ) -> Outcome<Self> {
        let day = reader.day(unit, date, part)?;
        Self::of(reader, law, day)
    }

    /// Of a day that is read already.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn of(reader: &mut Reader<'_>, law: &Law, day: Day) -> Outcome<Self> {
        let background = Background::read(reader, law, &day)?;
        Ok(Self { day, background })
    }

    /// The planner's view of it.
    pub(crate) fn plan(&self) -> Plan<'_> {
        Plan::of(&self.day).against(&self.background)
    }

    /// What the team puts before what.
    pub(crate) const fn weights(&self) -> &Weights {
        &self.background.weights
    }

    /// One more at work, whom nobody has named yet: from the unit's base and back, with the pauses that her
    /// shifts are to have.
    pub(crate) fn one_more(
        &self,
        id: EmployeeId,
        shifts: &[Interval],
        (transport, competences): (Transport, BTreeSet<CompetenceCode>),
    ) -> Employee {
        let began = day_start(self.day.date);
        let span = |interval: Interval| {
            Span::new(
                minute_of(began, interval.from),
                minute_of(began, interval.until),
            )
        };
        let pauses = shifts.iter();
        let pauses = pauses.filter_map(|shift| self.background.pause_of_new(*shift));
        Employee {
            id,
            start: base(&self.day),
            end: base(&self.day),
            transport,
            competences,
            planned_before: 0,
            shift_before: 0,
            breaks: pauses
                .map(|pause| Break {
                    window: span(pause.within),
                    minutes: pause.minutes as i32,
                })
                .collect(),
            shifts: shifts.iter().copied().map(span).collect(),
            day_only: false,
        }
    }
}
