//! The *command line*: arguments → [`Options`]. Touches nothing; the options of each command are part of the configuration.

use clap::{Parser, Subcommand};

use crate::config::{
    CacheOptions, DoctorOptions, FoldOptions, IndexOptions, ListOptions, ReadOptions, SearchOptions, ShowOptions,
};

/// Read archives of saved articles in the terminal, Chinese first.
#[derive(Debug, Parser)]
#[command(name = "kanbao", version, about, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
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
    /// Work out ahead what is known of an archive, so that it opens and is searched at once.
    Index(IndexOptions),
    /// What is kept in the cache, an archive a line: its size, how many articles, its paths.
    Cache(CacheOptions),
    /// How each file was read: its format, encoding and date, what was cut by which rule, what may be wrong.
    Doctor(DoctorOptions),
    /// Break the lines of plain text, one input line a paragraph: a `fold` for Chinese, Japanese and Korean.
    Fold(FoldOptions),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        use clap::CommandFactory;
        Options::command().debug_assert();
    }
}
