//! A *timestamp*: an instant with the offset it was written in.

use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// When an article was published. Ordered by instant; shown in the offset it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Timestamp {
    instant: jiff::Timestamp,
    offset: Offset,
}

/// The beginning of 1970, where no clock was asked.
impl Default for Timestamp {
    fn default() -> Self {
        Self::new(jiff::Timestamp::UNIX_EPOCH, Self::CHINA)
    }
}

impl Timestamp {
    /// China Standard Time, the zone of a date that names none.
    pub const CHINA: Offset = jiff::tz::offset(8);

    /// An instant as written in `offset`.
    pub fn new(instant: jiff::Timestamp, offset: Offset) -> Self {
        Self { instant, offset }
    }

    /// The same instant, shown in China Standard Time.
    #[must_use]
    pub fn in_china(self) -> Self {
        Self { offset: Self::CHINA, ..self }
    }

    /// Seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.instant.as_second()
    }

    /// The calendar date, `2022-01-14`.
    pub fn date(self) -> String {
        let (year, month, day) = self.day();
        match year {
            0..=9999 => format!("{year:04}-{month:02}-{day:02}"),
            _ => self.civil().strftime("%Y-%m-%d").to_string(),
        }
    }

    /// Milliseconds since 1970.
    pub fn milliseconds(self) -> i64 {
        self.instant.as_millisecond()
    }

    /// The year, the month from 1 and the day of the month.
    pub fn day(self) -> (i16, i8, i8) {
        let date = self.civil().date();
        (date.year(), date.month(), date.day())
    }

    /// Date and time to the minute, `2022-01-14 09:57`.
    pub fn minute(self) -> String {
        self.civil().strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// As a byline has it: to the minute, or the date alone where no time is known.
    pub fn shown(self) -> String {
        if self.civil().time() == jiff::civil::Time::midnight() { self.date() } else { self.minute() }
    }

    /// The same day at another time of it; `None` where there is no such time.
    #[must_use]
    pub fn at_clock(self, hour: i8, minute: i8) -> Option<Self> {
        let civil = self.civil().date().at(0, 0, 0, 0).with().hour(hour).minute(minute).build().ok()?;
        Some(Self::new(self.offset.to_timestamp(civil).ok()?, self.offset))
    }

    /// The last such day of a year up to this time: the year of a day that was written without one, by a time that is
    /// hardly before it.
    #[must_use]
    pub fn latest_day(self, month: i8, day: i8) -> Option<Self> {
        let own = self.civil().date();
        let in_year = |year: i16| jiff::civil::Date::new(year, month, day).ok();
        let found = [own.year(), own.year() - 1].into_iter().filter_map(in_year).find(|found| *found <= own)?;
        Some(Self::new(self.offset.to_timestamp(found.at(0, 0, 0, 0)).ok()?, self.offset))
    }

    fn civil(self) -> jiff::civil::DateTime {
        self.offset.to_datetime(self.instant)
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.instant.cmp(&other.instant).then_with(|| self.offset.cmp(&other.offset))
    }
}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// RFC 3339 with the offset: `2022-01-14T09:57:37+08:00`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.offset.seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        write!(f, "{}{sign}{:02}:{:02}", self.civil().strftime("%Y-%m-%dT%H:%M:%S"), minutes / 60, minutes % 60)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text: String = Deserialize::deserialize(deserializer)?;
        let pieces =
            jiff::fmt::temporal::DateTimeParser::new().parse_timestamp(&text).map_err(serde::de::Error::custom)?;
        let offset =
            jiff::fmt::temporal::Pieces::parse(&text).ok().and_then(|p| p.to_numeric_offset()).unwrap_or(Self::CHINA);
        Ok(Self::new(pieces, offset))
    }
}

impl BorshSerialize for Timestamp {
    fn serialize<W: borsh::io::Write>(&self, writer: &mut W) -> borsh::io::Result<()> {
        let parts = (self.instant.as_second(), self.instant.subsec_nanosecond(), self.offset.seconds());
        BorshSerialize::serialize(&parts, writer)
    }
}

impl BorshDeserialize for Timestamp {
    fn deserialize_reader<R: borsh::io::Read>(reader: &mut R) -> borsh::io::Result<Self> {
        let (second, nanosecond, offset) = <(i64, i32, i32)>::deserialize_reader(reader)?;
        let none = |error: jiff::Error| borsh::io::Error::other(error);
        let instant = jiff::Timestamp::new(second, nanosecond).map_err(none)?;
        Ok(Self::new(instant, Offset::from_seconds(offset).map_err(none)?))
    }
}
