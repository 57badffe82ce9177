//! *Excerpts*: the two ends of a long article, which are shown while the whole of it is imported.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::event::LibraryEvent;
use super::importer::Excerpt;
use super::origins::{ExcerptFn, entry};
use super::worker::guarded;
use crate::model::{Entry, EntryId, Failure, Origin};
use crate::search::StoredArticle;

/// The ends of the long articles that are being imported.
#[derive(Default)]
pub(super) struct Excerpts {
    read: OnceLock<Box<ExcerptFn>>,
    here: Mutex<FxHashMap<EntryId, Excerpt<Arc<StoredArticle>>>>,
}

impl Excerpts {
    fn here(&self) -> MutexGuard<'_, FxHashMap<EntryId, Excerpt<Arc<StoredArticle>>>> {
        self.here.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says what reads the two ends of long articles.
    pub fn read_with(&self, read: Box<ExcerptFn>) {
        self.read.get_or_init(|| read);
    }

    /// Reads the ends of an article, if it is a long one; gives its entry, as far as it is known by them.
    pub fn read(&self, id: EntryId, origin: &Arc<Origin>) -> Option<Entry> {
        let read = self.read.get()?;
        let Excerpt { article, seam, times } = guarded(|| read(origin).ok_or(Failure::NoArticle)).ok()?;
        let article = Arc::new(StoredArticle::new(Arc::new(article)));
        let made = entry(Arc::clone(origin), &Ok(Arc::clone(&article)));
        let length = (made.length as f64 * times) as usize;
        self.here().insert(id, Excerpt { article, seam, times });
        Some(Entry { length, ..made })
    }

    /// What shows the ends of an article, if they are here.
    pub fn shown(&self, id: EntryId) -> Option<LibraryEvent> {
        let here = self.here();
        let Excerpt { article, seam, .. } = here.get(&id)?;
        Some(LibraryEvent::Excerpt { id, article: Arc::clone(article), seam: *seam })
    }

    /// The whole of it is here.
    pub fn remove(&self, id: EntryId) {
        self.here().remove(&id);
    }
}
