//! What Tillit signs: the assertion it shows itself with (RFC 7523) and proofs that a key is held
//! (DPoP, RFC 9449). ES256 throughout.

use chrono::{DateTime, Utc};
use jsonwebtoken::{
    Algorithm, EncodingKey, Header,
    jwk::{Jwk, PublicKeyUse, ThumbprintHash},
};
use p256::pkcs8::EncodePrivateKey;
use serde::Serialize;
use uuid::Uuid;

/// An assertion is good for so many seconds: HelseID takes no longer than a minute.
const ASSERTION_SECONDS: i64 = 30;

/// A key pair on P-256.
#[derive(Clone)]
pub struct ClientKey {
    encoding: EncodingKey,
    public: Jwk,
    /// RFC 7638: names the key, and binds tokens to it.
    thumbprint: String,
}

#[derive(Serialize)]
struct Assertion<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

#[derive(Serialize)]
struct Proof<'a> {
    jti: String,
    htm: &'a str,
    htu: &'a str,
    iat: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
}

impl ClientKey {
    /// From the 32 bytes of its secret.
    ///
    /// # Errors
    /// They are none of this curve.
    pub fn from_secret(secret: &[u8; 32]) -> Result<Self, String> {
        let key = p256::SecretKey::from_slice(secret).map_err(|e| e.to_string())?;
        let der = key.to_pkcs8_der().map_err(|e| e.to_string())?;
        let encoding = EncodingKey::from_ec_der(der.as_bytes());
        let public = Jwk::from_encoding_key(&encoding, Algorithm::ES256);
        let public = public.map_err(|e| e.to_string())?;
        let thumbprint = public.thumbprint(ThumbprintHash::SHA256);
        Ok(Self {
            encoding,
            public,
            thumbprint: thumbprint.map_err(|e| e.to_string())?,
        })
    }

    /// A secret that is one of this curve: all but one in four thousand million are.
    pub(crate) fn new_secret() -> [u8; 32] {
        loop {
            let mut bytes = [0u8; 32];
            rand::fill(&mut bytes[..]);
            if p256::SecretKey::from_slice(&bytes).is_ok() {
                return bytes;
            }
        }
    }

    /// The public half, to be registered with a provider.
    pub fn public(&self) -> Jwk {
        let mut jwk = self.public.clone();
        jwk.common.key_id = Some(self.thumbprint.clone());
        jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        jwk
    }

    pub(super) fn thumbprint(&self) -> &str {
        &self.thumbprint
    }

    /// «I am this client», for one request to one provider.
    pub(super) fn assertion(
        &self,
        client: &str,
        issuer: &str,
        now: DateTime<Utc>,
    ) -> Result<String, String> {
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some("client-authentication+jwt".to_owned());
        header.kid = Some(self.thumbprint.clone());
        let claims = Assertion {
            iss: client,
            sub: client,
            aud: issuer,
            jti: jti(),
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: now.timestamp() + ASSERTION_SECONDS,
        };
        jsonwebtoken::encode(&header, &claims, &self.encoding).map_err(|e| e.to_string())
    }

    /// «I hold this key», for one request to one address.
    pub(super) fn proof(
        &self,
        address: &str,
        nonce: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<String, String> {
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some("dpop+jwt".to_owned());
        header.jwk = Some(self.public.clone());
        let bare = address.split(['?', '#']).next().unwrap_or(address);
        let claims = Proof {
            jti: jti(),
            htm: "POST",
            htu: bare,
            iat: now.timestamp(),
            nonce,
        };
        jsonwebtoken::encode(&header, &claims, &self.encoding).map_err(|e| e.to_string())
    }
}

fn jti() -> String {
    let mut bytes = [0u8; 16];
    rand::fill(&mut bytes[..]);
    Uuid::from_bytes(bytes).simple().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jsonwebtoken::{DecodingKey, Validation};
    use serde_json::Value;

    fn key() -> ClientKey {
        ClientKey::from_secret(&[7; 32]).unwrap()
    }

    fn read(token: &str) -> (Header, Value) {
        let mut rules = Validation::new(Algorithm::ES256);
        rules.validate_exp = false;
        rules.validate_nbf = false;
        rules.validate_aud = false;
        rules.set_required_spec_claims::<&str>(&[]);
        let held = DecodingKey::from_jwk(&key().public()).unwrap();
        let read = jsonwebtoken::decode::<Value>(token, &held, &rules).unwrap();
        (read.header, read.claims)
    }

    #[test]
    fn an_assertion_names_client_and_provider_and_is_good_for_a_moment() {
        let now = DateTime::UNIX_EPOCH;
        let token = key().assertion("tillit", "https://p.example", now).unwrap();
        let (header, claims) = read(&token);
        assert_eq!(
            header.kid.as_deref(),
            key().public().common.key_id.as_deref()
        );
        assert_eq!(
            (&claims["iss"], &claims["sub"]),
            (&"tillit".into(), &"tillit".into())
        );
        assert_eq!(claims["aud"], "https://p.example");
        assert!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap() <= 60);
        let again = key().assertion("tillit", "https://p.example", now).unwrap();
        assert_ne!(read(&again).1["jti"], claims["jti"]);
    }

    #[test]
    fn a_proof_shows_the_public_key_alone_and_the_bare_address() {
        let now = DateTime::UNIX_EPOCH;
        let token = key()
            .proof("https://p.example/token?x=1#y", Some("n-1"), now)
            .unwrap();
        let (header, claims) = read(&token);
        assert_eq!(header.typ.as_deref(), Some("dpop+jwt"));
        let shown = serde_json::to_value(header.jwk.unwrap()).unwrap();
        assert!(
            shown.get("d").is_none() && shown["crv"] == "P-256",
            "{shown}"
        );
        assert_eq!(
            (&claims["htm"], &claims["htu"], &claims["nonce"]),
            (
                &"POST".into(),
                &"https://p.example/token".into(),
                &"n-1".into()
            )
        );
    }

    #[test]
    fn a_secret_that_is_none_of_the_curve_is_refused() {
        assert!(ClientKey::from_secret(&[0; 32]).is_err());
        assert!(ClientKey::from_secret(&[255; 32]).is_err());
        assert!(ClientKey::from_secret(&ClientKey::new_secret()).is_ok());
    }
}
