//! The *keys* that entries are ordered by.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::arena::ByteArena;
use super::facts::OrderFacts;
use super::groups::{Groups, Heading};
use crate::model::{Arrangement, GroupBy, NaturalKey, SortBy, Timestamp, TitleOrder};

/// The keys of entries, under one arrangement.
#[derive(Debug, Default)]
pub struct OrderKeys {
    arrangement: Arrangement,
    sort: SortedKeys,
    groups: Groups,
    /// What paths are ordered by, under every arrangement; of entries that something else was equal of.
    paths: ByteArena,
}

/// The keys of what is sorted by.
#[derive(Debug, Default)]
struct SortedKeys {
    /// The class, and seven bytes.
    heads: Vec<u64>,
    /// The bytes beyond; empty where the head says it all.
    tails: ByteArena,
    titles: TitleOrder,
    /// The keys of sources, which are few.
    sources: FxHashMap<Box<str>, Box<[u8]>>,
    scratch: Vec<u8>,
}

/// The keys of so many sources are remembered.
const SOURCES: usize = 1024;
/// Below this many, one core is enough: the first frame starts no threads for the others.
const MANY: usize = 4096;
/// So many keys are made in a row by one core.
const CHUNK: usize = 2048;

// Classes: what has what is sorted by, what has not, what could not be read.
const KNOWN: u8 = 0;
const UNKNOWN: u8 = 1;
const FAILED: u8 = 2;

impl OrderKeys {
    /// For entries under an arrangement.
    pub fn new(arrangement: Arrangement) -> Self {
        Self { arrangement, groups: groups(arrangement), ..Self::default() }
    }

    /// How they are arranged.
    pub fn arrangement(&self) -> Arrangement {
        self.arrangement
    }

    /// Takes in entries, or what has become of them; on all cores where they are many. [`OrderKeys::sort`] and
    /// [`OrderKeys::merge`] come before the next comparison.
    pub fn set_each<'e>(&mut self, numbers: &[usize], facts: impl FactsOf<'e>) {
        let arrangement = self.arrangement;
        let make = |numbers: &[usize]| {
            let mut keys = SortedKeys::default();
            for (at, facts) in numbers.iter().enumerate().filter_map(|(at, &number)| Some((at, facts(number)?))) {
                keys.set(at, facts, arrangement);
            }
            keys
        };
        let made: Vec<SortedKeys> = match numbers.len() < MANY {
            true => numbers.chunks(CHUNK).map(make).collect(),
            false => numbers.par_chunks(CHUNK).map(make).collect(),
        };
        for (numbers, keys) in numbers.chunks(CHUNK).zip(&made) {
            for (at, &number) in numbers.iter().enumerate() {
                let Some(OrderFacts { entry, .. }) = facts(number) else { continue };
                self.sort.put(number, keys.head(at), keys.tails.get(at));
                self.groups.set(number, entry);
                // It may be another.
                self.paths.set(number, |_| {});
            }
        }
    }

    /// Puts the entries from number 0 to `count` under another arrangement; [`OrderKeys::sort`] comes before the next
    /// comparison.
    pub fn rearrange<'e>(&mut self, arrangement: Arrangement, count: usize, facts: impl FactsOf<'e>) {
        let make = |part: Range<usize>| {
            let mut keys = SortedKeys::default();
            for number in part.clone() {
                if let Some(facts) = facts(number) {
                    keys.set(number - part.start, facts, arrangement);
                }
            }
            keys
        };
        let made: Vec<SortedKeys> = match count < MANY {
            true => parts(count).into_iter().map(make).collect(),
            false => parts(count).into_par_iter().map(make).collect(),
        };
        self.sort = SortedKeys::default();
        self.sort.heads.reserve_exact(count);
        for (part, keys) in made.iter().enumerate() {
            self.sort.heads.resize(part * CHUNK, u64::MAX);
            self.sort.heads.extend_from_slice(&keys.heads);
            self.sort.tails.append(part * CHUNK, &keys.tails);
        }
        self.arrangement = arrangement;
        self.groups = groups(arrangement);
        if arrangement.group.is_some() {
            for number in 0..count {
                if let Some(OrderFacts { entry, .. }) = facts(number) {
                    self.groups.set(number, entry);
                }
            }
        }
    }

    /// Which of two entries comes first. The order is one: no two entries are equal.
    pub fn compare<'e>(&self, one: usize, other: usize, facts: impl FactsOf<'e>) -> Ordering {
        let rank = |number| (self.groups.rank_of(number), self.sort.head(number));
        let tails = || self.sort.tails.get(one).cmp(self.sort.tails.get(other));
        rank(one).cmp(&rank(other)).then_with(tails).then_with(|| {
            let path = |number| self.path(number, &facts);
            self.turned(path(one).cmp(&path(other)).then_with(|| one.cmp(&other)))
        })
    }

    /// What the path of an entry is ordered by.
    fn path<'e>(&self, number: usize, facts: &impl FactsOf<'e>) -> Cow<'_, [u8]> {
        match self.paths.get(number) {
            [] => Cow::Owned(
                facts(number).map_or_else(Vec::new, |facts| NaturalKey::of(&facts.entry.origin.display()).into_bytes()),
            ),
            key => Cow::Borrowed(key),
        }
    }

    /// The order of paths, as it is asked for.
    fn turned(&self, order: Ordering) -> Ordering {
        if self.arrangement.reversed && self.arrangement.sort == SortBy::Path { order.reverse() } else { order }
    }

    /// Puts entries in order, on all cores where they are many.
    pub fn sort<'e, T: Copy + Send + Sync>(
        &mut self,
        entries: &mut [T],
        number: impl Fn(T) -> usize + Sync,
        facts: impl FactsOf<'e>,
    ) {
        self.groups.rank();
        let keys = &*self;
        let mut keyed: Vec<(u32, u64, T)> = entries
            .iter()
            .map(|entry| (keys.groups.rank_of(number(*entry)), keys.sort.head(number(*entry)), *entry))
            .collect();
        let tail = |one: &(u32, u64, T)| keys.sort.tails.get(number(one.2));
        let by_tail = |one: &(u32, u64, T), other: &(u32, u64, T)| tail(one).cmp(tail(other));
        sort_by(&mut keyed, |one, other| (one.0, one.1).cmp(&(other.0, other.1)).then_with(|| by_tail(one, other)));
        let mut ties: Vec<Range<usize>> = Vec::new();
        let is_tied = |one: &(u32, u64, T), other: &(u32, u64, T)| {
            (one.0, one.1) == (other.0, other.1) && by_tail(one, other).is_eq()
        };
        let mut at = 0;
        for same in keyed.chunk_by(is_tied) {
            if same.len() > 1 {
                ties.push(at..at + same.len());
            }
            at += same.len();
        }
        for (entry, (_, _, in_order)) in entries.iter_mut().zip(keyed) {
            *entry = in_order;
        }
        self.sort_ties(entries, &ties, &number, &facts);
    }

    /// Puts those in order that nothing but their paths tells apart.
    fn sort_ties<'e, T: Copy + Send + Sync>(
        &mut self,
        entries: &mut [T],
        ties: &[Range<usize>],
        number: &(impl Fn(T) -> usize + Sync),
        facts: &impl FactsOf<'e>,
    ) {
        let tied = ties.iter().flat_map(|tied| &entries[tied.clone()]).map(|entry| number(*entry));
        let missing: Vec<usize> = tied.filter(|number| self.paths.get(*number).is_empty()).collect();
        let make = |numbers: &[usize]| {
            let mut keys = ByteArena::default();
            for (at, facts) in numbers.iter().enumerate().filter_map(|(at, &number)| Some((at, facts(number)?))) {
                keys.set(at, |bytes| NaturalKey::push(&facts.entry.origin.display(), bytes));
            }
            keys
        };
        let made: Vec<ByteArena> = match missing.len() < MANY {
            true => missing.chunks(CHUNK).map(make).collect(),
            false => missing.par_chunks(CHUNK).map(make).collect(),
        };
        for (numbers, keys) in missing.chunks(CHUNK).zip(&made) {
            for (at, number) in numbers.iter().enumerate() {
                self.paths.set(*number, |bytes| bytes.extend_from_slice(keys.get(at)));
            }
        }
        for tied in ties {
            sort_by(&mut entries[tied.clone()], |one, other| {
                let (one, other) = (number(*one), number(*other));
                self.turned(self.paths.get(one).cmp(self.paths.get(other)).then_with(|| one.cmp(&other)))
            });
        }
    }

    /// Takes entries into those that are in order already.
    pub fn merge<'e, T: Copy + Send + Sync>(
        &mut self,
        sorted: &mut Vec<T>,
        mut new: Vec<T>,
        number: impl Fn(T) -> usize + Sync,
        facts: impl FactsOf<'e>,
    ) {
        self.sort(&mut new, &number, &facts);
        let Some(&last) = new.last() else { return };
        if sorted.is_empty() {
            *sorted = new;
            return;
        }
        // From the end: each of the old ones moves once, in as few pieces as there are new ones.
        let mut left = sorted.len();
        sorted.resize(left + new.len(), last);
        let mut to = sorted.len();
        for own in new.into_iter().rev() {
            let is_before = |old: &T| self.compare(number(*old), number(own), &facts).is_lt();
            let before = sorted[..left].partition_point(is_before);
            to -= left - before;
            sorted.copy_within(before..left, to);
            to -= 1;
            sorted[to] = own;
            left = before;
        }
    }

    /// The group of an entry, by number; `None` where there are no groups.
    pub fn group(&self, number: usize) -> Option<u32> {
        self.groups.of(number)
    }

    /// What a group is called.
    pub fn heading(&self, group: u32) -> Option<&Heading> {
        self.groups.heading(group)
    }
}

/// Gives the facts of the entry of a number; `None` where there is none.
pub trait FactsOf<'e>: Fn(usize) -> Option<OrderFacts<'e>> + Sync {}

impl<'e, F: Fn(usize) -> Option<OrderFacts<'e>> + Sync> FactsOf<'e> for F {}

fn sort_by<T: Send>(all: &mut [T], compare: impl Fn(&T, &T) -> Ordering + Sync) {
    if all.len() < MANY { all.sort_unstable_by(compare) } else { all.par_sort_unstable_by(compare) }
}

fn groups(arrangement: Arrangement) -> Groups {
    // What is sorted by what it is grouped by is turned round with its groups.
    let is_of_sort = match arrangement.group {
        Some(GroupBy::Day | GroupBy::Month | GroupBy::Year) => arrangement.sort == SortBy::Date,
        Some(GroupBy::Source) => arrangement.sort == SortBy::Source,
        Some(GroupBy::Folder) => arrangement.sort == SortBy::Path,
        Some(GroupBy::Category) | None => false,
    };
    Groups::new(arrangement.group, arrangement.reversed && is_of_sort)
}

fn parts(count: usize) -> Vec<Range<usize>> {
    (0..count.div_ceil(CHUNK)).map(|part| part * CHUNK..count.min((part + 1) * CHUNK)).collect()
}

impl SortedKeys {
    /// What no entry has set comes last.
    fn head(&self, number: usize) -> u64 {
        self.heads.get(number).copied().unwrap_or(u64::MAX)
    }

    fn set(&mut self, number: usize, facts: OrderFacts<'_>, arrangement: Arrangement) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let class = match facts.entry.failure {
            Some(_) => FAILED,
            None => self.write(facts, arrangement, &mut scratch),
        };
        let mut head = [0; 8];
        head[0] = class;
        let in_head = scratch.len().min(7);
        head[1..=in_head].copy_from_slice(&scratch[..in_head]);
        self.put(number, u64::from_be_bytes(head), scratch.get(7..).unwrap_or_default());
        self.scratch = scratch;
    }

    fn put(&mut self, number: usize, head: u64, tail: &[u8]) {
        if number >= self.heads.len() {
            self.heads.resize(number + 1, u64::MAX);
        }
        self.heads[number] = head;
        self.tails.set(number, |bytes| bytes.extend_from_slice(tail));
    }

    /// Writes what an entry is sorted by, so that it is in order byte by byte; gives its class.
    fn write(&mut self, facts: OrderFacts<'_>, arrangement: Arrangement, key: &mut Vec<u8>) -> u8 {
        let OrderFacts { entry, read } = facts;
        let brief = entry.brief();
        let turn = |key: &mut Vec<u8>, turned: bool| {
            if turned {
                for byte in key {
                    *byte = !*byte;
                }
            }
        };
        let class = match arrangement.sort {
            SortBy::Date => {
                let Some(published) = brief.published() else { return UNKNOWN };
                push_date(published, key);
                turn(key, arrangement.reversed);
                return KNOWN;
            }
            SortBy::Path => return KNOWN,
            SortBy::Length => {
                key.extend_from_slice(&(entry.length as u64).to_be_bytes()[1..]);
                turn(key, !arrangement.reversed);
                KNOWN
            }
            SortBy::Read => {
                key.push(u8::from(read));
                turn(key, arrangement.reversed);
                KNOWN
            }
            SortBy::Title => {
                self.titles.push(&brief.title(), key);
                key.push(0);
                turn(key, arrangement.reversed);
                KNOWN
            }
            SortBy::Source => match brief.source() {
                Some(source) => {
                    self.push_source(&source, key);
                    turn(key, arrangement.reversed);
                    KNOWN
                }
                None => UNKNOWN,
            },
        };
        // Where that is the same the newest comes first, whichever way the list is sorted.
        match brief.published() {
            Some(published) => push_date(published, key),
            None => key.push(u8::MAX),
        }
        class
    }

    fn push_source(&mut self, source: &str, key: &mut Vec<u8>) {
        let Self { titles, sources, .. } = self;
        if let Some(known) = sources.get(source) {
            return key.extend_from_slice(known);
        }
        titles.push(source, key);
        key.push(0);
        if sources.len() < SOURCES {
            sources.insert(source.into(), key.as_slice().into());
        }
    }
}

/// Seven bytes, the newest first.
fn push_date(published: Timestamp, key: &mut Vec<u8>) {
    const MIDDLE: i64 = 1 << 55;
    let milliseconds = published.milliseconds().clamp(-MIDDLE, MIDDLE - 2) + MIDDLE;
    key.extend_from_slice(&(!milliseconds).to_be_bytes()[1..]);
}
