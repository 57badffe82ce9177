//! *Configuration*: config file, then environment, then flags; the later wins.
//!
//! The file is `$XDG_CONFIG_HOME/kanbao/config.toml` (`~/.config/kanbao/config.toml`); without one everything has its
//! default. What is wrong in it is said and left out, and never stops the program. `NO_COLOR` and `KANBAO_WIDTH` are the environment's part, and so is the width of the terminal. Commands know
//! the command line by what it says here, not by how it is parsed.

mod chinese;
mod cleaning;
mod configuration;
mod fault;
mod file;
mod folder;
mod import;
mod keyword;
mod options;
mod own_keys;
mod pictures;
mod programs;
mod reading;
mod saved;
mod widths;

pub use chinese::{ChineseOptions, PinyinArg, ScriptArg};
pub use configuration::{
    CheckedConfig, Config, DEFAULT, check, dictionaries, import_config, language, matching, screen,
};
pub use fault::ConfigFault;
pub use import::ImportConfig;
pub use keyword::KeywordConfig;
pub use options::{
    ArchiveOptions, CacheOptions, CompletionsOptions, ConfigOptions, DefineOptions, DoctorOptions, FoldOptions,
    IndexOptions, LevelArg, LineBreakArg, ListOptions, LocaleArg, ManOptions, MatchingOptions, NotesOptions,
    OverflowWrapArg, ReadOptions, SearchOptions, ShowOptions, StatsOptions, WordBreakArg,
};
pub use pictures::PictureConfig;
pub use programs::Programs;
pub use reading::path;
pub use widths::Widths;

/// Whether the terminal is told of links (OSC 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyperlinks {
    /// It is.
    Told,
    /// It is not known to take them, or to pass over them.
    Unknown,
    /// The configuration says no.
    Off,
}

impl Hyperlinks {
    fn of(wanted: bool) -> Self {
        match wanted {
            true if crate::term::takes_links(|name| std::env::var(name).ok()) => Self::Told,
            true => Self::Unknown,
            false => Self::Off,
        }
    }
}

/// The columns of the terminal, if standard output is one.
pub fn columns() -> Option<u16> {
    crate::term::columns()
}
