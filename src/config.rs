//! *Configuration*: config file, then environment, then flags; the later wins.
//!
//! The file is `$XDG_CONFIG_HOME/kanbao/config.toml` (`~/.config/kanbao/config.toml`); without one everything has its
//! default. `NO_COLOR` and `KANBAO_WIDTH` are the environment's part.

use std::env;
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};
use serde::Deserialize;

use crate::cli::ReadOptions;
use crate::error::Error;
use crate::model::{Language, Limits, SafeText};
use crate::search::{Folds, Matching, Slot};
use crate::text::page::ParagraphStyle;
use crate::text::{MEASURES, Ruler, Settings};

/// Everything a reader can set before the start.
#[derive(Clone, Debug)]
pub struct Config {
    /// How text is set.
    pub settings: Settings,
    /// Widths that the reader has said, and that the terminal is not asked for.
    pub widths: Widths,
    /// Words to light up.
    pub keywords: Vec<KeywordConfig>,
    /// How what is typed is compared.
    pub matching: Matching,
    /// Whether the mouse is ours (else it is the terminal's, for selecting).
    pub mouse: bool,
    /// Whether colours are wanted.
    pub colour: bool,
    /// The language of the interface.
    pub language: Language,
    /// How files are read.
    pub importing: ImportConfig,
}

/// A word to light up: `"津南"`, or `{ word = "核酸", name = "检测", colour = 3 }`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenKeyword")]
pub struct KeywordConfig {
    /// The word.
    pub word: String,
    /// What it is called.
    pub name: Option<String>,
    /// Its colour.
    pub colour: Option<Slot>,
}

impl From<&str> for KeywordConfig {
    fn from(word: &str) -> Self {
        Self { word: word.to_owned(), name: None, colour: None }
    }
}

/// A word as the file writes it; colours count from 1.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a keyword is a word, or { word = \"…\", name = \"…\", colour = 1 }")]
enum WrittenKeyword {
    Plain(String),
    #[serde(rename_all = "kebab-case")]
    Full {
        word: String,
        name: Option<String>,
        colour: Option<usize>,
    },
}

impl TryFrom<WrittenKeyword> for KeywordConfig {
    type Error = String;

    fn try_from(written: WrittenKeyword) -> Result<Self, String> {
        let (word, name, colour) = match written {
            WrittenKeyword::Plain(word) => return Ok(Self { word, name: None, colour: None }),
            WrittenKeyword::Full { word, name, colour } => (word, name, colour),
        };
        let slot = |number: usize| number.checked_sub(1).and_then(Slot::new);
        let colour = colour.map(|number| slot(number).ok_or(number)).transpose();
        let colour = colour.map_err(|number| format!("colour {number}: there are 1 to {}", Slot::COUNT))?;
        Ok(Self { word, name, colour })
    }
}

/// The `[search]` table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct SearchConfig {
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
    fn matching(&self) -> Matching {
        let folds = Folds::all_but(self.no_fold.iter().map(String::as_str));
        Matching { exact: self.exact, readings: self.pinyin, folds, ..Matching::default() }
    }
}

/// How files are read: the part of the configuration that commands without a screen have too.
#[derive(Clone, Debug, Default)]
pub struct ImportConfig {
    /// How much of a file is too much.
    pub limits: Limits,
    /// The user's own furniture rules, as the table of the program has them.
    pub rules: Vec<toml::Table>,
    /// The file they are from, for what is said of them.
    path: SafeText,
}

impl ImportConfig {
    /// What the configuration file says of reading.
    ///
    /// # Errors
    /// When there is a configuration file that cannot be read or understood.
    pub fn load() -> Result<Self, Error> {
        Ok(read_file()?.importing())
    }

    /// The error that one of the rules is none.
    pub fn wrong_rule(&self, message: &str) -> Error {
        Error::Config { path: self.path.clone(), message: SafeText::line(message) }
    }
}

/// Widths in cells, where they were said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Widths {
    /// East Asian Ambiguous characters: 1 or 2.
    pub ambiguous: Option<u8>,
    /// An emoji made by a variation selector: 1 or 2.
    pub vs16: Option<u8>,
    /// A flag: 2, or anything else for letters.
    pub flag: Option<u8>,
    /// A joined emoji: 2, or anything else for its first part.
    pub zwj: Option<u8>,
}

impl Widths {
    /// What is said here, and what `other` says where nothing is.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            ambiguous: self.ambiguous.or(other.ambiguous),
            vs16: self.vs16.or(other.vs16),
            flag: self.flag.or(other.flag),
            zwj: self.zwj.or(other.zwj),
        }
    }

    /// The ruler that measures so; its default where nothing is said.
    pub fn ruler(self) -> Ruler {
        let default = Ruler::default();
        Ruler {
            ambiguous_wide: self.ambiguous.map_or(default.ambiguous_wide, |cells| cells == 2),
            emoji_variation: self.vs16.map_or(default.emoji_variation, |cells| cells == 2),
            emoji_sequences: self.zwj.map_or(default.emoji_sequences, |cells| cells == 2),
            flags: self.flag.map_or(default.flags, |cells| cells == 2),
            ..default
        }
    }

    /// `KANBAO_WIDTH`: `2`, or `ambiguous=2,vs16=1,flag=2,zwj=2`. What cannot be understood is passed over: the
    /// variable also says that the terminal is not to be asked, and an empty one says only that.
    pub fn parse(text: &str) -> Self {
        let mut widths = Self::default();
        for part in text.split(',').map(str::trim) {
            let (name, value) = part.split_once('=').unwrap_or(("ambiguous", part));
            let Ok(cells) = value.trim().parse::<u8>() else { continue };
            match name.trim() {
                "ambiguous" => widths.ambiguous = Some(cells),
                "vs16" => widths.vs16 = Some(cells),
                "flag" => widths.flag = Some(cells),
                "zwj" => widths.zwj = Some(cells),
                _ => {}
            }
        }
        widths
    }
}

/// The file, as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct ConfigFile {
    /// Han a line, 20 to 40.
    measure: Option<u32>,
    paragraphs: Option<Paragraphs>,
    line_gap: bool,
    autospace: bool,
    wrap_code: bool,
    keywords: Vec<KeywordConfig>,
    search: SearchConfig,
    mouse: Option<bool>,
    language: Option<Tongue>,
    width: Widths,
    limits: Limits,
    /// `[[rule]]`
    rule: Vec<toml::Table>,
}

impl ConfigFile {
    fn importing(&self) -> ImportConfig {
        let path = path().map(|path| SafeText::line(&path.to_string_lossy())).unwrap_or_default();
        ImportConfig { limits: self.limits, rules: self.rule.clone(), path }
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Paragraphs {
    Book,
    Web,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tongue {
    Zh,
    En,
}

impl Config {
    /// The configuration of this run.
    ///
    /// # Errors
    /// When there is a configuration file that cannot be read or understood.
    pub fn load(options: &ReadOptions) -> Result<Self, Error> {
        Ok(Self::from_parts(read_file()?, options, |name| env::var(name).ok()))
    }

    fn from_parts(file: ConfigFile, options: &ReadOptions, variable: impl Fn(&str) -> Option<String>) -> Self {
        let widths = variable("KANBAO_WIDTH").map(|text| Widths::parse(&text)).unwrap_or_default().or(file.width);
        let settings = Settings {
            measure: file.measure.map_or(64, |han| (han * 2).clamp(*MEASURES.start(), *MEASURES.end())),
            paragraph: match file.paragraphs {
                Some(Paragraphs::Web) => ParagraphStyle::Web,
                Some(Paragraphs::Book) | None => ParagraphStyle::Book,
            },
            line_gap: file.line_gap,
            autospace: file.autospace,
            wrap_code: file.wrap_code,
            ruler: widths.ruler(),
        };
        Self {
            settings,
            widths,
            importing: file.importing(),
            matching: file.search.matching(),
            keywords: file
                .keywords
                .into_iter()
                .chain(options.keywords.iter().map(|word| word.as_str().into()))
                .collect(),
            mouse: file.mouse.unwrap_or(true),
            colour: variable("NO_COLOR").is_none_or(|value| value.is_empty()),
            language: match file.language {
                Some(Tongue::Zh) => Language::Chinese,
                Some(Tongue::En) => Language::English,
                None => spoken(variable),
            },
        }
    }
}

/// The language of the environment's locale.
pub fn language() -> Language {
    spoken(|name| env::var(name).ok())
}

fn spoken(variable: impl Fn(&str) -> Option<String>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
    locale.map_or(Language::English, |locale| Language::from_locale(&locale))
}

fn path() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.config_dir().join("kanbao").join("config.toml"))
}

fn read_file() -> Result<ConfigFile, Error> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::ArchiveOptions;

    fn config(file: &str, variables: &[(&str, &str)], keywords: &[&str]) -> Config {
        let file: ConfigFile = toml::from_str(file).expect("a config file");
        let options = ReadOptions {
            archive: ArchiveOptions::default(),
            keywords: keywords.iter().map(ToString::to_string).collect(),
        };
        Config::from_parts(file, &options, |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn environment_and_flags_win_over_the_file() {
        let file = "measure = 100\nparagraphs = \"web\"\nkeywords = [\"天津\", { word = \"核酸\", name = \"检测\", colour = 3 }]\n\
                    [width]\nambiguous = 1\nvs16 = 2\n[search]\npinyin = false\nno-fold = [\"case\"]\n";
        let config = config(file, &[("KANBAO_WIDTH", "2"), ("LANG", "zh_CN.UTF-8")], &["会议"]);
        assert_eq!(config.settings.measure, 80, "clamped to what can be read");
        assert_eq!(config.settings.paragraph, ParagraphStyle::Web);
        let tested =
            KeywordConfig { name: Some("检测".into()), colour: Slot::new(2), ..KeywordConfig::from("核酸") };
        assert_eq!(config.keywords, [KeywordConfig::from("天津"), tested, KeywordConfig::from("会议")]);
        assert!(!config.matching.readings && !config.matching.folds.contains(Folds::CASE));
        assert!(config.matching.folds.contains(Folds::WIDTH));
        assert!(config.settings.ruler.ambiguous_wide && config.settings.ruler.emoji_variation);
        assert_eq!(config.language, Language::Chinese);
    }

    #[test]
    fn posix_order_of_locale_variables_and_no_color() {
        let spoken = config("", &[("LC_ALL", "en_US.UTF-8"), ("LANG", "zh_CN.UTF-8"), ("NO_COLOR", "1")], &[]);
        assert_eq!(spoken.language, Language::English);
        assert!(!spoken.colour);
        assert!(config("", &[("NO_COLOR", "")], &[]).colour);
    }

    #[test]
    fn a_misspelt_key_is_an_error() {
        assert!(toml::from_str::<ConfigFile>("mesure = 30").is_err());
        assert!(toml::from_str::<ConfigFile>("[search]\npinying = true").is_err());
    }

    #[test]
    fn what_is_wrong_is_said_in_words() {
        for (file, says) in [
            ("[search]\nno-fold = [\"foo\"]", "invisible, not foo"),
            ("keywords = [{ wort = \"天津\" }]", "a keyword is a word, or"),
            ("keywords = [{ word = \"天津\", colour = 11 }]", "colour 11: there are 1 to 10"),
        ] {
            let error = toml::from_str::<ConfigFile>(file).expect_err(file);
            assert!(error.message().contains(says), "{error}");
        }
    }
}
