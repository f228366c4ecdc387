//! Quotas: a number of places that several leaders share, e.g. one short-term place per district
//! (R-VED-1, R-VED-2).

use crate::{ids::QuotaId, period::Period, reason::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static QUOTA_USED_UP: Reason = Reason {
    rule: "R-VED-2",
    code: "quota-used-up",
    nb: "Alle plassene i kvoten ({places}) er i bruk i perioden. Vent til en plass blir ledig, eller velg en annen periode.",
    nn: "Alle plassane i kvoten ({places}) er i bruk i perioden. Vent til ein plass blir ledig, eller vel ein annan periode.",
    en: "Every place of the quota ({places}) is taken in the period. Wait until a place is free, or choose another period.",
};

static QUOTA_UNKNOWN: Reason = Reason {
    rule: "R-VED-2",
    code: "quota-unknown",
    nb: "Fullmakten gjelder innenfor en kvote som ikke er registrert. Be administrator registrere kvoten.",
    nn: "Fullmakta gjeld innanfor ein kvote som ikkje er registrert. Be administrator registrere kvoten.",
    en: "The delegation counts within a quota that is not registered. Ask the administrator to register it.",
};

static QUOTA_NAME: Reason = Reason {
    rule: "R-VED-1",
    code: "quota-name",
    nb: "Kvoten trenger et navn på høyst {most} tegn.",
    nn: "Kvoten treng eit namn på høgst {most} teikn.",
    en: "The quota needs a name of at most {most} characters.",
};
static QUOTA_PLACES: Reason = Reason {
    rule: "R-VED-1",
    code: "quota-places",
    nb: "Antall plasser må være fra 0 til {most}.",
    nn: "Talet på plassar må vere frå 0 til {most}.",
    en: "The number of places must be from 0 to {most}.",
};
/// Longest name, characters, and most places of one quota.
const LONGEST_NAME: usize = 200;
const MOST_PLACES: i32 = 10_000;

/// What is wrong with a quota that is to be registered.
pub fn check_new_quota(name: &str, places: i32) -> Violations {
    let mut found = Violations::new();
    if name.trim().is_empty() || LONGEST_NAME < name.chars().count() {
        found.push(
            QUOTA_NAME
                .violation()
                .at("/name")
                .with("most", LONGEST_NAME),
        );
    }
    if !(0..=MOST_PLACES).contains(&places) {
        let fault = QUOTA_PLACES.violation().at("/places");
        found.push(fault.with("most", i64::from(MOST_PLACES)));
    }
    found
}

/// A quota and how it is used at the moment of asking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuotaUse {
    /// Which quota.
    pub quota: QuotaId,
    /// Number of places.
    pub places: i32,
    /// One entry for each place taken by a vedtak in force or to come, whoever signed it.
    pub taken: Vec<Period>,
}

impl QuotaUse {
    /// The most places in use on any one day of `period`.
    pub fn peak(&self, period: Period) -> usize {
        // Use only rises on a first day, so the peak lies on one of them, or where the period begins.
        self.taken
            .iter()
            .map(|taken| taken.from)
            .filter(|day| period.contains(*day))
            .chain([period.from])
            .map(|day| {
                self.taken
                    .iter()
                    .filter(|taken| taken.contains(day))
                    .count()
            })
            .max()
            .unwrap_or(0)
    }
}

/// Whether one more place of `quota` is free through all of `period`.
pub fn check_quota(quota: QuotaId, uses: &[QuotaUse], period: Period) -> Violations {
    match uses.iter().find(|u| u.quota == quota) {
        None => vec![QUOTA_UNKNOWN.violation()],
        Some(u) if i64::try_from(u.peak(period)).unwrap_or(i64::MAX) >= i64::from(u.places) => {
            vec![
                QUOTA_USED_UP
                    .violation()
                    .with("places", i64::from(u.places)),
            ]
        }
        Some(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n)
    }
    fn period(from: u64, to: u64) -> Period {
        Period {
            from: day(from),
            until: Some(day(to)),
        }
    }
    fn quota(places: i32, taken: Vec<Period>) -> QuotaUse {
        QuotaUse {
            quota: QuotaId(Uuid::nil()),
            places,
            taken,
        }
    }

    #[test]
    fn a_place_is_free_again_the_day_after_the_last_one_left_it() {
        let uses = [quota(1, vec![period(0, 13)])];
        let id = uses[0].quota;
        assert_eq!(
            check_quota(id, &uses, period(13, 20))[0].reason.code,
            "quota-used-up"
        );
        assert!(check_quota(id, &uses, period(14, 20)).is_empty());
    }

    #[test]
    fn an_unregistered_quota_gives_no_place() {
        let violations = check_quota(QuotaId(Uuid::nil()), &[], period(0, 1));
        assert_eq!(violations[0].reason.code, "quota-unknown");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn a_quota_is_never_exceeded_when_each_place_is_asked_for(
            places in 0i32..4, asked in proptest::collection::vec((0u64..30, 0u64..15), 0..20),
        ) {
            let mut uses = [quota(places, vec![])];
            for (from, length) in asked {
                let wanted = period(from, from + length);
                if check_quota(uses[0].quota, &uses, wanted).is_empty() {
                    uses[0].taken.push(wanted);
                }
            }
            for n in 0..50 {
                let used = uses[0].taken.iter().filter(|p| p.contains(day(n))).count();
                prop_assert!(used <= usize::try_from(places).unwrap());
            }
        }
    }
}
