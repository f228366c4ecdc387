//! Planned minutes against the vedtak's frame: within it the team is free, outside it a change is
//! temporary (R-PLAN-3, R-PLAN-4).

use crate::{
    ids::VedtakId,
    reason::{Reason, Violation, Violations, none_of},
    service::ServiceType,
    settings::Settings,
    text_enum,
    tiltaksplan::Tiltak,
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What a vedtak grants of one service, minutes a week (R-VED-11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// Which vedtak.
    pub vedtak: VedtakId,
    /// Which service.
    pub service: ServiceType,
    /// Fewest minutes a week.
    pub minutes_from: i32,
    /// Most minutes a week.
    pub minutes_to: i32,
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force, when it ends.
    pub until: Option<NaiveDate>,
}

impl Frame {
    fn in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Weeks that planned minutes are the mean of (R-PLAN-3, a definition).
const WEEKS: i64 = 4;

/// Planned weekly minutes of `service` from `change`: the mean over four weeks, minutes ×
/// employees (R-PLAN-3), rounded to the nearest minute. What others than the team perform is not
/// counted; nor are ad-hoc visits, which are no tiltak.
///
/// A change in the middle of an ISO week counts the days from it, and completes the four weeks with
/// the same weekdays after the fourth: so the weeks hold nothing but the new plan, and a change of
/// a few days cannot slip out of them.
pub fn planned_weekly_minutes(
    tiltak: &[Tiltak],
    service: ServiceType,
    change: NaiveDate,
    settings: &Settings,
) -> i32 {
    let last = change + Days::new(7 * WEEKS.unsigned_abs() - 1);
    let total: i64 = tiltak
        .iter()
        .map(|t| &t.content)
        .filter(|t| t.service == service && t.takes_team_time())
        .map(|t| {
            let times = i64::try_from(t.dates_between(change, last).len()).unwrap_or(i64::MAX);
            let employees = if settings.two_employees_count_double {
                t.employees
            } else {
                1
            };
            times
                .saturating_mul(i64::from(t.minutes))
                .saturating_mul(i64::from(employees))
        })
        .sum();
    i32::try_from((total + WEEKS / 2) / WEEKS).unwrap_or(i32::MAX)
}

text_enum! {
    /// Where a plan stands against the frame.
    pub enum Standing {
        /// Inside, tolerance included.
        Inside = "inside", "innenfor rammen", "innanfor ramma", "inside the frame";
        /// More than the vedtak grants.
        Above = "above", "over rammen", "over ramma", "above the frame";
        /// Less than the vedtak grants.
        Below = "below", "under rammen", "under ramma", "below the frame";
        /// No vedtak in force gives a frame.
        NoFrame = "no_frame", "uten vedtak", "utan vedtak", "without a vedtak";
    }
}

/// How one service stands after a change, with the numbers behind the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FrameAnswer {
    /// Which service.
    pub service: ServiceType,
    /// Planned minutes a week before the change.
    pub planned_before: i32,
    /// Planned minutes a week after it.
    pub planned: i32,
    /// The frame in force on the day of the change.
    pub frame: Option<Frame>,
    /// Fewest minutes allowed, tolerance subtracted.
    pub lowest: Option<i32>,
    /// Most minutes allowed, tolerance added.
    pub highest: Option<i32>,
    /// The answer.
    pub standing: Standing,
}

static ABOVE: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-above-frame",
    nb: "Planen gir {planned} minutter {service} i uken. Vedtaket gir rom for inntil {highest}.",
    nn: "Planen gir {planned} minutt {service} i veka. Vedtaket gir rom for inntil {highest}.",
    en: "The plan gives {planned} minutes of {service} a week. The vedtak allows up to {highest}.",
};
static BELOW: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-below-frame",
    nb: "Planen gir {planned} minutter {service} i uken. Vedtaket lover minst {lowest}.",
    nn: "Planen gir {planned} minutt {service} i veka. Vedtaket lover minst {lowest}.",
    en: "The plan gives {planned} minutes of {service} a week. The vedtak promises at least {lowest}.",
};
static NO_FRAME: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-without-frame",
    nb: "Planen gir {planned} minutter {service} i uken, men ikke noe vedtak gjelder for det.",
    nn: "Planen gir {planned} minutt {service} i veka, men ikkje noko vedtak gjeld for det.",
    en: "The plan gives {planned} minutes of {service} a week, but no vedtak is in force for it.",
};

impl FrameAnswer {
    /// Whether the change touches this service.
    pub const fn is_changed(&self) -> bool {
        self.planned != self.planned_before
    }

    /// In words why it is outside; `None` when inside.
    pub fn violation(&self) -> Option<Violation> {
        let reason = match self.standing {
            Standing::Inside => return None,
            Standing::Above => &ABOVE,
            Standing::Below => &BELOW,
            Standing::NoFrame => &NO_FRAME,
        };
        let number = |minutes: Option<i32>| i64::from(minutes.unwrap_or_default());
        let violation = reason.violation().at("/tiltak");
        let violation = violation.with("service", self.service.term());
        let violation = violation.with("planned", i64::from(self.planned));
        let violation = violation.with("lowest", number(self.lowest));
        Some(violation.with("highest", number(self.highest)))
    }
}

/// How every service of the plan stands when `before` becomes `after` on `change` (R-PLAN-3).
pub fn assess_change(
    before: &[Tiltak],
    after: &[Tiltak],
    frames: &[Frame],
    change: NaiveDate,
    settings: &Settings,
) -> Vec<FrameAnswer> {
    let services: BTreeSet<ServiceType> = before
        .iter()
        .chain(after)
        .filter(|t| t.content.takes_team_time() && t.content.service.is_visited())
        .map(|t| t.content.service)
        .collect();
    services
        .into_iter()
        .map(|service| {
            let minutes = |plan| planned_weekly_minutes(plan, service, change, settings);
            let frame = frames
                .iter()
                .find(|f| f.service == service && f.in_force(change));
            answer(service, minutes(before), minutes(after), frame, settings)
        })
        .collect()
}

fn answer(
    service: ServiceType,
    planned_before: i32,
    planned: i32,
    frame: Option<&Frame>,
    settings: &Settings,
) -> FrameAnswer {
    let percent = |minutes: i32, percent: i32| {
        let share = i64::from(minutes) * i64::from(percent) / 100;
        i32::try_from(share).unwrap_or(i32::MAX)
    };
    let tolerance = settings.frame_tolerance_percent;
    let lowest = frame.map(|f| percent(f.minutes_from, 100 - tolerance));
    let highest = frame.map(|f| percent(f.minutes_to, 100 + tolerance));
    let standing = match (lowest, highest) {
        (Some(lowest), _) if planned < lowest => Standing::Below,
        (_, Some(highest)) if highest < planned => Standing::Above,
        (Some(_), Some(_)) => Standing::Inside,
        _ if planned == 0 => Standing::Inside,
        _ => Standing::NoFrame,
    };
    FrameAnswer {
        service,
        planned_before,
        planned,
        frame: frame.copied(),
        lowest,
        highest,
        standing,
    }
}

/// A change outside the frame, for a short time (R-PLAN-4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemporaryChange {
    /// Why it is needed.
    pub reason: String,
    /// Last day it applies.
    pub until: NaiveDate,
}

static NEEDS_REASON_AND_END: Reason = Reason {
    rule: "R-PLAN-4",
    code: "temporary-change-needed",
    nb: "Utenfor rammen kan planen bare endres midlertidig. Skriv hvorfor, og til hvilken dag.",
    nn: "Utanfor ramma kan planen berre endrast mellombels. Skriv kvifor, og til kva dag.",
    en: "Outside the frame the plan can only be changed temporarily. Say why, and until which day.",
};
static REASON_MISSING: Reason = Reason {
    rule: "R-PLAN-4",
    code: "temporary-reason-missing",
    nb: "Skriv hvorfor den midlertidige endringen trengs.",
    nn: "Skriv kvifor den mellombelse endringa trengst.",
    en: "Say why the temporary change is needed.",
};
static TOO_LONG: Reason = Reason {
    rule: "R-PLAN-4",
    code: "temporary-too-long",
    nb: "En midlertidig endring kan vare til {latest}, ikke lenger.",
    nn: "Ei mellombels endring kan vare til {latest}, ikkje lenger.",
    en: "A temporary change may last until {latest}, no longer.",
};
static ALREADY_OVER: Reason = Reason {
    rule: "R-PLAN-4",
    code: "temporary-over",
    nb: "Den midlertidige endringen er slutt før den begynner.",
    nn: "Den mellombelse endringa er slutt før ho byrjar.",
    en: "The temporary change is over before it begins.",
};

/// What is wrong with a temporary change that is made on `today` (R-PLAN-4).
pub fn check_temporary(
    change: &TemporaryChange,
    today: NaiveDate,
    settings: &Settings,
) -> Violations {
    let mut violations = Violations::new();
    if change.reason.trim().is_empty() {
        violations.push(REASON_MISSING.violation().at("/temporary/reason"));
    }
    let latest = today + Days::new(settings.temporary_change_days.into());
    if latest < change.until {
        let violation = TOO_LONG.violation().at("/temporary/until");
        violations.push(violation.with("latest", latest));
    }
    if change.until < today {
        violations.push(ALREADY_OVER.violation().at("/temporary/until"));
    }
    violations
}

/// What follows from a change that is let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ChangeEffect {
    /// In force at once, without a new vedtak (R-PLAN-3).
    WithinFrame,
    /// In force until a day; opens a reassessment task at once (R-PLAN-4).
    Temporary {
        /// Last day.
        until: NaiveDate,
        /// The day the team is told that it ends; never before today.
        #[serde(rename = "tellOn")]
        tell_on: NaiveDate,
    },
}

/// Whether a change takes effect, and how (R-PLAN-3, R-PLAN-4). Services that it leaves as they
/// were do not stand in its way.
///
/// # Errors
/// Every service that is outside, with what a temporary change would need; or what is wrong with
/// the temporary change.
pub fn decide_change(
    answers: &[FrameAnswer],
    temporary: Option<&TemporaryChange>,
    today: NaiveDate,
    settings: &Settings,
) -> Result<ChangeEffect, Violations> {
    let outside: Violations = answers
        .iter()
        .filter(|a| a.is_changed())
        .filter_map(FrameAnswer::violation)
        .collect();
    if outside.is_empty() {
        return Ok(ChangeEffect::WithinFrame);
    }
    let Some(change) = temporary else {
        let needed = NEEDS_REASON_AND_END.violation().at("/temporary");
        return Err(outside.into_iter().chain([needed]).collect());
    };
    none_of(check_temporary(change, today, settings))?;
    let notice = Days::new(settings.temporary_change_notice_days.into());
    Ok(ChangeEffect::Temporary {
        until: change.until,
        tell_on: (change.until - notice).max(today),
    })
}

text_enum! {
    /// What becomes of a visit beyond the frame when the temporary change is over (R-PLAN-4).
    pub enum AfterTemporary {
        /// Published: stays as it is.
        Stays = "stays", "står", "står", "stays";
        /// Must be done: stays, flagged `beyondFrame`, with a daily task.
        BeyondFrame = "beyond_frame", "står utenfor rammen", "står utanfor ramma", "stays beyond the frame";
        /// Goes: the last plan within the frame applies.
        Lapses = "lapses", "faller bort", "fell bort", "lapses";
    }
}

/// Help that somebody needs never vanishes by itself (R-PLAN-4): a must-do visit stays in any case.
pub const fn after_temporary(published: bool, must_do: bool) -> AfterTemporary {
    match (must_do, published) {
        (true, _) => AfterTemporary::BeyondFrame,
        (false, true) => AfterTemporary::Stays,
        (false, false) => AfterTemporary::Lapses,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        recurrence::Recurrence,
        tiltaksplan::{
            tests::{day, tiltak},
            tiltak::Performer,
        },
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    /// A Monday.
    fn monday() -> NaiveDate {
        day(11, 23)
    }
    fn frame(minutes_from: i32, minutes_to: i32) -> Frame {
        Frame {
            vedtak: VedtakId(Uuid::nil()),
            service: ServiceType::HomeNursing,
            minutes_from,
            minutes_to,
            from: day(1, 1),
            until: None,
        }
    }
    fn with_minutes(minutes: i32) -> Tiltak {
        let mut daily = tiltak(1);
        daily.content.minutes = minutes;
        daily
    }
    fn planned(tiltak: &[Tiltak]) -> i32 {
        let service = ServiceType::HomeNursing;
        planned_weekly_minutes(tiltak, service, monday(), &Settings::default())
    }
    fn assess(minutes: i32, frames: &[Frame]) -> Vec<FrameAnswer> {
        let (before, after) = ([with_minutes(1)], [with_minutes(minutes)]);
        assess_change(&before, &after, frames, monday(), &Settings::default())
    }
    fn decide(
        minutes: i32,
        temporary: Option<&TemporaryChange>,
    ) -> Result<ChangeEffect, Vec<&'static str>> {
        let answers = assess(minutes, &[frame(70, 100)]);
        decide_change(&answers, temporary, monday(), &Settings::default())
            .map_err(|violations| violations.iter().map(|v| v.reason.code).collect())
    }

    #[test]
    fn every_other_week_is_half_a_week_and_two_employees_count_double_unless_set() {
        let mut content = with_minutes(60);
        content.content.recurrence = Recurrence::parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO").unwrap();
        assert_eq!(planned(&[content.clone()]), 30);
        content.content.employees = 2;
        assert_eq!(planned(&[content.clone()]), 60);
        let single = Settings {
            two_employees_count_double: false,
            ..Settings::default()
        };
        let service = ServiceType::HomeNursing;
        assert_eq!(
            planned_weekly_minutes(&[content], service, monday(), &single),
            30
        );
    }

    #[test]
    fn what_kin_or_the_citizen_does_takes_nothing_of_the_frame() {
        let mut by_kin = with_minutes(60);
        by_kin.content.performer = Performer::Kin;
        assert_eq!(planned(&[by_kin]), 0);
    }

    #[test]
    fn a_change_of_a_few_days_in_mid_week_is_counted() {
        let mut short = with_minutes(60);
        short.content.start = day(11, 25);
        short.content.end = Some(day(11, 28));
        let service = ServiceType::HomeNursing;
        let minutes = planned_weekly_minutes(&[short], service, day(11, 25), &Settings::default());
        assert_eq!(minutes, 60);
    }

    #[test]
    fn inside_the_frame_and_its_tolerance_the_change_is_one_step() {
        // 10 a day is 70 a week; 15 a day is 105, within 100 + 10 %.
        for minutes in [9, 10, 15] {
            assert_eq!(
                decide(minutes, None),
                Ok(ChangeEffect::WithinFrame),
                "{minutes}"
            );
        }
    }

    #[test]
    fn outside_the_frame_needs_a_reason_and_a_day() {
        assert_eq!(
            decide(16, None),
            Err(vec!["plan-above-frame", "temporary-change-needed"])
        );
        assert_eq!(
            decide(8, None),
            Err(vec!["plan-below-frame", "temporary-change-needed"])
        );
    }

    #[test]
    fn a_temporary_change_lasts_fourteen_days_at_most() {
        let mut change = TemporaryChange {
            reason: "Lungebetennelse".into(),
            until: day(12, 7),
        };
        let effect = ChangeEffect::Temporary {
            until: day(12, 7),
            tell_on: day(11, 30),
        };
        assert_eq!(decide(30, Some(&change)), Ok(effect));
        change.until = day(12, 8);
        change.reason.clear();
        assert_eq!(
            decide(30, Some(&change)),
            Err(vec!["temporary-reason-missing", "temporary-too-long"])
        );
        change.until = day(11, 22);
        change.reason = "Lungebetennelse".into();
        assert_eq!(decide(30, Some(&change)), Err(vec!["temporary-over"]));
    }

    #[test]
    fn the_team_is_told_at_once_when_less_than_a_week_is_left() {
        let change = TemporaryChange {
            reason: "Hjem fra sykehus".into(),
            until: day(11, 26),
        };
        let effect = ChangeEffect::Temporary {
            until: day(11, 26),
            tell_on: monday(),
        };
        assert_eq!(decide(30, Some(&change)), Ok(effect));
    }

    #[test]
    fn a_vedtak_that_has_ended_gives_no_frame() {
        let mut ended = frame(70, 100);
        ended.until = Some(day(11, 22));
        assert_eq!(assess(10, &[ended])[0].standing, Standing::NoFrame);
    }

    #[test]
    fn help_that_somebody_needs_never_vanishes_by_itself() {
        assert_eq!(after_temporary(false, true), AfterTemporary::BeyondFrame);
        assert_eq!(after_temporary(true, false), AfterTemporary::Stays);
        assert_eq!(after_temporary(false, false), AfterTemporary::Lapses);
    }

    #[test]
    fn says_the_numbers_in_words() {
        let violation = assess(16, &[frame(70, 100)])[0].violation().unwrap();
        assert_eq!(
            violation.message(crate::reason::Language::Nb),
            "Planen gir 112 minutter hjemmesykepleie i uken. Vedtaket gir rom for inntil 110."
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn planned_minutes_of_a_daily_tiltak_do_not_depend_on_the_weekday_of_the_change(
            minutes in 1i32..300, employees in 1i32..3, ahead in 0u64..400,
        ) {
            let mut daily = with_minutes(minutes);
            daily.content.employees = employees;
            let change = monday() + Days::new(ahead);
            let service = ServiceType::HomeNursing;
            let planned = planned_weekly_minutes(&[daily], service, change, &Settings::default());
            prop_assert_eq!(planned, 7 * minutes * employees);
        }

        #[test]
        fn minutes_add_up_over_tiltak(a in 1i32..200, b in 1i32..200) {
            let both = planned(&[with_minutes(a), with_minutes(b)]);
            prop_assert_eq!(both, planned(&[with_minutes(a)]) + planned(&[with_minutes(b)]));
        }

        #[test]
        fn inside_is_exactly_between_the_limits(minutes in 1i32..60, from in 0i32..300, more in 0i32..200) {
            let answer = assess(minutes, &[frame(from, from + more)])[0];
            let between = from * 9 / 10 <= 7 * minutes && 7 * minutes <= (from + more) * 11 / 10;
            prop_assert_eq!(answer.standing == Standing::Inside, between);
            prop_assert_eq!(answer.violation().is_none(), between);
        }
    }
}
