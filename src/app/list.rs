//! The *list*: the entries of the archive, newest first, filtered by title and fields, one of them selected.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::motion::ListStep;
use crate::model::{Entry, EntryId, NaturalKey};
use crate::search::{Document, Facts, Folded, Query};

/// The catalogue as the list pane shows it.
#[derive(Debug, Default)]
pub struct List {
    /// Every entry, by id; `None` where a later one was announced first.
    entries: Vec<Option<Entry>>,
    /// What their names are ordered by.
    names: Vec<NaturalKey>,
    /// The ids of all entries, newest first.
    sorted: Vec<EntryId>,
    /// The ids that pass the filter, in the same order.
    shown: Vec<EntryId>,
    filter: Option<Arc<Query>>,
    /// An entry that is listed although it does not pass the filter: it was opened from elsewhere.
    guest: Option<EntryId>,
    /// The folds of the titles, made when the first filter asks for them.
    titles: HashMap<EntryId, Folded>,
    selected: Option<EntryId>,
    /// Whether the reader has chosen; until then the newest entry is selected.
    chosen: bool,
    /// The first entry on the screen.
    top: usize,
    failed: usize,
}

/// The filter and the selection of the list at some time.
#[derive(Clone, Debug)]
pub struct ListSnapshot {
    filter: Option<Arc<Query>>,
    guest: Option<EntryId>,
    selected: Option<EntryId>,
    chosen: bool,
    top: usize,
}

impl List {
    /// Takes entries in.
    pub fn add(&mut self, batch: Vec<(EntryId, Entry)>) {
        for (id, entry) in batch {
            if id.0 >= self.entries.len() {
                self.entries.resize_with(id.0 + 1, || None);
                self.names.resize_with(id.0 + 1, NaturalKey::default);
            }
            self.names[id.0] = NaturalKey::of(&entry.meta.path);
            self.failed += usize::from(entry.failure.is_some());
            if self.entries[id.0].replace(entry).is_none() {
                self.sorted.push(id);
            }
        }
        let (entries, names) = (&self.entries, &self.names);
        // Newest first; those of one time, and undated ones after them, by name; what could not be read last.
        let key = |id: &EntryId| {
            let entry = entries.get(id.0).and_then(Option::as_ref);
            let failed = entry.is_some_and(|entry| entry.failure.is_some());
            (failed, Reverse(entry.and_then(|entry| entry.meta.published)), names.get(id.0), *id)
        };
        self.sorted.sort_by(|one, other| key(one).cmp(&key(other)));
        self.refresh();
    }

    fn refresh(&mut self) {
        self.shown.clear();
        match &self.filter {
            None => self.shown.extend_from_slice(&self.sorted),
            Some(query) => {
                let (entries, titles) = (&self.entries, &mut self.titles);
                let guest = self.guest;
                let mut passes = |id: &&EntryId| {
                    if guest == Some(**id) {
                        return true;
                    }
                    let Some(Entry { meta, .. }) = entries.get(id.0).and_then(Option::as_ref) else { return false };
                    let title = titles.entry(**id).or_insert_with(|| Folded::new(&meta.title)).view();
                    query.matches(&Document { meta, title, body: None, facts: Facts::default() })
                };
                self.shown.extend(self.sorted.iter().filter(|id| passes(id)));
            }
        }
        let gone = self.selected.is_none_or(|id| !self.shown.contains(&id));
        if gone || !self.chosen {
            self.selected = self.shown.first().copied();
        }
    }

    /// Shows only entries that answer this by title or meta; `None` shows all.
    pub fn set_filter(&mut self, filter: Option<Arc<Query>>) {
        self.filter = filter;
        self.guest = None;
        self.refresh();
    }

    /// The filter.
    pub fn filter(&self) -> Option<&Arc<Query>> {
        self.filter.as_ref()
    }

    /// The entry of that number.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0).and_then(Option::as_ref)
    }

    /// The selected entry.
    pub fn selected(&self) -> Option<EntryId> {
        self.selected
    }

    /// Where the selected entry is among those shown.
    pub fn position(&self) -> Option<usize> {
        self.shown.iter().position(|&id| Some(id) == self.selected)
    }

    /// The entries that pass the filter.
    pub fn shown(&self) -> &[EntryId] {
        &self.shown
    }

    /// How many entries there are in all.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether there is no entry at all.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// How many entries could not be read.
    pub fn failed(&self) -> usize {
        self.failed
    }

    /// Moves the selection; says whether it moved.
    pub fn step(&mut self, step: ListStep) -> bool {
        let Some(at) = self.position() else { return false };
        let Some(&id) = self.shown.get(step.from(at, self.shown.len())) else { return false };
        self.choose_entry(id)
    }

    /// Selects an entry among those shown; says whether the selection moved.
    fn choose_entry(&mut self, id: EntryId) -> bool {
        self.chosen = true;
        let moved = self.selected.replace(id) != Some(id);
        if self.guest.is_some_and(|guest| guest != id) {
            self.guest = None;
            self.refresh();
        }
        moved
    }

    /// Selects an entry. One that does not pass the filter is listed all the same, until another is selected.
    pub fn select(&mut self, id: EntryId) {
        if self.entry(id).is_none() {
            return;
        }
        if self.shown.contains(&id) {
            self.choose_entry(id);
        } else {
            self.guest = Some(id);
            self.selected = Some(id);
            self.chosen = true;
            self.refresh();
        }
    }

    /// The reader has chosen: the selection no longer follows the newest entry.
    pub fn choose(&mut self) {
        self.chosen = true;
    }

    /// Whether the reader has chosen.
    pub fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// The first entry on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The filter and the selection, to be put back by [`List::restore`].
    pub fn snapshot(&self) -> ListSnapshot {
        let Self { filter, guest, selected, chosen, top, .. } = self;
        ListSnapshot { filter: filter.clone(), guest: *guest, selected: *selected, chosen: *chosen, top: *top }
    }

    /// Puts back what a snapshot holds.
    pub fn restore(&mut self, snapshot: ListSnapshot) {
        let ListSnapshot { filter, guest, selected, chosen, top } = snapshot;
        (self.filter, self.guest, self.selected) = (filter, guest, selected);
        (self.chosen, self.top) = (chosen, top);
        self.refresh();
    }

    /// Selects what was selected in a snapshot; the filter stays as it is now.
    pub fn restore_selection(&mut self, snapshot: &ListSnapshot) {
        (self.guest, self.selected) = (snapshot.guest, snapshot.selected);
        self.refresh();
    }

    /// Scrolls the least that brings the selection onto a screen of `height` entries.
    pub fn settle(&mut self, height: usize) {
        let at = self.position().unwrap_or(0);
        let height = height.max(1);
        self.top = self.top.clamp((at + 1).saturating_sub(height), at);
        self.top = self.top.min(self.shown.len().saturating_sub(height));
    }
}
