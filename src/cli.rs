//! The *command line*: arguments → [`Options`]. Touches nothing; the options of each command are part of the configuration.

mod help;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use crate::config::{
    CacheOptions, CompletionsOptions, ConfigOptions, DefineOptions, DoctorOptions, FoldOptions, IndexOptions,
    ListOptions, ManOptions, NotesOptions, ReadOptions, SearchOptions, ShowOptions, StatsOptions,
};
use crate::model::Language;

pub use help::{chinese_help, fault_in_chinese};

/// Read archives of saved articles in the terminal, Chinese first.
#[derive(Debug, Parser)]
#[command(name = "kanbao", version = env!("KANBAO_VERSION"), about, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
#[command(after_help = "\
Without a PATH the sample articles inside the program are shown. `-` is standard input.
Exit status: 0 done (search: found), 1 failed (search: nothing found), 2 usage (search: failed).
A command fails where a PATH that is named cannot be read (show: is no article), or where not one file could be read.
An empty or unreadable file among others is said on stderr and is no failure; of doctor, which looks for them, it is.")]
pub struct Options {
    /// What to do instead of reading.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
    /// The reader's own arguments.
    #[command(flatten)]
    pub read: ReadOptions,
}

/// What makes a command fail, at the end of its help.
const FAILS: &str = "\
Exit status: 0 done, 1 failed, 2 usage. It fails where a PATH that is named cannot be read, or where not one file could be
read; an empty or unreadable file among others is said on stderr and is no failure.";
/// The same, where a path that is named has to be an article.
const SHOW_FAILS: &str = "\
Exit status: 0 done, 1 failed, 2 usage. It fails where a PATH that is named is no article or cannot be read, or where not
one file could be read; an empty or unreadable file in a folder is said on stderr and is no failure.";
/// The same of a search.
const SEARCH_FAILS: &str = "\
Exit status: 0 found, 1 nothing found, 2 usage or failed. It fails where a PATH that is named cannot be read, or where
nothing was found and there was a file that could not be read; when something was found such a file is only said on stderr.";
/// The same of the doctor.
const DOCTOR_FAILS: &str = "Exit status: 0 done, 1 where a file could not be read as an article, 2 usage.";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// One line for each article: date, source, title, path.
    #[command(after_help = FAILS)]
    List(ListOptions),
    /// Articles as text set in lines, as JSON or as Markdown.
    #[command(after_help = SHOW_FAILS)]
    Show(ShowOptions),
    /// Lines of articles in which QUERY is found; exit status as grep.
    #[command(after_help = SEARCH_FAILS)]
    Search(SearchOptions),
    /// What was highlighted and noted: quotation, note, title, author, source, date, url and place; without a PATH all of it.
    #[command(after_help = FAILS)]
    Notes(NotesOptions),
    /// What the dictionaries of the configuration say of WORD; exit status as grep.
    Define(DefineOptions),
    /// Work out ahead what is known of an archive, so that it opens and is searched at once.
    #[command(after_help = FAILS)]
    Index(IndexOptions),
    /// What is kept in the cache, an archive a line: its size, how many articles, its paths.
    Cache(CacheOptions),
    /// What was read today, this week and this year, by day and by source.
    Stats(StatsOptions),
    /// The configuration: what it is by default, and what is wrong with one.
    Config(ConfigOptions),
    /// How each file was read: its format, encoding and date, what was cut by which rule, what may be wrong.
    #[command(after_help = DOCTOR_FAILS)]
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
