//! A private PostgreSQL: a cluster in a temporary folder, on a Unix socket, nobody else's.
//!
//! A shell that waits on its standard input ends the server when the test process dies, also by
//! `kill -9`, and sweeps the folder.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
};
use tempfile::TempDir;

/// The roles that an operator makes (SEC-16).
const ROLES: &str = include_str!("../../deploy/postgres/roles.sql");
/// The role that servers run as in tests too, so that the wall is really there.
const APP: &str = "tillit_app";

const TEMPLATE: &str = "tillit_template";
const MISSING: &str = "PostgreSQL's programs (initdb, postgres, psql) are not installed: \
     apt-get install postgresql, or `make test`, which does it";

/// The running cluster.
pub(crate) struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    next: AtomicU32,
    _keeper: Child,
}

static CLUSTER: LazyLock<Cluster> = LazyLock::new(Cluster::start);

/// A fresh database with the newest schema, as its roles reach it.
pub(crate) struct Fresh {
    /// The server.
    pub(crate) app: String,
    /// Its owner.
    pub(crate) owner: String,
}

/// Makes a fresh database with the newest schema.
pub(crate) fn fresh() -> Fresh {
    let cluster = &*CLUSTER;
    let name = format!("t{}", cluster.next.fetch_add(1, Ordering::Relaxed));
    cluster.sql(&format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}"));
    Fresh {
        app: cluster.address_of(&name, APP),
        owner: cluster.address(&name),
    }
}

/// The address of a fresh database without any schema.
pub(crate) fn empty() -> String {
    let cluster = &*CLUSTER;
    let name = format!("e{}", cluster.next.fetch_add(1, Ordering::Relaxed));
    cluster.sql(&format!("CREATE DATABASE {name}"));
    cluster.address(&name)
}

pub(crate) fn programs() -> PathBuf {
    let mut found: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().expect(MISSING)
}

pub(crate) fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id");
    id.stdout.starts_with(b"0\n")
}

/// PostgreSQL refuses to run as root.
pub(crate) fn as_postgres(program: &Path) -> Command {
    if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    }
}

pub(crate) fn must(command: &mut Command) {
    let output = command.output().expect("the program starts");
    assert!(
        output.status.success(),
        "{command:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

impl Cluster {
    fn start() -> Self {
        let programs = programs();
        let folder = tempfile::Builder::new()
            .prefix("tillit-pg-")
            .tempdir_in("/tmp")
            .expect("a folder");
        if is_root() {
            must(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let data = folder.path().join("data");
        must(
            as_postgres(&programs.join("initdb"))
                .current_dir("/tmp")
                .args([
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--no-sync",
                    "-D",
                ])
                .arg(&data),
        );
        let server = format!(
            "{}/postgres -D {} -k {} -c listen_addresses= -c fsync=off -c max_connections=400 \
             >{}/log 2>&1 & pid=$!; read -r _; kill -INT $pid; wait; rm -rf {}",
            programs.display(),
            data.display(),
            folder.path().display(),
            folder.path().display(),
            folder.path().display(),
        );
        let keeper = as_postgres(Path::new("sh"))
            .current_dir("/tmp")
            .args(["-c", &server])
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell");
        let cluster = Self {
            folder,
            programs,
            next: AtomicU32::new(0),
            _keeper: keeper,
        };
        cluster.wait();
        cluster.sql(ROLES);
        cluster.sql(&format!("CREATE DATABASE {TEMPLATE}"));
        crate::app::migrate(&cluster.address(TEMPLATE));
        cluster
    }

    fn wait(&self) {
        let ready = || {
            Command::new(self.programs.join("pg_isready"))
                .arg("-h")
                .arg(self.folder.path())
                .output()
                .is_ok_and(|output| output.status.success())
        };
        // Only here, where another program starts, is there something to wait for.
        for _ in 0..200 {
            if ready() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        panic!("PostgreSQL did not start: {log}");
    }

    fn sql(&self, statement: &str) {
        must(
            Command::new(self.programs.join("psql"))
                .arg("-h")
                .arg(self.folder.path())
                .args([
                    "-U",
                    "postgres",
                    "-q",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-c",
                    statement,
                ]),
        );
    }

    fn address(&self, database: &str) -> String {
        self.address_of(database, "postgres")
    }

    fn address_of(&self, database: &str, role: &str) -> String {
        format!(
            "postgres:///{database}?host={}&user={role}",
            self.folder.path().display()
        )
    }
}
