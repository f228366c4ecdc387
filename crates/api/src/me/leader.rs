//! `GET /me/leader-overview`: a leader's page across her teams (R-MSG-4).

use crate::{
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{CitizenId, EmployeeId, TaskId, UnitId, VedtakId},
    organisation::{Duty, Membership},
    period::days_after,
    policy::{Action, Basis},
    reason::Language,
    service::ServiceType,
    task::{Due, TaskHolder, TaskSubject},
    time::local_date,
    vedtak::VedtakState,
};
use persistence::{ListedTask, Overview, StoredVedtak};
use serde::Serialize;
use utoipa::ToSchema;

/// How far ahead deadlines and shortages are shown, days.
const AHEAD: u32 = 7;

/// What a leader has to look at.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LeaderOverview {
    /// Each unit that you lead today.
    units: Vec<UnitOverview>,
    /// Totals over all of them.
    totals: Totals,
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
    /// Parts of visits in the next seven days that nobody has.
    open_parts: i64,
}

/// One unit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnitOverview {
    unit: UnitId,
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
}

/// A vedtak that waits.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Waiting {
    id: VedtakId,
    citizen: CitizenId,
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

fn waiting(stored: &StoredVedtak, today: NaiveDate) -> Waiting {
    let since = stored.submitted_at.unwrap_or(stored.created_at);
    Waiting {
        id: stored.vedtak.id,
        citizen: stored.vedtak.citizen,
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

fn of_unit(
    unit: UnitId,
    name: String,
    found: &Overview,
    (now, language): (DateTime<Utc>, Language),
) -> UnitOverview {
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
            .map(|stored| waiting(stored, today))
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

fn totals(units: &[UnitOverview]) -> Totals {
    units.iter().fold(Totals::default(), |sum, unit| Totals {
        to_sign: sum.to_sign + unit.to_sign.len(),
        returned: sum.returned + unit.returned.len(),
        deadlines: sum.deadlines + unit.deadlines.len(),
        overdue: sum.overdue + unit.deadlines.iter().filter(|line| line.overdue).count(),
        unowned: sum.unowned + unit.unowned.len(),
        open_parts: sum.open_parts + unit.shortages.iter().map(|day| day.open_parts).sum::<i64>(),
    })
}

/// A leader's overview
///
/// One call across the units you lead: vedtak to sign with their age, what was sent back, deadlines,
/// tasks that nobody holds, days with visits that nobody has. Totals of teams, never a ranking of
/// people. One who leads nothing gets an empty page.
#[utoipa::path(tag = "me", operation_id = "getLeaderOverview", security(("bearer" = [])), responses(
    (status = 200, description = "Your units and their totals", body = LeaderOverview),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/me/leader-overview")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::GetLeaderOverview, move |reader| {
        reader.general()?;
        let now = reader.asked_at();
        let today = local_date(now);
        let actor = reader.actor()?.clone();
        let names = reader.units()?;
        let led: Vec<(UnitId, String)> = names
            .into_iter()
            .filter(|unit| actor.leads(unit.id, now))
            .map(|unit| (unit.id, unit.name))
            .collect();
        let ids: Vec<UnitId> = led.iter().map(|(unit, _)| *unit).collect();
        let last = days_after(today, AHEAD);
        let found = reader.overview(&ids, (today, last))?;
        let units: Vec<UnitOverview> = led
            .into_iter()
            .map(|(unit, name)| of_unit(unit, name, &found, (now, language)))
            .collect();
        for unit in &units {
            let waiting = unit
                .to_sign
                .iter()
                .chain(&unit.returned)
                .map(|line| line.citizen);
            let due = unit
                .deadlines
                .iter()
                .chain(&unit.unowned)
                .filter_map(|line| line.citizen);
            let citizens = waiting.chain(due).collect();
            reader.show(Some(unit.unit), Basis::Leader, "leaderOverview", citizens);
        }
        Shown::digest(
            reader.epoch(),
            &LeaderOverview {
                totals: totals(&units),
                units,
            },
        )
    })
    .await
}
