//! `POST /vedtak/{vedtak}/submission`: send a draft to signature.

use super::{
    case::{assessments, preparer, register, settings},
    letter::unprintable_texts,
    target::{Target, Trial, keep, tried},
    view::VedtakView,
};
use crate::{
    door::Door,
    etag::IfMatch,
    impartial::Known,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::{DateTime, Utc};
use domain::{
    ids::{EmployeeId, TaskId, VedtakId},
    law::Law,
    organisation::Profession,
    policy::Action,
    reason::none_of,
    task::{TaskSource, TaskState, TaskSubject, signature_task},
    time::local_date,
    vedtak::{Step, SubmissionFacts, Vedtak, VedtakState, check_submission},
};
use persistence::{Failure, MarkKind, Outcome, Reader, StoredVedtak};
use uuid::Uuid;

/// The vedtak as submitted, when nothing is missing.
fn submitted(
    reader: &mut Reader<'_>,
    target: Target,
    if_match: &IfMatch,
    law: &Law,
    now: DateTime<Utc>,
) -> Outcome<(StoredVedtak, Vedtak)> {
    let (opened, stored) = target.open_seen(reader, if_match)?;
    preparer(reader, &opened, stored.vedtak.content.service, law, now)?;
    let draft = stored.vedtak.clone().taken_up();
    let others: Vec<Vedtak> = reader
        .vedtak_of(&opened)?
        .into_iter()
        .map(|other| other.vedtak)
        .collect();
    let application = match draft.application {
        Some(id) => Some(reader.application(&opened, id)?.0),
        None => None,
    };
    let named: Vec<EmployeeId> = [draft.case_worker, draft.responsible_nurse]
        .into_iter()
        .flatten()
        .collect();
    let people: Vec<(EmployeeId, Profession)> = reader
        .employees(&named)?
        .into_iter()
        .map(|employee| (employee.id, employee.profession))
        .collect();
    let known = Known::load(reader, &opened)?;
    let facts = SubmissionFacts {
        vedtak: &draft,
        assessments: &assessments(reader, &opened)?,
        others: &others,
        application: application.as_ref(),
        people: &people,
        impartiality: known.facts(),
        register: &register(reader)?,
    };
    let checked = check_submission(&facts, &settings(law, now), now);
    let mut reasons = checked.err().unwrap_or_default();
    reasons.extend(unprintable_texts(&draft.content));
    none_of(reasons).map_err(|reasons| {
        if draft.state.after(Step::Submit).is_ok() {
            Failure::Invalid(reasons)
        } else {
            Failure::Conflict(reasons)
        }
    })?;
    // It is signed where it was prepared, or sent on from there (R-VED-4).
    let next = Vedtak {
        state: VedtakState::Submitted,
        handling_unit: application.map_or(draft.unit, |application| application.unit),
        ..draft
    };
    Ok((stored, next))
}

/// Send a draft to signature
///
/// Each missing or contradictory item is one named error. The leader of the unit gets a task.
#[utoipa::path(tag = "vedtak", operation_id = "submitVedtak", security(("bearer" = [])),
    params(("vedtak" = VedtakId, Path, description = "The vedtak"), ("If-Match" = String, Header, description = "The version seen"), Trial), responses(
    (status = 200, description = "Submitted; after a trial, as it would be", body = VedtakView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "You may not prepare this vedtak; every reason", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such vedtak, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "No draft", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first; the current `ETag` is in the answer", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Everything that is missing", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/vedtak/{vedtak}/submission")]
pub(super) async fn handler(
    door: Door,
    id: Id<VedtakId>,
    trial: Query<Trial>,
) -> Result<HttpResponse, Problem> {
    let task: TaskId = door.new_id();
    let mark: Uuid = door.new_id();
    let if_match = door.if_match.clone();
    let law = door.state.law.clone();
    let target = Target::find(&door, Action::SubmitVedtak, id.0).await?;
    if trial.dry_run {
        let work = move |reader: &mut Reader<'_>| {
            let now = reader.asked_at();
            let (stored, next) = submitted(reader, target, &if_match, &law, now)?;
            tried(reader, stored, next)
        };
        return door.read(Action::SubmitVedtak, work).await;
    }
    door.write(Action::SubmitVedtak, target.streams(), move |writer| {
        let now = writer.now();
        let (stored, next) = submitted(writer, target, &if_match, &law, now)?;
        let by = writer.actor()?.employee;
        let source = TaskSource::Vedtak(next.id);
        let returned = [TaskSubject::VedtakReturned];
        writer.close_tasks_of(source, &returned, TaskState::Done, by)?;
        let desk = writer.unit(next.handling_unit)?.kind;
        let waiting = signature_task(&next, desk, local_date(now), &settings(&law, now));
        writer.raise_task(task, &waiting)?;
        writer.mark_vedtak(mark, &next, MarkKind::Submitted)?;
        keep(writer, stored, next)
    })
    .await
}
