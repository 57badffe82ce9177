//! The *months* of the list: how many of the entries that are shown were published in each, for the row of bars in its
//! head. They are counted once after each change of what is shown, and only where they are looked at.

use std::ops::Range;

use rayon::prelude::*;

use super::List;
use super::filter::CHUNK;
use crate::model::{Entry, EntryId, GroupBy};
use crate::search::Heading;

/// The months from the year 0 on, January being the first.
type Month = i32;

/// When entries were published, by id, as far as that was looked at: where the groups of the list are the months it need not
/// be.
#[derive(Debug, Default)]
pub(super) struct EntryMonths {
    of: Vec<EntryMonth>,
    /// What is shown; none where that has changed since.
    shown: Option<MonthCounts>,
    /// Whether all entries are of a few months: bars of them would say nothing.
    are_few: bool,
}

/// When an entry was published.
#[derive(Clone, Copy, Debug, Default)]
enum EntryMonth {
    /// It was not looked at.
    #[default]
    Unknown,
    /// It says nothing of that.
    None,
    In(Month),
}

/// How many entries were published in each month, from the first in which any was to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthCounts {
    first: Month,
    counts: Vec<u32>,
}

impl EntryMonths {
    /// Other entries are shown, or what is shown has changed.
    pub fn shown_changed(&mut self) {
        self.shown = None;
    }

    /// An entry is another one.
    pub fn forget(&mut self, id: EntryId) {
        if let Some(known) = self.of.get_mut(id.0) {
            *known = EntryMonth::Unknown;
        }
    }
}

impl MonthCounts {
    /// Bars of fewer say nothing.
    pub const FEWEST: usize = 3;

    /// Months, each as often as it counts.
    fn of(months: impl Iterator<Item = (Month, u32)> + Clone) -> Self {
        let all = || months.clone().map(|(month, _)| month);
        let (Some(first), Some(last)) = (all().min(), all().max()) else { return Self::default() };
        let mut counts = vec![0; usize::try_from(last - first).unwrap_or_default() + 1];
        for (month, count) in months {
            counts[usize::try_from(month - first).unwrap_or_default()] += count;
        }
        Self { first, counts }
    }

    /// How many months there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The year of a month, and its number in it from 0.
    pub fn year_and_month(&self, at: usize) -> (i32, i32) {
        let month = self.first + i32::try_from(at).unwrap_or(i32::MAX);
        (month.div_euclid(12), month.rem_euclid(12))
    }

    /// How many were published in some months; of those that are none of these, none were.
    pub fn sum(&self, months: Range<usize>) -> u64 {
        let end = months.end.min(self.counts.len());
        self.counts[months.start.min(end)..end].iter().map(|count| u64::from(*count)).sum()
    }
}

fn month_of(year: i16, month: i8) -> Month {
    Month::from(year) * 12 + Month::from(month) - 1
}

impl List {
    /// Counts the months of what is shown, where that has changed.
    pub(in crate::app) fn count_months(&mut self) {
        if self.months.shown.is_none() {
            let counts = if self.arrangement().group == Some(GroupBy::Month) {
                self.months_of_groups()
            } else {
                self.look_at_months();
                let months = self.shown().iter().filter_map(|id| match self.months.of.get(id.0) {
                    Some(EntryMonth::In(month)) => Some((*month, 1)),
                    _ => None,
                });
                MonthCounts::of(months)
            };
            if self.filter().is_none() {
                self.months.are_few = counts.len() < MonthCounts::FEWEST;
            }
            self.months.shown = Some(counts);
        }
    }

    /// The months where they are the groups: those are counted.
    fn months_of_groups(&self) -> MonthCounts {
        let groups = (0..).zip(&self.counts).filter(|(_, count)| **count > 0);
        MonthCounts::of(groups.filter_map(|(group, count)| match self.keys.heading(group)? {
            Heading::Month(year, month) => Some((month_of(*year, *month), *count)),
            _ => None,
        }))
    }

    /// Looks at the entries that were not looked at, on all cores where they are many.
    fn look_at_months(&mut self) {
        let mut known = std::mem::take(&mut self.months.of);
        known.resize(self.entries.len(), EntryMonth::Unknown);
        let pieces = known.par_chunks_mut(CHUNK).zip(self.entries.par_chunks(CHUNK));
        pieces.for_each(|(known, entries)| {
            for (known, entry) in known.iter_mut().zip(entries) {
                if matches!(known, EntryMonth::Unknown) {
                    *known = entry.as_ref().and_then(published_in).map_or(EntryMonth::None, EntryMonth::In);
                }
            }
        });
        self.months.of = known;
    }

    /// Whether there are too few months for bars, without any filter.
    pub fn has_few_months(&self) -> bool {
        self.months.are_few
    }

    /// The months of what is shown, as they were counted last.
    pub fn months(&self) -> Option<&MonthCounts> {
        self.months.shown.as_ref().filter(|months| !months.is_empty())
    }

    /// The month of an entry, by its place among the months.
    pub fn month_of(&self, id: EntryId) -> Option<usize> {
        let at = self.entry(id).and_then(published_in)? - self.months()?.first;
        usize::try_from(at).ok().filter(|at| self.months().is_some_and(|months| *at < months.len()))
    }

    /// The place of the first entry, in the order of the list, that was published in some months.
    pub(in crate::app) fn first_in(&self, months: &Range<usize>) -> Option<usize> {
        self.shown().iter().position(|id| self.month_of(*id).is_some_and(|month| months.contains(&month)))
    }
}

/// The month in which an article was published.
fn published_in(entry: &Entry) -> Option<Month> {
    let published = entry.brief().published().filter(|_| entry.failure.is_none())?;
    let (year, month, _) = published.day();
    Some(month_of(year, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_from_the_first_to_the_last() {
        let months = |of: &[Month]| MonthCounts::of(of.iter().map(|month| (*month, 1)));
        let counted = months(&[2021 * 12 + 11, 2022 * 12 + 2, 2021 * 12 + 11]);
        assert_eq!(counted.counts, [2, 0, 0, 1]);
        assert_eq!((counted.year_and_month(0), counted.year_and_month(1)), ((2021, 11), (2022, 0)));
        assert_eq!((counted.sum(0..2), counted.sum(1..9), counted.sum(7..9)), (2, 1, 0));
        assert!(months(&[]).is_empty());
    }
}
