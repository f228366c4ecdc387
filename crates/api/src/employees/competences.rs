//! `GET`, `POST /employees/{employee}/competences`, `POST …/{competence}/end`: certificates with expiry
//! (R-TEAM-5, R-WL-4). Nobody grants herself one (SEC-2).

use super::her_units::who_hear_of_it;
use crate::{
    door::{Door, Shown, changed, created},
    paths::{Id, Ids},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, post};
use chrono::NaiveDate;
use domain::{
    ids::{CompetenceId, EmployeeId, UnitId},
    organisation::{Competence, CompetenceCode},
    period::is_plausible,
    policy::Action,
    reason::{Reason, Violations, none_of},
    time::local_date,
    vedtak::implausible,
};
use persistence::{Entered, Failure, Outcome, Reader};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static OWN: Reason = Reason {
    rule: "SEC-2",
    code: "own-competence",
    nb: "Ingen kan gi seg selv en kompetanse.",
    nn: "Ingen kan gi seg sjølv ein kompetanse.",
    en: "Nobody can give herself a competence.",
};
static ENDS_BEFORE: Reason = Reason {
    rule: "R-TEAM-5",
    code: "competence-ends-before-start",
    nb: "Siste dag er før første dag.",
    nn: "Siste dag er før første dag.",
    en: "The last day is before the first day.",
};
static FROM_PROFESSION: Reason = Reason {
    rule: "R-TEAM-4",
    code: "competence-from-profession",
    nb: "{profession} har denne kompetansen fra før.",
    nn: "{profession} har denne kompetansen frå før.",
    en: "A {profession} has this competence already.",
};

/// A competence and what it rests on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CompetenceView {
    /// None when it follows from the profession.
    id: Option<CompetenceId>,
    code: CompetenceCode,
    from: Option<NaiveDate>,
    /// Its last day, when it expires.
    until: Option<NaiveDate>,
    /// Whether it counts today.
    counts: bool,
}

impl CompetenceView {
    fn certificate(id: CompetenceId, held: Competence, today: NaiveDate) -> Self {
        Self {
            id: Some(id),
            code: held.code,
            from: Some(held.from),
            until: held.until,
            counts: held.counts_on(today),
        }
    }
}

/// All that an employee may do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CompetenceList {
    items: Vec<CompetenceView>,
}

/// A certificate to register.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CompetenceInput {
    code: CompetenceCode,
    from: NaiveDate,
    /// Its last day, when it expires.
    until: Option<NaiveDate>,
}

/// When a certificate ends.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CompetenceEnd {
    last_day: NaiveDate,
}

/// The unit through which somebody may speak of an employee: one that she leads, else the first.
fn through(reader: &mut Reader<'_>, employee: EmployeeId) -> Outcome<Entered> {
    let units = reader.units_of_employee(employee)?;
    let now = reader.asked_at();
    let actor = reader.actor()?;
    let led = units.iter().find(|unit| actor.leads(**unit, now));
    let unit: UnitId = *led.or(units.first()).ok_or(Failure::NotThere)?;
    reader.enter(unit)
}

/// What an employee may do
#[utoipa::path(tag = "organisation", operation_id = "listCompetences", security(("bearer" = [])),
    params(("employee" = EmployeeId, Path, description = "The employee")), responses(
    (status = 200, description = "From her profession, and her certificates", body = CompetenceList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such employee", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/employees/{employee}/competences")]
pub(super) async fn list(door: Door, id: Id<EmployeeId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListCompetences, move |reader| {
        reader.general()?;
        let today = local_date(reader.asked_at());
        let employee = reader.employee(id.0)?;
        let own = employee.profession.competences().iter();
        let mut items: Vec<CompetenceView> = own
            .map(|code| CompetenceView {
                id: None,
                code: *code,
                from: None,
                until: None,
                counts: true,
            })
            .collect();
        let certificates = reader.certificates_of(id.0)?;
        let certificate = |(id, held)| CompetenceView::certificate(id, held, today);
        items.extend(certificates.into_iter().map(certificate));
        Shown::view(&CompetenceList { items })
    })
    .await
}

fn faults(input: &CompetenceInput) -> Violations {
    let days = [(Some(input.from), "/from"), (input.until, "/until")];
    let odd = days.into_iter().filter_map(|(day, at)| Some((day?, at)));
    let odd = odd.filter(|(day, _)| !is_plausible(*day));
    let mut wrong: Violations = odd.map(|(day, at)| implausible(day, at)).collect();
    if input.until.is_some_and(|until| until < input.from) {
        wrong.push(ENDS_BEFORE.violation().at("/until"));
    }
    wrong
}

/// Register a certificate
///
/// For a leader of one of her units, and never for oneself.
#[utoipa::path(tag = "organisation", operation_id = "grantCompetence", security(("bearer" = [])), request_body = CompetenceInput,
    params(("employee" = EmployeeId, Path, description = "The employee")), responses(
    (status = 201, description = "Registered", body = CompetenceView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For her leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such employee", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "One's own", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/employees/{employee}/competences")]
pub(super) async fn grant(door: Door, id: Id<EmployeeId>) -> Result<HttpResponse, Problem> {
    let who = id.0;
    let action = Action::GrantCompetence;
    let body = door.body::<CompetenceInput>();
    let id: CompetenceId = door.new_id();
    let streams = who_hear_of_it(&door, action, who).await?;
    door.write(action, streams, move |writer| {
        let entered = through(writer, who)?;
        let input = body.read(&entered)?;
        if writer.actor()?.employee == who {
            return Err(Failure::conflict_with(&OWN));
        }
        let mut wrong = faults(&input);
        let employee = writer.employee(who)?;
        if employee.profession.competences().contains(&input.code) {
            let has = FROM_PROFESSION.violation().at("/code");
            wrong.push(has.with("profession", employee.profession.term()));
        }
        none_of(wrong).map_err(Failure::Invalid)?;
        let held = Competence {
            code: input.code,
            from: input.from,
            until: input.until,
        };
        writer.insert_certificate(id, who, &held)?;
        let today = local_date(writer.now());
        let view = CompetenceView::certificate(id, held, today);
        let location = format!("/api/v1/employees/{who}/competences/{id}");
        created(writer.epoch(), 1, location, &view)
    })
    .await
}

/// End a certificate
///
/// On its last day. What it was is kept.
#[utoipa::path(tag = "organisation", operation_id = "endCompetence", security(("bearer" = [])), request_body = CompetenceEnd,
    params(("employee" = EmployeeId, Path, description = "The employee"), ("competence" = CompetenceId, Path, description = "The certificate")), responses(
    (status = 200, description = "Ended", body = CompetenceView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For her leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such certificate", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "One's own", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "It cannot end then", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/employees/{employee}/competences/{competence}/end")]
pub(super) async fn end(
    door: Door,
    ids: Ids<EmployeeId, CompetenceId>,
) -> Result<HttpResponse, Problem> {
    let Ids(who, id) = ids;
    let action = Action::EndCompetence;
    let body = door.body::<CompetenceEnd>();
    let streams = who_hear_of_it(&door, action, who).await?;
    door.write(action, streams, move |writer| {
        let entered = through(writer, who)?;
        let found = writer.certificates_of(who)?;
        let held = found.into_iter().find(|(known, _)| *known == id);
        let (_, mut held) = held.ok_or(Failure::NotThere)?;
        let input = body.read(&entered)?;
        if writer.actor()?.employee == who {
            return Err(Failure::conflict_with(&OWN));
        }
        if !is_plausible(input.last_day) {
            return Err(Failure::invalid(implausible(input.last_day, "/lastDay")));
        }
        if input.last_day < held.from {
            return Err(Failure::invalid(ENDS_BEFORE.violation().at("/lastDay")));
        }
        writer.end_certificate(id, input.last_day)?;
        held.until = Some(input.last_day);
        let today = local_date(writer.now());
        let view = CompetenceView::certificate(id, held, today);
        changed(writer.epoch(), 2, &view)
    })
    .await
}
