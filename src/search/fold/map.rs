//! The way back from a fold to its original: a sparse list of the places where the two drift apart.

use std::ops::Range;

/// The bit of [`Segment::original`] that says the segment is a unit.
const UNIT: u32 = 1 << 31;

/// The longest original that can be mapped.
pub(super) const LONGEST: usize = (UNIT - 1) as usize;

/// A stretch of the fold, up to the next segment's start. It is either a *copy* (byte for byte at equal distances) or
/// a *unit* (the whole stretch stands for the whole original up to the next segment's). Before the first segment there
/// is a copy from 0 to 0.
///
/// Invariants of a list: sorted by both fields; a unit is never last, and what follows it starts in the original where
/// the unit ends there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    folded: u32,
    original: u32,
}

impl Segment {
    fn new(folded: usize, original: usize, unit: bool) -> Self {
        // `Builder` is only ever given offsets below `LONGEST`.
        let narrow = |offset: usize| u32::try_from(offset.min(LONGEST)).unwrap_or(0);
        Self { folded: narrow(folded), original: narrow(original) | if unit { UNIT } else { 0 } }
    }

    fn folded(self) -> usize {
        self.folded as usize
    }

    fn original(self) -> usize {
        (self.original & !UNIT) as usize
    }

    fn is_unit(self) -> bool {
        self.original & UNIT != 0
    }
}

/// Walks the map for ranges in ascending order.
#[derive(Clone, Debug)]
pub struct Way<'f> {
    segments: &'f [Segment],
    /// How many segments start at or before the range that was asked for last.
    passed: usize,
}

impl<'f> Way<'f> {
    pub(super) fn new(segments: &'f [Segment]) -> Self {
        Self { segments, passed: 0 }
    }

    /// As [`FoldedRef::original`](super::FoldedRef::original). Ranges may be asked for in any order; going forward is
    /// cheap.
    pub fn original(&mut self, folded: Range<usize>) -> Range<usize> {
        debug_assert!(folded.start < folded.end);
        self.passed = self.after(folded.start);
        let start = match self.segment(self.passed) {
            None => folded.start,
            Some(segment) if segment.is_unit() => segment.original(),
            Some(segment) => segment.original() + (folded.start - segment.folded()),
        };
        let last = self.after(folded.end - 1);
        let end = match self.segment(last) {
            None => folded.end,
            Some(segment) if segment.is_unit() => self.segments.get(last).map_or(start, |next| next.original()),
            Some(segment) => segment.original() + (folded.end - segment.folded()),
        };
        start..end
    }

    fn segment(&self, passed: usize) -> Option<Segment> {
        passed.checked_sub(1).and_then(|ix| self.segments.get(ix)).copied()
    }

    /// How many segments start at or before `folded`: galloping on from where the last answer was.
    fn after(&self, folded: usize) -> usize {
        let starts_by = |segment: &Segment| segment.folded() <= folded;
        let from = match self.segment(self.passed) {
            Some(segment) if !starts_by(&segment) => 0,
            _ => self.passed,
        };
        let (mut low, mut high, mut step) = (from, from, 1);
        while self.segments.get(high).is_some_and(starts_by) {
            low = high + 1;
            high += step;
            step *= 2;
        }
        low + self.segments[low..high.min(self.segments.len())].partition_point(starts_by)
    }
}

/// Writes the map of one fold while the fold is written. All offsets are relative to that fold and that original.
pub(super) struct Builder<'s> {
    segments: &'s mut Vec<Segment>,
    /// Where this fold's segments start in `segments`.
    first: usize,
    /// Where the original of the last unit ends, if the last segment is a unit.
    unit_end: usize,
}

impl<'s> Builder<'s> {
    pub(super) fn new(segments: &'s mut Vec<Segment>) -> Self {
        let first = segments.len();
        Self { segments, first, unit_end: 0 }
    }

    fn last(&self) -> Segment {
        self.segments[self.first..].last().copied().unwrap_or(Segment { folded: 0, original: 0 })
    }

    /// The fold goes on at `folded` with a copy of the original from `original` on.
    pub(super) fn copy(&mut self, folded: usize, original: usize) {
        let last = self.last();
        if last.is_unit() {
            self.close_unit(folded, original);
        } else if original.checked_sub(last.original()) == folded.checked_sub(last.folded()) {
            return;
        }
        self.segments.push(Segment::new(folded, original, false));
    }

    /// The fold goes on at `folded` with a unit for `original`. More of the same unit may follow.
    pub(super) fn unit(&mut self, folded: usize, original: Range<usize>) {
        let last = self.last();
        if last.is_unit() {
            if last.original() == original.start && self.unit_end == original.end {
                return;
            }
            self.close_unit(folded, original.start);
        }
        self.unit_end = original.end;
        self.segments.push(Segment::new(folded, original.start, true));
    }

    /// Where something was dropped behind a unit, the unit's end has to be said.
    fn close_unit(&mut self, folded: usize, next: usize) {
        if self.unit_end != next {
            self.segments.push(Segment::new(folded, self.unit_end, false));
        }
    }

    /// Where the character or unit that covers `folded`, a byte near the end of the fold, starts: in the fold and in
    /// the original.
    pub(super) fn start_of(&self, folded: usize) -> (usize, usize) {
        let covering = self.segments[self.first..].iter().rev().find(|segment| segment.folded() <= folded);
        match covering {
            None => (folded, folded),
            Some(segment) if segment.is_unit() => (segment.folded(), segment.original()),
            Some(segment) => (folded, segment.original() + (folded - segment.folded())),
        }
    }

    /// Where the original of the last character of the fold ends; the character starts at `folded` and has `length`
    /// bytes.
    pub(super) fn end_of_last(&self, folded: usize, length: usize) -> usize {
        let last = self.last();
        if last.is_unit() { self.unit_end } else { last.original() + (folded - last.folded()) + length }
    }

    /// What stands in the fold from `folded` on, which is where a character or unit starts, is now one unit together
    /// with the original up to `end`.
    pub(super) fn merge(&mut self, folded: usize, end: usize) {
        let (start, original) = self.start_of(folded);
        let replaced = |segment: &Segment| segment.folded() >= start && segment.original() >= original;
        while self.segments.len() > self.first && self.segments.last().is_some_and(replaced) {
            self.segments.pop();
        }
        // What stood before may have been a unit whose end was said by a segment that is kept, or by none: then it
        // ended where this one starts.
        if self.last().is_unit() {
            self.unit_end = original;
        }
        self.unit(start, original..end);
    }

    /// The fold is complete at `folded`.
    pub(super) fn finish(self, folded: usize) {
        if self.last().is_unit() {
            self.segments.push(Segment::new(folded, self.unit_end, false));
        }
    }
}
