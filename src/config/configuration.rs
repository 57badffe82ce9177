//! The *configuration* of a run: config file, then environment, then flags; the later wins.

use std::env;

use super::file::{ConfigFile, Paragraphs, ReadingPlace, read_file, spoken};
use super::import::ImportConfig;
use super::keyword::KeywordConfig;
use super::options::{MatchingOptions, ReadOptions};
use super::programs::Programs;
use super::widths::Widths;
use crate::error::Error;
use crate::model::Language;
use crate::search::Matching;
use crate::text::page::{ParagraphStyle, Readings};
use crate::text::{MEASURES, Settings};

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
    /// The programs that are started.
    pub programs: Programs,
    /// How files are read.
    pub importing: ImportConfig,
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
        let language = file.language(&variable);
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
            readings: match file.readings {
                Some(ReadingPlace::Above) => Readings::Above,
                Some(ReadingPlace::Hidden) => Readings::Hidden,
                Some(ReadingPlace::After) | None => Readings::After,
            },
            ruler: widths.ruler(),
        };
        Self {
            settings,
            widths,
            importing: file.importing(),
            programs: file.programs,
            matching: file.search.matching(),
            keywords: file
                .keywords
                .into_iter()
                .chain(options.keywords.iter().map(|word| word.as_str().into()))
                .collect(),
            mouse: file.mouse.unwrap_or(true),
            colour: variable("NO_COLOR").is_none_or(|value| value.is_empty()),
            language,
        }
    }
}

/// What the configuration file says of importing.
///
/// # Errors
/// When there is a configuration file that cannot be read or understood.
pub fn import_config() -> Result<ImportConfig, Error> {
    Ok(read_file()?.importing())
}

/// How a query of the command line is compared: as the file's `[search]` has it, the flags on top.
///
/// # Errors
/// When there is a configuration file that cannot be read or understood.
pub fn matching(flags: &MatchingOptions) -> Result<Matching, Error> {
    Ok(read_file()?.search.with(flags).matching())
}

/// The language that the configuration file says, else that of the environment's locale. A file that cannot be read is
/// for whoever needs the rest of it to complain of.
pub fn language() -> Language {
    let variable = |name: &str| env::var(name).ok();
    read_file().map_or_else(|_| spoken(variable), |file| file.language(variable))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::options::ArchiveOptions;
    use crate::model::Words;
    use crate::search::{DoublePinyin, Folds, FuzzyPinyin, PinyinTyping, Slot};

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
    fn how_pinyin_is_typed() {
        let typing = |file| config(file, &[], &[]).matching.pinyin;
        assert_eq!(typing(""), PinyinTyping::default());
        let typing = typing("[search]\nfuzzy-pinyin = [\"z-zh\", \"an-ang\"]\nshuangpin = \"zhinengabc\"\n");
        assert_eq!(typing.scheme, Some(DoublePinyin::Abc));
        assert_eq!(typing.fuzzy, FuzzyPinyin::named(["an-ang", "z-zh"]));
    }

    #[test]
    fn names_that_are_none_are_told_with_those_that_are() {
        for (file, english, chinese) in [
            (
                "shuangpin = \"flypy\"",
                "search.shuangpin: there is no flypy; there are xiaohe, ",
                "没有 flypy；可写的是 xiaohe, ",
            ),
            (
                "fuzzy-pinyin = [\"z-zh\", \"zh-z\"]",
                "search.fuzzy-pinyin: there is no zh-z; there are z-zh, ",
                "没有 zh-z；可写的是 z-zh, ",
            ),
        ] {
            let file: ConfigFile = toml::from_str(&format!("[search]\n{file}")).expect("a config file");
            for (language, says) in [(Language::English, english), (Language::Chinese, chinese)] {
                let error = file.search.check(Words::of(language)).expect_err("an error");
                assert!(error.contains(says), "{error}");
            }
        }
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
