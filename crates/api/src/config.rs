//! Configuration by file and environment; every key documented, wrong ones refused by name.

use crate::oidc::ProviderSettings;
use serde::Deserialize;
use std::{num::NonZeroU32, path::Path};

/// All settings, as in `deploy/tillit.example.toml`. `TILLIT_<KEY>` in the environment wins over
/// the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// `postgres://…`, or the path of a SQLite file.
    pub database: String,
    /// Connections to it.
    pub connections: u32,
    /// Address to listen at.
    pub host: String,
    /// Port to listen at; 0 takes a free one.
    pub port: u16,
    /// Reverse proxies whose `X-Forwarded-For` is believed, by address, parted by commas; none.
    pub proxies: String,
    /// Threads that answer requests.
    pub workers: usize,
    /// Threads that make proposals.
    pub planners: usize,
    /// The road engine to ask for travel times, if any.
    pub road_engine: RoadEngine,
    /// Its address; `{transport}` in it becomes the engine's word for it.
    pub road_url: String,
    /// Milliseconds it has to answer with a day's times.
    pub road_timeout_ms: u64,
    /// Address of map tiles with `{z}`, `{x}` and `{y}`; empty for none.
    pub map_tiles: String,
    /// Whom the map is owed to.
    pub map_credit: String,
    /// Folder with the keys.
    pub keys: String,
    /// The most a request body may hold, bytes.
    pub body_limit: usize,
    /// The most an import may hold, bytes.
    pub import_limit: usize,
    /// Log-in attempts at once for one account; then one each forty seconds.
    pub login_per_account: NonZeroU32,
    /// Log-in attempts a minute from one address.
    pub login_per_address: NonZeroU32,
    /// Writes a second for one session.
    pub writes_per_second: NonZeroU32,
    /// Seconds that a request has, its body included.
    pub request_seconds: u64,
    /// Streams of events that may be open at once.
    pub event_streams: usize,
    /// The same for one session.
    pub event_streams_per_session: usize,
    /// Seconds after which a silent stream says that it is there.
    pub event_heartbeat_seconds: u64,
    /// Whether log-in needs a second factor. In production it must (SEC-6).
    pub require_totp: bool,
    /// Where people reach Tillit, `https://…`: providers of log-ins send them back there.
    pub public_url: String,
    /// Providers that one may log in with (SEC-8).
    pub oidc: Vec<ProviderSettings>,
    /// File with rows of the law that are the municipality's own, read after those that come with
    /// Tillit.
    pub law: Option<String>,
    /// The municipality's name, as its letters bear it.
    pub municipality: String,
    /// Its postal address.
    pub municipality_address: String,
    /// The number that its letters say to call.
    pub municipality_phone: String,
    /// Token that `GET /metrics` asks for; without one it answers only on loopback.
    pub metrics_token: Option<String>,
    /// Folder that `tillit backup` writes to.
    pub backup_folder: String,
    /// Who can open back-ups: `age1…`, several parted by commas.
    pub backup_recipients: String,
    /// Log as `text` or `json`.
    pub log: LogFormat,
    /// Seconds a stopping server gives to what it has begun.
    pub shutdown_seconds: u64,
}

/// How the server logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For collectors.
    Json,
}

/// Where travel times come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoadEngine {
    /// The great circle, a detour factor and a speed.
    None,
    /// OSRM's `table`.
    Osrm,
    /// Valhalla's `sources_to_targets`.
    Valhalla,
}

impl Default for Config {
    fn default() -> Self {
        let per = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        Self {
            database: "data/tillit.db".to_owned(),
            connections: 8,
            host: "127.0.0.1".to_owned(),
            port: 8080,
            proxies: String::new(),
            workers: 2,
            planners: 2,
            road_engine: RoadEngine::None,
            road_url: String::new(),
            road_timeout_ms: 2_000,
            map_tiles: String::new(),
            map_credit: String::new(),
            keys: "data/keys".to_owned(),
            body_limit: 1024 * 1024,
            import_limit: 20 * 1024 * 1024,
            login_per_account: per(10),
            login_per_address: per(60),
            writes_per_second: per(60),
            request_seconds: 10,
            event_streams: 1_000,
            event_streams_per_session: 8,
            event_heartbeat_seconds: 20,
            require_totp: true,
            public_url: String::new(),
            oidc: Vec::new(),
            law: None,
            municipality: "Kommunen".to_owned(),
            municipality_address: "Postboks 1, 0001 Oslo".to_owned(),
            municipality_phone: "21 80 21 80".to_owned(),
            metrics_token: None,
            backup_folder: String::new(),
            backup_recipients: String::new(),
            log: LogFormat::Text,
            shutdown_seconds: 30,
        }
    }
}

/// The environment's prefix.
const PREFIX: &str = "TILLIT_";

impl Config {
    /// Reads the file, when one is named, and the environment over it.
    ///
    /// # Errors
    /// Which key or value is wrong.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, String> {
        let text = match file {
            None => String::new(),
            Some(path) => {
                std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?
            }
        };
        let mut table: toml::Table = text.parse().map_err(|e| format!("configuration: {e}"))?;
        for (name, value) in environment {
            let Some(key) = name.strip_prefix(PREFIX) else {
                continue;
            };
            table.insert(key.to_lowercase(), scalar(&value));
        }
        let config: Self = table
            .try_into()
            .map_err(|e: toml::de::Error| format!("configuration: {}", e.message()))?;
        crate::origin::proxies(&config.proxies)
            .map_err(|wrong| format!("configuration: {wrong}"))?;
        crate::map_tiles::origin(&config.map_tiles)
            .map_err(|wrong| format!("configuration: {wrong}"))?;
        Ok(config)
    }
}

/// Environment values are text; numbers and yes or no are told from words by their form.
fn scalar(text: &str) -> toml::Value {
    match text {
        "true" => toml::Value::Boolean(true),
        "false" => toml::Value::Boolean(false),
        _ => text.parse::<i64>().map_or_else(
            |_| toml::Value::String(text.to_owned()),
            toml::Value::Integer,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(pairs: &[(&str, &str)]) -> Result<Config, String> {
        Config::load(
            None,
            pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned())),
        )
    }

    #[test]
    fn the_environment_wins_and_wrong_keys_are_refused_by_name() {
        assert_eq!(
            from(&[("TILLIT_PORT", "9000"), ("HOME", "/x")])
                .unwrap()
                .port,
            9000
        );
        assert!(
            from(&[("TILLIT_PROT", "9000")])
                .unwrap_err()
                .contains("prot")
        );
        assert!(from(&[("TILLIT_PORT", "many")]).is_err());
    }

    #[test]
    fn the_example_file_holds_every_key_with_its_default() {
        let example = Path::new(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../deploy/tillit.example.toml"
        ));
        let config = Config::load(Some(example), std::iter::empty()).unwrap();
        assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
    }

    /// What stands there as an example of a provider can be used as it stands.
    #[test]
    fn the_examples_of_providers_can_be_read() {
        let example = include_str!("../../../deploy/tillit.example.toml");
        let (_, after) = example.split_once("# [[oidc]]").unwrap();
        let block: String = after
            .lines()
            .take_while(|line| line.is_empty() || line.starts_with('#'))
            .map(|line| line.trim_start_matches('#').trim_start().to_owned() + "\n")
            .filter(|line| line.contains(" = ") || line.starts_with('['))
            .collect();
        let table: toml::Table = format!("[[oidc]]\n{block}").parse().unwrap();
        let config: Config = table.try_into().unwrap();
        let ids: Vec<&str> = config.oidc.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids, ["helseid", "entra"]);
    }
}
