//! The *keys* that entries are ordered by.

use std::cmp::Ordering;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::arena::ByteArena;
use super::facts::OrderFacts;
use super::groups::{Groups, Heading};
use crate::model::{Arrangement, NaturalKey, SortBy, Timestamp, TitleOrder};

/// The keys of entries, under one arrangement.
#[derive(Debug, Default)]
pub struct OrderKeys {
    arrangement: Arrangement,
    sort: SortedKeys,
    groups: Groups,
    /// What their paths are ordered by, under every arrangement.
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
/// Below this many, one core is enough.
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

    /// Takes in an entry, or what has become of one. [`OrderKeys::sort`] and [`OrderKeys::merge`] come before the next
    /// comparison.
    pub fn set(&mut self, number: usize, facts: &OrderFacts<'_>) {
        self.paths.set(number, |bytes| NaturalKey::push(&facts.meta.path, bytes));
        self.sort.set(number, facts, self.arrangement);
        self.groups.set(number, facts);
    }

    /// Takes in entries, or what has become of them; on all cores where they are many. Of one that there is not `facts`
    /// gives `None`.
    pub fn set_each<'e>(&mut self, numbers: &[usize], facts: impl Fn(usize) -> Option<OrderFacts<'e>> + Sync) {
        if numbers.len() < MANY {
            for &number in numbers {
                if let Some(facts) = facts(number) {
                    self.set(number, &facts);
                }
            }
            return;
        }
        let arrangement = self.arrangement;
        let make = |numbers: &[usize]| {
            let (mut paths, mut keys) = (ByteArena::default(), SortedKeys::default());
            for (at, facts) in numbers.iter().enumerate().filter_map(|(at, &number)| Some((at, facts(number)?))) {
                paths.set(at, |bytes| NaturalKey::push(&facts.meta.path, bytes));
                keys.set(at, &facts, arrangement);
            }
            (paths, keys)
        };
        let made: Vec<(ByteArena, SortedKeys)> = numbers.par_chunks(CHUNK).map(make).collect();
        for (numbers, (paths, keys)) in numbers.chunks(CHUNK).zip(&made) {
            for (at, &number) in numbers.iter().enumerate() {
                let Some(facts) = facts(number) else { continue };
                self.paths.set(number, |bytes| bytes.extend_from_slice(paths.get(at)));
                self.sort.put(number, keys.head(at), keys.tails.get(at));
                self.groups.set(number, &facts);
            }
        }
    }

    /// Takes in many entries at once, on all cores: those from number 0 to `count`. Of a number without an entry `facts`
    /// gives `None`.
    pub fn set_all<'e>(&mut self, count: usize, facts: impl Fn(usize) -> Option<OrderFacts<'e>> + Sync) {
        let parts: Vec<ByteArena> = parts(count)
            .into_par_iter()
            .map(|part| {
                let mut paths = ByteArena::default();
                paths.reserve(part.len(), part.len() * 48);
                for number in part.clone() {
                    if let Some(facts) = facts(number) {
                        paths.set(number - part.start, |bytes| NaturalKey::push(&facts.meta.path, bytes));
                    }
                }
                paths
            })
            .collect();
        self.paths = ByteArena::default();
        for (part, paths) in parts.iter().enumerate() {
            self.paths.append(part * CHUNK, paths);
        }
        self.rearrange(self.arrangement, count, facts);
    }

    /// Puts the entries from number 0 to `count` under another arrangement; [`OrderKeys::sort`] comes before the next
    /// comparison.
    pub fn rearrange<'e>(
        &mut self,
        arrangement: Arrangement,
        count: usize,
        facts: impl Fn(usize) -> Option<OrderFacts<'e>> + Sync,
    ) {
        let made: Vec<SortedKeys> = parts(count)
            .into_par_iter()
            .map(|part| {
                let mut keys = SortedKeys::default();
                for number in part.clone() {
                    if let Some(facts) = facts(number) {
                        keys.set(number - part.start, &facts, arrangement);
                    }
                }
                keys
            })
            .collect();
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
                if let Some(facts) = facts(number) {
                    self.groups.set(number, &facts);
                }
            }
        }
    }

    /// Which of two entries comes first. The order is one: no two entries are equal.
    pub fn compare(&self, one: usize, other: usize) -> Ordering {
        let rank = |number| (self.groups.rank_of(number), self.sort.head(number));
        rank(one).cmp(&rank(other)).then_with(|| self.compare_tails(one, other))
    }

    fn compare_tails(&self, one: usize, other: usize) -> Ordering {
        let tails = self.sort.tails.get(one).cmp(self.sort.tails.get(other));
        tails.then_with(|| {
            let paths = self.paths.get(one).cmp(self.paths.get(other)).then_with(|| one.cmp(&other));
            let turned = self.arrangement.reversed && self.arrangement.sort == SortBy::Path;
            if turned { paths.reverse() } else { paths }
        })
    }

    /// Puts entries in order, on all cores where they are many.
    pub fn sort<T: Copy + Send + Sync>(&mut self, entries: &mut [T], number: impl Fn(T) -> usize + Sync) {
        self.groups.rank();
        let keys = &*self;
        let compare = |one: &(u32, u64, T), other: &(u32, u64, T)| {
            let tails = || keys.compare_tails(number(one.2), number(other.2));
            (one.0, one.1).cmp(&(other.0, other.1)).then_with(tails)
        };
        let mut keyed: Vec<(u32, u64, T)> = entries
            .iter()
            .map(|entry| (keys.groups.rank_of(number(*entry)), keys.sort.head(number(*entry)), *entry))
            .collect();
        if keyed.len() < MANY {
            keyed.sort_unstable_by(compare);
        } else {
            keyed.par_sort_unstable_by(compare);
        }
        for (entry, (_, _, in_order)) in entries.iter_mut().zip(keyed) {
            *entry = in_order;
        }
    }

    /// Takes entries into those that are in order already.
    pub fn merge<T: Copy + Send + Sync>(
        &mut self,
        sorted: &mut Vec<T>,
        mut new: Vec<T>,
        number: impl Fn(T) -> usize + Sync,
    ) {
        self.sort(&mut new, &number);
        let Some(&last) = new.last() else { return };
        // From the end: each of the old ones moves once, in as few pieces as there are new ones.
        let mut left = sorted.len();
        sorted.resize(left + new.len(), last);
        let mut to = sorted.len();
        for entry in new.into_iter().rev() {
            let before = sorted[..left].partition_point(|old| self.compare(number(*old), number(entry)).is_lt());
            to -= left - before;
            sorted.copy_within(before..left, to);
            to -= 1;
            sorted[to] = entry;
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

fn groups(arrangement: Arrangement) -> Groups {
    Groups::new(arrangement.group, arrangement.reversed && arrangement.sort == SortBy::Date)
}

fn parts(count: usize) -> Vec<std::ops::Range<usize>> {
    (0..count.div_ceil(CHUNK)).map(|part| part * CHUNK..count.min((part + 1) * CHUNK)).collect()
}

impl SortedKeys {
    /// What no entry has set comes last.
    fn head(&self, number: usize) -> u64 {
        self.heads.get(number).copied().unwrap_or(u64::MAX)
    }

    fn set(&mut self, number: usize, facts: &OrderFacts<'_>, arrangement: Arrangement) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let class = if facts.failed { FAILED } else { self.write(facts, arrangement, &mut scratch) };
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
    fn write(&mut self, facts: &OrderFacts<'_>, arrangement: Arrangement, key: &mut Vec<u8>) -> u8 {
        let meta = facts.meta;
        let turn = |key: &mut Vec<u8>, turned: bool| {
            if turned {
                for byte in key {
                    *byte = !*byte;
                }
            }
        };
        let class = match arrangement.sort {
            SortBy::Date => {
                let Some(published) = meta.published else { return UNKNOWN };
                push_date(published, key);
                turn(key, arrangement.reversed);
                return KNOWN;
            }
            SortBy::Path => return KNOWN,
            SortBy::Length => {
                key.extend_from_slice(&(facts.length as u64).to_be_bytes()[1..]);
                turn(key, !arrangement.reversed);
                KNOWN
            }
            SortBy::Read => {
                key.push(u8::from(facts.read));
                turn(key, arrangement.reversed);
                KNOWN
            }
            SortBy::Title => {
                self.titles.push(&meta.title, key);
                key.push(0);
                turn(key, arrangement.reversed);
                KNOWN
            }
            SortBy::Source => match facts.source() {
                Some(source) => {
                    self.push_source(source, key);
                    turn(key, arrangement.reversed);
                    KNOWN
                }
                None => UNKNOWN,
            },
        };
        // Where that is the same the newest comes first, whichever way the list is sorted.
        match meta.published {
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
