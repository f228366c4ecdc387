//! What ties the one who asks to where a citizen lives (SEC-4).

use crate::{
    connection::either,
    failure::Outcome,
    reader::{Opened, Reader},
    schema::{assignments, day_plans, emergency_accesses, visits},
    sql_types::{At, Coded, Id},
};
use diesel::prelude::*;
use domain::{
    citizen::{Ties, care_team::CareRole},
    day_plan::DayPlanState,
    time::local_date,
};

impl Reader<'_> {
    /// The caller's ties to where an opened citizen lives: three queries and the care team's.
    ///
    /// # Errors
    /// Those of the database.
    pub fn ties(&mut self, opened: &Opened) -> Outcome<Ties> {
        let me = self.actor()?.employee;
        let (now, today) = (self.asked_at(), local_date(self.asked_at()));
        let citizen = opened.citizen;
        let on_list: i64 = either!(self, |c| assignments::table
            .inner_join(visits::table.on(visits::id.eq(assignments::visit_id)))
            .inner_join(
                day_plans::table.on(day_plans::unit_id
                    .eq(visits::unit_id)
                    .and(day_plans::date.eq(visits::plan_date))
                    .and(day_plans::part.eq(visits::part))),
            )
            .filter(assignments::citizen_id.eq(Id(citizen)))
            .filter(assignments::employee_id.eq(Id(me)))
            .filter(visits::plan_date.eq(today))
            .filter(day_plans::state.ne(Coded(DayPlanState::Open)))
            .count()
            .get_result(c)?);
        let steps: i64 = either!(self, |c| emergency_accesses::table
            .filter(emergency_accesses::employee_id.eq(Id(me)))
            .filter(emergency_accesses::citizen_id.eq(Id(citizen)))
            .filter(emergency_accesses::ends_at.gt(At::from(now)))
            .filter(emergency_accesses::protected.eq(true))
            .count()
            .get_result(c)?);
        let (team, _) = self.care_team(opened)?;
        Ok(Ties {
            on_todays_list: on_list > 0,
            primary_contact: team.named(CareRole::Primary, today) == Some(me),
            emergency_step: steps > 0,
        })
    }
}
