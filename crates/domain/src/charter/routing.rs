//! Where an application goes, and why (R-TEAM-6).

use super::{Responsibility, TeamCharter};
use crate::{
    decision_settings::DecisionSettings, organisation::UnitKind, reason::*, service::ServiceType,
    service_rules::Preparer,
};
use chrono::NaiveDate;

static RESERVED: Reason = Reason {
    rule: "R-VED-1",
    code: "route-reserved",
    nb: "Vedtak om {service} hører til søknadskontoret.",
    nn: "Vedtak om {service} høyrer til søknadskontoret.",
    en: "A vedtak on {service} belongs to the application office.",
};
static SPECIALITY: Reason = Reason {
    rule: "R-VED-1",
    code: "route-speciality",
    nb: "Vedtak om {service} forberedes av saksbehandlere med dette som fagfelt.",
    nn: "Vedtak om {service} blir førebudde av saksbehandlarar med dette som fagfelt.",
    en: "A vedtak on {service} is prepared by case workers with that speciality.",
};
static DEMENTIA: Reason = Reason {
    rule: "R-TEAM-6",
    code: "route-dementia",
    nb: "Innbyggeren hører til demensteamet, og spillereglene legger ansvaret til {unit}.",
    nn: "Innbyggjaren høyrer til demensteamet, og spelereglane legg ansvaret til {unit}.",
    en: "The citizen qualifies for the dementia team, and the charter gives that to the {unit}.",
};
static NEW_CITIZEN: Reason = Reason {
    rule: "R-TEAM-6",
    code: "route-new-citizen",
    nb: "Innbyggeren er ny. Etter teamets spilleregler ({model}) tas nye innbyggere imot av {unit}.",
    nn: "Innbyggjaren er ny. Etter spelereglane til teamet ({model}) blir nye innbyggjarar tekne imot av {unit}.",
    en: "The citizen is new. By the team's charter ({model}) new citizens are met by the {unit}.",
};
static KNOWN_CITIZEN: Reason = Reason {
    rule: "R-TEAM-6",
    code: "route-known-citizen",
    nb: "Innbyggeren har tjenester fra før. Etter spillereglene ({model}) forbereder {unit} vedtak.",
    nn: "Innbyggjaren har tenester frå før. Etter spelereglane ({model}) førebur {unit} vedtak.",
    en: "The citizen already has services. By the charter ({model}) the {unit} prepares vedtak.",
};
static NO_TEAM: Reason = Reason {
    rule: "R-TEAM-1",
    code: "route-no-team",
    nb: "Ingen team har ansvar for adressen. Søknadskontoret tar saken.",
    nn: "Inga team har ansvar for adressa. Søknadskontoret tek saka.",
    en: "No team answers for the address. The application office takes the case.",
};
static CASE_WORKER_FIRST: Reason = Reason {
    rule: "R-TEAM-6",
    code: "case-worker-first",
    nb: "En saksbehandler møter innbyggeren først, så valget av leverandør er fritt.",
    nn: "Ein saksbehandlar møter innbyggjaren først, så valet av leverandør er fritt.",
    en: "A case worker meets the citizen first, so that the choice of provider stays free.",
};

/// What routing looks at.
#[derive(Debug, Clone, Copy)]
pub struct RouteFacts<'a> {
    /// The service applied for.
    pub service: ServiceType,
    /// Whether the citizen has no services yet.
    pub is_new_citizen: bool,
    /// Whether the citizen qualifies for the dementia team.
    pub qualifies_for_dementia_team: bool,
    /// Charter of the team whose area holds the address.
    pub charter: Option<&'a TeamCharter>,
    /// Day of the application.
    pub day: NaiveDate,
    /// What holds for services that day.
    pub settings: &'a DecisionSettings,
}

/// Where an application goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// To a unit of this kind.
    pub unit_kind: UnitKind,
    /// To a case worker with this speciality there, when the service asks for one.
    pub speciality: Option<ServiceType>,
    /// Why, worded like any reason.
    pub reasons: Vec<Violation>,
}

/// Routes an application by the service's rules, then the team's charter.
pub fn route_application(facts: &RouteFacts<'_>) -> Route {
    let mut route = route_to_unit(facts);
    if facts.is_new_citizen {
        route.reasons.push(CASE_WORKER_FIRST.violation());
    }
    route
}

fn route_to_unit(facts: &RouteFacts<'_>) -> Route {
    let service = facts.service;
    let to = |unit_kind, reason| Route {
        unit_kind,
        speciality: None,
        reasons: vec![reason],
    };
    let office = UnitKind::ApplicationOffice;
    match facts
        .settings
        .service(service)
        .map(|rules| rules.prepared_by)
    {
        Some(Preparer::Speciality) => {
            let reason = SPECIALITY.violation().with("service", service.term());
            return Route {
                speciality: Some(service),
                ..to(office, reason)
            };
        }
        Some(Preparer::ApplicationOffice) => {
            return to(office, RESERVED.violation().with("service", service.term()));
        }
        Some(Preparer::Team) | None => {}
    }
    let Some(charter) = facts.charter else {
        return to(office, NO_TEAM.violation());
    };
    let (responsibility, reason) = if facts.qualifies_for_dementia_team {
        (Responsibility::Dementia, &DEMENTIA)
    } else if facts.is_new_citizen {
        (Responsibility::Intake, &NEW_CITIZEN)
    } else {
        (Responsibility::Preparation, &KNOWN_CITIZEN)
    };
    let unit = charter.held_by(responsibility, facts.day);
    to(
        unit,
        reason
            .violation()
            .with("unit", unit.term())
            .with("model", charter.model.term()),
    )
}

#[cfg(test)]
mod tests {
    use super::super::Model;
    use super::*;
    use crate::delegation::fixtures::{codes, date, unit};

    fn route(model: Model, service: ServiceType, is_new: bool, dementia: bool) -> Route {
        let charter = TeamCharter::preset(unit(1), model, [].into(), date(1, 1));
        route_application(&RouteFacts {
            service,
            is_new_citizen: is_new,
            qualifies_for_dementia_team: dementia,
            charter: Some(&charter),
            day: date(6, 1),
            settings: &DecisionSettings::default(),
        })
    }

    #[test]
    fn a_new_citizen_goes_to_the_team_in_model_1_and_to_a_specialist_team_in_model_2() {
        let home = ServiceType::HomeNursing;
        let first = route(Model::Model1, home, true, false);
        assert_eq!(first.unit_kind, UnitKind::Team);
        assert_eq!(
            codes(&first.reasons),
            ["route-new-citizen", "case-worker-first"]
        );
        assert_eq!(
            route(Model::Model2, home, true, false).unit_kind,
            UnitKind::SpecialistTeam
        );
        assert_eq!(
            route(Model::Model2, home, false, false).unit_kind,
            UnitKind::Team
        );
    }

    #[test]
    fn those_who_qualify_go_to_the_dementia_team() {
        let route = route(Model::Model2, ServiceType::HomeNursing, false, true);
        assert_eq!(route.unit_kind, UnitKind::SpecialistTeam);
        assert_eq!(codes(&route.reasons), ["route-dementia"]);
    }

    #[test]
    fn reserved_services_go_to_the_office_and_bpa_to_its_case_workers() {
        let day_centre = route(Model::Model1, ServiceType::DayCentre, false, false);
        assert_eq!(day_centre.unit_kind, UnitKind::ApplicationOffice);
        let bpa = route(Model::Model1, ServiceType::Bpa, false, false);
        assert_eq!(bpa.speciality, Some(ServiceType::Bpa));
        assert_eq!(codes(&bpa.reasons), ["route-speciality"]);
    }
}
