//! The *tally* of the list: how many entries answer each of some queries that look at titles, fields and marks. Each entry
//! is asked once, when it comes or changes; all are asked again where the reader did something with articles since.

use std::sync::Arc;

use rayon::prelude::*;

use super::List;
use super::filter::{CHUNK, WantedMeta};
use crate::model::{Entry, EntryId, TraceTable};
use crate::search::{Folded, MemberMask, Query};

/// Of each entry which of the queries it answers, and how many there are of each.
#[derive(Debug, Default)]
pub(super) struct ListTally {
    queries: Vec<Arc<Query>>,
    masks: Vec<MemberMask>,
    counts: Vec<usize>,
    /// Of which version of the traces it is.
    traces: u64,
}

impl ListTally {
    /// Asks some entries.
    fn ask(&self, entries: &[Option<Entry>], traces: &TraceTable) -> Vec<MemberMask> {
        let wanted = WantedMeta::of(self.queries.iter().map(|query| &**query));
        let ask = |entry: &Entry| {
            let title = if wanted.title { Folded::new(&entry.brief().title()) } else { Folded::default() };
            wanted.ask(entry, title.view(), traces, |document| {
                MemberMask::of(self.queries.iter().map(|query| query.matches(document)))
            })
        };
        let each = |entries: &[Option<Entry>]| -> Vec<MemberMask> {
            entries.iter().map(|entry| entry.as_ref().map(ask).unwrap_or_default()).collect()
        };
        entries.par_chunks(CHUNK).flat_map_iter(each).collect()
    }

    fn set(&mut self, id: EntryId, mask: MemberMask) {
        if id.0 >= self.masks.len() {
            self.masks.resize(id.0 + 1, MemberMask::default());
        }
        let before = std::mem::replace(&mut self.masks[id.0], mask);
        for (at, count) in self.counts.iter_mut().enumerate() {
            *count -= usize::from(before.has(at));
            *count += usize::from(mask.has(at));
        }
    }

    /// Whether anything is asked.
    pub fn is_asking(&self) -> bool {
        !self.queries.is_empty()
    }

    /// Entries came, changed or are gone.
    pub fn update(&mut self, ids: impl Iterator<Item = EntryId>, entries: &[Option<Entry>], traces: &TraceTable) {
        for id in ids {
            let entry = entries.get(id.0..=id.0).unwrap_or_default();
            let mask = self.ask(entry, traces).first().copied().unwrap_or_default();
            self.set(id, mask);
        }
    }
}

impl List {
    /// How many entries answer each of some queries, of which there are no more than a [`MemberMask`] has places.
    pub(in crate::app) fn tally(&mut self, queries: &[Arc<Query>]) -> &[usize] {
        self.take_in();
        let Self { tally, entries, traces, traces_version, .. } = self;
        let is_same = tally.queries.len() == queries.len()
            && tally.queries.iter().zip(queries).all(|(one, other)| Arc::ptr_eq(one, other));
        if !is_same || tally.traces != *traces_version {
            *tally = ListTally { queries: queries.to_vec(), traces: *traces_version, ..ListTally::default() };
            tally.masks = tally.ask(entries, traces);
            let count = |at| tally.masks.iter().filter(|mask| mask.has(at)).count();
            tally.counts = (0..queries.len()).map(count).collect();
        }
        &self.tally.counts
    }
}
