//! What a signature changes beside the vedtak: the application is answered, a service given before it
//! ends, plan and visits follow (R-VED-11, R-CIT-5).

use crate::consequences::{self, BeyondFrame, Followed, Reach};
use chrono::NaiveDate;
use domain::{
    application::ApplicationState,
    frame::planned_weekly_minutes,
    ids::TaskId,
    provisional::{Provisional, Stop},
    settings::Settings,
    task::{TaskSource, TaskState, TaskSubject, frame_exceeded_task},
    time::to_micros,
    vedtak::{Frame, Vedtak},
};
use persistence::{Opened, Outcome, Writer};

/// Lets everything follow a vedtak that is being signed.
pub(super) fn follow_signed(
    writer: &mut Writer<'_>,
    opened: &Opened,
    signed: &Vedtak,
    task: TaskId,
) -> Outcome<Followed> {
    answer_application(writer, opened, signed)?;
    let Some(from) = signed.content.from else {
        return Ok(Followed::default());
    };
    let service = signed.content.service;
    if signed.content.gives_service() {
        end_provisional(writer, opened, signed, from)?;
        let reach = signed
            .content
            .replaces
            .map_or(Reach::Uncovered, Reach::Under);
        let by = (signed.id, from);
        let mut followed = consequences::cover(writer, opened, service, by, reach)?;
        followed.beyond_frame = beyond(writer, opened, signed, from)?;
        if followed.beyond_frame.is_some() {
            writer.add_task(task, &frame_exceeded_task(signed, from))?;
        }
        return Ok(followed);
    }
    // An end, or a refusal in the place of what was given: nothing goes on under the earlier one.
    match signed.content.replaces {
        Some(earlier) => {
            let last = from.pred_opt().unwrap_or(from);
            consequences::stop(writer, opened, service, last, Reach::Under(earlier))
        }
        None => Ok(Followed::default()),
    }
}

/// The plan of the service against the new frame, the days of the plan as they are.
fn beyond(
    writer: &mut Writer<'_>,
    opened: &Opened,
    signed: &Vedtak,
    from: NaiveDate,
) -> Outcome<Option<BeyondFrame>> {
    let Some(Frame::MinutesPerWeek { to: most, .. }) = signed.content.frame else {
        return Ok(None);
    };
    let plan = writer.plan(opened)?.plan();
    let settings = Settings::default();
    let planned = planned_weekly_minutes(&plan.tiltak, signed.content.service, from, &settings);
    let allowed = most.saturating_add(most.saturating_mul(settings.frame_tolerance_percent) / 100);
    Ok((allowed < planned).then_some(BeyondFrame { planned, most }))
}

fn answer_application(writer: &mut Writer<'_>, opened: &Opened, signed: &Vedtak) -> Outcome<()> {
    let Some(id) = signed.application else {
        return Ok(());
    };
    let (mut application, version) = writer.application(opened, id)?;
    if !application.state.is_open() {
        return Ok(());
    }
    let by = writer.actor()?.employee;
    let source = TaskSource::Application(id);
    let waiting = [
        TaskSubject::PreliminaryAnswer,
        TaskSubject::ApplicationAnswer,
    ];
    writer.close_tasks_of(source, &waiting, TaskState::Done, by)?;
    application.state = ApplicationState::Decided;
    application.decided_by = Some(signed.id);
    writer.update_application(&application, version)?;
    Ok(())
}

/// What was given before the vedtak lasts until the day before it begins.
fn end_provisional(
    writer: &mut Writer<'_>,
    opened: &Opened,
    signed: &Vedtak,
    from: NaiveDate,
) -> Outcome<()> {
    let now = to_micros(writer.now());
    let by = writer.actor()?.employee;
    for (provisional, version) in writer.provisional_services(opened)? {
        let same = provisional.service == signed.content.service && provisional.stop.is_none();
        if !same {
            continue;
        }
        let source = TaskSource::Provisional(provisional.id);
        let subjects = [TaskSubject::ProvisionalService];
        writer.close_tasks_of(source, &subjects, TaskState::Done, by)?;
        let stopped = Provisional {
            stop: Some(Stop {
                last_day: from.pred_opt().unwrap_or(from),
                reason: String::new(),
                by_vedtak: Some(signed.id),
                at: now,
                by,
            }),
            ..provisional
        };
        writer.update_provisional(&stopped, version)?;
    }
    Ok(())
}
