//! Delegated authority: council → director → district → leader, as the pilots practised it, and the
//! report's model page for Kampen (R-VED-1).

use super::{
    model::DemoUnit,
    people::People,
    picker::Picker,
    staff::{ADMINISTRATOR, AUDITOR},
    units::*,
};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    delegation::{Delegation, Grant, Limits, Mark, Reach},
    ids::{DelegationId, EmployeeId},
    organisation::Role,
    period::{Period, days_before},
    service::ServiceType,
    service_rules::{SigningPreset, preset_services},
    time::day_start,
    vedtak::Outcome,
};
use std::collections::BTreeSet;

/// Most minutes a week that a team leader signs for: 35 hours.
pub(super) const LEADERS_CEILING: i32 = 35 * 60;

/// How long before today each level was delegated, days; after the one above it.
const LEVELS: [u32; 3] = [800, 700, 400];

/// The register of the demo.
///
/// Hanne Moe acted for the leader of Skullerud until yesterday; the others' delegations are open.
pub(super) fn register(
    units: &[DemoUnit],
    people: &People,
    today: NaiveDate,
    picker: &mut Picker,
) -> Vec<Delegation> {
    let mut register = Register {
        links: Vec::new(),
        today,
        administrator: people.id(ADMINISTRATOR),
        picker,
    };
    let reach = |names: &[&str]| {
        let named = units.iter().filter(|u| names.contains(&u.name));
        Reach::Units(named.map(|u| u.id).collect())
    };
    let every: BTreeSet<ServiceType> = ServiceType::ALL.iter().copied().collect();
    let services = |preset, role| preset_services(preset, role).collect::<BTreeSet<_>>();
    let pilots = services(SigningPreset::Pilots, Role::Leader);
    let model_page = services(SigningPreset::ModelPage, Role::Leader);
    let office = services(SigningPreset::Pilots, Role::OfficeLeader);
    let therapy = [ServiceType::Physiotherapy, ServiceType::OccupationalTherapy];
    let office_and_therapy = office.iter().copied().chain(therapy).collect();
    let ceiling = Limits {
        minutes_per_week: Some(LEADERS_CEILING),
        ..Limits::default()
    };

    let id = |user_name| people.id(user_name);
    let (brings, director) = (id(ADMINISTRATOR), id("sigrid.aker"));
    let root = register.link(0, None, (brings, director), Reach::Municipality, &every);
    if let Some(root) = register.links.first_mut() {
        root.approval = Some(Mark {
            by: id(AUDITOR),
            at: root.registered_at + TimeDelta::hours(2),
        });
    }
    let ostensjo = id("arvid.lindas");
    let area = reach(&[SKULLERUD, BOGERUD, OSTENSJO_OFFICE]);
    let east = register.link(1, Some(root), (director, ostensjo), area, &every);
    let gamle_oslo = id("nora.bjerkelund");
    let area = reach(&[KAMPEN, GAMLE_OSLO_OFFICE]);
    let inner = register.link(1, Some(root), (director, gamle_oslo), area, &every);

    for (leader, team) in [("ingrid.solheim", SKULLERUD), ("marek.zielinski", BOGERUD)] {
        register.link(
            2,
            Some(east),
            (ostensjo, id(leader)),
            reach(&[team]),
            &pilots,
        );
        register.limit(ceiling);
    }
    let acting = (ostensjo, id("hanne.moe"));
    register.link(2, Some(east), acting, reach(&[SKULLERUD]), &pilots);
    register.limit(ceiling);
    register.acting_until(days_before(today, 1));
    let leader = (gamle_oslo, id("amina.warsame"));
    register.link(2, Some(inner), leader, reach(&[KAMPEN]), &model_page);
    register.limit(ceiling);

    let area = reach(&[SKULLERUD, BOGERUD, OSTENSJO_OFFICE]);
    let leader = (ostensjo, id("wenche.aamodt"));
    register.link(2, Some(east), leader, area, &office_and_therapy);
    let leader = (gamle_oslo, id("geir.opsahl"));
    let area = reach(&[KAMPEN, GAMLE_OSLO_OFFICE]);
    register.link(2, Some(inner), leader, area, &office);
    register.links
}

struct Register<'a> {
    links: Vec<Delegation>,
    today: NaiveDate,
    administrator: EmployeeId,
    picker: &'a mut Picker,
}

impl Register<'_> {
    /// Registers a link on its level and gives its id.
    fn link(
        &mut self,
        level: usize,
        parent: Option<DelegationId>,
        (delegated_by, holder): (EmployeeId, EmployeeId),
        units: Reach,
        services: &BTreeSet<ServiceType>,
    ) -> DelegationId {
        let from = days_before(self.today, LEVELS[level]);
        let id = self.picker.id();
        let decision = [
            "Bystyrets delegasjonsreglement, sak 112",
            "Direktørens delegering",
        ]
        .get(level)
        .unwrap_or(&"Bydelsdirektørens delegering");
        self.links.push(Delegation {
            id,
            grant: Grant {
                parent,
                holder,
                units,
                services: services.clone(),
                outcomes: Outcome::ALL.iter().copied().collect(),
                limits: Limits::default(),
                period: Period { from, until: None },
                acting: false,
                decision: (*decision).to_owned(),
                delegated_by,
                replaces: None,
            },
            registered_by: self.administrator,
            registered_at: day_start(from) + TimeDelta::hours(9),
            approval: None,
            ended: None,
        });
        id
    }

    /// Gives the last link a ceiling.
    fn limit(&mut self, limits: Limits) {
        if let Some(link) = self.links.last_mut() {
            link.grant.limits = limits;
        }
    }

    /// Makes the last link a substitution with its last day.
    fn acting_until(&mut self, until: NaiveDate) {
        if let Some(link) = self.links.last_mut() {
            link.grant.acting = true;
            link.grant.period = Period {
                from: days_before(until, 60),
                until: Some(until),
            };
            link.registered_at = day_start(link.grant.period.from) + TimeDelta::hours(9);
        }
    }
}
