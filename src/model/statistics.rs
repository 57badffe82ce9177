//! *Statistics*: how much was read, by time and by source.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use super::SafeText;

/// An article that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finish {
    /// The number of its text, or of its file.
    pub content: u64,
    /// Where it really is.
    pub path: SafeText,
    /// Who printed it; empty where that is not known.
    pub source: SafeText,
    /// How long it is, in 字.
    pub zi: u32,
    /// How long it takes at the reader's pace, in minutes.
    pub minutes: u32,
}

/// How much was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadSum {
    /// Articles.
    pub articles: u64,
    /// Their 字.
    pub zi: u64,
    /// The minutes that they take.
    pub minutes: u64,
}

/// What was read on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadDay {
    /// The day.
    #[serde(serialize_with = "as_written")]
    pub date: Date,
    /// How much.
    #[serde(flatten)]
    pub sum: ReadSum,
}

/// What was read of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadSource {
    /// Its name; none for all without one.
    pub source: Option<SafeText>,
    /// How much.
    #[serde(flatten)]
    pub sum: ReadSum,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Statistics {
    /// Today.
    pub today: ReadSum,
    /// This week, from Monday on.
    pub week: ReadSum,
    /// This year.
    pub year: ReadSum,
    /// The last seven days, today last.
    pub days: Vec<ReadDay>,
    /// By source this year, the most 字 first.
    pub sources: Vec<ReadSource>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn as_written<S: serde::Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

impl ReadSum {
    fn add(&mut self, finish: &Finish) {
        self.articles += 1;
        self.zi += u64::from(finish.zi);
        self.minutes += u64::from(finish.minutes);
    }
}

impl Statistics {
    /// Of what was read, each with the second of the Unix time; days begin at midnight where the reader is.
    pub fn of(finishes: &[(i64, Finish)], now: &Zoned) -> Self {
        let today = now.date();
        let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
        let mut statistics = Self::default();
        let first = today.saturating_sub(6.days());
        let mut days: Vec<ReadDay> =
            first.series(1.day()).take(7).map(|date| ReadDay { date, sum: ReadSum::default() }).collect();
        let mut sources: HashMap<&SafeText, ReadSum> = HashMap::new();
        for (second, finish) in finishes {
            let Ok(instant) = jiff::Timestamp::from_second(*second) else { continue };
            let date = instant.to_zoned(now.time_zone().clone()).date();
            if let Some(day) = days.iter_mut().find(|day| day.date == date) {
                day.sum.add(finish);
            }
            if date == today {
                statistics.today.add(finish);
            }
            if date >= monday && date <= today {
                statistics.week.add(finish);
            }
            if date.year() == today.year() {
                statistics.year.add(finish);
                sources.entry(&finish.source).or_default().add(finish);
            }
        }
        statistics.days = days;
        statistics.sources = sources
            .into_iter()
            .map(|(source, sum)| ReadSource { source: Some(source.clone()).filter(|source| !source.is_empty()), sum })
            .collect();
        statistics
            .sources
            .sort_by(|one, other| other.sum.zi.cmp(&one.sum.zi).then_with(|| one.source.cmp(&other.source)));
        statistics
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_weeks_are_those_of_the_reader() {
        let now: Zoned = "2022-01-12T01:30+08:00[+08:00]".parse().expect("a Wednesday");
        let finish = |source: &str, zi| Finish {
            content: 1,
            path: SafeText::default(),
            source: SafeText::line(source),
            zi,
            minutes: 2,
        };
        let at = |time: &str| time.parse::<jiff::Timestamp>().expect("a time").as_second();
        let finishes = [
            // 01:00 here.
            (at("2022-01-11T17:00:00Z"), finish("甲报", 100)),
            (at("2022-01-11T15:59:00Z"), finish("甲报", 200)),
            (at("2022-01-09T16:00:00Z"), finish("乙报", 1000)),
            // Sunday.
            (at("2022-01-09T15:59:59Z"), finish("", 400)),
            (at("2021-12-31T15:59:59Z"), finish("乙报", 5000)),
        ];
        let statistics = Statistics::of(&finishes, &now);
        let sum = |articles, zi| ReadSum { articles, zi, minutes: articles * 2 };
        assert_eq!((statistics.today, statistics.week, statistics.year), (sum(1, 100), sum(3, 1300), sum(4, 1700)));
        let days: Vec<u64> = statistics.days.iter().map(|day| day.sum.zi).collect();
        assert_eq!(days, [0, 0, 0, 400, 1000, 200, 100]);
        let sources: Vec<_> = statistics.sources.iter().map(|own| (own.source.as_deref(), own.sum.zi)).collect();
        assert_eq!(sources, [(Some("乙报"), 1000), (None, 400), (Some("甲报"), 300)]);
    }
}
