//! A *dateline*: the line that says when and from where an article is.

use super::credit::credit;
use super::dates::{self, FoundDate};
use super::line_part::{LinePart, parts};
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::said::{date_label_ending, is_organisation};
use crate::extract::furniture::{CreditField, DateLabel, FurnitureRules, RuleMatch, Zone};
use crate::extract::prose::trim;
use crate::model::Meta;

/// What is in front of a date, without its colon.
fn date_label(before: &str) -> &str {
    trim(trim(before).trim_end_matches([':', '：', '|', '·', '/']))
}

/// The longest line that says when, in bytes: whatever else is on it, it is short.
const LONGEST: usize = 400;

/// Whether a line says when and from where, and nothing else.
pub(crate) fn is_dateline(text: &str) -> bool {
    text.len() <= LONGEST && dates::find(text).is_some_and(|found| is_dateline_of(text, &found))
}

fn is_dateline_of(text: &str, found: &FoundDate) -> bool {
    let (before, after) = (&text[..found.range.start], &text[found.range.end..]);
    let length = |text: &str| trim(text).chars().count();
    // `最后更新日期为：2021-10-12` is a statement.
    let bare = length(before) <= 16
        && length(after) <= 2
        && !text.contains(['。', '，', '！', '？'])
        && !date_label(before).ends_with('为');
    let label = date_label_ending(date_label(before)).filter(|(label, at)| *label != DateLabel::Other && *at == 0);
    if label.is_some() && length(after) <= 40 && !text.contains(['。', '，']) {
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
pub(crate) fn dateline(meta: &mut Meta, draft: &mut DraftBlock, rules: FurnitureRules<'_>) {
    let text = draft.text().to_owned();
    let mut dated = false;
    let mut behind: Option<&str> = None;
    let mut pending: Option<CreditField> = None;
    for part in parts(&text) {
        match part {
            LinePart::Date { date, label } => {
                match label {
                    Some(DateLabel::Updated) if meta.published.is_some() || dated => {
                        meta.updated = meta.updated.or(Some(date.at));
                    }
                    Some(DateLabel::Other) => {}
                    _ => meta.published = meta.published.or(Some(date.at)),
                }
                dated = true;
            }
            LinePart::Credit { credit: label, value: "", .. } => pending = label.field,
            LinePart::Credit { credit: label, value, .. } => {
                if let Some(field) = label.field {
                    credit(meta, field, value);
                }
            }
            LinePart::Words(words) => match (pending.take(), rules.line(words, Zone::Head)) {
                (Some(field), _) => credit(meta, field, words),
                (None, Some(RuleMatch { rule, value: Some(value), .. })) => {
                    if let Some(field) = rule.field {
                        credit(meta, field, &value);
                    }
                }
                (None, Some(_)) => {}
                // In front of the date stands the source's bare name; behind it too, where there is no other.
                (None, None) if !dated && is_short_name(words) => credit(meta, CreditField::Source, words),
                (None, None) if dated && is_short_name(words) && is_organisation(words) => {
                    behind = behind.or(Some(words));
                }
                (None, None) => {}
            },
            LinePart::OtherLabel => pending = None,
            LinePart::Day { .. } | LinePart::Clock(..) | LinePart::DateLabel(_) => {}
        }
    }
    if let Some(name) = behind.filter(|_| meta.source.is_empty()) {
        credit(meta, CreditField::Source, name);
    }
    draft.cut_for("published");
}

fn is_short_name(words: &str) -> bool {
    words.chars().count() <= 14 && words.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// What can follow the date in a line that says when and from where.
const AFTER: &[&str] = &[
    "来源",
    "來源",
    "稿源",
    "出处",
    "信息来源",
    "文章来源",
    "作者",
    "编辑",
    "责任编辑",
    "责编",
    "记者",
    "供稿",
    "发布",
    "浏览",
    "阅读",
    "点击",
    "访问",
    "评论",
    "字号",
    "字体",
    "分享",
    "打印",
    "【",
    "更新于",
    "更新於",
    "更新时间",
    "更新時間",
    "最后更新",
    "最後更新",
    "修改于",
    "分类",
    "分類",
    "字数",
    "本文字数",
];

/// Whether a line says when and from where the article is, and nothing else: `2019-03-08 来源：某报 浏览：12 次`.
pub(crate) fn tells_when(text: &str) -> bool {
    const SHORT: usize = 300;
    if text.len() > LONGEST {
        return false;
    }
    let Some(found) = dates::find(text) else { return false };
    if is_dateline_of(text, &found) {
        return true;
    }
    if text.len() > SHORT || text.contains('。') {
        return false;
    }
    let before = trim(&text[..found.range.start]).chars().count();
    // `2019-05-17 · 某报`
    if let Some(name) = trim(&text[found.range.end..]).strip_prefix(['·', '•', '|', '｜'])
        && before <= 6
        && (2..=14).contains(&trim(name).chars().count())
        && !name.contains(['，', ',', '？', '！', '：'])
    {
        return true;
    }
    let after = trim(&text[found.range.end..]).trim_start_matches(['|', '｜', '/', '·', '【', '[', '(', '（']);
    before <= 16 && AFTER.iter().any(|label| trim(after).starts_with(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_of_another_day_is_text() {
        let meta = Meta { published: dates::parse("2021-03-22"), ..Meta::default() };
        assert!(agrees(&meta, "2021-03-21 08:00 某报") && agrees(&Meta::default(), "2002-11-01"));
        assert!(!agrees(&meta, "2002-11-01"));
    }
}
