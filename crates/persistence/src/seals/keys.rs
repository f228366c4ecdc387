//! The keys that the log is sealed under. They live in files, apart from the database.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;

/// What every sealed text begins with, so that no other use of a key gives a seal.
const PURPOSE: &[u8] = b"tillit access log 1";

/// All audit keys: the last by name seals, all verify.
#[derive(Clone)]
pub struct SealKeys {
    keys: BTreeMap<String, [u8; 32]>,
    current: String,
}

impl std::fmt::Debug for SealKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the keys themselves.
        f.debug_struct("SealKeys")
            .field("current", &self.current)
            .finish_non_exhaustive()
    }
}

impl SealKeys {
    /// From all keys by name.
    ///
    /// # Errors
    /// When there is none.
    pub fn new(keys: BTreeMap<String, [u8; 32]>) -> Result<Self, String> {
        let current = keys
            .keys()
            .next_back()
            .cloned()
            .ok_or("there is no audit key")?;
        Ok(Self { keys, current })
    }

    /// The name of the key in use.
    pub fn current(&self) -> &str {
        &self.current
    }

    /// The seal of an entry at its place in the chain; none when the key is not here.
    pub(super) fn seal(
        &self,
        key: &str,
        before: &[u8],
        position: i64,
        entry: &[u8],
    ) -> Option<Vec<u8>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.keys.get(key)?).ok()?;
        mac.update(PURPOSE);
        mac.update(&position.to_be_bytes());
        // Of one length but for the first, which has none before it and position 1.
        mac.update(before);
        mac.update(entry);
        Some(mac.finalize().into_bytes().to_vec())
    }

    /// Whether a seal is the entry's, compared in constant time.
    pub(super) fn holds(&self, seal: &super::Seal, before: &[u8], entry: &[u8]) -> Option<bool> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.keys.get(&seal.key_id)?).ok()?;
        mac.update(PURPOSE);
        mac.update(&seal.position.to_be_bytes());
        mac.update(before);
        mac.update(entry);
        Some(mac.verify_slice(&seal.mac).is_ok())
    }
}
