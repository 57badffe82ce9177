//! Arguments → run → exit code, nothing else.

use std::process::ExitCode;

use kanbao::cli::{self, CliCommand, Options};
use kanbao::{commands, config, run};

fn main() -> ExitCode {
    let options = match Options::of_this_run(config::language) {
        Ok(options) => options,
        Err(error) => {
            let words = error.use_stderr().then(config::language).and_then(|it| cli::fault_in_chinese(&error, it));
            return ExitCode::from(commands::usage(&error, words));
        }
    };
    let definition = || cli::definition(config::language());
    let code = match &options.command {
        Some(CliCommand::List(options)) => commands::code(commands::list(options)),
        Some(CliCommand::Show(options)) => commands::code(commands::show(options)),
        Some(CliCommand::Search(options)) => commands::search_code(commands::search(options)),
        Some(CliCommand::Notes(options)) => commands::code(commands::notes(options)),
        Some(CliCommand::Define(options)) => commands::search_code(commands::define(options)),
        Some(CliCommand::Index(options)) => commands::code(commands::index(options)),
        Some(CliCommand::Cache(options)) => commands::code(commands::cache(options)),
        Some(CliCommand::Stats(options)) => commands::code(commands::stats(options)),
        Some(CliCommand::Config(options)) => commands::code(commands::config(options)),
        Some(CliCommand::Doctor(options)) => commands::code(commands::doctor(options)),
        Some(CliCommand::Fold(options)) => commands::code(commands::fold(options)),
        Some(CliCommand::Completions(options)) => commands::code(commands::completions(options, definition())),
        Some(CliCommand::Man(options)) => commands::code(commands::man(options, definition())),
        None if run::can_read() => run::run(&options.read).unwrap_or_else(|error| commands::code(Err(error))),
        None => commands::code(commands::plain(&options.read.archive)),
    };
    ExitCode::from(code)
}
