//! Fields and their values: what a word means where it stands.

use regex::RegexBuilder;

use super::ast::{EntryMark, Matcher, QueryNode, TextField};
use super::date::Days;
use super::error::Wrong;
use super::expression::Expression;
use super::term::Literal;
use super::{QueryOptions, day};
use crate::search::fold::{Folded, Folds};

/// How large a compiled regular expression may be, in bytes, and its cache.
const REGEX_SIZE: usize = 1 << 20;

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QueryField {
    In(TextField),
    Date,
    Lang,
    Is,
}

/// The names of fields; they may be typed in capitals and with a full-width colon.
pub(super) const FIELDS: [(QueryField, [&str; 2]); 10] = [
    (QueryField::In(TextField::Title), ["title", "标题"]),
    (QueryField::In(TextField::Source), ["source", "来源"]),
    (QueryField::In(TextField::Author), ["author", "作者"]),
    (QueryField::In(TextField::Editor), ["editor", "编辑"]),
    (QueryField::In(TextField::Category), ["category", "分类"]),
    (QueryField::In(TextField::Tag), ["tag", "标签"]),
    (QueryField::In(TextField::Path), ["path", "路径"]),
    (QueryField::Date, ["date", "日期"]),
    (QueryField::Lang, ["lang", "语言"]),
    (QueryField::Is, ["is", "是"]),
];

/// Names of states and languages besides their own.
const STATES: [(EntryMark, &[&str]); 5] = [
    (EntryMark::Read, &["read", "已读"]),
    (EntryMark::Unread, &["unread", "未读"]),
    (EntryMark::Starred, &["starred", "星标", "加星"]),
    (EntryMark::Noted, &["noted", "笔记", "有笔记", "批注", "有批注"]),
    (EntryMark::Unreadable, &["unreadable", "读不了"]),
];
const LANGUAGES: [(&str, &str); 8] = [
    ("中文", "zh"),
    ("汉语", "zh"),
    ("简体", "zh-hans"),
    ("繁体", "zh-hant"),
    ("日文", "ja"),
    ("日语", "ja"),
    ("韩文", "ko"),
    ("英文", "en"),
];

impl QueryField {
    /// What was typed, as a value of the field.
    pub(super) fn value(self, typed: &str, options: &QueryOptions, phrase: bool) -> Result<QueryNode, Wrong> {
        match self {
            Self::In(place) => {
                match Literal::new(typed, options.folds, options.readings.then_some(options.pinyin), phrase) {
                    Some(literal) => Ok(QueryNode::Text(place, Matcher::Literal(Box::new(literal)))),
                    None => Err(Wrong::Empty),
                }
            }
            Self::Date => {
                let plain = Folded::by(typed, Folds::WIDTH);
                Days::parse(plain.text(), day(options.now)).map(QueryNode::Date).ok_or(Wrong::BadDate)
            }
            Self::Lang => {
                let tag = typed.trim().to_lowercase();
                let named = LANGUAGES.iter().find(|(name, _)| *name == tag).map(|(_, tag)| (*tag).to_owned());
                let tag = named.unwrap_or(tag);
                if tag.is_empty() { Err(Wrong::NoValue) } else { Ok(QueryNode::Lang(tag)) }
            }
            Self::Is => {
                let typed = typed.trim().to_lowercase();
                let state = STATES.iter().find(|(_, names)| names.contains(&typed.as_str()));
                state.map(|(state, _)| QueryNode::Is(*state)).ok_or(Wrong::BadState)
            }
        }
    }
}

/// A regular expression: case counts if it has a capital, `^` and `$` are the ends of lines, and it has a size that
/// can be afforded.
pub(super) fn regex(pattern: &str) -> Result<Expression, Wrong> {
    let case_insensitive = !has_capital(pattern);
    let built = RegexBuilder::new(pattern)
        .case_insensitive(case_insensitive)
        .multi_line(true)
        .size_limit(REGEX_SIZE)
        .dfa_size_limit(REGEX_SIZE)
        .nest_limit(64)
        .build();
    built.map(|regex| Expression::new(regex, case_insensitive)).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => Wrong::HugeRegex,
        error => {
            // The last line of its message says what; the lines before draw a picture of where.
            let words = error.to_string();
            Wrong::BadRegex(words.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned())
        }
    })
}

/// Whether a pattern has a capital that is a letter to be found, not the name of a class (`\W`, `\p{Han}`).
fn has_capital(pattern: &str) -> bool {
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' {
            let class = chars.next();
            if matches!(class, Some('p' | 'P' | 'x' | 'u' | 'U')) && chars.peek() == Some(&'{') {
                chars.by_ref().take_while(|&c| c != '}').for_each(drop);
            } else if matches!(class, Some('p' | 'P')) {
                chars.next();
            }
        } else if c.is_uppercase() {
            return true;
        }
    }
    false
}
