//! A retry never makes two (API-4): the first answer of a key is kept, encrypted, in the work's own
//! transaction, and given again.

use crate::{
    caller::IdempotencyKey,
    connection::either,
    failure::{Answer, Failure, Outcome},
    reader::Reader,
    schema::idempotency_keys,
    sql_types::{At, Id},
    vault::Sealed,
};
use chrono::TimeDelta;
use diesel::prelude::*;
use domain::{ids::AccountId, reason::Reason};

/// How long an answer is kept, hours (API-4).
const KEPT_HOURS: i64 = 48;

static OTHER_BODY: Reason = Reason {
    rule: "API-4",
    code: "idempotency-key-reused",
    nb: "Denne Idempotency-Key er alt brukt til en annen forespørsel.",
    nn: "Denne Idempotency-Key er alt brukt til ein annan førespurnad.",
    en: "This Idempotency-Key has already been used for another request.",
};

#[derive(Insertable)]
#[diesel(table_name = idempotency_keys)]
struct Row<'a> {
    account_id: Id<AccountId>,
    operation: &'a str,
    key: &'a str,
    body_hash: &'a [u8],
    answer: Vec<u8>,
    created_at: At,
}

/// Ends the work with the first answer when the caller's key is known.
pub(crate) fn replay(reader: &mut Reader<'_>) -> Outcome<()> {
    let Some((account, key)) = promise(reader) else {
        return Ok(());
    };
    let operation = reader.caller.action.operation_id();
    let oldest = At::from(reader.caller.now - TimeDelta::hours(KEPT_HOURS));
    let found: Option<(Vec<u8>, Vec<u8>)> = either!(reader, |c| idempotency_keys::table
        .find((Id(account), operation, &key.key))
        .filter(idempotency_keys::created_at.gt(oldest))
        .select((idempotency_keys::body_hash, idempotency_keys::answer))
        .first(c)
        .optional()?);
    let Some((body_hash, sealed)) = found else {
        return Ok(());
    };
    if body_hash != key.body_hash {
        return Err(Failure::invalid(OTHER_BODY.violation()));
    }
    let plain = reader
        .vault
        .open(account.to_string().as_bytes(), &unpack(&sealed)?)?;
    let answer: Answer =
        serde_json::from_slice(&plain).map_err(|e| Failure::Internal(e.to_string()))?;
    Err(Failure::Instead(Box::new(answer)))
}

/// Keeps a committed answer for the caller's key.
pub(crate) fn keep(reader: &mut Reader<'_>, answer: &Answer) -> Outcome<()> {
    let Some((account, key)) = promise(reader) else {
        return Ok(());
    };
    let now = At::from(reader.caller.now);
    let oldest = At::from(reader.caller.now - TimeDelta::hours(KEPT_HOURS));
    let plain = serde_json::to_vec(answer).map_err(|e| Failure::Internal(e.to_string()))?;
    let sealed = reader.vault.seal(account.to_string().as_bytes(), &plain)?;
    let operation = reader.caller.action.operation_id();
    let row = Row {
        account_id: Id(account),
        operation,
        key: &key.key,
        body_hash: &key.body_hash,
        answer: pack(&sealed),
        created_at: now,
    };
    either!(reader, |c| {
        diesel::delete(idempotency_keys::table.filter(idempotency_keys::created_at.le(oldest)))
            .execute(c)?;
        diesel::insert_into(idempotency_keys::table)
            .values(&row)
            .execute(c)?
    });
    Ok(())
}

fn promise(reader: &Reader<'_>) -> Option<(AccountId, IdempotencyKey)> {
    let account = reader.caller.actor.as_deref()?.account;
    reader.caller.idempotency.clone().map(|key| (account, key))
}

/// Key id, a zero byte, the sealed bytes.
pub(crate) fn pack(sealed: &Sealed) -> Vec<u8> {
    [sealed.key_id.as_bytes(), &[0], &sealed.bytes].concat()
}

pub(crate) fn unpack(packed: &[u8]) -> Outcome<Sealed> {
    let broken = || Failure::Internal("a kept answer is unreadable".into());
    let end = packed
        .iter()
        .position(|byte| *byte == 0)
        .ok_or_else(broken)?;
    let key_id = std::str::from_utf8(&packed[..end])
        .map_err(|_| broken())?
        .to_owned();
    Ok(Sealed {
        key_id,
        bytes: packed[end + 1..].to_vec(),
    })
}
