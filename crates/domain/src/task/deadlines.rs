//! The system's own deadlines (R-VED-10), computed from facts as tasks with stable keys.

use super::{Deadline, Due, TaskDraft, TaskHolder, TaskSource, TaskSubject};
use crate::{
    appeal::Appeal,
    decision_settings::DecisionSettings,
    ids::*,
    organisation::{Duty, Role, UnitKind},
    period::{days_after, days_before, months_after},
    vedtak::{Vedtak, VedtakState},
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The duty that deadlines fall to: it watches over what the team has to write and answer.
const DEADLINE_DUTY: TaskHolder = TaskHolder::Duty(Duty::JournalFollowUp);

/// An application that is not answered yet: a preliminary answer within a month (fvl § 11 a). The
/// day follows the calendar: 31 January gives the last of February.
pub fn application_deadline(
    application: ApplicationId,
    unit: UnitId,
    citizen: CitizenId,
    received: NaiveDate,
    settings: &DecisionSettings,
) -> TaskDraft {
    TaskDraft {
        unit,
        citizen: Some(citizen),
        subject: TaskSubject::PreliminaryAnswer,
        values: BTreeMap::new(),
        due: Due::Day(months_after(received, settings.preliminary_answer_months)),
        // An application office has no duties; case workers there and in the team answer.
        holder: TaskHolder::Role(Role::CaseWorker),
        source: TaskSource::Application(application),
    }
}

/// What a preliminary answer promised: the vedtak by the day it was said to come (fvl § 11 a).
pub fn promised_answer(
    application: ApplicationId,
    unit: UnitId,
    citizen: CitizenId,
    expected: NaiveDate,
) -> TaskDraft {
    TaskDraft {
        unit,
        citizen: Some(citizen),
        subject: TaskSubject::ApplicationAnswer,
        values: BTreeMap::new(),
        due: Due::Day(expected),
        holder: TaskHolder::Role(Role::CaseWorker),
        source: TaskSource::Application(application),
    }
}

/// A provisional service: vedtak or a reasoned extension before its last day is over (R-CIT-5).
pub fn provisional_deadline(
    source: TaskSource,
    unit: UnitId,
    citizen: CitizenId,
    last_day: NaiveDate,
) -> TaskDraft {
    TaskDraft {
        unit,
        citizen: Some(citizen),
        subject: TaskSubject::ProvisionalService,
        values: BTreeMap::new(),
        due: Due::Day(last_day),
        holder: DEADLINE_DUTY,
        source,
    }
}

/// The tasks of a vedtak in force: its review, and its end, each with the day on which its warning
/// time has come.
pub fn vedtak_deadlines(vedtak: &Vedtak, settings: &DecisionSettings) -> Vec<Deadline> {
    let Some(days) = vedtak
        .days_in_force()
        .filter(|_| vedtak.state == VedtakState::Signed)
    else {
        return Vec::new();
    };
    let deadline = |subject, day: NaiveDate, warning| Deadline {
        opens_on: days_before(day, warning),
        draft: about(vedtak, vedtak.unit, subject, day, DEADLINE_DUTY),
    };
    let review = vedtak
        .content
        .review_on
        .map(|day| deadline(TaskSubject::VedtakReview, day, settings.review_warning_days));
    let end = days
        .until
        .map(|day| deadline(TaskSubject::VedtakEnding, day, settings.end_warning_days));
    review.into_iter().chain(end).collect()
}

/// A submitted vedtak waits for the leader of the unit on whose desk it lies (R-VED-4).
pub fn signature_task(
    vedtak: &Vedtak,
    desk: UnitKind,
    today: NaiveDate,
    settings: &DecisionSettings,
) -> TaskDraft {
    let leader = match desk {
        UnitKind::ApplicationOffice => Role::OfficeLeader,
        _ => Role::Leader,
    };
    let due = days_after(today, settings.signature_days);
    let holder = TaskHolder::Role(leader);
    about(
        vedtak,
        vedtak.handling_unit,
        TaskSubject::VedtakSignature,
        due,
        holder,
    )
}

/// A plan that asks for more than its new frame gives, to be brought into it by the vedtak's first day
/// (R-PLAN-4, R-VED-11).
pub fn frame_exceeded_task(vedtak: &Vedtak, from: NaiveDate) -> TaskDraft {
    about(
        vedtak,
        vedtak.unit,
        TaskSubject::BeyondFrame,
        from,
        DEADLINE_DUTY,
    )
}

/// A signed vedtak is sent to the citizen, by its case worker or by those where it was prepared; the
/// arrival starts the time to appeal (R-VED-9).
pub fn notice_task(
    vedtak: &Vedtak,
    prepared_in: UnitId,
    today: NaiveDate,
    settings: &DecisionSettings,
) -> TaskDraft {
    let due = days_after(today, settings.signature_days);
    about(
        vedtak,
        prepared_in,
        TaskSubject::VedtakNotice,
        due,
        writer_of(vedtak),
    )
}

fn writer_of(vedtak: &Vedtak) -> TaskHolder {
    vedtak
        .case_worker
        .map_or(TaskHolder::Role(Role::CaseWorker), TaskHolder::Employee)
}

/// The last day to reverse or forward an appeal.
pub fn appeal_due(received_on: NaiveDate, settings: &DecisionSettings) -> NaiveDate {
    days_after(
        received_on,
        settings.appeal_forwarding_weeks.saturating_mul(7),
    )
}

/// An appeal is reversed or forwarded within the weeks set by the unit that decided, with a reminder
/// to its leader before (R-VED-10). An office has no duties; its case workers answer.
pub fn appeal_deadlines(
    appeal: &Appeal,
    vedtak: &Vedtak,
    desk: UnitKind,
    settings: &DecisionSettings,
) -> [Deadline; 2] {
    let due = appeal_due(appeal.received_on, settings);
    let draft = |subject, holder| TaskDraft {
        source: TaskSource::Appeal(appeal.id),
        ..about(vedtak, vedtak.handling_unit, subject, due, holder)
    };
    let (worker, leader) = match desk {
        UnitKind::ApplicationOffice => (
            TaskHolder::Role(Role::CaseWorker),
            TaskHolder::Role(Role::OfficeLeader),
        ),
        _ => (DEADLINE_DUTY, TaskHolder::Role(Role::Leader)),
    };
    [
        Deadline {
            opens_on: appeal.received_on,
            draft: draft(TaskSubject::AppealForwarding, worker),
        },
        Deadline {
            opens_on: days_before(due, settings.appeal_warning_days),
            draft: draft(TaskSubject::AppealReminder, leader),
        },
    ]
}

/// Statsforvalteren changed or annulled it: a new vedtak is wanted.
pub fn appeal_result_task(
    appeal: &Appeal,
    vedtak: &Vedtak,
    today: NaiveDate,
    settings: &DecisionSettings,
) -> TaskDraft {
    let due = days_after(today, settings.signature_days);
    TaskDraft {
        source: TaskSource::Appeal(appeal.id),
        ..about(
            vedtak,
            vedtak.handling_unit,
            TaskSubject::AppealResult,
            due,
            writer_of(vedtak),
        )
    }
}

/// A returned vedtak goes back to its case worker, or to those where it is prepared when it has none.
pub fn returned_task(vedtak: &Vedtak, today: NaiveDate, settings: &DecisionSettings) -> TaskDraft {
    let due = days_after(today, settings.signature_days);
    let holder = vedtak
        .case_worker
        .map_or(TaskHolder::Role(Role::CaseWorker), TaskHolder::Employee);
    about(
        vedtak,
        vedtak.handling_unit,
        TaskSubject::VedtakReturned,
        due,
        holder,
    )
}

fn about(
    vedtak: &Vedtak,
    unit: UnitId,
    subject: TaskSubject,
    due: NaiveDate,
    holder: TaskHolder,
) -> TaskDraft {
    TaskDraft {
        unit,
        citizen: Some(vedtak.citizen),
        subject,
        values: [("service".to_owned(), vedtak.content.service.to_string())].into(),
        due: Due::Day(due),
        holder,
        source: TaskSource::Vedtak(vedtak.id),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Task, TaskState};
    use super::*;
    use crate::{
        delegation::fixtures::{date, employee, noon, unit},
        period::Period,
        time::day_start,
        vedtak::fixtures::{citizen, signed},
    };

    #[test]
    fn a_preliminary_answer_is_due_one_month_after_the_application() {
        let id = ApplicationId(uuid::Uuid::nil());
        let settings = DecisionSettings::default();
        let of = |received| application_deadline(id, unit(1), citizen(), received, &settings);
        assert_eq!(of(date(5, 11)).due, Due::Day(date(6, 11)));
        assert_eq!(of(date(1, 31)).due, Due::Day(date(2, 28)));
        assert_eq!(of(date(5, 11)).key(), of(date(5, 11)).key());
    }

    #[test]
    fn an_ending_vedtak_warns_thirty_days_before_and_always_with_the_same_key() {
        let mut vedtak = signed(
            1,
            Period {
                from: date(1, 1),
                until: Some(date(7, 31)),
            },
        );
        vedtak.content.review_on = None;
        let deadlines = vedtak_deadlines(&vedtak, &DecisionSettings::default());
        assert_eq!(deadlines.len(), 1);
        assert_eq!(deadlines[0].opens_on, date(7, 1));
        assert_eq!(deadlines[0].draft.subject, TaskSubject::VedtakEnding);
        assert_eq!(deadlines[0].draft.due, Due::Day(date(7, 31)));
        let again = vedtak_deadlines(&vedtak, &DecisionSettings::default());
        assert_eq!(deadlines[0].draft.key(), again[0].draft.key());
    }

    #[test]
    fn a_submitted_vedtak_is_the_work_of_the_leader_whose_desk_it_lies_on() {
        let vedtak = crate::vedtak::fixtures::submitted();
        let settings = DecisionSettings::default();
        let of = |kind| signature_task(&vedtak, kind, date(6, 1), &settings).holder;
        assert_eq!(of(UnitKind::Team), TaskHolder::Role(Role::Leader));
        assert_eq!(
            of(UnitKind::ApplicationOffice),
            TaskHolder::Role(Role::OfficeLeader)
        );
        let back = returned_task(&vedtak, date(6, 1), &settings);
        assert_eq!(
            Some(back.holder),
            vedtak.case_worker.map(TaskHolder::Employee)
        );
        assert_eq!(back.due, Due::Day(date(6, 8)));
    }

    #[test]
    fn a_task_is_overdue_when_its_day_is_over_and_only_while_open() {
        let source = TaskSource::Citizen(citizen());
        let task = Task {
            id: TaskId(uuid::Uuid::nil()),
            draft: provisional_deadline(source, unit(1), citizen(), date(6, 14)),
            state: TaskState::Open,
            created_at: noon(6, 1),
            done_at: None,
            done_by: None,
        };
        assert!(!task.is_overdue(noon(6, 14)));
        assert!(task.is_overdue(day_start(date(6, 15))));
        let done = task
            .closed(TaskState::Done, employee(1), noon(6, 14))
            .unwrap();
        assert!(!done.is_overdue(noon(7, 1)));
        assert!(
            done.closed(TaskState::Cancelled, employee(1), noon(7, 1))
                .is_err()
        );
    }
}
