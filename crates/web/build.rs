//! Builds the web client before a release build embeds it: `npm ci` and `npm run build`.
//!
//! Debug builds read `dist` when they run and need nothing here. `SKIP_WEB=1` skips it; without
//! Node it warns, and the server's page says what is missing.

use std::{env, path::Path, process::Command};

/// What the client is made of.
const SOURCES: &[&str] = &[
    "client",
    "public",
    "theme",
    "tools",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "../../openapi/tillit.json",
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var("PROFILE").as_deref() != Ok("release") {
        return;
    }
    println!("cargo:rerun-if-env-changed=SKIP_WEB");
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
    }
    if env::var_os("SKIP_WEB").is_some() {
        return;
    }
    if !npm(&["--version"]) {
        warn("Node is missing: the server will run without the web client");
        return;
    }
    let installed = Path::new("node_modules/.package-lock.json");
    let modified = |path: &Path| path.metadata().and_then(|m| m.modified()).ok();
    let fresh = modified(installed) >= modified(Path::new("package-lock.json"));
    let ready = (installed.exists() && fresh)
        || npm(&["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    if !ready || !npm(&["run", "-s", "build"]) {
        warn("the web client could not be built; see `make web`");
    }
}

fn npm(arguments: &[&str]) -> bool {
    let ended = Command::new("npm").args(arguments).output();
    ended.is_ok_and(|output| output.status.success())
}

fn warn(text: &str) {
    println!("cargo:warning={text}");
}
