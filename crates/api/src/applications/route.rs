//! `POST /applications/{application}/routing`: send it where the charter says, and say why.

use super::{target::Target, view::ApplicationView};
use crate::{
    door::{Door, changed},
    impartial,
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    application::{Application, Routing},
    charter::{Route, RouteFacts, route_application},
    decision_settings::DecisionSettings,
    ids::{ApplicationId, TaskId, UnitId},
    organisation::UnitKind,
    policy::Action,
    reason::Reason,
    task::{TaskSource, TaskState, TaskSubject, application_deadline, promised_answer},
    time::{local_date, to_micros},
};
use persistence::{Failure, Opened, Outcome, Reader, Unit};
use serde::Deserialize;
use utoipa::ToSchema;

static NO_UNIT: Reason = Reason {
    rule: "R-TEAM-6",
    code: "route-no-unit",
    nb: "Søknaden hører til {kind}, men det finnes ikke noe her.",
    nn: "Søknaden høyrer til {kind}, men det finst ikkje noko her.",
    en: "The application belongs to the {kind}, but there is none here.",
};
static WHICH_UNIT: Reason = Reason {
    rule: "R-TEAM-6",
    code: "route-which-unit",
    nb: "Søknaden hører til {kind}. Velg hvilket: {names}.",
    nn: "Søknaden høyrer til {kind}. Vel kva for eitt: {names}.",
    en: "The application belongs to the {kind}. Choose which: {names}.",
};
static CHANGED: Reason = Reason {
    rule: "R-TEAM-6",
    code: "route-changed",
    nb: "Spillereglene ble endret akkurat nå. Prøv igjen.",
    nn: "Spelereglane blei endra akkurat no. Prøv igjen.",
    en: "The charter was changed just now. Try again.",
};

/// Where to, when there are several units of the kind that the charter names.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RoutingInput {
    /// Which unit, of those that the charter's kind of unit has.
    #[serde(default)]
    unit: Option<UnitId>,
}

/// The route by today's charter, with the unit when it is plain which one.
fn route(
    reader: &mut Reader<'_>,
    opened: &Opened,
    application: &Application,
    wanted: Option<UnitId>,
    (settings, today): (&DecisionSettings, NaiveDate),
) -> Outcome<(Route, UnitId)> {
    let (citizen, _) = reader.citizen(opened)?;
    let area = reader.team_of_area(&citizen.content.address.postal_code)?;
    let home = area.unwrap_or(opened.responsible);
    let charter = match area {
        Some(team) => reader.charter(team)?.map(|(charter, _)| charter),
        None => None,
    };
    let served = reader
        .vedtak_of(opened)?
        .iter()
        .filter_map(|stored| stored.vedtak.days_in_force())
        .any(|days| days.until.is_none_or(|until| today <= until));
    let route = route_application(&RouteFacts {
        service: application.content.service,
        is_new_citizen: !served,
        qualifies_for_dementia_team: application.content.qualifies_for_dementia_team,
        charter: charter.as_ref(),
        day: today,
        settings,
    });
    let units = reader.units()?;
    let unit = choose(&units, &route, home, wanted)?;
    Ok((route, unit))
}

/// The unit of the route's kind: the area's own team, else the one of the district, else the one that
/// was named.
fn choose(units: &[Unit], route: &Route, home: UnitId, wanted: Option<UnitId>) -> Outcome<UnitId> {
    let kind = route.unit_kind;
    let own = units.iter().find(|unit| unit.id == home);
    if kind == UnitKind::Team && own.is_some_and(|unit| unit.kind == kind) {
        return Ok(home);
    }
    let district = own
        .and_then(|unit| unit.district.as_ref())
        .map(|(id, _)| *id);
    let all: Vec<&Unit> = units.iter().filter(|unit| unit.kind == kind).collect();
    let near: Vec<&Unit> = all
        .iter()
        .copied()
        .filter(|unit| unit.district.as_ref().map(|(id, _)| *id) == district)
        .collect();
    if let Some(named) = wanted.filter(|named| all.iter().any(|unit| unit.id == *named)) {
        return Ok(named);
    }
    match (near.as_slice(), all.as_slice(), wanted) {
        ([one], _, None) | ([], [one], None) => Ok(one.id),
        (_, [], _) => Err(Failure::conflict(
            NO_UNIT.violation().with("kind", kind.term()),
        )),
        _ => {
            let names: Vec<&str> = all.iter().map(|unit| unit.name.as_str()).collect();
            let fault = WHICH_UNIT.violation().at("/unit").with("kind", kind.term());
            Err(Failure::invalid(fault.with("names", names.join(", "))))
        }
    }
}

/// Send an application where it belongs
///
/// By the service's rules, then the charter of the team whose area holds the address; the reasons are
/// kept with it. The preliminary answer's task goes along.
#[utoipa::path(tag = "applications", operation_id = "routeApplication", security(("bearer" = [])), request_body = RoutingInput,
    params(("application" = ApplicationId, Path, description = "The application")), responses(
    (status = 200, description = "Sent, with the reasons", body = ApplicationView), AddRefused))]
#[post("/applications/{application}/routing")]
pub(super) async fn handler(door: Door, id: Id<ApplicationId>) -> Result<HttpResponse, Problem> {
    let task: TaskId = door.new_id();
    let (law, language) = (door.state.law.clone(), door.language);
    let body = door.body::<RoutingInput>();
    let target = Target::find(&door, Action::RouteApplication, id.0).await?;
    // The stream of the unit that gets it is locked too, so the route is asked first.
    let (first_law, first_body) = (law.clone(), body.clone());
    let first = door
        .look(Action::RouteApplication, move |reader| {
            let (opened, application, _) = target.open(reader)?;
            let input = first_body.read(&opened)?;
            application.check_open().map_err(Failure::Conflict)?;
            let today = local_date(reader.asked_at());
            let facts = (&first_law.on(today), today);
            Ok(route(reader, &opened, &application, input.unit, facts)?.1)
        })
        .await?;
    let streams = target.streams().and_unit(first);
    door.write(Action::RouteApplication, streams, move |writer| {
        let (opened, application, version) = target.open(writer)?;
        let input = body.read(&opened)?;
        application.check_open().map_err(Failure::Conflict)?;
        impartial::check(writer, &opened)?;
        let now = to_micros(writer.now());
        let today = local_date(now);
        let settings = law.on(today);
        let facts = (&settings, today);
        let (route, unit) = route(writer, &opened, &application, input.unit, facts)?;
        if unit != first {
            return Err(Failure::conflict(CHANGED.violation()));
        }
        let by = writer.actor()?.employee;
        let next = application.routed(Routing::of(&route, unit, by, now));
        let source = TaskSource::Application(next.id);
        let subjects = [
            TaskSubject::PreliminaryAnswer,
            TaskSubject::ApplicationAnswer,
        ];
        writer.close_tasks_of(source, &subjects, TaskState::Cancelled, by)?;
        let waits = match &next.preliminary_answer {
            None => {
                let received = next.content.received_on;
                application_deadline(next.id, unit, next.citizen, received, &settings)
            }
            Some(given) => promised_answer(next.id, unit, next.citizen, given.expected_on),
        };
        writer.raise_task(task, &waits)?;
        let version = writer.update_application(&next, version)?;
        let view = ApplicationView::new(next, version, &settings, language);
        changed(writer.epoch(), version, &view)
    })
    .await
}
