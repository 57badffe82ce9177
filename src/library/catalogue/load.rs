//! *Loading* a catalogue: from the frames of its file to what is known of every file of the archive.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::frames::{self, FileEnd};
use super::place::{CATALOGUE, CatalogueFolder};
use super::record::{
    ArticleRecord, BATCH, CatalogueHeader, FileRecord, HEADER, MetaBytes, OutputRecord, Piece, RecordBatch, RootedPath,
    ScanTree, TREE, TextPlace, part_of, parts,
};
use super::roots::Roots;
use super::texts::Texts;
use crate::model::{Failure, Origin};
use crate::source::{FolderStamps, PathTexts, Stamp};

/// What a file gave when it was imported.
#[derive(Debug)]
pub(crate) struct KeptFile {
    pub origin: Arc<Origin>,
    /// What it was then; none where that cannot be relied on.
    pub stamp: Option<Stamp>,
    pub outputs: Vec<KeptOutput>,
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
    pub meta: MetaBytes,
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
    let file = std::fs::read(folder.file(CATALOGUE)).ok()?;
    let (frames, believed, end) = frames::split(&file);
    let (first, rest) = frames.split_first()?;
    let header: CatalogueHeader = borsh::from_slice(first.bytes).ok().filter(|_| first.kind == HEADER)?;
    if !header.is_of(wanted) {
        return None;
    }
    let texts = Arc::new(Texts::new(folder.clone(), header.texts));
    let batches: Vec<&[u8]> = rest.iter().filter(|frame| frame.kind == BATCH).map(|frame| frame.bytes).collect();
    let batches: Vec<Option<Vec<NamedFile>>> = batches.into_par_iter().map(|bytes| batch(bytes, roots)).collect();
    // What has its checksum and yet is none was written wrongly.
    let mut is_damaged = end == FileEnd::Damaged || batches.iter().any(Option::is_none);
    let tree = rest.iter().rfind(|frame| frame.kind == TREE).and_then(|frame| borsh::from_slice(frame.bytes).ok());
    is_damaged |= tree.is_none() && rest.iter().any(|frame| frame.kind == TREE);
    let mut files: Vec<KeptFile> = Vec::new();
    let mut open: Option<KeptFile> = None;
    for NamedFile { mut file, legacy, begins, more } in batches.into_iter().flatten().flatten() {
        if let Some(path) = legacy {
            file.rename(&Arc::new(names.origin(&path)));
        }
        match &mut open {
            // One that was stopped on its way into the catalogue has been begun anew.
            Some(open) if !begins && open.origin == file.origin => open.outputs.append(&mut file.outputs),
            _ => open = Some(file),
        }
        if !more {
            files.extend(open.take());
        }
    }
    let records = files.len() as u32;
    Some(Loaded {
        header,
        files,
        records,
        tree,
        length: file.len() as u64,
        believed: believed as u64,
        is_damaged,
        texts,
    })
}

/// A file of a batch, before a name that is no UTF-8 was looked at: those of a folder are told together.
struct NamedFile {
    file: KeptFile,
    legacy: Option<PathBuf>,
    begins: bool,
    more: bool,
}

fn batch(bytes: &[u8], roots: &Roots) -> Option<Vec<NamedFile>> {
    let RecordBatch { folds, metas, files } = borsh::from_slice(bytes).ok()?;
    let metas = Arc::new(metas);
    files.into_iter().map(|record| kept(record, folds, &metas, roots)).collect()
}

fn kept(record: FileRecord, folds: Piece, metas: &Arc<Vec<u8>>, roots: &Roots) -> Option<NamedFile> {
    let FileRecord { path, stamp, outputs, begins, more } = record;
    let path = roots.path(&path)?;
    let is_legacy = path.to_str().is_none();
    let legacy = is_legacy.then(|| path.clone());
    let origin = Arc::new(Origin::File(path));
    let mut file = KeptFile { origin, stamp, outputs: Vec::with_capacity(outputs.len()) };
    for OutputRecord { part, answer } in outputs {
        let origin = part_of(&file.origin, part, file.outputs.last().map(|last| &last.origin));
        let answer = answer.map(|ArticleRecord { meta, length, weight, text }| {
            let text = text.map(|text| TextPlace::new(folds, text));
            KeptArticle { meta: MetaBytes::new(metas, meta), length: length as usize, weight: weight as usize, text }
        });
        file.outputs.push(KeptOutput { origin, answer });
    }
    Some(NamedFile { file, legacy, begins, more })
}

impl KeptFile {
    /// Gives it and what is in it another origin.
    fn rename(&mut self, origin: &Arc<Origin>) {
        self.origin = Arc::clone(origin);
        let mut before: Option<Arc<Origin>> = None;
        for output in &mut self.outputs {
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
