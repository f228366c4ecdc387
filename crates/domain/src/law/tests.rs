//! The rows that come with Tillit hold together, and a new act counts from its day (R-VED-8).

use super::*;
use crate::{service::ServiceType, vedtak::VedtakForm};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

fn embedded() -> Law {
    Law::embedded().unwrap()
}

impl Default for DecisionSettings {
    /// As on a day of the domain's fixtures.
    fn default() -> Self {
        embedded().on(NaiveDate::from_ymd_opt(2026, 6, 1).unwrap())
    }
}

#[test]
fn the_rows_that_come_with_tillit_say_everything_that_is_needed() {
    assert_eq!(embedded().check(day(1, 1)), Ok(()));
}

#[test]
fn a_new_act_and_its_deadlines_count_from_their_day_and_not_the_day_before() {
    let new = Law::parse(
        r#"
        [[versions]]
        id = "fvl-2025"
        validFrom = "2027-07-01"
        source = "Lov 20. juni 2025 nr. 81"
        [[numbers]]
        name = "appeal_weeks"
        value = 6
        validFrom = "2027-07-01"
        source = "an example"
        "#,
    );
    let law = embedded().with(new.unwrap());
    assert_eq!(law.check(day(1, 1)), Ok(()));
    let on = |at| {
        let settings = law.on(at);
        (settings.law.unwrap().id, settings.appeal_weeks)
    };
    assert_eq!(on(day(6, 30)), ("fvl-1967".to_owned(), 4));
    assert_eq!(on(day(7, 1)), ("fvl-2025".to_owned(), 6));
}

#[test]
fn a_gap_an_overlap_and_a_missing_row_stop_the_start_by_name() {
    let mut law = embedded();
    law.numbers
        .retain(|row| row.name != NumberName::AppealWeeks);
    law.versions[0].valid_to = Some(day(2, 1));
    let twice = law.services[0].clone();
    law.services.push(twice);
    let faults = law.check(day(1, 1)).unwrap_err();
    assert_eq!(
        faults,
        [
            "the act: no row counts after 2027-02-01",
            "the number appeal_weeks: nothing says it",
            "the service home_nursing: two rows begin on 2012-01-01",
        ]
    );
    assert!(Law::parse("[[numbers]]\nname = \"appeal_moons\"").is_err());
}

#[test]
fn every_service_has_one_row_today_and_the_frame_vedtak_is_the_default_for_home_nursing_only() {
    let settings = DecisionSettings::default();
    for service in ServiceType::ALL {
        let rules = settings.service(*service).unwrap();
        let is_frame = rules.default_form == VedtakForm::Frame;
        assert_eq!(is_frame, *service == ServiceType::HomeNursing);
    }
    let before = embedded().on(NaiveDate::from_ymd_opt(2011, 12, 31).unwrap());
    assert_eq!(before.service(ServiceType::Bpa), None);
}
