//! The *filter* of the list: a saved search that it was switched to, a query that was typed, what passes both, and the
//! folds of the titles, kept as long as there is one.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Entry, EntryId, Meta, SafeText, TraceTable};
use crate::search::fold::{FoldedRef, FoldedStack};
use crate::search::{Document, Facts, Folded, Query};

/// A saved search that a list shows.
#[derive(Clone, Debug)]
pub(in crate::app) struct ListBase {
    pub query: Arc<Query>,
    /// The articles that answer it, where it looks into texts: those have been found elsewhere.
    pub members: Option<FxHashSet<EntryId>>,
}

/// A filter.
#[derive(Debug)]
pub(super) struct ListFilter {
    base: Option<ListBase>,
    query: Option<Arc<Query>>,
    /// What passes it, in the order of the list.
    pub shown: Vec<EntryId>,
    /// The folds of the titles, by id, as far as they were made.
    titles: FoldedStack,
    /// Of those that came or changed since.
    later: FxHashMap<EntryId, Folded>,
}

/// So many entries are looked at in a row by one core.
pub(super) const CHUNK: usize = 1024;

impl ListFilter {
    /// A filter by a saved search and a query; none without either. What `before` knows of the titles stays known.
    pub fn new(base: Option<ListBase>, query: Option<Arc<Query>>, before: Option<Self>) -> Option<Self> {
        if base.is_none() && query.is_none() {
            return None;
        }
        let (titles, later) = before.map(|before| (before.titles, before.later)).unwrap_or_default();
        Some(Self { base, query, shown: Vec::new(), titles, later })
    }

    pub fn query(&self) -> Option<&Arc<Query>> {
        self.query.as_ref()
    }

    pub fn base(&self) -> Option<&ListBase> {
        self.base.as_ref()
    }

    /// Takes the saved search out, to be put into another filter.
    pub fn take_base(&mut self) -> Option<ListBase> {
        self.base.take()
    }

    /// Says whether an article is a member of the saved search; says whether that is new.
    pub fn set_member(&mut self, id: EntryId, is_member: bool) -> bool {
        let Some(members) = self.base.as_mut().and_then(|base| base.members.as_mut()) else { return false };
        if is_member { members.insert(id) } else { members.remove(&id) }
    }

    /// What an entry is asked: the saved search, where that is not answered elsewhere, and the query.
    fn questions(&self) -> Vec<&Query> {
        let base = self.base.iter().filter(|base| base.members.is_none()).map(|base| &*base.query);
        base.chain(self.query.as_deref()).collect()
    }

    /// Whether it depends on what the reader did with articles.
    pub fn asks_for_marks(&self) -> bool {
        self.questions().iter().any(|query| query.asks_for_marks())
    }

    /// An entry has another title than the one that was folded.
    pub fn retitle(&mut self, id: EntryId, title: &str) {
        if id.0 < self.titles.len() {
            self.later.insert(id, Folded::new(title));
        }
    }

    /// Folds the titles that are not folded yet, if they are looked at.
    pub fn fold(&mut self, entries: &[Option<Entry>]) {
        if !self.questions().iter().any(|query| query.asks_title()) {
            return;
        }
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
        let (questions, none) = (self.questions(), Folded::default());
        let wanted = WantedMeta::of(questions.iter().copied());
        let members = self.base.as_ref().and_then(|base| base.members.as_ref());
        let passes = |id: &EntryId| {
            let Some(entry) = entries.get(id.0).and_then(Option::as_ref) else { return false };
            if guest == Some(*id) {
                return true;
            }
            if members.is_some_and(|members| !members.contains(id)) {
                return false;
            }
            let title = match wanted.title {
                true => self.later.get(id).map_or_else(|| self.titles.get(id.0), Folded::view),
                false => none.view(),
            };
            wanted.ask(entry, title, traces, |document| questions.iter().all(|query| query.matches(document)))
        };
        ids.par_chunks(CHUNK).flat_map_iter(|ids| ids.iter().copied().filter(passes)).collect()
    }
}

/// What of an entry has to be known to answer some queries: the less, the sooner a long list is gone through.
#[derive(Clone, Copy)]
pub(super) struct WantedMeta {
    pub title: bool,
    marks: bool,
    whole: bool,
}

impl WantedMeta {
    pub fn of<'q>(queries: impl Iterator<Item = &'q Query>) -> Self {
        queries.fold(Self { title: false, marks: false, whole: false }, |wanted, query| Self {
            title: wanted.title || query.asks_title(),
            marks: wanted.marks || query.asks_for_marks(),
            whole: wanted.whole || query.asks_whole_meta(),
        })
    }

    /// Asks an entry something; `title` is the fold of its title, where that is wanted.
    pub fn ask<T>(
        self,
        entry: &Entry,
        title: FoldedRef<'_>,
        traces: &TraceTable,
        ask: impl FnOnce(&Document<'_>) -> T,
    ) -> T {
        let meta = if self.whole { entry.meta() } else { self.meta_in_brief(entry) };
        let facts = if self.marks { Facts::of(traces, &meta) } else { Facts::default() };
        let facts = Facts { unreadable: entry.failure.is_some(), ..facts };
        ask(&Document { meta: &meta, title, body: None, facts })
    }

    fn meta_in_brief(self, entry: &Entry) -> Meta {
        let brief = entry.brief();
        Meta {
            path: if self.marks { entry.origin.display() } else { SafeText::default() },
            title: if self.title { SafeText::from(&*brief.title()) } else { SafeText::default() },
            published: brief.published(),
            read: brief.read_there(),
            starred: brief.starred_there(),
            content: brief.content(),
            ..Meta::default()
        }
    }
}
