//! Where a citizen is: a timeline that may be written late and in any order (R-CIT-4).
//!
//! The entry that began last decides, of two that began together the one recorded last. An entry
//! without an end lasts until the next begins; after one with an end, the earlier one counts again.
//! Death is final.

use crate::{
    ids::{EmployeeId, WhereaboutsId},
    reason::{Reason, Violations},
    text_enum,
    time::{day_end, day_start},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// Where a citizen is (R-CIT-4).
    pub enum Whereabouts {
        /// At home.
        Home = "home", "hjemme", "heime", "at home";
        /// Sykehus.
        Hospital = "hospital", "på sykehus", "på sjukehus", "in hospital";
        /// Helsehus.
        Helsehus = "helsehus", "på helsehus", "på helsehus", "in helsehus";
        /// Kommunal akutt døgnenhet.
        Kad = "kad", "på KAD", "på KAD", "in the municipal acute unit";
        /// Korttidsopphold.
        ShortTermStay = "short_term_stay", "på korttidsopphold", "på korttidsopphald", "on a short-term stay";
        /// Travelling, with family, and the like.
        Away = "away", "bortreist", "bortreist", "away";
        /// Dead.
        Deceased = "deceased", "død", "død", "deceased";
        /// No longer receives services.
        Ended = "ended", "avsluttet", "avslutta", "ended";
    }
}

impl Whereabouts {
    /// Coming home from here opens the home-coming checklist (R-MSG-2).
    pub const fn is_institution(self) -> bool {
        matches!(
            self,
            Self::Hospital | Self::Helsehus | Self::Kad | Self::ShortTermStay
        )
    }

    const fn has_no_end(self) -> bool {
        matches!(self, Self::Deceased | Self::Ended)
    }
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WhereaboutsEntry {
    /// Identity of the entry.
    pub id: WhereaboutsId,
    /// Where.
    pub kind: Whereabouts,
    /// From this instant.
    pub from: DateTime<Utc>,
    /// Until, not including, this instant; none: until the next entry begins.
    pub until: Option<DateTime<Utc>>,
    /// Ward or address, when known.
    pub note: Option<String>,
    /// When it was written down; may be later than `from`.
    pub recorded_at: DateTime<Utc>,
    /// Who wrote it down; none when a message did.
    pub recorded_by: Option<EmployeeId>,
    /// When it was taken back as wrong; from then it counts no more.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl WhereaboutsEntry {
    fn covers(&self, at: DateTime<Utc>) -> bool {
        self.withdrawn_at.is_none() && self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// A stretch of time at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stretch {
    /// Where; none when nothing is known.
    pub kind: Option<Whereabouts>,
    /// From this instant.
    pub from: DateTime<Utc>,
    /// Until, not including, this instant.
    pub until: DateTime<Utc>,
}

/// Where the citizen is at an instant; `None` when no entry speaks of it.
pub fn where_at(entries: &[WhereaboutsEntry], at: DateTime<Utc>) -> Option<Whereabouts> {
    let covering = || entries.iter().filter(|e| e.covers(at));
    if covering().any(|e| e.kind == Whereabouts::Deceased) {
        return Some(Whereabouts::Deceased);
    }
    covering()
        .max_by_key(|e| (e.from, e.recorded_at, e.id))
        .map(|e| e.kind)
}

/// The stretches from `from` to `until`, in order, without gaps, neighbours different.
pub fn stretches(
    entries: &[WhereaboutsEntry],
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Vec<Stretch> {
    let mut borders: Vec<_> = entries
        .iter()
        .flat_map(|e| [Some(e.from), e.until])
        .flatten()
        .filter(|at| from < *at && *at < until)
        .chain([from, until])
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let mut found: Vec<Stretch> = Vec::new();
    for pair in borders.windows(2) {
        let kind = where_at(entries, pair[0]);
        match found.last_mut() {
            Some(last) if last.kind == kind => last.until = pair[1],
            _ => found.push(Stretch {
                kind,
                from: pair[0],
                until: pair[1],
            }),
        }
    }
    found
}

/// The stretches of one local day, also one with 23 or 25 hours.
pub fn where_on(entries: &[WhereaboutsEntry], day: NaiveDate) -> Vec<Stretch> {
    stretches(entries, day_start(day), day_end(day))
}

/// Whether a visit at home from `from` to `until` meets the citizen there (R-CIT-4, R-WL-4).
///
/// Where nothing is recorded she is taken to be at home: nobody loses help for want of an entry.
pub fn is_home_during(
    entries: &[WhereaboutsEntry],
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> bool {
    let home = |kind: Option<Whereabouts>| kind.is_none_or(|k| k == Whereabouts::Home);
    home(where_at(entries, from)) && stretches(entries, from, until).iter().all(|s| home(s.kind))
}

static ENDS_BEFORE_IT_BEGINS: Reason = Reason {
    rule: "R-CIT-4",
    code: "whereabouts-backwards",
    nb: "Oppholdet slutter før det begynner.",
    nn: "Opphaldet sluttar før det byrjar.",
    en: "The stay ends before it begins.",
};
static FINAL_WITH_END: Reason = Reason {
    rule: "R-CIT-4",
    code: "whereabouts-final",
    nb: "«{kind}» kan ikke ha en slutt.",
    nn: "«{kind}» kan ikkje ha ein slutt.",
    en: "“{kind}” cannot have an end.",
};
static DEATH_AHEAD: Reason = Reason {
    rule: "R-CIT-4",
    code: "whereabouts-death-ahead",
    nb: "Et dødsfall kan ikke føres fram i tid.",
    nn: "Eit dødsfall kan ikkje førast fram i tid.",
    en: "A death cannot be recorded ahead of time.",
};

/// What is wrong with an entry. Overlap and late recording are not: the timeline knows what to do.
pub fn check_entry(entry: &WhereaboutsEntry, now: DateTime<Utc>) -> Violations {
    let mut violations = Violations::new();
    if let Some(until) = entry.until {
        if until <= entry.from {
            violations.push(ENDS_BEFORE_IT_BEGINS.violation().at("/until"));
        }
        if entry.kind.has_no_end() {
            let violation = FINAL_WITH_END.violation().at("/until");
            violations.push(violation.with("kind", entry.kind.term()));
        }
    }
    if entry.kind == Whereabouts::Deceased && now < entry.from {
        violations.push(DEATH_AHEAD.violation().at("/from"));
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn at(day: i64, hour: i64) -> DateTime<Utc> {
        let start = day_start(NaiveDate::from_ymd_opt(2026, 11, 1).unwrap());
        start + TimeDelta::days(day - 1) + TimeDelta::hours(hour)
    }
    fn entry(kind: Whereabouts, from: i64, until: Option<i64>, recorded: i64) -> WhereaboutsEntry {
        WhereaboutsEntry {
            id: WhereaboutsId(Uuid::from_u128(u128::try_from(recorded).unwrap())),
            kind,
            from: at(from, 0),
            until: until.map(|d| at(d, 0)),
            note: None,
            recorded_at: at(recorded, 0),
            recorded_by: None,
            withdrawn_at: None,
        }
    }
    use Whereabouts::*;

    #[test]
    fn an_open_stay_lasts_until_the_next_entry_begins() {
        let entries = [entry(Hospital, 3, None, 3), entry(Home, 8, None, 8)];
        assert_eq!(where_at(&entries, at(7, 23)), Some(Hospital));
        assert_eq!(where_at(&entries, at(8, 0)), Some(Home));
        assert_eq!(where_at(&entries, at(2, 0)), None);
    }

    #[test]
    fn a_stay_within_another_gives_way_to_it_when_it_ends() {
        let entries = [entry(Hospital, 1, Some(10), 1), entry(Kad, 3, Some(5), 9)];
        assert_eq!(where_at(&entries, at(4, 0)), Some(Kad));
        assert_eq!(where_at(&entries, at(5, 0)), Some(Hospital));
    }

    #[test]
    fn a_back_dated_entry_does_not_undo_a_later_home_coming() {
        let entries = [entry(Home, 8, None, 8), entry(Hospital, 2, None, 12)];
        assert_eq!(where_at(&entries, at(5, 0)), Some(Hospital));
        assert_eq!(where_at(&entries, at(12, 0)), Some(Home));
    }

    #[test]
    fn of_two_that_begin_together_the_one_recorded_last_counts() {
        let entries = [entry(Helsehus, 2, None, 4), entry(Hospital, 2, None, 3)];
        assert_eq!(where_at(&entries, at(3, 0)), Some(Helsehus));
    }

    #[test]
    fn a_withdrawn_entry_counts_no_more() {
        let mut wrong = entry(Hospital, 2, None, 3);
        wrong.withdrawn_at = Some(at(4, 0));
        assert_eq!(
            where_at(&[wrong, entry(Home, 1, None, 1)], at(3, 0)),
            Some(Home)
        );
    }

    #[test]
    fn nothing_comes_after_death() {
        let entries = [entry(Deceased, 5, None, 5), entry(Home, 7, None, 4)];
        assert_eq!(where_at(&entries, at(9, 0)), Some(Deceased));
    }

    #[test]
    fn a_visit_meets_the_citizen_only_if_home_all_the_while() {
        let entries = [entry(Home, 1, None, 1), entry(Hospital, 3, Some(4), 3)];
        assert!(is_home_during(&entries, at(2, 9), at(2, 10)));
        assert!(!is_home_during(&entries, at(2, 23), at(3, 1)));
        assert!(!is_home_during(&entries, at(3, 9), at(3, 10)));
        assert!(is_home_during(&entries, at(4, 0), at(4, 1)));
        assert!(is_home_during(&[], at(4, 0), at(4, 1)));
    }

    #[test]
    fn the_day_of_admission_has_two_stretches() {
        let mut admission = entry(Hospital, 3, None, 3);
        admission.from = at(3, 14);
        let day = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
        let kinds: Vec<_> = where_on(&[entry(Home, 1, None, 1), admission], day)
            .iter()
            .map(|s| s.kind)
            .collect();
        assert_eq!(kinds, [Some(Home), Some(Hospital)]);
    }

    #[test]
    fn refuses_a_stay_that_ends_before_it_begins_and_an_end_to_death() {
        let backwards = entry(Deceased, 9, Some(8), 1);
        let codes: Vec<_> = check_entry(&backwards, at(2, 0))
            .iter()
            .map(|v| v.reason.code)
            .collect();
        assert_eq!(
            codes,
            [
                "whereabouts-backwards",
                "whereabouts-final",
                "whereabouts-death-ahead"
            ]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn stretches_cover_all_the_time_and_agree_with_every_instant(
            raw in proptest::collection::vec((0usize..8, 1i64..20, proptest::option::of(1i64..8), 1i64..30), 0..7),
            probe in 24i64..456,
        ) {
            let entries: Vec<_> = raw.iter()
                .map(|(k, from, length, recorded)| {
                    entry(Whereabouts::ALL[*k], *from, length.map(|l| from + l), *recorded)
                })
                .collect();
            let found = stretches(&entries, at(1, 0), at(20, 0));
            prop_assert_eq!(found[0].from, at(1, 0));
            prop_assert_eq!(found[found.len() - 1].until, at(20, 0));
            prop_assert!(found.windows(2).all(|w| w[0].until == w[1].from && w[0].kind != w[1].kind));
            let instant = at(1, probe - 24);
            let there = found.iter().find(|s| s.from <= instant && instant < s.until);
            prop_assert_eq!(there.and_then(|s| s.kind), where_at(&entries, instant));
        }
    }
}
