//! What a leader's page shows of each unit, and its totals (R-MSG-4).

use super::leader_pools::PoolOverview;
use crate::teams::ShortageView;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{CitizenId, EmployeeId, TaskId, UnitId, VedtakId},
    organisation::{Duty, Membership},
    period::days_after,
    reason::Language,
    service::ServiceType,
    task::{Due, TaskHolder, TaskSubject},
    time::local_date,
    vedtak::VedtakState,
};
use persistence::{ListedTask, Overview, StoredVedtak};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// How far ahead deadlines and shortages are shown, days.
pub(super) const AHEAD: u32 = 7;

/// What a leader has to look at.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LeaderOverview {
    /// Each unit that you lead today.
    pub(super) units: Vec<UnitOverview>,
    /// Pools that they share hours in, each once, with what you may see of their plans.
    pub(super) pools: Vec<PoolOverview>,
    /// Totals over all of them.
    pub(super) totals: Totals,
}

/// Totals of teams, never of people.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Totals {
    to_sign: usize,
    returned: usize,
    deadlines: usize,
    overdue: usize,
    unowned: usize,
    /// Parts of visits in the next seven days that nobody has, also in the pools' plans.
    open_parts: i64,
}

/// One unit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnitOverview {
    pub(super) unit: UnitId,
    #[schema(example = "Team Skullerud")]
    name: String,
    /// On the unit's desk, oldest first.
    to_sign: Vec<Waiting>,
    /// Sent back and not taken up again, oldest first.
    returned: Vec<Waiting>,
    /// Open tasks that are overdue or fall due within seven days.
    deadlines: Vec<Deadline>,
    /// Open tasks that nobody holds today.
    unowned: Vec<Deadline>,
    /// Days of the next seven with visits that nobody has.
    shortages: Vec<Shortage>,
    /// What is missing of the next seven days' hands and competences, and what would close it
    /// (R-TEAM-11).
    pub(super) capacity: Vec<ShortageView>,
}

/// A vedtak that waits.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Waiting {
    id: VedtakId,
    citizen: CitizenId,
    #[schema(example = "Astrid Bøe")]
    citizen_name: String,
    service: ServiceType,
    /// When it was sent to signature.
    since: DateTime<Utc>,
    /// Days since then.
    age_days: i64,
    /// What must be changed, when it was sent back.
    comment: Option<String>,
}

/// A task in short.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Deadline {
    id: TaskId,
    subject: TaskSubject,
    #[schema(example = "klage til behandling")]
    title: String,
    citizen: Option<CitizenId>,
    #[schema(example = "Astrid Bøe")]
    citizen_name: Option<String>,
    due: Due,
    overdue: bool,
}

/// A day with visits that nobody has.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shortage {
    day: NaiveDate,
    /// Parts of visits without anybody.
    open_parts: i64,
}

/// What is shown of, and to whom.
pub(super) struct Seen<'a> {
    /// Everything loaded.
    pub(super) found: &'a Overview,
    /// Names of the citizens in it.
    pub(super) names: &'a BTreeMap<CitizenId, String>,
    /// Now.
    pub(super) now: DateTime<Utc>,
    /// The reader's language.
    pub(super) language: Language,
}

impl Seen<'_> {
    fn name(&self, citizen: CitizenId) -> String {
        self.names.get(&citizen).cloned().unwrap_or_default()
    }
}

/// The citizens whose names the page shows.
pub(super) fn citizens(found: &Overview) -> Vec<CitizenId> {
    let waiting = found.vedtak.iter().map(|stored| stored.vedtak.citizen);
    let due = found
        .tasks
        .iter()
        .filter_map(|listed| listed.task.draft.citizen);
    let all: BTreeSet<CitizenId> = waiting.chain(due).collect();
    all.into_iter().collect()
}

fn waiting(stored: &StoredVedtak, seen: &Seen<'_>) -> Waiting {
    let today = local_date(seen.now);
    let since = stored.submitted_at.unwrap_or(stored.created_at);
    Waiting {
        id: stored.vedtak.id,
        citizen: stored.vedtak.citizen,
        citizen_name: seen.name(stored.vedtak.citizen),
        service: stored.vedtak.content.service,
        since,
        age_days: (today - local_date(since)).num_days(),
        comment: stored.vedtak.return_comment.clone(),
    }
}

/// Whether somebody in the unit holds a task today.
fn is_owned(task: &ListedTask, unit: UnitId, found: &Overview, today: NaiveDate) -> bool {
    let works = |who: EmployeeId| {
        let here = |m: &&Membership| m.unit == unit && m.employee == who && m.is_active(today);
        found.memberships.iter().any(|m| here(&m))
    };
    match task.task.draft.holder {
        TaskHolder::Employee(who) => works(who),
        TaskHolder::Role(role) => found
            .memberships
            .iter()
            .any(|m| m.unit == unit && m.role == role && m.is_active(today)),
        TaskHolder::Duty(duty) => has_holder(unit, duty, found, today, works),
    }
}

fn has_holder(
    unit: UnitId,
    duty: Duty,
    found: &Overview,
    today: NaiveDate,
    works: impl Fn(EmployeeId) -> bool,
) -> bool {
    let of_unit = found.rotas.iter().filter(|(of, _)| *of == unit);
    of_unit.flat_map(|(_, rotas)| rotas).any(|rota| {
        let counts = rota.from <= today && rota.until.is_none_or(|until| today <= until);
        rota.duty == duty && counts && rota.order.iter().any(|who| works(*who))
    })
}

pub(super) fn of_unit(unit: UnitId, name: String, seen: &Seen<'_>) -> UnitOverview {
    let (found, now, language) = (seen.found, seen.now, seen.language);
    let today = local_date(now);
    let in_state = |state, desk: bool| {
        found
            .vedtak
            .iter()
            .filter(|stored| stored.vedtak.state == state)
            .filter(|stored| match desk {
                true => stored.vedtak.handling_unit == unit,
                false => stored.vedtak.unit == unit,
            })
            .map(|stored| waiting(stored, seen))
            .collect::<Vec<_>>()
    };
    let line = |listed: &&ListedTask| {
        let words = listed.task.draft.values.get("title").cloned();
        let subject = listed.task.draft.subject;
        Deadline {
            id: listed.task.id,
            subject,
            title: words.unwrap_or_else(|| subject.term().text(language).to_owned()),
            citizen: listed.task.draft.citizen,
            citizen_name: listed.task.draft.citizen.map(|citizen| seen.name(citizen)),
            due: listed.task.draft.due,
            overdue: listed.task.is_overdue(now),
        }
    };
    let tasks = || {
        found
            .tasks
            .iter()
            .filter(|listed| listed.task.draft.unit == unit)
    };
    let soon = domain::time::day_end(days_after(today, AHEAD));
    UnitOverview {
        unit,
        name,
        to_sign: in_state(VedtakState::Submitted, true),
        returned: in_state(VedtakState::Returned, false),
        deadlines: tasks()
            .filter(|t| t.late_from <= soon)
            .map(|t| line(&t))
            .collect(),
        unowned: tasks()
            .filter(|listed| !is_owned(listed, unit, found, today))
            .map(|t| line(&t))
            .collect(),
        capacity: Vec::new(),
        shortages: found
            .free
            .iter()
            .filter(|(of, ..)| *of == unit)
            .map(|(_, day, open_parts)| Shortage {
                day: *day,
                open_parts: *open_parts,
            })
            .collect(),
    }
}

pub(super) fn totals(units: &[UnitOverview], pools: &[PoolOverview]) -> Totals {
    let begin = Totals {
        open_parts: pools.iter().map(PoolOverview::open_parts).sum(),
        ..Totals::default()
    };
    units.iter().fold(begin, |sum, unit| Totals {
        to_sign: sum.to_sign + unit.to_sign.len(),
        returned: sum.returned + unit.returned.len(),
        deadlines: sum.deadlines + unit.deadlines.len(),
        overdue: sum.overdue + unit.deadlines.iter().filter(|line| line.overdue).count(),
        unowned: sum.unowned + unit.unowned.len(),
        open_parts: sum.open_parts + unit.shortages.iter().map(|day| day.open_parts).sum::<i64>(),
    })
}

impl UnitOverview {
    /// The citizens that it shows, for the access log.
    pub(super) fn citizens(&self) -> Vec<CitizenId> {
        let waiting = self.to_sign.iter().chain(&self.returned);
        let due = self.deadlines.iter().chain(&self.unowned);
        waiting
            .map(|line| line.citizen)
            .chain(due.filter_map(|line| line.citizen))
            .collect()
    }
}
