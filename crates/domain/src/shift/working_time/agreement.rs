//! Agreed exceptions: with whom, for how long, and how far (R-SHF-2).

use super::{
    reasons::{BEYOND, EMPTY, ENDS_FIRST, NAMELESS},
    rows::{Limits, WorkingTimeRow},
};
use crate::{
    ids::{AgreementId, EmployeeId, UnitId},
    period::Period,
    reason::Violations,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Longest name of an agreement, characters.
const LONGEST: usize = 200;

/// Whom an agreement is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", content = "id", rename_all = "camelCase")]
pub enum AgreementScope {
    /// Everybody's shifts in the unit.
    Unit(UnitId),
    /// One employee, wherever she works.
    Employee(EmployeeId),
}

macro_rules! agreed {
    ($($(#[$doc:meta])* $field:ident $at:literal $more:literal;)+) => {
        /// What an agreement changes; the law's limit where it says nothing. Minutes, but for weeks and
        /// Sundays.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct AgreedLimits {
            $($(#[$doc])*
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[schema(minimum = 0, maximum = 20000)]
            pub $field: Option<i64>,)+
        }

        impl AgreedLimits {
            fn is_empty(&self) -> bool {
                true $(&& self.$field.is_none())+
            }

            fn apply(&self, limits: &mut Limits) {
                $(if let Some(agreed) = self.$field { limits.$field = agreed; })+
            }

            /// Fields that go further than the row lets any agreement go, or that are stricter than the
            /// law in the wrong direction, with what is the furthest.
            fn beyond(&self, row: &WorkingTimeRow) -> Vec<(&'static str, i64, i64)> {
                let mut found = Vec::new();
                $(if let Some(agreed) = self.$field {
                    let widest = row.widest.$field;
                    let outside = if $more { agreed > widest } else { agreed < widest };
                    if outside || agreed < 0 {
                        found.push(($at, agreed, widest));
                    }
                })+
                found
            }
        }
    };
}

agreed! {
    /// Most ordinary work in 24 hours.
    day_minutes "dayMinutes" true;
    /// The same when a long shift is among it.
    long_day_minutes "longDayMinutes" true;
    /// Over how many weeks the ordinary week is a mean.
    average_weeks "averageWeeks" true;
    /// Most ordinary work in one week of such a mean.
    peak_week_minutes "peakWeekMinutes" true;
    /// Least rest between shifts.
    daily_rest_minutes "dailyRestMinutes" false;
    /// Least unbroken rest in a week.
    weekly_rest_minutes "weeklyRestMinutes" false;
    /// One Sunday of so many is off, and half of them over half a year.
    sunday_every "sundayEvery" true;
    /// Most overtime in 7 days.
    overtime_week_minutes "overtimeWeekMinutes" true;
    /// Most overtime in 4 weeks.
    overtime_four_weeks_minutes "overtimeFourWeeksMinutes" true;
    /// Most overtime in 52 weeks.
    overtime_year_minutes "overtimeYearMinutes" true;
    /// Most work of all kinds in 24 hours.
    day_total_minutes "dayTotalMinutes" true;
}

/// An agreed exception, kept with the agreement that it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// Identity.
    pub id: AgreementId,
    /// Whom it is for.
    pub scope: AgreementScope,
    /// What it is called, with whom it was made: shown in every explanation.
    pub name: String,
    /// Days it counts.
    pub period: Period,
    /// What it changes.
    pub limits: AgreedLimits,
}

/// Everything that is wrong with an agreement (R-SHF-2): it goes further than the law lets it, changes
/// nothing, has no name, or ends before it begins.
pub fn check_agreement(
    name: &str,
    period: &Period,
    limits: &AgreedLimits,
    row: &WorkingTimeRow,
) -> Violations {
    let mut faults = Violations::new();
    if name.trim().is_empty() || name.chars().count() > LONGEST {
        faults.push(NAMELESS.violation().at("/name").with("most", LONGEST));
    }
    if period.is_empty() {
        faults.push(ENDS_FIRST.violation().at("/period/until"));
    }
    if limits.is_empty() {
        faults.push(EMPTY.violation().at("/limits"));
    }
    faults.extend(
        limits
            .beyond(row)
            .into_iter()
            .map(|(field, asked, widest)| {
                BEYOND
                    .violation()
                    .at(format!("/limits/{field}"))
                    .with("asked", asked)
                    .with("limit", widest)
                    .with("source", row.source.as_str())
            }),
    );
    faults
}

/// What holds for one employee in one unit on any day: the law's rows and the agreements.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    rows: Vec<WorkingTimeRow>,
    agreements: Vec<Agreement>,
}

/// A limit with what it rests on.
pub(super) struct Resting<'a> {
    pub(super) limits: Limits,
    agreed: Vec<&'a Agreement>,
    law: &'a str,
}

impl Resting<'_> {
    /// What one limit rests on: the last agreement that says it, else the law.
    pub(super) fn source(&self, field: impl Fn(&AgreedLimits) -> Option<i64>) -> &str {
        let said = self
            .agreed
            .iter()
            .rev()
            .find(|a| field(&a.limits).is_some());
        said.map_or(self.law, |agreement| agreement.name.as_str())
    }
}

impl Terms {
    /// From the law's rows and the agreements of her unit and of herself; hers count before the unit's.
    pub fn new(rows: Vec<WorkingTimeRow>, mut agreements: Vec<Agreement>) -> Self {
        agreements.sort_by_key(|a| {
            let own = matches!(a.scope, AgreementScope::Employee(_));
            (own, a.period.from, a.id)
        });
        Self { rows, agreements }
    }

    /// The limits of a day; none when no row speaks of it.
    pub(super) fn on(&self, day: NaiveDate) -> Option<Resting<'_>> {
        let row = self
            .rows
            .iter()
            .filter(|r| r.valid_from <= day && r.valid_to.is_none_or(|to| day <= to))
            .max_by_key(|r| r.valid_from)?;
        let agreed: Vec<&Agreement> = self
            .agreements
            .iter()
            .filter(|a| a.period.contains(day))
            .collect();
        let mut limits = row.ordinary.clone();
        for agreement in &agreed {
            agreement.limits.apply(&mut limits);
        }
        Some(Resting {
            limits,
            agreed,
            law: &row.source,
        })
    }
}
