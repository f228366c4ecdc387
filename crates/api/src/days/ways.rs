//! How long it takes from one visit to another.

use domain::{
    ids::{EmployeeId, VisitId},
    organisation::Transport,
    visit::Place as Where,
};
use persistence::{Day, DayVisit};
use scheduling::{GreatCircle, Place};
use std::collections::BTreeMap;

/// Where a visit is done; none by telephone or screen.
pub(crate) fn place(day: &Day, visit: &DayVisit) -> Option<Place> {
    let planned = &visit.visit.planned;
    if matches!(planned.place, Where::Telephone | Where::Digital) {
        return None;
    }
    let citizen = day.citizens.get(&planned.citizen);
    let home = citizen
        .map(|citizen| &citizen.content.address)
        .filter(|address| address.protection.may_be_shown())
        .and_then(|address| address.place);
    // A protected address is on no map and goes to no road engine (SEC-4); the way is counted from the base.
    Some(home.map_or_else(
        || base(day),
        |home| Place {
            latitude: home.lat,
            longitude: home.lon,
        },
    ))
}

/// Where lists start and end.
pub(crate) const fn base(day: &Day) -> Place {
    Place {
        latitude: day.base.0,
        longitude: day.base.1,
    }
}

/// Minutes an employee needs from one visit of the day to another.
pub(crate) fn ways(day: &Day) -> impl Fn(EmployeeId, VisitId, VisitId) -> i32 + use<> {
    let places: BTreeMap<VisitId, Place> = day
        .visits
        .iter()
        .chain(&day.elsewhere)
        .filter_map(|visit| Some((visit.visit.id, place(day, visit)?)))
        .collect();
    let transports: BTreeMap<EmployeeId, Transport> = day
        .people
        .iter()
        .map(|p| (p.employee.id, p.employee.transport))
        .collect();
    move |who, from, to| match (places.get(&from), places.get(&to)) {
        (Some(from), Some(to)) => {
            let transport = transports.get(&who).copied().unwrap_or(Transport::Walk);
            GreatCircle::default().minutes(transport, from, to)
        }
        _ => 0,
    }
}
