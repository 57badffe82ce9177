//! *Dates*: every form in which real files write the day and time of publication.
//!
//! A date names its year: `1月12日`, `昨天`, `3小时前` are no dates, for nobody can know any more from when they count. A
//! time without a zone is China's; UTC is what a machine wrote, not where somebody was, and is shown as China's clocks
//! showed it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::Offset;
use regex_lite::{Captures, Regex};

use crate::extract::pattern::portable;

use crate::model::Timestamp;

/// Years first, any of the usual signs between, a weekday, an optional time glued on or not, an optional zone.
static YEAR_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    form(&[
        r"(?:(?P<y>(?:19|20)\d{2})\s*[-/.年－년]|(?P<era>民國|民国|令和|平成)\s*(?P<e>\d{1,3})\s*年)",
        r"\s*(?P<m>\d{1,2})\s*[-/.月－월]\s*(?P<d>\d{1,2})\s*[日号號일]?",
        r"(?:\s*[,，]?\s*[(（]?\s*(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日一二三四五六](?:曜日?)?)\s*[)）]|\s*[,，]?\s*(?:星期|周|週|礼拜|禮拜)[一二三四五六日天])?",
        r"(?:[T\s,，|｜·]*(?P<half>上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|晚间|夜间|午前|午後|오전|오후)?\s*(?P<h>\d{1,2})",
        r"\s*(?:[:：]\s*(?P<min>\d{2})(?:\s*[:：]\s*(?P<s>\d{2})(?:[.,]\d{1,9})?)?|[时時點点시]\s*(?P<min2>\d{1,2})(?:\s*[分분]\s*(?P<s2>\d{1,2}))?)\s*[分秒분초]?",
        TAIL,
        r")?",
    ])
});

/// `January 14, 2022 9:57 AM`, `14 Jan 2022 09:57`, `Fri Jan 14 2022 09:57:37 GMT+0800 (CST)`.
static MONTH_NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    form(&[
        r"(?i)(?:(?P<mon>MONTH)[a-z]*\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d{2})",
        r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<mon2>MONTH)[a-z]*\.?,?[\s-]+(?P<y2>(?:19|20)\d{2}))",
        r"(?:,?\s+(?:at\s+)?(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2}))?",
        TAIL,
        r")?",
    ])
});

/// `Fri Jan 14 09:57:37 CST 2022`, as `date` and Java write it.
static YEAR_LAST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    form(&[
        r"(?i)(?P<mon>MONTH)[a-z]*\s+(?P<d>\d{1,2})\s+(?P<h>\d{1,2}):(?P<min>\d{2}):(?P<s>\d{2})",
        TAIL,
        r"\s+(?P<y>(?:19|20)\d{2})",
    ])
});

/// What may stand behind a time.
const TAIL: &str = concat!(
    r"\s*(?P<ap>[AaPp]\.?[Mm]\.?)?",
    r"\s*(?P<z>Z|(?:GMT|UTC)\s*[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[A-Z]{3,4}|北京时间)?",
);

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Zones by their names, in hours. CST is China's: for Chicago an offset is written.
const ZONES: &[(&str, i32)] = &[
    ("Z", 0),
    ("GMT", 0),
    ("UTC", 0),
    ("CST", 8),
    ("HKT", 8),
    ("JST", 9),
    ("KST", 9),
    ("MSK", 3),
    ("BST", 1),
    ("CET", 1),
    ("CEST", 2),
    ("EST", -5),
    ("EDT", -4),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("北京时间", 8),
];

fn form(parts: &[&str]) -> Option<Regex> {
    Regex::new(&portable(&parts.concat()).replace("MONTH", &MONTHS.join("|"))).ok()
}

/// A date found inside a longer text.
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
    let spelled = Plain::of(text, true);
    let found = first(&spelled.text).map(|found| FoundDate { range: spelled.range(&found), ..found });
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
    let plain = Plain::of(text, false);
    let found = first(&plain.text)?;
    Some(FoundDate { range: plain.range(&found), ..found })
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

/// The hour of the day, from one of a half of it.
fn hour(hour: i8, half: Option<&str>) -> i8 {
    let Some(half) = half else { return hour };
    let after_noon = matches!(half, "下午" | "傍晚" | "晚上" | "晚间" | "夜间" | "午後" | "오후")
        || half.starts_with(['p', 'P'])
        || half == "中午" && hour < 11;
    match (after_noon, hour) {
        (true, 1..=11) => hour + 12,
        (false, 12) if half != "中午" => 0,
        _ => hour,
    }
}

/// An offset from UTC by name or number; none that exists is larger than fourteen hours.
fn offset(zone: &str) -> Option<Offset> {
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == zone) {
        return Offset::from_seconds(hours * 3600).ok();
    }
    let at = zone.find(['+', '-'])?;
    let digits: String = zone[at..].chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(if digits.len() < 3 { digits.len() } else { digits.len() - 2 })?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().unwrap_or(0) * 60;
    let seconds = if zone[at..].starts_with('-') { -seconds } else { seconds };
    Offset::from_seconds(seconds).ok().filter(|offset| offset.seconds().abs() <= 14 * 3600)
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

/// A text whose digits are ASCII, and the way back to the places of the text as it was.
struct Plain<'t> {
    text: Cow<'t, str>,
    /// For each byte of the plain text its place in the other; empty where they are the same.
    places: Vec<usize>,
}

impl<'t> Plain<'t> {
    /// Full-width digits (`２０２２年`) become ASCII, and, where asked for, those of a date written out in Han
    /// (`二〇二二年一月十二日`).
    fn of(text: &'t str, han: bool) -> Self {
        let wide = |c: char| ('０'..='９').contains(&c);
        let spelled = han
            && text.contains("年")
            && text.contains(['〇', '零', '○'])
            && !text.contains(|c: char| c.is_ascii_digit());
        if !spelled && !text.contains(wide) {
            return Self { text: Cow::Borrowed(text), places: Vec::new() };
        }
        let mut plain = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() + 1);
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        for (nth, &(at, c)) in chars.iter().enumerate() {
            let beside = |step: isize| {
                nth.checked_add_signed(step).and_then(|nth| chars.get(nth)).and_then(|&(_, c)| han_digit(c)).is_some()
            };
            let start = plain.len();
            match c {
                c if wide(c) => plain.extend(char::from_digit(u32::from(c) - u32::from('０'), 10)),
                // 十二 is 12, 二十 is 20, 十 is 10, 二十三 is 23.
                '十' if spelled => plain.push_str(match (beside(-1), beside(1)) {
                    (true, true) => "",
                    (true, false) => "0",
                    (false, true) => "1",
                    (false, false) => "10",
                }),
                c if spelled && han_digit(c).is_some() => plain.extend(han_digit(c)),
                c => plain.push(c),
            }
            places.extend(std::iter::repeat_n(at, plain.len() - start));
        }
        places.push(text.len());
        Self { text: Cow::Owned(plain), places }
    }

    fn range(&self, found: &FoundDate) -> Range<usize> {
        self.place(found.range.start)..self.place(found.range.end)
    }

    fn place(&self, at: usize) -> usize {
        if self.places.is_empty() { at } else { self.places.get(at).copied().unwrap_or_default() }
    }
}

fn han_digit(c: char) -> Option<char> {
    let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = if matches!(c, '零' | '○') { Some(0) } else { digits.iter().position(|&digit| digit == c) };
    digit.and_then(|digit| char::from_digit(u32::try_from(digit).ok()?, 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        parse(text).map_or_else(|| String::from("none"), |at| at.to_string())
    }

    #[test]
    fn every_form_of_the_design() {
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
            ("1642125457000", "2022-01-14T09:57:37+08:00"),
            ("1642125457", "2022-01-14T09:57:37+08:00"),
            ("20200707T103000+0900", "2020-07-07T10:30:00+09:00"),
            ("20220112", "2022-01-12T00:00:00+08:00"),
            ("20220112172405", "2022-01-12T17:24:05+08:00"),
            ("Invalid Date", "none"),
            ("2022-13-40 10:00", "none"),
            ("", "none"),
            ("12345", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn weekdays_halves_of_the_day_and_wide_digits() {
        for (text, expected) in [
            ("2022年1月12日 星期三 17:24", "2022-01-12T17:24:00+08:00"),
            ("2022年1月12日（周三）17:24", "2022-01-12T17:24:00+08:00"),
            ("2022年1月12日(水) 17時24分", "2022-01-12T17:24:00+08:00"),
            ("2022/01/12 下午5:24", "2022-01-12T17:24:00+08:00"),
            ("2022-01-12 上午12:05", "2022-01-12T00:05:00+08:00"),
            ("2022-01-12 中午12:05", "2022-01-12T12:05:00+08:00"),
            ("2022.1.12 오후 5:24", "2022-01-12T17:24:00+08:00"),
            ("2022-01-12 5:24 PM", "2022-01-12T17:24:00+08:00"),
            ("２０２２年１月１２日　１７：２４", "2022-01-12T17:24:00+08:00"),
            ("二〇二二年十二月二十三日", "2022-12-23T00:00:00+08:00"),
            ("民國111年1月12日", "2022-01-12T00:00:00+08:00"),
            ("令和4年1月12日", "2022-01-12T00:00:00+08:00"),
            ("1月12日 17:24", "none"),
            ("昨天 17:24", "none"),
            ("3小时前", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn months_by_name_and_zones() {
        for (text, expected) in [
            ("Fri Jan 14 2022 09:57:37 GMT+0800 (CST)", "2022-01-14T09:57:37+08:00"),
            ("Fri Jan 14 09:57:37 CST 2022", "2022-01-14T09:57:37+08:00"),
            ("Fri, 14 Jan 2022 09:57:37 CST", "2022-01-14T09:57:37+08:00"),
            ("January 14th, 2022 9:57 PM EST", "2022-01-14T21:57:00-05:00"),
            ("14 January 2022", "2022-01-14T00:00:00+08:00"),
            ("2022-01-14 09:57:37 UTC+9", "2022-01-14T09:57:37+09:00"),
            ("2022-01-14 09:57:37-05:00", "2022-01-14T09:57:37-05:00"),
            ("2022-01-14 09:00-11:00", "2022-01-14T09:00:00+08:00"),
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
        let text = "来源：２０２２年１月１２日，会议";
        let found = find(text).unwrap();
        assert_eq!((&text[..found.range.start], &text[found.range.end..]), ("来源：", "，会议"));
    }
}
