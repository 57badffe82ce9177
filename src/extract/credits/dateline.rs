//! A *dateline*: the line that says when and from where an article is.

use super::credit::credit;
use super::dates;
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::{CreditField, FurnitureRules, RuleMatch, Zone};
use crate::extract::prose::trim;
use crate::model::Meta;

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
pub(crate) fn dateline(meta: &mut Meta, draft: &mut DraftBlock, rules: FurnitureRules<'_>) {
    let text = draft.text().to_owned();
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
    draft.cut_for("published");
}

/// What stands beside a date: a labelled credit, or in front of it the source's bare name.
fn named(meta: &mut Meta, text: &str, front: bool, rules: FurnitureRules<'_>) {
    for part in text.split_whitespace() {
        match rules.line(part, Zone::Head) {
            Some(RuleMatch { rule, value: Some(value), .. }) => {
                if let Some(field) = rule.field {
                    credit(meta, field, &value);
                }
            }
            Some(_) => {}
            None if front && part.chars().count() <= 14 && part.chars().filter(|c| c.is_alphabetic()).count() >= 2 => {
                credit(meta, CreditField::Source, part);
            }
            None => {}
        }
    }
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
];

/// Whether a line says when and from where the article is, and nothing else: `2019-03-08 来源：某报 浏览：12 次`.
pub(crate) fn tells_when(text: &str) -> bool {
    const LONGEST: usize = 300;
    if is_dateline(text) {
        return true;
    }
    if text.len() > LONGEST || text.contains('。') {
        return false;
    }
    let Some(found) = dates::find(text) else { return false };
    let before = trim(&text[..found.range.start]).chars().count();
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
