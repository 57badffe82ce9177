//! The *holdings*: of every entry where it is from, and of some the article itself. An article that was dropped is
//! read again from the catalogue, where its texts are kept, or else imported again from its origin.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::catalogue::{TextPlace, Texts};
use super::origins::ImportFn;
use super::store::ArticleStore;
use super::weight::weight;
use super::worker::guarded;
use crate::model::{Article, Entry, EntryId, Failure, Meta, Origin, PackedMeta, Part, SafeText};
use crate::search::StoredArticle;

/// What the library has.
pub(super) struct Holdings {
    import: Box<ImportFn>,
    kept: Mutex<Kept>,
    /// Where the catalogue keeps the texts of articles, from the first that it keeps on.
    texts: OnceLock<Arc<Texts>>,
    /// Whether what is imported is kept there: then it is not held in memory for the next search.
    is_keeping: AtomicBool,
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
    /// What is known of it, as its entry has it.
    packed: Option<PackedMeta>,
    /// Where its texts are kept.
    text: Option<TextPlace>,
}

/// An article that the catalogue keeps, as a search goes through it.
pub(super) struct KeptText {
    pub id: EntryId,
    pub origin: Arc<Origin>,
    pub packed: Option<PackedMeta>,
    pub place: TextPlace,
}

impl KeptText {
    /// What is known of it.
    pub fn meta(&self) -> Option<Arc<Meta>> {
        self.packed.as_ref().map(|packed| Arc::new(packed.unpack(self.origin.display())))
    }
}

/// Articles that are imported again together.
pub(super) enum ImportBatch {
    /// Each from a file of its own.
    Files(Vec<EntryId>),
    /// Some of one packed file, which is gone through once.
    Packed(Arc<Origin>, PackedEntries),
    /// Those whose folded texts the catalogue keeps, in one piece each.
    Kept(Vec<Vec<KeptText>>),
}

/// Entries of a packed file by their origins. Two files of one name may be packed in it: then in their order.
pub(super) type PackedEntries = FxHashMap<Arc<Origin>, VecDeque<EntryId>>;

impl Holdings {
    /// No entries yet. `import` imports an origin; `budget` is how many bytes of articles are held.
    pub fn new(import: Box<ImportFn>, budget: usize) -> Self {
        Self {
            import,
            kept: Mutex::new(Kept { records: Vec::new(), store: ArticleStore::new(budget) }),
            texts: OnceLock::new(),
            is_keeping: AtomicBool::new(false),
        }
    }

    /// Says whether what is imported from now on will be kept in the catalogue.
    pub fn set_keeping(&self, is_keeping: bool) {
        self.is_keeping.store(is_keeping, Ordering::Relaxed);
    }

    /// Says where texts are kept.
    pub fn set_texts(&self, texts: &Arc<Texts>) {
        self.texts.get_or_init(|| Arc::clone(texts));
    }

    /// Where texts are kept.
    pub fn texts(&self) -> Option<&Texts> {
        self.texts.get().map(|texts| &**texts)
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
        kept.records.push(Record { origin, weight: 0, failure: None, packed: None, text: None });
        EntryId(kept.records.len() - 1)
    }

    /// Further entries, which the catalogue knows: of an article also its weight, and where its texts are kept.
    pub fn add_kept<'e>(&self, entries: impl ExactSizeIterator<Item = (&'e Entry, usize, Option<TextPlace>)>) {
        let mut kept = self.kept();
        kept.records.reserve_exact(entries.len());
        kept.records.extend(entries.map(|(entry, weight, text)| Record {
            origin: Arc::clone(&entry.origin),
            weight,
            failure: entry.failure.clone(),
            packed: Some(entry.packed.clone()),
            text,
        }));
    }

    /// Takes that the texts of these articles are kept from now on. They need not be held for a search any more.
    pub fn keep(&self, texts: &[(EntryId, TextPlace)]) {
        let mut kept = self.kept();
        for &(id, place) in texts {
            if let Some(record) = kept.records.get_mut(id.0) {
                record.text = Some(place);
            }
        }
    }

    /// Where an entry is from.
    pub fn origin(&self, id: EntryId) -> Option<Arc<Origin>> {
        self.kept().records.get(id.0).map(|record| Arc::clone(&record.origin))
    }

    /// Takes what was imported of an entry, which may be from a more exact place than was known. `open` says that the
    /// article is to be shown.
    pub fn take(
        &self,
        id: EntryId,
        origin: Arc<Origin>,
        packed: Option<PackedMeta>,
        answer: &Result<Arc<StoredArticle>, Failure>,
        open: bool,
    ) {
        let weight = answer.as_ref().map_or(0, |stored| weight(stored.article()));
        let mut kept = self.kept();
        let Kept { records, store } = &mut *kept;
        let Some(record) = records.get_mut(id.0) else { return };
        *record = Record { origin, weight, failure: answer.as_ref().err().cloned(), packed, text: None };
        // What was held is of what the file was.
        store.forget(id);
        match answer {
            Ok(stored) if open => store.open_as(id, stored, weight),
            // A long one is not kept.
            Ok(stored) if !self.is_keeping.load(Ordering::Relaxed) || weight > LONG => store.offer(id, stored, weight),
            Ok(_) | Err(_) => {}
        }
    }

    /// Opens an article that is in memory, or says why there is none; `None` when it has to be imported.
    pub fn open(&self, id: EntryId) -> Option<Result<Arc<StoredArticle>, Failure>> {
        let mut kept = self.kept();
        match kept.records.get(id.0) {
            None => return Some(Err(Failure::Broken(SafeText::line("no such entry")))),
            Some(Record { failure: Some(failure), .. }) => return Some(Err(failure.clone())),
            Some(_) => {}
        }
        if let Some(stored) = kept.store.open(id) {
            return Some(Ok(stored));
        }
        drop(kept);
        let stored = Arc::new(StoredArticle::new(Arc::new(self.kept_article(id)?)));
        let weight = weight(stored.article());
        self.kept().store.open_as(id, &stored, weight);
        Some(Ok(stored))
    }

    /// An article as the catalogue keeps it.
    pub fn kept_article(&self, id: EntryId) -> Option<Article> {
        let (place, origin) = {
            let kept = self.kept();
            let record = kept.records.get(id.0)?;
            (record.text?, Arc::clone(&record.origin))
        };
        self.texts()?.article(place, &origin)
    }

    /// Where an entry comes from is not what it was: what is held and kept of it is not believed any more.
    pub fn forget(&self, id: EntryId) {
        let mut kept = self.kept();
        kept.store.forget(id);
        if let Some(record) = kept.records.get_mut(id.0) {
            (record.failure, record.text) = (None, None);
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

    /// Reads an article from the catalogue or imports it again, and keeps nothing.
    ///
    /// # Errors
    /// Why there is no article.
    pub fn import_again(&self, id: EntryId) -> Result<Article, Failure> {
        if let Some(article) = self.kept_article(id) {
            return Ok(article);
        }
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
        let (texts, ids) = kept.texts(ids);
        let mut batches: Vec<ImportBatch> = in_groups(texts, PIECES).into_iter().map(ImportBatch::Kept).collect();
        let mut wanted: FxHashMap<Arc<Origin>, Vec<EntryId>> = FxHashMap::default();
        let mut files: Vec<EntryId> = Vec::new();
        for id in ids {
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

impl Kept {
    /// Those of the entries whose texts are kept, piece by piece, and the others.
    fn texts(&self, ids: &[EntryId]) -> (Vec<Vec<KeptText>>, Vec<EntryId>) {
        let (mut texts, mut others): (Vec<KeptText>, Vec<EntryId>) = (Vec::new(), Vec::new());
        for &id in ids {
            match self.records.get(id.0) {
                Some(Record { text: Some(place), origin, packed, .. }) => {
                    texts.push(KeptText { id, origin: Arc::clone(origin), packed: packed.clone(), place: *place });
                }
                _ => others.push(id),
            }
        }
        texts.sort_by_key(|text| text.place.piece());
        let mut pieces: Vec<Vec<KeptText>> = Vec::new();
        for text in texts {
            match pieces.last_mut() {
                Some(piece) if piece[0].place.piece() == text.place.piece() => piece.push(text),
                _ => pieces.push(vec![text]),
            }
        }
        (pieces, others)
    }
}

/// Groups of so many.
fn in_groups<T>(all: Vec<T>, many: usize) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    for one in all {
        match groups.last_mut() {
            Some(group) if group.len() < many => group.push(one),
            _ => groups.push(vec![one]),
        }
    }
    groups
}

/// So many pieces are looked through between two deliveries: some milliseconds.
const PIECES: usize = 24;
/// An article of this weight, in bytes, is not kept in the catalogue, or takes long to read from there.
const LONG: usize = 16 << 20;

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
