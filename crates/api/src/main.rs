//! The program `tillit`.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match api::cli::run(api::cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("tillit: {message}");
            ExitCode::FAILURE
        }
    }
}
