//! `POST /citizens/{citizen}/tiltaksplan/copies`: goals and tiltak of the team's library, made the
//! citizen's own.

use super::{
    change::{check_right, plan_today, standing},
    create_goal::named,
    create_tiltak::faults,
    view::PlanView,
};
use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    references::unknown_employees,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    frame::{ChangeEffect, Departure, weigh_together},
    ids::{CitizenId, GoalId, PlanId, TiltakId},
    policy::Action,
    reason::{Reason, Violation, none_of},
    settings::Settings,
    tiltaksplan::{
        Goal, Tiltak, check_goal,
        library::{LibraryEntry, PlanCopy, check_copy},
    },
    time::local_date,
};
use persistence::{Failure, Opened, Outcome, PlanRecord, Streams, Writer, new_id};

static NO_ENTRY: Reason = Reason {
    rule: "R-PLAN-2",
    code: "library-entry-unknown",
    nb: "Teamets bibliotek har ingen slik oppføring.",
    nn: "Biblioteket til teamet har ikkje noka slik oppføring.",
    en: "The team's library has no such entry.",
};

/// The same fault, pointed at where the copy is asked for: what the entry says cannot be mended here.
fn in_copy(violation: Violation) -> Violation {
    let inside = violation.pointer.clone().unwrap_or_default();
    let field = inside.rsplit('/').next().unwrap_or_default().to_owned();
    match inside.as_str() {
        at if at.starts_with("/goals/") => violation,
        _ if matches!(field.as_str(), "vedtak") => violation.at("/vedtak"),
        _ => violation.at("/entry"),
    }
}

/// What the frame says of all the new tiltak together, kept with them.
fn weighed(
    writer: &mut Writer<'_>,
    opened: &Opened,
    record: &PlanRecord,
    copy: &PlanCopy,
    tiltak: &mut [Tiltak],
) -> Outcome<ChangeEffect> {
    let settings = Settings::default();
    let today = local_date(writer.now());
    let (departures, frames) = standing(writer, opened, today)?;
    let since = writer.outside_since(opened, &frames, today, &settings)?;
    let plan = record.plan().tiltak;
    let temporary = copy.temporary.as_ref();
    let days = (since, today);
    let effect = weigh_together(
        &plan,
        &departures,
        tiltak,
        temporary,
        &frames,
        days,
        &settings,
    )
    .map_err(Failure::Invalid)?;
    if let ChangeEffect::Temporary { .. } = effect {
        for one in tiltak {
            one.content.temporary.clone_from(&copy.temporary);
        }
    }
    Ok(effect)
}

/// The departures that a copy outside the frame makes, with the day the team is told that they end.
fn departures(
    tiltak: &[Tiltak],
    effect: ChangeEffect,
    since: NaiveDate,
) -> Vec<(Departure, NaiveDate)> {
    let ChangeEffect::Temporary { until, tell_on } = effect else {
        return Vec::new();
    };
    let departure = |of: &Tiltak| Departure {
        tiltak: of.id,
        since,
        until,
        within: None,
    };
    tiltak.iter().map(|t| (departure(t), tell_on)).collect()
}

fn copied(writer: &Writer<'_>, entry: &LibraryEntry, copy: &PlanCopy) -> (Vec<Goal>, Vec<Tiltak>) {
    // A plan shows its parts in the order of their ids: a millisecond apart they keep the entry's.
    let ids = |many: usize| {
        let moments = (0..).take(many).map(TimeDelta::milliseconds);
        moments.map(|ahead| writer.now() + ahead)
    };
    let goals: Vec<GoalId> = ids(entry.goals.len()).map(new_id).collect();
    let tiltak: Vec<TiltakId> = ids(entry.tiltak.len()).map(new_id).collect();
    entry.copied(copy, &goals, &tiltak)
}

/// Copy an entry of the team's library into a plan
///
/// Its goals and tiltak become the citizen's own: each goal says whose words or which reason it rests
/// on, where she stands and who follows it. All of it is taken in, or nothing. The frame is asked about
/// everything together; outside it the copy needs `temporary`, as a tiltak does.
#[utoipa::path(tag = "tiltaksplan", operation_id = "copyIntoPlan", security(("bearer" = [])), request_body = PlanCopy,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Copied: the whole plan", body = PlanView), AddRefused))]
#[post("/citizens/{citizen}/tiltaksplan/copies")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let citizen = citizen.0;
    let new_plan: PlanId = door.new_id();
    let body = door.body::<PlanCopy>();
    let streams = Streams::citizen(citizen);
    door.write(Action::CopyIntoPlan, streams, move |writer| {
        let opened = writer.open(citizen, "tiltaksplan")?;
        let copy = body.read(&opened)?;
        let Some(found) = writer.library_entry_for(&opened, copy.entry)? else {
            return Err(Failure::invalid(NO_ENTRY.violation().at("/entry")));
        };
        let entry = found.entry;
        none_of(check_copy(&entry, &copy)).map_err(Failure::Invalid)?;
        let today = local_date(writer.now());
        let record = plan_today(writer, &opened)?;
        let (goals, mut tiltak) = copied(writer, &entry, &copy);
        if let Some(first) = tiltak.first() {
            check_right(writer, &opened, first)?;
        }
        let said = writer.statement_ids(&opened)?;
        let mut wrong = Vec::new();
        let mut owners = Vec::new();
        for (i, goal) in goals.iter().enumerate() {
            let base = format!("/goals/{i}");
            wrong.extend(check_goal(&goal.content, &said, today, &base));
            let owner = named(&goal.content).into_iter();
            owners.extend(owner.map(|(at, who)| (format!("{base}{at}"), who)));
        }
        wrong.extend(unknown_employees(writer, &owners)?);
        let mut plan = record.plan();
        plan.goals.extend(goals.iter().cloned());
        plan.tiltak.extend(tiltak.iter().cloned());
        for one in &tiltak {
            wrong.extend(faults(writer, &opened, one, &plan)?);
        }
        let wrong = wrong.into_iter().map(in_copy).collect();
        none_of(wrong).map_err(Failure::Invalid)?;
        let effect = weighed(writer, &opened, &record, &copy, &mut tiltak)?;
        let id = writer.ensure_plan(&opened, &record, new_plan)?;
        let left = departures(&tiltak, effect, today);
        writer.insert_together(&opened, id, (&goals, &tiltak), &left)?;
        let record = writer.plan(&opened)?;
        let version = record.version;
        let location = format!("/api/v1/citizens/{citizen}/tiltaksplan");
        let view = PlanView::new(record, writer.epoch(), today);
        created(writer.epoch(), version, location, &view)
    })
    .await
}
