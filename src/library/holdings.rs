//! The *holdings*: of every entry where it is from, and of some the article itself. An article that was dropped is
//! imported again from its origin.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::origins::ImportFn;
use super::store::ArticleStore;
use super::weight::weight;
use super::worker::guarded;
use crate::model::{Article, EntryId, Failure, Origin, Part, SafeText};
use crate::search::StoredArticle;

/// What the library has.
pub(super) struct Holdings {
    import: Box<ImportFn>,
    kept: Mutex<Kept>,
}

struct Kept {
    records: Vec<Record>,
    store: ArticleStore,
}

/// What is known of an entry.
struct Record {
    origin: Arc<Origin>,
    /// What its article weighs; 0 as long as none was imported.
    weight: usize,
    /// Why there is no article.
    failure: Option<Failure>,
}

/// Articles that are imported again together.
pub(super) enum ImportBatch {
    /// Each from a file of its own.
    Files(Vec<EntryId>),
    /// Some of one packed file, which is gone through once.
    Packed(Arc<Origin>, PackedEntries),
}

/// Entries of a packed file by their origins. Two files of one name may be packed in it: then in their order.
pub(super) type PackedEntries = FxHashMap<Arc<Origin>, VecDeque<EntryId>>;

impl Holdings {
    /// No entries yet. `import` imports an origin; `budget` is how many bytes of articles are held.
    pub fn new(import: Box<ImportFn>, budget: usize) -> Self {
        Self { import, kept: Mutex::new(Kept { records: Vec::new(), store: ArticleStore::new(budget) }) }
    }

    /// A poisoned lock means that a worker died, which is said otherwise; what it guards is always whole.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.kept().records.len()
    }

    /// A further entry.
    pub fn add(&self, origin: Arc<Origin>) -> EntryId {
        let mut kept = self.kept();
        kept.records.push(Record { origin, weight: 0, failure: None });
        EntryId(kept.records.len() - 1)
    }

    /// Where an entry is from.
    pub fn origin(&self, id: EntryId) -> Option<Arc<Origin>> {
        self.kept().records.get(id.0).map(|record| Arc::clone(&record.origin))
    }

    /// Takes what was imported of an entry, which may be from a more exact place than was known. `open` says that the
    /// article is to be shown.
    pub fn take(&self, id: EntryId, origin: Arc<Origin>, answer: &Result<Arc<StoredArticle>, Failure>, open: bool) {
        let weight = answer.as_ref().map_or(0, |stored| weight(stored.article()));
        let mut kept = self.kept();
        let Kept { records, store } = &mut *kept;
        let Some(record) = records.get_mut(id.0) else { return };
        *record = Record { origin, weight, failure: answer.as_ref().err().cloned() };
        match answer {
            Ok(stored) if open => store.open_as(id, stored, weight),
            Ok(stored) => store.offer(id, stored, weight),
            Err(_) => {}
        }
    }

    /// Opens an article that is in memory, or says why there is none; `None` when it has to be imported.
    pub fn open(&self, id: EntryId) -> Option<Result<Arc<StoredArticle>, Failure>> {
        let mut kept = self.kept();
        match kept.records.get(id.0) {
            None => Some(Err(Failure::Broken(SafeText::line("no such entry")))),
            Some(Record { failure: Some(failure), .. }) => Some(Err(failure.clone())),
            Some(_) => kept.store.open(id).map(Ok),
        }
    }

    /// An article for looking at; imported again if it is not in memory.
    ///
    /// # Errors
    /// Why there is no article.
    pub fn article(&self, id: EntryId) -> Result<Arc<StoredArticle>, Failure> {
        let held = self.kept().store.get(id);
        held.map_or_else(|| self.import_again(id).map(|article| Arc::new(StoredArticle::new(Arc::new(article)))), Ok)
    }

    /// Imports an article again, and keeps nothing.
    ///
    /// # Errors
    /// Why there is no article.
    pub fn import_again(&self, id: EntryId) -> Result<Article, Failure> {
        let Some(origin) = self.origin(id) else { return Err(Failure::NoArticle) };
        guarded(|| {
            let mut first = Err(Failure::NoArticle);
            let _ = self.import(&origin, &mut |_, answer| {
                first = answer;
                ControlFlow::Break(())
            });
            first
        })
    }

    /// Imports an origin and gives each article in it to `found`. Panics as the importer does.
    pub fn import(
        &self,
        origin: &Arc<Origin>,
        found: &mut dyn FnMut(Arc<Origin>, Result<Article, Failure>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        (self.import)(origin, &mut |origin, answer| found(origin, answer.map_err(|error| error.failure())))
    }

    /// Parts entries into those whose article is in memory, with it, and the others.
    pub fn in_memory(&self, ids: &[EntryId]) -> (Vec<(EntryId, Arc<StoredArticle>)>, Vec<EntryId>) {
        let kept = self.kept();
        let (mut here, mut dropped) = (Vec::new(), Vec::new());
        for &id in ids {
            match kept.store.get(id) {
                Some(stored) => here.push((id, stored)),
                None => dropped.push(id),
            }
        }
        (here, dropped)
    }

    /// Parts entries into batches to be imported again: of a packed file of which much is wanted all at once, of other
    /// files so many that their articles weigh no more than `weight`, or one, and no more than `count`.
    pub fn batches(&self, ids: &[EntryId], weight: usize, count: usize) -> Vec<ImportBatch> {
        let kept = self.kept();
        let mut wanted: FxHashMap<Arc<Origin>, Vec<EntryId>> = FxHashMap::default();
        let mut files: Vec<EntryId> = Vec::new();
        for &id in ids {
            match kept.records.get(id.0).and_then(|record| whole(&record.origin)) {
                Some(whole) => wanted.entry(Arc::clone(whole)).or_default().push(id),
                None => files.push(id),
            }
        }
        let mut parts: FxHashMap<&Arc<Origin>, usize> = FxHashMap::default();
        if !wanted.is_empty() {
            kept.records
                .iter()
                .filter_map(|record| whole(&record.origin))
                .for_each(|whole| *parts.entry(whole).or_default() += 1);
        }
        let mut batches = Vec::new();
        for (whole, ids) in wanted {
            // Going through all of it costs less than looking up each, from a few of them on.
            if ids.len() > 1 && ids.len() * FEW > parts.get(&whole).copied().unwrap_or(0) {
                let mut entries = PackedEntries::default();
                for id in ids {
                    if let Some(record) = kept.records.get(id.0) {
                        entries.entry(Arc::clone(&record.origin)).or_default().push_back(id);
                    }
                }
                batches.push(ImportBatch::Packed(whole, entries));
            } else {
                files.extend(ids);
            }
        }
        let (mut batch, mut heavy) = (Vec::new(), 0);
        for id in files {
            let own = kept.records.get(id.0).map_or(0, |record| record.weight);
            if !batch.is_empty() && (heavy + own > weight || batch.len() == count) {
                batches.push(ImportBatch::Files(std::mem::take(&mut batch)));
                heavy = 0;
            }
            heavy += own;
            batch.push(id);
        }
        if !batch.is_empty() {
            batches.push(ImportBatch::Files(batch));
        }
        batches
    }
}

/// One of so many articles of a packed file is few.
const FEW: usize = 8;

/// The file, or the part of one, that is gone through to come to a part.
fn whole(origin: &Arc<Origin>) -> Option<&Arc<Origin>> {
    match &**origin {
        Origin::Part { whole, part: Part::Item(_) } => Some(whole),
        Origin::Part { whole, part: Part::Member(_) } => Some(self::whole(whole).unwrap_or(whole)),
        _ => None,
    }
}
