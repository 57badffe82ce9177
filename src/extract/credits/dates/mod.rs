//! *Dates*: every form in which real files write the day and time of publication.
//!
//! A date names its year: `1月12日`, `昨天`, `3小时前` are no dates, for from when they count cannot be known any more. A
//! time without a zone is China's; UTC is what a machine wrote, not where its author was, and is shown as China's clocks
//! showed it.

mod clock;
mod digits;
mod forms;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::Offset;
use regex_lite::{Captures, Regex};

use clock::{hour, offset};
use digits::AsciiDigits;
use forms::{MONTH_NAMED, MONTHS, YEAR_FIRST, YEAR_LAST};

use crate::model::Timestamp;

/// A date found inside a longer text.
#[derive(Debug)]
pub(crate) struct FoundDate {
    pub range: Range<usize>,
    pub at: Timestamp,
    /// Whether it says the time too.
    pub timed: bool,
}

static RFC2822: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// The date that `text` is, in any known form; `None` for anything else (`Invalid Date`).
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // To the standard CST is Chicago's.
    let mail = text.strip_suffix("CST").map_or(Cow::Borrowed(text), |front| Cow::Owned(format!("{front}+0800")));
    if let Ok(zoned) = RFC2822.parse_zoned(mail.as_bytes()) {
        return Some(shown(zoned.timestamp(), zoned.offset()));
    }
    if let Some(spread) = compact(text) {
        return find(&spread).map(|found| found.at);
    }
    if text.len() >= 10 && text.bytes().all(|b| b.is_ascii_digit()) {
        return epoch(text);
    }
    let spelled = AsciiDigits::of(text, true);
    let found = first(&spelled.text).map(|found| FoundDate { range: spelled.range(&found.range), ..found });
    found.filter(|found| found.range.start < 12 && !found.glued(text)).map(|found| found.at)
}

impl FoundDate {
    /// Whether letters or digits stand right before the date.
    fn glued(&self, text: &str) -> bool {
        text[..self.range.start].ends_with(|c: char| c.is_ascii_alphanumeric())
    }
}

/// A date without signs between its numbers (`20200707T103000+0900`), with them.
fn compact(text: &str) -> Option<String> {
    static COMPACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:[T ]?([0-9]{2})([0-9]{2})([0-9]{2})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$").ok()
    });
    let form = COMPACT.as_ref()?;
    let captures = form.captures(text)?;
    let part = |at: usize| captures.get(at).map_or("", |part| part.as_str());
    let time = if part(4).is_empty() { String::new() } else { format!("T{}:{}", part(4), part(5)) };
    let seconds = if part(6).is_empty() { String::new() } else { format!(":{}", part(6)) };
    Some(format!("{}-{}-{}{time}{seconds}{}", part(1), part(2), part(3), part(7)))
}

/// The day in the path of an address: `/20120706/n347457739.shtml`, `/2012/07/06/`, `/2012-07-06/`.
pub(crate) fn in_address(url: &str) -> Option<Timestamp> {
    static DAY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"/((?:19|20)[0-9]{2})[-/]?([01][0-9])[-/]?([0-3][0-9])(?:/|$)").ok());
    let path = url.split(['?', '#']).next()?;
    let captures = DAY.as_ref()?.captures(path)?;
    let part = |at: usize| captures.get(at).map_or("", |part| part.as_str());
    find(&format!("{}-{}-{}", part(1), part(2), part(3))).map(|found| found.at)
}

/// The first date in `text`. What is glued to its end (`17:24:190`: a comment count) stays outside. A date written out
/// in Han is none here: it closes an official letter and is part of it.
pub(crate) fn find(text: &str) -> Option<FoundDate> {
    let plain = AsciiDigits::of(text, false);
    let found = first(&plain.text)?;
    Some(FoundDate { range: plain.range(&found.range), ..found })
}

fn first(text: &str) -> Option<FoundDate> {
    year_first(text).or_else(|| named(text))
}

fn year_first(text: &str) -> Option<FoundDate> {
    let form = YEAR_FIRST.as_ref()?;
    let mut from = 0;
    // Most text has no year in it, and looking for one is much cheaper than looking for a date.
    while let Some(year) = next_year(text, from) {
        from = year;
        let captures = form.captures(&text[from..])?;
        let whole = captures.get(0)?;
        let range = from + whole.start()..from + whole.end();
        let glued = text[..range.start].ends_with(|c: char| c.is_ascii_digit());
        if !glued && let Some(at) = instant(&captures) {
            return Some(FoundDate { range, at, timed: captures.name("h").is_some() });
        }
        from += whole.start() + 3;
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    None
}

fn named(text: &str) -> Option<FoundDate> {
    // A text that names the month names the year too.
    const LONGEST: usize = 400;
    if text.len() > LONGEST || next_year(text, 0).is_none() {
        return None;
    }
    [&YEAR_LAST, &MONTH_NAMED].into_iter().find_map(|form| {
        let captures = form.as_ref()?.captures(text)?;
        let whole = captures.get(0)?;
        let at = instant(&captures)?;
        Some(FoundDate { range: whole.range(), at, timed: captures.name("h").is_some() })
    })
}

/// Where the next four digits of a year of this century or the last begin, or the name of an era.
fn next_year(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let year = |four: &[u8]| {
        matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..]) && four[2].is_ascii_digit() && four[3].is_ascii_digit()
    };
    let year = bytes.windows(4).position(year);
    let era = ["民國", "民国", "令和", "平成"]
        .iter()
        .filter_map(|era| memchr::memmem::find(&bytes[..year.unwrap_or(bytes.len())], era.as_bytes()))
        .min();
    era.or(year).map(|at| from + at)
}

fn instant(captures: &Captures<'_>) -> Option<Timestamp> {
    let text = |names: &[&str]| names.iter().find_map(|name| captures.name(name)).map(|found| found.as_str());
    let number = |names: &[&str]| text(names).and_then(|digits| digits.parse::<i16>().ok());
    let small = |names: &[&str]| i8::try_from(number(names).unwrap_or(0)).ok();
    let year = match (text(&["era"]), number(&["e"])) {
        (Some("令和"), Some(year)) => year + 2018,
        (Some("平成"), Some(year)) => year + 1988,
        (Some(_), Some(year)) => year + 1911,
        _ => number(&["y", "y2"])?,
    };
    let month = match text(&["mon", "mon2"]) {
        Some(name) => i8::try_from(MONTHS.iter().position(|month| name.eq_ignore_ascii_case(month))?).ok()? + 1,
        None => small(&["m"])?,
    };
    let hour = hour(small(&["h"])?, text(&["half", "ap"]));
    let (minute, second) = (small(&["min", "min2"])?, small(&["s", "s2"])?);
    let civil = jiff::civil::DateTime::new(year, month, small(&["d", "d2"])?, hour, minute, second.min(59), 0).ok()?;
    // `09:00-11:00` is a stretch of time and not a zone: a zone follows the seconds, or the T of a machine.
    let machine = captures.name("s").is_some() || text(&["z"]).is_none_or(|zone| !zone.starts_with('-'));
    let offset = text(&["z"]).filter(|_| machine).and_then(offset).unwrap_or(Timestamp::CHINA);
    Some(shown(offset.to_timestamp(civil).ok()?, offset))
}

fn shown(instant: jiff::Timestamp, offset: Offset) -> Timestamp {
    let at = Timestamp::new(instant, offset);
    if offset == Offset::UTC { at.in_china() } else { at }
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
