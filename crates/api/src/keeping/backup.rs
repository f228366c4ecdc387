//! `tillit backup`: everything, from one instant, while others write.

use super::{BackupArgs, at, copies, envelope, recipients, restore};
use crate::{
    clock::{Clock, SystemClock},
    config::Config,
};
use chrono::SecondsFormat;
use persistence::{Failure, Store};
use std::{
    fs,
    path::{Path, PathBuf},
};

const PREFIX: &str = "tillit-";
const SUFFIX: &str = ".backup.age";

pub(super) fn run(config: &Config, args: &BackupArgs) -> Result<(), String> {
    let recipients = recipients(config, &args.recipient)?;
    let folder = match &args.to {
        Some(folder) => folder.clone(),
        None if config.backup_folder.is_empty() => {
            return Err("name a folder with --to or backup_folder".into());
        }
        None => PathBuf::from(&config.backup_folder),
    };
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let now = SystemClock.now();
    let path = folder.join(format!(
        "{PREFIX}{}{SUFFIX}",
        now.format("%Y%m%dT%H%M%S%3fZ")
    ));
    let mut store = Store::existing(&config.database).map_err(|f| f.to_string())?;
    let keys = copies::prints(Path::new(&config.keys)).unwrap_or_default();
    let made_at = now.to_rfc3339_opts(SecondsFormat::Micros, true);
    let tables = envelope::write(&path, &recipients, |mut out| {
        store
            .dump(&made_at, &keys, &mut out)
            .map_err(|failure: Failure| failure.to_string())
    })?;
    let rows: u64 = tables.iter().map(|table| table.rows).sum();
    println!("{}: {rows} rows of {} tables", path.display(), tables.len());
    if let Some(identity) = &args.prove_with {
        restore::proved(&path, identity, None)?;
        store.note_proved(now).map_err(|f| f.to_string())?;
        println!("proved: it comes back the same");
    }
    store.note_backed_up(now).map_err(|f| f.to_string())?;
    if let Some(keep) = args.keep {
        remove_older(&folder, keep.max(1))?;
    }
    for missing in copies::not_kept(config, &mut store)? {
        eprintln!("tillit: warning: {missing}");
    }
    Ok(())
}

/// Removes all but the newest back-ups. Their names sort by time.
fn remove_older(folder: &Path, keep: usize) -> Result<(), String> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(at(folder))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX))
        })
        .collect();
    found.sort();
    for old in found.iter().rev().skip(keep) {
        fs::remove_file(old).map_err(at(old))?;
    }
    Ok(())
}
