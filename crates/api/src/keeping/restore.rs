//! `tillit restore` and `tillit prove`.

use super::{ProveArgs, RestoreArgs, copies, envelope};
use crate::{
    clock::{Clock, SystemClock},
    config::Config,
};
use persistence::{Failure, Header, Outcome, Restored, Store};
use std::path::Path;

/// A place that ends with the process and leaves nothing on the disk.
const IN_MEMORY: &str = ":memory:";

pub(super) fn run(config: &Config, args: &RestoreArgs) -> Result<(), String> {
    let folder = Path::new(&config.keys);
    let restored = into(
        &config.database,
        &args.read.file,
        &args.read.identity,
        |header| {
            let lacking = copies::lacking(folder, &header.keys);
            if lacking.is_empty() || args.keys_later {
                return Ok(());
            }
            Err(Failure::Unavailable(format!(
                "the key folder {} lacks {}, without which national numbers stay closed: put the \
                 copy of the keys back first (tillit keys-restore), or say --keys-later",
                folder.display(),
                lacking.join(", ")
            )))
        },
    )?;
    tell(&restored);
    println!(
        "The epoch is {} now, and everybody logs in again.",
        restored.epoch
    );
    Ok(())
}

pub(super) fn prove(config: &Config, args: &ProveArgs) -> Result<(), String> {
    let restored = proved(&args.read.file, &args.read.identity, args.into.as_deref())?;
    tell(&restored);
    // On the machine of the server itself the proof is noted for its figures.
    if let Ok(mut store) = Store::existing(&config.database)
        && store
            .epoch()
            .is_ok_and(|epoch| epoch == restored.header.epoch)
    {
        store
            .note_proved(SystemClock.now())
            .map_err(|f| f.to_string())?;
    }
    println!("proved: it comes back the same");
    Ok(())
}

pub(super) fn proved(
    file: &Path,
    identity: &Path,
    place: Option<&str>,
) -> Result<Restored, String> {
    into(place.unwrap_or(IN_MEMORY), file, identity, |_| Ok(()))
}

fn into(
    place: &str,
    file: &Path,
    identity: &Path,
    may: impl FnOnce(&Header) -> Outcome<()>,
) -> Result<Restored, String> {
    // Opened first: a wrong key must not leave an empty database behind.
    let mut lines = envelope::read(file, identity)?;
    let mut store = Store::empty(place).map_err(|f| f.to_string())?;
    store
        .load(&mut lines, SystemClock.now(), may)
        .map_err(|f| f.to_string())
}

fn tell(restored: &Restored) {
    println!(
        "Back-up of {} by Tillit {}:",
        restored.header.made_at, restored.header.version
    );
    for table in &restored.tables {
        println!("{:>10} {:<24} {}", table.rows, table.table, table.sha256);
    }
}
