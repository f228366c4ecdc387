//! Reablement (hverdagsrehabilitering): a course with start, end, named competence and reserved
//! minutes, and vedtak hours at three points, so that one sees whether help shrank (R-PLAN-7).

use crate::{
    ids::{CitizenId, CourseId, EmployeeId, UnitId},
    organisation::CompetenceCode,
    reason::{Reason, Violations},
    task::{Deadline, Due, TaskDraft, TaskHolder, TaskSet, TaskSource, TaskSubject},
};
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What a course says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReablementCourse {
    /// First day.
    pub start: NaiveDate,
    /// Last day; normally four to six weeks later.
    pub end: NaiveDate,
    /// Why it is shorter or longer than normal, when it is.
    pub length_reason: Option<String>,
    /// The competence the course needs.
    pub competence: CompetenceCode,
    /// Who leads it.
    pub led_by: EmployeeId,
    /// Minutes a week kept free for it.
    pub reserved_minutes: i32,
    /// Vedtak minutes a week when it started.
    pub vedtak_minutes_at_start: Option<i32>,
    /// Vedtak minutes a week when it ended.
    pub vedtak_minutes_at_end: Option<i32>,
    /// Vedtak minutes a week three months after.
    pub vedtak_minutes_after: Option<i32>,
}

/// Normal length and follow-up of a course: data with the specification's defaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReablementSettings {
    /// Shortest normal course, weeks (R-PLAN-7: four).
    pub shortest_weeks: u32,
    /// Longest normal course, weeks (R-PLAN-7: six).
    pub longest_weeks: u32,
    /// Days from start to the midway look (facts.md: 14).
    pub midway_days: u32,
    /// Months from end to the follow-up (R-PLAN-7: three).
    pub follow_up_months: u32,
}

impl Default for ReablementSettings {
    fn default() -> Self {
        Self {
            shortest_weeks: 4,
            longest_weeks: 6,
            midway_days: 14,
            follow_up_months: 3,
        }
    }
}

impl ReablementCourse {
    /// When it is looked at midway.
    pub fn midway(&self, settings: &ReablementSettings) -> NaiveDate {
        let days = Days::new(settings.midway_days.into());
        self.start.checked_add_days(days).unwrap_or(self.start)
    }

    /// When vedtak hours are read the third time.
    pub fn follow_up(&self, settings: &ReablementSettings) -> NaiveDate {
        let months = Months::new(settings.follow_up_months);
        self.end.checked_add_months(months).unwrap_or(self.end)
    }
}

static BACKWARDS: Reason = Reason {
    rule: "R-PLAN-7",
    code: "course-backwards",
    nb: "Forløpet slutter før det begynner.",
    nn: "Forløpet sluttar før det byrjar.",
    en: "The course ends before it begins.",
};
static UNUSUAL_LENGTH: Reason = Reason {
    rule: "R-PLAN-7",
    code: "course-length-reason",
    nb: "Et forløp varer vanligvis {shortest} til {longest} uker. Skriv hvorfor dette er annerledes.",
    nn: "Eit forløp varer vanlegvis {shortest} til {longest} veker. Skriv kvifor dette er annleis.",
    en: "A course normally lasts {shortest} to {longest} weeks. Say why this one differs.",
};
static NO_RESERVED_MINUTES: Reason = Reason {
    rule: "R-PLAN-7",
    code: "course-minutes-missing",
    nb: "Sett av minutter i uken til forløpet.",
    nn: "Set av minutt i veka til forløpet.",
    en: "Reserve minutes a week for the course.",
};

/// What is wrong with a course, all of it (R-PLAN-7).
pub fn check_course(course: &ReablementCourse, settings: &ReablementSettings) -> Violations {
    let mut violations = Violations::new();
    let days = (course.end - course.start).num_days() + 1;
    let normal = i64::from(settings.shortest_weeks) * 7..=i64::from(settings.longest_weeks) * 7;
    let reason = course.length_reason.as_deref().unwrap_or_default();
    if course.end < course.start {
        violations.push(BACKWARDS.violation().at("/end"));
    } else if !normal.contains(&days) && reason.trim().is_empty() {
        let violation = UNUSUAL_LENGTH.violation().at("/lengthReason");
        let violation = violation.with("shortest", settings.shortest_weeks);
        violations.push(violation.with("longest", settings.longest_weeks));
    }
    if course.reserved_minutes < 1 {
        violations.push(NO_RESERVED_MINUTES.violation().at("/reservedMinutes"));
    }
    violations
}

/// Mean vedtak minutes a week at start, end and three months after, over the courses that have all
/// three: the same courses at each point (R-PLAN-7).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReablementFigures {
    /// How many courses the means are of.
    pub courses: usize,
    /// Mean at start.
    pub at_start: f64,
    /// Mean at end.
    pub at_end: f64,
    /// Mean three months after.
    pub after: f64,
}

/// The team's three figures; `None` while no course has them all.
pub fn figures(courses: &[ReablementCourse]) -> Option<ReablementFigures> {
    let whole: Vec<[i32; 3]> = courses
        .iter()
        .filter_map(|c| {
            Some([
                c.vedtak_minutes_at_start?,
                c.vedtak_minutes_at_end?,
                c.vedtak_minutes_after?,
            ])
        })
        .collect();
    let count = f64::from(u32::try_from(whole.len()).ok().filter(|n| *n > 0)?);
    let mean = |point: usize| whole.iter().map(|c| f64::from(c[point])).sum::<f64>() / count;
    Some(ReablementFigures {
        courses: whole.len(),
        at_start: mean(0),
        at_end: mean(1),
        after: mean(2),
    })
}

/// The looks that a course asks for: midway, and three months after it; tasks of the one who leads
/// it (R-PLAN-7).
pub fn look_tasks(
    (id, unit, citizen): (CourseId, UnitId, CitizenId),
    course: &ReablementCourse,
    settings: &ReablementSettings,
) -> TaskSet {
    let source = TaskSource::Course(id);
    let look = |subject, day| Deadline {
        opens_on: day,
        draft: TaskDraft {
            unit,
            citizen: Some(citizen),
            subject,
            values: BTreeMap::new(),
            due: Due::Day(day),
            holder: TaskHolder::Employee(course.led_by),
            source,
        },
    };
    let subjects = [
        TaskSubject::ReablementMidway,
        TaskSubject::ReablementFollowUp,
    ];
    TaskSet {
        source,
        subjects: subjects.to_vec(),
        wanted: vec![
            look(subjects[0], course.midway(settings)),
            look(subjects[1], course.follow_up(settings)),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }
    fn course() -> ReablementCourse {
        ReablementCourse {
            start: day(9, 7),
            end: day(10, 11),
            length_reason: None,
            competence: CompetenceCode::Reablement,
            led_by: EmployeeId(uuid::Uuid::nil()),
            reserved_minutes: 150,
            vedtak_minutes_at_start: Some(204),
            vedtak_minutes_at_end: Some(90),
            vedtak_minutes_after: None,
        }
    }
    fn codes(course: &ReablementCourse) -> Vec<&'static str> {
        let found = check_course(course, &ReablementSettings::default());
        found.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn a_course_of_another_length_than_four_to_six_weeks_needs_a_reason() {
        assert_eq!(codes(&course()), [] as [&str; 0]);
        let mut long = course();
        long.end = day(10, 19);
        long.reserved_minutes = 0;
        assert_eq!(
            codes(&long),
            ["course-length-reason", "course-minutes-missing"]
        );
        long.length_reason = Some("Influensa i to uker".into());
        assert_eq!(codes(&long), ["course-minutes-missing"]);
        long.end = day(9, 1);
        assert!(codes(&long).contains(&"course-backwards"));
    }

    #[test]
    fn hours_are_read_a_third_time_three_months_after() {
        let settings = ReablementSettings::default();
        assert_eq!(course().midway(&settings), day(9, 21));
        assert_eq!(
            course().follow_up(&settings),
            NaiveDate::from_ymd_opt(2027, 1, 11).unwrap()
        );
    }

    #[test]
    fn figures_compare_the_same_courses_at_all_three_points() {
        assert_eq!(figures(&[course()]), None);
        let mut whole = course();
        whole.vedtak_minutes_after = Some(126);
        let found = figures(&[course(), whole]).unwrap();
        assert_eq!(
            (found.courses, found.at_start, found.at_end, found.after),
            (1, 204.0, 90.0, 126.0)
        );
    }
}
