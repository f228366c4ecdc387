//! Copies of the keys. A database without its keys is lost, so they are kept too — but apart: who
//! finds one must not have found the other.

use super::{ReadArgs, at, envelope, recipients};
use crate::{
    clock::{Clock, SystemClock},
    config::Config,
};
use persistence::{KeyPrint, Store};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// Every key file by name.
fn files(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(name) = name.filter(|name| name.ends_with(".key")) {
            let text = fs::read_to_string(&path).map_err(at(&path))?;
            found.insert(name.to_owned(), text);
        }
    }
    Ok(found)
}

fn print(file: &str, text: &str) -> KeyPrint {
    let mut hash = Sha256::new();
    hash.update(b"tillit key print\0");
    hash.update(text.trim().as_bytes());
    let print = hash.finalize();
    KeyPrint {
        file: file.to_owned(),
        print: print[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
    }
}

/// Fingerprints of the keys in a folder.
pub(super) fn prints(folder: &Path) -> Result<Vec<KeyPrint>, String> {
    let files = files(folder)?;
    Ok(files.iter().map(|(file, text)| print(file, text)).collect())
}

/// Which of the keys a folder lacks. Those that sign access tokens are no loss: everybody logs in
/// again.
pub(super) fn lacking(folder: &Path, needed: &[KeyPrint]) -> Vec<String> {
    lacking_in(&prints(folder).unwrap_or_default(), needed)
}

/// Which of the keys are not among those.
pub(super) fn lacking_in(among: &[KeyPrint], needed: &[KeyPrint]) -> Vec<String> {
    needed
        .iter()
        .filter(|key| !key.file.starts_with("signing-") && !among.contains(key))
        .map(|key| key.file.clone())
        .collect()
}

/// What is not kept apart, in words.
pub(super) fn not_kept(config: &Config, store: &mut Store) -> Result<Vec<String>, String> {
    let folder = Path::new(&config.keys);
    let there = prints(folder)?;
    let kept = store.kept().map_err(|f| f.to_string())?.keys;
    let mut missing: Vec<String> = lacking_in(&kept, &there)
        .iter()
        .map(|file| format!("{file} is not kept apart: tillit keys-copy"))
        .collect();
    for name in store.keys_in_use().map_err(|f| f.to_string())? {
        let file = format!("data-{name}.key");
        if !there.iter().any(|key| key.file == file) {
            missing.push(format!(
                "{file}, under which national numbers are closed, is not in {}",
                folder.display()
            ));
        }
    }
    Ok(missing)
}

/// Whether two folders are the same or one holds the other.
fn together(one: &Path, other: &Path) -> bool {
    let (Ok(one), Ok(other)) = (one.canonicalize(), other.canonicalize()) else {
        return false;
    };
    one.starts_with(&other) || other.starts_with(&one)
}

pub(super) fn copy(config: &Config, to: &Path, named: &[String]) -> Result<(), String> {
    let recipients = recipients(config, named)?;
    fs::create_dir_all(to).map_err(at(to))?;
    let database = Path::new(&config.database).parent().map(Path::to_path_buf);
    let near = [
        Some(PathBuf::from(&config.backup_folder)),
        database.filter(|_| !config.database.contains("://")),
    ];
    for near in near.iter().flatten().filter(|f| !f.as_os_str().is_empty()) {
        if together(to, near) {
            return Err(format!(
                "{} is not apart from {}: who takes one takes both",
                to.display(),
                near.display()
            ));
        }
    }
    let files = files(Path::new(&config.keys))?;
    let now = SystemClock.now();
    let path = to.join(format!(
        "tillit-{}.keys.age",
        now.format("%Y%m%dT%H%M%S%3fZ")
    ));
    envelope::write(&path, &recipients, |out| {
        serde_json::to_writer(out, &files).map_err(|e| e.to_string())
    })?;
    let mut store = Store::existing(&config.database).map_err(|f| f.to_string())?;
    let prints: Vec<KeyPrint> = files.iter().map(|(file, text)| print(file, text)).collect();
    store.note_keys(&prints).map_err(|f| f.to_string())?;
    println!("{}: {} keys", path.display(), files.len());
    Ok(())
}

pub(super) fn check(config: &Config) -> Result<(), String> {
    let mut store = Store::existing(&config.database).map_err(|f| f.to_string())?;
    let missing = not_kept(config, &mut store)?;
    if missing.is_empty() {
        println!("Every key is kept apart.");
        return Ok(());
    }
    Err(missing.join("\ntillit: "))
}

pub(super) fn restore(config: &Config, args: &ReadArgs) -> Result<(), String> {
    let mut text = String::new();
    envelope::read(&args.file, &args.identity)?
        .read_to_string(&mut text)
        .map_err(at(&args.file))?;
    let files: BTreeMap<String, String> =
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", args.file.display()))?;
    crate::secrets::put_back(Path::new(&config.keys), &files)?;
    println!("{} keys are in {}", files.len(), config.keys);
    Ok(())
}
