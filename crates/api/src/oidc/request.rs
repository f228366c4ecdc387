//! Sending somebody to a provider: what is asked for, what is kept until she comes back.

use super::{
    Provider, Trouble,
    line::Line,
    proof::ClientKey,
    settings::{ClientAuthentication, Credential},
};
use chrono::{DateTime, Utc};
use domain::reason::Language;
use openidconnect::{CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier, url::Url};
use serde::{Deserialize, Serialize};

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A log-in that has begun.
pub(crate) struct Begun {
    /// Where the browser goes now.
    pub(crate) address: String,
    /// What it comes back with.
    pub(crate) state: String,
    /// What is kept meanwhile, encrypted.
    pub(crate) secrets: Vec<u8>,
}

/// What is kept while somebody is at the provider.
#[derive(Serialize, Deserialize)]
pub(super) struct Secrets {
    pub(super) nonce: String,
    pub(super) verifier: String,
    /// The key that this log-in's token is bound to.
    pub(super) bound: Option<[u8; 32]>,
}

impl Provider {
    /// Begins a log-in.
    pub(crate) fn begin(&self, language: Language, now: DateTime<Utc>) -> Result<Begun, Trouble> {
        let line = Line::new(&self.agent);
        let document = self.document(&line, now)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, nonce) = (CsrfToken::new_random(), Nonce::new_random());
        let bound = self.settings.dpop.then(ClientKey::new_secret);
        let mut asked = vec![
            ("client_id", self.settings.client_id.clone()),
            ("response_type", "code".to_owned()),
            ("redirect_uri", self.redirect.clone()),
            ("scope", self.settings.scopes.join(" ")),
            ("state", state.secret().clone()),
            ("nonce", nonce.secret().clone()),
            ("code_challenge", challenge.as_str().to_owned()),
            (
                "code_challenge_method",
                challenge.method().as_str().to_owned(),
            ),
            ("ui_locales", spoken(language).to_owned()),
        ];
        if !self.settings.prompt.is_empty() {
            asked.push(("prompt", self.settings.prompt.clone()));
        }
        if let Some(secret) = &bound {
            let key = ClientKey::from_secret(secret).map_err(Trouble::Silent)?;
            asked.push(("dpop_jkt", key.thumbprint().to_owned()));
        }
        if self.settings.par {
            asked = self.push(&line, &document, asked, now)?;
        }
        Ok(Begun {
            address: page(document.authorization_endpoint().url(), &asked)?,
            state: state.into_secret(),
            secrets: kept(&nonce, &verifier, bound)?,
        })
    }

    /// Hands the request over first; the browser then carries no more than its name (RFC 9126).
    fn push(
        &self,
        line: &Line<'_>,
        document: &super::known::Metadata,
        asked: Vec<(&'static str, String)>,
        now: DateTime<Utc>,
    ) -> Result<Vec<(&'static str, String)>, Trouble> {
        let more = document.additional_metadata();
        let place = more.pushed_authorization_request_endpoint.as_deref();
        let place = place.ok_or(Trouble::Refused("it takes no pushed requests"))?;
        let mut form = asked;
        form.extend(self.credentials(document.issuer().as_str(), now)?);
        let answer = line.post(place, &form, None)?.taken("the pushed request")?;
        let name = answer["request_uri"].as_str().unwrap_or_default();
        if name.is_empty() {
            return Err(Trouble::Refused("the pushed request has no name"));
        }
        Ok(vec![
            ("client_id", self.settings.client_id.clone()),
            ("request_uri", name.to_owned()),
        ])
    }

    /// What shows the provider that it is us, for one request.
    pub(super) fn credentials(
        &self,
        issuer: &str,
        now: DateTime<Utc>,
    ) -> Result<Vec<(&'static str, String)>, Trouble> {
        debug_assert_eq!(
            matches!(self.credential, Credential::Key(_)),
            self.settings.client_authentication == ClientAuthentication::PrivateKeyJwt
        );
        match &self.credential {
            Credential::Secret(secret) => Ok(vec![("client_secret", secret.clone())]),
            Credential::Key(key) => {
                let assertion = key.assertion(&self.settings.client_id, issuer, now);
                Ok(vec![
                    ("client_assertion_type", JWT_BEARER.to_owned()),
                    ("client_assertion", assertion.map_err(Trouble::Silent)?),
                ])
            }
        }
    }
}

/// The provider's page, with what is asked of it.
pub(super) fn page(place: &Url, asked: &[(&str, String)]) -> Result<String, Trouble> {
    if !super::line::is_safe(place.as_str()) {
        return Err(Trouble::Refused("its page has no TLS"));
    }
    let mut address = place.clone();
    address.query_pairs_mut().extend_pairs(asked);
    Ok(address.into())
}

fn kept(
    nonce: &Nonce,
    verifier: &PkceCodeVerifier,
    bound: Option<[u8; 32]>,
) -> Result<Vec<u8>, Trouble> {
    let secrets = Secrets {
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
        bound,
    };
    serde_json::to_vec(&secrets).map_err(|e| Trouble::Silent(e.to_string()))
}

/// As OpenID Connect names languages.
const fn spoken(language: Language) -> &'static str {
    match language {
        Language::Nb => "nb",
        Language::Nn => "nn nb",
        Language::En => "en",
    }
}
