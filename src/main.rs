//! Arguments → run → exit code, nothing else.

use std::process::ExitCode;

use clap::Parser;
use kanbao::cli::{Command, Options};
use kanbao::commands::{self, Outcome};

fn main() -> ExitCode {
    let options = Options::parse();
    let result = match &options.command {
        Some(Command::Fold(options)) => commands::fold(options),
        _ => Ok(Outcome::Done),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Incomplete | Outcome::NotFound) => ExitCode::from(1),
        Err(error) => {
            eprintln!("kanbao: {error}");
            ExitCode::from(1)
        }
    }
}
