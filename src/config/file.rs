//! The *file*: `config.toml` as it is written, and how it is read.

use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};
use serde::Deserialize;

use super::import::ImportConfig;
use super::keyword::KeywordConfig;
use super::options::MatchingOptions;
use super::programs::Programs;
use super::widths::Widths;
use crate::error::Error;
use crate::model::{Language, Limits, SafeText, Words};
use crate::search::{DoublePinyin, Folds, FuzzyPinyin, Matching, PinyinTyping};

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
    pub programs: Programs,
    /// `[[rule]]`
    pub rule: Vec<toml::Table>,
}

impl ConfigFile {
    pub(super) fn importing(&self) -> ImportConfig {
        let path = path().map(|path| SafeText::line(&path.to_string_lossy())).unwrap_or_default();
        ImportConfig { limits: self.limits, rules: self.rule.clone(), chapters: self.import.chapters.clone(), path }
    }

    /// The language that it says, else that of a locale in the environment.
    pub(super) fn language(&self, variable: impl Fn(&str) -> Option<String>) -> Language {
        match self.language {
            Some(Tongue::Zh) => Language::Chinese,
            Some(Tongue::En) => Language::English,
            None => spoken(variable),
        }
    }
}

/// The language of the environment's locale.
pub(super) fn spoken(variable: impl Fn(&str) -> Option<String>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
    locale.map_or(Language::English, |locale| Language::from_locale(&locale))
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
    /// Pairs of sounds that count as one.
    fuzzy_pinyin: Vec<String>,
    /// The scheme of double pinyin.
    shuangpin: Option<String>,
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
        Self { exact: false, pinyin: true, no_fold: Vec::new(), fuzzy_pinyin: Vec::new(), shuangpin: None }
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
        let pinyin = PinyinTyping {
            fuzzy: FuzzyPinyin::named(self.fuzzy_pinyin.iter().map(String::as_str)),
            scheme: self.shuangpin.as_deref().and_then(DoublePinyin::named),
        };
        Matching { exact: self.exact, readings: self.pinyin, folds, pinyin, ..Matching::default() }
    }

    /// What is wrong with the names in it, in words.
    pub(super) fn check(&self, words: &Words) -> Result<(), String> {
        let pairs: Vec<&str> = FuzzyPinyin::names().collect();
        let schemes = DoublePinyin::NAMES.map(|(name, _)| name);
        let named = |key: &str, known: &[&str], own: Option<&String>| match own {
            Some(name) if !known.contains(&name.as_str()) => {
                let known = known.join(", ");
                Err(format!("search.{key}: {}{name}{}{known}", words.unknown_name, words.known_names))
            }
            _ => Ok(()),
        };
        named("shuangpin", &schemes, self.shuangpin.as_ref())?;
        self.fuzzy_pinyin.iter().try_for_each(|pair| named("fuzzy-pinyin", &pairs, Some(pair)))
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
    let file: Result<ConfigFile, String> = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        format!("line {line}: {}", error.message())
    });
    let checked = file.and_then(|file| {
        let words = Words::of(file.language(|name| std::env::var(name).ok()));
        file.search.check(words).map(|()| file)
    });
    checked.map_err(|message| Error::Config { path: shown, message: SafeText::line(&message) })
}
