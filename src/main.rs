//! Arguments → run → exit code, nothing else.

use std::process::ExitCode;

use clap::Parser;
use kanbao::cli::{CliCommand, Options};
use kanbao::{commands, run};

fn main() -> ExitCode {
    let options = match Options::try_parse() {
        Ok(options) => options,
        Err(error) => return ExitCode::from(commands::usage(&error)),
    };
    let code = match &options.command {
        Some(CliCommand::List(options)) => commands::code(commands::list(options)),
        Some(CliCommand::Show(options)) => commands::code(commands::show(options)),
        Some(CliCommand::Search(options)) => commands::search_code(commands::search(options)),
        Some(CliCommand::Index(options)) => commands::code(commands::index(options)),
        Some(CliCommand::Cache(options)) => commands::code(commands::cache(options)),
        Some(CliCommand::Doctor(options)) => commands::code(commands::doctor(options)),
        Some(CliCommand::Fold(options)) => commands::code(commands::fold(options)),
        None if run::can_read() => run::run(&options.read).unwrap_or_else(|error| commands::code(Err(error))),
        None => commands::code(commands::plain(&options.read.archive)),
    };
    ExitCode::from(code)
}
