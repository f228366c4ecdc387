//! `PUT`, `DELETE /teams/{team}/absences/{absence}`: it ends sooner or later than was thought, or never
//! was (R-SHF-3).

use super::{
    freeing::{days_to_settle, duties, free, give_back, streams},
    view::{AbsenceDone, AbsenceView},
};
use crate::{
    door::{Door, changed, dry_run, nothing},
    paths::Ids,
    problem::{Problem, ProblemBody},
    shifts::TryQuery,
};
use actix_web::{HttpResponse, delete, put, web::Query};
use domain::{
    absence::absence_faults,
    ids::{AbsenceId, UnitId},
    interval::Interval,
    policy::Action,
    reason::none_of,
    time::local_date,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// When she is away after all.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AbsenceChange {
    interval: Interval,
}

/// The streams of an absence that exists, with the time it will cover.
async fn streams_of(
    door: &Door,
    action: Action,
    (team, id): (UnitId, AbsenceId),
    more: Option<Interval>,
) -> Result<Streams, Problem> {
    let found = door
        .look(action, move |reader| {
            // Who asks is settled before what she asks about costs anything (SEC-5).
            let fordeler = reader.fordeler_on(team, local_date(reader.asked_at()))?;
            reader.enter_with(team, fordeler)?;
            match reader.absence(team, id) {
                Ok(record) => Ok(Some(record.absence)),
                Err(Failure::NotThere) => Ok(None),
                Err(failure) => Err(failure),
            }
        })
        .await?;
    let who = found.as_ref().map(|absence| absence.employee);
    let intervals: Vec<Interval> = found.map(|a| a.interval).into_iter().chain(more).collect();
    streams(door, action, team, who, &intervals).await
}

/// Change an absence
///
/// What it no longer covers comes back to her where nobody else has taken it; what it now covers is
/// freed.
#[utoipa::path(tag = "shifts", operation_id = "updateAbsence", security(("bearer" = [])), request_body = AbsenceChange,
    params(("team" = UnitId, Path, description = "The unit"), ("absence" = AbsenceId, Path, description = "The absence"), TryQuery,
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Changed", body = AbsenceDone),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such absence", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[put("/teams/{team}/absences/{absence}")]
pub(super) async fn update(
    door: Door,
    ids: Ids<UnitId, AbsenceId>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let body = door.body::<AbsenceChange>();
    let if_match = door.if_match.clone();
    let input: Option<AbsenceChange> = serde_json::from_slice(&door.bytes()).ok();
    let more = input.map(|input| input.interval);
    let more = more.filter(|interval| absence_faults(*interval).is_empty());
    let streams = streams_of(&door, Action::UpdateAbsence, (team, id), more).await?;
    door.write(Action::UpdateAbsence, streams, move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        let entered = writer.enter_with(team, fordeler)?;
        let mut record = writer.absence(team, id)?;
        if_match.check(&entered, writer.epoch(), record.version)?;
        let input = body.read(&entered)?;
        none_of(absence_faults(input.interval)).map_err(Failure::Invalid)?;
        record.absence.interval = input.interval;
        let returned = give_back(writer, team, &mut record, Some(input.interval))?;
        let freed = free(writer, team, &mut record)?;
        writer.save_absence(&mut record, false)?;
        let who = record.absence.employee;
        let view = AbsenceDone {
            absence: AbsenceView::new(&record.absence, record.version, writer.epoch()),
            duties: duties(writer, team, who, input.interval)?,
            ways: days_to_settle(&freed, team, today)
                .into_iter()
                .map(|day| format!("/api/v1/teams/{team}/absences/{id}/ways?date={day}"))
                .collect(),
            freed,
            returned,
        };
        let answer = changed(writer.epoch(), record.version, &view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}

/// Take an absence back
///
/// She is not away after all: what nobody else has taken comes back to her.
#[utoipa::path(tag = "shifts", operation_id = "deleteAbsence", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("absence" = AbsenceId, Path, description = "The absence"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 204, description = "Gone"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such absence", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[delete("/teams/{team}/absences/{absence}")]
pub(super) async fn withdraw(
    door: Door,
    ids: Ids<UnitId, AbsenceId>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let if_match = door.if_match.clone();
    let streams = streams_of(&door, Action::DeleteAbsence, (team, id), None).await?;
    door.write(Action::DeleteAbsence, streams, move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        let entered = writer.enter_with(team, fordeler)?;
        let mut record = writer.absence(team, id)?;
        if_match.check(&entered, writer.epoch(), record.version)?;
        give_back(writer, team, &mut record, None)?;
        writer.delete_absence(&record)?;
        Ok(nothing())
    })
    .await
}
