//! What the settings say of a provider, and what is refused at start.

use super::{ClientKey, line};
use crate::config::Config;
use serde::Deserialize;

/// How Tillit shows a provider that it is Tillit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthentication {
    /// A short-lived assertion signed with `client-<name>.key`.
    PrivateKeyJwt,
    /// A secret from a file.
    ClientSecret,
}

/// One provider, as in `deploy/tillit.example.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Names it in addresses: small letters, digits, dashes.
    pub id: String,
    /// What people call it: «Logg inn med …».
    pub name: String,
    /// Its issuer, exactly as it writes it itself.
    pub issuer: String,
    /// What it calls Tillit.
    pub client_id: String,
    /// How Tillit shows itself.
    #[serde(default = "private_key_jwt")]
    pub client_authentication: ClientAuthentication,
    /// File with the secret, for `client_secret`.
    #[serde(default)]
    pub client_secret_file: String,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// Push the request first (PAR).
    #[serde(default)]
    pub par: bool,
    /// Bind tokens to a key (DPoP).
    #[serde(default)]
    pub dpop: bool,
    /// `login`: who comes to a shared machine is not logged in as the one before. Empty for single sign-on.
    #[serde(default = "login")]
    pub prompt: String,
    /// The claim that holds a national number; empty when there is none.
    #[serde(default)]
    pub national_number_claim: String,
    /// The claim that holds an HPR number; empty when there is none.
    #[serde(default)]
    pub hpr_claim: String,
    /// The claim that says how strongly the person was known.
    #[serde(default)]
    pub level_claim: String,
    /// Its values that are strong enough to stand for a second factor; others do not get in.
    #[serde(default)]
    pub levels: Vec<String>,
}

const fn private_key_jwt() -> ClientAuthentication {
    ClientAuthentication::PrivateKeyJwt
}

fn login() -> String {
    "login".to_owned()
}

/// What Tillit shows itself with.
#[derive(Clone)]
pub(super) enum Credential {
    Key(Box<ClientKey>),
    Secret(String),
}

impl ProviderSettings {
    /// Where the provider sends the browser back to: a place of its own for each, so that the answer of
    /// one is never taken for that of another.
    pub(super) fn redirect(&self, public_url: &str) -> String {
        format!("{}/log-in/{}", public_url.trim_end_matches('/'), self.id)
    }

    /// Whether it can be used, and with what.
    pub(super) fn check(
        &self,
        config: &Config,
        key: Option<&ClientKey>,
    ) -> Result<Credential, String> {
        let refuse = |why: &str| Err(format!("oidc {}: {why}", self.id));
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if self.id.is_empty() || self.id.len() > 40 || !self.id.bytes().all(plain) {
            return refuse("id is small letters, digits and dashes");
        }
        if self.name.trim().is_empty() || self.client_id.trim().is_empty() {
            return refuse("name and client_id are missing");
        }
        if !line::is_safe(&self.issuer) {
            return refuse("issuer must be an https address");
        }
        let public = config.public_url.trim_end_matches('/');
        let parts = public.split_once("://").map(|(_, rest)| rest);
        if !line::is_safe(public) || parts.is_none_or(|rest| rest.contains(['/', '?', '#'])) {
            return refuse("public_url must be Tillit's own https address, without a path");
        }
        if !self.scopes.iter().any(|scope| scope == "openid") {
            return refuse("scopes must hold openid");
        }
        if self.national_number_claim.is_empty() && self.hpr_claim.is_empty() {
            return refuse("national_number_claim or hpr_claim must say who it is");
        }
        if self.level_claim.is_empty() != self.levels.is_empty() {
            return refuse("level_claim and levels belong together");
        }
        if config.require_totp && self.levels.is_empty() {
            return refuse(
                "level_claim and levels are missing: in production log-in needs a second factor, and \
                 nothing else says that the provider asked for one",
            );
        }
        match self.client_authentication {
            ClientAuthentication::PrivateKeyJwt => key.cloned().map(Box::new).map(Credential::Key).ok_or_else(
                || {
                    format!(
                        "oidc {}: client-<name>.key is missing in the key folder: `tillit keys rotate \
                         --only client` makes one",
                        self.id
                    )
                },
            ),
            ClientAuthentication::ClientSecret => {
                let file = &self.client_secret_file;
                let text = std::fs::read_to_string(file)
                    .map_err(|e| format!("oidc {}: client_secret_file {file}: {e}", self.id))?;
                match text.trim() {
                    "" => refuse("client_secret_file is empty"),
                    secret => Ok(Credential::Secret(secret.to_owned())),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oidc::Providers;

    fn right() -> Config {
        let provider = ProviderSettings {
            id: "helseid".to_owned(),
            name: "HelseID".to_owned(),
            issuer: "https://p.example".to_owned(),
            client_id: "tillit".to_owned(),
            client_authentication: ClientAuthentication::PrivateKeyJwt,
            client_secret_file: String::new(),
            scopes: vec!["openid".to_owned()],
            par: true,
            dpop: true,
            prompt: login(),
            national_number_claim: "pid".to_owned(),
            hpr_claim: String::new(),
            level_claim: "level".to_owned(),
            levels: vec!["4".to_owned()],
        };
        Config {
            public_url: "https://tillit.example.no/".to_owned(),
            oidc: vec![provider],
            ..Config::default()
        }
    }

    fn start(config: &Config) -> Result<(), String> {
        let key = ClientKey::from_secret(&[1; 32]).unwrap();
        Providers::new(config, Some(&key)).map(|_| ())
    }

    #[track_caller]
    fn refused(word: &str, change: impl FnOnce(&mut Config)) {
        let mut config = right();
        change(&mut config);
        let why = start(&config).unwrap_err();
        assert!(why.contains(word), "{why}");
    }

    #[test]
    fn what_is_unsafe_or_missing_stops_the_start_by_name() {
        start(&right()).unwrap();
        refused("issuer", |c| {
            c.oidc[0].issuer = "http://p.example".to_owned()
        });
        refused("public_url", |c| c.public_url = String::new());
        refused("public_url", |c| {
            c.public_url = "http://tillit.example.no".to_owned()
        });
        refused("public_url", |c| c.public_url.push_str("somewhere"));
        refused("id", |c| c.oidc[0].id = "Helse/ID".to_owned());
        refused("openid", |c| c.oidc[0].scopes.clear());
        refused("who it is", |c| c.oidc[0].national_number_claim.clear());
        refused("belong together", |c| c.oidc[0].level_claim.clear());
        refused("twice", |c| c.oidc.push(c.oidc[0].clone()));
        refused("client_secret_file", |c| {
            c.oidc[0].client_authentication = ClientAuthentication::ClientSecret;
            c.oidc[0].client_secret_file = "/nowhere/secret".to_owned();
        });
        let why = Providers::new(&right(), None).map(|_| ()).unwrap_err();
        assert!(why.contains("--only client"), "{why}");
    }

    /// SEC-6: the provider's log-in takes the place of two factors, so something must say that it was one.
    #[test]
    fn production_does_not_start_with_a_provider_that_says_nothing_of_strength() {
        let without = |c: &mut Config| {
            c.oidc[0].level_claim.clear();
            c.oidc[0].levels.clear();
        };
        refused("second factor", without);
        let mut demo = right();
        demo.require_totp = false;
        without(&mut demo);
        start(&demo).unwrap();
    }

    #[test]
    fn each_provider_sends_people_back_to_a_place_of_its_own() {
        let config = right();
        let place = config.oidc[0].redirect(&config.public_url);
        assert_eq!(place, "https://tillit.example.no/log-in/helseid");
    }
}
