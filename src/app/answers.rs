//! *Answers*: what comes from outside: entries, hits, what earlier runs remembered.

use std::collections::HashSet;
use std::sync::Arc;

use super::App;
use super::command::Command;
use super::hit_list::HitList;
use super::notices::NoticeKind;
use super::screen::{OpenedFrom, Screen};
use crate::model::{ContentKey, Entry, EntryId, Failure, Memory, RequestId};
use crate::search::{SearchHit, Slot, StoredArticle};

impl App {
    /// Entries of the archive. What they change is seen in the list and in its counts, where these are on the screen.
    /// An article that is open and has changed is read again, in its place.
    pub(super) fn take_entries(&mut self, batch: Vec<(EntryId, Entry)>) -> bool {
        let shown = self.reader.shown().id().filter(|&id| self.list.entry(id).is_some());
        let changed = shown.filter(|shown| batch.iter().any(|(id, _)| id == shown));
        let ids: Vec<EntryId> = if self.is_resuming() { batch.iter().map(|(id, _)| *id).collect() } else { Vec::new() };
        let came: Vec<ContentKey> = match self.gone {
            Some(_) => batch.iter().map(|(_, entry)| entry.brief().content()).collect(),
            None => Vec::new(),
        };
        let failed: Vec<EntryId> =
            batch.iter().filter(|(_, entry)| entry.failure.is_some()).map(|(id, _)| *id).collect();
        self.list.add(batch);
        // What cannot be read any more answers nothing.
        self.saved.forget(&failed);
        self.list.set_members(failed.into_iter().map(|id| (id, false)));
        self.keep_moved();
        self.look_for_last(&ids);
        self.follow_gone(&came);
        self.commands.extend(changed.map(Command::Open));
        // The first article may be open beside it or alone, until the reader chooses.
        self.is_list_seen()
    }

    /// An article that was asked for; one that is open already may be another one now.
    pub(super) fn take_article(&mut self, id: EntryId, answer: Result<Arc<StoredArticle>, Failure>) -> bool {
        if let Ok(article) = &answer
            && self.reader.renew(id, article)
        {
            self.notify(NoticeKind::News, self.words.article_changed.into());
            return true;
        }
        self.reader.answer(id, answer)
    }

    /// Entries that are no more. Where one was open, its neighbour is.
    pub(super) fn take_gone(&mut self, ids: &[EntryId]) -> bool {
        let shown = self.reader.shown().id().filter(|shown| ids.contains(shown));
        let content = shown.and_then(|id| self.list.entry(id)).map(|entry| entry.brief().content());
        self.list.remove(ids);
        self.saved.forget(ids);
        self.list.take_in();
        let gone: HashSet<EntryId> = ids.iter().copied().collect();
        if let Some(hits) = hits_of(&mut self.screen) {
            hits.remove(&gone);
        }
        if shown.is_some() {
            self.leave_gone(content.unwrap_or_default());
            return true;
        }
        self.overlay.is_none()
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
        let published = |id: EntryId| list.entry(id).and_then(|entry| entry.brief().published());
        let Some(known) = hits_of(&mut self.screen) else { return false };
        known.take(request, hits, searched, published) && self.results().is_some() && self.overlay.is_none()
    }

    /// What is remembered of earlier runs. What was done in this one before it came stays in front.
    pub(super) fn take_memory(&mut self, mut memory: Memory) -> bool {
        self.take_saved(&mut memory);
        self.take_annotations(std::mem::take(&mut memory.annotations));
        self.take_bookmarks(std::mem::take(&mut memory.bookmarks));
        let (settings, resuming) = (self.said_settings(), self.is_resuming());
        self.resume(&mut memory);
        let changed = resuming || self.said_settings() != settings;
        self.typed_before.take_kept(&mut memory);
        for kept in &memory.keywords {
            if self.keywords.add(&kept.word) {
                if let Some(slot) = Slot::new(usize::from(kept.slot)) {
                    self.keywords.set_slot(&kept.word, slot);
                }
                self.keywords.set_name(&kept.word, kept.name.as_deref().unwrap_or_default());
                self.keywords.set_on(&kept.word, kept.on);
            }
        }
        if !self.keywords.is_empty() {
            self.count_keywords();
        }
        let arrangement = memory.arrangement.filter(|kept| !self.arranged && *kept != self.list.arrangement());
        if let Some(arrangement) = arrangement {
            self.arrange(arrangement);
        }
        changed
            || self.saved.shown.is_some()
            || !memory.keywords.is_empty()
            || arrangement.is_some() && self.is_list_seen()
    }
}

/// The hits of the search in all articles, wherever its results are.
fn hits_of(screen: &mut Screen) -> Option<&mut HitList> {
    let results = match screen {
        Screen::Results(results) => results,
        Screen::Browse(browse) => match &mut browse.opened_from {
            OpenedFrom::Results(results) => results,
            OpenedFrom::List => return None,
        },
    };
    results.hits.as_mut()
}
