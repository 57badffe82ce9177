//! The catalogue of the interface in traditional characters: every sentence of the interface has its line, no line is about
//! a sentence that is not there any more, and what stands for a part of a sentence stands in both.

use std::collections::{BTreeMap, BTreeSet};

use kanbao::cli;
use kanbao::model::{
    AidWords, AlongWords, Arrangement, AskingWords, ChineseWords, ConfigWords, FindingWords, GroupBy, HintWords,
    KeySheet, Language, ListingWords, MouseWords, NoteWords, PageWords, PictureWords, PromptWords, SentenceWords,
    SortBy, TerminalWords, Words, chinese_diagnostics,
};
use unicode_width::UnicodeWidthStr;

fn catalogue() -> BTreeMap<String, String> {
    toml::from_str(include_str!("../assets/traditional.toml")).expect("a table of sentences")
}

/// Everything the interface can say in Chinese.
fn sentences() -> BTreeSet<String> {
    let zh = Language::Chinese;
    let mut all: BTreeSet<String> = BTreeSet::new();
    for table in [
        Words::of(zh).all(),
        AidWords::of(zh).all(),
        AlongWords::of(zh).all(),
        AskingWords::of(zh).all(),
        ChineseWords::of(zh).all(),
        TerminalWords::of(zh).all(),
        HintWords::of(zh).all(),
        MouseWords::of(zh).all(),
        NoteWords::of(zh).all(),
        ConfigWords::of(zh).all(),
        PageWords::of(zh).all(),
        PictureWords::of(zh).all(),
        PromptWords::of(zh).all(),
        FindingWords::of(zh).all(),
        ListingWords::of(zh).all(),
        SentenceWords::of(zh).all(),
    ] {
        all.extend(table.into_iter().map(str::to_owned));
    }
    let sheet = KeySheet::standard();
    let keys = sheet.groups().iter().flat_map(kanbao::model::Group::bindings);
    all.extend(keys.map(|binding| binding.line(zh).to_owned()));
    for (sort, _) in SortBy::EACH {
        all.extend([sort.said(zh), sort.first(false, zh), sort.first(true, zh)].map(str::to_owned));
    }
    let groups = GroupBy::EACH.iter().map(|(group, _)| Some(*group)).chain([None]);
    all.extend(groups.clone().map(|group| Arrangement::said_of_groups(group, zh).to_owned()));
    all.extend(groups.flatten().map(|group| group.without(zh).to_owned()));
    all.insert(Arrangement::REVERSED.to_owned());
    let furniture: toml::Table = toml::from_str(include_str!("../assets/furniture.toml")).expect("a table of rules");
    names(&toml::Value::Table(furniture), &mut all);
    all.extend(chinese_diagnostics());
    all.extend(cli::chinese_help());
    all.retain(|sentence| sentence.chars().any(|c| ('\u{3400}'..='\u{9FFF}').contains(&c)));
    all
}

/// What rules are called in Chinese.
fn names(value: &toml::Value, all: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            all.extend(table.get("zh").and_then(toml::Value::as_str).map(str::to_owned));
            table.values().for_each(|value| names(value, all));
        }
        toml::Value::Array(values) => values.iter().for_each(|value| names(value, all)),
        _ => {}
    }
}

#[test]
fn every_sentence_has_its_line_and_no_line_is_left_over() {
    let (sentences, catalogue) = (sentences(), catalogue());
    let missing: Vec<&String> = sentences.iter().filter(|sentence| !catalogue.contains_key(*sentence)).collect();
    assert!(missing.is_empty(), "not in assets/traditional.toml:\n{missing:#?}");
    let left: Vec<&String> = catalogue.keys().filter(|sentence| !sentences.contains(*sentence)).collect();
    assert!(left.is_empty(), "nobody says this any more:\n{left:#?}");
}

#[test]
fn both_have_the_same_gaps_and_one_width_on_every_terminal() {
    for (simplified, traditional) in catalogue() {
        let gaps = |text: &str| (text.matches('{').count(), text.matches('\n').count());
        assert_eq!(gaps(&simplified), gaps(&traditional), "{simplified}");
        // Key names, options and file names are what is typed.
        let ascii = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        assert_eq!(ascii(&simplified), ascii(&traditional), "{simplified}");
        assert_eq!(traditional.width() == traditional.width_cjk(), simplified.width() == simplified.width_cjk());
    }
}

#[test]
fn the_interface_speaks_it() {
    assert_eq!(Words::of(Language::Traditional).keywords, "關鍵詞");
    assert_eq!(
        Words::of(Language::Traditional).cut_shown(14),
        "已顯示剪去的 14 處，{reader.next-cut} 下一處，{panes.toggle-cut} 收起"
    );
    let (simplified, traditional) = (Words::of(Language::Chinese).all(), Words::of(Language::Traditional).all());
    let differ = simplified.iter().zip(&traditional).filter(|(one, other)| one != other).count();
    assert!(differ * 2 > simplified.len(), "{differ} of {} are written in another way", simplified.len());
}
