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
    let tested = KeywordConfig { name: Some("检测".into()), colour: Slot::new(2), ..KeywordConfig::from("核酸") };
    assert_eq!(config.keywords, [KeywordConfig::from("天津"), tested, KeywordConfig::from("会议")]);
    assert!(!config.matching.readings && !config.matching.folds.contains(Folds::CASE));
    assert!(config.matching.folds.contains(Folds::WIDTH));
    assert!(config.settings.ruler.ambiguous_wide && config.settings.ruler.emoji_variation);
    assert_eq!(config.language, Language::Chinese);
}

#[test]
fn what_is_wrong_in_the_environment_is_said() {
    for (value, said) in [
        ("7", "KANBAO_WIDTH: ambiguous: 7; it can be 1 to 2"),
        ("ambiguus=2", "KANBAO_WIDTH: there is no ambiguus; did you mean ambiguous?"),
        ("vs16=x", "KANBAO_WIDTH: vs16: x; it can be 1 to 2"),
    ] {
        let config = config("", &[("KANBAO_WIDTH", value), ("LANG", "C")], &[]);
        let faults: Vec<String> = config.faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults, [said]);
        assert_eq!(config.widths, Widths::default());
    }
    let config = config("", &[("KANBAO_WIDTH", "ambiguous=2, zwj=2,flag=9")], &[]);
    assert_eq!((config.widths.ambiguous, config.widths.zwj, config.widths.flag), (Some(2), Some(2), None));
    assert_eq!(config.faults.len(), 1);
}

#[test]
fn posix_order_of_locale_variables_and_no_color() {
    let spoken = config("", &[("LC_ALL", "en_US.UTF-8"), ("LANG", "zh_CN.UTF-8"), ("NO_COLOR", "1")], &[]);
    assert_eq!(spoken.language, Language::English);
    assert_eq!(spoken.depth, ColourDepth::Plain);
    assert_eq!(config("", &[("NO_COLOR", "")], &[]).depth, ColourDepth::Sixteen);
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

/// Holds that this is said of a file, in both languages.
fn is_said(file: &str, english: &str, chinese: &str) {
    for (language, says) in [(Language::English, english), (Language::Chinese, chinese)] {
        let said = said(file, language);
        assert!(said.first().is_some_and(|said| said.contains(says)), "{file}: {said:?}");
        assert!(said.len() == 1 || file.ends_with('['), "{file}: {said:?}");
    }
}

#[test]
fn what_is_wrong_with_keys_is_said() {
    for (file, english, chinese) in [
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
        (
            "[keys.prompt]\nx = \"delete\"",
            "line 2: x types a character in prompt, it needs C- or M- before it",
            "第 2 行：x 在 prompt 里是要输入的字，前面要加 C- 或 M-",
        ),
        (
            "[keys.note]\n\"C-s\" = \"anwser\"",
            "line 2: keys.note: there is no anwser; did you mean answer?",
            "没有 anwser；是不是 answer？",
        ),
        (
            "[keys.prompt]\n\"C-s\" = \"new-line\"",
            "line 2: new-line cannot be used in prompt, it belongs to note",
            "new-line 不能用在 prompt，它属于 note",
        ),
        (
            "[keys.list]\n\"C-M-x\" = \"quit\"\n\"M-C-x\" = \"help\"",
            "line 3: M-C-x is the same key as C-M-x, which has an action already",
            "M-C-x 就是 C-M-x，前面已经有了",
        ),
        ("[keys.list]\n5 = \"quit\"", "line 2: 5 is a digit, and digits are counts", "5 是数字"),
    ] {
        is_said(file, english, chinese);
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
            "[reading]\npinyin = \"pinyin\"",
            "line 2: reading.pinyin: there is no pinyin; there are none, rare, all",
            "none、rare",
        ),
        ("language = \"zh-hans\"", "line 1: language: there is no zh-hans; did you mean zh-Hans?", "是不是 zh-Hans？"),
        ("paragraphs = \"\"", "line 1: paragraphs: there is no ; there are book, web", "没有 ；可写的是"),
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
        ("list-width = 9", "line 1: list-width: 9; it can be 24 to 100", "list-width：9；可写 24 到 100"),
        ("[[folder]]\nmeasure = 30", "line 1: a [[folder]] needs its path", "[[folder]] 要写 path"),
        ("[[folder]]\npath = \"/\"\nmesure = 3", "line 3: folder: there is no mesure; did you mean measure?", "mesure"),
        ("[[folder]]\npath = \"/\"\nlanguage = \"zh\"", "line 3: folder: there is no language", "没有 language"),
        (
            "[[search.saved]]\nname = \"a\"\nquery = \"天津 date:\"",
            "line 1: search.saved.query: a field without a value",
            "第 1 行：search.saved.query：冒号后面还没有值",
        ),
        (
            "[[search.saved]]\nname = \"a\"\nquery = \"/(/\"",
            "search.saved.query: bad regular expression: unclosed group",
            "search.saved.query：正则式有误：括号没有用 ) 关上",
        ),
        ("[[folder]]\npath = \"/\"\n[folder.keys.list]\nx = \"quit\"", "line 3: folder: there is no keys", "没有 keys"),
        ("mouse = = false", "line 1: no TOML: ", "第 1 行：不合 TOML 语法："),
        ("line-gap = true\nmeasure = [", "line 2: ", "第 2 行："),
    ] {
        is_said(file, english, chinese);
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
    let lines: Vec<String> =
        config.faults.iter().map(|fault| fault.to_string().split(": ").nth(1).unwrap_or_default().to_owned()).collect();
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
            "[[folder]]\npath = \"/nowhere\"\ntheme = \"mein\"\n[themes.mine]\ntext = \"#000\"",
            "line 3: folder.theme: there is no mein; did you mean mine?",
            "第 3 行：folder.theme：没有 mein；是不是 mine？",
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
    let file = "[themes.mine]\n[[folder]]\npath = \"/a\"\ntheme = \"mine\"\n[[folder]]\npath = \"/b\"\ntheme = \"own\"\n\
                [folder.themes.own]\n";
    assert_eq!(said(file, Language::English), [""; 0]);
}
