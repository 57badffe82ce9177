//! The *shelf*: all catalogues in the cache, to be looked at and cleared away.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::frames;
use super::place::{BODIES, CATALOGUE, CatalogueFolder, FOLDS, is_own};
use super::record::{BATCH, CatalogueHeader, FileRecord, HEADER, RecordBatch, RootedPath, ScanTree, TREE};

/// One catalogue in the cache.
#[derive(Debug)]
pub struct ShelvedCatalogue {
    /// The paths that it is of.
    pub roots: Vec<PathBuf>,
    /// How many articles it has.
    pub articles: usize,
    /// How much of the disk it takes, in bytes.
    pub bytes: u64,
    folder: CatalogueFolder,
}

/// The catalogues under the folder of all caches, by their paths. What is there and is none is passed over.
pub fn shelf(cache: &Path) -> Vec<ShelvedCatalogue> {
    let folders = fs::read_dir(cache).into_iter().flatten().filter_map(Result::ok);
    // A link leads to what is not ours.
    let folders = folders.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let mut found: Vec<_> = folders.filter_map(|entry| shelved(CatalogueFolder::of(entry.path()))).collect();
    found.sort_by(|one, other| one.roots.cmp(&other.roots));
    found
}

fn shelved(folder: CatalogueFolder) -> Option<ShelvedCatalogue> {
    let file = File::open(folder.file(CATALOGUE)).ok()?;
    let read = |bytes: &mut [u8], at: u64| file.read_exact_at(bytes, at);
    let (frames, _) = frames::heads(file.metadata().ok()?.len(), &read);
    let header = frames.first().filter(|first| first.kind == HEADER).and_then(|first| first.read(&read));
    // Of another version nothing is known but that it is there.
    let roots =
        header.and_then(|header| borsh::from_slice(&header).ok()).map_or_else(Vec::new, |header: CatalogueHeader| {
            header.roots.iter().map(|root| PathBuf::from(OsStr::from_bytes(root))).collect()
        });
    let articles = articles(frames.iter().filter_map(|frame| Some((frame.kind, frame.read(&read)?))));
    let size = |kind: &str| {
        let files = fs::read_dir(folder.path()).into_iter().flatten().filter_map(Result::ok);
        let files = files.filter(|file| file.file_name().to_string_lossy().starts_with(kind));
        files.filter_map(|file| Some(file.metadata().ok()?.len())).sum::<u64>()
    };
    let bytes = [CATALOGUE, FOLDS, BODIES].into_iter().map(size).sum();
    Some(ShelvedCatalogue { roots, articles, bytes, folder })
}

/// How many articles there are by now: in the files that the last scan found, and in those that came since, each as it was
/// last read.
fn articles(frames: impl Iterator<Item = (u8, Vec<u8>)>) -> usize {
    let mut records: Vec<(RootedPath, usize)> = Vec::new();
    let mut open: Option<(RootedPath, usize)> = None;
    let mut scanned: (Vec<u32>, usize) = (Vec::new(), 0);
    for (kind, bytes) in frames {
        if kind == TREE {
            let Ok(ScanTree { order, .. }) = borsh::from_slice(&bytes) else { continue };
            scanned = (order, records.len());
        }
        let batch = Some(bytes).filter(|_| kind == BATCH).and_then(|bytes| borsh::from_slice(&bytes).ok());
        for FileRecord { path, outputs, begins, more, .. } in
            batch.map(|batch: RecordBatch| batch.files).into_iter().flatten()
        {
            let count = outputs.iter().filter(|output| output.answer.is_ok()).count();
            match &mut open {
                Some((known, articles)) if !begins && *known == path => *articles += count,
                _ => open = Some((path, count)),
            }
            if !more {
                records.extend(open.take());
            }
        }
    }
    let (order, since) = scanned;
    let listed = order.into_iter().map(|number| number as usize).chain(since..records.len());
    let known: FxHashMap<&RootedPath, usize> =
        listed.filter_map(|number| records.get(number)).map(|(path, articles)| (path, *articles)).collect();
    known.values().sum()
}

impl ShelvedCatalogue {
    /// Takes it away. Files that are not ours stay, and so does the folder with them.
    ///
    /// # Errors
    /// What cannot be removed.
    pub fn remove(&self) -> io::Result<()> {
        for file in fs::read_dir(self.folder.path())? {
            let file = file?;
            if is_own(&file.file_name().to_string_lossy()) {
                fs::remove_file(file.path())?;
            }
        }
        fs::remove_dir(self.folder.path())
    }
}
