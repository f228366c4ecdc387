//! A server in this process, with a clock that stands where it is set.

use crate::{client::Client, cluster, world::World};
use api::{clock::SetClock, config::Config, secrets, server, state::State};
use chrono::{DateTime, Utc};
use domain::national_number::AcceptancePolicy;
use persistence::{Caller, Database, Failure, MUNICIPALITY, Outcome, Streams, Writer};
use std::{
    net::TcpListener,
    num::NonZeroU32,
    path::PathBuf,
    sync::{Arc, LazyLock, mpsc},
    thread::JoinHandle,
};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// A file of its own.
    Sqlite,
    /// A database of its own in the private cluster.
    Postgres,
}

/// Keys that all tests share; making them costs nothing, but files need a folder.
static KEYS: LazyLock<(TempDir, secrets::Secrets)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    secrets::create(folder.path(), "demo").expect("keys");
    let keys = secrets::read(folder.path(), true).expect("keys");
    (folder, keys)
});

/// The key that Tillit shows itself to providers of log-ins with.
pub(crate) fn client_key() -> &'static api::oidc::ClientKey {
    KEYS.1.client.last().expect("a client key")
}

/// A migrated SQLite file that every test copies.
static TEMPLATE: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("template.db");
    migrate(file.to_str().expect("a path of text"));
    (folder, file)
});

/// A migrated SQLite file in a folder.
pub(crate) fn copy_of_template(folder: &std::path::Path) -> String {
    let file = folder.join("tillit.db");
    std::fs::copy(&TEMPLATE.1, &file).expect("a copy");
    file.to_str().expect("a path of text").to_owned()
}

/// Brings a database to the newest schema and gives it the municipality's stream.
pub(crate) fn migrate(address: &str) {
    let database = Database::open(address, 1, KEYS.1.vault.clone()).expect("migrations");
    let caller = Caller::system(domain::policy::Action::SignIn, DateTime::UNIX_EPOCH);
    database
        .write(&caller, &Streams::default(), |writer| {
            writer.ensure_stream(MUNICIPALITY)
        })
        .expect("a stream");
}

/// A whole Tillit for one test.
pub struct TestApp {
    /// `http://127.0.0.1:…`
    pub url: String,
    /// The server's clock: Monday 23 November 2026, 07:00 in Oslo, until a test sets it.
    pub clock: Arc<SetClock>,
    /// Which database it runs on.
    pub backend: Backend,
    /// Where somebody who owns the database reaches it past Tillit.
    pub owner_address: String,
    /// Where the server reaches it.
    pub app_address: String,
    /// The people and units that every test starts with.
    pub world: World,
    state: actix_web::web::Data<State>,
    stop: Option<(actix_web::dev::ServerHandle, JoinHandle<()>)>,
    _folder: TempDir,
}

/// Monday 23 November 2026, 07:00 in Oslo.
pub fn monday_morning() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().expect("an instant")
}

impl TestApp {
    /// Starts on a fresh database.
    pub fn start(backend: Backend) -> Self {
        Self::start_with(backend, |_| {})
    }

    /// Starts with other settings.
    pub fn start_with(backend: Backend, change: impl FnOnce(&mut Config)) -> Self {
        Self::start_on(backend, change, World::build)
    }

    /// Starts with the demo municipality instead of the world, whose people are then nowhere.
    pub fn demo(backend: Backend) -> Self {
        Self::start_on(
            backend,
            |_| {},
            |database, now| {
                api::demo::fill(database, now).expect("the demo is stored");
                World::nowhere(now)
            },
        )
    }

    /// Starts on a database that is there, with people who are in it.
    pub fn on(backend: Backend, address: &str, world: &World) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::run(
            backend,
            folder,
            (address.to_owned(), address.to_owned()),
            |_| {},
            |_, _| world.clone(),
        )
    }

    fn start_on(
        backend: Backend,
        change: impl FnOnce(&mut Config),
        fill: impl FnOnce(&Database, DateTime<Utc>) -> World,
    ) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let reached = match backend {
            Backend::Postgres => {
                let fresh = cluster::fresh();
                (fresh.app, fresh.owner)
            }
            Backend::Sqlite => {
                let file = copy_of_template(folder.path());
                (file.clone(), file)
            }
        };
        Self::run(backend, folder, reached, change, fill)
    }

    /// Starts a server that reaches its database at one address while its owner reaches it at another.
    fn run(
        backend: Backend,
        folder: TempDir,
        (app_address, owner_address): (String, String),
        change: impl FnOnce(&mut Config),
        fill: impl FnOnce(&Database, DateTime<Utc>) -> World,
    ) -> Self {
        // To tell a fault of the wall from another: the same tests with the wall out of the way.
        let database = match std::env::var_os("TILLIT_TESTS_AS_OWNER") {
            Some(_) => owner_address.clone(),
            None => app_address.clone(),
        };
        let many = NonZeroU32::new(100_000).unwrap_or(NonZeroU32::MIN);
        let mut config = Config {
            database,
            connections: 4,
            workers: 1,
            shutdown_seconds: 1,
            login_per_address: many,
            login_per_account: many,
            writes_per_second: many,
            // A busy machine is no reason to fail.
            request_seconds: 120,
            require_totp: false,
            ..Config::default()
        };
        change(&mut config);
        let clock = Arc::new(SetClock::at(monday_morning()));
        let state = server::state(config, &KEYS.1, clock.clone(), AcceptancePolicy::Demo)
            .expect("the server starts");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (sender, receiver) = mpsc::channel();
        let shared = state.clone();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = server::serve(shared, listener).expect("the server listens");
                sender.send(server.handle()).expect("the test waits");
                server.await.expect("the server ends");
            });
        });
        let handle = receiver.recv().expect("a server");
        let world = fill(&state.database, monday_morning());
        Self {
            url,
            clock,
            backend,
            owner_address,
            app_address,
            world,
            state,
            stop: Some((handle, thread)),
            _folder: folder,
        }
    }

    /// Sets the clock.
    pub fn at(&self, instant: &str) {
        self.clock.set(instant.parse().expect("an instant"));
    }

    /// A client that nobody has signed in.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.url)
    }

    /// A client signed in as one of the world's people, through the real log-in.
    pub fn sign_in(&self, user_name: &str) -> Client {
        let client = Client::new(&self.url).sign_in(user_name);
        // From here the server knows who she is from memory, so that tests that count queries count
        // the operation's own.
        client.get("/me").expect(200);
        client
    }

    /// Tells the server to stop, as an operator's signal does, and waits until it takes no more
    /// connections. What has begun is still being answered.
    pub fn begin_to_stop(&self) {
        self.state.feed.close();
        let address = self.url.trim_start_matches("http://");
        while std::net::TcpStream::connect(address).is_ok() {
            std::thread::yield_now();
        }
    }

    /// Where its owner reaches it, who takes back-ups.
    pub fn database_address(&self) -> &str {
        &self.owner_address
    }

    /// The database behind the server, for facts that a test must arrange or count.
    pub fn database(&self) -> &Database {
        &self.state.database
    }

    /// How many listen to the feed.
    pub fn listeners(&self) -> usize {
        self.state.feed.listeners()
    }

    /// Keeps files from being taken in until it is dropped; they are checked meanwhile.
    pub fn hold_imports(&self) -> impl Sized + '_ {
        self.state.imports.hold()
    }

    /// The database as its owner opens it, who may migrate.
    pub fn as_owner(&self) -> Database {
        Database::open(&self.owner_address, 1, KEYS.1.vault.clone()).expect("it opens")
    }

    /// Arranges facts through the writing door, as the system.
    pub fn arrange<T>(
        &self,
        streams: Streams,
        work: impl FnMut(&mut Writer<'_>) -> Outcome<T>,
    ) -> T {
        use api::clock::Clock;
        let caller = Caller::system(domain::policy::Action::SignIn, self.clock.now());
        let done: Result<T, Failure> = self.state.database.write(&caller, &streams, work);
        done.expect("the arrangement is stored")
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some((handle, thread)) = self.stop.take() {
            actix_web::rt::System::new().block_on(handle.stop(false));
            thread.join().ok();
        }
    }
}

/// The address of a place that holds nothing.
pub fn empty_place(backend: Backend, folder: &std::path::Path) -> String {
    match backend {
        Backend::Postgres => cluster::empty(),
        Backend::Sqlite => folder.join("new.db").to_str().expect("text").to_owned(),
    }
}

/// Opens one empty database several times at once, as servers that start together do.
///
/// # Panics
/// When one of them does not come up, or the schema is not whole after.
pub fn open_at_once(backend: Backend, servers: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let address = empty_place(backend, folder.path());
    let opened: Vec<_> = (0..servers)
        .map(|_| {
            let address = address.clone();
            std::thread::spawn(move || Database::open(&address, 1, KEYS.1.vault.clone()))
        })
        .collect();
    let databases: Vec<Database> = opened
        .into_iter()
        .map(|t| t.join().expect("no panic").expect("it opens"))
        .collect();
    let epochs: std::collections::BTreeSet<Arc<str>> =
        databases.iter().map(Database::epoch).collect();
    assert_eq!(epochs.len(), 1, "they agree on the epoch");
    for database in &databases {
        database.ready().expect("it is ready");
    }
}
