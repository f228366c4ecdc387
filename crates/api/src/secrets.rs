//! Keys from files: one folder, readable only by the server (SEC-12).
//!
//! `signing-<name>.key` (Ed25519, 32 bytes as hex), `data-<name>.key`, `audit-<name>.key`,
//! `client-<name>.key` (P-256, for providers of log-ins) and `lookup.key`. The last name in order is the one in use; older ones still verify and open. A name
//! that begins with `demo` is refused outside demo mode.

use crate::{oidc::ClientKey, tokens::SigningKey};
use ed25519_dalek::pkcs8::EncodePrivateKey;
use persistence::{SealKeys, Vault};
use std::{collections::BTreeMap, fs, path::Path};

/// All keys of an installation.
#[derive(Clone)]
pub struct Secrets {
    /// For access tokens.
    pub signing: Vec<SigningKey>,
    /// For national numbers and kept answers.
    pub vault: Vault,
    /// For the chain over the access log.
    pub audit: SealKeys,
    /// For showing ourselves to providers of log-ins; the last one is in use. Not needed without them.
    pub client: Vec<ClientKey>,
}

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum KeyKind {
    /// Signs access tokens.
    Signing,
    /// Encrypts national numbers and kept answers.
    Data,
    /// Seals the access log.
    Audit,
    /// Shows Tillit to providers of log-ins.
    Client,
}

impl KeyKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Signing, Self::Data, Self::Audit, Self::Client];
    /// Those that nobody else has to be told of: they rotate together.
    pub const OWN: [Self; 3] = [Self::Signing, Self::Data, Self::Audit];

    const fn prefix(self) -> &'static str {
        match self {
            Self::Signing => "signing-",
            Self::Data => "data-",
            Self::Audit => "audit-",
            Self::Client => "client-",
        }
    }

    fn new_key(self) -> [u8; 32] {
        match self {
            Self::Client => ClientKey::new_secret(),
            Self::Signing | Self::Data | Self::Audit => random(),
        }
    }

    fn file(self, name: &str) -> String {
        format!("{}{name}.key", self.prefix())
    }
}

/// Makes new keys beside the old ones. The last name in order is the one in use, so the name must come
/// after those that are there.
///
/// # Errors
/// When the name would not be the last, or a file cannot be written.
pub fn rotate(folder: &Path, name: &str, kinds: &[KeyKind]) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let files: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    for kind in kinds {
        let names = files
            .iter()
            .filter_map(|file| file.strip_prefix(kind.prefix())?.strip_suffix(".key"));
        if let Some(last) = names.max().filter(|last| name <= *last) {
            return Err(format!(
                "the key {last} is there already, and {name} does not come after it"
            ));
        }
    }
    for kind in kinds {
        write_private(&folder.join(kind.file(name)), &hex(&kind.new_key()))?;
    }
    Ok(())
}

fn random() -> [u8; 32] {
    let mut bytes = [0u8; 32];
    rand::fill(&mut bytes[..]);
    bytes
}

/// Makes a new set of keys in an empty folder.
///
/// # Errors
/// When a file is there already, or cannot be written.
pub fn create(folder: &Path, name: &str) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for kind in KeyKind::ALL {
        write_private(&folder.join(kind.file(name)), &hex(&kind.new_key()))?;
    }
    write_private(&folder.join("lookup.key"), &hex(&random()))
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
    let mut audit = BTreeMap::new();
    let mut client = BTreeMap::new();
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
            Some(("audit", name)) => {
                audit.insert(name.to_owned(), key);
            }
            Some(("client", name)) => {
                let key = ClientKey::from_secret(&key).map_err(|e| format!("{file}: {e}"))?;
                client.insert(name.to_owned(), key);
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
    let audit = SealKeys::new(audit).map_err(|_| {
        "audit-<name>.key is missing in the key folder: `tillit keys rotate --only audit` makes one"
    })?;
    Ok(Secrets {
        signing,
        vault: Vault::new(data, current, lookup)?,
        audit,
        client: client.into_values().collect(),
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
        for (file, named) in [
            ("audit-2026.key", "audit-<name>.key"),
            ("signing-2026.key", "signing-<name>.key"),
            ("data-2026.key", "data-<name>.key"),
            ("lookup.key", "lookup.key"),
        ] {
            let path = folder.path().join(file);
            let kept = fs::read(&path).unwrap();
            fs::remove_file(&path).unwrap();
            let refusal = read(folder.path(), false).err().unwrap();
            assert!(refusal.contains(named), "{refusal}");
            fs::write(&path, kept).unwrap();
        }
    }

    #[test]
    fn a_new_key_comes_after_the_old_and_both_are_read() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), "2026").unwrap();
        rotate(folder.path(), "2027", &[KeyKind::Audit]).unwrap();
        let keys = read(folder.path(), false).unwrap();
        assert_eq!(keys.audit.current(), "2027");
        assert_eq!(keys.signing.len(), 1);
        for earlier in ["2026", "2027", "1999"] {
            assert!(rotate(folder.path(), earlier, &KeyKind::ALL).is_err());
        }
        assert!(
            !folder.path().join("signing-1999.key").exists(),
            "nothing half done"
        );
    }

    #[test]
    fn keys_are_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path(), "2026").unwrap();
        assert!(create(folder.path(), "2026").is_err());
    }
}
