//! The *list*: the entries of the archive, arranged, filtered by title and fields, one of them selected.
//!
//! A hundred thousand entries come while one reads: those that came since the last frame are put in their places once
//! before the next is drawn, and nothing that is in its place already is compared again but by halving.

mod filter;
mod months;
mod rows;
mod tally;
#[cfg(test)]
mod tests;
mod traces;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::motion::ListStep;
use crate::model::{Arrangement, Entry, EntryId, Origin, TraceTable};
use crate::search::{OrderFacts, OrderKeys, Query};

pub(super) use filter::ListBase;
use filter::ListFilter;
use months::EntryMonths;
pub use months::MonthCounts;
pub use rows::ListRow;
use tally::ListTally;
pub(super) use traces::wanted_traces;

/// The catalogue as the list pane shows it.
#[derive(Debug, Default)]
pub struct List {
    /// Every entry, by id; `None` where there is none: a later one was announced first, or it is gone.
    entries: Vec<Option<Entry>>,
    keys: OrderKeys,
    /// The ids of all entries in their order, but for what came since.
    sorted: Vec<EntryId>,
    filter: Option<ListFilter>,
    /// What came, or is another entry now, and is not in its place yet.
    new: Vec<EntryId>,
    /// What stands in a place that is not its own any more.
    moved: FxHashSet<EntryId>,
    /// An entry that is listed although it does not pass the filter: it was opened from elsewhere.
    guest: Option<EntryId>,
    selected: Option<EntryId>,
    /// Where it is among those shown.
    at: Option<usize>,
    /// Whether the reader has chosen; until then the first entry is selected.
    chosen: bool,
    /// The first entry on the screen.
    top: usize,
    /// How many entries the screen shows.
    page: usize,
    /// Whether an entry took one row when the list was settled last.
    rows_are_dear: bool,
    /// How many of those shown were published in each month.
    months: EntryMonths,
    /// How many of those shown are in each group.
    counts: Vec<u32>,
    failed: usize,
    /// What the reader left on the articles.
    traces: Arc<TraceTable>,
    /// Of each entry whether it was read, by id.
    read: Vec<bool>,
    /// Of each entry whether it is there to be read and was not: a file that is no article is neither.
    is_unread: Vec<bool>,
    /// How many entries were not read, of all and of those that pass the filter.
    unread: usize,
    unread_shown: usize,
    /// How many of those that pass the filter can be read.
    readable_shown: usize,
    /// One more with each change of the traces.
    traces_version: u64,
    tally: ListTally,
    /// The entries with a trace of which it is not kept that they are where they are.
    moved_files: Vec<EntryId>,
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
    /// Takes entries in. They are in their places, and counted, once the list is settled or something is done with it.
    pub fn add(&mut self, batch: Vec<(EntryId, Entry)>) {
        self.entries.reserve(batch.len());
        self.new.reserve(batch.len());
        for (id, entry) in batch {
            self.replace(id, entry);
        }
    }

    /// Takes in what an entry is now; what was selected stays selected.
    pub fn replace(&mut self, id: EntryId, entry: Entry) {
        if id.0 >= self.entries.len() {
            self.entries.resize_with(id.0 + 1, || None);
        }
        if let Some(filter) = &mut self.filter {
            filter.retitle(id, &entry.brief().title());
        }
        self.failed += usize::from(entry.failure.is_some());
        if let Some(before) = self.entries[id.0].replace(entry) {
            self.failed -= usize::from(before.failure.is_some());
            self.moved.insert(id);
        }
        self.months.forget(id);
        self.note_read(id);
        self.new.push(id);
    }

    /// Takes entries out. Of one that was selected the selection moves to the next one, or to the one before where there
    /// is none.
    pub fn remove(&mut self, ids: &[EntryId]) {
        for &id in ids {
            if let Some(entry) = self.entries.get_mut(id.0).and_then(Option::take) {
                self.failed -= usize::from(entry.failure.is_some());
                self.moved.insert(id);
                self.forget_read(id);
            }
        }
    }

    /// Puts what came or changed in its place, and takes out what is gone; says whether there was anything.
    pub(super) fn take_in(&mut self) -> bool {
        if self.new.is_empty() && self.moved.is_empty() {
            return false;
        }
        if self.selected.is_some_and(|id| self.entry(id).is_none()) {
            self.selected = self.neighbour();
        }
        let mut new = std::mem::take(&mut self.new);
        let mut changed: Vec<EntryId> = match self.tally.is_asking() {
            true => new.iter().chain(&self.moved).copied().collect(),
            false => Vec::new(),
        };
        changed.sort_unstable();
        changed.dedup();
        if !self.moved.is_empty() {
            let moved = std::mem::take(&mut self.moved);
            self.sorted.retain(|id| !moved.contains(id));
            if let Some(filter) = &mut self.filter {
                filter.shown.retain(|id| !moved.contains(id));
            }
            // One may have changed twice, or be gone again.
            new.sort_unstable();
            new.dedup();
            new.retain(|id| self.entry(*id).is_some());
        }
        let numbers: Vec<usize> = new.iter().map(|id| id.0).collect();
        let Self { entries, read, .. } = self;
        let facts = |number| facts(entries, read, number);
        self.keys.set_each(&numbers, facts);
        if let Some(filter) = &mut self.filter {
            filter.fold(entries);
            let passing = filter.passing(&new, entries, &self.traces, self.guest);
            self.keys.merge(&mut filter.shown, passing, |id| id.0, facts);
        }
        self.keys.merge(&mut self.sorted, new, |id| id.0, facts);
        let Self { tally, entries, traces, .. } = self;
        tally.update(changed.into_iter(), entries, traces);
        self.shown_anew();
        true
    }

    /// What is selected when the selected entry is gone.
    fn neighbour(&self) -> Option<EntryId> {
        let at = self.at?;
        let there = |id: &&EntryId| self.entry(**id).is_some();
        let shown = self.shown();
        let next = shown.get(at + 1..).and_then(|rest| rest.iter().find(there));
        next.or_else(|| shown.get(..at).and_then(|rest| rest.iter().rev().find(there))).copied()
    }

    /// What depends on which entries are shown, and in which order.
    fn shown_anew(&mut self) {
        self.months.shown_changed();
        let mut at = self.selected.and_then(|id| self.place(id));
        if at.is_none() || !self.chosen {
            self.selected = self.shown().first().copied();
            at = self.selected.map(|_| 0);
        }
        self.at = at;
        let mut counts = Vec::new();
        if self.arrangement().group.is_some() {
            for group in self.shown().iter().filter_map(|id| self.keys.group(id.0)) {
                let group = group as usize;
                if group >= counts.len() {
                    counts.resize(group + 1, 0);
                }
                counts[group] += 1;
            }
        }
        self.counts = counts;
        self.count_unread();
    }

    /// Where an entry is among those shown.
    fn place(&self, id: EntryId) -> Option<usize> {
        let shown = self.shown();
        let facts = |number| facts(&self.entries, &self.read, number);
        let at = shown.partition_point(|other| self.keys.compare(other.0, id.0, facts).is_lt());
        (shown.get(at) == Some(&id)).then_some(at)
    }

    /// How the list is arranged.
    pub fn arrangement(&self) -> Arrangement {
        self.keys.arrangement()
    }

    /// Arranges the list otherwise; what was selected stays selected.
    pub fn arrange(&mut self, arrangement: Arrangement) {
        self.take_in();
        let arrangement = arrangement.with_groups_of_order(self.rows_are_dear);
        let Self { entries, read, .. } = self;
        let facts = |number| facts(entries, read, number);
        self.keys.rearrange(arrangement, entries.len(), facts);
        self.keys.sort(&mut self.sorted, |id| id.0, facts);
        if let Some(filter) = &mut self.filter {
            self.keys.sort(&mut filter.shown, |id| id.0, facts);
        }
        self.shown_anew();
    }

    /// Where an entry takes one row, the groups that go with the order are fewer.
    fn follow_rows(&mut self, rows_are_dear: bool) {
        self.rows_are_dear = rows_are_dear;
        let arrangement = self.arrangement();
        if arrangement.with_groups_of_order(rows_are_dear) != arrangement {
            self.arrange(arrangement);
        }
    }

    /// Shows only entries that answer this by title or meta; `None` shows all.
    pub fn set_filter(&mut self, filter: Option<Arc<Query>>) {
        self.guest = None;
        self.filter_by(filter);
    }

    /// Shows only the entries of a saved search, or all there are; what was typed as a filter is gone.
    pub(super) fn set_base(&mut self, base: Option<ListBase>) {
        self.guest = None;
        self.filter_anew(base, None);
    }

    /// The saved search that is shown.
    pub(super) fn base(&self) -> Option<&ListBase> {
        self.filter.as_ref().and_then(ListFilter::base)
    }

    /// Says which articles are members of the saved search that is shown, or no longer. They are in their places once the
    /// list is settled. Says whether there was any that is new.
    pub(super) fn set_members(&mut self, members: impl Iterator<Item = (EntryId, bool)>) -> bool {
        let Self { filter, new, moved, entries, .. } = self;
        let Some(filter) = filter else { return false };
        let mut is_any = false;
        for (id, is_member) in members {
            if filter.set_member(id, is_member) && entries.get(id.0).is_some_and(Option::is_some) {
                moved.insert(id);
                new.push(id);
                is_any = true;
            }
        }
        is_any
    }

    fn filter_by(&mut self, query: Option<Arc<Query>>) {
        self.take_in();
        let base = self.filter.as_mut().and_then(ListFilter::take_base);
        self.filter_anew(base, query);
    }

    fn filter_anew(&mut self, base: Option<ListBase>, query: Option<Arc<Query>>) {
        self.take_in();
        self.filter = ListFilter::new(base, query, self.filter.take());
        if let Some(filter) = &mut self.filter {
            filter.fold(&self.entries);
            filter.shown = filter.passing(&self.sorted, &self.entries, &self.traces, self.guest);
        }
        self.shown_anew();
    }

    /// The filter.
    pub fn filter(&self) -> Option<&Arc<Query>> {
        self.filter.as_ref().and_then(ListFilter::query)
    }

    /// The entry of that number.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0).and_then(Option::as_ref)
    }

    /// The first entry whose origin is of some kind.
    pub fn entry_of(&self, is: impl Fn(&Origin) -> bool) -> Option<EntryId> {
        let entries = self.entries.iter().enumerate();
        let mut found = entries.filter_map(|(at, entry)| Some((EntryId(at), entry.as_ref()?)));
        found.find(|(_, entry)| is(&entry.origin)).map(|(id, _)| id)
    }

    /// The selected entry.
    pub fn selected(&self) -> Option<EntryId> {
        self.selected
    }

    /// Where the selected entry is among those shown.
    pub fn position(&self) -> Option<usize> {
        self.at
    }

    /// The entries that pass the filter.
    pub fn shown(&self) -> &[EntryId] {
        self.filter.as_ref().map_or(&self.sorted, |filter| &filter.shown)
    }

    /// How many entries there are in all.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Every entry, in no order.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.entries.iter().enumerate().filter(|(_, entry)| entry.is_some()).map(|(number, _)| EntryId(number))
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
        self.take_in();
        let Some(at) = self.at else { return false };
        let to = step.from(at, self.shown().len());
        let Some(&id) = self.shown().get(to) else { return false };
        self.choose_entry(id, to)
    }

    /// Selects an entry by its place among those shown; says whether the selection moved.
    fn choose_entry(&mut self, id: EntryId, at: usize) -> bool {
        self.chosen = true;
        self.at = Some(at);
        let moved = self.selected.replace(id) != Some(id);
        if let Some(guest) = self.guest.take_if(|guest| *guest != id) {
            if let Some(filter) = &mut self.filter {
                filter.shown.retain(|shown| *shown != guest);
            }
            self.shown_anew();
        }
        moved
    }

    /// Selects an entry. One that does not pass the filter is listed all the same, until another is selected.
    pub fn select(&mut self, id: EntryId) {
        self.take_in();
        if self.entry(id).is_none() {
            return;
        }
        if let Some(at) = self.place(id) {
            self.choose_entry(id, at);
        } else {
            (self.guest, self.selected, self.chosen) = (Some(id), Some(id), true);
            self.filter_by(self.filter().cloned());
        }
    }

    /// The reader has chosen: the selection no longer follows the first entry.
    pub fn choose(&mut self) {
        self.take_in();
        self.chosen = true;
    }

    /// Whether the reader has chosen.
    pub fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// The filter and the selection, to be put back by [`List::restore`].
    pub fn snapshot(&self) -> ListSnapshot {
        let Self { guest, selected, chosen, top, .. } = self;
        let filter = self.filter().cloned();
        ListSnapshot { filter, guest: *guest, selected: *selected, chosen: *chosen, top: *top }
    }

    /// Puts back what a snapshot holds.
    pub fn restore(&mut self, snapshot: ListSnapshot) {
        let ListSnapshot { filter, guest, selected, chosen, top } = snapshot;
        (self.guest, self.selected, self.chosen, self.top) = (guest, selected, chosen, top);
        self.filter_by(filter);
    }

    /// Selects what was selected in a snapshot; the filter stays as it is now.
    pub fn restore_selection(&mut self, snapshot: &ListSnapshot) {
        (self.guest, self.selected) = (snapshot.guest, snapshot.selected);
        self.filter_by(self.filter().cloned());
    }
}

/// What an entry is ordered by.
fn facts<'e>(entries: &'e [Option<Entry>], read: &[bool], number: usize) -> Option<OrderFacts<'e>> {
    let entry = entries.get(number)?.as_ref()?;
    Some(OrderFacts { entry, read: read.get(number).copied().unwrap_or_default() })
}
