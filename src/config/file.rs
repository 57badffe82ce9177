//! The *file*: `config.toml` as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::chinese::{ChineseOptions, PinyinArg, ScriptArg};
use super::keyword::KeywordConfig;
use super::options::MatchingOptions;
use super::pictures::PictureConfig;
use super::programs::Programs;
use super::saved::SavedConfig;
use super::widths::Widths;
use crate::model::{Language, Limits, ThemeColours};
use crate::search::{DoublePinyin, Folds, FuzzyPinyin, Matching, PinyinTyping};

/// The file, as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct ConfigFile {
    /// Han a line, 20 to 40.
    pub measure: Option<u32>,
    /// Columns of text, 1 or 2.
    pub columns: Option<u8>,
    pub side_panel: Option<SideArg>,
    pub paragraphs: Option<Paragraphs>,
    pub line_gap: bool,
    pub autospace: bool,
    pub wrap_code: bool,
    pub readings: Option<ReadingPlace>,
    /// Cells of the list pane beside the text.
    pub list_width: Option<u16>,
    /// Whether the head of the list has bars of the months.
    pub list_months: Option<bool>,
    pub keywords: Vec<KeywordConfig>,
    pub search: SearchConfig,
    pub mouse: Option<bool>,
    pub hyperlinks: Option<bool>,
    pub theme: Option<String>,
    /// `[themes.NAME]`
    pub themes: BTreeMap<String, ThemeColours>,
    pub language: Option<Tongue>,
    pub width: Widths,
    pub limits: Limits,
    pub import: ImportTable,
    pub programs: Programs,
    pub pictures: PictureConfig,
    pub dictionary: DictionaryTable,
    pub reading: ReadingTable,
    /// `[[rule]]`
    pub rule: Vec<Spanned<toml::Table>>,
}

impl ConfigFile {
    /// The language that it says, else that of a locale in the environment.
    pub(super) fn language(&self, variable: impl Fn(&str) -> Option<String>) -> Language {
        match self.language {
            Some(Tongue::Zh) => Some(spoken(variable)).filter(|own| own.is_chinese()).unwrap_or(Language::Chinese),
            Some(Tongue::ZhHans) => Language::Chinese,
            Some(Tongue::ZhHant) => Language::Traditional,
            Some(Tongue::En) => Language::English,
            None => spoken(variable),
        }
    }
}

/// The language of the environment's locale.
fn spoken(variable: impl Fn(&str) -> Option<String>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
    locale.map_or(Language::English, |locale| Language::from_locale(&locale))
}

/// The `[dictionary]` table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct DictionaryTable {
    /// The dictionaries, and folders of some.
    pub files: Vec<String>,
}

/// The `[reading]` table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct ReadingTable {
    /// How fast the text scrolls by itself, in 字 a minute.
    pub scroll_speed: Option<u32>,
    pub pinyin: Option<PinyinArg>,
    pub script: Option<ScriptArg>,
}

impl ReadingTable {
    /// How Chinese is shown.
    pub fn chinese(&self) -> ChineseOptions {
        ChineseOptions { pinyin: self.pinyin, script: self.script }
    }
}

/// The `[import]` table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct ImportTable {
    /// Patterns of the lines that are chapter heads in plain texts.
    pub chapters: Vec<Spanned<String>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Paragraphs {
    Book,
    Web,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SideArg {
    None,
    Outline,
    Notes,
    Matches,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ReadingPlace {
    After,
    Above,
    Hidden,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) enum Tongue {
    /// In the characters of the locale; in simplified ones where that is not Chinese.
    #[serde(rename = "zh")]
    Zh,
    #[serde(rename = "zh-Hans")]
    ZhHans,
    #[serde(rename = "zh-Hant")]
    ZhHant,
    #[serde(rename = "en")]
    En,
}

/// The `[search]` table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct SearchConfig {
    exact: bool,
    pinyin: bool,
    no_fold: Vec<String>,
    /// Pairs of sounds that count as one.
    fuzzy_pinyin: Vec<String>,
    /// The scheme of double pinyin.
    shuangpin: Option<String>,
    /// `[[search.saved]]`
    pub(super) saved: Vec<SavedConfig>,
}

impl Default for SearchConfig {
    fn default() -> Self {
        Self {
            exact: false,
            pinyin: true,
            no_fold: Vec::new(),
            fuzzy_pinyin: Vec::new(),
            shuangpin: None,
            saved: Vec::new(),
        }
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
}
