//! The *command line*: arguments → [`Options`]. Touches nothing; the options of each command are part of the configuration.

mod help;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use crate::config::{
    CacheOptions, CompletionsOptions, ConfigOptions, DoctorOptions, FoldOptions, IndexOptions, ListOptions, ManOptions,
    NotesOptions, ReadOptions, SearchOptions, ShowOptions, StatsOptions,
};
use crate::model::Language;

pub use help::{chinese_help, fault_in_chinese};

/// Read archives of saved articles in the terminal, Chinese first.
#[derive(Debug, Parser)]
#[command(name = "kanbao", version = env!("KANBAO_VERSION"), about, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
#[command(after_help = "\
Without a PATH the sample articles inside the program are shown. `-` is standard input.
Exit status: 0 done (search: found), 1 failed (search: not found), 2 usage (search: error).")]
pub struct Options {
    /// What to do instead of reading.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
    /// The reader's own arguments.
    #[command(flatten)]
    pub read: ReadOptions,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// One line for each article: date, source, title, path.
    List(ListOptions),
    /// Articles as text set in lines, as JSON or as Markdown.
    Show(ShowOptions),
    /// Lines of articles in which QUERY is found; exit status as grep.
    Search(SearchOptions),
    /// What was highlighted and noted: quotation, note, title, author, source, date, url and place; without a PATH all of it.
    Notes(NotesOptions),
    /// Work out ahead what is known of an archive, so that it opens and is searched at once.
    Index(IndexOptions),
    /// What is kept in the cache, an archive a line: its size, how many articles, its paths.
    Cache(CacheOptions),
    /// What was read today, this week and this year, by day and by source.
    Stats(StatsOptions),
    /// The configuration: what it is by default, and what is wrong with one.
    Config(ConfigOptions),
    /// How each file was read: its format, encoding and date, what was cut by which rule, what may be wrong.
    Doctor(DoctorOptions),
    /// Break the lines of plain text, one input line a paragraph: a `fold` for Chinese, Japanese and Korean.
    Fold(FoldOptions),
    /// A script that completes the command line in a shell.
    Completions(CompletionsOptions),
    /// The manual page, as roff: `kanbao man | man -l -`.
    Man(ManOptions),
}

impl Options {
    /// The command line of this run; the help that was asked for is in a language that is asked for only then.
    ///
    /// # Errors
    /// When it is no command line of ours, or asks for help or the version.
    pub fn of_this_run(language: impl FnOnce() -> Language) -> Result<Self, clap::Error> {
        Self::try_parse().map_err(|error| match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                definition(language()).try_get_matches().err().unwrap_or(error)
            }
            _ => error,
        })
    }
}

/// The definition of the command line, with its help in a language.
pub fn definition(language: Language) -> clap::Command {
    help::in_language(Options::command(), language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Options::command().debug_assert();
    }
}
