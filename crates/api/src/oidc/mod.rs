//! Log-in by way of an OpenID provider (SEC-8): HelseID, Entra ID, or another that the settings name.
//!
//! Authorisation code with PKCE; where the provider asks for it, the request is pushed (PAR), the client
//! shows itself by a signed assertion (`private_key_jwt`) and tokens are bound to a key (DPoP). Discovery,
//! keys and ID tokens are checked by the `openidconnect` library, what we sign by `jsonwebtoken`.
//! Nothing of the provider's tokens is kept: what comes out is who it is, as numbers to look up, and how
//! strongly the provider knew her.

mod answer;
#[cfg(test)]
mod fuzz;
mod known;
mod line;
mod proof;
mod redeem;
mod request;
mod settings;

pub use proof::ClientKey;
pub use settings::{ClientAuthentication, ProviderSettings};

pub(crate) use answer::Said;
pub(crate) use redeem::Returned;

use crate::config::Config;
use known::Known;
use settings::Credential;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tokio::sync::Semaphore;

/// How many may wait for providers at once: a provider that hangs holds no more threads than these.
const AT_ONCE: usize = 16;

/// Why a provider's log-in does not go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It does not answer, or not now; words for the log.
    Silent(String),
    /// Its answer does not hold; words for the log, without anything it said of a person.
    Refused(&'static str),
}

/// The providers that one may log in with.
pub struct Providers {
    all: BTreeMap<String, Arc<Provider>>,
    turns: Semaphore,
}

/// One of them.
pub(crate) struct Provider {
    settings: ProviderSettings,
    credential: Credential,
    /// Where it sends the browser back to, exactly.
    redirect: String,
    agent: ureq::Agent,
    known: Mutex<Known>,
}

impl Providers {
    /// As configured.
    ///
    /// # Errors
    /// What is missing or unsafe, by the provider's id.
    pub fn new(config: &Config, key: Option<&ClientKey>) -> Result<Self, String> {
        let mut all = BTreeMap::new();
        for settings in &config.oidc {
            let credential = settings.check(config, key)?;
            let provider = Provider {
                redirect: settings.redirect(&config.public_url),
                settings: settings.clone(),
                credential,
                agent: line::agent(),
                known: Mutex::new(Known::default()),
            };
            if all
                .insert(settings.id.clone(), Arc::new(provider))
                .is_some()
            {
                return Err(format!("oidc: the id {} is there twice", settings.id));
            }
        }
        Ok(Self {
            all,
            turns: Semaphore::new(AT_ONCE),
        })
    }

    /// Ids with the names that a log-in page shows.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all
            .iter()
            .map(|(id, provider)| (id.as_str(), provider.settings.name.as_str()))
    }

    pub(crate) fn get(&self, id: &str) -> Option<Arc<Provider>> {
        self.all.get(id).cloned()
    }

    /// Asks a provider off the request threads, when it is one's turn.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let _turn = self
            .turns
            .try_acquire()
            .map_err(|_| Trouble::Silent("too many wait for it".to_owned()))?;
        actix_web::web::block(work)
            .await
            .unwrap_or_else(|error| Err(Trouble::Silent(error.to_string())))
    }
}

impl Provider {
    /// Its id in the settings.
    pub(crate) fn id(&self) -> &str {
        &self.settings.id
    }

    /// What people call it.
    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }
}
