//! The operator's commands for what must not be lost: back-up, restore, proof, key copies, epoch
//! (SEC-14). The same file is export and import between SQLite and PostgreSQL.

mod backup;
mod copies;
mod envelope;
mod restore;

use crate::config::Config;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

/// Where a back-up goes and who can open it.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// Folder that it is written to; wins over backup_folder.
    #[arg(long)]
    to: Option<PathBuf>,
    /// Who can open it: age1…, as `tillit recovery-key` printed it; wins over backup_recipients.
    #[arg(long)]
    recipient: Vec<String>,
    /// How many back-ups stay in the folder; older ones are removed when the new one is whole.
    #[arg(long)]
    keep: Option<usize>,
    /// Prove it at once with the recovery key in this file: restore it in memory and compare.
    #[arg(long)]
    prove_with: Option<PathBuf>,
}

/// A back-up that is to be read.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// The back-up.
    file: PathBuf,
    /// File with the recovery key.
    #[arg(long)]
    identity: PathBuf,
}

/// A back-up that is to become the database.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    read: ReadArgs,
    /// Restore although the key folder lacks keys that the back-up's sealed values need.
    #[arg(long)]
    keys_later: bool,
}

/// A proof of a back-up.
#[derive(Debug, Args)]
pub struct ProveArgs {
    #[command(flatten)]
    read: ReadArgs,
    /// An empty place to restore it into; in memory when none is named. It is not emptied again.
    #[arg(long)]
    into: Option<String>,
}

/// The epoch.
#[derive(Debug, Subcommand)]
pub enum EpochCommand {
    /// Give the database a new epoch and end all sessions. For files that were copied back and for
    /// recovery to a point in time: do it before the server starts. `tillit restore` does it itself.
    Renew,
    /// Print it.
    Show,
}

/// The operator's commands.
#[derive(Debug, Subcommand)]
pub enum KeepingCommand {
    /// Back up everything into one encrypted file, while the server runs.
    Backup(BackupArgs),
    /// Restore a back-up into the empty place that --database names, on either database.
    Restore(RestoreArgs),
    /// Restore a back-up into an empty place only to see that it comes back the same.
    Prove(ProveArgs),
    /// Make the key that opens back-ups, and print whom to encrypt them to. Keep it off this machine.
    RecoveryKey {
        /// File that it is written to.
        #[arg(long)]
        to: PathBuf,
    },
    /// Copy the key folder into one encrypted file, apart from database and back-ups.
    KeysCopy {
        /// Folder that it is written to.
        #[arg(long)]
        to: PathBuf,
        /// Who can open it; wins over backup_recipients.
        #[arg(long)]
        recipient: Vec<String>,
    },
    /// Say which keys are not kept apart, and fail when there is one.
    KeysCheck,
    /// Put the keys of a copy into an empty key folder.
    KeysRestore {
        /// The copy and its key.
        #[command(flatten)]
        read: ReadArgs,
    },
    /// The database's epoch.
    Epoch {
        /// What to do with it.
        #[command(subcommand)]
        command: EpochCommand,
    },
}

/// Runs a command.
///
/// # Errors
/// What went wrong, for the one who runs it.
pub fn run(config: &Config, command: KeepingCommand) -> Result<(), String> {
    match command {
        KeepingCommand::Backup(args) => backup::run(config, &args),
        KeepingCommand::Restore(args) => restore::run(config, &args),
        KeepingCommand::Prove(args) => restore::prove(config, &args),
        KeepingCommand::RecoveryKey { to } => {
            println!("{}", envelope::create_identity(&to)?);
            Ok(())
        }
        KeepingCommand::KeysCopy { to, recipient } => copies::copy(config, &to, &recipient),
        KeepingCommand::KeysCheck => copies::check(config),
        KeepingCommand::KeysRestore { read } => copies::restore(config, &read),
        KeepingCommand::Epoch { command } => epoch(config, &command),
    }
}

fn epoch(config: &Config, command: &EpochCommand) -> Result<(), String> {
    use crate::clock::{Clock, SystemClock};
    let mut store = persistence::Store::existing(&config.database).map_err(|f| f.to_string())?;
    let epoch = match command {
        EpochCommand::Renew => store.renew_epoch(SystemClock.now()),
        EpochCommand::Show => store.epoch(),
    };
    println!("{}", epoch.map_err(|f| f.to_string())?);
    Ok(())
}

/// How many keys of a folder are not kept apart from the database.
pub(crate) fn keys_not_kept(folder: &Path, kept: &persistence::Kept) -> usize {
    copies::lacking_in(&kept.keys, &copies::prints(folder).unwrap_or_default()).len()
}

/// Those named, or those of the settings.
fn recipients(config: &Config, named: &[String]) -> Result<Vec<String>, String> {
    let of_settings = config.backup_recipients.split(',').map(str::to_owned);
    let all: Vec<String> = if named.is_empty() {
        of_settings.collect()
    } else {
        named.to_vec()
    };
    let all: Vec<String> = all
        .iter()
        .map(|one| one.trim().to_owned())
        .filter(|one| !one.is_empty())
        .collect();
    if all.is_empty() {
        return Err(
            "nobody could open it: name a --recipient or set backup_recipients; \
             `tillit recovery-key` makes one"
                .into(),
        );
    }
    Ok(all)
}

fn at(path: &Path) -> impl Fn(std::io::Error) -> String + '_ {
    move |error| format!("{}: {error}", path.display())
}
