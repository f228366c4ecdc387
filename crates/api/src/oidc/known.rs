//! What is known of a provider: its discovery document and its keys. Both are asked for anew every hour;
//! keys also when a token names one that is not known, but never more than once a minute, so that made-up
//! tokens do not make us ask.

use super::{Provider, Trouble, line::Line};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    AdditionalProviderMetadata, DiscoveryError, IssuerUrl, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
        CoreJsonWebKey, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm,
        CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
        CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, PoisonError};

const FRESH: TimeDelta = TimeDelta::hours(1);
/// Keys are asked for anew at most this often, whatever tokens name.
const KEYS_AT_MOST: TimeDelta = TimeDelta::minutes(1);
/// A provider that did not answer is left alone this long, so that not everybody waits for it.
const REST: TimeDelta = TimeDelta::seconds(5);

/// What HelseID and its like say beside the standard.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct More {
    #[serde(default)]
    pub(super) pushed_authorization_request_endpoint: Option<String>,
    /// Answers name their issuer (RFC 9207).
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

pub(super) type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// As far as it has been asked.
#[derive(Default)]
pub(super) struct Known {
    document: Option<(Arc<Metadata>, DateTime<Utc>)>,
    keys: Option<(CoreJsonWebKeySet, DateTime<Utc>)>,
    resting: Option<DateTime<Utc>>,
}

impl Provider {
    /// Its document, with its keys beside it.
    pub(super) fn document(
        &self,
        line: &Line<'_>,
        now: DateTime<Utc>,
    ) -> Result<Arc<Metadata>, Trouble> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((document, since)) = &known.document
            && now < *since + FRESH
        {
            return Ok(document.clone());
        }
        if known.resting.is_some_and(|until| now < until) {
            return Err(Trouble::Silent("it did not answer a moment ago".to_owned()));
        }
        match self.discover(line) {
            Ok(document) => {
                let document = Arc::new(document);
                known.keys = Some((document.jwks().clone(), now));
                known.document = Some((document.clone(), now));
                known.resting = None;
                Ok(document)
            }
            Err(trouble) => {
                known.resting = Some(now + REST);
                Err(trouble)
            }
        }
    }

    fn discover(&self, line: &Line<'_>) -> Result<Metadata, Trouble> {
        let issuer = IssuerUrl::new(self.settings.issuer.clone())
            .map_err(|_| Trouble::Refused("the issuer is no address"))?;
        let ask = |request| line.document(request);
        Metadata::discover(&issuer, &ask).map_err(|error| match error {
            DiscoveryError::Request(silence) => silence.into(),
            DiscoveryError::Response(status, ..) if status.is_server_error() => {
                Trouble::Silent(format!("status {status}"))
            }
            DiscoveryError::Response(..) => Trouble::Silent("no discovery document".to_owned()),
            DiscoveryError::Validation(_) => Trouble::Refused("its document names another issuer"),
            _ => Trouble::Refused("its discovery document cannot be read"),
        })
    }

    /// Its keys as they are known.
    pub(super) fn keys(&self) -> CoreJsonWebKeySet {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .keys
            .as_ref()
            .map(|(keys, _)| keys.clone())
            .unwrap_or_default()
    }

    /// Its keys asked for anew; none when that was done a moment ago.
    pub(super) fn keys_anew(
        &self,
        line: &Line<'_>,
        document: &Metadata,
        now: DateTime<Utc>,
    ) -> Result<Option<CoreJsonWebKeySet>, Trouble> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = |(_, since): &(_, DateTime<Utc>)| now < *since + KEYS_AT_MOST;
        if known.keys.as_ref().is_some_and(recent) {
            return Ok(None);
        }
        let ask = |request| line.document(request);
        let keys =
            CoreJsonWebKeySet::fetch(document.jwks_uri(), &ask).map_err(|error| match error {
                DiscoveryError::Request(silence) => silence.into(),
                _ => Trouble::Silent("its keys cannot be read".to_owned()),
            })?;
        known.keys = Some((keys.clone(), now));
        Ok(Some(keys))
    }
}
