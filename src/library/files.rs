//! The *files* of the archive: what each was when it was imported, and which entries are from it. By this a later look
//! tells what has changed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::keeper::{FileKeeping, Keeper};
use super::one_or_many::OneOrMany;
use crate::model::{EntryId, Failure, Origin};
use crate::search::StoredArticle;
use crate::source::Stamp;

/// The number of a file, in the order in which files were imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct FileIx(pub usize);

/// What is known of a file.
#[derive(Clone, Debug)]
pub(super) struct FileState {
    pub origin: Arc<Origin>,
    /// What it was when it was imported.
    pub stamp: Option<Stamp>,
    /// Whether it is sure to be as it was where it has that stamp.
    pub is_sure: bool,
    /// What is from it, in its order.
    pub entries: OneOrMany<EntryId>,
    /// The number of its record in the catalogue, where that holds.
    pub record: Option<u32>,
    pub stage: FileStage,
}

/// How far a file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileStage {
    /// It was found, and is to be imported.
    Found,
    Imported,
    /// It was found to be no more.
    Gone,
}

/// All files.
#[derive(Default)]
pub(super) struct FileTable(Mutex<Vec<FileState>>);

impl FileTable {
    fn files(&self) -> MutexGuard<'_, Vec<FileState>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Files that are known from the catalogue.
    pub fn extend(&self, files: Vec<FileState>) {
        let mut known = self.files();
        match known.is_empty() {
            true => *known = files,
            false => known.extend(files),
        }
    }

    /// A file that was found.
    pub fn add(&self, origin: &Arc<Origin>) -> FileIx {
        let mut files = self.files();
        files.push(FileState {
            origin: Arc::clone(origin),
            stamp: None,
            is_sure: false,
            entries: OneOrMany::default(),
            record: None,
            stage: FileStage::Found,
        });
        FileIx(files.len() - 1)
    }

    /// What a file is, now that it is imported.
    pub fn put(&self, FileIx(at): FileIx, file: FileState) {
        if let Some(before) = self.files().get_mut(at) {
            *before = file;
        }
    }

    /// A file as it is known.
    pub fn get(&self, FileIx(at): FileIx) -> Option<FileState> {
        self.files().get(at).cloned()
    }

    /// What is from a file that is no more.
    pub fn remove(&self, FileIx(at): FileIx) -> OneOrMany<EntryId> {
        self.files().get_mut(at).map_or_else(OneOrMany::default, |file| {
            file.stage = FileStage::Gone;
            std::mem::take(&mut file.entries)
        })
    }

    /// All files there are, to be compared with what is on the disk.
    pub fn all(&self) -> Vec<KnownState> {
        let files = self.files();
        let there = files.iter().enumerate().filter(|(_, file)| file.stage != FileStage::Gone);
        there
            .map(|(at, file)| KnownState {
                at: FileIx(at),
                origin: Arc::clone(&file.origin),
                stamp: file.stamp,
                is_sure: file.is_sure,
                is_imported: file.stage == FileStage::Imported,
                record: file.record,
            })
            .collect()
    }
}

/// What a look compares with the disk.
pub(super) struct KnownState {
    pub at: FileIx,
    pub origin: Arc<Origin>,
    pub stamp: Option<Stamp>,
    pub is_sure: bool,
    pub is_imported: bool,
    pub record: Option<u32>,
}

/// A file that is being imported: what is known of it in the end, and what of it is kept in the catalogue.
pub(super) struct FileImport<'k> {
    state: FileState,
    keeping: Option<FileKeeping<'k>>,
}

impl<'k> FileImport<'k> {
    /// Begins to import a file, which stands at this place of the scan. What it is now, before it is read, is what is
    /// known of it later.
    pub fn begin(origin: &Arc<Origin>, place: Option<u64>, keeper: Option<&'k Keeper>) -> Self {
        let (stamp, is_sure) = origin.file().map_or((None, true), Stamp::now);
        let settled = stamp.filter(|_| is_sure);
        let keeping = keeper.zip(place).map(|(keeper, place)| keeper.file(origin, place, settled));
        let state = FileState {
            origin: Arc::clone(origin),
            stamp,
            is_sure,
            entries: OneOrMany::default(),
            record: None,
            stage: FileStage::Imported,
        };
        Self { state, keeping }
    }

    /// One article of it, or why there is none. Without an entry it is not listed.
    pub fn add(&mut self, origin: &Origin, answer: Result<&StoredArticle, &Failure>, entry: Option<EntryId>) {
        self.state.entries.extend(entry);
        if let Err(Failure::Unreadable(_) | Failure::Broken(_)) = answer {
            self.state.is_sure = false;
        }
        if let Some(keeping) = &mut self.keeping {
            keeping.add(origin, answer, entry);
        }
    }

    /// It is imported whole.
    pub fn finish(self) -> FileState {
        if let Some(keeping) = self.keeping {
            keeping.finish();
        }
        self.state
    }
}
