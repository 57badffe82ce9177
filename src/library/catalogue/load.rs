//! *Loading* a catalogue: from the frames of its file to what is known of every file of the archive.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

use borsh::BorshDeserialize;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::frames::{self, FrameHead};
use super::place::{CATALOGUE, CatalogueFolder};
use super::record::{
    ArticleRecord, BATCH, CatalogueHeader, HEADER, OutputRecord, Piece, RootedPath, ScanTree, TREE, TextPlace, part_of,
    parts,
};
use super::roots::Roots;
use super::texts::Texts;
use crate::library::one_or_many::OneOrMany;
use crate::model::{Entry, Failure, Origin, PackedMeta};
use crate::source::{FolderStamps, PathTexts, Stamp};

/// What a file gave when it was imported.
#[derive(Debug)]
pub(crate) struct KeptFile {
    pub origin: Arc<Origin>,
    /// What it was then; none where that cannot be relied on.
    pub stamp: Option<Stamp>,
    pub outputs: OneOrMany<KeptOutput>,
}

/// One article of a file, or why there is none.
#[derive(Debug)]
pub(crate) struct KeptOutput {
    pub origin: Arc<Origin>,
    pub answer: Result<KeptArticle, Failure>,
}

/// What is known of an article without its body.
#[derive(Debug)]
pub(crate) struct KeptArticle {
    pub packed: PackedMeta,
    /// In 字.
    pub length: usize,
    /// What it takes in memory, in bytes.
    pub weight: usize,
    pub text: Option<TextPlace>,
}

/// What the catalogue's file said.
#[derive(Debug)]
pub(super) struct Loaded {
    pub header: CatalogueHeader,
    pub files: Vec<KeptFile>,
    /// How many files there are records of.
    pub records: u32,
    pub tree: Option<ScanTree>,
    /// How long the file was, and how much of it is believed.
    pub length: u64,
    pub believed: u64,
    pub is_damaged: bool,
    pub texts: Arc<Texts>,
}

/// Loads what is kept of an archive. Nothing where there is nothing, or where it is of something else: another version
/// of the program, other rules, another archive.
pub(super) fn load(
    folder: &CatalogueFolder,
    wanted: &CatalogueHeader,
    roots: &Roots,
    names: &mut PathTexts,
) -> Option<Loaded> {
    let file = File::open(folder.file(CATALOGUE)).ok()?;
    let length = file.metadata().ok()?.len();
    let read = |bytes: &mut [u8], at: u64| file.read_exact_at(bytes, at);
    let (heads, believed) = frames::heads(length, &read);
    let (first, rest) = heads.split_first()?;
    let header = first.read(&read).filter(|_| first.kind == HEADER)?;
    let header: CatalogueHeader = borsh::from_slice(&header).ok()?;
    if !header.is_of(wanted) {
        return None;
    }
    let texts = Arc::new(Texts::new(folder.clone(), header.texts));
    let (mut files, mut tree): (Vec<KeptFile>, Option<ScanTree>) = (Vec::new(), None);
    let mut is_damaged = false;
    let mut open: Option<KeptFile> = None;
    for round in rest.chunks(ROUND) {
        let load = |bytes: &mut Vec<u8>, head: &FrameHead| {
            let is_whole = head.read_into(bytes, &read);
            is_whole.then(|| part(head.kind, bytes, roots)).flatten()
        };
        let parts: Vec<Option<LoadedPart>> = round.par_iter().map_init(Vec::new, load).collect();
        // What has another checksum is damaged; what has its own and yet is none was written wrongly.
        is_damaged |= parts.iter().any(Option::is_none);
        for part in parts.into_iter().flatten() {
            let batch = match part {
                LoadedPart::Batch(batch) => batch,
                LoadedPart::Tree(newer) => {
                    tree = Some(newer);
                    continue;
                }
                LoadedPart::Other => continue,
            };
            for NamedFile { mut file, is_legacy, begins, more } in batch {
                if let Some(path) = file.origin.path().filter(|_| is_legacy) {
                    file.rename(&Arc::new(names.origin(path)));
                }
                match &mut open {
                    // One that was stopped on its way into the catalogue has been begun anew.
                    Some(open) if !begins && open.origin == file.origin => open.outputs.extend(file.outputs),
                    _ => open = Some(file),
                }
                if !more {
                    files.extend(open.take());
                }
            }
        }
    }
    let records = files.len() as u32;
    Some(Loaded { header, files, records, tree, length, believed, is_damaged, texts })
}

/// So many frames are taken apart before what was in them is put together: that takes the same memory each time.
const ROUND: usize = 64;

/// What a frame held.
enum LoadedPart {
    Batch(Vec<NamedFile>),
    Tree(ScanTree),
    /// What this version of the program does not write.
    Other,
}

/// A file of a batch, before a name that is no UTF-8 was looked at: those of a folder are told together.
struct NamedFile {
    file: KeptFile,
    is_legacy: bool,
    begins: bool,
    more: bool,
}

fn part(kind: u8, bytes: &[u8], roots: &Roots) -> Option<LoadedPart> {
    match kind {
        BATCH => batch(bytes, roots).map(LoadedPart::Batch),
        TREE => borsh::from_slice(bytes).ok().map(LoadedPart::Tree),
        _ => Some(LoadedPart::Other),
    }
}

/// Reads a [`RecordBatch`](super::record::RecordBatch). Its metas stay as they are.
fn batch(bytes: &[u8], roots: &Roots) -> Option<Vec<NamedFile>> {
    let mut rest = RecordBytes(bytes);
    let folds: Piece = rest.value()?;
    let metas = Arc::new(rest.bytes()?.to_vec());
    let count: u32 = rest.value()?;
    let mut files = Vec::with_capacity((count as usize).min(bytes.len()));
    for _ in 0..count {
        files.push(rest.file(folds, &metas, roots)?);
    }
    rest.0.is_empty().then_some(files)
}

/// The bytes of a batch that are still to be read.
struct RecordBytes<'b>(&'b [u8]);

impl<'b> RecordBytes<'b> {
    fn value<T: BorshDeserialize>(&mut self) -> Option<T> {
        T::deserialize(&mut self.0).ok()
    }

    /// Bytes that have their length before them.
    fn bytes(&mut self) -> Option<&'b [u8]> {
        let length: u32 = self.value()?;
        let (bytes, rest) = self.0.split_at_checked(length as usize)?;
        self.0 = rest;
        Some(bytes)
    }

    /// Reads a [`FileRecord`](super::record::FileRecord).
    fn file(&mut self, folds: Piece, metas: &Arc<Vec<u8>>, roots: &Roots) -> Option<NamedFile> {
        let root: u16 = self.value()?;
        let path = roots.below(root, self.bytes()?)?;
        let is_legacy = path.to_str().is_none();
        let stamp: Option<Stamp> = self.value()?;
        let origin = Arc::new(Origin::File(path));
        let mut outputs: OneOrMany<KeptOutput> = OneOrMany::default();
        let count: u32 = self.value()?;
        for _ in 0..count {
            let OutputRecord { part, answer } = self.value()?;
            let origin = part_of(&origin, part, outputs.last().map(|last| &last.origin));
            let answer = answer.map(|ArticleRecord { meta, length, weight, text }| KeptArticle {
                packed: PackedMeta::within(metas, meta),
                length: length as usize,
                weight: weight as usize,
                text: text.map(|text| TextPlace::new(folds, text)),
            });
            outputs.extend([KeptOutput { origin, answer }]);
        }
        let (begins, more) = (self.value()?, self.value()?);
        Some(NamedFile { file: KeptFile { origin, stamp, outputs }, is_legacy, begins, more })
    }
}

impl KeptArticle {
    /// Its entry.
    pub fn entry(&self, origin: &Arc<Origin>) -> Entry {
        let (origin, packed) = (Arc::clone(origin), self.packed.clone());
        Entry { origin, packed, length: self.length, failure: None }
    }
}

impl KeptFile {
    /// Gives it and what is in it another origin.
    fn rename(&mut self, origin: &Arc<Origin>) {
        self.origin = Arc::clone(origin);
        let mut before: Option<Arc<Origin>> = None;
        for output in self.outputs.iter_mut() {
            output.origin = part_of(origin, parts(&output.origin), before.as_ref());
            before = Some(Arc::clone(&output.origin));
        }
    }

    /// Whether its file is what it was.
    pub(crate) fn is_as_it_was(&self, stamps: &mut FolderStamps) -> bool {
        self.stamp.is_some() && self.origin.path().is_some_and(|path| stamps.of(path) == self.stamp)
    }
}

/// The numbers of files by their paths; of several records of one file it is the last.
pub(super) fn by_path(files: &[KeptFile]) -> FxHashMap<&Path, u32> {
    (0..).zip(files).filter_map(|(number, file)| Some((file.origin.path()?, number))).collect()
}

/// Whether folders are what they were.
pub(super) fn are_as_they_were(folders: &[(RootedPath, Stamp)], roots: &Roots) -> bool {
    let as_it_was =
        |(path, stamp): &(RootedPath, Stamp)| roots.path(path).and_then(|path| Stamp::of(&path)) == Some(*stamp);
    folders.par_iter().all(as_it_was)
}
