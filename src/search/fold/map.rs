//! The way back from a fold to its original: a sparse list of the places where the two drift apart.

use std::ops::Range;

/// The bit of [`Segment::original`] that says the segment is a unit, and the bit of [`Segment::folded`] that says it is
/// joined.
const FLAG: u32 = 1 << 31;

/// The longest original that can be mapped.
pub(super) const LONGEST: usize = (FLAG - 1) as usize;

/// A stretch of the fold, up to the next segment's start. It is either a *copy* (byte for byte at equal distances) or
/// a *unit* (the whole stretch stands for the whole original up to the next segment's). Before the first segment there
/// is a copy from 0 to 0.
///
/// A segment is *joined* if what stands before it in the fold ends where it starts in the original: nothing was dropped
/// between. That way a copy may end in one character of another length, `,` for `，`, without being a unit.
///
/// Invariants of a list: sorted by both fields; a unit is never last, and what follows it is joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    folded: u32,
    original: u32,
}

impl Segment {
    fn new(folded: usize, original: usize, unit: bool, joined: bool) -> Self {
        // `OffsetMapBuilder` is only ever given offsets up to `LONGEST`.
        let narrow =
            |offset: usize, flag: bool| u32::try_from(offset.min(LONGEST)).unwrap_or(0) | if flag { FLAG } else { 0 };
        Self { folded: narrow(folded, joined), original: narrow(original, unit) }
    }

    fn folded(self) -> usize {
        (self.folded & !FLAG) as usize
    }

    fn original(self) -> usize {
        (self.original & !FLAG) as usize
    }

    fn is_unit(self) -> bool {
        self.original & FLAG != 0
    }

    fn is_joined(self) -> bool {
        self.folded & FLAG != 0
    }
}

/// Walks the map for ranges in ascending order.
#[derive(Clone, Debug)]
pub struct OffsetMap<'f> {
    segments: &'f [Segment],
    /// How many segments start at or before the range that was asked for last.
    passed: usize,
}

impl<'f> OffsetMap<'f> {
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
        let next = self.segments.get(last).filter(|next| next.is_joined() && next.folded() == folded.end);
        let end = match (self.segment(last), next) {
            (_, Some(next)) => next.original(),
            (None, None) => folded.end,
            // Only part of a unit was found: all of it stands for it.
            (Some(segment), None) if segment.is_unit() => self.segments.get(last).map_or(start, |next| next.original()),
            (Some(segment), None) => segment.original() + (folded.end - segment.folded()),
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
pub(super) struct OffsetMapBuilder<'s> {
    segments: &'s mut Vec<Segment>,
    /// Where this fold's segments start in `segments`.
    first: usize,
    /// How far the original of the last copy is ahead of its fold.
    ahead: usize,
    /// Where the original of the last character ends, if the last segment cannot tell: after a unit, and after a
    /// character of another length.
    open: Option<usize>,
}

impl<'s> OffsetMapBuilder<'s> {
    pub(super) fn new(segments: &'s mut Vec<Segment>) -> Self {
        let first = segments.len();
        Self { segments, first, ahead: 0, open: None }
    }

    fn last(&self) -> Segment {
        self.segments[self.first..].last().copied().unwrap_or(Segment { folded: 0, original: 0 })
    }

    /// The fold goes on at `folded` with a copy of the original from `original` on.
    #[inline]
    pub(super) fn copy(&mut self, folded: usize, original: usize) {
        if self.open.is_some() || original.wrapping_sub(folded) != self.ahead {
            self.turn(folded, original, false);
        }
    }

    /// The fold goes on at `folded` with one character that is of another length than the one it stands for.
    #[inline]
    pub(super) fn short(&mut self, folded: usize, original: Range<usize>) {
        self.copy(folded, original.start);
        self.open = Some(original.end);
    }

    /// The fold goes on at `folded` with a unit for `original`. More of the same unit may follow.
    pub(super) fn unit(&mut self, folded: usize, original: Range<usize>) {
        let last = self.last();
        if !(last.is_unit() && last.original() == original.start && self.open == Some(original.end)) {
            self.turn(folded, original.start, true);
        }
        self.open = Some(original.end);
    }

    /// A new segment.
    fn turn(&mut self, folded: usize, original: usize, unit: bool) {
        let joined = match self.open.take() {
            Some(end) if end != original => {
                // Something was dropped: where the character before it ends has to be said.
                self.segments.push(Segment::new(folded, end, false, true));
                false
            }
            open => open.is_some(),
        };
        self.segments.push(Segment::new(folded, original, unit, joined));
        self.ahead = original.wrapping_sub(folded);
    }

    /// Where the character or unit that covers `folded`, where a character near the end of the fold starts, starts: in
    /// the fold and in the original.
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
        self.open.unwrap_or_else(|| last.original() + (folded - last.folded()) + length)
    }

    /// What stands in the fold from `folded` on, which is where a character or unit starts, is now one unit together
    /// with the original up to `end`.
    pub(super) fn merge(&mut self, folded: usize, end: usize) {
        let (start, original) = self.start_of(folded);
        let mut joined = false;
        while let Some(&last) = self.segments[self.first..].last()
            && last.folded() >= start
            && last.original() >= original
        {
            joined = last.is_joined();
            self.segments.pop();
        }
        self.segments.push(Segment::new(start, original, true, joined));
        self.open = Some(end);
    }

    /// The fold is complete at `folded`.
    pub(super) fn finish(self, folded: usize) {
        if let Some(end) = self.open {
            self.segments.push(Segment::new(folded, end, false, true));
        }
    }
}
