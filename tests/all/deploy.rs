//! What stands in deploy/ is what the program is run with: the unit starts it, the settings are its own,
//! the alarms ask for figures that it has (SEC-14, SEC-17).

use serde_json::Value;
use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tests::{
    Backend, TestApp,
    program::{Installation, Program, command},
};

fn deploy() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy")
}

fn text(file: &str) -> String {
    fs::read_to_string(deploy().join(file)).unwrap()
}

/// The values of a key in a unit, in order.
fn of_unit<'a>(unit: &'a str, key: &str) -> Vec<&'a str> {
    let start = format!("{key}=");
    unit.lines()
        .filter_map(|line| line.strip_prefix(&start))
        .collect()
}

#[test]
fn the_binary_starts_the_way_the_unit_says_and_stops_within_its_patience() {
    let unit = text("tillit.service");
    let folder = tempfile::tempdir().unwrap();
    // The state folder, empty and private, is where it works; systemd's words become the test's.
    let (state, keys) = (folder.path().join("state"), folder.path().join("keys"));
    fs::create_dir(&state).unwrap();
    let database = state.join("tillit.db");
    let made = command(database.to_str().unwrap(), &keys)
        .args(["keys", "--name", "2026"])
        .output();
    assert!(made.unwrap().status.success());
    let config = folder.path().join("tillit.toml");
    let example = text("tillit.example.toml")
        .replace("port = 8080", "port = 0")
        .replace("data/tillit.db", database.to_str().unwrap())
        .replace("data/keys", "set by the unit");
    fs::write(&config, example).unwrap();
    let credentials = folder.path().to_str().unwrap();
    let exec = of_unit(&unit, "ExecStart")[0];
    let exec = exec
        .replace(
            "/usr/local/bin/tillit",
            command("", &keys).get_program().to_str().unwrap(),
        )
        .replace("/etc/tillit/tillit.toml", config.to_str().unwrap());
    let mask = of_unit(&unit, "UMask")[0];
    let mut start = Command::new("setpriv");
    start.arg("--no-new-privs");
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        // Only root has any to give up.
        start.args(["--bounding-set=-all", "--inh-caps=-all"]);
    }
    start
        .args(["sh", "-c", &format!("umask {mask}; exec {exec}")])
        .env_clear()
        .current_dir(&state)
        .stdin(Stdio::null());
    for setting in of_unit(&unit, "Environment") {
        let (name, value) = setting.split_once('=').unwrap();
        start.env(name, value.replace("%d", credentials));
    }
    let server = Program::start(&mut start);
    server.client().get("//readyz").expect(200);
    let login = serde_json::json!({ "userName": "kari nordby", "password": tests::PASSWORD });
    server.client().post("/sessions", &login).expect(401);
    let log = server.stop();
    for made in fs::read_dir(&state).unwrap() {
        let made = made.unwrap();
        let name = made.file_name().into_string().unwrap();
        assert!(
            name.starts_with("tillit.db"),
            "it leaves only its database: {name}"
        );
        let mode = made.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} is nobody else's");
    }
    // Its log holds ids and nobody's name (SEC-11).
    for secret in ["kari", "nordby", tests::PASSWORD] {
        assert!(!log.contains(secret), "{secret} stands in the log:\n{log}");
    }
    // A server that finishes what it has begun has less than systemd's patience to do it.
    let patience: u64 = of_unit(&unit, "TimeoutStopSec")[0].parse().unwrap();
    assert!(api::config::Config::default().shutdown_seconds < patience);
}

#[test]
fn the_units_are_shut_in() {
    for name in ["tillit.service", "tillit-backup.service"] {
        shut_in(name);
    }
}

fn shut_in(name: &str) {
    let unit = text(name);
    for line in [
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "PrivateDevices=yes",
        "CapabilityBoundingSet=",
        "MemoryDenyWriteExecute=yes",
        "SystemCallFilter=@system-service",
        "DynamicUser=yes",
        "RestrictNamespaces=yes",
        "IPAddressDeny=any",
    ] {
        assert!(unit.lines().any(|found| found == line), "{line} in {name}");
    }
    // systemd's own judgement, where it is at hand.
    let judge = Command::new("systemd-analyze")
        .args(["security", "--offline=true", "--threshold=20"])
        .arg(deploy().join(name))
        .output();
    if let Ok(said) = judge {
        assert!(
            said.status.success(),
            "{}",
            String::from_utf8_lossy(&said.stdout)
        );
    }
}

#[test]
fn the_back_up_unit_gives_commands_that_the_program_has() {
    let unit = text("tillit-backup.service");
    let place = Installation::new(Backend::Sqlite);
    let recipient = place.must(&["recovery-key", "--to", &place.path("recovery.txt")]);
    let config = place.path("tillit.toml");
    let folder = place.path("backups");
    let settings = text("tillit.example.toml")
        .replace(
            "backup_folder = \"\"",
            &format!("backup_folder = \"{folder}\""),
        )
        .replace(
            "backup_recipients = \"\"",
            &format!("backup_recipients = \"{}\"", recipient.trim()),
        );
    fs::write(&config, settings).unwrap();
    // The folder is one that the unit's made-up user owns.
    assert!(of_unit(&unit, "StateDirectory")[0].contains("tillit-backups"));
    let exec = of_unit(&unit, "ExecStart")[0].replace("/etc/tillit/tillit.toml", &config);
    let words: Vec<&str> = exec.split(' ').skip(1).collect();
    place.must(&words);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

/// The lines of a file that are no comments.
fn without_comments(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
    lines.join("\n")
}

/// A search has a citizen's name in its query, and a calendar's path is its secret: neither stands in what a
/// proxy writes down (SEC-11).
#[test]
fn the_proxies_write_down_paths_and_no_queries() {
    let nginx = without_comments(&text("nginx.conf"));
    let (_, format) = nginx.split_once("log_format tillit").unwrap();
    let (format, _) = format.split_once(';').unwrap();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    for part in format.split('$').skip(1) {
        let name = part.split(|c| !is_name(c)).next().unwrap();
        assert!(
            [
                "remote_addr",
                "time_iso8601",
                "request_method",
                "tillit_path",
                "server_protocol",
                "status",
                "body_bytes_sent",
                "request_time",
                "upstream_http_x_trace_id",
            ]
            .contains(&name),
            "${name}"
        );
    }
    assert!(nginx.contains("map $uri $tillit_path {\n~^/api/v1/calendars/ "));
    // Every server has both, and what nginx says of trouble holds the query whatever the format.
    let servers = nginx.matches("\nserver {").count();
    assert_eq!(servers, 2);
    for (directive, end) in [("access_log ", " tillit;"), ("error_log ", " emerg;")] {
        let mut found = nginx.lines().filter(|line| line.starts_with(directive));
        assert_eq!(found.clone().count(), servers, "{directive}");
        assert!(found.all(|line| line.ends_with(end)), "{directive}");
    }
    // Caddy has no log of requests; what it says of trouble is filtered.
    let caddy = without_comments(&text("Caddyfile"));
    assert_eq!(caddy.matches("\nlog ").count(), 1);
    assert!(caddy.contains("request>uri regexp \"(/calendars/)[^?]*|[?].*\" \"$1\""));
}

/// Names that look like figures of ours.
fn figures_in(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let mut found: Vec<String> = words
        .filter(|word| word.starts_with("tillit_"))
        .map(|word| word.trim_end_matches("_bucket").to_owned())
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn alarms_and_dashboard_ask_for_figures_that_there_are() {
    let app = TestApp::start(Backend::Sqlite);
    app.sign_in("kari");
    let shown = app.anonymous().get("//metrics").expect(200);
    let shown = String::from_utf8(shown.bytes).unwrap();
    let dashboard = text("monitoring/dashboard.json");
    let parsed: Value = serde_json::from_str(&dashboard).unwrap();
    assert!(parsed["panels"].as_array().unwrap().len() >= 6);
    let asked = figures_in(&(text("monitoring/alerts.yml") + &dashboard));
    assert!(asked.len() >= 5);
    for figure in asked {
        assert!(
            shown.contains(&format!("# TYPE {figure} ")),
            "there is no {figure}"
        );
    }
}

#[test]
fn the_figures_say_how_old_the_back_up_is_and_which_keys_have_no_copy() {
    let app = TestApp::start(Backend::Sqlite);
    let figure = |name: &str| -> f64 {
        let shown = app.anonymous().get("//metrics").expect(200);
        let shown = String::from_utf8(shown.bytes).unwrap();
        let line = shown
            .lines()
            .find(|line| line.starts_with(&format!("{name} ")));
        line.unwrap().split(' ').nth(1).unwrap().parse().unwrap()
    };
    // Figures are the process's: other tests' servers set them too, so ask until ours is seen.
    let seen = |name: &str, wanted: f64| (0..1_000).any(|_| figure(name) == wanted);
    assert!(seen("tillit_backup_age_seconds", -1.0), "never");
    let mut store = persistence::Store::existing(app.database_address()).unwrap();
    store
        .note_backed_up(tests::now() - chrono::TimeDelta::hours(31))
        .unwrap();
    assert!(seen("tillit_backup_age_seconds", 31.0 * 3600.0));
    store
        .note_proved(tests::now() - chrono::TimeDelta::days(3))
        .unwrap();
    assert!(seen("tillit_backup_proof_age_seconds", 3.0 * 86_400.0));
}
