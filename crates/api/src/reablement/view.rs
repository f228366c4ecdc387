//! How a course is shown, what it must hold, and the tasks it gives.

use crate::{etag, references::unknown_employees};
use chrono::NaiveDate;
use domain::{
    frame::Frame,
    ids::{CitizenId, CourseId, UnitId},
    reablement::{ReablementCourse, ReablementSettings, check_course, look_tasks},
    reason::none_of,
};
use persistence::{CourseRecord, Failure, Opened, Outcome, Reader, Whose, Writer};
use serde::Serialize;
use utoipa::ToSchema;

/// A course.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CourseView {
    id: CourseId,
    citizen: CitizenId,
    unit: UnitId,
    content: ReablementCourse,
    /// When it is looked at midway.
    midway: NaiveDate,
    /// When vedtak minutes are read the third time.
    follow_up: NaiveDate,
    /// For `If-Match`.
    etag: String,
}

impl CourseView {
    pub(super) fn new(record: CourseRecord, epoch: &str) -> Self {
        let settings = ReablementSettings::default();
        Self {
            midway: record.course.midway(&settings),
            follow_up: record.course.follow_up(&settings),
            etag: etag::strong(epoch, record.version),
            id: record.id,
            citizen: record.citizen,
            unit: record.unit,
            content: record.course,
        }
    }
}

/// Refuses a course that breaks its rules.
pub(super) fn check(reader: &mut Reader<'_>, course: &ReablementCourse) -> Outcome<()> {
    let mut found = check_course(course, &ReablementSettings::default());
    found.extend(unknown_employees(
        reader,
        &[("/ledBy".to_owned(), course.led_by)],
    )?);
    none_of(found).map_err(Failure::Invalid)
}

/// The measurements that nobody gave and that the vedtak in force can tell: nothing is typed that the
/// system knows.
pub(super) fn measured(
    reader: &mut Reader<'_>,
    opened: &Opened,
    mut course: ReablementCourse,
    today: NaiveDate,
) -> Outcome<ReablementCourse> {
    let settings = ReablementSettings::default();
    let frames = reader.frames(Whose::Citizen(opened.citizen), course.start)?;
    let frames: Vec<Frame> = frames.into_iter().map(|(_, frame)| frame).collect();
    let given = |day: NaiveDate| {
        let in_force = frames
            .iter()
            .filter(|f| f.from <= day && f.until.is_none_or(|until| day <= until));
        let minutes: Vec<i32> = in_force.map(|f| f.minutes_to).collect();
        (!minutes.is_empty() && day <= today).then(|| minutes.iter().sum())
    };
    let (start, end, after) = (course.start, course.end, course.follow_up(&settings));
    course.vedtak_minutes_at_start = course.vedtak_minutes_at_start.or_else(|| given(start));
    course.vedtak_minutes_at_end = course.vedtak_minutes_at_end.or_else(|| given(end));
    course.vedtak_minutes_after = course.vedtak_minutes_after.or_else(|| given(after));
    Ok(course)
}

/// Looks midway and three months after become tasks of the one who leads it.
pub(super) fn plan_looks(writer: &mut Writer<'_>, record: &CourseRecord) -> Outcome<()> {
    let set = look_tasks(
        (record.id, record.unit, record.citizen),
        &record.course,
        &ReablementSettings::default(),
    );
    writer.sync_tasks(&set)
}
