//! The table holds what it promises.

use super::table::{At, FurnitureTable, SOURCE, TABLE, name};

#[test]
fn every_rule_cuts_its_examples_and_leaves_the_others() {
    let table: FurnitureTable = toml::from_str(SOURCE).expect("the table can be read");
    let table: &'static FurnitureTable = Box::leak(Box::new(table));
    assert!(table.rule.len() > 25);
    let patterns = table.rule.iter().flat_map(|rule| rule.pattern.iter().chain(&rule.only));
    assert!(patterns.clone().all(|pattern| pattern.prepare().is_some()), "a pattern that is none");
    for rule in &table.rule {
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
    for rule in &TABLE.rule {
        let name = name(&rule.name);
        assert!(name.is_some(), "{} has none", rule.name);
        assert!(rule.zh.as_deref().is_none_or(|zh| Some(zh) == name), "{} has two", rule.name);
    }
    for reason in &TABLE.reason {
        assert!(!TABLE.rule.iter().any(|rule| rule.name == reason.name), "{} is a rule", reason.name);
        assert_eq!(name(&reason.name), Some(reason.zh.as_str()));
    }
    for credit in &TABLE.credit {
        assert!(name(&credit.rule).is_some(), "{} is no rule", credit.rule);
    }
    assert_eq!(name("no-such-rule"), None);
}
