//! Application logs hold ids only (SEC-11): what the server writes at its most talkative, while records of
//! the demo are read, changed, refused and broken, holds no citizen's name, number or words, and no token.
//! Other tests of this process write to the same log meanwhile, and are looked through with it.

use serde_json::{Value, json};
use std::{
    io::Write,
    sync::{Arc, Mutex},
};
use tests::{
    Backend, PASSWORD, TestApp,
    false_provider::{ACCESS, Behaviour, CODE, FalseProvider, Signed},
};

/// Where the log goes.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| texts(one, into)),
        Value::Object(all) => all.values().for_each(|one| texts(one, into)),
        _ => {}
    }
}

/// A name as an address holds it: what is not ASCII would end the connection.
fn in_address(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b' ' => "+".to_owned(),
            0..128 => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Log-ins by a provider, one that holds and some that do not; gives what must not stand in the log.
fn log_in_by_a_provider() -> Vec<String> {
    let provider = FalseProvider::start();
    let app = crate::oidc::app(Backend::Sqlite, provider.settings());
    let pid = "helseid://claims/identity/pid";
    let mut secret = Vec::new();
    for (number, signed) in [
        ("15877050073", Signed::Rightly),
        ("15877050154", Signed::Rightly),
        ("15877050235", Signed::ByAnother),
        // No number at all: it cannot be read, and is not repeated either.
        ("158770502359999", Signed::Rightly),
    ] {
        provider.does(Behaviour {
            signed,
            claims: json!({ pid: number, "name": "Ola Innlogget", "iat": tests::now().timestamp() }),
            ..Behaviour::default()
        });
        let begun = crate::oidc::begin(&app);
        let pushed = provider.heard().last().unwrap().1.clone();
        let state = pushed["state"].clone();
        let answer =
            json!({ "provider": "helseid", "state": state, "code": CODE, "iss": provider.issuer });
        crate::oidc::finish(&app, &begun.cookie, &answer);
        let (_, form, proof) = provider.heard().last().unwrap().clone();
        secret.extend([number.to_owned(), state, pushed["nonce"].clone()]);
        secret.extend([
            form["code_verifier"].clone(),
            form["client_assertion"].clone(),
        ]);
        secret.extend(proof);
        secret.push(begun.cookie.split_once('=').unwrap().1.to_owned());
    }
    secret.extend(["Ola Innlogget", CODE, ACCESS, "431001110"].map(str::to_owned));
    secret
}

#[test]
fn the_log_of_a_whole_run_holds_no_citizens_name_number_or_words_and_no_token() {
    let kept = Kept::default();
    let writer = kept.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    let app = TestApp::demo(Backend::Sqlite);
    let client = app.anonymous();
    let body = json!({ "userName": "kari.nordby", "password": PASSWORD });
    let pair = client.post("/sessions", &body).expect(201).body;
    let mut kari = client.clone();
    kari.token = pair["accessToken"].as_str().map(str::to_owned);
    let sessions = kari.get("/sessions").expect(200).body["items"].clone();
    let session = sessions[0]["id"].as_str().unwrap().to_owned();
    let citizens = kari.get("/citizens?limit=200").expect(200).body;
    let mut secret: Vec<String> = Vec::new();
    for citizen in citizens["items"].as_array().unwrap() {
        let name = citizen["name"].as_str().unwrap();
        secret.extend(
            name.split(' ')
                .filter(|part| part.len() > 3)
                .map(str::to_owned),
        );
        secret.push(name.to_owned());
    }
    assert!(secret.len() > 50, "{}", secret.len());
    for citizen in citizens["items"].as_array().unwrap().iter().take(5) {
        let path = format!("/citizens/{}", citizen["id"].as_str().unwrap());
        let seen = kari.get(&path).expect(200);
        secret.extend(seen.body["address"]["street"].as_str().map(str::to_owned));
        let number = kari.get(&format!("{path}/national-number"));
        secret.extend(number.body["nationalNumber"].as_str().map(str::to_owned));
        let mut words = Vec::new();
        texts(&kari.get(&format!("{path}/assessments")).body, &mut words);
        secret.extend(
            words
                .into_iter()
                .filter(|text| text.contains(' ') && text.len() > 20),
        );
        for part in ["tiltaksplan", "thread", "timeline", "contacts", "vedtak"] {
            kari.get(&format!("{path}/{part}"));
        }
        // Refusals, nonsense and a search that names somebody.
        kari.if_match("\"old\"").put(&path, &seen.body);
        kari.post(
            &format!("{path}/whereabouts"),
            &json!({ "kind": "Falt i trappen hjemme hos seg selv" }),
        );
        kari.get(&format!(
            "/citizens?query={}",
            in_address(citizen["name"].as_str().unwrap())
        ));
        kari.get(&format!(
            "/citizens?qurey={}",
            in_address(citizen["name"].as_str().unwrap())
        ));
    }
    secret.push("Falt i trappen".to_owned());
    let reason = "Falt i trappen, ambulansen spør";
    kari.post(
        "/emergency-access",
        &json!({ "name": "Ingen Kjent", "birthDate": "1938-02-03", "reason": reason }),
    );
    secret.push("Ingen Kjent".to_owned());
    client.post(
        "/sessions",
        &json!({ "userName": "kari.nordby", "password": "feil passord her" }),
    );
    secret.push("feil passord her".to_owned());
    client.post(
        "/sessions/refresh",
        &json!({ "refreshToken": pair["refreshToken"] }),
    );
    for token in ["accessToken", "refreshToken"] {
        secret.push(pair[token].as_str().unwrap().to_owned());
    }
    secret.push(PASSWORD.to_owned());
    secret.extend(log_in_by_a_provider());
    secret.extend(["Astrid Bøe", "Einar Dahl", "Gunvor Lie"].map(str::to_owned));
    // What must be in it: a fault with its trace, so that the test cannot pass on an empty log.
    let reader = |reader: &mut persistence::Reader<'_>| -> persistence::Outcome<()> {
        reader.actor().map(|_| ())
    };
    let caller = persistence::Caller::system(domain::policy::Action::SignIn, tests::now());
    let fault = app.database().read(&caller, reader).unwrap_err();
    tracing::error!(%fault, "the last line");
    let log = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("the last line"), "{log}");
    // Whose session a refusal was stands in its line; work that goes well is nobody's line.
    let mine = format!("whose={session}");
    let lines_of = |what: &str| {
        let lines = log.lines().filter(move |line| line.contains(what));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(lines_of("refused").iter().any(|line| line.contains(&mine)));
    assert!(
        lines_of("answered")
            .iter()
            .all(|line| !line.contains("whose="))
    );
    let found: Vec<&String> = secret
        .iter()
        .filter(|text| log.contains(text.as_str()))
        .collect();
    assert!(found.is_empty(), "the log holds {found:?}");
}
