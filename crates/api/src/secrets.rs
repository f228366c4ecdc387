//! Keys from files: one folder, readable only by the server (SEC-12).
//!
//! `signing-<name>.key` (Ed25519, 32 bytes as hex), `data-<name>.key` and `lookup.key`. The last name
//! in order is the one in use; older ones still verify and open. A name that begins with `demo` is
//! refused outside demo mode.

use crate::tokens::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey;
use persistence::Vault;
use std::{collections::BTreeMap, fs, path::Path};

/// All keys of an installation.
#[derive(Clone)]
pub struct Secrets {
    /// For access tokens.
    pub signing: Vec<SigningKey>,
    /// For national numbers and kept answers.
    pub vault: Vault,
}

/// Makes a new set of keys in an empty folder.
///
/// # Errors
/// When a file is there already, or cannot be written.
pub fn create(folder: &Path, name: &str) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for file in [
        format!("signing-{name}.key"),
        format!("data-{name}.key"),
        "lookup.key".to_owned(),
    ] {
        let mut bytes = [0u8; 32];
        rand::fill(&mut bytes[..]);
        write_private(&folder.join(file), &hex(&bytes))?;
    }
    Ok(())
}

/// Puts keys back from a copy; none that is there is overwritten.
///
/// # Errors
/// When a file is there already, has no plain name, or cannot be written.
pub(crate) fn put_back(folder: &Path, files: &BTreeMap<String, String>) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for (file, text) in files {
        if file.contains(['/', '\\']) || !file.ends_with(".key") {
            return Err(format!("{file} is no name of a key"));
        }
        write_private(&folder.join(file), text)?;
    }
    Ok(())
}

/// Reads the keys of a folder.
///
/// # Errors
/// What is missing or unusable, by file name.
pub fn read(folder: &Path, demo: bool) -> Result<Secrets, String> {
    let mut signing = Vec::new();
    let mut data = BTreeMap::new();
    let mut lookup = None;
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|e| e.to_string())?.path();
        let Some(file) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let Some(stem) = file.strip_suffix(".key") else {
            continue;
        };
        let key = read_key(&path)?;
        match stem.split_once('-') {
            _ if stem == "lookup" => lookup = Some(key),
            Some((_, name)) if name.starts_with("demo") && !demo => {
                return Err(format!(
                    "{file} is a demo key and is refused outside demo mode"
                ));
            }
            Some(("signing", name)) => signing.push(signing_key(name, &key)?),
            Some(("data", name)) => {
                data.insert(name.to_owned(), key);
            }
            _ => return Err(format!("{file} is no key that Tillit knows")),
        }
    }
    let current = data
        .keys()
        .next_back()
        .cloned()
        .ok_or("data-<name>.key is missing in the key folder")?;
    let lookup = lookup.ok_or("lookup.key is missing in the key folder")?;
    if signing.is_empty() {
        return Err("signing-<name>.key is missing in the key folder".into());
    }
    Ok(Secrets {
        signing,
        vault: Vault::new(data, current, lookup)?,
    })
}

fn signing_key(name: &str, seed: &[u8; 32]) -> Result<SigningKey, String> {
    let key = ed25519_dalek::SigningKey::from_bytes(seed);
    let private_der = key
        .to_pkcs8_der()
        .map_err(|e| e.to_string())?
        .as_bytes()
        .to_vec();
    Ok(SigningKey {
        kid: name.to_owned(),
        private_der,
        public: key.verifying_key().to_bytes(),
    })
}

fn read_key(path: &Path) -> Result<[u8; 32], String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    unhex(text.trim()).ok_or_else(|| format!("{}: not 64 hexadecimal digits", path.display()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0u8; 32];
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(bytes)
}

fn write_private(path: &Path, text: &str) -> Result<(), String> {
    use std::io::Write;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options
        .open(path)
        .map_err(|e| format!("{}: {e}", path.display()))?;
    file.write_all(text.as_bytes())
        .map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demo_keys_are_refused_outside_demo_mode() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), "demo").unwrap();
        assert!(read(folder.path(), true).is_ok());
        assert!(
            read(folder.path(), false)
                .err()
                .unwrap()
                .contains("demo key")
        );
    }

    #[test]
    fn a_missing_key_is_named() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), "2026").unwrap();
        fs::remove_file(folder.path().join("lookup.key")).unwrap();
        assert!(
            read(folder.path(), false)
                .err()
                .unwrap()
                .contains("lookup.key")
        );
    }

    #[test]
    fn keys_are_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), "2026").unwrap();
        assert!(create(folder.path(), "2026").is_err());
    }
}
