//! Encryption of what the database may not show: national numbers and kept answers (SEC-12, API-4).
//!
//! XChaCha20-Poly1305 under a key that lives outside the database; each value names its key, so keys
//! can rotate. Look-up goes by a keyed hash under a key of its own.

use crate::failure::{Failure, Outcome};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;

const NONCE_LENGTH: usize = 24;

/// The keys, as read from files or environment at start.
#[derive(Clone)]
pub struct Vault {
    keys: BTreeMap<String, [u8; 32]>,
    current: String,
    lookup: [u8; 32],
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the keys themselves.
        f.debug_struct("Vault")
            .field("current", &self.current)
            .finish_non_exhaustive()
    }
}

/// An encrypted value with the id of its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which key opens it.
    pub key_id: String,
    /// Nonce and ciphertext.
    pub bytes: Vec<u8>,
}

impl Vault {
    /// A vault that encrypts under `current` and can open what any of `keys` closed.
    ///
    /// # Errors
    /// When `current` is not among the keys.
    pub fn new(
        keys: BTreeMap<String, [u8; 32]>,
        current: String,
        lookup: [u8; 32],
    ) -> Result<Self, String> {
        if keys.contains_key(&current) {
            Ok(Self {
                keys,
                current,
                lookup,
            })
        } else {
            Err(format!("there is no data key named {current}"))
        }
    }

    /// The name of the key in use.
    pub fn current(&self) -> &str {
        &self.current
    }

    /// The same value under the key in use; none when it is already.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn reseal(&self, context: &[u8], sealed: &Sealed) -> Outcome<Option<Sealed>> {
        if sealed.key_id == self.current {
            return Ok(None);
        }
        let plain = self.open(context, sealed)?;
        self.seal(context, &plain).map(Some)
    }

    /// Encrypts; `context` (the citizen's id, say) must be the same when opening.
    ///
    /// # Errors
    /// Only when the cipher itself refuses.
    pub fn seal(&self, context: &[u8], plain: &[u8]) -> Outcome<Sealed> {
        let mut nonce = [0u8; NONCE_LENGTH];
        rand::fill(&mut nonce[..]);
        let cipher = self.cipher(&self.current)?;
        let sealed = cipher
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: plain,
                    aad: context,
                },
            )
            .map_err(|_| Failure::Internal("encryption failed".into()))?;
        let bytes = nonce.into_iter().chain(sealed).collect();
        Ok(Sealed {
            key_id: self.current.clone(),
            bytes,
        })
    }

    /// Decrypts what [`Vault::seal`] made with the same context.
    ///
    /// # Errors
    /// When the key is missing or the bytes are not what was stored.
    pub fn open(&self, context: &[u8], sealed: &Sealed) -> Outcome<Vec<u8>> {
        let altered = || Failure::Internal("a sealed value has been altered".into());
        let (nonce, body) = sealed
            .bytes
            .split_first_chunk::<NONCE_LENGTH>()
            .ok_or_else(altered)?;
        self.cipher(&sealed.key_id)?
            .decrypt(
                &XNonce::from(*nonce),
                Payload {
                    msg: body,
                    aad: context,
                },
            )
            .map_err(|_| altered())
    }

    /// The keyed hash that a value is found by.
    pub fn lookup(&self, plain: &[u8]) -> Vec<u8> {
        // HMAC takes a key of any length, so this cannot fail for 32 bytes.
        match <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.lookup) {
            Ok(mut mac) => {
                mac.update(plain);
                mac.finalize().into_bytes().to_vec()
            }
            Err(_) => Vec::new(),
        }
    }

    fn cipher(&self, key_id: &str) -> Outcome<XChaCha20Poly1305> {
        let key = self
            .keys
            .get(key_id)
            .ok_or_else(|| Failure::Internal(format!("the data key {key_id} is missing")))?;
        Ok(XChaCha20Poly1305::new(key.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(current: &str) -> Vault {
        let keys = BTreeMap::from([("old".to_owned(), [1; 32]), ("new".to_owned(), [2; 32])]);
        Vault::new(keys, current.to_owned(), [3; 32]).unwrap()
    }

    #[test]
    fn opens_what_an_older_key_closed() {
        let sealed = vault("old").seal(b"citizen", b"10915596784").unwrap();
        assert_eq!(sealed.key_id, "old");
        assert_eq!(
            vault("new").open(b"citizen", &sealed).unwrap(),
            b"10915596784"
        );
    }

    #[test]
    fn refuses_a_value_moved_to_another_citizen() {
        let sealed = vault("new").seal(b"citizen a", b"10915596784").unwrap();
        assert!(vault("new").open(b"citizen b", &sealed).is_err());
    }

    #[test]
    fn two_seals_of_the_same_number_differ_and_their_lookups_agree() {
        let vault = vault("new");
        assert_ne!(
            vault.seal(b"c", b"1").unwrap(),
            vault.seal(b"c", b"1").unwrap()
        );
        assert_eq!(vault.lookup(b"1"), vault.lookup(b"1"));
    }
}
