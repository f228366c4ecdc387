//! Coming back from a provider: the code is redeemed, and the ID token checked before anything in it is
//! believed. The checks are the library's: signature by a known key, allowed algorithm, issuer, audience,
//! expiry, nonce; issue time and `at_hash` here.

use super::{
    Provider, Said, Trouble,
    known::Metadata,
    line::{Line, Reply},
    proof::ClientKey,
    request::Secrets,
};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    AccessToken, AccessTokenHash, ClaimsVerificationError, ClientId, Nonce,
    SignatureVerificationError,
    core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};
use serde_json::Value;
use std::str::FromStr;

/// What providers sign with; never a shared secret, never nothing.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];
/// Clocks differ by no more.
const SKEW: TimeDelta = TimeDelta::seconds(60);
/// A token for this log-in was issued just now.
const OLDEST: TimeDelta = TimeDelta::minutes(5);

/// What the browser came back with.
pub(crate) struct Returned {
    /// For the ID token.
    pub(crate) code: String,
    /// Who says that it has sent her (RFC 9207).
    pub(crate) issuer: Option<String>,
}

impl Provider {
    /// Redeems a code for what the provider says of the person.
    pub(crate) fn redeem(
        &self,
        returned: &Returned,
        secrets: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Said, Trouble> {
        let secrets: Secrets = serde_json::from_slice(secrets)
            .map_err(|_| Trouble::Refused("what was kept cannot be read"))?;
        // Before a code is shown to anybody: is it this provider's?
        let named = returned.issuer.as_deref();
        if named.is_some_and(|issuer| issuer != self.settings.issuer) {
            return Err(Trouble::Refused("another issuer sent her back"));
        }
        let line = Line::new(&self.agent);
        let document = self.document(&line, now)?;
        let more = document.additional_metadata();
        if named.is_none() && more.authorization_response_iss_parameter_supported {
            return Err(Trouble::Refused("the issuer is not named"));
        }
        let answer = self.token(&line, &document, returned, &secrets, now)?;
        let (token, access) = tokens(&answer, secrets.bound.is_some())?;
        self.verify(
            &line,
            &document,
            token,
            access,
            &Nonce::new(secrets.nonce),
            now,
        )
    }

    /// Asks for the tokens, again when a nonce is asked for.
    fn token(
        &self,
        line: &Line<'_>,
        document: &Metadata,
        returned: &Returned,
        secrets: &Secrets,
        now: DateTime<Utc>,
    ) -> Result<Value, Trouble> {
        let place = document.token_endpoint();
        let place = place.ok_or(Trouble::Refused("it has no place for tokens"))?;
        let place = place.url().as_str();
        let key = secrets
            .bound
            .as_ref()
            .map(ClientKey::from_secret)
            .transpose();
        let key = key.map_err(Trouble::Silent)?;
        let ask = |nonce: Option<&str>| -> Result<Reply, Trouble> {
            let mut form = vec![
                ("grant_type", "authorization_code".to_owned()),
                ("code", returned.code.clone()),
                ("redirect_uri", self.redirect.clone()),
                ("code_verifier", secrets.verifier.clone()),
                ("client_id", self.settings.client_id.clone()),
            ];
            form.extend(self.credentials(document.issuer().as_str(), now)?);
            let proof = key.as_ref().map(|key| key.proof(place, nonce, now));
            let proof = proof.transpose().map_err(Trouble::Silent)?;
            Ok(line.post(place, &form, proof.as_deref())?)
        };
        let first = ask(None)?;
        let reply = match first.wants_nonce() {
            Some(nonce) if key.is_some() => ask(Some(nonce))?,
            _ => first,
        };
        reply.taken("the code")
    }

    /// Checks an ID token; one that names a key we do not know makes us ask for the keys anew.
    fn verify(
        &self,
        line: &Line<'_>,
        document: &Metadata,
        token: &str,
        access: &str,
        nonce: &Nonce,
        now: DateTime<Utc>,
    ) -> Result<Said, Trouble> {
        let parsed =
            CoreIdToken::from_str(token).map_err(|_| Trouble::Refused("no ID token came"))?;
        let check = |keys| self.check(&parsed, keys, document, access, nonce, now);
        let checked = match check(self.keys()) {
            Err(Fault::UnknownKey) => match self.keys_anew(line, document, now)? {
                Some(keys) => check(keys),
                None => Err(Fault::UnknownKey),
            },
            other => other,
        };
        match checked {
            Ok(()) => Said::read(token, &self.settings).ok_or(Trouble::Refused("no claims")),
            Err(Fault::UnknownKey) => Err(Trouble::Refused("signed with a key it does not have")),
            Err(Fault::Other(why)) => Err(Trouble::Refused(why)),
        }
    }

    pub(super) fn check(
        &self,
        token: &CoreIdToken,
        keys: CoreJsonWebKeySet,
        document: &Metadata,
        access: &str,
        nonce: &Nonce,
        now: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let client = ClientId::new(self.settings.client_id.clone());
        // «Public»: a shared secret is never a key that signs.
        let verifier =
            CoreIdTokenVerifier::new_public_client(client, document.issuer().clone(), keys)
                .set_allowed_algs(ALGORITHMS)
                .set_time_fn(move || now - SKEW)
                .set_issue_time_verifier_fn(move |issued| {
                    let just_now = now - OLDEST <= issued && issued <= now + SKEW;
                    just_now.then_some(()).ok_or_else(String::new)
                });
        let claims = token.claims(&verifier, nonce).map_err(fault)?;
        let Some(hash) = claims.access_token_hash() else {
            return Ok(());
        };
        let unread = |_| Fault::Other("at_hash cannot be read");
        let algorithm = token
            .signing_alg()
            .map_err(|_| Fault::Other("at_hash cannot be read"))?;
        let key = token
            .signing_key(&verifier)
            .map_err(|_| Fault::Other("at_hash cannot be read"))?;
        let access = AccessToken::new(access.to_owned());
        let actual = AccessTokenHash::from_token(&access, algorithm, key).map_err(unread)?;
        if actual == *hash {
            Ok(())
        } else {
            Err(Fault::Other("at_hash is of another token"))
        }
    }
}

/// ID token and access token of an answer; bound to the key, where one was shown (RFC 9449).
pub(super) fn tokens(answer: &Value, bound: bool) -> Result<(&str, &str), Trouble> {
    let text = |name: &str| answer[name].as_str().unwrap_or_default();
    if bound && !text("token_type").eq_ignore_ascii_case("DPoP") {
        return Err(Trouble::Refused("the token is not bound to the key"));
    }
    Ok((text("id_token"), text("access_token")))
}

/// What is wrong with a token.
pub(super) enum Fault {
    UnknownKey,
    Other(&'static str),
}

/// In words of ours: the library's may repeat what the token says of a person.
fn fault(error: ClaimsVerificationError) -> Fault {
    use SignatureVerificationError as Signature;
    match error {
        ClaimsVerificationError::SignatureVerification(Signature::NoMatchingKey) => {
            Fault::UnknownKey
        }
        ClaimsVerificationError::SignatureVerification(Signature::DisallowedAlg(_)) => {
            Fault::Other("signed in a way that is not allowed")
        }
        ClaimsVerificationError::SignatureVerification(_) => {
            Fault::Other("the signature does not hold")
        }
        ClaimsVerificationError::Expired(_) => Fault::Other("it has expired"),
        ClaimsVerificationError::InvalidAudience(_) => Fault::Other("it is for somebody else"),
        ClaimsVerificationError::InvalidIssuer(_) => Fault::Other("another has issued it"),
        ClaimsVerificationError::InvalidNonce(_) => Fault::Other("it is for another log-in"),
        _ => Fault::Other("it does not hold"),
    }
}
