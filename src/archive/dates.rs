//! *Dates*: every form in which real files write the day and time of publication.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::Offset;
use regex_lite::Regex;

use super::pattern::portable;

use crate::model::Timestamp;

/// Years first, any of the usual signs between, an optional time glued on or not, an optional zone.
static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&portable(concat!(
        r"(?P<y>(?:19|20)\d{2})\s*[-/.年－년]\s*(?P<m>\d{1,2})\s*[-/.月－월]\s*(?P<d>\d{1,2})\s*[日号일]?",
        r"(?:[T\s]*(?P<h>\d{1,2})\s*[:：时]\s*(?P<min>\d{2})(?:\s*[:：分]\s*(?P<s>\d{2})(?:\.\d{1,9})?)?[分秒]?",
        r"\s*(?P<z>Z|GMT|UTC|[+-]\d{2}:?\d{2})?)?"
    )))
    .ok()
});

/// A date found inside a longer text.
pub(super) struct Found {
    pub range: Range<usize>,
    pub at: Timestamp,
    /// Whether it says the time too.
    pub timed: bool,
}

static RFC2822: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// The date that `text` is, in any known form; `None` for anything else (`Invalid Date`).
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(zoned) = RFC2822.parse_zoned(text) {
        return Some(shown(zoned.timestamp(), zoned.offset()));
    }
    if let Some(spread) = compact(text) {
        return find(&spread).map(|found| found.at);
    }
    if text.len() >= 10 && text.bytes().all(|b| b.is_ascii_digit()) {
        return epoch(text);
    }
    find(text).filter(|found| found.range.start < 4).map(|found| found.at)
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
pub(super) fn in_address(url: &str) -> Option<Timestamp> {
    static DAY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"/((?:19|20)[0-9]{2})[-/]?([01][0-9])[-/]?([0-3][0-9])(?:/|$)").ok());
    let path = url.split(['?', '#']).next()?;
    let captures = DAY.as_ref()?.captures(path)?;
    let part = |at: usize| captures.get(at).map_or("", |part| part.as_str());
    find(&format!("{}-{}-{}", part(1), part(2), part(3))).map(|found| found.at)
}

/// The first date in `text`. What is glued to its end (`17:24:190`: a comment count) stays outside.
pub(super) fn find(text: &str) -> Option<Found> {
    let form = FORM.as_ref()?;
    let mut from = 0;
    // Most text has no year in it, and looking for one is much cheaper than looking for a date.
    while let Some(year) = next_year(text, from) {
        from = year;
        let captures = form.captures(&text[from..])?;
        let whole = captures.get(0)?;
        let range = from + whole.start()..from + whole.end();
        let number = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
        let glued = text[..range.start].ends_with(|c: char| c.is_ascii_digit());
        if !glued && let Some(at) = instant(&number, captures.name("z").map(|z| z.as_str())) {
            return Some(Found { range, at, timed: captures.name("h").is_some() });
        }
        from += whole.start() + 4;
    }
    None
}

/// Where the next four digits of a year of this century or the last begin.
fn next_year(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let year = |four: &[u8]| {
        matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..]) && four[2].is_ascii_digit() && four[3].is_ascii_digit()
    };
    bytes.windows(4).position(year).map(|at| from + at)
}

fn instant(number: &dyn Fn(&str) -> Option<i16>, zone: Option<&str>) -> Option<Timestamp> {
    let small = |name: &str| i8::try_from(number(name).unwrap_or(0)).ok();
    let civil =
        jiff::civil::DateTime::new(number("y")?, small("m")?, small("d")?, small("h")?, small("min")?, small("s")?, 0)
            .ok()?;
    let offset = zone.map_or(Some(Timestamp::CHINA), offset)?;
    Some(shown(offset.to_timestamp(civil).ok()?, offset))
}

fn offset(zone: &str) -> Option<Offset> {
    let Some(sign) = zone.chars().next().filter(|c| matches!(c, '+' | '-')) else { return Some(Offset::UTC) };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    Offset::from_seconds(if sign == '-' { -seconds } else { seconds }).ok()
}

/// UTC is what a machine wrote, not where somebody was: such a time is shown as China's clocks showed it.
fn shown(instant: jiff::Timestamp, offset: Offset) -> Timestamp {
    let at = Timestamp::new(instant, offset);
    if offset == Offset::UTC { at.in_china() } else { at }
}

fn epoch(digits: &str) -> Option<Timestamp> {
    let number: i64 = digits.parse().ok()?;
    let seconds = if digits.len() >= 13 { number / 1000 } else { number };
    Some(Timestamp::new(jiff::Timestamp::from_second(seconds).ok()?, Timestamp::CHINA))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_design() {
        let shown = |text: &str| parse(text).map_or_else(|| String::from("none"), |at| at.to_string());
        for (text, expected) in [
            ("Fri, 14 Jan 2022 01:57:37 GMT", "2022-01-14T09:57:37+08:00"),
            ("Mon, 14 Jan 2022 01:57:37 GMT", "2022-01-14T09:57:37+08:00"),
            ("2021-08-07 02:22:05", "2021-08-07T02:22:05+08:00"),
            ("2022年01月12日 17:24", "2022-01-12T17:24:00+08:00"),
            ("2022年1月12日17时24分", "2022-01-12T17:24:00+08:00"),
            ("2025-6-9 14:16:00", "2025-06-09T14:16:00+08:00"),
            ("2022/1/2 7:04", "2022-01-02T07:04:00+08:00"),
            ("2019-09-07T06:52:51+08:00", "2019-09-07T06:52:51+08:00"),
            ("2019-09-07T06:52:51.000Z", "2019-09-07T14:52:51+08:00"),
            ("2019-09-07T06:52:51+0900", "2019-09-07T06:52:51+09:00"),
            ("2025년 10월 18일 06:30", "2025-10-18T06:30:00+08:00"),
            ("2019-03-06", "2019-03-06T00:00:00+08:00"),
            ("20200707T103000+0900", "2020-07-07T10:30:00+09:00"),
            ("20220112172419", "2022-01-12T17:24:19+08:00"),
            ("20220112", "2022-01-12T00:00:00+08:00"),
            ("1642125457000", "2022-01-14T09:57:37+08:00"),
            ("Invalid Date", "none"),
            ("2022-13-40 10:00", "none"),
            ("", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn an_address_may_say_the_day() {
        let day = |url: &str| in_address(url).map(|at| at.date());
        assert_eq!(day("http://a.example/20120706/n347457739.shtml").as_deref(), Some("2012-07-06"));
        assert_eq!(day("http://a.example/2012/07/06/1.html?20200101").as_deref(), Some("2012-07-06"));
        assert_eq!(day("http://a.example/19991/n2012070612.shtml"), None);
    }

    #[test]
    fn a_comment_count_glued_to_the_seconds_stays_outside() {
        let text = "新浪新闻综合2022-01-12 17:24:190";
        let found = find(text).unwrap();
        assert_eq!(found.at.to_string(), "2022-01-12T17:24:19+08:00");
        assert_eq!((&text[..found.range.start], &text[found.range.end..]), ("新浪新闻综合", "0"));
    }
}
