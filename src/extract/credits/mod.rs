//! *Credits*: who wrote, edited and first published an article, and when, where the text itself says so.
//!
//! A credit stands in a line of its own, in a row of others, at the end of a paragraph, or at its beginning; the first
//! three are cut, the last is part of the text and only read.

pub(crate) mod dates;
pub(crate) mod language;
pub(crate) mod people;
pub(crate) mod titles;

use super::furniture::{self, Credit, Field, Hit, Rules, Zone};
use super::prose::{is_white, trim};
use crate::extract::draft::Piece;
use crate::model::{Meta, SafeText};

/// Enters a credit into the meta. The first editor and original title stand; sources add up, nearest first.
pub(crate) fn credit(meta: &mut Meta, field: Field, value: &str) {
    let value = trim(value);
    // 《…》 around the whole of it is not part of a title.
    let bare = value.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')).filter(|inner| !inner.contains('》'));
    let value = SafeText::line(bare.unwrap_or(value));
    if value.is_empty() || value.chars().all(|c| !c.is_alphanumeric()) {
        return;
    }
    match field {
        Field::Editor => meta.editor = meta.editor.take().or(Some(value)),
        Field::OriginalTitle => meta.original_title = meta.original_title.take().or(Some(value)),
        Field::Author => meta.author = meta.author.take().or(Some(value)),
        Field::Url => meta.url = meta.url.take().or_else(|| Some(value).filter(|url| url.starts_with("http"))),
        Field::Updated => meta.updated = meta.updated.or_else(|| dates::parse(&value)),
        Field::Reporters => {
            for name in people::names(&value) {
                let name = SafeText::line(&name);
                if meta.reporters.len() < MOST && !meta.reporters.contains(&name) {
                    meta.reporters.push(name);
                }
            }
        }
        Field::Source => {
            for source in value.split(['、', '|', '｜']).map(SafeText::line).filter(|source| !source.is_empty()) {
                if meta.source.len() < MOST && !meta.source.contains(&source) {
                    meta.source.push(source);
                }
            }
        }
    }
}

/// An article has no more sources or reporters than this; whoever claims more has lines that only look like credits.
const MOST: usize = 16;

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
    match after.strip_prefix([':', '：', '/', '|', '｜', '丨']) {
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

/// What stands before a date to say what it is.
const DATE_LABELS: &[&str] = &[
    "发布日期",
    "发布时间",
    "发表时间",
    "发表日期",
    "发表于",
    "发布于",
    "更新时间",
    "日期",
    "时间",
    "最后更新",
    "發佈時間",
    "發表時間",
];

/// What is in front of a date, without its colon.
fn date_label(before: &str) -> &str {
    trim(trim(before).trim_end_matches([':', '：', '|', '·', '/']))
}

/// Whether a line says when and from where, and nothing else.
pub(crate) fn is_dateline(text: &str) -> bool {
    // Whatever else is on such a line, it is short.
    if text.len() > 400 {
        return false;
    }
    let Some(found) = dates::find(text) else { return false };
    let (before, after) = (&text[..found.range.start], &text[found.range.end..]);
    let length = |text: &str| trim(text).chars().count();
    // `最后更新日期为：2021-10-12` is a statement.
    let bare = length(before) <= 16
        && length(after) <= 2
        && !text.contains(['。', '，', '！', '？'])
        && !date_label(before).ends_with('为');
    if DATE_LABELS.contains(&date_label(before)) && length(after) <= 40 && !text.contains(['。', '，']) {
        return true;
    }
    let timed = found.timed && length(before) <= 24 && length(after) <= 40 && !text.contains(['。', '！', '？']);
    // `2022年1月12日,在发布会上…` opens a paragraph.
    bare || (timed
        && !trim(after).starts_with([',', '，', '、', '时'])
        && !before.ends_with(['至', '到', '从', '于', '在']))
}

/// Whether the date of a line can be the one that is known already: a chronicle has other days in its lines.
pub(crate) fn agrees(meta: &Meta, text: &str) -> bool {
    const TWO_DAYS: i64 = 2 * 24 * 3600;
    match (meta.published, dates::find(text)) {
        (Some(known), Some(found)) => (known.seconds() - found.at.seconds()).abs() <= TWO_DAYS,
        _ => true,
    }
}

/// Reads a line that says when and from where, and cuts it.
pub(crate) fn dateline(meta: &mut Meta, piece: &mut Piece, rules: Rules<'_>) {
    let text = piece.text().to_owned();
    if let Some(found) = dates::find(&text) {
        let before = date_label(&text[..found.range.start]);
        if matches!(before, "更新时间" | "最后更新") && meta.published.is_some() {
            meta.updated = meta.updated.or(Some(found.at));
        } else {
            meta.published = meta.published.or(Some(found.at));
        }
        if !DATE_LABELS.contains(&before) {
            named(meta, before, true, rules);
        }
        named(meta, trim(&text[found.range.end..]), false, rules);
    }
    piece.cut_for("published");
}

/// What stands beside a date: a labelled credit, or in front of it the source's bare name.
fn named(meta: &mut Meta, text: &str, front: bool, rules: Rules<'_>) {
    for part in text.split_whitespace() {
        match rules.line(part, Zone::Head) {
            Some(Hit { rule, value: Some(value), .. }) => {
                if let Some(field) = rule.field {
                    credit(meta, field, &value);
                }
            }
            Some(_) => {}
            None if front && part.chars().count() <= 14 && part.chars().filter(|c| c.is_alphabetic()).count() >= 2 => {
                credit(meta, Field::Source, part);
            }
            None => {}
        }
    }
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

    #[test]
    fn a_dateline_of_another_day_is_text() {
        let meta = Meta { published: dates::parse("2021-03-22"), ..Meta::default() };
        assert!(agrees(&meta, "2021-03-21 08:00 某报") && agrees(&Meta::default(), "2002-11-01"));
        assert!(!agrees(&meta, "2002-11-01"));
    }
}
