//! The demo municipality: a pure function from a seed and a day to districts, teams, people,
//! citizens, plans, decisions and rotas.
//!
//! Everybody in it is invented; identity numbers are of the national test population (month + 80).
//! Streets and postal codes are real ones, so that distances are. The same seed and day give the
//! same municipality, and every value passes the domain's own checks: storing it is only inserting.

mod areas;
mod authority;
mod citizens;
mod decisions;
mod fill;
mod history;
mod letters;
mod log_ins;
mod model;
mod names;
mod needs;
mod past;
mod people;
mod picker;
mod plans;
mod rota;
mod staff;
mod units;
mod words;

#[cfg(test)]
mod tests;

pub use fill::{fill, refuse};
pub use log_ins::log_ins;
pub use model::*;

use chrono::NaiveDate;
use picker::Picker;

/// The password of every log-in of the demo.
pub const DEMO_PASSWORD: &str = "demo sykkel november";

/// The demo municipality as it is on `today`.
pub fn municipality(seed: u64, today: NaiveDate) -> DemoMunicipality {
    let mut picker = Picker::new(seed, today);
    let districts = units::districts(&mut picker);
    let mut units = units::units(&districts, today, &mut picker);
    let people = staff::people(&units, today, &mut picker);
    units::agree_on_duties(&mut units, &people, today);
    let delegations = authority::register(&units, &people, today, &mut picker);
    let shifts = rota::shifts(&units, &people, today, &mut picker);
    let context = Context {
        people: &people,
        delegations: &delegations,
        today,
    };
    let mut census = citizens::Census::default();
    let citizens = units
        .iter()
        .filter(|unit| unit.charter.is_some())
        .flat_map(|team| citizens::caseload(team, &context, &mut census, &mut picker))
        .collect();
    DemoMunicipality {
        name: "Oslo (demo)",
        districts,
        units,
        employees: people.employees,
        memberships: people.memberships,
        municipal_roles: people.municipal_roles,
        delegations,
        citizens,
        shifts,
    }
}

/// What making a citizen's record looks at.
struct Context<'a> {
    people: &'a people::People,
    delegations: &'a [domain::delegation::Delegation],
    today: NaiveDate,
}
