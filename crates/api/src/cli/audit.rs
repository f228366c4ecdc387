//! `tillit audit`.

use super::{connect, demo_keys};
use crate::{
    clock::{Clock, SystemClock},
    config::Config,
    secrets,
};
use clap::Subcommand;
use persistence::LogHead;
use std::path::Path;

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
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

pub(super) fn run(config: &Config, command: &AuditCommand) -> Result<(), String> {
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
                1 => Err("the access log is not whole: 1 finding".to_owned()),
                n => Err(format!("the access log is not whole: {n} findings")),
            }
        }
    }
}
