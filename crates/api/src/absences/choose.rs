//! `POST /teams/{team}/absences/{absence}/choices`: one of the three ways, exactly as it was seen
//! (R-SHF-3).

use super::{
    carry_out::{OUTDATED, as_seen, place, put_off},
    facts::{Facts, facts},
    preview::work,
};
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
};
use persistence::{Failure, Outcome, Permit, Streams, Writer};
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
    let law = door.state.law.clone();
    let (input, facts, office) = door
        .look(action, move |reader| {
            let today = local_date(reader.asked_at());
            let fordeler = reader.fordeler_on(team, today)?;
            let entered = reader.enter_with(team, fordeler)?;
            let known = reader.absence(team, id)?;
            let input = read(&body, &entered)?;
            let facts = facts(reader, &law, (team, known.absence.id), input.date)?;
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
            as_seen(writer, &facts)?;
            let request = ask(writer, &facts, request, (team, office))?;
            view.request = Some(RequestView::new(&request, 1, writer.epoch(), language));
        } else {
            // All are judged before any is changed.
            let days = as_seen(writer, &facts)?;
            for day in &days {
                let people: Vec<EmployeeId> = chosen.placed.iter().map(|p| p.employee).collect();
                writer.guard_employee_days(day, people)?;
            }
            view.changed = place(writer, &days, &chosen)?;
            view.postponed = put_off(writer, &days, &chosen)?;
            let touched = facts.days().flat_map(|d| &d.visits);
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

/// Asks the staffing office for her shifts of the day.
fn ask(
    writer: &mut Writer<'_>,
    facts: &Facts,
    id: SubstituteRequestId,
    (unit, office): (UnitId, UnitId),
) -> Outcome<SubstituteRequest> {
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
