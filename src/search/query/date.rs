//! Dates as they are asked for: a day, a month, a year, a stretch of them, or so long ago.
//!
//! A date is a *period*, a half-open range of days. `2022-01` is all of January; `<2022-01` ends where January starts,
//! `>2022-01` starts where it ends. `7d` is the seven days up to today: everything since the day seven days ago. In
//! `a..b` and after `<` and `>`, `7d` is that day itself. An article's day is that of its own clock: what the byline
//! says.

use std::ops::Range;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// Days from the first on, up to but without the second; `None` is without end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: Option<Date>,
    /// The first day after.
    pub to: Option<Date>,
}

impl Days {
    /// Whether a day is one of them.
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day < to)
    }

    /// Understands what was typed after `date:`, with today's date.
    pub(super) fn parse(typed: &str, today: Date) -> Option<Self> {
        let typed = typed.trim();
        if let Some((from, to)) = typed.split_once("..") {
            let (from, to) = (from.trim(), to.trim());
            if from.is_empty() && to.is_empty() {
                return None;
            }
            let bound = |text: &str| if text.is_empty() { Some(None) } else { period(text, today).map(Some) };
            let (from, to) = (bound(from)?, bound(to)?);
            return Some(Self { from: from.map(|period| period.start), to: to.map(|period| period.end) });
        }
        let comparisons = [("<=", 'l'), (">=", 'g'), ("≤", 'l'), ("≥", 'g'), ("<", '<'), (">", '>')];
        for (sign, meaning) in comparisons {
            if let Some(rest) = typed.strip_prefix(sign) {
                let period = period(rest.trim_start(), today)?;
                return Some(match meaning {
                    'l' => Self { from: None, to: Some(period.end) },
                    'g' => Self { from: Some(period.start), to: None },
                    '<' => Self { from: None, to: Some(period.start) },
                    _ => Self { from: Some(period.end), to: None },
                });
            }
        }
        if let Some(day) = ago(typed, today) {
            return Some(Self { from: Some(day), to: None });
        }
        period(typed, today).map(|period| Self { from: Some(period.start), to: Some(period.end) })
    }
}

/// The days that one date without any sign names.
fn period(typed: &str, today: Date) -> Option<Range<Date>> {
    let day = |day: Date| Some(day..day.tomorrow().ok()?);
    match typed {
        "today" | "今天" | "今日" => return day(today),
        "yesterday" | "昨天" | "昨日" => return day(today.yesterday().ok()?),
        _ => {}
    }
    if let Some(past) = ago(typed, today) {
        return day(past);
    }
    let typed = typed.trim_end_matches(['日', '号', '月', '年']);
    let mut numbers = typed.split(['-', '/', '.', '年', '月']);
    let year = number(numbers.next()?, 4..5)?;
    let month = numbers.next();
    let date = numbers.next();
    if numbers.next().is_some() {
        return None;
    }
    let year = i16::try_from(year).ok()?;
    let month = month.map(|month| number(month, 1..3).and_then(|month| i8::try_from(month).ok()));
    let date = date.map(|date| number(date, 1..3).and_then(|date| i8::try_from(date).ok()));
    match (month, date) {
        (None, _) => Some(Date::new(year, 1, 1).ok()?..Date::new(year + 1, 1, 1).ok()?),
        (Some(month), None) => {
            let first = Date::new(year, month?, 1).ok()?;
            Some(first..first.checked_add(1.month()).ok()?)
        }
        (Some(month), Some(date)) => day(Date::new(year, month?, date?).ok()?),
    }
}

/// A number of so many digits.
fn number(typed: &str, digits: Range<usize>) -> Option<i32> {
    let right = digits.contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| typed.parse().ok()).flatten()
}

/// The day so long ago: `7d`, `2w`, `3m`, `1y`, `7天`, `2周`, `3个月`, `1年`.
fn ago(typed: &str, today: Date) -> Option<Date> {
    let digits = typed.bytes().take_while(u8::is_ascii_digit).count();
    let count = i64::from(number(&typed[..digits], 1..4)?);
    let span: Span = match &typed[digits..] {
        "d" | "天" => count.days(),
        "w" | "周" | "星期" => count.weeks(),
        "m" | "个月" => count.months(),
        "y" | "年" => count.years(),
        _ => return None,
    };
    today.checked_sub(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_date() {
        let today = Date::constant(2022, 1, 14);
        let shown = |typed: &str| {
            let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
            Days::parse(typed, today).map_or("no".to_owned(), |days| format!("{}..{}", day(days.from), day(days.to)))
        };
        for (typed, expected) in [
            ("2022-01-12", "2022-01-12..2022-01-13"),
            ("2022-1-2", "2022-01-02..2022-01-03"),
            ("2022/01/12", "2022-01-12..2022-01-13"),
            ("2022年1月12日", "2022-01-12..2022-01-13"),
            ("2022年1月", "2022-01-01..2022-02-01"),
            ("2022年", "2022-01-01..2023-01-01"),
            ("2022-12", "2022-12-01..2023-01-01"),
            ("2022", "2022-01-01..2023-01-01"),
            ("2022-01-10..2022-01-14", "2022-01-10..2022-01-15"),
            ("2021..2022-01", "2021-01-01..2022-02-01"),
            ("..2021", "..2022-01-01"),
            ("2021..", "2021-01-01.."),
            ("30d..7d", "2021-12-15..2022-01-08"),
            ("<2022-01", "..2022-01-01"),
            ("<=2022-01", "..2022-02-01"),
            (">2022-01", "2022-02-01.."),
            (">=2022-01", "2022-01-01.."),
            ("≥2022-01", "2022-01-01.."),
            ("7d", "2022-01-07.."),
            ("2w", "2021-12-31.."),
            ("3m", "2021-10-14.."),
            ("3个月", "2021-10-14.."),
            ("1y", "2021-01-14.."),
            ("<7d", "..2022-01-07"),
            ("today", "2022-01-14..2022-01-15"),
            ("昨天", "2022-01-13..2022-01-14"),
            ("", "no"),
            ("..", "no"),
            ("<", "no"),
            ("2022-13", "no"),
            ("2022-02-30", "no"),
            ("2022-01-12-3", "no"),
            ("22-01-12", "no"),
            ("d", "no"),
            ("7x", "no"),
            ("９", "no"),
            ("会议", "no"),
            ("99999999999d", "no"),
        ] {
            assert_eq!(shown(typed), expected, "{typed}");
        }
    }
}
