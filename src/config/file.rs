//! The *file*: `config.toml` as it is written, and how it is read.

use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};
use serde::Deserialize;

use super::import::ImportConfig;
use super::keyword::KeywordConfig;
use super::options::MatchingOptions;
use super::widths::Widths;
use crate::error::Error;
use crate::model::{Limits, SafeText};
use crate::search::{Folds, Matching};

/// The file, as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct ConfigFile {
    /// Han a line, 20 to 40.
    pub measure: Option<u32>,
    pub paragraphs: Option<Paragraphs>,
    pub line_gap: bool,
    pub autospace: bool,
    pub wrap_code: bool,
    pub readings: Option<ReadingPlace>,
    pub keywords: Vec<KeywordConfig>,
    pub search: SearchConfig,
    pub mouse: Option<bool>,
    pub language: Option<Tongue>,
    pub width: Widths,
    pub limits: Limits,
    pub import: ImportTable,
    /// `[[rule]]`
    pub rule: Vec<toml::Table>,
}

impl ConfigFile {
    pub(super) fn importing(&self) -> ImportConfig {
        let path = path().map(|path| SafeText::line(&path.to_string_lossy())).unwrap_or_default();
        ImportConfig { limits: self.limits, rules: self.rule.clone(), chapters: self.import.chapters.clone(), path }
    }
}

/// The `[import]` table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct ImportTable {
    /// Patterns of the lines that are chapter heads in plain texts.
    pub chapters: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Paragraphs {
    Book,
    Web,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ReadingPlace {
    After,
    Above,
    Hidden,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tongue {
    Zh,
    En,
}

/// The `[search]` table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct SearchConfig {
    exact: bool,
    pinyin: bool,
    #[serde(deserialize_with = "fold_names")]
    no_fold: Vec<String>,
}

/// Names of folds, each of which there is.
fn fold_names<'de, D: serde::Deserializer<'de>>(written: D) -> Result<Vec<String>, D::Error> {
    let names = Vec::<String>::deserialize(written)?;
    let known = Folds::EACH.map(|(_, name)| name);
    match names.iter().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(serde::de::Error::custom(format!("no-fold knows {}, not {name}", known.join(", ")))),
        None => Ok(names),
    }
}

impl Default for SearchConfig {
    fn default() -> Self {
        Self { exact: false, pinyin: true, no_fold: Vec::new() }
    }
}

impl SearchConfig {
    /// The same with flags of the command line.
    pub(super) fn with(mut self, flags: &MatchingOptions) -> Self {
        self.exact |= flags.exact;
        self.pinyin &= !flags.no_pinyin;
        self.no_fold.extend(flags.no_fold.iter().cloned());
        self
    }

    pub(super) fn matching(&self) -> Matching {
        let folds = Folds::all_but(self.no_fold.iter().map(String::as_str));
        Matching { exact: self.exact, readings: self.pinyin, folds, ..Matching::default() }
    }
}

fn path() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.config_dir().join("kanbao").join("config.toml"))
}

pub(super) fn read_file() -> Result<ConfigFile, Error> {
    path().map_or_else(|| Ok(ConfigFile::default()), |path| read(&path))
}

/// The largest configuration file that is read, in bytes.
const LARGEST: u64 = 1 << 20;

fn read(path: &Path) -> Result<ConfigFile, Error> {
    let shown = SafeText::line(&path.to_string_lossy());
    let text = match std::fs::metadata(path) {
        // A pipe would be waited on for ever.
        Ok(metadata) if !metadata.is_file() => Err(std::io::Error::other("not a regular file")),
        Ok(metadata) if metadata.len() > LARGEST => Err(std::io::Error::other("too large for a configuration")),
        Ok(_) => std::fs::read_to_string(path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(ConfigFile::default()),
        Err(error) => Err(error),
    };
    let text = text.map_err(|source| Error::read(&shown, source))?;
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        Error::Config { path: shown, message: SafeText::line(&format!("line {line}: {}", error.message())) }
    })
}
