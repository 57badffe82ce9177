//! How files are *imported*: the part of the configuration that commands without a screen have too.

use super::fault::{ConfigFault, FileFault, FileWrong};
use crate::model::{Language, Limits, SafeText};

/// How files are read.
#[derive(Clone, Debug)]
pub struct ImportConfig {
    /// How much of a file is too much.
    pub limits: Limits,
    /// The user's own furniture rules, as the table of the program has them.
    pub rules: Vec<toml::Table>,
    /// Patterns of the lines that are chapter heads in plain texts.
    pub chapters: Vec<String>,
    /// Where they stand, for what is said of them.
    pub(super) rule_lines: Vec<usize>,
    pub(super) chapter_lines: Vec<usize>,
    pub(super) path: SafeText,
    pub(super) language: Language,
}

impl ImportConfig {
    /// The fault that the rule of a number is none.
    pub fn wrong_rule(&self, number: usize, message: &str) -> ConfigFault {
        self.fault(self.rule_lines.get(number), message)
    }

    /// The fault that the pattern of a number is none.
    pub fn wrong_chapter(&self, number: usize, message: &str) -> ConfigFault {
        self.fault(self.chapter_lines.get(number), message)
    }

    /// The tables in which it says other things than another one.
    pub fn differs_in(&self, other: &Self) -> Vec<&'static str> {
        let tables = [
            ("[limits]", self.limits != other.limits),
            ("[import]", self.chapters != other.chapters),
            ("[[rule]]", self.rules != other.rules),
        ];
        tables.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }

    fn fault(&self, line: Option<&usize>, message: &str) -> ConfigFault {
        let wrong = FileWrong::Rule(message.split_whitespace().collect::<Vec<_>>().join(" "));
        ConfigFault::new(&self.path, &FileFault { line: line.copied(), wrong }, self.language)
    }
}
