//! The *intake*: where what is imported goes. It becomes a holding, is listed, is asked what stands, and is kept in the
//! catalogue; what is of a file that has changed takes the place of what was, and what is no more departs.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::catalogue::WriterEvent;
use super::event::LibraryEvent;
use super::files::{FileIx, FileState, FileTable};
use super::holdings::Holdings;
use super::keeper::Keeper;
use super::origins::entry;
use super::outbox::Outbox;
use super::standing::StandingRequests;
use super::worker::Outlet;
use crate::error::Error;
use crate::model::{Article, Entry, EntryId, Failure, Origin, SafeText};
use crate::search::StoredArticle;

/// What takes in what is imported.
pub(super) struct Intake {
    pub holdings: Arc<Holdings>,
    pub outbox: Arc<Outbox>,
    pub outlet: Arc<Outlet>,
    /// The files of the archive, as far as they are known.
    pub files: FileTable,
    standing: Arc<StandingRequests>,
    /// The files that the user named one by one: such a one is an entry whatever it is.
    named: OnceLock<HashSet<Origin>>,
    /// What keeps what is imported, until everything that the first look found is.
    keeper: Mutex<Option<Arc<Keeper>>>,
}

/// An article with its fold, or why there is none.
pub(super) type StoredAnswer = Result<Arc<StoredArticle>, Failure>;

/// What was imported, with room for its fold.
pub(super) fn stored(answer: Result<Article, Failure>) -> StoredAnswer {
    answer.map(|article| Arc::new(StoredArticle::new(Arc::new(article))))
}

impl Intake {
    /// One that has taken nothing in.
    pub fn new(
        holdings: &Arc<Holdings>,
        standing: &Arc<StandingRequests>,
        outbox: &Arc<Outbox>,
        outlet: &Arc<Outlet>,
    ) -> Self {
        Self {
            holdings: Arc::clone(holdings),
            standing: Arc::clone(standing),
            outbox: Arc::clone(outbox),
            outlet: Arc::clone(outlet),
            files: FileTable::default(),
            named: OnceLock::new(),
            keeper: Mutex::default(),
        }
    }

    /// Names what is an entry whatever it is, before anything is found.
    pub fn name(&self, named: HashSet<Origin>) {
        self.named.get_or_init(|| named);
    }

    /// What is imported from now on is kept, until all of it is imported.
    pub fn keep_in(&self, keeper: Keeper) {
        self.holdings.set_keeping(true);
        *self.keeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(keeper));
    }

    /// What keeps what is imported, as long as it is kept.
    pub fn keeper(&self) -> Option<Arc<Keeper>> {
        self.keeper.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Hears of what is kept by now.
    pub fn hear(holdings: &Holdings, outlet: &Outlet, event: &WriterEvent) {
        match event {
            WriterEvent::Kept(texts, kept) => {
                holdings.set_texts(texts);
                holdings.keep(kept);
            }
            WriterEvent::Failed(error) => {
                holdings.set_keeping(false);
                outlet.send(LibraryEvent::Uncached { why: SafeText::line(&error.to_string()) });
            }
        }
    }

    /// All that was found first is imported: what keeps it comes to its end.
    pub fn close_keeper(&self) {
        let keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(why) = keeper.and_then(Arc::into_inner).and_then(|keeper| keeper.close(true))
            && !matches!(why, Error::Write { .. })
        {
            // What cannot be written has been said by the one that writes.
            self.outlet.send(LibraryEvent::Uncached { why: SafeText::line(&why.to_string()) });
        }
        self.holdings.set_keeping(false);
    }

    /// Lists files that are known from the catalogue. Their entries are holdings already.
    pub fn know(&self, files: Vec<FileState>, entries: Vec<(EntryId, Entry)>) {
        self.files.extend(files);
        let articles: Vec<EntryId> =
            entries.iter().filter(|(_, entry)| entry.failure.is_none()).map(|(id, _)| *id).collect();
        self.outbox.put_known(entries);
        self.standing.arrive_all(articles);
    }

    /// A file was found that is no article but of another kind.
    pub fn found_other(&self, kind: &SafeText) {
        self.outbox.put_other_file(kind);
    }

    /// Known files are no more.
    pub fn gone(&self, files: &[FileIx]) {
        let ids: Vec<EntryId> = files.iter().flat_map(|&file| self.files.remove(file)).collect();
        self.depart(ids);
    }

    /// Entries are no more.
    pub fn depart(&self, ids: Vec<EntryId>) {
        if ids.is_empty() {
            return;
        }
        for &id in &ids {
            self.holdings.forget(id);
        }
        self.standing.depart(&ids.iter().copied().collect());
        self.outbox.deliver_all();
        self.outlet.send(LibraryEvent::Gone(ids));
    }

    /// Whether the user named it by itself.
    pub fn is_named(&self, origin: &Origin) -> bool {
        self.named.get().is_some_and(|named| named.contains(origin))
    }

    /// Takes an article anew, of a file that has changed.
    pub fn take_again(&self, id: EntryId, origin: Arc<Origin>, answer: &StoredAnswer) -> EntryId {
        let made = entry(Arc::clone(&origin), answer);
        self.holdings.take(id, origin, Some(made.packed.clone()), answer, false);
        self.outbox.put_again(id, made);
        if let Ok(stored) = answer {
            // A search has its answer; the count is another one now.
            self.outbox.put_answers(self.standing.count_again().ask(id, stored, &self.outlet));
        }
        id
    }

    /// Asks a new article what stands.
    pub fn arrive(&self, id: EntryId, stored: &StoredArticle) {
        let answers = self.standing.arrive(id).ask(id, stored, &self.outlet);
        self.outbox.put_answers(answers);
    }
}
