//! The program itself, as an operator runs it: started, asked, killed.

use crate::{Backend, Client, World, app, cluster, now};
use api::secrets;
use persistence::{Caller, Database, Streams};
use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::LazyLock,
};
use tempfile::TempDir;

/// `tillit`, built as it is now.
static BINARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--bin", "tillit"]);
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    assert!(build.current_dir(root).status().expect("cargo").success());
    let deps = std::env::current_exe().expect("this test");
    let folder = deps.parent().and_then(Path::parent).expect("target");
    folder.join("tillit")
});

/// A municipality on a database of its own, with keys of its own and no server.
pub struct Installation {
    /// Folder for whatever the test leaves.
    pub folder: TempDir,
    /// The database's address.
    pub database: String,
    /// The key folder.
    pub keys: PathBuf,
    /// Its people and units.
    pub world: World,
}

impl Installation {
    /// With the world that tests start with.
    pub fn new(backend: Backend) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = match backend {
            Backend::Postgres => cluster::fresh().owner,
            Backend::Sqlite => app::copy_of_template(folder.path()),
        };
        Self::at(folder, database)
    }

    /// The same on a database that is there and migrated, or empty.
    pub fn at(folder: TempDir, database: String) -> Self {
        let keys = folder.path().join("keys");
        // A demo's: people log in with a password alone.
        secrets::create(&keys, "demo").expect("keys");
        app::migrate(&database);
        let stored = open(&database, &keys);
        let world = World::build(&stored, now());
        let caller = Caller::system(domain::policy::Action::SignIn, now());
        let mark = stored.write(&caller, &Streams::default(), |writer| writer.mark_demo());
        mark.expect("it is marked");
        Self {
            folder,
            database,
            keys,
            world,
        }
    }

    /// A path inside its folder, as text.
    pub fn path(&self, name: &str) -> String {
        let path = self.folder.path().join(name);
        path.to_str().expect("text").to_owned()
    }

    /// The database, for facts that a test must count.
    pub fn open(&self) -> Database {
        open(&self.database, &self.keys)
    }

    /// `tillit`, ready to be given a command.
    pub fn tillit(&self) -> Command {
        command(&self.database, &self.keys)
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.tillit().args(arguments).output().expect("it runs")
    }

    /// Runs a command that must succeed, and gives what it printed.
    #[track_caller]
    pub fn must(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{arguments:?}: {out}{err}");
        out
    }

    /// Runs a command that must fail, and gives what it complained of.
    #[track_caller]
    pub fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?} should fail");
        text(&output.stderr)
    }

    /// Starts the server.
    pub fn serve(&self) -> Program {
        Program::start(self.tillit().args(["serve", "--demo", "--port", "0"]))
    }

    /// Starts the server through a shell that first does something, such as setting a limit.
    pub fn serve_after(&self, first: &str) -> Program {
        let tillit = self.tillit();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{first}; exec \"$0\" serve --demo --port 0")]);
        shell.arg(tillit.get_program());
        for (name, value) in tillit.get_envs() {
            shell.env(name, value.expect("only set"));
        }
        Program::start(&mut shell)
    }
}

fn open(database: &str, keys: &Path) -> Database {
    let vault = secrets::read(keys, true).expect("keys").vault;
    Database::open(database, 2, vault).expect("it opens")
}

/// `tillit` with settings from the environment and nothing else.
pub fn command(database: &str, keys: &Path) -> Command {
    let mut command = Command::new(&*BINARY);
    command
        .env("TILLIT_DATABASE", database)
        .env("TILLIT_KEYS", keys)
        .env("TILLIT_LOGIN_PER_ADDRESS", "100000")
        .env("TILLIT_LOGIN_PER_ACCOUNT", "100000")
        .stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A server that runs.
pub struct Program {
    child: Child,
    /// Where it answers.
    pub url: String,
    log: Option<std::thread::JoinHandle<String>>,
}

impl Program {
    /// Starts it and waits until it says where it is.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut errors = child.stderr.take().expect("piped");
        let log = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            errors.read_to_end(&mut bytes).ok();
            text(&bytes)
        });
        let mut output = BufReader::new(child.stdout.take().expect("piped"));
        let mut first = String::new();
        output.read_line(&mut first).expect("a line");
        let url = first.split_whitespace().find(|w| w.starts_with("http"));
        let Some(url) = url.map(|url| url.trim_end_matches('/').to_owned()) else {
            child.kill().ok();
            panic!(
                "it did not start: {first}{}",
                log.join().unwrap_or_default()
            );
        };
        // Whatever else it prints must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        Self {
            child,
            url,
            log: Some(log),
        }
    }

    /// A device.
    pub fn client(&self) -> Client {
        Client::new(&self.url)
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut does; nothing is finished. Gives its log.
    pub fn kill(mut self) -> String {
        self.end()
    }

    /// Asks it to stop, waits until it has, and gives its log.
    ///
    /// # Panics
    /// When it ends with an error.
    pub fn stop(mut self) -> String {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.expect("kill").success());
        let status = self.child.wait().expect("it ends");
        let log = self.end();
        assert!(status.success(), "{status}: {log}");
        log
    }

    fn end(&mut self) -> String {
        self.child.kill().ok();
        self.child.wait().ok();
        let log = self.log.take().map(std::thread::JoinHandle::join);
        log.and_then(Result::ok).unwrap_or_default()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.end();
    }
}
