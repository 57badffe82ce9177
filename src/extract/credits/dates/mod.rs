//! *Dates*: every form in which real files write the day and time of publication.
//!
//! A date names its year: `1月12日`, `昨天`, `3小时前` are no dates, for from when they count cannot be known any more. A
//! time without a zone, or in one that is not known, is China's; UTC is what a machine wrote, not where its author was,
//! and is shown as China's clocks showed it. A time that cannot be (`25:61`) leaves the day.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *cursor* | a place in a text, from which numbers and words are read | `cursor` |
//! | *day* | year, month and day in their forms | `day` |
//! | *clock* | the time behind them, and its *zone* | `clock`, `zones` |
//! | *Han* | dates written out | `han` |

mod clock;
mod cursor;
mod day;
mod han;
#[cfg(test)]
mod tests;
mod zones;

use std::ops::Range;

use jiff::tz::Offset;

use clock::DayTime;
use cursor::{Cursor, digit, is_blank};
use day::CalendarDate;

use crate::model::Timestamp;

/// A date found inside a longer text.
#[derive(Debug)]
pub(crate) struct FoundDate {
    pub range: Range<usize>,
    pub at: Timestamp,
    /// Whether it says the time too, to the minute.
    pub timed: bool,
}

/// The date that `text` is, in any known form; `None` for anything else (`Invalid Date`).
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    const LATEST_START: usize = 12;
    let text = text.trim();
    if let Some(found) = compact(text) {
        return Some(found);
    }
    if text.len() >= 10 && text.bytes().all(|b| b.is_ascii_digit()) {
        return epoch(text);
    }
    let written_out = han::in_digits(text);
    let text = written_out.as_deref().unwrap_or(text);
    let glued = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    find(text).filter(|found| found.range.start < LATEST_START && !glued(found.range.start)).map(|found| found.at)
}

/// A date without signs between its numbers: `20200707T103000+0900`.
fn compact(text: &str) -> Option<Timestamp> {
    let mut cursor = Cursor::new(text, 0);
    let year = cursor.digits(4).filter(|year| (1900..2100).contains(year))?;
    let mut two = || cursor.digits(2).and_then(|number| i8::try_from(number).ok());
    let day = CalendarDate { year: i16::try_from(year).ok()?, month: two()?, day: two()? };
    let mut time = DayTime { exact: false, ..DayTime::MIDNIGHT };
    let mut ahead = cursor;
    ahead.sign(&['T', ' ']);
    if let (Some(hour), Some(minute)) = (ahead.digits(2), ahead.digits(2)) {
        let second = ahead.digits(2).unwrap_or(0);
        let of = |number: u16| i8::try_from(number).ok();
        time = DayTime { hour: of(hour)?, minute: of(minute)?, second: of(second)?.min(59), ..time };
        cursor = ahead;
    }
    time.offset = zones::zone(&mut cursor, true);
    cursor.rest().is_empty().then(|| instant(day, Some(time)))?
}

/// The day in the path of an address: `/20120706/n347457739.shtml`, `/2012/07/06/`, `/2012-07-06/`.
pub(crate) fn in_address(url: &str) -> Option<Timestamp> {
    let path = url.split(['?', '#']).next()?;
    path.match_indices('/').find_map(|(at, _)| {
        let mut cursor = Cursor::new(path, at + 1);
        let year = cursor.digits(4).filter(|year| (1900..2100).contains(year))?;
        cursor.sign(&['-', '/']);
        let month = cursor.digits(2)?;
        cursor.sign(&['-', '/']);
        let day = cursor.digits(2)?;
        let of = |number: u16| i8::try_from(number).ok();
        let day = CalendarDate { year: i16::try_from(year).ok()?, month: of(month)?, day: of(day)? };
        cursor.peek().is_none_or(|c| c == '/').then(|| instant(day, None))?
    })
}

/// The first date in `text`; one whose year is first before any other. What is glued to its end (`17:24:190`: a comment
/// count) stays outside. A date written out in Han is none here: it closes an official letter and is part of it.
pub(crate) fn find(text: &str) -> Option<FoundDate> {
    // A line that says when is no longer.
    const LONGEST: usize = 400;
    let first = next_number(text, 0)?;
    numeric(text, first).or_else(|| (text.len() <= LONGEST).then(|| other(text))?)
}

/// Where the next number begins.
fn next_number(text: &str, from: usize) -> Option<usize> {
    const CHUNK: usize = 32;
    let bytes = text.as_bytes();
    let wide = |at: usize| matches!(bytes.get(at..at + 3), Some([0xEF, 0xBC, 0x90..=0x99]));
    let mut at = from;
    while at < bytes.len() {
        let end = (at + CHUNK).min(bytes.len());
        // Most text has no number, and a chunk of it is looked at in one step.
        if bytes[at..end].iter().fold(0, |any, byte| any | u8::from(byte.is_ascii_digit() || *byte == 0xEF)) != 0 {
            let found = (at..end).find(|&at| bytes[at].is_ascii_digit() || bytes[at] == 0xEF && wide(at));
            if found.is_some() {
                return found;
            }
        }
        at = end;
    }
    None
}

/// Where the number ends that begins at a place.
fn number_end(text: &str, at: usize) -> usize {
    text[at..].find(|c| digit(c).is_none()).map_or(text.len(), |length| at + length)
}

/// A date that begins with its year.
fn numeric(text: &str, first: usize) -> Option<FoundDate> {
    let mut next = Some(first);
    while let Some(at) = next {
        let start = reign(text, at).unwrap_or(at);
        let mut cursor = Cursor::new(text, start);
        if let Some(found) = day::year_first(&mut cursor).and_then(|day| with_time(start, day, cursor)) {
            return Some(found);
        }
        next = next_number(text, number_end(text, at));
    }
    None
}

/// Where the name of an era begins that stands before a number, or before the first year and a number.
fn reign(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].trim_end_matches(is_blank);
    let before = before.strip_suffix("元年").unwrap_or(before);
    day::ERAS.iter().find_map(|(era, _)| before.strip_suffix(era)).map(str::len)
}

/// A date that begins with its day or its month.
fn other(text: &str) -> Option<FoundDate> {
    // Both have a sign or a name that most lines with a number have not.
    if !text.bytes().any(|b| b.is_ascii_alphabetic() || matches!(b, b'.' | b'-' | b'/')) {
        return None;
    }
    let mut before = ' ';
    text.char_indices().find_map(|(at, c)| {
        let follows = std::mem::replace(&mut before, c);
        if day::begins_month(c) && !follows.is_ascii_alphabetic() {
            let cursor = Cursor::new(text, at);
            let mut ahead = cursor;
            return match day::month_first(&mut ahead) {
                Some(day) => with_time(at, day, ahead),
                None => {
                    let (day, time, end) = day::year_last(cursor)?;
                    Some(FoundDate { range: at..end.at, at: instant(day, Some(time))?, timed: true })
                }
            };
        }
        if digit(c).is_none() || digit(follows).is_some() || matches!(follows, '.' | '-' | '/' | ':') {
            return None;
        }
        let mut ahead = Cursor::new(text, at);
        let day = day::day_first(&mut ahead).or_else(|| day::short(&mut ahead))?;
        with_time(at, day, ahead)
    })
}

/// The date of a day, with the weekday and the time that stand behind it.
fn with_time(start: usize, day: CalendarDate, mut cursor: Cursor<'_>) -> Option<FoundDate> {
    day::weekday(&mut cursor);
    let time = clock::time(&mut cursor);
    let timed = time.is_some_and(|time| time.exact);
    Some(FoundDate { range: start..cursor.at, at: instant(day, time)?, timed })
}

fn instant(day: CalendarDate, time: Option<DayTime>) -> Option<Timestamp> {
    let time = time.unwrap_or(DayTime::MIDNIGHT);
    let civil =
        jiff::civil::DateTime::new(day.year, day.month, day.day, time.hour, time.minute, time.second, 0).ok()?;
    let civil = if time.next_day { civil.tomorrow().ok()? } else { civil };
    let offset = time.offset.unwrap_or(Timestamp::CHINA);
    let at = Timestamp::new(offset.to_timestamp(civil).ok()?, offset);
    Some(if offset == Offset::UTC { at.in_china() } else { at })
}

/// The seconds, milliseconds or microseconds since 1970.
fn epoch(digits: &str) -> Option<Timestamp> {
    let number: i64 = digits.parse().ok()?;
    let seconds = match digits.len() {
        10 => number,
        13 => number / 1_000,
        16 => number / 1_000_000,
        _ => return None,
    };
    Some(Timestamp::new(jiff::Timestamp::from_second(seconds).ok()?, Timestamp::CHINA))
}
