//! A PostgreSQL of one test's own, which that test may stop, start, crash and recover.

use crate::cluster::{as_postgres, is_root, must, programs};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// The server, with its folder.
pub struct OwnPostgres {
    folder: TempDir,
    data: PathBuf,
    running: bool,
    _keeper: Child,
}

impl OwnPostgres {
    /// Makes a cluster with further settings, and starts it.
    pub fn start(settings: &str) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("tillit-own-")
            .tempdir_in("/tmp")
            .expect("a folder");
        if is_root() {
            must(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let data = folder.path().join("data");
        must(
            as_postgres(&programs().join("initdb"))
                .current_dir("/tmp")
                .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"])
                .args(["--no-sync", "-D"])
                .arg(&data),
        );
        let settings = settings.replace("{folder}", &folder.path().to_string_lossy());
        let all = format!(
            "listen_addresses = ''\nunix_socket_directories = '{}'\n{settings}\n",
            folder.path().display()
        );
        let file = data.join("tillit.conf");
        fs::write(&file, all).expect("settings");
        let main = data.join("postgresql.conf");
        let text = fs::read_to_string(&main).expect("settings");
        fs::write(&main, format!("{text}\ninclude 'tillit.conf'\n")).expect("settings");
        if is_root() {
            must(Command::new("chown").arg("postgres").arg(&file).arg(&main));
        }
        // Ends the server and sweeps the folder when this process ends, however it does.
        let last = format!(
            "read -r _; {}/pg_ctl -D {} -m immediate stop >/dev/null 2>&1; rm -rf {}",
            programs().display(),
            data.display(),
            folder.path().display(),
        );
        let keeper = as_postgres(Path::new("sh"))
            .current_dir("/tmp")
            .args(["-c", &last])
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell");
        let mut server = Self {
            folder,
            data,
            running: false,
            _keeper: keeper,
        };
        server.go();
        server
    }

    /// Starts it, and returns when it takes connections.
    pub fn go(&mut self) {
        self.control(&["-w", "-t", "120", "start"]);
        self.running = true;
    }

    /// Lets it fall: no connection is ended, nothing is written.
    pub fn crash(&mut self) {
        self.control(&["-m", "immediate", "-w", "stop"]);
        self.running = false;
    }

    fn control(&self, arguments: &[&str]) {
        let log = self.folder.path().join("log");
        let mut command = as_postgres(&programs().join("pg_ctl"));
        command
            .current_dir("/tmp")
            .arg("-D")
            .arg(&self.data)
            .arg("-l")
            .arg(&log)
            .args(arguments)
            // The server keeps what it inherits open.
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let status = command.status().expect("pg_ctl");
        let log = || fs::read_to_string(&log).unwrap_or_default();
        assert!(status.success(), "{arguments:?}: {}", log());
    }

    /// Runs one of PostgreSQL's programs against it.
    pub fn program(&self, name: &str, arguments: &[&str]) {
        must(
            as_postgres(&programs().join(name))
                .current_dir("/tmp")
                .arg("-h")
                .arg(self.folder.path())
                .args(["-U", "postgres"])
                .args(arguments),
        );
    }

    /// Runs a statement.
    pub fn sql(&self, database: &str, statement: &str) {
        self.program(
            "psql",
            &[
                "-q",
                "-d",
                database,
                "-v",
                "ON_ERROR_STOP=1",
                "-c",
                statement,
            ],
        );
    }

    /// Waits until a recovery is over and writes are taken.
    pub fn promoted(&self, database: &str) {
        self.sql(
            database,
            "DO $$ BEGIN FOR i IN 1..6000 LOOP EXIT WHEN NOT pg_is_in_recovery(); \
             PERFORM pg_sleep(0.01); END LOOP; END $$",
        );
    }

    /// Ends the piece of the log that is being written, and waits until it is in the archive.
    pub fn archive(&self, database: &str) {
        let (programs, folder, data) = (programs(), self.folder.path(), &self.data);
        self.shell(&format!(
            "piece=$({}/psql -h {} -U postgres -At -d {database} \
             -c 'SELECT pg_walfile_name(pg_switch_wal())'); tries=0; \
             until test -f {}/pg_wal/archive_status/$piece.done; do \
             tries=$((tries + 1)); test $tries -lt 2400; sleep 0.05; done",
            programs.display(),
            folder.display(),
            data.display(),
        ));
    }

    /// Runs a line of the shell as the server's own user.
    pub fn shell(&self, line: &str) {
        must(
            as_postgres(Path::new("sh"))
                .current_dir("/tmp")
                .args(["-euc", line]),
        );
    }

    /// The address of one of its databases.
    pub fn address(&self, database: &str) -> String {
        format!(
            "postgres:///{database}?host={}&user=postgres",
            self.folder.path().display()
        )
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
