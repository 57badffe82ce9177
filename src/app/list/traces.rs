//! The *traces* that the reader left on the entries of the list: what was read, and how many were not.

use std::sync::Arc;

use super::List;
use super::filter::ListFilter;
use crate::model::{
    ArchiveRoots, Arrangement, EntryId, SafeText, SortBy, Trace, TraceChange, TraceKey, TracePart, TraceRows,
    TraceTable,
};
use crate::search::Query;

impl List {
    /// One more with each change of the traces.
    pub(in crate::app) fn traces_version(&self) -> u64 {
        self.traces_version
    }

    /// The traces on all articles, those too that are not in this list.
    pub fn traces(&self) -> &Arc<TraceTable> {
        &self.traces
    }

    /// The trace on an entry.
    pub fn trace(&self, id: EntryId) -> Option<&Trace> {
        if self.traces.is_empty() {
            return None;
        }
        let entry = self.entry(id)?;
        self.traces.of(entry.brief().content(), &entry.origin.display())
    }

    /// Whether an entry was read: here, or else in the program that it is from.
    pub fn is_read(&self, id: EntryId) -> bool {
        self.read.get(id.0).copied().unwrap_or_default()
    }

    /// Whether an entry is an article that was not read: what cannot be read is neither read nor unread.
    pub fn is_unread(&self, id: EntryId) -> bool {
        self.is_unread.get(id.0).copied().unwrap_or_default()
    }

    /// Whether an entry has a star, here or there.
    pub fn is_starred(&self, id: EntryId) -> bool {
        let Some(entry) = self.entry(id) else { return false };
        self.trace(id).and_then(|trace| trace.starred).or(entry.brief().starred_there()) == Some(true)
    }

    /// The tags that the reader gave an entry.
    pub fn own_tags(&self, id: EntryId) -> &[SafeText] {
        let Some(entry) = self.entry(id) else { return &[] };
        self.traces.tags(entry.brief().content(), &entry.origin.display())
    }

    /// How many of the entries that are shown were not read.
    pub fn unread(&self) -> usize {
        if self.filter.is_some() { self.unread_shown } else { self.unread }
    }

    /// How many of the entries that are shown can be read.
    pub fn readable(&self) -> usize {
        if self.filter.is_some() { self.readable_shown } else { self.sorted.len().saturating_sub(self.failed) }
    }

    /// What becomes of an entry's trace; gives what is to be kept, if there is such an entry.
    pub(in crate::app) fn change_trace(&mut self, id: EntryId, part: TracePart) -> Option<TraceChange> {
        let entry = self.entries.get(id.0)?.as_ref()?;
        let (content, path) = (entry.brief().content(), entry.origin.display());
        let is_of_reading = matches!(part, TracePart::Read(_));
        let change = Arc::make_mut(&mut self.traces).change(content, &path, part);
        self.traces_version += 1;
        if is_of_reading {
            self.note_read(id);
        }
        Some(change)
    }

    /// Says which articles have annotations.
    pub(in crate::app) fn set_noted(&mut self, keys: impl IntoIterator<Item = TraceKey>) {
        self.traces_version += 1;
        Arc::make_mut(&mut self.traces).set_noted(keys);
    }

    /// Whether an entry has an annotation.
    pub fn is_noted(&self, id: EntryId) -> bool {
        let entry = self.entry(id).filter(|_| !self.traces.has_no_notes());
        entry.is_some_and(|entry| self.traces.is_noted(entry.brief().content(), &entry.origin.display()))
    }

    /// Whether the text of an entry is that of a number.
    pub(in crate::app) fn has_content(&self, id: EntryId, content: u64) -> bool {
        self.entry(id).is_some_and(|entry| entry.brief().content().number() == content)
    }

    /// By what an entry is known, and where it really is.
    pub(in crate::app) fn key(&self, id: EntryId) -> Option<(TraceKey, SafeText)> {
        let (entry, roots) = (self.entry(id)?, self.traces.roots());
        let path = entry.origin.display();
        Some((roots.key(entry.brief().content(), &path), roots.real(&path)))
    }

    /// All that was done with traces is done: what is listed by them is listed anew. The selected entry stays, until
    /// another is selected; the order stays as it is until the list is arranged again.
    pub(in crate::app) fn traces_changed(&mut self) {
        self.take_in();
        if self.filter.as_ref().is_some_and(ListFilter::asks_for_marks) {
            self.guest = self.selected;
            self.filter_by(self.filter().cloned());
        } else {
            self.count_unread();
        }
    }

    /// No trace is known yet on what was opened; they will come.
    pub(in crate::app) fn await_traces(&mut self, roots: ArchiveRoots) {
        self.traces = Arc::new(TraceTable::new(roots));
    }

    /// Takes in the traces that are kept: `first` ahead of all the others.
    pub(in crate::app) fn take_traces(&mut self, rows: TraceRows, first: bool) {
        self.traces_version += 1;
        let traces = Arc::make_mut(&mut self.traces);
        if first {
            traces.take_first(rows);
        } else {
            traces.take_all(rows);
        }
        let there: Vec<EntryId> = self.ids().collect();
        for id in there {
            self.note_read(id);
        }
        if self.arrangement().sort == SortBy::Read && !self.traces.is_empty() {
            self.arrange(Arrangement { ..self.arrangement() });
        }
        self.traces_changed();
    }

    /// What is to be kept of entries that have a trace and are not where, or what, they were.
    pub(in crate::app) fn take_moved(&mut self) -> Vec<TraceChange> {
        let moved = std::mem::take(&mut self.moved_files);
        moved.into_iter().filter_map(|id| self.change_trace(id, TracePart::Here)).collect()
    }

    /// Counts an entry among the unread, or no longer.
    pub(super) fn note_read(&mut self, id: EntryId) {
        let Some(entry) = self.entries.get(id.0).and_then(Option::as_ref) else { return };
        let trace = self.trace(id);
        let is_read = trace.and_then(|trace| trace.read).or(entry.brief().read_there()) == Some(true);
        let is_unread = !is_read && entry.failure.is_none();
        if trace.is_some() && self.traces.is_moved(entry.brief().content(), &entry.origin.display()) {
            self.moved_files.push(id);
        }
        if id.0 >= self.read.len() {
            self.read.resize(id.0 + 1, false);
            self.is_unread.resize(id.0 + 1, false);
        }
        self.read[id.0] = is_read;
        self.set_unread(id, is_unread);
    }

    /// An entry is no more: it is not unread either.
    pub(super) fn forget_read(&mut self, id: EntryId) {
        self.set_unread(id, false);
    }

    fn set_unread(&mut self, id: EntryId, is_unread: bool) {
        let Some(known) = self.is_unread.get_mut(id.0) else { return };
        let before = std::mem::replace(known, is_unread);
        self.unread -= usize::from(before);
        self.unread += usize::from(is_unread);
    }

    pub(super) fn count_unread(&mut self) {
        let Some(filter) = &self.filter else { return };
        let is_readable = |id: &&EntryId| self.entry(**id).is_some_and(|entry| entry.failure.is_none());
        let unread = filter.shown.iter().filter(|id| self.is_unread(**id)).count();
        self.readable_shown = filter.shown.iter().filter(is_readable).count();
        self.unread_shown = unread;
    }
}

/// The traces that a search needs to answer a query; none where it asks for none.
pub(in crate::app) fn wanted_traces(list: &List, query: &Query) -> Option<Arc<TraceTable>> {
    query.asks_for_marks().then(|| Arc::clone(list.traces()))
}
