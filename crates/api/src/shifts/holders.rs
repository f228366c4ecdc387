//! `GET /teams/{team}/duty-holders`: who holds which duty when, and why; `POST
//! /teams/{team}/duties/takeovers`: a colleague takes a day (R-TEAM-5).

use super::DaysQuery;
use crate::{
    door::{Door, Shown, done},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, post, web::Query};
use chrono::NaiveDate;
use domain::{
    duty::{DutySwap, HolderReason, TakeOver, called, taken_over},
    ids::{EmployeeId, UnitId},
    interval::Interval,
    organisation::{Competence, CompetenceCode, Duty, competences_on},
    period::is_plausible,
    policy::{Action, Basis},
    reason::Language,
    time::local_date,
    vedtak::implausible,
};
use persistence::{DutyDays, Failure, Streams};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who holds a duty on a day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct HolderView {
    date: NaiveDate,
    duty: Duty,
    /// The name of a duty of the team's own, for swaps.
    own: Option<String>,
    /// What it is called.
    #[schema(example = "nøkkelansvarlig")]
    called: String,
    /// None in a unit without leader.
    employee: Option<EmployeeId>,
    #[schema(example = "Kari Nordby")]
    name: Option<String>,
    reason: Option<HolderReason>,
    /// Why she, in words.
    #[schema(example = "etter tur")]
    why: Option<&'static str>,
    /// Nobody in the order can hold it: the leader does, and the team should see it.
    flagged: bool,
}

/// Holders by day and duty.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct HolderList {
    items: Vec<HolderView>,
}

fn views(found: &DutyDays, language: Language) -> HolderList {
    let items = found.days.iter().map(|day| HolderView {
        date: day.date,
        duty: day.duty,
        own: day.own.clone(),
        called: called((day.duty, day.own.as_deref()), language),
        employee: day.holder.map(|h| h.employee),
        name: day
            .holder
            .and_then(|h| found.names.get(&h.employee).cloned()),
        reason: day.holder.map(|h| h.reason),
        why: day.holder.map(|h| h.reason.term().text(language)),
        flagged: day.holder.is_none_or(|h| h.is_flagged()),
    });
    HolderList {
        items: items.collect(),
    }
}

/// Who holds which duty when
///
/// In turn, swapped, standing in for one who is absent, or the leader because nobody else can.
#[utoipa::path(tag = "shifts", operation_id = "listDutyHolders", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), DaysQuery), responses(
    (status = 200, description = "By day and duty", body = HolderList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "No such period", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/duty-holders")]
pub(super) async fn list(
    door: Door,
    team: Id<UnitId>,
    query: Query<DaysQuery>,
) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::ListDutyHolders, move |reader| {
        reader.enter(team.0)?;
        let during = query.interval(reader.asked_at())?;
        let days: Vec<NaiveDate> = local_date(during.from)
            .iter_days()
            .take_while(|day| domain::time::day_start(*day) < during.until)
            .collect();
        let found = reader.duty_holders(team.0, &days)?;
        Shown::view(&views(&found, language))
    })
    .await
}

/// A day of a duty that somebody takes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TakeoverInput {
    duty: Duty,
    /// Its name, when it is the team's own.
    #[schema(max_length = 60)]
    own: Option<String>,
    date: NaiveDate,
    /// Who takes it: you; for the leader, and where the team has agreed so, anybody.
    employee: EmployeeId,
}

/// Take a day of a duty over
///
/// By the one who takes it, by the leader, or where the team has agreed so by any member. It needs the duty's competence, membership that day, and
/// that she is not away.
#[utoipa::path(tag = "shifts", operation_id = "takeDuty", security(("bearer" = [])), request_body = TakeoverInput,
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "Who holds the unit's duties that day", body = HolderList),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/duties/takeovers")]
pub(super) async fn take(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let (body, language) = (door.body::<TakeoverInput>(), door.language);
    door.write(Action::TakeDuty, Streams::unit(team), move |writer| {
        let entered = writer.enter(team)?;
        let input = body.read(&entered)?;
        if !is_plausible(input.date) {
            return Err(Failure::invalid(implausible(input.date, "/date")));
        }
        let (rotas, version) = writer.duty_rotas(team)?;
        let members = writer.members(team)?;
        let certificates = writer.certificates(&[input.employee])?;
        let held: Vec<Competence> = certificates.iter().map(|(_, c)| *c).collect();
        let away = writer.absences_of(&[input.employee], Interval::day(input.date))?;
        let take = TakeOver {
            swap: DutySwap {
                date: input.date,
                employee: input.employee,
            },
            actor: writer.actor()?.employee,
            // Of a pool, one who leads one of its teams does (R-TEAM-8).
            actor_leads: entered.basis == Basis::Leader,
            away: !away.is_empty(),
            today: local_date(writer.now()),
        };
        let is_member = |who: EmployeeId| {
            let mut hers = members.iter().filter(|(m, ..)| m.employee == who);
            hers.any(|(m, ..)| m.is_active(input.date))
        };
        let has = |who: EmployeeId, code: CompetenceCode| {
            let found = members.iter().find(|(m, ..)| m.employee == who);
            found.is_some_and(|(_, e, _)| {
                competences_on(e.profession, &held, input.date).contains(&code)
            })
        };
        let key = (input.duty, input.own.as_deref());
        let rotas = taken_over(&rotas, key, &take, is_member, has).map_err(Failure::Invalid)?;
        writer.save_duty_rotas(team, &rotas, version)?;
        let found = writer.duty_holders(team, &[input.date])?;
        done(&views(&found, language))
    })
    .await
}
