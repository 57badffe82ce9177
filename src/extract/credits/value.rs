//! The *value* of a credit: what a label or a name beside it says, made fit for its field, or found to be none. Every
//! field has its rule here, and whatever reads credits asks it: better no value than one that is none.

use super::{dates, people};
use crate::extract::furniture::said::{is_no_name, is_no_value, is_organisation};
use crate::extract::furniture::{CreditField, credit_at};
use crate::extract::prose::{is_white, trim};
use crate::model::script::is_han;

/// The value that a field can have of a text, if it can have one.
pub(crate) fn fit(field: CreditField, text: &str) -> Option<String> {
    match field {
        CreditField::Author => author(text),
        CreditField::Source => source(text),
        CreditField::Editor => editor(text),
        CreditField::OriginalTitle => return original_title(text),
        CreditField::Reporters | CreditField::Url | CreditField::Updated => return Some(trim(text).to_owned()),
    }
    .filter(|value| value.chars().any(char::is_alphabetic))
}

/// What stands around a value and is no part of it.
fn bare(text: &str) -> &str {
    let mut text = text;
    loop {
        let sign = |c: char| {
            is_white(c)
                || matches!(
                    c,
                    ':' | '：' | '|' | '｜' | '丨' | '·' | '•' | ',' | '，' | '、' | ';' | '；' | '-' | '—' | '/'
                )
        };
        let mut inner = text.trim_matches(sign);
        for (open, close) in
            [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']'), ('《', '》'), ('「', '」'), ('“', '”')]
        {
            let whole = inner.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
            if let Some(whole) = whole.filter(|whole| !whole.contains(close)) {
                inner = whole;
            }
        }
        // One of a pair that lost the other.
        for (open, close) in [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']')] {
            if !inner.contains(open) {
                inner = inner.trim_end_matches(close);
            }
            if !inner.contains(close) {
                inner = inner.trim_matches(open);
            }
        }
        if inner == text {
            return text;
        }
        text = inner;
    }
}

/// The part of a text before the next label with a colon: `倪某　责任编辑：杨某`.
fn before_label(text: &str) -> &str {
    let label = |at: usize| {
        let (_, length) = credit_at(&text[at..])?;
        let after = text[at + length..].trim_start_matches(is_white);
        let white = text[..at].ends_with(is_white);
        (after.starts_with([':', '：', '＝']) || white && after.starts_with(['/', '／', '|', '｜', '丨'])).then_some(at)
    };
    let end = text.char_indices().skip(1).find_map(|(at, _)| label(at)).unwrap_or(text.len());
    text[..end].trim_end_matches(is_white)
}

/// The name before what its bearer is: `许仙 系某某大学教授`, `许仙（某某大学教授）`.
fn before_post(text: &str) -> &str {
    let posts = ["系", "为", "是", "现任", "现为", "供职", "就职", "任职", "单位"];
    let ends = |at: usize, c: char| {
        let after = &text[at + c.len_utf8()..];
        (is_white(c) || matches!(c, '，' | ',' | '、')) && posts.iter().any(|post| after.starts_with(post))
            || matches!(c, '（' | '(') && people::is_name(trim(&text[..at]))
    };
    let end = text.char_indices().find(|(at, c)| ends(*at, *c)).map_or(text.len(), |(at, _)| at);
    trim(&text[..end])
}

/// The part of a text before a date in it.
fn before_date(text: &str) -> &str {
    let end = dates::find(text).map_or(text.len(), |found| found.range.start);
    &text[..end]
}

/// Whether a text has the signs of a sentence in it.
fn is_sentence(text: &str) -> bool {
    text.contains(['。', '！', '？', '；', '…', '\n', '“', '”', '"', '：', ':', '?', '!', '=', '{', '\\'])
}

/// The longest name of somebody, or of several, in characters.
const LONGEST_NAME: usize = 40;

fn author(text: &str) -> Option<String> {
    let text = bare(before_date(before_label(bare(text))));
    let text = before_post(text);
    let lower = text.to_ascii_lowercase();
    let text = ["by ", "written by ", "文/", "文｜", "文|", "文丨", "作者"]
        .iter()
        .find(|label| lower.starts_with(**label))
        .map_or(text, |label| bare(&text[label.len()..]));
    let text = ["记者", "記者", "기자", "撰文", "撰稿", " 文", "/文", "报道", "著"]
        .iter()
        .find_map(|role| text.strip_suffix(role).map(bare))
        .filter(|name| people::is_name(name) || name.chars().all(is_hangul_or_white))
        .unwrap_or(text);
    let length = text.chars().count();
    // A Chinese name has few characters, and between several there is a sign.
    let longest = if text.is_ascii() || people::names(text).len() > 1 { LONGEST_NAME } else { LONGEST_NAME / 2 };
    // A name may be one character of Chinese.
    let least = if text.chars().all(is_han) { 1 } else { 2 };
    let sound = (least..=longest).contains(&length) && !is_sentence(text) && !text.contains(['@', '_']);
    (sound && !is_no_value(CreditField::Author, text)).then(|| text.to_owned())
}

fn is_hangul_or_white(c: char) -> bool {
    crate::model::script::is_hangul(c) || is_white(c)
}

/// Whether a text is nothing but the names of people.
pub(crate) fn is_people(text: &str) -> bool {
    let hangul = || (2..=3).contains(&text.chars().count()) && text.chars().all(crate::model::script::is_hangul);
    !is_organisation(text)
        && !is_no_name(text)
        && (!people::names(text).is_empty() || hangul() && !is_no_value(CreditField::Author, text))
}

/// The longest name of a source, in characters.
const LONGEST_SOURCE: usize = 30;

fn source(text: &str) -> Option<String> {
    let text = bare(before_date(before_label(bare(text))));
    // A name in Chinese has no blanks; what follows one is something else.
    let text = match text.split(is_white).next() {
        Some(first) if !first.is_ascii() => bare(first),
        _ => text,
    };
    let text = text.strip_prefix('@').unwrap_or(text);
    // `某某日报讯` opens what the paper reports.
    let text = text.strip_suffix(['讯', '訊']).filter(|name| is_organisation(name)).unwrap_or(text);
    let length = text.chars().count();
    let sound =
        (2..=LONGEST_SOURCE).contains(&length) && !is_sentence(text) && !text.contains(['，', '@', '>', '＞', '<']);
    (sound && !is_no_value(CreditField::Source, text)).then(|| text.to_owned())
}

fn editor(text: &str) -> Option<String> {
    let text = bare(before_date(before_label(bare(text))));
    // `杨小_NF4425`: a work number behind an underscore is no part of the name.
    let text = match text.rsplit_once('_') {
        Some((name, code)) if !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric()) => bare(name),
        _ => text,
    };
    let length = text.chars().count();
    ((1..=LONGEST_NAME).contains(&length) && !is_sentence(text) && !is_no_value(CreditField::Editor, text))
        .then(|| text.to_owned())
}

fn original_title(text: &str) -> Option<String> {
    const LONGEST: usize = 160;
    let text = trim(text);
    // 《…》 around the whole of it is no part of a title.
    let whole = text.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')).filter(|inner| !inner.contains('》'));
    let text = whole.unwrap_or(text);
    (text.chars().count() <= LONGEST && !text.contains('\n')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(field: CreditField, text: &str) -> String {
        fit(field, text).unwrap_or_default()
    }

    #[test]
    fn authors() {
        for (text, author) in [
            ("张三", "张三"),
            ("By Jane Roe", "Jane Roe"),
            ("文/李四", "李四"),
            ("李四 图/王芳", "李四"),
            ("李四 系某某大学教授", "李四"),
            ("李四，现任某某中学教师", "李四"),
            ("李四（某某大学教授）", "李四"),
            ("关闭", ""),
            ("asked", ""),
            ("王芳 记者", "王芳"),
            ("（赵琳）", "赵琳"),
            ("박상우 기자", "박상우"),
            ("夜行的猫", "夜行的猫"),
            ("A-某老师-某某学院", "A-某老师-某某学院"),
            ("张三　责任编辑：李四", "张三"),
            ("甲", "甲"),
            ("a", ""),
            ("大", ""),
            ("admin", ""),
            ("posted", ""),
            ("编辑于", ""),
            ("https://a.example/u/1", ""),
            ("a@b.example", ""),
            ("104363", ""),
            ("优质原创作者", ""),
            ("他说，这件事还没有完。", ""),
        ] {
            assert_eq!(told(CreditField::Author, text), author, "{text}");
        }
    }

    #[test]
    fn sources() {
        for (text, source) in [
            ("·某华社", "某华社"),
            ("北方晚报讯（", "北方晚报"),
            ("本报讯（", ""),
            ("某某资讯", "某某资讯"),
            ("关闭", ""),
            ("：某某周刊", "某某周刊"),
            ("某民网-文化频道 原创稿", "某民网-文化频道"),
            ("某某日报 2024-05-13 10:00", "某某日报"),
            ("The Example Times", "The Example Times"),
            ("《某某日报》", "某某日报"),
            ("某某新闻·某某号·政务", "某某新闻·某某号·政务"),
            ("发稿时间", ""),
            ("最新推荐文章于", ""),
            ("专家告诉记者，来源不明", ""),
            ("https://a.example", ""),
        ] {
            assert_eq!(told(CreditField::Source, text), source, "{text}");
        }
    }

    #[test]
    fn editors_and_titles() {
        for (text, editor) in [("杨小_NF4425", "杨小"), ("梁某 SF055", "梁某 SF055"), ("倪某 　责任编辑：杨某", "倪某")]
        {
            assert_eq!(told(CreditField::Editor, text), editor, "{text}");
        }
        assert_eq!(told(CreditField::OriginalTitle, "《定了！》"), "定了！");
        assert_eq!(told(CreditField::OriginalTitle, "《夜雨》与《早霜》"), "《夜雨》与《早霜》");
    }

    #[test]
    fn people_are_told_from_organisations() {
        assert!(is_people("王芳") && is_people("王芳 李四") && is_people("박상우") && is_people("Jane Roe"));
        assert!(!is_people("江苏") && !is_people("时评"));
        assert!(!is_people("某某日报") && !is_people("加国必读") && !is_people("언론사"));
    }
}
