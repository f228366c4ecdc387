//! The commands of `tillit`, for the one who runs it.

mod audit;
mod employees;
mod keys;
mod serve;

use crate::{
    clock::{Clock, MovedClock, SystemClock},
    config::{Config, LogFormat},
    demo, keeping, openapi,
    secrets::{self, KeyKind},
};
use audit::AuditCommand;
use chrono::{DateTime, NaiveDateTime, Utc};
use clap::{Parser, Subcommand};
use domain::{policy::Action, time::instant};
use employees::EmployeeCommand;
use keys::KeysCommand;
use persistence::{Caller, Database, MUNICIPALITY, Streams};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Tillit: the planner of the self-organising home-care team.
#[derive(Debug, Parser)]
#[command(name = "tillit", version, about, long_about = None)]
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
            serve::start(config, demo, clock(at))
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
        Command::Keys { name, command } => keys::run(&config, name, command),
        Command::Audit { command } => audit::run(&config, &command),
        Command::Employee { command } => {
            let now = SystemClock.now();
            let database = open(&config, false, now)?;
            demo::refuse(&database, now)?;
            employees::add(&database, command)
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

/// Whether the folder is a demo's: its commands need no flag.
fn demo_keys(folder: &Path) -> bool {
    folder.join("lookup.key").exists() && folder.join("data-demo.key").exists()
}

fn connect(config: &Config, secrets: &secrets::Secrets) -> Result<Database, String> {
    Database::open(&config.database, config.connections, secrets.vault.clone())
        .map_err(|f| f.to_string())
}

/// Keys of the key folder; in demo mode they are made when there are none.
fn keys_of(config: &Config, demo: bool) -> Result<secrets::Secrets, String> {
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
    let vault = keys_of(config, demo)?.vault;
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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_program_says_its_own_name_and_every_command_is_whole() {
        let command = Cli::command();
        assert!(command.render_version().starts_with("tillit "));
        command.debug_assert();
    }
}
