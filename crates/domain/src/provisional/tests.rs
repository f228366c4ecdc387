//! Services before their vedtak (R-CIT-5, R-TEAM-6).

use super::*;
use crate::{
    charter::{Model, TeamCharter},
    decision_settings::DecisionSettings,
    delegation::fixtures::{codes, date, employee, noon, unit},
};
use uuid::Uuid;

fn service(from: NaiveDate, until: NaiveDate) -> Provisional {
    Provisional {
        id: ProvisionalId(Uuid::nil()),
        citizen: CitizenId(Uuid::nil()),
        unit: unit(1),
        service: ServiceType::HomeNursing,
        application: None,
        from,
        until,
        reason: "Kommer hjem fra sykehus".into(),
        extensions: vec![],
        stop: None,
        started_by: employee(1),
        started_at: noon(6, 1),
    }
}

fn starting(
    wanted: &Provisional,
    model: Model,
    in_force: &[Period],
    others: &[Provisional],
) -> Vec<&'static str> {
    let charter = TeamCharter::preset(unit(1), model, [].into(), date(1, 1));
    codes(&wanted.start_faults(&StartFacts {
        charter: Some(&charter),
        in_force,
        others,
        choices: &[],
        settings: &DecisionSettings::default(),
        today: date(6, 1),
    }))
}

#[test]
fn a_modell_1_team_serves_fourteen_days_counting_the_first_and_a_modell_2_team_does_not() {
    let fourteen = service(date(6, 1), date(6, 14));
    assert!(starting(&fourteen, Model::Model1, &[], &[]).is_empty());
    assert_eq!(
        starting(&fourteen, Model::Model2, &[], &[]),
        ["first-service-elsewhere"]
    );
    let fifteen = service(date(6, 1), date(6, 15));
    assert_eq!(
        starting(&fifteen, Model::Model1, &[], &[]),
        ["provisional-too-long"]
    );
}

#[test]
fn there_is_one_at_a_time_and_none_beside_a_vedtak() {
    let wanted = service(date(6, 1), date(6, 10));
    let in_force = [Period {
        from: date(6, 9),
        until: None,
    }];
    let others = [service(date(5, 25), date(6, 1))];
    assert_eq!(
        starting(&wanted, Model::Model1, &in_force, &others),
        ["provisional-has-vedtak", "provisional-already"]
    );
}

#[test]
fn it_is_extended_with_a_reason_fourteen_days_at_a_time_until_it_stops() {
    let settings = DecisionSettings::default();
    let extension = |until, reason: &str| Extension {
        until,
        reason: reason.into(),
        at: noon(6, 14),
        by: employee(1),
    };
    let first = service(date(6, 1), date(6, 14));
    let refused = first
        .clone()
        .extended(extension(date(6, 14), " "), &settings);
    assert_eq!(
        codes(&refused.unwrap_err()),
        ["provisional-not-later", "provisional-reason-missing"]
    );
    let far = first
        .clone()
        .extended(extension(date(6, 29), "Venter"), &settings);
    assert_eq!(codes(&far.unwrap_err()), ["provisional-too-long"]);
    let longer = first
        .extended(extension(date(6, 28), "Venter på lege"), &settings)
        .unwrap();
    assert_eq!(longer.last_day(), date(6, 28));
    let stop = Stop {
        last_day: date(6, 20),
        reason: "Klarer seg selv".into(),
        by_vedtak: None,
        at: noon(6, 20),
        by: employee(1),
    };
    let stopped = longer.stopped(stop.clone(), date(6, 20)).unwrap();
    assert_eq!(stopped.last_day(), date(6, 20));
    assert_eq!(
        codes(&stopped.stopped(stop, date(6, 20)).unwrap_err()),
        ["provisional-over"]
    );
}
