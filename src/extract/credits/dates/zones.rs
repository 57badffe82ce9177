//! *Zones* by name or number. A name that is not known is no zone: the time is China's then, as one without a zone.

use jiff::tz::Offset;

use super::cursor::Cursor;

/// Zones by their names, in quarters of an hour. Of names that stand for several the one is here that news uses; CST is
/// China's: for Chicago an offset is written.
const ZONES: &[(&str, i32)] = &[
    ("Z", 0),
    ("UT", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 4),
    ("BST", 4),
    ("CET", 4),
    ("CEST", 8),
    ("EET", 8),
    ("SAST", 8),
    ("EEST", 12),
    ("MSK", 12),
    ("IRST", 14),
    ("GST", 16),
    ("PKT", 20),
    ("IST", 22),
    ("NPT", 23),
    ("ICT", 28),
    ("WIB", 28),
    ("CST", 32),
    ("HKT", 32),
    ("SGT", 32),
    ("MYT", 32),
    ("PHT", 32),
    ("PHST", 32),
    ("AWST", 32),
    ("WITA", 32),
    ("ULAT", 32),
    ("JST", 36),
    ("KST", 36),
    ("ACST", 38),
    ("AEST", 40),
    ("ACDT", 42),
    ("AEDT", 44),
    ("NZST", 48),
    ("NZDT", 52),
    ("NST", -14),
    ("NDT", -10),
    ("BRT", -12),
    ("ADT", -12),
    ("AST", -16),
    ("EDT", -16),
    ("EST", -20),
    ("CDT", -20),
    ("MDT", -24),
    ("MST", -28),
    ("PDT", -28),
    ("PST", -32),
    ("AKDT", -32),
    ("AKST", -36),
    ("HST", -40),
];

/// Zones by what they are called in CJK.
const SPELLED: &[(&str, i32)] = &[
    ("北京时间", 32),
    ("北京時間", 32),
    ("中国标准时间", 32),
    ("台北时间", 32),
    ("台北時間", 32),
    ("臺北時間", 32),
    ("香港时间", 32),
    ("香港時間", 32),
    ("东京时间", 36),
    ("東京時間", 36),
    ("日本时间", 36),
    ("日本時間", 36),
    ("首尔时间", 36),
    ("世界标准时间", 0),
    ("格林尼治时间", 0),
    ("格林威治時間", 0),
];

/// Moves over a zone. Behind hours and minutes alone `-11:00` is the end of a stretch of time: only where `exact` is the
/// time a machine's, and that a zone.
pub(super) fn zone(cursor: &mut Cursor<'_>, exact: bool) -> Option<Offset> {
    let mut ahead = *cursor;
    ahead.blanks();
    let offset = spelled(&mut ahead).or_else(|| numeric(&mut ahead, exact)).or_else(|| named(&mut ahead))?;
    remark(&mut ahead);
    *cursor = ahead;
    Some(offset)
}

fn quarters(quarters: i32) -> Option<Offset> {
    Offset::from_seconds(quarters * 900).ok()
}

fn spelled(cursor: &mut Cursor<'_>) -> Option<Offset> {
    let (name, offset) = SPELLED.iter().find(|(name, _)| cursor.rest().starts_with(name))?;
    cursor.at += name.len();
    quarters(*offset)
}

/// `+08:00`, `+0800`, and after an exact time `+08` too.
fn numeric(cursor: &mut Cursor<'_>, exact: bool) -> Option<Offset> {
    let mut ahead = *cursor;
    let sign = ahead.sign(&['+', '-', '−']).filter(|sign| exact || *sign == '+')?;
    let hours = ahead.digits(2)?;
    let mut minutes = ahead;
    minutes.sign(&[':']);
    let minutes = match minutes.digits(2) {
        Some(read) => {
            ahead = minutes;
            read
        }
        None if exact => 0,
        None => return None,
    };
    let offset = signed(sign, hours, minutes)?;
    *cursor = ahead;
    Some(offset)
}

/// None that exists is larger than fourteen hours.
fn signed(sign: char, hours: u16, minutes: u16) -> Option<Offset> {
    let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
    let seconds = if sign == '+' { seconds } else { -seconds };
    Offset::from_seconds(seconds).ok().filter(|offset| minutes < 60 && offset.seconds().abs() <= 14 * 3600)
}

/// `JST`, `UTC+9`, `GMT+0800`.
fn named(cursor: &mut Cursor<'_>) -> Option<Offset> {
    let mut ahead = *cursor;
    let letters = ahead.letters();
    // `z` and `gmt` are written small too; any other small word is a word.
    let name = match letters {
        "z" => "Z",
        "gmt" => "GMT",
        "utc" => "UTC",
        _ => letters,
    };
    let (_, offset) = ZONES.iter().find(|(known, _)| *known == name)?;
    if ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') {
        return None;
    }
    *cursor = ahead;
    if *offset == 0
        && name.len() > 1
        && let Some(sign) = ahead.sign(&['+', '-', '−'])
        && let Some(read) = ahead.number(4)
    {
        let (hours, mut minutes) = match read.digits {
            1 | 2 => (read.value, 0),
            _ => (read.value / 100, read.value % 100),
        };
        if read.digits <= 2 {
            let mut behind = ahead;
            if behind.sign(&[':']).is_some()
                && let Some(read) = behind.digits(2)
            {
                (minutes, ahead) = (read, behind);
            }
        }
        if let Some(offset) = signed(sign, hours, minutes) {
            *cursor = ahead;
            return Some(offset);
        }
    }
    quarters(*offset)
}

/// Moves over the zone's name in brackets, where its offset says it already: `+0800 (CST)`, `+08:00[Asia/Shanghai]`.
fn remark(cursor: &mut Cursor<'_>) {
    const LONGEST: usize = 60;
    let mut ahead = *cursor;
    let close = match ahead.spaced(&['(', '[']) {
        Some('(') => ')',
        Some(_) => ']',
        None => return,
    };
    if let Some(length) = ahead.rest().find(close).filter(|length| *length <= LONGEST) {
        let inside = &ahead.rest()[..length];
        let name = |c: char| c.is_alphabetic() || matches!(c, ' ' | '/' | '_' | '-' | '+' | ':') || c.is_ascii_digit();
        if inside.chars().all(name) && (inside.contains('/') || SPELLED.iter().any(|(known, _)| *known == inside))
            || ZONES.iter().any(|(known, _)| *known == inside)
            || inside.ends_with("Time")
        {
            cursor.at = ahead.at + length + close.len_utf8();
        }
    }
}
