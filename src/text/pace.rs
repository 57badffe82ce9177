//! The reader's *pace*: characters a minute, begun with a convention and learnt from how long screens are looked at
//! (P12). What it is for is the reading time in the byline.

use std::time::{Duration, Instant};

/// A pace, in 字 a minute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    zi_a_minute: f64,
    /// When the text that is on the screen came there.
    since: Option<Instant>,
}

impl Default for Pace {
    /// 400 字 a minute: silent reading is taken for 300 to 500.
    fn default() -> Self {
        Self { zi_a_minute: 400.0, since: None }
    }
}

/// A screen turned sooner was skimmed, one turned later was left alone.
const LOOKED_AT: std::ops::RangeInclusive<Duration> = Duration::from_secs(3)..=Duration::from_mins(4);
/// A pace below or above is no reading.
const BELIEVED: std::ops::RangeInclusive<f64> = 120.0..=1_200.0;
/// How much one screen counts against all before it.
const WEIGHT: f64 = 0.2;

impl Pace {
    /// The reader has read on by so many 字, and stops there.
    pub fn read_on(&mut self, zi: usize, now: Instant) {
        let Some(since) = self.since.replace(now) else { return };
        let took = now.saturating_duration_since(since);
        let pace = zi as f64 / took.as_secs_f64().max(1e-3) * 60.0;
        if LOOKED_AT.contains(&took) && BELIEVED.contains(&pace) {
            self.zi_a_minute += (pace - self.zi_a_minute) * WEIGHT;
        }
    }

    /// The reader went elsewhere: another article, a search, back.
    pub fn went_elsewhere(&mut self, now: Instant) {
        self.since = Some(now);
    }

    /// How long a text of `length` 字 takes, in minutes; at least one.
    pub fn minutes(&self, length: usize) -> usize {
        ((length as f64 / self.zi_a_minute).ceil() as usize).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pace after screens of `zi` that took `seconds` each.
    fn after(screens: &[(usize, u64)]) -> Pace {
        let mut now = Instant::now();
        let mut pace = Pace::default();
        pace.went_elsewhere(now);
        for &(zi, seconds) in screens {
            now += Duration::from_secs(seconds);
            pace.read_on(zi, now);
        }
        pace
    }

    #[test]
    fn p12_four_thousand_han_take_ten_minutes_and_a_reader_twice_as_fast_five() {
        assert_eq!(Pace::default().minutes(4_000), 10);
        assert_eq!(Pace::default().minutes(1), 1);
        assert_eq!(after(&[(800, 60); 30]).minutes(4_000), 6);
        assert_eq!(after(&[(200, 60); 30]).minutes(4_000), 20);
    }

    #[test]
    fn skimming_and_leaving_the_room_are_no_reading() {
        assert_eq!(after(&[(800, 1); 30]).minutes(4_000), 10);
        assert_eq!(after(&[(800, 3_000); 30]).minutes(4_000), 10);
        assert_eq!(after(&[(80_000, 60); 30]).minutes(4_000), 10);
    }
}
