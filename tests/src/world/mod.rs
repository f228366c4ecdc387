//! The people and units that every test starts with: two teams, an office, a staffing office, an administrator and an
//! auditor. Invented, and few enough to remember.

mod citizens;
mod people;
mod units;

use chrono::{DateTime, Utc};
use domain::{
    ids::{CitizenId, EmployeeId, UnitId},
    policy::Action,
};
use persistence::{Caller, Database, Streams, Writer, new_id};
use std::collections::BTreeMap;

pub use citizens::ASTRIDS_NUMBER;
pub use people::{PASSWORD, Person};

/// What every test starts with.
#[derive(Debug, Clone)]
pub struct World {
    /// Team Skullerud: Kari's.
    pub skullerud: UnitId,
    /// Team Bogerud: Nina's.
    pub bogerud: UnitId,
    /// The district's application office: Olav's.
    pub office: UnitId,
    /// The municipality's staffing office: Trine's.
    pub staffing: UnitId,
    /// Astrid Bøe of Team Skullerud.
    pub astrid: CitizenId,
    /// Einar Dahl of Team Skullerud.
    pub einar: CitizenId,
    /// Gunvor Lie of Team Bogerud.
    pub gunvor: CitizenId,
    people: BTreeMap<&'static str, Person>,
}

impl World {
    /// One of the people by user name.
    pub fn person(&self, user_name: &str) -> Person {
        *self
            .people
            .get(user_name)
            .unwrap_or_else(|| panic!("nobody is called {user_name}"))
    }

    /// The employee behind a user name.
    pub fn employee(&self, user_name: &str) -> EmployeeId {
        self.person(user_name).employee
    }

    /// The ids alone, stored nowhere.
    pub(crate) fn nowhere(now: DateTime<Utc>) -> Self {
        Self {
            skullerud: new_id(now),
            bogerud: new_id(now),
            office: new_id(now),
            staffing: new_id(now),
            astrid: new_id(now),
            einar: new_id(now),
            gunvor: new_id(now),
            people: people::with_new_ids(now),
        }
    }

    /// Stores them in a database that has a schema and nobody in it.
    ///
    /// # Panics
    /// When they cannot be stored.
    pub fn build(database: &Database, now: DateTime<Utc>) -> Self {
        let world = Self::nowhere(now);
        let caller = Caller::system(Action::SignIn, now);
        let units = |writer: &mut Writer<'_>| world.units(writer, now);
        database
            .write(&caller, &Streams::municipality(), units)
            .expect("units");
        let streams = Streams::municipality()
            .and_unit(world.skullerud)
            .and_unit(world.bogerud)
            .and_unit(world.office)
            .and_unit(world.staffing);
        let rest = |writer: &mut Writer<'_>| {
            world.staff(writer, now)?;
            world.citizens(writer, now)
        };
        database.write(&caller, &streams, rest).expect("people");
        world
    }
}
