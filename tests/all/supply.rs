//! What comes into Tillit from elsewhere (SEC-18), by the lock files alone: so this holds in every test
//! run, also where cargo-deny is not at hand.

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

/// The blocks of a lock file, each as its lines.
fn packages(lock: &str) -> Vec<Vec<&str>> {
    lock.split("[[package]]")
        .skip(1)
        .map(|block| block.lines().collect())
        .collect()
}

fn value<'a>(package: &[&'a str], key: &str) -> Option<&'a str> {
    let start = format!("{key} = \"");
    package
        .iter()
        .find_map(|line| line.strip_prefix(&start)?.strip_suffix('"'))
}

/// Crates that may not come in, each with those that alone may bring it.
fn banned(deny: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    deny.lines()
        .filter_map(|line| {
            let rest = line.trim().strip_prefix("{ crate = \"")?;
            let (name, rest) = rest.split_once('"')?;
            let wrappers = rest.split_once("wrappers = [").map(|(_, list)| list);
            let wrappers = wrappers
                .and_then(|list| list.split(']').next())
                .unwrap_or("");
            Some((name, wrappers.split('"').skip(1).step_by(2).collect()))
        })
        .collect()
}

/// Whether a line of a package in the lock file names a crate it uses: ` "ring",` or ` "ring 0.17.14",`.
fn depends(line: &str, on: &str) -> bool {
    let named = line
        .strip_prefix(" \"")
        .and_then(|rest| rest.split(['"', ' ']).next());
    named == Some(on)
}

#[test]
fn every_crate_comes_from_the_one_registry_with_its_checksum_and_none_is_banned() {
    let lock = read("Cargo.lock");
    let deny = read("deny.toml");
    let banned = banned(&deny);
    assert!(banned.contains_key("openssl"));
    assert_eq!(banned["ring"], BTreeSet::from(["rustls", "rustls-webpki"]));
    let mut ours = 0;
    for package in packages(&lock) {
        let name = value(&package, "name").unwrap();
        let alone = banned.get(name).is_none_or(|wrappers| !wrappers.is_empty());
        assert!(alone, "{name} is banned: see deny.toml");
        for (banned, wrappers) in &banned {
            let uses = package.iter().any(|line| depends(line, banned));
            assert!(
                !uses || wrappers.contains(name),
                "{name} uses {banned}: see deny.toml"
            );
        }
        let Some(source) = value(&package, "source") else {
            ours += 1;
            continue;
        };
        assert_eq!(
            source, "registry+https://github.com/rust-lang/crates.io-index",
            "{name}"
        );
        assert_eq!(
            value(&package, "checksum").map(str::len),
            Some(64),
            "{name}"
        );
    }
    assert_eq!(ours, 7, "only our own crates have no source");
}

#[test]
fn every_package_of_npm_comes_from_the_one_registry_with_its_checksum() {
    for file in [
        "crates/web/package-lock.json",
        "tests/oidc/package-lock.json",
    ] {
        let lock: Value = serde_json::from_str(&read(file)).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        assert!(packages.len() > 10, "{file}");
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            // Where nothing is said it is the registry that npm is set to.
            let resolved = package["resolved"]
                .as_str()
                .unwrap_or("https://registry.npmjs.org/");
            assert!(
                resolved.starts_with("https://registry.npmjs.org/"),
                "{name}: {resolved}"
            );
            let integrity = package["integrity"].as_str().unwrap_or_default();
            assert!(integrity.starts_with("sha512-"), "{name}: {integrity}");
        }
    }
}

/// Whether a licence expression can be met with the allowed ones.
fn allowed(expression: &str, list: &BTreeSet<&str>) -> bool {
    // Nothing here nests deeper than one pair of brackets; a new form fails and is read by somebody.
    let bare = expression.replace(['(', ')'], "").replace('/', " OR ");
    if bare.contains(" AND ") {
        return bare.split(" AND ").all(|part| allowed(part, list));
    }
    bare.split(" OR ").any(|one| list.contains(one.trim()))
}

/// The licence of a crate that names only a file: read, and known by its words.
fn told_by_file(package: &Value) -> &'static str {
    let manifest = std::path::Path::new(package["manifest_path"].as_str().unwrap());
    let file = package["license_file"].as_str().unwrap_or("LICENSE");
    let text = fs::read_to_string(manifest.with_file_name(file)).unwrap_or_default();
    let apache = ["Apache License", "Version 2.0, January 2004"];
    match apache.iter().all(|words| text.contains(words)) {
        true => "Apache-2.0",
        false => "none",
    }
}

#[test]
fn every_crate_that_is_linked_has_a_licence_that_was_read() {
    let deny = read("deny.toml");
    let list = deny
        .split("allow = [")
        .nth(1)
        .unwrap()
        .split(']')
        .next()
        .unwrap();
    let list: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    assert!(list.contains("MIT") && !list.contains("GPL-3.0"));
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        metadata.status.success(),
        "{}",
        String::from_utf8_lossy(&metadata.stderr)
    );
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    for package in packages {
        let licence = package["license"]
            .as_str()
            .unwrap_or_else(|| told_by_file(package));
        assert!(allowed(licence, &list), "{}: {licence}", package["name"]);
    }
}

#[test]
fn unsafe_code_is_forbidden_in_every_crate_of_ours() {
    assert!(read("Cargo.toml").contains("unsafe_code = \"forbid\""));
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let manifest = entry.unwrap().path().join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        assert!(
            text.contains("[lints]\nworkspace = true"),
            "{}",
            manifest.display()
        );
    }
}

/// The programs that a soak starts read their settings from `TILLIT_…`, and refuse one they do not know.
#[test]
fn a_soaks_variables_are_none_of_the_programs_settings() {
    let soak = read("tests/soak.sh");
    let bounds = read("tests/src/soak.rs");
    assert!(soak.contains("SOAK_KILLS") && bounds.contains("SOAK_LOG"));
    assert!(!soak.contains("TILLIT_") && !bounds.contains("TILLIT_"));
}
