//! `tillit keys`.

use super::{connect, demo_keys};
use crate::{
    config::Config,
    secrets::{self, KeyKind},
};
use clap::Subcommand;
use std::path::Path;

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Make new keys beside the old ones; nobody is logged out. The client key, which providers of
    /// log-ins must be told of, only when it is named.
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
    /// Print the public halves of the client keys as a JSON Web Key Set, the one in use last: what a
    /// provider of log-ins is given (SEC-8).
    ClientJwks,
}

pub(super) fn run(
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
            let kinds = only.map_or_else(|| KeyKind::OWN.to_vec(), |kind| vec![kind]);
            secrets::rotate(folder, &name, &kinds)?;
            println!(
                "New keys are in {}. Servers use them when started anew.",
                config.keys
            );
        }
        Some(KeysCommand::ClientJwks) => {
            let keys = secrets::read(folder, demo_keys(folder))?.client;
            if keys.is_empty() {
                return Err("there is no client key: `tillit keys rotate --only client`".into());
            }
            let keys: Vec<_> = keys.iter().map(|key| key.public()).collect();
            let set = serde_json::to_string_pretty(&serde_json::json!({ "keys": keys }));
            println!("{}", set.map_err(|e| e.to_string())?);
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
