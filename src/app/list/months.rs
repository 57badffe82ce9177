//! The *months* of the list: how many of the entries that are shown were published in each, for the row of bars in its
//! head. They are counted once after each change of what is shown, and only where they are looked at.

use super::List;
use crate::model::EntryId;
use std::ops::Range;

/// The months from the year 0 on, January being the first.
type Month = i32;

/// When entries were published, by id.
#[derive(Debug, Default)]
pub(super) struct EntryMonths {
    of: Vec<Option<Month>>,
    /// What is shown; none where that has changed since.
    shown: Option<MonthCounts>,
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

    fn of(&self, id: EntryId) -> Option<Month> {
        self.of.get(id.0).copied().flatten()
    }

    fn count(&self, shown: &[EntryId]) -> MonthCounts {
        let months = || shown.iter().filter_map(|id| self.of(*id));
        let (Some(first), Some(last)) = (months().min(), months().max()) else { return MonthCounts::default() };
        let mut counts = vec![0; usize::try_from(last - first).unwrap_or_default() + 1];
        for month in months() {
            counts[usize::try_from(month - first).unwrap_or_default()] += 1;
        }
        MonthCounts { first, counts }
    }
}

impl MonthCounts {
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

impl List {
    pub(super) fn note_month(&mut self, id: EntryId) {
        let published =
            self.entry(id).filter(|entry| entry.failure.is_none()).and_then(|entry| entry.brief().published());
        let month = published.map(|published| {
            let (year, month, _) = published.day();
            Month::from(year) * 12 + Month::from(month) - 1
        });
        if id.0 >= self.months.of.len() {
            self.months.of.resize(id.0 + 1, None);
        }
        self.months.of[id.0] = month;
    }

    /// Counts the months of what is shown, where that has changed.
    pub(in crate::app) fn count_months(&mut self) {
        if self.months.shown.is_none() {
            let counts = self.months.count(self.shown());
            self.months.shown = Some(counts);
        }
    }

    /// The months of what is shown, as they were counted last.
    pub fn months(&self) -> Option<&MonthCounts> {
        self.months.shown.as_ref().filter(|months| !months.is_empty())
    }

    /// The month of an entry, by its place among the months.
    pub fn month_of(&self, id: EntryId) -> Option<usize> {
        let at = self.months.of(id)? - self.months()?.first;
        usize::try_from(at).ok().filter(|at| self.months().is_some_and(|months| *at < months.len()))
    }

    /// The place of the first entry, in the order of the list, that was published in some months.
    pub(in crate::app) fn first_in(&self, months: &Range<usize>) -> Option<usize> {
        self.shown().iter().position(|id| self.month_of(*id).is_some_and(|month| months.contains(&month)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_from_the_first_to_the_last() {
        let months = |of: &[Option<Month>]| {
            let ids: Vec<EntryId> = (0..of.len()).map(EntryId).collect();
            EntryMonths { of: of.to_vec(), shown: None }.count(&ids)
        };
        let counted = months(&[Some(2021 * 12 + 11), None, Some(2022 * 12 + 2), Some(2021 * 12 + 11)]);
        assert_eq!(counted.counts, [2, 0, 0, 1]);
        assert_eq!((counted.year_and_month(0), counted.year_and_month(1)), ((2021, 11), (2022, 0)));
        assert_eq!((counted.sum(0..2), counted.sum(1..9), counted.sum(7..9)), (2, 1, 0));
        assert!(months(&[None]).is_empty());
    }
}
