//! The data key's rotation (SEC-12): whatever an older key holds is encrypted anew under the one in
//! use, a batch at a time, while the server goes on. What is done is told from what is not by the key
//! that each value names, so a run that was broken off is simply run again. The look-up key stays.

use crate::{
    caller::Caller,
    connection::either,
    database::Database,
    failure::Outcome,
    idempotency,
    reader::Reader,
    row_security::Sight,
    schema::{account_totp, citizens, idempotency_keys, log_ins},
    sql_types::Id,
    vault::Sealed,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{AccountId, CitizenId},
    policy::Action,
    trace::AccessKind,
};

/// How many values are held by one transaction: nobody waits for long.
const BATCH: i64 = 100;

impl Database {
    /// Encrypts anew, under the key in use, every value that is under another; returns how many.
    /// `tell` is called after each batch with the number so far.
    ///
    /// # Errors
    /// Those of the database; a value whose key is missing. What was done stays done.
    pub fn rotate_data_key(&self, mut tell: impl FnMut(usize)) -> Outcome<usize> {
        let mut total = 0;
        for batch in [
            numbers,
            code_secrets,
            waiting_code_secrets,
            log_ins_under_way,
            answers,
        ] {
            loop {
                let caller = Caller::system(Action::GetNationalNumber, DateTime::<Utc>::UNIX_EPOCH);
                let done = self.backend.write(|connection| {
                    let kind = AccessKind::Read;
                    let mut reader =
                        Reader::new(connection, &caller, &self.vault, self.epoch(), kind);
                    reader.see(Sight::All)?;
                    batch(&mut reader)
                })?;
                if done == 0 {
                    break;
                }
                total += done;
                tell(total);
            }
        }
        Ok(total)
    }
}

/// A batch of what one column holds, each value bound to the id of its row: opened under its key, sealed under the one
/// in use, and put back only where nobody has written another meanwhile.
macro_rules! sealed_anew {
    ($batch:ident, $table:ident, $id:ident of $of:ty, $cipher:ident under $key:ident) => {
        fn $batch(reader: &mut Reader<'_>) -> Outcome<usize> {
            type Row = (Id<$of>, Option<Vec<u8>>, Option<String>);
            let current = reader.vault.current().to_owned();
            let rows: Vec<Row> = either!(reader, |c| $table::table
                .filter($table::$key.ne(&current))
                .order($table::$id)
                .limit(BATCH)
                .select((
                    $table::$id,
                    $table::$cipher.nullable(),
                    $table::$key.nullable()
                ))
                .load(c)?);
            let done = rows.len();
            for (id, bytes, key_id) in rows {
                let (Some(bytes), Some(key_id)) = (bytes, key_id) else {
                    continue;
                };
                let sealed = Sealed { key_id, bytes };
                let Some(anew) = reader.vault.reseal(id.0.0.as_bytes(), &sealed)? else {
                    continue;
                };
                either!(reader, |c| diesel::update(
                    $table::table
                        .find(id)
                        .filter($table::$cipher.eq(&sealed.bytes))
                )
                .set((
                    $table::$cipher.eq(&anew.bytes),
                    $table::$key.eq(&anew.key_id),
                ))
                .execute(c)?);
            }
            Ok(done)
        }
    };
}

sealed_anew!(numbers, citizens, id of CitizenId, number_cipher under number_key_id);
sealed_anew!(code_secrets, account_totp, account_id of AccountId, secret_cipher under key_id);
sealed_anew!(waiting_code_secrets, account_totp, account_id of AccountId, waiting_cipher under waiting_key_id);

fn log_ins_under_way(reader: &mut Reader<'_>) -> Outcome<usize> {
    type Row = (Vec<u8>, Vec<u8>, String);
    let current = reader.vault.current().to_owned();
    let rows: Vec<Row> = either!(reader, |c| log_ins::table
        .filter(log_ins::key_id.ne(&current))
        .limit(BATCH)
        .select((
            log_ins::state_hash,
            log_ins::secrets_cipher,
            log_ins::key_id
        ))
        .load(c)?);
    let done = rows.len();
    for (state, bytes, key_id) in rows {
        let sealed = Sealed { key_id, bytes };
        let Some(anew) = reader.vault.reseal(&state, &sealed)? else {
            continue;
        };
        either!(reader, |c| diesel::update(log_ins::table.find(&state))
            .set((
                log_ins::secrets_cipher.eq(&anew.bytes),
                log_ins::key_id.eq(&anew.key_id),
            ))
            .execute(c)?);
    }
    Ok(done)
}

/// Kept answers live for two days; they are few, and told apart by what they begin with.
fn answers(reader: &mut Reader<'_>) -> Outcome<usize> {
    type Row = (Id<AccountId>, String, String, Vec<u8>);
    let rows: Vec<Row> = either!(reader, |c| idempotency_keys::table
        .select((
            idempotency_keys::account_id,
            idempotency_keys::operation,
            idempotency_keys::key,
            idempotency_keys::answer
        ))
        .load(c)?);
    let mut done = 0;
    for (account, operation, key, packed) in rows {
        if done == usize::try_from(BATCH).unwrap_or(usize::MAX) {
            break;
        }
        let context = account.0.to_string();
        let sealed = idempotency::unpack(&packed)?;
        let Some(anew) = reader.vault.reseal(context.as_bytes(), &sealed)? else {
            continue;
        };
        let anew = idempotency::pack(&anew);
        either!(reader, |c| diesel::update(
            idempotency_keys::table.find((account, &operation, &key))
        )
        .set(idempotency_keys::answer.eq(&anew))
        .execute(c)?);
        done += 1;
    }
    Ok(done)
}
