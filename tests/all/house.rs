//! The house itself: direction of dependencies, landed migrations, schema parity, generated docs.

use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// Direct dependencies of each of our crates, by cargo itself.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().clone();
    packages
        .into_iter()
        .map(|package| {
            let names = package["dependencies"].as_array().unwrap().iter();
            // Development dependencies are for tests and do not reach what is built.
            let names = names
                .filter(|d| d["kind"].is_null())
                .map(|d| d["name"].as_str().unwrap().to_owned());
            (
                package["name"].as_str().unwrap().to_owned(),
                names.collect(),
            )
        })
        .collect()
}

#[test]
fn dependencies_point_one_way() {
    let ours = [
        "api",
        "documents",
        "domain",
        "persistence",
        "scheduling",
        "web",
    ];
    let all = dependencies();
    let of = |name: &str| -> BTreeSet<&str> {
        all[name]
            .iter()
            .map(String::as_str)
            .filter(|d| ours.contains(d))
            .collect()
    };
    assert_eq!(of("domain"), BTreeSet::new());
    assert_eq!(of("web"), BTreeSet::new());
    for middle in ["documents", "persistence", "scheduling"] {
        assert_eq!(of(middle), BTreeSet::from(["domain"]), "{middle}");
    }
    for name in ours {
        let has = |what: &str| all[name].iter().any(|d| d.starts_with(what));
        assert_eq!(
            has("diesel"),
            name == "persistence",
            "only persistence knows diesel: {name}"
        );
        assert_eq!(has("actix"), name == "api", "only api knows actix: {name}");
        assert!(name != "domain" || !has("tokio"), "the domain is pure");
    }
}

fn migrations(backend: &str) -> Vec<PathBuf> {
    let folder = root().join("migrations").join(backend);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .flat_map(|step| fs::read_dir(step.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
}

#[test]
fn landed_migrations_are_never_edited() {
    let lock = fs::read_to_string(root().join("migrations/LOCK")).unwrap();
    let locked: BTreeMap<&str, &str> = lock
        .lines()
        .filter_map(|line| line.split_once("  ").map(|(hash, file)| (file, hash)))
        .collect();
    let mut found = BTreeSet::new();
    for backend in ["sqlite", "postgres"] {
        for file in migrations(backend) {
            let name = file
                .strip_prefix(root().join("migrations"))
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            let hash: String = Sha256::digest(fs::read(&file).unwrap())
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect();
            assert_eq!(
                locked.get(name.as_str()).copied(),
                Some(hash.as_str()),
                "{name} is not what migrations/LOCK holds: what has landed is never edited; a new \
                 step is added to the lock with `sha256sum` in the folder migrations"
            );
            found.insert(name);
        }
    }
    assert_eq!(
        found.len(),
        locked.len(),
        "the lock names a migration that is gone"
    );
}

#[test]
fn both_databases_have_the_same_steps() {
    let names = |backend: &str| -> Vec<String> {
        let base = root().join("migrations").join(backend);
        migrations(backend)
            .iter()
            .map(|file| {
                file.strip_prefix(&base)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    let sqlite = tests::TestApp::start(tests::Backend::Sqlite);
    let postgres = tests::TestApp::start(tests::Backend::Postgres);
    let of = |app: &tests::TestApp| persistence::testing::columns(app.database()).unwrap();
    assert_eq!(of(&sqlite), of(&postgres));
}

#[test]
fn every_step_can_be_taken_back_and_taken_again() {
    for backend in [tests::Backend::Sqlite, tests::Backend::Postgres] {
        let app = tests::TestApp::start(backend);
        let owner = app.as_owner();
        let before = persistence::testing::columns(&owner).unwrap();
        persistence::testing::down_and_up(&owner).unwrap();
        assert_eq!(persistence::testing::columns(&owner).unwrap(), before);
    }
}

#[test]
fn two_servers_that_start_at_once_migrate_once() {
    for backend in [tests::Backend::Sqlite, tests::Backend::Postgres] {
        tests::open_at_once(backend, 4);
    }
}

#[test]
fn the_generated_documents_are_what_the_code_gives() {
    for (file, text) in tests::docs::all(&root()) {
        let committed = fs::read_to_string(root().join(&file)).unwrap_or_default();
        assert!(
            committed == text,
            "{file} is out of date: run `make docs` and commit the result"
        );
    }
}

#[test]
fn no_secret_and_no_machine_path_stands_in_the_repository() {
    let output = Command::new("git")
        .args(["ls-files"])
        .current_dir(root())
        .output()
        .unwrap()
        .stdout;
    let files = String::from_utf8(output).unwrap();
    for file in files.lines() {
        assert!(!file.ends_with(".key") && !file.ends_with(".db"), "{file}");
    }
}

/// Two types of one name would be one schema in the document, and one of them a lie.
#[test]
fn every_schema_of_the_document_is_one_type() {
    let mut holders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut folders = vec![root().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() && !["node_modules", "dist", "target"].contains(&name.as_str()) {
                folders.push(path);
            } else if name.ends_with(".rs") {
                for schema in schemas(&fs::read_to_string(&path).unwrap()) {
                    let at = path.to_str().unwrap().to_owned();
                    holders.entry(schema).or_default().push(at);
                }
            }
        }
    }
    assert!(holders.len() > 200, "only {} were found", holders.len());
    holders.retain(|_, at| at.len() > 1);
    assert!(holders.is_empty(), "{holders:#?}");
}

/// The names under which a file's types stand in the document.
fn schemas(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !line.contains("derive(") || !line.contains("ToSchema") {
            continue;
        }
        let mut called = None;
        for line in lines.by_ref() {
            let words: Vec<&str> = line
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .collect();
            if let Some((_, name)) = line.split_once("schema(as = ") {
                called = name.split([',', ')']).next().map(str::to_owned);
            }
            let kind = words.iter().position(|w| ["struct", "enum"].contains(w));
            if let Some(at) = kind.filter(|_| !line.trim_start().starts_with(['/', '#'])) {
                found.push(called.unwrap_or_else(|| words[at + 1].to_owned()));
                break;
            }
        }
    }
    found
}
