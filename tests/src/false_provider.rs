//! A provider that cannot be trusted: speaks the protocol on a port of its own, and lies when it is told to.
//! It asks nobody to log in: a test takes the `state` out of the address and makes up the answer.

use crate::{app::monday_morning, oidc::settings};
use api::oidc::ProviderSettings;
use jsonwebtoken::{Algorithm, EncodingKey, Header, jwk::Jwk};
use p256::pkcs8::EncodePrivateKey;
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

/// How an ID token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// With the key that it shows.
    Rightly,
    /// With another key under the name of the one it shows.
    ByAnother,
    /// With a key under a name that it does not show.
    ByAnUnknownName,
    /// With nothing: `alg` is `none`.
    Not,
    /// With the client's id as a shared secret.
    WithASecret,
}

/// What it does.
#[derive(Debug, Clone)]
pub struct Behaviour {
    /// How it signs.
    pub signed: Signed,
    /// Laid over the claims that are right; null takes one away.
    pub claims: Value,
    /// Laid over the answer to the code.
    pub answer: Value,
    /// Laid over the discovery document.
    pub document: Value,
    /// The kind of token it says it gives.
    pub token_type: &'static str,
    /// Asks for a nonce in proofs.
    pub wants_nonce: bool,
    /// Hangs up instead of answering.
    pub down: bool,
    /// Which of its keys it shows and signs with.
    pub key: u8,
    /// The status that codes are answered with.
    pub status: u16,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            signed: Signed::Rightly,
            claims: json!({}),
            answer: json!({}),
            document: json!({}),
            token_type: "DPoP",
            wants_nonce: false,
            down: false,
            key: 1,
            status: 200,
        }
    }
}

/// A request: path, form, and the proof's header.
pub type Heard = (String, BTreeMap<String, String>, Option<String>);

/// The stand-in; it lives as long as the test's process.
#[derive(Clone)]
pub struct FalseProvider {
    /// `http://127.0.0.1:…`
    pub issuer: String,
    shared: Arc<Mutex<(Behaviour, Vec<Heard>)>>,
}

/// What it calls Tillit.
pub const CLIENT: &str = "tillit";
/// The code it takes.
pub const CODE: &str = "the-code";
/// The access token it gives.
pub const ACCESS: &str = "the-access-token";

impl FalseProvider {
    /// Starts one that behaves.
    ///
    /// # Panics
    /// When there is no port.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let provider = Self {
            issuer,
            shared: Arc::new(Mutex::new((Behaviour::default(), Vec::new()))),
        };
        let server = provider.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = server.clone();
                std::thread::spawn(move || server.answer(stream));
            }
        });
        provider
    }

    /// Settings as for HelseID.
    pub fn settings(&self) -> ProviderSettings {
        settings(&self.issuer, CLIENT)
    }

    /// From now on it does this.
    ///
    /// # Panics
    /// When a thread of it panicked.
    pub fn does(&self, behaviour: Behaviour) {
        self.shared.lock().expect("no panic").0 = behaviour;
    }

    /// Everything it has been asked.
    ///
    /// # Panics
    /// When a thread of it panicked.
    pub fn heard(&self) -> Vec<Heard> {
        self.shared.lock().expect("no panic").1.clone()
    }

    /// How often it was asked at a path.
    pub fn times(&self, path: &str) -> usize {
        self.heard().iter().filter(|(p, ..)| p == path).count()
    }

    fn answer(&self, stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let path = line.split_whitespace().nth(1)?.to_owned();
        let (mut length, mut proof) = (0, None);
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).ok()?;
            let Some((name, value)) = header.trim().split_once(':') else {
                break;
            };
            match name.to_lowercase().as_str() {
                "content-length" => length = value.trim().parse().ok()?,
                "dpop" => proof = Some(value.trim().to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let form = crate::oidc::query(&format!("?{}", String::from_utf8(body).ok()?));
        let behaviour = {
            let mut shared = self.shared.lock().ok()?;
            shared.1.push((path.clone(), form.clone(), proof.clone()));
            shared.0.clone()
        };
        if behaviour.down {
            return None;
        }
        let (status, json) = match path.as_str() {
            "/.well-known/openid-configuration" => (200, self.document(&behaviour)),
            "/keys" => (200, json!({ "keys": [shown(behaviour.key)] })),
            "/par" => (
                201,
                json!({ "request_uri": "urn:request:1", "expires_in": 60 }),
            ),
            "/token" => self.token(&behaviour, &form, proof.as_deref()),
            _ => (404, json!({})),
        };
        let text = json.to_string();
        let mut stream = stream;
        write!(
            stream,
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ndpop-nonce: a-nonce\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
            text.len()
        )
        .ok()
    }

    fn document(&self, behaviour: &Behaviour) -> Value {
        let at = |path: &str| format!("{}{path}", self.issuer);
        let right = json!({
            "issuer": self.issuer,
            "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"),
            "jwks_uri": at("/keys"),
            "pushed_authorization_request_endpoint": at("/par"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "authorization_response_iss_parameter_supported": true,
        });
        over(right, &behaviour.document)
    }

    fn token(
        &self,
        behaviour: &Behaviour,
        form: &BTreeMap<String, String>,
        proof: Option<&str>,
    ) -> (u16, Value) {
        let nonce = proof.and_then(|proof| claims_of(proof)["nonce"].as_str().map(str::to_owned));
        if behaviour.wants_nonce && nonce.as_deref() != Some("a-nonce") {
            return (400, json!({ "error": "use_dpop_nonce" }));
        }
        if form.get("code").map(String::as_str) != Some(CODE) {
            return (400, json!({ "error": "invalid_grant" }));
        }
        if behaviour.status != 200 {
            return (behaviour.status, json!({ "error": "server_error" }));
        }
        let right = json!({
            "access_token": ACCESS,
            "token_type": behaviour.token_type,
            "expires_in": 60,
            "id_token": self.id_token(behaviour),
        });
        (200, over(right, &behaviour.answer))
    }

    fn id_token(&self, behaviour: &Behaviour) -> String {
        let heard = self.heard();
        let pushed = heard.iter().rev().find(|(path, ..)| path == "/par");
        let nonce = pushed.and_then(|(_, form, _)| form.get("nonce")).cloned();
        let at = monday_morning().timestamp();
        let right = json!({
            "iss": self.issuer, "aud": CLIENT, "sub": "somebody", "iat": at, "exp": at + 300,
            "nonce": nonce, "helseid://claims/identity/security_level": "4",
        });
        sign(behaviour, &over(right, &behaviour.claims))
    }
}

/// Laid over: null takes away.
fn over(mut right: Value, changes: &Value) -> Value {
    let empty = Map::new();
    for (name, value) in changes.as_object().unwrap_or(&empty) {
        match value {
            Value::Null => right.as_object_mut().and_then(|map| map.remove(name)),
            value => {
                right[name.as_str()] = value.clone();
                None
            }
        };
    }
    right
}

fn key(seed: u8) -> EncodingKey {
    let key = p256::SecretKey::from_slice(&[seed; 32]).expect("of the curve");
    EncodingKey::from_ec_der(key.to_pkcs8_der().expect("it is written").as_bytes())
}

fn shown(seed: u8) -> Jwk {
    let mut jwk = Jwk::from_encoding_key(&key(seed), Algorithm::ES256).expect("a public half");
    jwk.common.key_id = Some(format!("k{seed}"));
    jwk
}

fn sign(behaviour: &Behaviour, claims: &Value) -> String {
    let header = |algorithm, kid: u8| {
        let mut header = Header::new(algorithm);
        header.kid = Some(format!("k{kid}"));
        header
    };
    let (own, other) = (behaviour.key, behaviour.key + 100);
    let es = Algorithm::ES256;
    let signed = match behaviour.signed {
        Signed::Rightly => jsonwebtoken::encode(&header(es, own), claims, &key(own)),
        Signed::ByAnother => jsonwebtoken::encode(&header(es, own), claims, &key(other)),
        Signed::ByAnUnknownName => jsonwebtoken::encode(&header(es, other), claims, &key(other)),
        Signed::WithASecret => {
            let secret = EncodingKey::from_secret(CLIENT.as_bytes());
            jsonwebtoken::encode(&header(Algorithm::HS256, own), claims, &secret)
        }
        Signed::Not => {
            use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
            let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
            return format!("{}.{}.", part(&json!({ "alg": "none" })), part(claims));
        }
    };
    signed.expect("it is signed")
}

/// The claims of a token, unchecked.
pub fn claims_of(token: &str) -> Value {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let payload = token.split('.').nth(1).unwrap_or_default();
    let bytes = URL_SAFE_NO_PAD.decode(payload).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or(Value::Null)
}
