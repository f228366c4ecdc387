//! Whatever text comes from outside, it is read or refused with a reason; nothing panics, nothing takes
//! for ever (SEC-19). As many cases as `PROPTEST_CASES` says: 256 in `make test`, millions in `make soak`.

use crate::{
    national_number::{AcceptancePolicy, NationalNumber},
    recurrence::Recurrence,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

/// Text that looks like a rule, put together at random.
fn nearly_a_rule() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("FREQ=WEEKLY".to_owned()),
        Just("FREQ=MONTHLY".to_owned()),
        Just("RRULE:FREQ=DAILY".to_owned()),
        "INTERVAL=[0-9]{1,12}",
        "BY(DAY|MONTHDAY|SETPOS|MONTH|YEARDAY|WEEKNO|HOUR)=[-+0-9A-Z,]{0,12}",
        "COUNT=[0-9]{0,20}",
        "UNTIL=[0-9TZ]{0,20}",
        "WKST=[A-Z]{0,3}",
        "[A-Z]{0,8}=[^;]{0,8}",
        "\\PC{0,12}",
    ];
    proptest::collection::vec(part, 0..6).prop_map(|parts| parts.join(";"))
}

proptest! {
    #[test]
    fn any_text_is_a_national_number_or_refused_with_a_reason(text in "(\\PC{0,40}|[0-9 ]{9,16})") {
        for policy in [AcceptancePolicy::Production, AcceptancePolicy::Demo] {
            match NationalNumber::parse(&text, policy) {
                Ok(number) => {
                    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                    prop_assert_eq!(digits.len(), 11);
                    // What it prints as never gives it away.
                    let shown = format!("{number:?}");
                    prop_assert!(!shown.contains(&digits));
                }
                Err(violations) => prop_assert!(!violations.is_empty()),
            }
        }
    }

    #[test]
    fn any_text_is_a_rule_whose_days_can_be_counted_or_is_refused_with_a_reason(
        text in prop_oneof![nearly_a_rule(), "\\PC{0,80}"],
        offset in 0u64..1_000,
    ) {
        match Recurrence::parse(&text) {
            Ok(rule) => {
                let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default() + Days::new(offset);
                let days = rule.dates_between(start, start, start + Days::new(60));
                prop_assert!(days.len() <= 61 && days.is_sorted());
                // What was let through once is let through again, unchanged.
                let again = Recurrence::parse(rule.as_str());
                prop_assert_eq!(again.ok(), Some(rule));
            }
            Err(violations) => prop_assert!(!violations.is_empty()),
        }
    }
}
