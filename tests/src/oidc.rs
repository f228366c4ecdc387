//! A real OpenID provider, and a browser that goes there.
//!
//! The provider is `tests/oidc/provider.mjs`; it ends when the pipe to it is closed, also by `kill -9`.

use api::oidc::{ClientAuthentication, ProviderSettings};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex},
};
use ureq::Agent;

/// Where Tillit says that it is; nothing is ever sent there.
pub const PUBLIC_URL: &str = "https://tillit.example";

const MISSING: &str = "the OpenID provider of the tests is not installed: tests/prepare.sh";

/// The provider.
pub struct OidcProvider {
    /// `http://127.0.0.1:…`
    pub issuer: String,
    pipes: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    child: Child,
}

impl OidcProvider {
    /// Starts one that knows the tests' client key.
    ///
    /// # Panics
    /// When its packages are not installed, or it does not come up.
    pub fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("oidc");
        assert!(
            folder.join("node_modules/oidc-provider").exists(),
            "{MISSING}"
        );
        let mut child = Command::new("node")
            .arg("provider.mjs")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node");
        let mut into = child.stdin.take().expect("a pipe");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let key = crate::app::client_key().public();
        let start = json!({
            "clientJwks": { "keys": [key] },
            "redirectUri": format!("{PUBLIC_URL}/log-in/helseid"),
        });
        writeln!(into, "{start}").expect("it listens");
        let issuer = said(&mut out)["issuer"]
            .as_str()
            .expect("an issuer")
            .to_owned();
        Self {
            issuer,
            pipes: Mutex::new((into, out)),
            child,
        }
    }

    /// From now on it signs with other keys, and no longer has the old ones.
    ///
    /// # Panics
    /// When it has ended.
    pub fn rotate(&self) {
        let mut pipes = self.pipes.lock().expect("no panic");
        writeln!(pipes.0, "rotate").expect("it listens");
        said(&mut pipes.1);
    }

    /// Settings as for HelseID: a signed assertion, pushed requests, bound tokens, level 4.
    pub fn as_helseid(&self) -> ProviderSettings {
        settings(&self.issuer, "as-helseid")
    }

    /// Settings as for Entra ID: a secret from a file, nothing pushed, nothing bound.
    pub fn as_entra(&self, secret_file: &str) -> ProviderSettings {
        ProviderSettings {
            client_authentication: ClientAuthentication::ClientSecret,
            client_secret_file: secret_file.to_owned(),
            par: false,
            dpop: false,
            ..settings(&self.issuer, "as-entra")
        }
    }
}

impl Drop for OidcProvider {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Settings for a provider at an address.
pub fn settings(issuer: &str, client: &str) -> ProviderSettings {
    ProviderSettings {
        id: "helseid".to_owned(),
        name: "HelseID".to_owned(),
        issuer: issuer.to_owned(),
        client_id: client.to_owned(),
        client_authentication: ClientAuthentication::PrivateKeyJwt,
        client_secret_file: String::new(),
        scopes: [
            "openid",
            "helseid://scopes/identity/pid",
            "helseid://scopes/hpr/hpr_number",
            "helseid://scopes/identity/security_level",
        ]
        .map(str::to_owned)
        .to_vec(),
        par: true,
        dpop: true,
        prompt: "login".to_owned(),
        national_number_claim: "helseid://claims/identity/pid".to_owned(),
        hpr_claim: "helseid://claims/hpr/hpr_number".to_owned(),
        level_claim: "helseid://claims/identity/security_level".to_owned(),
        levels: vec!["4".to_owned()],
    }
}

fn said(out: &mut impl BufRead) -> Value {
    let mut line = String::new();
    out.read_line(&mut line).expect("a line");
    serde_json::from_str(&line).unwrap_or_else(|_| panic!("the provider ended: {line}"))
}

/// A browser at the provider: follows where it is sent, keeps cookies, fills the forms in.
#[derive(Clone)]
pub struct Browser {
    agent: Agent,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Default for Browser {
    fn default() -> Self {
        Self {
            agent: Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .build()
                .into(),
            cookies: Arc::default(),
        }
    }
}

/// More steps than any log-in takes.
const MOST: usize = 12;

impl Browser {
    /// Logs in as one of the provider's people, and gives what it puts into the address it sends us back to.
    ///
    /// # Panics
    /// When the provider shows something else than its forms.
    pub fn log_in(&self, address: &str, who: &str) -> BTreeMap<String, String> {
        let origin = address.split('/').take(3).collect::<Vec<_>>().join("/");
        let mut next = address.to_owned();
        for _ in 0..MOST {
            if let Some(answer) = next.strip_prefix(PUBLIC_URL) {
                return query(answer);
            }
            if next.starts_with('/') {
                next.insert_str(0, &origin);
            }
            next = self.step(&next, who);
        }
        panic!("the provider goes in circles: {next}");
    }

    /// Follows one address: a redirect, or a form that is filled in.
    fn step(&self, address: &str, who: &str) -> String {
        let (status, place, page) = self.ask(address, None);
        if let Some(place) = place {
            return place;
        }
        assert_eq!(status, 200, "{page}");
        let form = if page.contains("name=\"login\"") {
            format!("prompt=login&login={who}&password=x")
        } else {
            "prompt=consent".to_owned()
        };
        let action = page
            .split("action=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let action = action.unwrap_or_else(|| panic!("no form: {page}"));
        let (_, place, page) = self.ask(action, Some(&form));
        place.unwrap_or_else(|| panic!("{page}"))
    }

    fn ask(&self, address: &str, form: Option<&str>) -> (u16, Option<String>, String) {
        let jar = self.cookies.lock().expect("no panic").clone();
        let held: Vec<String> = jar.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let cookie = held.join("; ");
        let sent = match form {
            None => self.agent.get(address).header("cookie", cookie).call(),
            Some(form) => self
                .agent
                .post(address)
                .header("cookie", cookie)
                .header("content-type", "application/x-www-form-urlencoded")
                .send(form),
        };
        let mut response = sent.expect("the provider answers");
        let mut jar = self.cookies.lock().expect("no panic");
        for set in response.headers().get_all("set-cookie") {
            let pair = set.to_str().unwrap_or_default().split(';').next();
            if let Some((name, value)) = pair.and_then(|pair| pair.split_once('=')) {
                match value {
                    "" => jar.remove(name),
                    value => jar.insert(name.to_owned(), value.to_owned()),
                };
            }
        }
        let place = response.headers().get("location");
        let place = place.and_then(|p| p.to_str().ok()).map(str::to_owned);
        let page = response.body_mut().read_to_string().unwrap_or_default();
        (response.status().as_u16(), place, page)
    }
}

/// The pairs of an address's query.
pub fn query(address: &str) -> BTreeMap<String, String> {
    let (_, query) = address.split_once('?').unwrap_or(("", ""));
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

/// Percent-encoding taken off.
fn plain(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let digits = [bytes.next().unwrap_or(b'0'), bytes.next().unwrap_or(b'0')];
                let digits = std::str::from_utf8(&digits).unwrap_or("00");
                out.push(u8::from_str_radix(digits, 16).unwrap_or(b'?'));
            }
            other => out.push(other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
