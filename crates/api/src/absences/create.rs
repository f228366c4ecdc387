//! `POST /teams/{team}/absences`: somebody is away (R-SHF-3).

use super::{
    freeing::{days_to_settle, duties, free, streams},
    view::{AbsenceDone, AbsenceView},
};
use crate::{
    door::{Door, created, dry_run},
    paths::Id,
    problem::{Problem, ProblemBody},
    shifts::TryQuery,
};
use actix_web::{HttpResponse, post, web::Query};
use domain::{
    absence::absence_faults,
    ids::{AbsenceId, EmployeeId, UnitId},
    interval::Interval,
    policy::Action,
    reason::{Reason, none_of},
    shift::Absence,
    time::local_date,
};
use persistence::{AbsenceRecord, Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// An absence to enter. There is no field for why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AbsenceInput {
    /// Who: a member of the unit.
    employee: EmployeeId,
    interval: Interval,
}

static NOT_MEMBER: Reason = Reason {
    rule: "R-SHF-3",
    code: "absence-of-another-unit",
    nb: "Medarbeideren er ikke med i enheten.",
    nn: "Medarbeidaren er ikkje med i eininga.",
    en: "The employee is not a member of the unit.",
};

/// Enter an absence
///
/// Frees her visits in that time, in all her units, and re-opens the duties she holds: the next in the
/// order who can holds them. The answer says which, and where the three ways on are previewed:
/// `GET …/absences/{absence}/ways?date=`.
#[utoipa::path(tag = "shifts", operation_id = "createAbsence", security(("bearer" = [])), request_body = AbsenceInput,
    params(("team" = UnitId, Path, description = "The unit"), TryQuery), responses(
    (status = 201, description = "Entered", body = AbsenceDone),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/absences")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let body = door.body::<AbsenceInput>();
    let id: AbsenceId = door.new_id();
    // Whom it is about is needed to know whose streams it takes; it is judged behind the permit.
    let about: Option<AbsenceInput> = serde_json::from_slice(&door.bytes()).ok();
    let about = about.filter(|input| absence_faults(input.interval).is_empty());
    let streams = match &about {
        None => Streams::unit(team),
        Some(input) => {
            let who = Some(input.employee);
            streams(&door, Action::CreateAbsence, team, who, &[input.interval]).await?
        }
    };
    door.write(Action::CreateAbsence, streams, move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        let entered = writer.enter_with(team, fordeler)?;
        let input = body.read(&entered)?;
        let mut wrong = absence_faults(input.interval);
        let members = writer.members(team)?;
        let is_member = |(m, _, _): &(domain::organisation::Membership, _, _)| {
            m.employee == input.employee && m.is_active(today)
        };
        if !members.iter().any(is_member) {
            wrong.push(NOT_MEMBER.violation().at("/employee"));
        }
        none_of(wrong).map_err(Failure::Invalid)?;
        let mut record = AbsenceRecord {
            absence: Absence {
                id,
                employee: input.employee,
                interval: input.interval,
            },
            freed: Vec::new(),
            version: 1,
        };
        writer.insert_absence(&record.absence)?;
        let freed = free(writer, team, &mut record)?;
        writer.save_absence(&mut record, true)?;
        let view = AbsenceDone {
            absence: AbsenceView::new(&record.absence, 1, writer.epoch()),
            duties: duties(writer, team, input.employee, input.interval)?,
            ways: days_to_settle(&freed, team, today)
                .into_iter()
                .map(|day| format!("/api/v1/teams/{team}/absences/{id}/ways?date={day}"))
                .collect(),
            freed,
            returned: Vec::new(),
        };
        let location = format!("/api/v1/teams/{team}/absences/{id}");
        let answer = created(writer.epoch(), 1, location, &view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
