//! Access tokens: JWT signed with Ed25519, 15 minutes; refresh tokens: opaque, kept as hashes
//! (SEC-7). Keys rotate without logging anybody out: every key in the folder verifies, one signs.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AccountId, SessionId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use lru::LruCache;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
};

/// Who issues the tokens.
const ISSUER: &str = "tillit";
/// Whom they are for.
const AUDIENCE: &str = "tillit-api";
/// Verified tokens remembered until they expire: a look-up costs a hundredth of a verification.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).expect("not zero");

/// What an access token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: AccountId,
    sid: SessionId,
    iat: i64,
    exp: i64,
}

/// A key pair that signs, with its public half.
#[derive(Clone)]
pub struct SigningKey {
    /// Named in every token (`kid`).
    pub kid: String,
    /// PKCS#8, DER.
    pub private_der: Vec<u8>,
    /// The 32 raw bytes.
    pub public: [u8; 32],
}

/// Makes and checks tokens.
pub struct Tokens {
    encoding: EncodingKey,
    kid: String,
    decoding: BTreeMap<String, DecodingKey>,
    public: BTreeMap<String, [u8; 32]>,
    verified: Mutex<LruCache<String, (SessionId, i64)>>,
}

impl Tokens {
    /// From all keys; the last by name signs.
    ///
    /// # Errors
    /// When there is no key, or one is unusable.
    pub fn new(keys: &[SigningKey]) -> Result<Self, String> {
        let newest = keys
            .iter()
            .max_by(|a, b| a.kid.cmp(&b.kid))
            .ok_or("there is no signing key")?;
        let decoding = keys
            .iter()
            .map(|key| {
                let x = URL_SAFE_NO_PAD.encode(key.public);
                let decoding = DecodingKey::from_ed_components(&x).map_err(|e| e.to_string())?;
                Ok((key.kid.clone(), decoding))
            })
            .collect::<Result<_, String>>()?;
        Ok(Self {
            encoding: EncodingKey::from_ed_der(&newest.private_der),
            kid: newest.kid.clone(),
            decoding,
            public: keys
                .iter()
                .map(|key| (key.kid.clone(), key.public))
                .collect(),
            verified: Mutex::new(LruCache::new(REMEMBERED)),
        })
    }

    /// A new access token for a session.
    ///
    /// # Errors
    /// When signing fails.
    pub fn issue(
        &self,
        account: AccountId,
        session: SessionId,
        now: DateTime<Utc>,
        minutes: i64,
    ) -> Result<String, String> {
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: account,
            sid: session,
            iat: now.timestamp(),
            exp: (now + TimeDelta::minutes(minutes)).timestamp(),
        };
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.kid.clone());
        jsonwebtoken::encode(&header, &claims, &self.encoding).map_err(|e| e.to_string())
    }

    /// The session of a valid token.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Option<SessionId> {
        let seconds = now.timestamp();
        {
            let mut verified = self.verified.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((session, expires)) = verified.get(token) {
                return (seconds < *expires).then_some(*session);
            }
        }
        let kid = jsonwebtoken::decode_header(token).ok()?.kid?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_audience(&[AUDIENCE]);
        rules.set_issuer(&[ISSUER]);
        // The library would ask the machine's clock; ours is asked below.
        rules.validate_exp = false;
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        let claims = jsonwebtoken::decode::<Claims>(token, self.decoding.get(&kid)?, &rules)
            .ok()?
            .claims;
        let mut verified = self.verified.lock().unwrap_or_else(PoisonError::into_inner);
        verified.put(token.to_owned(), (claims.sid, claims.exp));
        (seconds < claims.exp).then_some(claims.sid)
    }

    /// The public keys as a JSON Web Key Set.
    pub fn jwks(&self) -> serde_json::Value {
        let keys: Vec<_> = self
            .public
            .iter()
            .map(|(kid, public)| {
                serde_json::json!({
                    "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
                    "kid": kid, "x": URL_SAFE_NO_PAD.encode(public),
                })
            })
            .collect();
        serde_json::json!({ "keys": keys })
    }
}

/// A new refresh token: 256 random bits.
pub fn new_refresh_token() -> String {
    let mut bytes = [0u8; 32];
    rand::fill(&mut bytes[..]);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// How a refresh token is kept.
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::pkcs8::EncodePrivateKey;

    fn key(kid: &str, seed: u8) -> SigningKey {
        let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
        SigningKey {
            kid: kid.to_owned(),
            private_der: key.to_pkcs8_der().unwrap().as_bytes().to_vec(),
            public: key.verifying_key().to_bytes(),
        }
    }

    /// SEC-7: what the old key signed is good as long as the key lies in the folder.
    #[test]
    fn keys_rotate_without_logging_anybody_out() {
        let now = DateTime::UNIX_EPOCH;
        let (account, session) = (AccountId(uuid::Uuid::max()), SessionId(uuid::Uuid::max()));
        let issue = |keys: &[SigningKey]| {
            Tokens::new(keys)
                .unwrap()
                .issue(account, session, now, 15)
                .unwrap()
        };
        let verify =
            |keys: &[SigningKey], token: &str| Tokens::new(keys).unwrap().verify(token, now);
        let (old, new) = (key("2026", 1), key("2027", 2));
        let before = issue(std::slice::from_ref(&old));
        let both = [old.clone(), new.clone()];
        assert_eq!(verify(&both, &before), Some(session));
        let after = issue(&both);
        assert_eq!(
            verify(std::slice::from_ref(&new), &after),
            Some(session),
            "the last by name signs"
        );
        assert_eq!(
            verify(std::slice::from_ref(&new), &before),
            None,
            "until the old key is taken away"
        );
        // The same name is not the same key.
        assert_eq!(verify(&[key("2026", 3)], &before), None);
    }
}
