//! The *clock*: the time of day behind a date.

use jiff::tz::Offset;

use super::cursor::Cursor;
use super::zones::zone;

/// A time of day as it is written.
#[derive(Clone, Copy)]
pub(super) struct DayTime {
    pub hour: i8,
    pub minute: i8,
    pub second: i8,
    pub offset: Option<Offset>,
    /// Whether it says the minute.
    pub exact: bool,
    /// Whether it is midnight by the name of the evening before: `晚12点`.
    pub next_day: bool,
}

/// Parts of the day, and whether they are after noon; of those that begin alike the longer first.
const HALVES: &[(&str, Half)] = &[
    ("上午", Half::Morning),
    ("早上", Half::Morning),
    ("早晨", Half::Morning),
    ("早间", Half::Morning),
    ("清晨", Half::Morning),
    ("凌晨", Half::Morning),
    ("午前", Half::Morning),
    ("오전", Half::Morning),
    ("中午", Half::Noon),
    ("正午", Half::Noon),
    ("下午", Half::Afternoon),
    ("午後", Half::Afternoon),
    ("午后", Half::Afternoon),
    ("傍晚", Half::Afternoon),
    ("오후", Half::Afternoon),
    ("晚上", Half::Night),
    ("晚间", Half::Night),
    ("晚間", Half::Night),
    ("夜间", Half::Night),
    ("夜間", Half::Night),
    ("深夜", Half::Night),
    ("半夜", Half::Night),
    ("夜里", Half::Night),
    ("夜裡", Half::Night),
    ("早", Half::Morning),
    ("晨", Half::Morning),
    ("晚", Half::Night),
    ("夜", Half::Night),
    ("AM", Half::Morning),
    ("PM", Half::Afternoon),
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Noon,
    Afternoon,
    Night,
}

/// Moves over a time of day, from behind a date. A time that cannot be (`25:61`) is moved over and is none.
pub(super) fn time(cursor: &mut Cursor<'_>) -> Option<DayTime> {
    let mut ahead = *cursor;
    ahead.skip(|c| super::cursor::is_blank(c) || matches!(c, ',' | '，' | '|' | '｜' | '·'));
    let machine = ahead.sign(&['T']).is_some();
    if ahead.word(&["at ", "um "]).is_some() {
        ahead.blanks();
    }
    let named = HALVES.iter().find(|(name, _)| ahead.rest().starts_with(name));
    ahead.at += named.map_or(0, |(name, _)| name.len());
    let half = named.map(|(_, half)| *half);
    ahead.blanks();
    let hour = ahead.small()?;
    let mut time = digital(&mut ahead, machine)
        .or_else(|| written(&mut ahead, half.is_some()))
        .map(|time| DayTime { hour, ..time })?;
    let half = half.or_else(|| suffix(&mut ahead));
    if let Some(half) = half {
        (time.hour, time.next_day) = half.of_day(hour);
    }
    if time.exact {
        // A machine writes seconds, or a T.
        time.offset = zone(&mut ahead, machine || time.second >= 0);
    }
    time.second = time.second.clamp(0, 59);
    *cursor = ahead;
    ((0..24).contains(&time.hour) && time.minute < 60).then_some(time)
}

impl DayTime {
    /// The beginning of a day.
    pub const MIDNIGHT: Self = Self { hour: 0, minute: 0, second: 0, offset: None, exact: false, next_day: false };
}

/// No minute and no second; a second of less than nothing is none that was written.
const BARE: DayTime = DayTime { hour: 0, minute: 0, second: -1, offset: None, exact: false, next_day: false };

/// `:24`, `:24:05`, `:24:05.123`.
fn digital(cursor: &mut Cursor<'_>, machine: bool) -> Option<DayTime> {
    let mut ahead = *cursor;
    ahead.spaced(&[':', '：', '∶'])?;
    ahead.blanks();
    let minute = ahead.digits(2).and_then(|minute| i8::try_from(minute).ok())?;
    let mut time = DayTime { minute, exact: true, ..BARE };
    *cursor = ahead;
    if ahead.spaced(&[':', '：', '∶']).is_some() {
        ahead.blanks();
        if let Some(second) = ahead.digits(2) {
            time.second = i8::try_from(second).unwrap_or(0);
            *cursor = ahead;
            // A part of a second; behind a comma only in what a machine wrote.
            let fraction = if machine { &['.', ','][..] } else { &['.'] };
            if ahead.sign(fraction).is_some() && ahead.number(4).is_some() {
                ahead.skip(|c| c.is_ascii_digit());
                *cursor = ahead;
            }
        }
    }
    cursor.spaced(&['分', '秒', '분', '초']);
    Some(time)
}

/// `时24分`, `点半`, and `点` alone where that is all.
fn written(cursor: &mut Cursor<'_>, named: bool) -> Option<DayTime> {
    let mut ahead = *cursor;
    ahead.spaced(&['时', '時', '點', '点', '시'])?;
    let hours = ahead;
    ahead.blanks();
    if let Some(minute) = ahead.small() {
        let mut time = DayTime { minute, exact: true, ..BARE };
        *cursor = ahead;
        if ahead.spaced(&['分', '분']).is_some() {
            *cursor = ahead;
            ahead.blanks();
            if let Some(second) = ahead.small()
                && ahead.spaced(&['秒', '초']).is_some()
            {
                time.second = second;
                *cursor = ahead;
            }
        }
        return Some(time);
    }
    if ahead.word(&["半"]).is_some() {
        *cursor = ahead;
        return Some(DayTime { minute: 30, exact: true, ..BARE });
    }
    // `3点建议` are three of something.
    let alone = hours.peek().is_none_or(|c| !c.is_alphanumeric() || matches!(c, '整' | '许' | '許'));
    (named || alone).then(|| {
        *cursor = hours;
        BARE
    })
}

/// `PM`, `p.m.` behind a time.
fn suffix(cursor: &mut Cursor<'_>) -> Option<Half> {
    let mut ahead = *cursor;
    ahead.blanks();
    let half = match ahead.sign(&['A', 'a', 'P', 'p'])? {
        'A' | 'a' => Half::Morning,
        _ => Half::Afternoon,
    };
    ahead.sign(&['.']);
    ahead.sign(&['M', 'm'])?;
    ahead.sign(&['.']);
    if ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    *cursor = ahead;
    Some(half)
}

impl Half {
    /// The hour of the day, and whether it is one of the next.
    fn of_day(self, hour: i8) -> (i8, bool) {
        match (self, hour) {
            (Self::Afternoon, 1..=11) => (hour + 12, false),
            (Self::Night, 5..=11) => (hour + 12, false),
            (Self::Night, 12) => (0, true),
            (Self::Noon, 1..=10) => (hour + 12, false),
            (Self::Morning, 12) => (0, false),
            _ => (hour, false),
        }
    }
}
