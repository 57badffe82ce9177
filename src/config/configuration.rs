//! The *configuration* of a run: config file, then environment, then flags; the later wins.

use std::env;
use std::path::{Path, PathBuf};

use super::Hyperlinks;
use super::fault::ConfigFault;
use super::file::{Paragraphs, ReadingPlace};
use super::folder::in_home;
use super::import::ImportConfig;
use super::keyword::KeywordConfig;
use super::options::{MatchingOptions, ReadOptions};
use super::programs::Programs;
use super::reading::{self, FileReading};
use super::widths::Widths;
use crate::model::{ColourDepth, KeySheet, Language, SafeText, SavedSearch, TerminalColours, ThemeChoice};
use crate::search::Matching;
use crate::term;
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
    /// The saved searches.
    pub saved: Vec<SavedSearch>,
    /// Whether the mouse is ours (else it is the terminal's, for selecting).
    pub mouse: bool,
    /// Whether the terminal is told of links.
    pub hyperlinks: Hyperlinks,
    /// The theme.
    pub theme: ThemeChoice,
    /// How many colours the terminal has; none where none are wanted.
    pub depth: ColourDepth,
    /// What the environment tells of the terminal's own two colours.
    pub told_colours: TerminalColours,
    /// The language of the interface.
    pub language: Language,
    /// The programs that are started.
    pub programs: Programs,
    /// The dictionaries, and folders of some.
    pub dictionaries: Vec<PathBuf>,
    /// How files are read.
    pub importing: ImportConfig,
    /// The keys, where they are others than those of the program.
    pub keys: Option<KeySheet>,
    /// What is wrong with the file; the rest of it holds.
    pub faults: Vec<ConfigFault>,
}

impl Config {
    /// The configuration of this run. What is wrong in the file does not hold, and is among the faults.
    pub fn load(options: &ReadOptions) -> Self {
        Self::from_parts(FileReading::of_user(&options.archive.paths), options, variable)
    }

    fn from_parts(reading: FileReading, options: &ReadOptions, variable: impl Fn(&str) -> Option<String>) -> Self {
        let language = reading.file.language(&variable);
        let (importing, faults) = (reading.importing(language), reading.faults(language));
        let FileReading { file, keys, .. } = reading;
        let widths = variable("KANBAO_WIDTH").map(|text| Widths::parse(&text)).unwrap_or_default().or(file.width);
        let settings = Settings {
            measure: file.measure.map_or(64, |han| han.saturating_mul(2).clamp(*MEASURES.start(), *MEASURES.end())),
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
            scroll_speed: file.reading.scroll_speed.unwrap_or(Settings::default().scroll_speed),
            pinyin: file.reading.chinese().pinyin(),
            script: file.reading.chinese().script(),
            ruler: widths.ruler(),
        };
        Self {
            settings,
            widths,
            importing,
            keys,
            faults,
            dictionaries: dictionary_paths(&file.dictionary.files),
            programs: file.programs,
            matching: file.search.matching(),
            saved: (0..).zip(&file.search.saved).map(|(number, saved)| saved.saved(number)).collect(),
            keywords: file
                .keywords
                .into_iter()
                .chain(options.keywords.iter().map(|word| word.as_str().into()))
                .collect(),
            mouse: file.mouse.unwrap_or(true),
            hyperlinks: Hyperlinks::of(file.hyperlinks.unwrap_or(true)),
            theme: ThemeChoice { name: file.theme, own: file.themes },
            depth: term::colour_depth(&variable),
            told_colours: term::told_colours(&variable),
            language,
        }
    }
}

/// What the configuration file says of importing, and what is wrong with the file.
pub fn import_config(paths: &[PathBuf]) -> (ImportConfig, Vec<ConfigFault>) {
    let reading = FileReading::of_user(paths);
    let language = reading.file.language(variable);
    (reading.importing(language), reading.faults(language))
}

/// The dictionaries that the configuration file names, and folders of some.
pub fn dictionaries() -> Vec<PathBuf> {
    dictionary_paths(&FileReading::of_user(&[]).file.dictionary.files)
}

/// Where dictionaries stand: seen from the folder of the configuration.
fn dictionary_paths(named: &[String]) -> Vec<PathBuf> {
    let beside = reading::path().and_then(|path| path.parent().map(Path::to_owned)).unwrap_or_default();
    named.iter().map(|name| beside.join(in_home(name))).collect()
}

/// How a query of the command line is compared: as the file's `[search]` has it, the flags on top.
pub fn matching(flags: &MatchingOptions, paths: &[PathBuf]) -> Matching {
    FileReading::of_user(paths).file.search.with(flags).matching()
}

/// Whether this terminal is told of links.
pub(super) fn hyperlinks() -> Hyperlinks {
    Hyperlinks::of(FileReading::of_user(&[]).file.hyperlinks.unwrap_or(true))
}

/// The name of the theme, and how many colours this terminal has.
pub(super) fn colours() -> (Option<String>, ColourDepth) {
    (FileReading::of_user(&[]).file.theme, term::colour_depth(variable))
}

/// The language that the configuration file says, else that of the environment's locale.
pub fn language() -> Language {
    FileReading::of_user(&[]).file.language(variable)
}

/// A file that was looked through: its name, what it says of importing, and what is wrong with it.
#[derive(Debug)]
pub struct CheckedConfig {
    /// The file.
    pub path: SafeText,
    /// What it says of importing; nothing where there is no such file.
    pub importing: Option<ImportConfig>,
    /// What is wrong with it.
    pub faults: Vec<ConfigFault>,
}

/// Looks through a file, or through the one of this user; nothing where there can be none.
pub fn check(path: Option<&Path>) -> Option<CheckedConfig> {
    let path = path.map(Path::to_owned).or_else(reading::path)?;
    let shown = SafeText::line(&path.to_string_lossy());
    let language = language();
    let reading = FileReading::of_file(&path, &[]);
    Some(CheckedConfig {
        path: shown,
        importing: reading.as_ref().map(|reading| reading.importing(language)),
        faults: reading.map(|reading| reading.faults(language)).unwrap_or_default(),
    })
}

/// The configuration as it is without a file, each key with what it is for.
pub const DEFAULT: &str = include_str!("../../assets/config.toml");

fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::file::ConfigFile;
    use crate::config::options::ArchiveOptions;
    use crate::model::{Rgb, ThemePart};
    use crate::search::{DoublePinyin, Folds, FuzzyPinyin, PinyinTyping, Slot};

    fn config(file: &str, variables: &[(&str, &str)], keywords: &[&str]) -> Config {
        let file = FileReading::of_text(file.to_owned(), &[]);
        let options = ReadOptions {
            archive: ArchiveOptions::default(),
            fresh: false,
            keywords: keywords.iter().map(ToString::to_string).collect(),
        };
        Config::from_parts(file, &options, |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn environment_and_flags_win_over_the_file() {
        let file = "measure = 40\nparagraphs = \"web\"\nkeywords = [\"天津\", { word = \"核酸\", name = \"检测\", colour = 3 }]\n\
                    [width]\nambiguous = 1\nvs16 = 2\n[search]\npinyin = false\nno-fold = [\"case\"]\n";
        let config = config(file, &[("KANBAO_WIDTH", "2"), ("LANG", "zh_CN.UTF-8")], &["会议"]);
        assert_eq!(config.settings.measure, 80);
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
        assert_eq!(spoken.depth, ColourDepth::Plain);
        assert_eq!(config("", &[("NO_COLOR", "")], &[]).depth, ColourDepth::Sixteen);
    }

    #[test]
    fn a_theme_and_the_readers_own() {
        let file = "theme = \"mine\"\n[themes.mine]\nground = \"#fff\"\nhighlight-red = \"#FFD0D0\"\n[themes.dark]\n";
        let theme = config(file, &[], &[]).theme;
        assert_eq!(theme.name.as_deref(), Some("mine"));
        let own = [(ThemePart::Ground, Rgb::WHITE), (ThemePart::HighlightRed, Rgb(0xFF, 0xD0, 0xD0))];
        assert_eq!(theme.own["mine"], own.into());
        assert_eq!(config("theme = \"drak\"", &[], &[]).theme, ThemeChoice::default());
    }

    #[test]
    fn how_pinyin_is_typed() {
        let typing = |file| config(file, &[], &[]).matching.pinyin;
        assert_eq!(typing(""), PinyinTyping::default());
        let typing = typing("[search]\nfuzzy-pinyin = [\"z-zh\", \"an-ang\"]\nshuangpin = \"zhinengabc\"\n");
        assert_eq!(typing.scheme, Some(DoublePinyin::Abc));
        assert_eq!(typing.fuzzy, FuzzyPinyin::named(["an-ang", "z-zh"]));
    }

    /// What is said of the faults of a file, in a language.
    fn said(file: &str, language: Language) -> Vec<String> {
        FileReading::of_text(file.to_owned(), &[]).faults(language).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_wrong_with_a_theme() {
        for (file, english, chinese) in [
            (
                "theme = \"drak\"",
                "line 1: theme: there is no drak; did you mean dark?",
                "第 1 行：theme：没有 drak；是不是 dark？",
            ),
            (
                "theme = \"mein\"\n[themes.mine]\ntext = \"#000\"",
                "line 1: theme: there is no mein; did you mean mine?",
                "没有 mein；是不是 mine？",
            ),
            (
                "[themes.mine]\nqiet = \"#777\"",
                "line 2: themes.mine: there is no qiet; did you mean quiet?",
                "第 2 行：themes.mine：没有 qiet；是不是 quiet？",
            ),
            (
                "[themes.mine]\nquiet = \"grey\"",
                "line 2: themes.mine.quiet: a colour as \"#80c0ff\" is wanted here",
                "第 2 行：themes.mine.quiet：这里要写一种颜色，如 \"#80c0ff\"",
            ),
        ] {
            assert_eq!(said(file, Language::English)[0].trim_start_matches(": "), english);
            assert!(said(file, Language::Chinese)[0].contains(chinese), "{file}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_the_nearest_that_is_right() {
        for (file, english, chinese) in [
            (
                "\nmesure = 30",
                "line 2: there is no mesure; did you mean measure?",
                "第 2 行：没有 mesure；是不是 measure？",
            ),
            (
                "[search]\npinying = true",
                "line 2: search: there is no pinying; did you mean pinyin?",
                "第 2 行：search：没有 pinying；是不是 pinyin？",
            ),
            (
                "[serch]\npinyin = true",
                "line 1: there is no serch; did you mean search?",
                "第 1 行：没有 serch；是不是 search？",
            ),
            (
                "measure = 2147483648",
                "line 1: measure: 2147483648; it can be 20 to 40",
                "第 1 行：measure：2147483648；可写 20 到 40",
            ),
            (
                "[width]\nambiguous = 7",
                "line 2: width.ambiguous: 7; it can be 1 to 2",
                "第 2 行：width.ambiguous：7；可写 1 到 2",
            ),
            (
                "[limits]\nfile = -1",
                "line 2: limits.file: -1; it can be 1 or more",
                "第 2 行：limits.file：-1；可写 1 以上",
            ),
            ("measure = \"x\"", "line 1: measure: a whole number is wanted here", "第 1 行：measure：这里要写一个整数"),
            ("mouse = 1", "line 1: mouse: true or false is wanted here", "第 1 行：mouse：这里要写 true 或 false"),
            ("search = 1", "line 1: search: a table is wanted here", "第 1 行：search：这里要写一张表"),
            (
                "readings = \"over\"",
                "line 1: readings: there is no over; there are after, above, hidden",
                "没有 over；可写的是",
            ),
            (
                "[search]\nshuangpin = \"flypy\"",
                "line 2: search.shuangpin: there is no flypy; there are xiaohe, ",
                "没有 flypy；可写的是 xiaohe、",
            ),
            (
                "[search]\nfuzzy-pinyin = [\"z-zh\", \"zh-z\"]",
                "line 2: search.fuzzy-pinyin: there is no zh-z; ",
                "没有 zh-z；",
            ),
            (
                "[search]\nno-fold = [\"foo\"]",
                "search.no-fold: there is no foo; there are width, ",
                "没有 foo；可写的是 width、",
            ),
            ("keywords = [{ wort = \"天津\" }]", "a keyword is a word, or", "关键词写成"),
            ("keywords = [{ word = \"天津\", colour = 11 }]", "keywords.colour: 11; it can be 1 to 10", "可写 1 到 10"),
            ("keys.preset = \"vi\"", "line 1: keys.preset: there is no vi; did you mean vim?", "没有 vi；是不是 vim？"),
            (
                "[keys.list]\nj = \"lin-down\"",
                "line 2: keys.list: there is no lin-down; did you mean line-down?",
                "没有 lin-down；是不是 line-down？",
            ),
            (
                "[keys.list]\nj = \"find\"",
                "line 2: find cannot be used in list, it belongs to reader",
                "第 2 行：find 不能用在 list，它属于 reader",
            ),
            ("[keys.list]\n5 = \"quit\"", "line 2: 5 is a digit, and digits are counts", "5 是数字"),
            ("[[folder]]\nmeasure = 30", "line 1: a [[folder]] needs its path", "[[folder]] 要写 path"),
            (
                "[[folder]]\npath = \"/\"\nmesure = 3",
                "line 3: folder: there is no mesure; did you mean measure?",
                "mesure",
            ),
            ("[[folder]]\npath = \"/\"\nlanguage = \"zh\"", "line 3: folder: there is no language", "没有 language"),
            ("mouse = = false", "line 1: no TOML: ", "第 1 行：不合 TOML 语法："),
            ("line-gap = true\nmeasure = [", "line 2: ", "第 2 行："),
        ] {
            for (language, says) in [(Language::English, english), (Language::Chinese, chinese)] {
                let said = said(file, language);
                assert!(said.first().is_some_and(|said| said.contains(says)), "{file}: {said:?}");
                assert!(said.len() == 1 || file.ends_with('['), "{file}: {said:?}");
            }
        }
    }

    #[test]
    fn what_is_right_in_a_faulty_file_holds() {
        let file = "mesure = 3\nline-gap = true\nparagraphs = \"webb\"\nkeywords = [\"天津\", 3, { word = \"核酸\", colour = 99 }]\n\
                    autospace = = true\nwrap-code = true\n[search]\nexact = true\nno-fold = [\"case\", \"foo\"]\nfoo = 1\n\
                    [limits]\nfile = 77\nratio = 0\n[programs]\ncopy = \"wl-copy\"\nbrowser = [\"firefox\"]\n";
        let config = config(file, &[], &[]);
        assert!(config.settings.line_gap && config.settings.wrap_code && !config.settings.autospace);
        assert_eq!(config.keywords, [KeywordConfig::from("天津"), KeywordConfig::from("核酸")]);
        assert!(config.matching.exact && !config.matching.folds.contains(Folds::CASE));
        assert_eq!((config.importing.limits.file, config.importing.limits.ratio), (77, 200));
        assert_eq!(config.programs.browser, Some(vec!["firefox".to_owned()]));
        assert_eq!(config.programs.copy, None);
        let lines: Vec<String> = config
            .faults
            .iter()
            .map(|fault| fault.to_string().split(": ").nth(1).unwrap_or_default().to_owned())
            .collect();
        let expected = [1, 3, 4, 4, 5, 9, 10, 13, 15].map(|line| format!("line {line}"));
        assert_eq!(lines, expected);
        let notice = ConfigFault::notice(&config.faults).expect("a notice");
        assert!(notice.ends_with("(9 in all: kanbao config --check)"), "{notice}");
    }

    #[test]
    fn a_section_holds_for_the_archives_under_its_path() {
        let home = tempfile::TempDir::new().expect("a folder");
        let news = home.path().join("news");
        for folder in ["news/a", "newspapers"] {
            std::fs::create_dir_all(home.path().join(folder)).expect("a folder");
        }
        std::fs::write(news.join("a/.kanbao.toml"), "measure = 40\n").expect("a file");
        std::fs::write(news.join(".kanbao.toml"), "measure = 40\n").expect("a file");
        let file = format!(
            "measure = 32\nkeywords = [\"天津\"]\n[search]\nexact = true\npinyin = false\n\
             [[folder]]\npath = \"{0}\"\nmeasure = 24\nkeywords = [\"北京\"]\nsearch.exact = false\n\
             [[folder]]\npath = \"{0}/a\"\nmeasure = 21\n",
            news.display()
        );
        let of = |paths: &[&str]| {
            let paths: Vec<PathBuf> = paths.iter().map(|path| home.path().join(path)).collect();
            let reading = FileReading::of_text(file.clone(), &paths);
            assert!(reading.faults(Language::English).is_empty());
            let search = reading.file.search.matching();
            (reading.file.measure, reading.file.keywords.len(), search.exact, search.readings)
        };
        assert_eq!(of(&[]), (Some(32), 1, true, false));
        assert_eq!(of(&["news"]), (Some(24), 2, false, false), "and no file in the archive is asked");
        assert_eq!(of(&["news/a", "news/a/.."]), (Some(24), 2, false, false));
        assert_eq!(of(&["news/a/b.zip/c.md"]), (Some(21), 2, false, false));
        assert_eq!(of(&["newspapers"]), (Some(32), 1, true, false));
        assert_eq!(of(&["news", "newspapers"]), (Some(32), 1, true, false));
    }

    #[test]
    fn the_default_says_what_holds_without_a_file() {
        let holds = |text: &str| {
            let reading = FileReading::of_text(text.to_owned(), &[]);
            assert!(reading.faults.is_empty(), "{:?}", reading.faults);
            format!("{:?} {:?}", reading.file, reading.keys.unwrap_or_else(KeySheet::standard))
        };
        assert_eq!(holds(DEFAULT), holds(""));
        // With its comments taken away it is a file without a fault, in which every key is its default but those that
        // have none.
        let written = |line: &str| match line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')) {
            Some(rest) => format!("{rest}\n"),
            None => format!("{line}\n"),
        };
        let written: String = DEFAULT.lines().map(written).collect();
        let written = FileReading::of_text(written, &[]);
        let said: Vec<String> = written.faults(Language::English).iter().map(ToString::to_string).collect();
        assert_eq!(said, [""; 0]);
        let (file, plain) = (&written.file, ConfigFile::default());
        assert_eq!(file.limits, plain.limits);
        assert_eq!(format!("{:?}", file.search.matching().folds), format!("{:?}", plain.search.matching().folds));
        assert_eq!((file.measure, file.mouse, file.line_gap, file.wrap_code), (Some(32), Some(true), false, false));
        assert!(file.keywords.is_empty() && file.rule.is_empty() && file.import.chapters.is_empty());
    }
}
