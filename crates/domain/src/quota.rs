//! Quotas: a number of places that several leaders share, e.g. one short-term place per district
//! (R-VED-1, R-VED-2).

use crate::{
    ids::{EmployeeId, QuotaChangeId, QuotaId},
    period::{Period, is_plausible},
    reason::*,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static QUOTA_USED_UP: Reason = Reason {
    rule: "R-VED-2",
    code: "quota-used-up",
    nb: "Alle plassene i kvoten ({places}) er i bruk {day}. Vent til en plass blir ledig, eller velg en annen periode.",
    nn: "Alle plassane i kvoten ({places}) er i bruk {day}. Vent til ein plass blir ledig, eller vel ein annan periode.",
    en: "Every place of the quota ({places}) is taken on {day}. Wait until a place is free, or choose another period.",
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
static CHANGE_PAST: Reason = Reason {
    rule: "R-VED-2",
    code: "quota-change-past",
    nb: "Et nytt antall plasser kan tidligst gjelde fra {today}. Det som er signert, ble signert under det som gjaldt.",
    nn: "Eit nytt tal på plassar kan tidlegast gjelde frå {today}. Det som er signert, blei signert under det som gjaldt.",
    en: "A new number of places can count from {today} at the earliest. What was signed was signed under what counted.",
};
static CHANGE_DECISION: Reason = Reason {
    rule: "R-VED-2",
    code: "quota-change-decision",
    nb: "Oppgi vedtaket endringen bygger på, med høyst {most} tegn.",
    nn: "Oppgi vedtaket endringa byggjer på, med høgst {most} teikn.",
    en: "Give the decision that the change rests on, in at most {most} characters.",
};
/// Longest name, characters, and most places of one quota.
const LONGEST_NAME: usize = 200;
const MOST_PLACES: i32 = 10_000;
/// Longest reference to a decision, characters.
const LONGEST_DECISION: usize = 500;

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

/// A number of places from a day on. A quota is never edited: a new number is a new line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuotaSize {
    /// First day.
    pub from: NaiveDate,
    /// Number of places; none when the quota has ended.
    pub places: i32,
}

/// A new number of places, as registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuotaChange {
    /// Identity.
    pub id: QuotaChangeId,
    /// Of which quota.
    pub quota: QuotaId,
    /// The number, from a day on.
    #[serde(flatten)]
    pub size: QuotaSize,
    /// The decision it rests on.
    pub decision: String,
    /// Who registered it.
    pub registered_by: EmployeeId,
    /// When.
    pub registered_at: DateTime<Utc>,
}

/// What is wrong with a change that is to be registered: it has places, a decision, and a first day
/// that is not past, so that what was signed was signed under what counted.
pub fn check_quota_change(size: QuotaSize, decision: &str, today: NaiveDate) -> Violations {
    let mut found = Violations::new();
    if !(0..=MOST_PLACES).contains(&size.places) {
        let fault = QUOTA_PLACES.violation().at("/places");
        found.push(fault.with("most", i64::from(MOST_PLACES)));
    }
    if size.from < today || !is_plausible(size.from) {
        let fault = CHANGE_PAST.violation().at("/from");
        found.push(fault.with("today", today));
    }
    if decision.trim().is_empty() || LONGEST_DECISION < decision.chars().count() {
        let fault = CHANGE_DECISION.violation().at("/decision");
        found.push(fault.with("most", LONGEST_DECISION));
    }
    found
}

/// A quota and how it is used at the moment of asking.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotaUse {
    /// Which quota.
    pub quota: QuotaId,
    /// Its numbers of places in the order of registration; of those that have begun, the one that
    /// began last counts, and of two from the same day the later registered.
    pub sizes: Vec<QuotaSize>,
    /// One entry for each place taken by a vedtak in force or to come, whoever signed it.
    pub taken: Vec<Period>,
}

impl QuotaUse {
    /// Places on a day.
    pub fn places_on(&self, day: NaiveDate) -> i32 {
        self.sizes
            .iter()
            .filter(|size| size.from <= day)
            .max_by_key(|size| size.from)
            .map_or(0, |size| size.places)
    }

    /// Places in use on a day.
    pub fn used_on(&self, day: NaiveDate) -> usize {
        self.taken
            .iter()
            .filter(|taken| taken.contains(day))
            .count()
    }

    /// The first day of `period` on which no place is free. Use rises only on a first day and places
    /// fall only where a size begins, so it is one of those, or where the period begins.
    pub fn first_full_day(&self, period: Period) -> Option<NaiveDate> {
        let is_full = |day| {
            i64::try_from(self.used_on(day)).unwrap_or(i64::MAX) >= i64::from(self.places_on(day))
        };
        self.taken
            .iter()
            .map(|taken| taken.from)
            .chain(self.sizes.iter().map(|size| size.from))
            .filter(|day| period.contains(*day))
            .chain([period.from])
            .filter(|day| is_full(*day))
            .min()
    }
}

/// Whether one more place of `quota` is free through all of `period`.
pub fn check_quota(quota: QuotaId, uses: &[QuotaUse], period: Period) -> Violations {
    let Some(found) = uses.iter().find(|u| u.quota == quota) else {
        return vec![QUOTA_UNKNOWN.violation()];
    };
    found
        .first_full_day(period)
        .map(|day| {
            let fault = QUOTA_USED_UP.violation().with("day", day);
            fault.with("places", i64::from(found.places_on(day)))
        })
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
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
            sizes: vec![QuotaSize {
                from: day(0),
                places,
            }],
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

    #[test]
    fn the_number_that_began_last_counts_and_the_later_registered_of_two_from_one_day() {
        let mut quota = quota(2, vec![]);
        let size = |n, places| QuotaSize {
            from: day(n),
            places,
        };
        quota.sizes.extend([size(10, 1), size(5, 3), size(10, 0)]);
        let on = |n| quota.places_on(day(n));
        assert_eq!(
            [on(0), on(4), on(5), on(9), on(10), on(40)],
            [2, 2, 3, 3, 0, 0]
        );
        assert_eq!(
            quota.places_on(day(0).pred_opt().unwrap()),
            0,
            "before it began"
        );
    }

    #[test]
    fn a_stay_that_reaches_into_days_with_fewer_places_finds_none() {
        let mut quota = quota(2, vec![period(0, 60)]);
        quota.sizes.push(QuotaSize {
            from: day(30),
            places: 1,
        });
        let id = quota.quota;
        assert!(check_quota(id, std::slice::from_ref(&quota), period(0, 29)).is_empty());
        let full = check_quota(id, std::slice::from_ref(&quota), period(20, 30));
        assert!(
            full[0].message(Language::Nb).contains("31.01.2026"),
            "{full:?}"
        );
    }

    #[test]
    fn a_change_counts_from_today_at_the_earliest_and_rests_on_a_decision() {
        let past = QuotaSize {
            from: day(9),
            places: -1,
        };
        let codes: Vec<_> = check_quota_change(past, " ", day(10))
            .iter()
            .map(|fault| fault.reason.code)
            .collect();
        assert_eq!(
            codes,
            ["quota-places", "quota-change-past", "quota-change-decision"]
        );
        let right = QuotaSize {
            from: day(10),
            places: 0,
        };
        assert!(check_quota_change(right, "Sak 14/26", day(10)).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn a_quota_is_never_exceeded_when_each_place_is_asked_for(
            places in 0i32..4, more in 0i32..4, begins in 0u64..40,
            asked in proptest::collection::vec((0u64..30, 0u64..15), 0..20),
        ) {
            let mut uses = [quota(places, vec![])];
            uses[0].sizes.push(QuotaSize { from: day(begins), places: more });
            for (from, length) in asked {
                let wanted = period(from, from + length);
                if check_quota(uses[0].quota, &uses, wanted).is_empty() {
                    uses[0].taken.push(wanted);
                }
            }
            for n in 0..50 {
                let allowed = if n < begins { places } else { more };
                let used = uses[0].taken.iter().filter(|p| p.contains(day(n))).count();
                prop_assert!(used <= usize::try_from(allowed).unwrap());
            }
        }
    }
}
