//! What the *shell* is told of the command line: completions and manual pages, both made from its definition.

use clap::Command;

use super::{Outcome, Output};
use crate::config::{self, CompletionsOptions, ManOptions};
use crate::error::Error;
use crate::model::{SafeText, Words};

/// `kanbao completions`
///
/// # Errors
/// When standard output cannot be written to.
pub fn completions(options: &CompletionsOptions, mut definition: Command) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut definition, "kanbao", &mut script);
    print(&script)
}

/// `kanbao man`
///
/// # Errors
/// When there is no such command, or standard output cannot be written to.
pub fn man(options: &ManOptions, mut definition: Command) -> Result<Outcome, Error> {
    definition.build();
    let command = match &options.command {
        None => Some(&definition),
        Some(name) => definition.get_subcommands().find(|command| command.get_name() == name),
    };
    let Some(command) = command else {
        let name = options.command.as_deref().unwrap_or_default();
        let words = Words::of(config::language());
        let known: Vec<&str> = definition.get_subcommands().map(Command::get_name).collect();
        let message =
            format!("{}{name}{}{}", words.unknown_name, words.known_names, known.join(words.language.comma()));
        return Err(Error::NoCommand { message: SafeText::line(&message) });
    };
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let page = clap_mangen::Man::new(command.clone()).title(name);
    let mut roff = Vec::new();
    page.render(&mut roff).map_err(|source| Error::Write { path: SafeText::line("stdout"), source })?;
    let status = Words::of(config::language()).sentences().exit_status;
    print(with_exit_status(&String::from_utf8_lossy(&roff), status).as_bytes())
}

/// A page that says how a command ends under the heading that manuals have for that; what stands before it are notes.
fn with_exit_status(roff: &str, status: &str) -> String {
    let Some((page, extra)) = roff.split_once(".SH EXTRA\n") else { return roff.to_owned() };
    let Some(at) = extra.find(status) else { return roff.to_owned() };
    let (notes, status) = extra.split_at(at);
    let notes = if notes.trim().is_empty() { String::new() } else { format!(".SH NOTES\n{notes}") };
    format!("{page}{notes}.SH \"EXIT STATUS\"\n{status}")
}

fn print(bytes: &[u8]) -> Result<Outcome, Error> {
    let mut out = Output::new();
    out.bytes(bytes)?;
    out.finish()?;
    Ok(Outcome::Done)
}
