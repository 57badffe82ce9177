//! The *keeper*: puts what one run through the archive imports into the catalogue, and at the end the order of the scan.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::catalogue::{
    Catalogue, CatalogueWriter, ImportedFile, ImportedOutput, RootedPath, ScanTree, WriterEvent, output,
};
use crate::error::Error;
use crate::model::{EntryId, Failure, Origin};
use crate::search::StoredArticle;
use crate::source::{Stamp, has_companions};

/// So many articles of a container are handed over together.
const PART: usize = 256;

/// What keeps the articles of one run.
pub(super) struct Keeper {
    catalogue: Arc<Catalogue>,
    /// Takes what the writer says, from its thread.
    hear: Arc<dyn Fn(&WriterEvent) + Send + Sync>,
    /// Begun with the first file that is to be kept.
    writer: OnceLock<CatalogueWriter>,
    scan: Mutex<ScanRecord>,
    changed: AtomicBool,
    failure: Arc<Mutex<Option<Error>>>,
}

/// What the run came upon.
#[derive(Default)]
struct ScanRecord {
    /// The files whose records hold: their places, and the numbers of their records.
    known: Vec<(u64, u32)>,
    folders: Vec<(RootedPath, Stamp)>,
    has_gaps: bool,
    /// Whether folders were walked, or what is known of them was believed.
    walked: bool,
}

impl Keeper {
    /// Keeps what is imported in this catalogue. `hear` is told what is kept by now, or that nothing is any more.
    pub fn new(catalogue: &Arc<Catalogue>, hear: impl Fn(&WriterEvent) + Send + Sync + 'static) -> Self {
        Self {
            catalogue: Arc::clone(catalogue),
            hear: Arc::new(hear),
            writer: OnceLock::new(),
            scan: Mutex::default(),
            changed: AtomicBool::new(false),
            failure: Arc::default(),
        }
    }

    fn scan(&self) -> MutexGuard<'_, ScanRecord> {
        self.scan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> &CatalogueWriter {
        self.writer.get_or_init(|| {
            let (failure, hear) = (Arc::clone(&self.failure), Arc::clone(&self.hear));
            self.catalogue.writer(move |event| {
                hear(&event);
                if let WriterEvent::Failed(error) = event {
                    failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                }
            })
        })
    }

    /// Takes that a folder is walked.
    pub fn walked(&self, path: &Path) {
        let folder = Stamp::settled(path).map(|stamp| (self.catalogue.name(path), stamp));
        let mut scan = self.scan();
        scan.walked = true;
        scan.has_gaps |= folder.is_none();
        scan.folders.extend(folder);
    }

    /// Takes that the record of a file holds.
    pub fn know(&self, place: u64, number: u32) {
        self.scan().known.push((place, number));
    }

    /// Keeps a file, whose articles come one by one. `stamp` is what it was before it was read.
    pub fn file(&self, origin: &Origin, place: u64, stamp: Option<Stamp>) -> FileKeeping<'_> {
        self.changed.store(true, Ordering::Relaxed);
        let path = origin.path();
        // What is in files beside it may change without it.
        let stamp = stamp.filter(|_| path.is_some_and(|path| !has_companions(path)));
        let path = path.map(|path| self.catalogue.name(path));
        FileKeeping { keeper: self, path, stamp, place, begins: true, outputs: Vec::new() }
    }

    /// Keeps that a file is none that can be read: it is tried again the next time, unless its kind is the reason.
    pub fn unread(&self, origin: &Origin, place: u64, failure: &Failure) {
        match origin.path() {
            Some(path) if !path.is_dir() => {
                let mut keeping = self.file(origin, place, Stamp::settled(path));
                keeping.add(origin, Err(failure), None);
                keeping.finish();
            }
            _ => self.scan().has_gaps = true,
        }
    }

    /// Ends the run: waits until everything is written. `complete` says that it went through the whole archive.
    /// Gives what went wrong, once.
    pub fn close(self, complete: bool) -> Option<Error> {
        let mut scan = std::mem::take(&mut *self.scan());
        if !scan.walked {
            scan.folders = self.catalogue.tree().map(|tree| tree.folders.clone()).unwrap_or_default();
        }
        if complete && (self.changed.load(Ordering::Relaxed) || !self.is_known(&mut scan)) {
            self.writer().finish(scan.known, scan.folders, scan.has_gaps);
        }
        drop(self.writer);
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner).take();
        let damage = self.catalogue.damage();
        failure.or(damage)
    }

    /// Whether the catalogue says the same already.
    fn is_known(&self, scan: &mut ScanRecord) -> bool {
        scan.known.sort_unstable();
        let order = scan.known.iter().map(|&(_, number)| number).collect();
        let now = ScanTree { order, folders: scan.folders.clone(), has_gaps: scan.has_gaps };
        self.catalogue.tree() == Some(&now)
    }
}

/// A file that is kept article by article.
pub(super) struct FileKeeping<'k> {
    keeper: &'k Keeper,
    path: Option<RootedPath>,
    stamp: Option<Stamp>,
    place: u64,
    begins: bool,
    outputs: Vec<ImportedOutput>,
}

impl FileKeeping<'_> {
    /// Keeps one article of it, or that there is none. One that could not be read makes the file one that is read again
    /// the next time. Who wants to know where its texts are kept names its entry.
    pub fn add(&mut self, origin: &Origin, answer: Result<&StoredArticle, &Failure>, entry: Option<EntryId>) {
        match output(origin, answer, entry) {
            Some(output) => self.outputs.push(output),
            None => self.stamp = None,
        }
        if self.outputs.len() >= PART {
            self.hand_over(true);
        }
    }

    /// The file is over.
    pub fn finish(mut self) {
        self.hand_over(false);
    }

    fn hand_over(&mut self, more: bool) {
        let Some(path) = self.path.clone() else { return };
        let (outputs, begins) = (std::mem::take(&mut self.outputs), std::mem::replace(&mut self.begins, false));
        let file = ImportedFile { path, stamp: self.stamp, outputs, place: self.place, begins, more };
        self.keeper.writer().put(file);
    }
}
