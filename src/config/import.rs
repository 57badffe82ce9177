//! How files are *imported*: the part of the configuration that commands without a screen have too.

use crate::error::Error;
use crate::model::{Limits, SafeText};

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct ImportConfig {
    /// How much of a file is too much.
    pub limits: Limits,
    /// The user's own furniture rules, as the table of the program has them.
    pub rules: Vec<toml::Table>,
    /// Patterns of the lines that are chapter heads in plain texts.
    pub chapters: Vec<String>,
    /// The file they are from, for what is said of them.
    pub(super) path: SafeText,
}

impl ImportConfig {
    /// The error that one of the rules is none.
    pub fn wrong_rule(&self, message: &str) -> Error {
        Error::Config { path: self.path.clone(), message: SafeText::line(message) }
    }
}
