//! `POST /vedtak/{vedtak}/signature`: decide. One function answers whether she may, inside the
//! transaction that holds the citizen, the register and the quotas still (R-VED-4).

use super::{
    case::{Case, settings},
    target::{Target, Trial, keep, tried},
    view::VedtakView,
};
use crate::{
    door::Door,
    etag::IfMatch,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::{DateTime, Utc};
use domain::{
    delegation::find,
    ids::{QuotaId, TaskId, VedtakId},
    policy::Action,
    signing::{Signing, may_sign},
    task::{TaskSource, TaskState, TaskSubject, vedtak_deadlines},
    time::to_micros,
    vedtak::{Closing, Outcome as Decides, Signature, Step, Vedtak, canonical_bytes},
};
use persistence::{Failure, MUNICIPALITY, Outcome, Reader, StoredVedtak};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A decision that has been found lawful and is not kept yet.
struct Decided {
    stored: StoredVedtak,
    next: Vedtak,
    quota: Option<QuotaId>,
    replaced: Option<(StoredVedtak, Vedtak)>,
}

fn decide(
    reader: &mut Reader<'_>,
    target: Target,
    if_match: &IfMatch,
    now: DateTime<Utc>,
) -> Outcome<Decided> {
    let (opened, stored) = target.open_seen(reader, if_match)?;
    let case = Case::load(reader, &opened, stored, now)?;
    let (delegation, law_version) = match may_sign(&case.facts(), now) {
        Signing::Allowed { by, law_version } => (by, law_version),
        Signing::Refused { reasons, .. } => return Err(case.refusal(reasons)),
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
        by_vedtak: Some(by.id),
    };
    let closed = earlier.vedtak.clone().closed(step, closing);
    Ok((earlier.clone(), closed.map_err(Failure::Conflict)?))
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
/// Signer, time, delegation, version of the law and a hash of the content are kept with it, and
/// neither is changed again. What it replaces gives way the day before.
#[utoipa::path(tag = "vedtak", operation_id = "signVedtak", security(("bearer" = [])),
    params(("vedtak" = VedtakId, Path, description = "The vedtak"), ("If-Match" = String, Header, description = "The version seen"), Trial), responses(
    (status = 200, description = "Signed; after a trial, as it would be", body = VedtakView),
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
    let if_match = door.if_match.clone();
    let target = Target::find(&door, Action::SignVedtak, id.0).await?;
    if trial.dry_run {
        let work = move |reader: &mut Reader<'_>| {
            let now = reader.asked_at();
            let decided = decide(reader, target, &if_match, now)?;
            tried(reader, decided.stored, decided.next)
        };
        return door.read(Action::SignVedtak, work).await;
    }
    // Delegations and quotas are the municipality's: none ends, and no place is taken, meanwhile.
    let streams = target.streams().and_unit(MUNICIPALITY);
    door.write(Action::SignVedtak, streams, move |writer| {
        let now = writer.now();
        let decided = decide(writer, target, &if_match, now)?;
        let by = writer.actor()?.employee;
        let source = TaskSource::Vedtak(decided.next.id);
        let waiting = [TaskSubject::VedtakSignature];
        writer.close_tasks_of(source, &waiting, TaskState::Done, by)?;
        if let Some((earlier, closed)) = decided.replaced {
            let source = TaskSource::Vedtak(closed.id);
            writer.close_tasks_of(source, DEADLINES, TaskState::Cancelled, by)?;
            writer.update_vedtak(earlier, closed)?;
        }
        let deadlines = vedtak_deadlines(&decided.next, &settings());
        for (id, deadline) in tasks.into_iter().zip(&deadlines) {
            writer.add_task_from(id, &deadline.draft, deadline.opens_on)?;
        }
        let id = decided.next.id;
        let answer = keep(writer, decided.stored, decided.next)?;
        if let Some(quota) = decided.quota {
            writer.take_place(id, quota)?;
        }
        Ok(answer)
    })
    .await
}

/// What a vedtak in force gives rise to, and what falls away with it.
pub(super) const DEADLINES: &[TaskSubject] =
    &[TaskSubject::VedtakReview, TaskSubject::VedtakEnding];
