//! A *credit*: who wrote, edited and first published an article, where the text itself says so.
//!
//! A credit stands in a line of its own, in a row of others, at the end of a paragraph, or at its beginning; the first
//! three are cut, the last is part of the text and only read.

use super::{dates, people, value};
use crate::extract::furniture::{self, Credit, CreditField, Zone};
use crate::extract::names;
use crate::extract::prose::{is_white, trim};
use crate::model::{Meta, SafeText};

/// Enters a credit into the meta. The first editor and original title stand; sources add up, nearest first.
pub(crate) fn credit(meta: &mut Meta, field: CreditField, value: &str) {
    let Some(value) = value::fit(field, value).map(|value| SafeText::line(&value)) else { return };
    if value.is_empty() {
        return;
    }
    match field {
        CreditField::Editor => meta.editor = meta.editor.take().or(Some(value)),
        CreditField::OriginalTitle => meta.original_title = meta.original_title.take().or(Some(value)),
        CreditField::Author => meta.author = meta.author.take().or(Some(value)),
        CreditField::Url => meta.url = meta.url.take().or_else(|| Some(value).filter(|url| url.starts_with("http"))),
        CreditField::Updated => meta.updated = meta.updated.or_else(|| dates::parse(&value)),
        CreditField::Reporters => {
            for name in people::names(&value) {
                names::add(&mut meta.reporters, SafeText::line(&name), "reporters", &mut meta.notes);
            }
        }
        CreditField::Source => {
            for source in value.split(['、', '|', '｜']).map(SafeText::line) {
                names::add(&mut meta.source, source, "sources", &mut meta.notes);
            }
        }
    }
}

/// The credits a line is made of, if it is made of nothing else: `编辑 韩明 校对 赵琳`. One alone is for the rules, unless
/// it stands without a colon at the article's end.
pub(crate) fn in_row(text: &str, zone: Zone) -> Option<Vec<(&'static Credit, &str)>> {
    const LONGEST: usize = 600;
    let text = trim(text);
    if text.len() > LONGEST {
        return None;
    }
    let mut rest = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .map_or(text, trim);
    let mut found = Vec::new();
    let mut colons = 0;
    while !rest.is_empty() {
        let (credit, label) = furniture::credit_at(rest)?;
        let after = begins_value(&rest[label..])?;
        let end = next_label(after.text);
        let value = trim(after.text[..end].trim_end_matches(is_between));
        let named = !people::names(value).is_empty();
        if value.is_empty() || value.chars().count() > 30 || value.contains(['。', '！', '？', '；', '：', ':']) {
            return None;
        }
        if !after.colon && !named {
            return None;
        }
        colons += usize::from(after.colon);
        found.push((credit, value));
        rest = after.text[end..].trim_start_matches(is_between);
    }
    let alone = found.first().is_some_and(|(credit, _)| credit.bare) && colons == 0 && zone == Zone::Tail;
    (found.len() > 1 || alone).then_some(found)
}

/// What parts one credit from the next.
fn is_between(c: char) -> bool {
    is_white(c) || matches!(c, '|' | '｜' | '丨' | '/' | '·' | ';' | '；' | ',' | '，' | '、')
}

/// What follows a label.
struct Value<'t> {
    text: &'t str,
    colon: bool,
}

/// The value behind a label, which a colon or a blank parts from it.
fn begins_value(text: &str) -> Option<Value<'_>> {
    let after = text.trim_start_matches(is_white);
    match after.strip_prefix([':', '：', '/', '|', '｜', '丨', '＝']) {
        Some(value) => Some(Value { text: value.trim_start_matches(is_white), colon: true }),
        None => (after.len() < text.len()).then_some(Value { text: after, colon: false }),
    }
}

/// Where in a value the next label begins: behind a blank, or glued to the name before it and with its own colon.
fn next_label(value: &str) -> usize {
    let mut before = ' ';
    for (at, c) in value.char_indices() {
        if at > 0
            && let Some((_, label)) = furniture::credit_at(&value[at..])
            && let Some(follows) = begins_value(&value[at + label..])
            && (is_between(before) || follows.colon)
        {
            return at;
        }
        before = c;
    }
    value.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Option<String> {
        let row = in_row(text, Zone::Tail)?;
        Some(row.iter().map(|(credit, value)| format!("{}={value}", credit.rule)).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn credits_in_a_row_are_told_apart() {
        let told = |text: &str| row(text).unwrap_or_default();
        assert_eq!(told("编辑 韩双明 校对 赵琳"), "editor-credit=韩双明 staff-credit=赵琳");
        assert_eq!(told("栏目主编：黄勇文字编辑：黄勇"), "editor-credit=黄勇 editor-credit=黄勇");
        assert_eq!(
            told("来源：某某日报 | 作者：李四 | 责编：王五"),
            "source-credit=某某日报 byline=李四 editor-credit=王五"
        );
        assert_eq!(told("（记者 王芳 摄影 赵琳）"), "reporters=王芳 staff-credit=赵琳");
        assert_eq!(told("责任编辑 王芳"), "editor-credit=王芳");
        for text in ["编辑 距离算法的两种写法", "编辑：王芳", "设计：让城市更好。来源：不明", "文字编辑软件", "文 化"]
        {
            assert_eq!(row(text), None, "{text}");
        }
    }
}
