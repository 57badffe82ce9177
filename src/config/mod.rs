//! *Configuration*: config file, then environment, then flags; the later wins.
//!
//! The file is `$XDG_CONFIG_HOME/kanbao/config.toml` (`~/.config/kanbao/config.toml`); without one everything has its
//! default. `NO_COLOR` and `KANBAO_WIDTH` are the environment's part, and so is the width of the terminal. Commands know
//! the command line by what it says here, not by how it is parsed.

mod configuration;
mod file;
mod import;
mod keyword;
mod options;
mod programs;
mod widths;

pub use configuration::{Config, import_config, language, matching};
pub use import::ImportConfig;
pub use keyword::KeywordConfig;
pub use options::{
    ArchiveOptions, CacheOptions, CompletionsOptions, DoctorOptions, FoldOptions, IndexOptions, LevelArg, LineBreakArg,
    ListOptions, LocaleArg, ManOptions, MatchingOptions, NotesOptions, OverflowWrapArg, ReadOptions, SearchOptions,
    ShowOptions, WordBreakArg,
};
pub use programs::Programs;
pub use widths::Widths;

/// The columns of the terminal, if standard output is one.
pub fn columns() -> Option<u16> {
    crate::term::columns()
}
