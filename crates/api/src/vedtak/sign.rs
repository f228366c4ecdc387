//! `POST /vedtak/{vedtak}/signature`: decide. One function answers whether she may, inside the
//! transaction that holds the citizen, the register and the quotas still (R-VED-4).

use super::{
    case::{Case, home_desk, settings},
    follow::follow_signed,
    letter::Draft,
    target::{Target, Trial, keep_followed},
    view::VedtakView,
};
use crate::{
    door::{Door, dry_run},
    etag::IfMatch,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{
    HttpResponse, ResponseError,
    http::StatusCode,
    post,
    web::{self, Query},
};
use chrono::{DateTime, Utc};
use documents::letter::Municipality;
use domain::{
    delegation::find,
    ids::{QuotaId, TaskId, VedtakId},
    law::Law,
    policy::Action,
    reason::Reason,
    signing::{Signing, may_sign},
    task::{TaskSource, TaskState, TaskSubject, notice_task, vedtak_deadlines},
    time::{local_date, to_micros},
    vedtak::{Closing, Outcome as Decides, Signature, Step, Vedtak, VedtakState, canonical_bytes},
};
use persistence::{Failure, Letter, MUNICIPALITY, MarkKind, Opened, Outcome, Reader, StoredVedtak};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use uuid::Uuid;

static LETTER_OF_YESTERDAY: Reason = Reason {
    rule: "R-VED-8",
    code: "letter-of-yesterday",
    nb: "Det ble en ny dag mens brevet ble laget. Prøv igjen.",
    nn: "Det blei ein ny dag medan brevet blei laga. Prøv igjen.",
    en: "A new day began while the letter was made. Try again.",
};

/// A decision that has been found lawful and is not kept yet.
struct Decided {
    stored: StoredVedtak,
    next: Vedtak,
    quota: Option<QuotaId>,
    replaced: Option<(StoredVedtak, Vedtak)>,
    opened: Opened,
}

fn decide(
    reader: &mut Reader<'_>,
    target: Target,
    if_match: &IfMatch,
    law: &Law,
    now: DateTime<Utc>,
) -> Outcome<Decided> {
    let (opened, stored) = target.open_seen(reader, if_match)?;
    let case = Case::load(reader, &opened, stored, law, now)?;
    let (delegation, law_version) = match may_sign(&case.facts(), now) {
        Signing::Allowed { by, law_version } => (by, law_version),
        Signing::Refused { reasons, .. } => return Err(case.refusal(reasons, now)),
    };
    let vedtak = &case.stored.vedtak;
    let bytes =
        canonical_bytes(vedtak, &law_version).map_err(|e| Failure::Internal(e.to_string()))?;
    let signature = Signature {
        by: case.facts().signer,
        at: to_micros(now),
        delegation,
        law_version,
        content_hash: hexadecimal(&Sha256::digest(bytes)),
    };
    let replaced = case
        .others
        .iter()
        .find(|other| vedtak.content.replaces == Some(other.vedtak.id))
        // One that was annulled after an appeal has given way already.
        .filter(|other| other.vedtak.state != VedtakState::Revoked)
        .map(|other| closed(other, vedtak, &signature))
        .transpose()?;
    let grant = find(&case.register, delegation).map(|link| &link.grant);
    let quota = grant
        .and_then(|grant| grant.limits.quota)
        .filter(|_| vedtak.content.gives_service());
    let next = vedtak
        .clone()
        .signed(signature)
        .map_err(Failure::Conflict)?;
    Ok(Decided {
        stored: case.stored,
        next,
        quota,
        replaced,
        opened,
    })
}

/// The earlier vedtak, which gives way the day before the new one begins.
fn closed(
    earlier: &StoredVedtak,
    by: &Vedtak,
    signature: &Signature,
) -> Outcome<(StoredVedtak, Vedtak)> {
    let step = match by.content.outcome {
        Some(Decides::End) => Step::End,
        _ => Step::Replace,
    };
    let first = by.content.from.unwrap_or_default();
    let closing = Closing {
        last_day: first.pred_opt().unwrap_or(first),
        by: signature.by,
        at: signature.at,
        reason: String::new(),
        ground: None,
        by_vedtak: Some(by.id),
    };
    let closed = earlier.vedtak.clone().closed(step, closing);
    Ok((earlier.clone(), closed.map_err(Failure::Conflict)?))
}

/// The letter, made before anything is locked; what it was made of is checked again inside the signing
/// transaction, by the version that the client has seen.
async fn letter(
    door: &Door,
    target: Target,
    if_match: &IfMatch,
    law: &Law,
) -> Result<(Draft, Letter), Problem> {
    let (if_match, law) = (if_match.clone(), law.clone());
    let draft = door
        .look(Action::SignVedtak, move |reader| {
            let now = reader.asked_at();
            let decided = decide(reader, target, &if_match, &law, now)?;
            let today = (local_date(now), settings(&law, now));
            Draft::load(reader, &decided.opened, decided.stored.vedtak, today)
        })
        .await?;
    drawn(door, draft).await
}

/// The letter of a draft, made beside the request threads.
pub(super) async fn drawn(door: &Door, draft: Draft) -> Result<(Draft, Letter), Problem> {
    let config = &door.state.config;
    let municipality = Municipality {
        name: config.municipality.clone(),
        address: config.municipality_address.clone(),
        phone: config.municipality_phone.clone(),
    };
    let made = web::block(move || {
        let letter = draft.render(&municipality)?;
        Ok::<_, Failure>((draft, letter))
    });
    match made.await {
        Ok(Ok(made)) => Ok(made),
        Ok(Err(failure)) => Err(door.problem(failure)),
        Err(error) => Err(door.problem(Failure::Internal(error.to_string()))),
    }
}

/// A signature that was refused leaves a line in the access log (SEC-9); the refusal itself was rolled
/// back with everything else.
async fn told(door: &Door, target: Target, problem: Problem) -> Problem {
    if matches!(
        problem.status_code(),
        StatusCode::FORBIDDEN | StatusCode::CONFLICT
    ) {
        let noted = door.look(Action::SignVedtak, move |reader| {
            let (opened, _) = target.open(reader)?;
            reader.note_refusal(&opened, "vedtakSignature");
            Ok(())
        });
        if let Err(unnoted) = noted.await {
            return unnoted;
        }
    }
    problem
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Sign
///
/// Allowed by a delegation, or refused with every reason; `GET …/signing-options` says who may.
/// Signer, time, delegation, version of the law, a hash of the content and the letter are kept with it, and
/// neither is changed again. What it replaces gives way the day before.
#[utoipa::path(tag = "vedtak", operation_id = "signVedtak", security(("bearer" = [])),
    params(("vedtak" = VedtakId, Path, description = "The vedtak"), ("If-Match" = String, Header, description = "The version seen"), Trial), responses(
    (status = 200, description = "Signed, and what followed in plan and visits; after a trial, as it would be", body = VedtakView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "You may not; every reason", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such vedtak, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Not ready to be signed by anybody; every reason", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first; the current `ETag` is in the answer", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/vedtak/{vedtak}/signature")]
pub(super) async fn handler(
    door: Door,
    id: Id<VedtakId>,
    trial: Query<Trial>,
) -> Result<HttpResponse, Problem> {
    let tasks: [TaskId; 2] = [door.new_id(), door.new_id()];
    let (beyond, notice): (TaskId, TaskId) = (door.new_id(), door.new_id());
    let mark: Uuid = door.new_id();
    let if_match = door.if_match.clone();
    let law = door.state.law.clone();
    let only_try = trial.dry_run;
    let target = Target::find(&door, Action::SignVedtak, id.0).await?;
    // A trial too makes the letter: what cannot be printed is told by it.
    let made = letter(&door, target, &if_match, &law).await;
    let (draft, letter) = match made {
        Ok(made) => made,
        Err(problem) if only_try => return Err(problem),
        Err(problem) => return Err(told(&door, target, problem).await),
    };
    // Delegations and quotas are the municipality's: none ends, and no place is taken, meanwhile.
    let streams = target.streams().and_unit(MUNICIPALITY);
    let signed = door.write(Action::SignVedtak, streams, move |writer| {
        let now = writer.now();
        let decided = decide(writer, target, &if_match, &law, now)?;
        if local_date(now) != draft.day() {
            return Err(Failure::conflict_with(&LETTER_OF_YESTERDAY));
        }
        let by = writer.actor()?.employee;
        let source = TaskSource::Vedtak(decided.next.id);
        let waiting = [TaskSubject::VedtakSignature];
        writer.close_tasks_of(source, &waiting, TaskState::Done, by)?;
        if let Some((earlier, closed)) = decided.replaced {
            let source = TaskSource::Vedtak(closed.id);
            writer.close_tasks_of(source, DEADLINES, TaskState::Cancelled, by)?;
            writer.update_vedtak(earlier, closed)?;
        }
        let deadlines = vedtak_deadlines(&decided.next, &settings(&law, now));
        for (id, deadline) in tasks.into_iter().zip(&deadlines) {
            writer.add_task_from(id, &deadline.draft, deadline.opens_on)?;
        }
        let prepared_in = home_desk(writer, &decided.opened, &decided.next)?;
        let today = local_date(now);
        let due = notice_task(&decided.next, prepared_in, today, &settings(&law, now));
        writer.add_task(notice, &due)?;
        writer.mark_vedtak(mark, &decided.next, MarkKind::Signed)?;
        writer.insert_letter(&decided.next, &letter)?;
        let id = decided.next.id;
        let followed = follow_signed(writer, &decided.opened, &decided.next, beyond)?;
        let answer = keep_followed(writer, decided.stored, decided.next, Some(followed))?;
        if let Some(quota) = decided.quota {
            writer.take_place(id, quota)?;
        }
        if only_try {
            return Err(dry_run(answer));
        }
        Ok(answer)
    });
    match signed.await {
        Ok(answer) => Ok(answer),
        Err(problem) if only_try => Err(problem),
        Err(problem) => Err(told(&door, target, problem).await),
    }
}

/// What a vedtak in force gives rise to, and what falls away with it.
pub(crate) const DEADLINES: &[TaskSubject] =
    &[TaskSubject::VedtakReview, TaskSubject::VedtakEnding];
