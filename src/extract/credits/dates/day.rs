//! The *day* of a date in its forms. Each is read from its first character; where the text is none of that form, nothing
//! is read.

use super::cursor::{Cursor, is_blank};

/// A day as it is written.
#[derive(Clone, Copy)]
pub(super) struct CalendarDate {
    pub year: i16,
    pub month: i8,
    pub day: i8,
}

/// The years of reigns and republics, and the year before their first.
pub(super) const ERAS: &[(&str, i16)] =
    &[("民國", 1911), ("民国", 1911), ("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911), ("明治", 1867)];

/// The names of months; each may be cut to three letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What may stand between the numbers of a date.
const BETWEEN_YEAR: &[char] = &['-', '/', '.', '年', '－', '년', '／', '．', '‐', '–'];
const BETWEEN_MONTH: &[char] = &['-', '/', '.', '月', '－', '월', '／', '．', '‐', '–'];

/// `2024-05-13`, `2024年5月13日`, `2024. 5. 13.`, `令和6年5月13日`.
pub(super) fn year_first(cursor: &mut Cursor<'_>) -> Option<CalendarDate> {
    let mut ahead = *cursor;
    let year = match ERAS.iter().find(|(name, _)| ahead.rest().starts_with(name)) {
        Some((name, before)) => {
            ahead.at += name.len();
            ahead.blanks();
            let number = match ahead.word(&["元"]) {
                Some(_) => 1,
                None => i16::try_from(ahead.number(3)?.value).ok()?,
            };
            ahead.spaced(&['年'])?;
            before + number
        }
        None => {
            let year = full_year(&mut ahead)?;
            ahead.spaced(BETWEEN_YEAR)?;
            year
        }
    };
    ahead.blanks();
    let month = ahead.small()?;
    let sign = ahead.spaced(BETWEEN_MONTH)?;
    ahead.blanks();
    let day = ahead.small()?;
    if ahead.spaced(&['日', '号', '號', '일']).is_none() && sign == '.' {
        // In Korean a stop ends each number, the last too.
        let mut behind = ahead;
        if behind.sign(&['.']).is_some() && behind.peek().is_none_or(|c| is_blank(c) || matches!(c, '(' | '오')) {
            ahead = behind;
        }
    }
    *cursor = ahead;
    Some(CalendarDate { year, month, day })
}

/// A year of this century or the last.
fn full_year(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *cursor;
    let year = ahead.digits(4).filter(|year| (1900..2100).contains(year))?;
    *cursor = ahead;
    i16::try_from(year).ok()
}

/// `13.05.2024`, and with other signs where it can only be that; `24-5-13` where a time stands behind it.
pub(super) fn short(cursor: &mut Cursor<'_>) -> Option<CalendarDate> {
    let mut ahead = *cursor;
    let first = ahead.number(2)?;
    let sign = ahead.sign(&['.', '/', '-'])?;
    let second = ahead.small()?;
    ahead.sign(&[sign])?;
    let (first_value, first) = (i8::try_from(first.value).ok()?, first.digits);
    let day = if let Some(year) = full_year(&mut ahead) {
        match (sign, first_value, second) {
            // Only Americans write the month first, and only with strokes.
            ('/', 1..=12, 13..=31) => CalendarDate { year, month: first_value, day: second },
            ('/', 1..=12, 1..=12) => return None,
            _ => CalendarDate { year, month: second, day: first_value },
        }
    } else {
        let day = ahead.small().filter(|_| first == 2)?;
        let mut behind = ahead;
        behind.blanks();
        let timed = behind.at > ahead.at && super::clock::time(&mut behind).is_some_and(|time| time.exact);
        if !timed {
            return None;
        }
        // Of the last century nobody wrote so.
        CalendarDate { year: 2000 + i16::from(first_value), month: second, day }
    };
    *cursor = ahead;
    Some(day)
}

/// Whether a letter begins the name of a month.
pub(super) fn begins_month(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'j' | 'f' | 'm' | 'a' | 's' | 'o' | 'n' | 'd')
}

/// The month that a word names.
fn month(word: &str) -> Option<i8> {
    let named = |month: &str| {
        let short = if word.len() == 3 { &month[..3] } else { month };
        word.eq_ignore_ascii_case(short)
    };
    let at = MONTHS.iter().position(|month| named(month));
    let at = at.or_else(|| word.eq_ignore_ascii_case("sept").then_some(8))?;
    i8::try_from(at + 1).ok()
}

fn month_name(cursor: &mut Cursor<'_>) -> Option<i8> {
    const LONGEST: usize = 9;
    let mut ahead = *cursor;
    let word = ahead.letters();
    let month = if word.len() <= LONGEST { month(word)? } else { return None };
    ahead.sign(&['.']);
    *cursor = ahead;
    Some(month)
}

fn ordinal(cursor: &mut Cursor<'_>) -> Option<i8> {
    let day = cursor.small()?;
    cursor.word(&["st", "nd", "rd", "th"]);
    Some(day)
}

/// Moves over what parts the words of a date: blanks and a comma.
fn gap(cursor: &mut Cursor<'_>) -> Option<()> {
    let from = cursor.at;
    cursor.blanks();
    cursor.sign(&[',']);
    cursor.blanks();
    (cursor.at > from).then_some(())
}

/// `May 13, 2024`.
pub(super) fn month_first(cursor: &mut Cursor<'_>) -> Option<CalendarDate> {
    let mut ahead = *cursor;
    let month = month_name(&mut ahead)?;
    gap(&mut ahead)?;
    let day = ordinal(&mut ahead)?;
    gap(&mut ahead)?;
    let year = full_year(&mut ahead)?;
    *cursor = ahead;
    Some(CalendarDate { year, month, day })
}

/// `13 May 2024`, `13-May-2024`, `13th of May, 2024`, and in mail `13 May 24 17:07:00`.
pub(super) fn day_first(cursor: &mut Cursor<'_>) -> Option<CalendarDate> {
    let mut ahead = *cursor;
    let day = ordinal(&mut ahead)?;
    let parted = |cursor: &mut Cursor<'_>| {
        let from = cursor.at;
        cursor.skip(|c| is_blank(c) || matches!(c, '-' | ','));
        (cursor.at > from).then_some(())
    };
    parted(&mut ahead)?;
    if ahead.word(&["of "]).is_some() {
        ahead.blanks();
    }
    let month = month_name(&mut ahead)?;
    parted(&mut ahead)?;
    let mut behind = ahead;
    let year = match full_year(&mut behind) {
        Some(year) => year,
        None => {
            // A year of two digits, where the time makes it one.
            let year = i16::try_from(behind.digits(2)?).ok()?;
            let mut timed = behind;
            timed.blanks();
            if timed.at == behind.at || !super::clock::time(&mut timed).is_some_and(|time| time.exact) {
                return None;
            }
            year + if year < 70 { 2000 } else { 1900 }
        }
    };
    *cursor = behind;
    Some(CalendarDate { year, month, day })
}

/// `Jan 14 09:57:37 CST 2022`, as `date` and Java write it: the time is read on the way, and the cursor is left before
/// it.
pub(super) fn year_last(cursor: Cursor<'_>) -> Option<(CalendarDate, super::clock::DayTime, Cursor<'_>)> {
    let mut ahead = cursor;
    let month = month_name(&mut ahead)?;
    gap(&mut ahead)?;
    let day = ahead.small()?;
    let time = super::clock::time(&mut ahead).filter(|time| time.exact)?;
    ahead.blanks();
    let mut year = ahead;
    // A zone that is not known is passed over.
    year.letters();
    year.blanks();
    let number = full_year(&mut year)?;
    Some((CalendarDate { year: number, month, day }, time, year))
}

/// Moves over the day of the week, in brackets or bare.
pub(super) fn weekday(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    ahead.spaced(&[',', '，']);
    let close = match ahead.spaced(&['(', '（', '[', '【']) {
        Some('(' | '（') => &[')', '）'][..],
        Some(_) => &[']', '】'][..],
        None => &[],
    };
    ahead.blanks();
    if !is_weekday(&mut ahead, !close.is_empty()) || !close.is_empty() && ahead.spaced(close).is_none() {
        return;
    }
    *cursor = ahead;
}

fn is_weekday(cursor: &mut Cursor<'_>, in_brackets: bool) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const SHORT: &[&str] = &["tue", "tues", "wed", "thu", "thur", "thurs", "mon", "fri", "sat", "sun"];
    if cursor.word(&["星期", "周", "週", "礼拜", "禮拜"]).is_some() {
        return cursor.sign(&['一', '二', '三', '四', '五', '六', '日', '天']).is_some();
    }
    let latin = cursor.letters().to_ascii_lowercase();
    if !latin.is_empty() {
        cursor.sign(&['.']);
        return DAYS.contains(&latin.as_str()) || SHORT.contains(&latin.as_str());
    }
    if cursor.sign(&['月', '火', '水', '木', '金', '土', '日']).is_some() {
        return cursor.word(&["曜日", "曜"]).is_some() || in_brackets;
    }
    if cursor.sign(&['월', '화', '수', '목', '금', '토', '일']).is_some() {
        return cursor.word(&["요일"]).is_some() || in_brackets;
    }
    in_brackets && cursor.sign(&['一', '二', '三', '四', '五', '六']).is_some()
}
