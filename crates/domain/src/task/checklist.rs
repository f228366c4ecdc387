//! The home-coming checklist, for those who come home and for every new citizen, as tasks with due
//! dates; and how well it is kept (R-MSG-2, facts.md).

use super::{Due, Task, TaskDraft, TaskHolder, TaskSource, TaskState, TaskSubject};
use crate::{
    citizen::whereabouts::{Stretch, Whereabouts},
    ids::{CitizenId, UnitId},
    organisation::Duty,
    period::days_after,
    text_enum,
    time::local_date,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// A point of the checklist (HPH/PaTH).
    pub enum ChecklistItem {
        /// Contact on the day itself.
        Contact = "contact", "kontakt samme dag", "kontakt same dag", "contact on the day";
        /// A nurse's visit within 3 days.
        Nurse = "nurse", "besøk av sykepleier innen 3 dager", "besøk av sjukepleiar innan 3 dagar", "nurse's visit within 3 days";
        /// GP within 2 weeks.
        Gp = "gp", "fastlege innen 2 uker", "fastlege innan 2 veker", "GP within 2 weeks";
        /// Structured assessment within 4 weeks.
        Assessment = "assessment", "kartleggingssamtale innen 4 uker", "kartleggingssamtale innan 4 veker", "assessment within 4 weeks";
    }
}

/// Days within which each point is done: data with the checklist's own defaults (facts.md).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChecklistSettings {
    /// Contact (HPH/PaTH: the day itself).
    pub contact_days: u32,
    /// Nurse (3).
    pub nurse_days: u32,
    /// GP (14).
    pub gp_days: u32,
    /// Assessment (28).
    pub assessment_days: u32,
}

impl Default for ChecklistSettings {
    fn default() -> Self {
        Self {
            contact_days: 0,
            nurse_days: 3,
            gp_days: 14,
            assessment_days: 28,
        }
    }
}

impl ChecklistSettings {
    const fn days(&self, item: ChecklistItem) -> u32 {
        match item {
            ChecklistItem::Contact => self.contact_days,
            ChecklistItem::Nurse => self.nurse_days,
            ChecklistItem::Gp => self.gp_days,
            ChecklistItem::Assessment => self.assessment_days,
        }
    }
}

/// The checklist of a citizen who came home, or came new, on `day`.
pub fn checklist(
    subject: TaskSubject,
    unit: UnitId,
    citizen: CitizenId,
    day: NaiveDate,
    settings: &ChecklistSettings,
) -> Vec<TaskDraft> {
    let point = |item: &ChecklistItem| TaskDraft {
        unit,
        citizen: Some(citizen),
        subject,
        values: [
            ("item".to_owned(), item.to_string()),
            ("from".to_owned(), day.to_string()),
        ]
        .into(),
        due: Due::Day(days_after(day, settings.days(*item))),
        holder: TaskHolder::Duty(Duty::PloFollowUp),
        source: TaskSource::Citizen(citizen),
    };
    ChecklistItem::ALL.iter().map(point).collect()
}

/// The local days on which somebody came home from an institution, in order.
pub fn home_comings(stretches: &[Stretch]) -> Vec<NaiveDate> {
    let pairs = stretches.iter().zip(stretches.iter().skip(1));
    let came_home = |(before, after): &(&Stretch, &Stretch)| {
        before.kind.is_some_and(Whereabouts::is_institution)
            && after.kind.is_none_or(|kind| kind == Whereabouts::Home)
    };
    pairs
        .filter(came_home)
        .map(|(_, after)| local_date(after.from))
        .collect()
}

/// How well the checklist is kept: a figure of the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Adherence {
    /// Points that were due in the time.
    pub due: usize,
    /// Done in time.
    pub in_time: usize,
    /// Done late.
    pub late: usize,
    /// Not done, and past their time.
    pub missing: usize,
}

/// How well points due from `from` to `until` were kept, as it stands on `today`. Points called off
/// are left out; so are those whose time has not come.
pub fn adherence(
    tasks: &[Task],
    item: ChecklistItem,
    (from, until): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Adherence {
    let of_item = |t: &&Task| {
        t.draft
            .values
            .get("item")
            .is_some_and(|i| i == item.as_str())
    };
    let mut figures = Adherence::default();
    for task in tasks.iter().filter(of_item) {
        let Due::Day(due) = task.draft.due else {
            continue;
        };
        if due < from || until < due || task.state == TaskState::Cancelled {
            continue;
        }
        match task.done_at.map(local_date) {
            Some(done) if done <= due => figures.in_time += 1,
            Some(_) => figures.late += 1,
            None if due < today => figures.missing += 1,
            None => continue,
        }
        figures.due += 1;
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::TaskId,
        time::{day_start, instant},
    };
    use chrono::NaiveTime;
    use uuid::Uuid;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }
    fn drafts() -> Vec<TaskDraft> {
        let (unit, citizen) = (UnitId(Uuid::nil()), CitizenId(Uuid::nil()));
        let settings = ChecklistSettings::default();
        checklist(TaskSubject::HomeComing, unit, citizen, day(2), &settings)
    }

    #[test]
    fn contact_on_the_day_nurse_in_three_gp_in_two_weeks_and_assessment_in_four() {
        let due: Vec<Due> = drafts().iter().map(|d| d.due).collect();
        assert_eq!(due, [day(2), day(5), day(16), day(30)].map(Due::Day));
        let keys: std::collections::BTreeSet<String> =
            drafts().iter().map(TaskDraft::key).collect();
        assert_eq!(keys.len(), 4);
    }

    #[test]
    fn coming_home_is_from_an_institution_and_not_from_a_journey() {
        let stretch = |kind, from, until| Stretch {
            kind,
            from: day_start(day(from)),
            until: day_start(day(until)),
        };
        let stretches = [
            stretch(Some(Whereabouts::Hospital), 1, 3),
            stretch(Some(Whereabouts::Helsehus), 3, 6),
            stretch(Some(Whereabouts::Home), 6, 8),
            stretch(Some(Whereabouts::Away), 8, 9),
            stretch(None, 9, 12),
        ];
        assert_eq!(home_comings(&stretches), [day(6)]);
    }

    #[test]
    fn adherence_counts_what_was_due_and_leaves_out_what_was_called_off() {
        let task = |n: usize, state, done: Option<u32>| Task {
            id: TaskId(Uuid::from_u128(n as u128)),
            draft: drafts()[1].clone(),
            state,
            created_at: day_start(day(1)),
            done_at: done.map(|d| instant(day(d), NaiveTime::MIN)),
            done_by: None,
        };
        let tasks = [
            task(1, TaskState::Done, Some(5)),
            task(2, TaskState::Done, Some(6)),
            task(3, TaskState::Open, None),
            task(4, TaskState::Cancelled, None),
        ];
        let of = |today| adherence(&tasks, ChecklistItem::Nurse, (day(1), day(30)), today);
        let expected = Adherence {
            due: 3,
            in_time: 1,
            late: 1,
            missing: 1,
        };
        assert_eq!(of(day(6)), expected);
        assert_eq!(of(day(5)).missing, 0);
    }
}
