//! The commands of `tillit`, for the one who runs it.

use crate::{
    clock::{Clock, MovedClock, SystemClock},
    config::{Config, LogFormat},
    demo, keeping, openapi, passwords,
    secrets::{self, KeyKind},
    server,
};
use chrono::{DateTime, NaiveDateTime, Utc};
use clap::{Parser, Subcommand};
use domain::{
    ids::EmployeeId,
    national_number::AcceptancePolicy,
    organisation::{Profession, Role, Transport},
    policy::Action,
    time::{instant, local_date},
};
use persistence::{Caller, Database, Employee, LogHead, MUNICIPALITY, Streams, new_id};
use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Tillit: the planner of the self-organising home-care team.
#[derive(Debug, Parser)]
#[command(version, about, long_about = None)]
pub struct Cli {
    /// Settings as TOML; deploy/tillit.example.toml shows all. TILLIT_<KEY> in the environment wins.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// postgres://… or the path of a SQLite file; wins over the settings.
    #[arg(long, global = true)]
    database: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server. It brings the database up to date first.
    Serve {
        /// Start with a demo municipality when the database is empty. Synthetic people only.
        #[arg(long)]
        demo: bool,
        /// The demo as at another time, e.g. 2026-11-28T06:30:00: its clock begins there. Not for real data.
        #[arg(long, requires = "demo")]
        at: Option<NaiveDateTime>,
        /// Port to listen at; 0 takes a free one.
        #[arg(long)]
        port: Option<u16>,
    },
    /// Bring the database up to date and stop.
    Migrate,
    /// Fill an empty database with the demo municipality and stop.
    Demo {
        /// As at another time than now.
        #[arg(long)]
        at: Option<NaiveDateTime>,
    },
    /// Print the OpenAPI document.
    Openapi,
    /// Make a set of keys in the key folder, or rotate them.
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Keys {
        /// Names this generation; the last name in order is the one in use.
        #[arg(long, required = true)]
        name: Option<String>,
        #[command(subcommand)]
        command: Option<KeysCommand>,
    },
    /// The chain over the access log.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    #[command(flatten)]
    Keeping(keeping::KeepingCommand),
    /// Employees and their log-ins.
    Employee {
        #[command(subcommand)]
        command: EmployeeCommand,
    },
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Make new keys beside the old ones; nobody is logged out.
    Rotate {
        /// Names the new generation; must come after the one in use.
        #[arg(long)]
        name: String,
        /// Only this kind of key.
        #[arg(long)]
        only: Option<KeyKind>,
    },
    /// Encrypt anew, under the data key in use, whatever an older one holds. The server may go on; a
    /// run that was broken off is taken up where it was.
    RotateData,
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Seal what has been committed. The server does it by itself.
    Seal,
    /// Print the end of the chain, to be kept elsewhere.
    Head,
    /// Go through the whole log and say what was removed or altered, and where.
    Verify {
        /// A head kept elsewhere, as `head` printed it.
        #[arg(long)]
        head: Option<LogHead>,
    },
}

#[derive(Debug, Subcommand)]
enum EmployeeCommand {
    /// Add an employee with a log-in: how the first administrator gets in. The password is read from
    /// standard input.
    Add {
        /// Given name.
        #[arg(long)]
        given_name: String,
        /// Family name.
        #[arg(long)]
        family_name: String,
        /// What she logs in as.
        #[arg(long)]
        user_name: String,
        /// Education, e.g. nurse, healthcare_worker, administrative.
        #[arg(long)]
        profession: Profession,
        /// administrator or auditor, for the whole municipality.
        #[arg(long)]
        municipal_role: Option<Role>,
    },
}

/// Runs a command.
///
/// # Errors
/// What went wrong, for the one who runs it.
pub fn run(cli: Cli) -> Result<(), String> {
    if matches!(cli.command, Command::Openapi) {
        print!("{}", openapi::json()?);
        return Ok(());
    }
    let mut config = Config::load(cli.config.as_deref(), std::env::vars())?;
    if let Some(database) = cli.database {
        config.database = database;
    }
    log(config.log);
    match cli.command {
        Command::Openapi => Ok(()),
        Command::Serve { demo, at, port } => {
            config.port = port.unwrap_or(config.port);
            start(config, demo, clock(at))
        }
        Command::Migrate => {
            open(&config, false, SystemClock.now()).map(|_| println!("The database is up to date."))
        }
        Command::Demo { at } => {
            let now = clock(at).now();
            demo::fill(&open(&config, true, now)?, now)?;
            print!("{}", demo::log_ins());
            Ok(())
        }
        Command::Keys { name, command } => keys_command(&config, name, command),
        Command::Audit { command } => audit(&config, &command),
        Command::Employee { command } => {
            let now = SystemClock.now();
            let database = open(&config, false, now)?;
            demo::refuse(&database, now)?;
            add_employee(&database, command)
        }
        Command::Keeping(command) => keeping::run(&config, command),
    }
}

fn log(format: LogFormat) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,actix_server=warn"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
}

/// The machine's clock, or one that begins at a local time.
fn clock(at: Option<NaiveDateTime>) -> Arc<dyn Clock> {
    match at {
        Some(at) => Arc::new(MovedClock::beginning(instant(at.date(), at.time()))),
        None => Arc::new(SystemClock),
    }
}

fn keys_command(
    config: &Config,
    name: Option<String>,
    command: Option<KeysCommand>,
) -> Result<(), String> {
    let folder = Path::new(&config.keys);
    match command {
        None => {
            secrets::create(folder, &name.unwrap_or_default())?;
            println!(
                "Keys are in {}. Back them up apart from the database.",
                config.keys
            );
        }
        Some(KeysCommand::Rotate { name, only }) => {
            let kinds = only.map_or_else(|| KeyKind::ALL.to_vec(), |kind| vec![kind]);
            secrets::rotate(folder, &name, &kinds)?;
            println!(
                "New keys are in {}. Servers use them when started anew.",
                config.keys
            );
        }
        Some(KeysCommand::RotateData) => {
            let secrets = secrets::read(folder, demo_keys(folder))?;
            let database = connect(config, &secrets)?;
            let rotated = database
                .rotate_data_key(|so_far| println!("{so_far} values are encrypted anew …"))
                .map_err(|f| f.to_string())?;
            println!("Done: {rotated} values. No value is under another key than the one in use.");
        }
    }
    Ok(())
}

fn audit(config: &Config, command: &AuditCommand) -> Result<(), String> {
    let folder = Path::new(&config.keys);
    let secrets = secrets::read(folder, demo_keys(folder))?;
    let database = connect(config, &secrets)?;
    let failed = |failure: persistence::Failure| failure.to_string();
    match command {
        AuditCommand::Seal => {
            let now = SystemClock.now();
            let sealed = database.seal(&secrets.audit, now, true).map_err(failed)?;
            println!("{sealed} entries are sealed.");
            Ok(())
        }
        AuditCommand::Head => {
            let head = database.log_head().map_err(failed)?;
            println!("{}", head.ok_or("nothing is sealed yet")?);
            Ok(())
        }
        AuditCommand::Verify { head } => {
            let report = database
                .verify_log(&secrets.audit, head.as_ref())
                .map_err(failed)?;
            println!("{}", crate::audit::words(&report));
            match report.findings.len() {
                0 => Ok(()),
                n => Err(format!("the access log is not whole: {n} findings")),
            }
        }
    }
}

/// Whether the folder is a demo's: its commands need no flag.
fn demo_keys(folder: &Path) -> bool {
    folder.join("lookup.key").exists() && folder.join("data-demo.key").exists()
}

fn connect(config: &Config, secrets: &secrets::Secrets) -> Result<Database, String> {
    Database::open(&config.database, config.connections, secrets.vault.clone())
        .map_err(|f| f.to_string())
}

/// Keys of the key folder; in demo mode they are made when there are none.
fn keys(config: &Config, demo: bool) -> Result<secrets::Secrets, String> {
    let folder = Path::new(&config.keys);
    if demo && !folder.exists() {
        secrets::create(folder, "demo")?;
    } else if demo && !folder.join("audit-demo.key").exists() {
        // A folder from before the log was sealed.
        secrets::rotate(folder, "demo", &[KeyKind::Audit])?;
    }
    secrets::read(folder, demo)
}

fn open(config: &Config, demo: bool, now: DateTime<Utc>) -> Result<Database, String> {
    let vault = keys(config, demo)?.vault;
    let database =
        Database::open(&config.database, config.connections, vault).map_err(|f| f.to_string())?;
    found(&database, now)?;
    Ok(database)
}

/// The municipality's own stream, which every installation has. No write is stamped before it: a demo that
/// begins at another time begins here.
fn found(database: &Database, now: DateTime<Utc>) -> Result<(), String> {
    let caller = Caller::system(Action::SignIn, now);
    database
        .write(&caller, &Streams::default(), |writer| {
            writer.ensure_stream(MUNICIPALITY)
        })
        .map_err(|f| f.to_string())
}

fn start(mut config: Config, with_demo: bool, clock: Arc<dyn Clock>) -> Result<(), String> {
    if with_demo {
        config.require_totp = false;
    } else if !config.require_totp {
        return Err(
            "require_totp = false is for demos: in production log-in needs a second factor".into(),
        );
    }
    let numbers = if with_demo {
        AcceptancePolicy::Demo
    } else {
        AcceptancePolicy::Production
    };
    let secrets = keys(&config, with_demo)?;
    let address = (config.host.clone(), config.port);
    let listener = TcpListener::bind(&address)
        .map_err(|e| format!("cannot listen at {}:{}: {e}", address.0, address.1))?;
    let state = server::state(config, &secrets, clock, numbers)?;
    found(&state.database, state.now())?;
    let outside = state.database.stands_outside_the_wall();
    if outside.map_err(|f| f.to_string())? {
        tracing::warn!(
            "this role owns tables or is a superuser: row-level security does not hold for it \
             (deploy/postgres/roles.sql)"
        );
    }
    match with_demo {
        true => demo::fill(&state.database, state.now())?,
        false => demo::refuse(&state.database, state.now())?,
    }
    let at = listener.local_addr().map_err(|e| e.to_string())?;
    println!("Tillit is at http://{at}/ — API reference: http://{at}/api/reference/");
    if with_demo {
        print!("{}", demo::log_ins());
    }
    actix_web::rt::System::new()
        .block_on(async move {
            actix_web::rt::spawn(crate::nightly::run(state.clone()));
            actix_web::rt::spawn(stop_when_told(state.clone()));
            actix_web::rt::spawn(crate::sealing::run(state.clone()));
            server::serve(state, listener)?.await
        })
        .map_err(|e| e.to_string())
}

/// Both ways of telling a server to stop are polite: it finishes what it has begun.
async fn stop_when_told(state: actix_web::web::Data<crate::state::State>) {
    let interrupted = actix_web::rt::signal::ctrl_c();
    #[cfg(unix)]
    {
        use actix_web::rt::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! {
                    _ = interrupted => {}
                    _ = terminated.recv() => {}
                }
            }
            Err(error) => {
                tracing::warn!(%error, "only an interrupt stops the server politely");
                interrupted.await.ok();
            }
        }
    }
    #[cfg(not(unix))]
    interrupted.await.ok();
    state.feed.close();
}

fn add_employee(database: &Database, command: EmployeeCommand) -> Result<(), String> {
    let EmployeeCommand::Add {
        given_name,
        family_name,
        user_name,
        profession,
        municipal_role,
    } = command;
    if municipal_role.is_some_and(|role| !role.is_municipal()) {
        return Err("--municipal-role is administrator or auditor".into());
    }
    let mut password = String::new();
    std::io::stdin()
        .read_line(&mut password)
        .map_err(|e| e.to_string())?;
    let password = password.trim_end_matches(['\r', '\n']);
    let weak = passwords::weaknesses(password, &[&given_name, &family_name, &user_name]);
    if let Some(weakness) = weak.first() {
        return Err(weakness.message(domain::reason::Language::En));
    }
    let hash = passwords::hash_blocking(password)?;
    let now = SystemClock.now();
    let caller = Caller::system(Action::CreateEmployee, now);
    let id: EmployeeId = new_id(now);
    database
        .write(&caller, &Streams::municipality(), |writer| {
            writer.insert_employee(&Employee {
                id,
                given_name: given_name.clone(),
                family_name: family_name.clone(),
                profession,
                transport: Transport::Walk,
                phone: None,
            })?;
            writer.insert_account(new_id(now), id, &user_name, &hash)?;
            if let Some(role) = municipal_role {
                writer.insert_municipal_role(new_id(now), id, role, local_date(now))?;
            }
            Ok(())
        })
        .map_err(|f| f.to_string())?;
    println!("{user_name} can log in now.");
    Ok(())
}
