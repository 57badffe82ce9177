//! The *filter* of the list: a query, what passes it, and the folds of the titles, kept as long as there is one.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::{Entry, EntryId, Meta, SafeText, TraceTable};
use crate::search::fold::FoldedStack;
use crate::search::{Document, Facts, Folded, Query};

/// A filter.
#[derive(Debug)]
pub(super) struct ListFilter {
    query: Arc<Query>,
    /// What passes it, in the order of the list.
    pub shown: Vec<EntryId>,
    /// The folds of the titles, by id, as far as they were made.
    titles: FoldedStack,
    /// Of those that came or changed since.
    later: FxHashMap<EntryId, Folded>,
}

/// So many entries are looked at in a row by one core.
const CHUNK: usize = 1024;

impl ListFilter {
    pub fn new(query: Arc<Query>) -> Self {
        Self { query, shown: Vec::new(), titles: FoldedStack::default(), later: FxHashMap::default() }
    }

    /// The same titles, another query.
    pub fn asking(self, query: Arc<Query>) -> Self {
        Self { query, shown: Vec::new(), ..self }
    }

    pub fn query(&self) -> &Arc<Query> {
        &self.query
    }

    /// An entry has another title than the one that was folded.
    pub fn retitle(&mut self, id: EntryId, title: &str) {
        if id.0 < self.titles.len() {
            self.later.insert(id, Folded::new(title));
        }
    }

    /// Folds the titles that are not folded yet.
    pub fn fold(&mut self, entries: &[Option<Entry>]) {
        let new = entries.get(self.titles.len()..).unwrap_or_default();
        let stack = |entries: &[Option<Entry>]| {
            let mut stack = FoldedStack::default();
            for entry in entries {
                stack.push(&entry.as_ref().map_or(Cow::Borrowed(""), |entry| entry.brief().title()));
            }
            stack
        };
        let stacks: Vec<FoldedStack> = new.par_chunks(CHUNK).map(stack).collect();
        for stack in &stacks {
            self.titles.append(stack);
        }
    }

    /// Those of some entries that pass, in their order; `guest` passes whatever it is.
    pub fn passing(
        &self,
        ids: &[EntryId],
        entries: &[Option<Entry>],
        traces: &TraceTable,
        guest: Option<EntryId>,
    ) -> Vec<EntryId> {
        let asks_for_marks = self.query.asks_for_marks();
        let asks_for_meta = asks_for_marks || self.query.asks_fields();
        let passes = |id: &EntryId| {
            let Some(entry) = entries.get(id.0).and_then(Option::as_ref) else { return false };
            let title = self.later.get(id).map_or_else(|| self.titles.get(id.0), Folded::view);
            let meta = match asks_for_meta {
                true => entry.meta(),
                false => Meta { title: SafeText::from(&*entry.brief().title()), ..Meta::default() },
            };
            let facts = if asks_for_marks { Facts::of(traces, &meta) } else { Facts::default() };
            let facts = Facts { unreadable: entry.failure.is_some(), ..facts };
            let document = Document { meta: &meta, title, body: None, facts };
            guest == Some(*id) || self.query.matches(&document)
        };
        ids.par_chunks(CHUNK).flat_map_iter(|ids| ids.iter().copied().filter(passes)).collect()
    }
}
