//! *Answers*: what comes from outside: entries, hits, what earlier runs remembered.

use super::App;
use super::screen::{OpenedFrom, Screen};
use crate::model::{Entry, EntryId, Memory, RequestId};
use crate::search::{SearchHit, Slot};

impl App {
    /// Entries of the archive. What they change is seen in the list and in its counts, where these are on the screen.
    pub(super) fn take_entries(&mut self, batch: Vec<(EntryId, Entry)>) -> bool {
        self.list.add(batch);
        // The first article may be open beside it or alone, until the reader chooses.
        self.is_list_seen()
    }

    pub(super) fn take_progress(&mut self, found: usize, read: usize) -> bool {
        let changed = (self.loading.found, self.loading.read) != (found, read);
        (self.loading.found, self.loading.read) = (found, read);
        changed && self.is_list_seen()
    }

    /// Whether the list, or a count of its entries, is on the screen.
    pub(super) fn is_list_seen(&self) -> bool {
        self.overlay.is_none() && self.browse().is_some()
    }

    /// Hits of a search in all articles, wherever its results are.
    pub(super) fn take_hits(&mut self, request: RequestId, hits: Vec<SearchHit>, searched: usize) -> bool {
        let list = &self.list;
        let published = |id: EntryId| list.entry(id).and_then(|entry| entry.meta.published);
        let results = match &mut self.screen {
            Screen::Results(results) => results,
            Screen::Browse(browse) => match &mut browse.opened_from {
                OpenedFrom::Results(results) => results,
                OpenedFrom::List => return false,
            },
        };
        let Some(known) = &mut results.hits else { return false };
        known.take(request, hits, searched, published) && self.results().is_some() && self.overlay.is_none()
    }

    /// What is remembered of earlier runs. What was done in this one before it came stays in front.
    pub(super) fn take_memory(&mut self, memory: Memory) -> bool {
        for text in memory.searches {
            if !self.history.contains(&text) {
                self.history.push(text);
            }
        }
        for kept in &memory.keywords {
            if self.keywords.add(&kept.word) {
                if let Some(slot) = Slot::new(usize::from(kept.slot)) {
                    self.keywords.set_slot(&kept.word, slot);
                }
                self.keywords.set_name(&kept.word, kept.name.as_deref().unwrap_or_default());
                self.keywords.set_on(&kept.word, kept.on);
            }
        }
        self.count_keywords();
        let arrangement = memory.arrangement.filter(|kept| !self.arranged && *kept != self.list.arrangement());
        if let Some(arrangement) = arrangement {
            self.arrange(arrangement);
        }
        !memory.keywords.is_empty() || arrangement.is_some() && self.is_list_seen()
    }
}
