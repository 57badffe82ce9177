//! The table holds what it promises, and asking all rules at once finds what asking one by one does.

use proptest::prelude::*;
use serde::Deserialize;

use super::compiled::{CREDITS, REASONS, RULES, TEXT_RULES, TOKENS};
use super::kinds::At;
use super::table::name;
use super::{Furniture, Rule, RuleMatch, Zone};
use crate::model::{Format, Limits};

static SOURCE: &str = include_str!("../../../assets/furniture.toml");

/// The table as it is written.
#[derive(Deserialize)]
struct SourceTable {
    rule: Vec<Rule>,
}

fn source() -> Vec<Rule> {
    let table: SourceTable = toml::from_str(SOURCE).expect("the table can be read");
    table.rule
}

#[test]
fn every_rule_cuts_its_examples_and_leaves_the_others() {
    let rules = source();
    assert!(rules.len() > 25);
    let patterns = rules.iter().flat_map(|rule| rule.pattern.iter().chain(&rule.only));
    assert!(patterns.clone().all(|pattern| pattern.regex().is_some()), "a pattern that is none");
    for rule in &rules {
        assert!(!rule.cuts.is_empty() && !rule.leaves.is_empty(), "{} has no examples", rule.name);
        assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
        let hits = |text: &str| match rule.at {
            At::Element => rule.names(text),
            At::End => rule.matches(text).is_some_and(|hit| hit.start > 0),
            At::Start => rule.matches(text).is_some_and(|hit| hit.value.is_some_and(|value| !value.is_empty())),
            _ => text.chars().count() <= rule.max() && rule.matches(text).is_some(),
        };
        for example in &rule.cuts {
            assert!(hits(example), "{} does not cut {example}", rule.name);
        }
        for example in &rule.leaves {
            assert!(!hits(example), "{} cuts {example}", rule.name);
        }
    }
}

#[test]
fn every_reason_has_one_chinese_name() {
    for rule in &RULES {
        let name = name(rule.name);
        assert!(name.is_some(), "{} has none", rule.name);
        assert!(rule.zh.is_none_or(|zh| Some(zh) == name), "{} has two", rule.name);
    }
    for [reason, zh] in &REASONS {
        assert!(!RULES.iter().any(|rule| rule.name == *reason), "{reason} is a rule");
        assert_eq!(name(reason), Some(*zh));
    }
    for credit in &CREDITS {
        assert!(name(credit.rule).is_some(), "{} is no rule", credit.rule);
    }
    assert_eq!(name("no-such-rule"), None);
}

const FORMATS: [Format; 8] = [
    Format::Hexo,
    Format::Scraped,
    Format::Html,
    Format::Markdown,
    Format::Feed,
    Format::Xml,
    Format::Epub,
    Format::Text,
];

/// What a rule found, to be compared. Where it begins is asked of the end of a paragraph only.
fn told(hit: RuleMatch<'_>) -> (String, Option<String>, usize, bool) {
    let start = if hit.rule.at == At::End { hit.start } else { 0 };
    (hit.rule.name.clone(), hit.value, start, hit.word)
}

/// The rules asked one by one, as they are written, and all at once.
fn assert_same(rules: &[Rule], text: &str) {
    let (furniture, limits) = (Furniture::default(), Limits::default());
    for format in FORMATS {
        let own = furniture.of(format, &limits);
        let length = text.chars().count();
        let those = |at: At, zone: Zone| {
            rules.iter().filter(move |rule| rule.at == at && rule.for_format(format) && rule.position.holds(zone))
        };
        let first = |at: At, zone: Zone| {
            those(at, zone).filter(|rule| length <= rule.max()).find_map(|rule| rule.matches(text)).map(told)
        };
        for zone in [Zone::Head, Zone::Body, Zone::Tail] {
            assert_eq!(own.line(text, zone).map(told), first(At::Line, zone), "{format:?}, {zone:?}: {text}");
        }
        let edges = first(At::Line, Zone::Tail).or_else(|| first(At::Line, Zone::Head));
        assert_eq!(own.line_at_edges(text).map(told), edges, "{format:?}: {text}");
        let wholes = [(At::Image, own.image(text)), (At::Link, own.link(text)), (At::Code, own.code(text))];
        for (at, found) in wholes {
            assert_eq!(found.map(told), first(at, Zone::Body), "{at:?} in a {format:?}: {text}");
        }
        if length <= 100 {
            let starts = those(At::Start, Zone::Body).filter_map(|rule| rule.matches(text)).map(told);
            assert_eq!(own.start(text).map(told).collect::<Vec<_>>(), starts.collect::<Vec<_>>(), "{format:?}: {text}");
            let end = those(At::End, Zone::Body).find_map(|rule| rule.matches(text)).filter(|hit| hit.start > 0);
            assert_eq!(own.end(text).map(told), end.map(told), "{format:?}: {text}");
        }
    }
}

#[test]
fn all_at_once_finds_what_one_by_one_does() {
    let rules = source();
    let lines = rules.iter().flat_map(|rule| &rule.lines);
    for text in rules.iter().flat_map(|rule| rule.cuts.iter().chain(&rule.leaves)).chain(lines) {
        assert_same(&rules, text);
    }
    for odd in ["", "。", "记者", "\u{3000}", "K", "ſhare this", "1/1", "共０条"] {
        assert_same(&rules, odd);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Examples of the table cut, glued, in other letters and with other signs around them.
    #[test]
    fn so_it_does_with_what_is_nearly_an_example(
        one in any::<proptest::sample::Index>(),
        other in any::<proptest::sample::Index>(),
        from in any::<proptest::sample::Index>(),
        glue in prop::sample::select(vec!["", " ", "：", ":", "|", "\u{3000}", "（", "】", "12", "记者 "]),
        upper in any::<bool>(),
    ) {
        thread_local!(static RULES: Vec<Rule> = source());
        RULES.with(|rules| {
            let examples: Vec<&String> = rules.iter().flat_map(|rule| rule.cuts.iter().chain(&rule.lines)).collect();
            let (one, other) = (one.get(&examples), other.get(&examples));
            let ends: Vec<usize> = one.char_indices().map(|(at, _)| at).collect();
            let text = format!("{}{glue}{other}", &one[*from.get(&ends)..]);
            assert_same(rules, &if upper { text.to_ascii_uppercase() } else { text });
        });
    }
}

#[test]
fn both_engines_agree() {
    let rules = source();
    let examples: Vec<&String> = rules.iter().flat_map(|rule| rule.cuts.iter().chain(&rule.leaves)).collect();
    for pattern in rules.iter().filter_map(|rule| rule.pattern.as_ref()) {
        for text in &examples {
            assert!(pattern.is_in_by_both(text).is_some(), "{} in {text}", pattern.source());
        }
    }
    let footers = rules.iter().filter(|rule| rule.name == "site-footer").filter_map(|rule| rule.pattern.as_ref());
    for pattern in footers {
        assert!(pattern.is_in_by_both("某网版权所有 All Rights Reserved某公司").is_some());
    }
}

#[test]
fn every_line_of_the_corpus_is_matched_alike() {
    let Some(folder) = std::env::var_os("KANBAO_CORPUS") else {
        println!("KANBAO_CORPUS is not set: this runs on the examples only");
        return;
    };
    let rules = source();
    for kind in ["scraped", "seeds", "rsshub"] {
        let folder = std::path::Path::new(&folder).join(kind);
        for path in std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            text.lines().filter(|line| line.len() < 600).for_each(|line| assert_same(&rules, line.trim()));
        }
    }
}

#[test]
fn class_names_are_no_longer_than_what_is_read_of_one() {
    assert!(TOKENS.names.iter().all(|token| token.len() <= 80));
    assert!(TEXT_RULES.len() <= 128);
}

#[test]
fn elements_are_known_by_words_and_by_whole_names() {
    let (furniture, limits) = (Furniture::default(), Limits::default());
    let rules = source();
    let own = furniture.of(Format::Html, &limits);
    let names = rules
        .iter()
        .filter(|rule| rule.at == At::Element)
        .flat_map(|rule| rule.cuts.iter().chain(&rule.leaves).chain(&rule.tokens).chain(&rule.words));
    for token in names.map(String::as_str).chain(["", "-", "Ad", "postAuthor__bio2x", "广告", "a-very-long-ad"]) {
        let holds = |rule: &&Rule| rule.at == At::Element && rule.for_format(Format::Html) && rule.names(token);
        let one_by_one = rules.iter().find(holds).map(|rule| &rule.name);
        assert_eq!(own.element(std::iter::once(token)).map(|rule| &rule.name), one_by_one, "{token}");
    }
}
