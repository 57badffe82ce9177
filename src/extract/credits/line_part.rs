//! The *parts of a line* of credits: its dates, its labels with their values, and the words between them.
//!
//! `2019-03-08 10:20　来源：某报　作者：张三　浏览：12` is a date, two credits, and words.

use std::ops::Range;

use super::dates::{self, FoundDate};
use super::people::{is_name, without_place};
use crate::extract::furniture::said::{date_label, date_label_ending};
use crate::extract::furniture::{Credit, CreditField, DateLabel, credit_at};
use crate::extract::prose::{is_white, trim};

/// One part of a line.
#[derive(Debug)]
pub(crate) enum LinePart<'t> {
    /// A date, and of what it says it is.
    Date { date: FoundDate, label: Option<DateLabel> },
    /// A day without its year, and the time behind it: `10-08 12:00`.
    Day { month: i8, day: i8, clock: Option<(i8, i8)>, label: Option<DateLabel> },
    /// A time without a day.
    Clock(i8, i8),
    /// The label of a date that stands elsewhere.
    DateLabel(DateLabel),
    /// A label and its value; an empty one stands elsewhere.
    Credit {
        credit: &'static Credit,
        value: &'t str,
        /// Whether a colon makes it one; without it the word may be a button.
        sure: bool,
    },
    /// The label of something that is not asked for; its value, if it has one elsewhere, is none of ours.
    OtherLabel,
    /// Anything else, without a blank in it where it is Chinese.
    Words(&'t str),
}

/// The most dates of one line that are read.
const MOST_DATES: usize = 4;

/// The parts of a line, in order.
pub(crate) fn parts(line: &str) -> Vec<LinePart<'_>> {
    let mut parts = Vec::new();
    let mut from = 0;
    for _ in 0..MOST_DATES {
        let Some(found) = dates::find(&line[from..]) else { break };
        let range = from + found.range.start..from + found.range.end;
        let before = trim_between(&line[from..range.start]);
        let label = date_label_ending(before);
        let words = label.map_or(before, |(_, at)| &before[..at]);
        words_and_labels(words, &mut parts);
        let after = line[range.end..].trim_start_matches(is_white);
        let label = label.map(|(label, _)| label).or_else(|| behind(after));
        from = range.end;
        parts.push(LinePart::Date { date: FoundDate { range, ..found }, label });
    }
    let rest = line[from..].trim_start_matches(is_white);
    let rest =
        if from > 0 { rest.strip_prefix("发布").or(rest.strip_prefix("发表")).unwrap_or(rest) } else { rest };
    match (parts.is_empty(), yearless(rest)) {
        (true, Some((range, part))) => {
            words_and_labels(
                date_label_ending(trim_between(&rest[..range.start]))
                    .map_or(&rest[..range.start], |(_, at)| &rest[..at]),
                &mut parts,
            );
            parts.push(part);
            words_and_labels(&rest[range.end..], &mut parts);
        }
        _ => words_and_labels(rest, &mut parts),
    }
    parts
}

/// What stands behind a date and says of what it is: `2024-05-06 更新`.
fn behind(after: &str) -> Option<DateLabel> {
    let word = after.split(|c: char| is_white(c) || matches!(c, '|' | '·' | ',' | '，' | '<')).next()?;
    match word {
        "更新" | "修改" | "最后修改" | "编辑" | "修订" => Some(DateLabel::Updated),
        "发布" | "发表" | "首次发布" | "首发" | "刊发" | "发帖" => Some(DateLabel::Published),
        _ => None,
    }
}

/// What parts a label from its date.
fn trim_between(text: &str) -> &str {
    trim(text).trim_end_matches(|c: char| {
        is_white(c) || matches!(c, ':' | '：' | '|' | '｜' | '·' | '/' | '(' | '（' | '[' | '【')
    })
}

/// A day or a time without its year.
fn yearless(text: &str) -> Option<(Range<usize>, LinePart<'_>)> {
    const LONGEST: usize = 60;
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let label = date_label_ending(trim_between(&text[..start])).map(|(label, _)| label);
    let bytes = text.as_bytes();
    let number = |at: usize| -> Option<(i8, usize)> {
        let length = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let value = text.get(at..at + length).filter(|_| (1..=2).contains(&length))?.parse().ok()?;
        Some((value, at + length))
    };
    let clock = |at: usize| -> Option<((i8, i8), usize)> {
        let (hour, end) = number(at)?;
        let sign = text.get(end..)?.chars().next().filter(|c| matches!(c, ':' | '：'))?;
        let (minute, end) = number(end + sign.len_utf8())?;
        let seconds = text.get(end..)?.strip_prefix(':').and_then(|_| number(end + 1)).map_or(end, |(_, end)| end);
        ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(((hour, minute), seconds))
    };
    let (first, end) = number(start)?;
    let rest = text.get(end..)?;
    if let Some((time, end)) = clock(start) {
        return Some((start..end, LinePart::Clock(time.0, time.1)));
    }
    let sign = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '月' | '.'))?;
    let (second, end) = number(end + sign.len_utf8())?;
    let end = if text[end..].starts_with('日') { end + '日'.len_utf8() } else { end };
    if !(1..=12).contains(&first) || !(1..=31).contains(&second) || text[end..].starts_with(['%', '.', '-', '/', '万'])
    {
        return None;
    }
    let gap = text[end..].len() - text[end..].trim_start_matches(|c: char| is_white(c) || c == '|').len();
    let (time, end) = clock(end + gap).map_or((None, end), |(time, end)| (Some(time), end));
    // `1.5` and `3/4` are numbers: a day that is written so says that it is one.
    let told = label.is_some() || time.is_some() || matches!(sign, '月') || matches!(sign, '-') && start == 0;
    told.then_some((start..end, LinePart::Day { month: first, day: second, clock: time, label }))
}

/// The labels in a text without dates, and the words between them.
fn words_and_labels<'t>(text: &'t str, parts: &mut Vec<LinePart<'t>>) {
    let mut rest = text.trim_matches(is_between);
    while !rest.is_empty() {
        let (before, label) = next_label(rest);
        words(before, parts);
        let Some((credit, length)) = label else { return };
        let after = &rest[before.len() + length..];
        let after = after.trim_start_matches(is_white);
        let sure = after.starts_with([':', '：', '|', '｜', '丨', '/', '／', '＝']);
        let value =
            after.trim_start_matches([':', '：', '|', '｜', '丨', '/', '／', '＝']).trim_start_matches(is_white);
        let end = next_label(value).0.len();
        let own = without_place(value[..end].trim_end_matches(is_between));
        parts.push(LinePart::Credit { credit, value: own, sure });
        rest = value[end..].trim_start_matches(is_between);
    }
}

/// The text before the next label, and the label with its length.
fn next_label(text: &str) -> (&str, Option<(&'static Credit, usize)>) {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if let Some((credit, length)) = credit_at(&text[at..]) {
            let after = &text[at + length..];
            let colon = after.trim_start_matches(is_white).starts_with([':', '：', '｜', '丨', '|', '/', '＝']);
            let white = after.starts_with(is_white);
            let begins = is_between(before) || matches!(before, '（' | '(' | '【' | '[');
            // One character is a label with a sign behind it only: `文/张三`, and not `文 化`.
            let long = text[at..at + length].chars().count() > 1;
            // A label alone has its value elsewhere.
            // `記者王芳` has nothing between label and name.
            let glued = || begins && credit.field == Some(CreditField::Reporters) && is_name(before_sign(after));
            if colon && (begins || long) || glued() || begins && long && (white || after.is_empty()) {
                // `某经编辑：` is a label with a word more; a name before it is a value.
                let word = text[..at]
                    .rfind(is_between)
                    .map_or(0, |place| place + text[place..].chars().next().map_or(0, char::len_utf8));
                let from = if begins || is_name(&text[word..at]) { at } else { word };
                return (&text[..from], Some((credit, at + length - from)));
            }
        }
        before = c;
    }
    (text, None)
}

/// The part of a text before a sign or a blank.
fn before_sign(text: &str) -> &str {
    let sign = |c: char| is_between(c) || matches!(c, '（' | '(' | '）' | ')' | '】' | ']' | ':' | '：');
    text.split(sign).next().unwrap_or(text)
}

fn words<'t>(text: &'t str, parts: &mut Vec<LinePart<'t>>) {
    let text = text.trim_matches(is_between);
    // What is left of `于 2024-05-06 发布`.
    if matches!(text, "" | "于" | "於" | "已于" | "已於") {
        return;
    }
    if let Some(label) = date_label(trim_between(text)) {
        parts.push(LinePart::DateLabel(label));
        return;
    }
    // Blanks part Chinese words, but not those of a Western name.
    let sign = |c: char| matches!(c, '|' | '｜' | '丨' | '；' | ';' | '/' | '／');
    for part in text.split(sign) {
        let latin = part.chars().filter(char::is_ascii_alphabetic).count() * 2 > part.chars().count();
        for word in part.split(move |c: char| !latin && is_white(c)) {
            let word = word.trim_matches(is_between);
            match word.find([':', '：']) {
                _ if word.is_empty() => {}
                _ if date_label(word).is_some() => parts.extend(date_label(word).map(LinePart::DateLabel)),
                Some(at) if at + 3 >= word.len() => parts.push(LinePart::OtherLabel),
                // `浏览：12` is a label and its value.
                Some(at) if at > 0 => {}
                _ => parts.push(LinePart::Words(word.trim_start_matches([':', '：']))),
            }
        }
    }
}

/// What parts one credit from the next.
fn is_between(c: char) -> bool {
    is_white(c) || matches!(c, '|' | '｜' | '丨' | '/' | '／' | '·' | '•' | ';' | '；' | ',' | '，' | '、' | '—' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> String {
        let told = |part: &LinePart<'_>| match part {
            LinePart::Date { date, label } => {
                format!("{}{}", label.map(|l| format!("{l:?} ")).unwrap_or_default(), date.at.shown())
            }
            LinePart::Day { month, day, clock, .. } => format!("{month}.{day} {clock:?}"),
            LinePart::Clock(hour, minute) => format!("{hour}:{minute}"),
            LinePart::DateLabel(label) => format!("<{label:?}>"),
            LinePart::Credit { credit, value, .. } => format!("{}={value}", credit.rule),
            LinePart::OtherLabel => String::from("<other>"),
            LinePart::Words(words) => (*words).to_owned(),
        };
        parts(line).iter().map(told).collect::<Vec<_>>().join(" ; ")
    }

    #[test]
    fn a_line_is_taken_apart() {
        for (line, parts) in [
            ("2019-03-08 10:20　来源：某报　作者：张三", "2019-03-08 10:20 ; source-credit=某报 ; byline=张三"),
            ("发稿时间：2024-05-13 06:03:00 来源： 某青年报", "Published 2024-05-13 06:03 ; source-credit=某青年报"),
            ("2019-05-17 · 苏皖报道", "2019-05-17 ; 苏皖报道"),
            ("最新推荐文章于 2024-05-07 22:12:13 发布", "Other 2024-05-07 22:12"),
            ("于 2024-05-06 15:47:53 发布", "Published 2024-05-06 15:47"),
            ("来源: ", "source-credit="),
            ("来源", "source-credit="),
            ("编辑：倪某 责任编辑：杨某", "editor-credit=倪某 ; editor-credit=杨某"),
            ("2023-06-15 08:10 王某责任编辑：杨某", "2023-06-15 08:10 ; 王某 ; editor-credit=杨某"),
            ("发布时间：10-08", "10.8 None"),
            ("10-08 12:00", "10.8 Some((12, 0))"),
            ("12:00", "12:0"),
            ("发布时间：", "<Published>"),
            ("某经记者：王芳    某经编辑：李四", "reporters=王芳 ; editor-credit=李四"),
            ("来自 天津", "<Other> ; 天津"),
            ("更新于 2019-09-07", "Updated 2019-09-07"),
            ("某华社 | 要闻", "某华社 ; 要闻"),
            ("By Jane Roe", "By Jane Roe"),
            ("文/张三", "byline=张三"),
            ("某报 浏览：12 IP属地：", "某报 ; <other>"),
            ("文化 3/4", "文化 ; 3 ; 4"),
            ("文/李四 图/王芳", "byline=李四 ; staff-credit=王芳"),
            ("文＝李四　写真＝王芳", "byline=李四 ; staff-credit=王芳"),
            ("某某新聞網／ 記者王芳／台北即時報導", "某某新聞網 ; reporters=王芳"),
            ("已于 2023-12-05 10:00:00 修改", "Updated 2023-12-05 10:00 ; 修改"),
            ("于 2023-11-02 08:15:00 首次发布", "Published 2023-11-02 08:15 ; 首次发布"),
            ("来源于：某区办事处", "source-credit=某区办事处"),
        ] {
            assert_eq!(told(line), parts, "{line}");
        }
    }
}
