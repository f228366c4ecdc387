//! `POST /teams/{team}/absences/{absence}/choices`: one of the three ways, exactly as it was seen
//! (R-SHF-3).

use super::preview::{Facts, Worked, facts, work};
use crate::{
    door::{Door, done, dry_run},
    paths::Ids,
    problem::{Problem, ProblemBody},
    shifts::TryQuery,
    substitutes::view::RequestView,
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    absence::{Effect, Way},
    ids::{AbsenceId, EmployeeId, SubstituteRequestId, UnitId, VisitId},
    policy::Action,
    reason::{Reason, none_of},
    substitute::{RequestState, SubstituteRequest, request_faults},
    time::local_date,
    visit::AssignmentState,
};
use persistence::{Day, Failure, Outcome, Permit, Reader, Streams, Writer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The way that is chosen.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ChoiceInput {
    way: Way,
    /// The day that was looked at.
    date: NaiveDate,
    /// `asOf` of what was seen.
    as_of: DateTime<Utc>,
    /// `preview` of the way that is chosen.
    #[schema(max_length = 64)]
    preview: String,
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChoiceDone {
    way: Way,
    effect: Effect,
    /// Visits that somebody else has now, or that are at another time.
    changed: Vec<VisitId>,
    /// Visits that were put off.
    postponed: Vec<VisitId>,
    /// The question to the staffing office, when that was chosen.
    request: Option<RequestView>,
}

static OUTDATED: Reason = Reason {
    rule: "R-SHF-3",
    code: "absence-preview-outdated",
    nb: "Dagen er endret siden dette ble vist. Se på de tre veiene igjen.",
    nn: "Dagen er endra sidan dette vart vist. Sjå på dei tre vegane igjen.",
    en: "The day has changed since this was shown. Look at the three ways again.",
};
static NO_OFFICE: Reason = Reason {
    rule: "R-SHF-3",
    code: "no-staffing-office",
    nb: "Kommunen har ikke noe bemanningskontor å spørre.",
    nn: "Kommunen har ikkje noko bemanningskontor å spørje.",
    en: "The municipality has no staffing office to ask.",
};

/// Choose a way on
///
/// For the leader and the day's fordeler. What was previewed is done, all of it or nothing: the day is
/// worked out again as of the instant that was seen, and refused when it has changed. Asking for a
/// substitute makes a request to the staffing office; booking is the leader's, unless the charter says
/// that the team does.
#[utoipa::path(tag = "shifts", operation_id = "chooseAbsenceWay", security(("bearer" = [])), request_body = ChoiceInput,
    params(("team" = UnitId, Path, description = "The unit"), ("absence" = AbsenceId, Path, description = "The absence"), TryQuery), responses(
    (status = 200, description = "Done", body = ChoiceDone),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such absence", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "The day has changed since", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/absences/{absence}/choices")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, AbsenceId>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let action = Action::ChooseAbsenceWay;
    let body = door.body::<ChoiceInput>();
    let (input, facts, office) = door
        .look(action, move |reader| {
            let today = local_date(reader.asked_at());
            let fordeler = reader.fordeler_on(team, today)?;
            let entered = reader.enter_with(team, fordeler)?;
            let known = reader.absence(team, id)?;
            let input = read(&body, &entered)?;
            let facts = facts(reader, team, known.absence.id, input.date)?;
            Ok((input, facts, reader.staffing_office()?))
        })
        .await?;
    let made = work(&door, &facts, &[input.way], input.as_of).await?;
    let seen = made.into_iter().next();
    let seen = seen.filter(|w| w.digest == input.preview && !facts.freed.is_empty());
    let Some(chosen) = seen else {
        return Err(door.problem(Failure::conflict_with(&OUTDATED)));
    };
    let streams = match (input.way, office) {
        (Way::Substitute, Some(office)) => Streams::unit(team).and_unit(office),
        _ => Streams::unit(team),
    };
    let request: SubstituteRequestId = door.new_id();
    let language = door.language;
    door.write(action, streams, move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        let entered = writer.enter_with(team, fordeler)?;
        let mut view = ChoiceDone {
            way: chosen.way,
            effect: chosen.effect.clone(),
            changed: Vec::new(),
            postponed: Vec::new(),
            request: None,
        };
        if chosen.way == Way::Substitute {
            let office = office.ok_or_else(|| Failure::conflict_with(&NO_OFFICE))?;
            let request = ask(writer, &facts, request, (team, office))?;
            view.request = Some(RequestView::new(&request, 1, writer.epoch(), language));
        } else {
            view.changed = place(writer, &facts, &chosen)?;
            view.postponed = put_off(writer, &chosen)?;
            let touched = facts.days.iter().flat_map(|d| &d.visits);
            let touched = touched
                .filter(|v| {
                    view.changed.contains(&v.visit.id) || view.postponed.contains(&v.visit.id)
                })
                .map(|v| v.visit.planned.citizen);
            writer.show(
                Some(team),
                entered.basis,
                "absence-choice",
                touched.collect(),
            );
        }
        let answer = done(&view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}

fn read(body: &crate::body::Body<ChoiceInput>, after: &impl Permit) -> Outcome<ChoiceInput> {
    body.read(after)
}

/// The part of the day as it is now; refused when any of its visits has changed since it was seen.
fn unchanged(reader: &mut Reader<'_>, seen: &Day) -> Outcome<Day> {
    let now = reader.day(seen.unit, seen.date, Some(&seen.part))?;
    let of = |day: &Day| -> Vec<(VisitId, i64)> {
        day.visits.iter().map(|v| (v.visit.id, v.version)).collect()
    };
    if of(&now) == of(seen) && now.plan.version == seen.plan.version {
        Ok(now)
    } else {
        Err(Failure::conflict_with(&OUTDATED))
    }
}

/// Puts the lists as they were seen.
fn place(writer: &mut Writer<'_>, facts: &Facts, chosen: &Worked) -> Outcome<Vec<VisitId>> {
    let by = writer.actor()?.employee;
    let mut changed = Vec::new();
    let mut days = Vec::new();
    // All are judged before any is changed.
    for seen in &facts.days {
        let day = unchanged(writer, seen)?;
        let people: Vec<EmployeeId> = chosen.placed.iter().map(|p| p.employee).collect();
        writer.guard_employee_days(&day, people)?;
        days.push(day);
    }
    for day in &days {
        for visit in &day.visits {
            let id = visit.visit.id;
            let wanted: Vec<_> = chosen.placed.iter().filter(|p| p.visit == id).collect();
            let Some(first) = wanted.first() else {
                continue;
            };
            let mut visit = visit.clone();
            let mut coming: Vec<EmployeeId> = wanted.iter().map(|p| p.employee).collect();
            coming.retain(|who| visit.assignments.iter().all(|a| a.employee != Some(*who)));
            let stays = |who: EmployeeId| wanted.iter().any(|p| p.employee == who);
            let mut coming = coming.into_iter();
            let mut touched = visit.visit.start != Some(first.start);
            visit.visit.start = Some(first.start);
            for n in 0..visit.assignments.len() {
                let part = visit.assignments[n].clone();
                if part.employee.is_some_and(stays) {
                    continue;
                }
                let next = coming.next();
                if next == part.employee {
                    continue;
                }
                let mut part = part;
                part.employee = next;
                part.state = next.map_or(AssignmentState::Free, |_| AssignmentState::Assigned);
                part.by = Some(by);
                part.needs_review = false;
                visit.assignments[n] = part.clone();
                writer.save_assignment(visit.visit.planned.citizen, &part)?;
                touched = true;
            }
            if touched {
                writer.save_visit(&mut visit, &day.parts)?;
                changed.push(id);
            }
        }
    }
    Ok(changed)
}

/// Moves what was to be put off.
fn put_off(writer: &mut Writer<'_>, chosen: &Worked) -> Outcome<Vec<VisitId>> {
    let mut moved = Vec::new();
    for (id, date) in &chosen.postponed {
        let mut visit = writer.visit(*id)?;
        let parts = writer.day_parts(visit.visit.unit)?;
        writer.move_visit(&mut visit, *date, &parts)?;
        moved.push(*id);
    }
    Ok(moved)
}

/// Asks the staffing office for her shifts of the day.
fn ask(
    writer: &mut Writer<'_>,
    facts: &Facts,
    id: SubstituteRequestId,
    (unit, office): (UnitId, UnitId),
) -> Outcome<SubstituteRequest> {
    for seen in &facts.days {
        unchanged(writer, seen)?;
    }
    none_of(request_faults(&facts.shifts, None, writer.now())).map_err(Failure::Invalid)?;
    let request = SubstituteRequest {
        id,
        unit,
        office,
        absence: Some(facts.absence.absence.id),
        shifts: facts.shifts.clone(),
        competences: facts.competences.clone(),
        note: None,
        state: RequestState::Asked,
        asked_by: writer.actor()?.employee,
        asked_at: writer.now(),
        offers: Vec::new(),
        answer: None,
    };
    writer.insert_substitute_request(&request)?;
    Ok(request)
}
