//! The *catalogue*: what is known of every article of an archive without its body, kept between runs, and beside it the
//! folded texts and the articles themselves. It lies in the cache: whatever happens to it costs time and never a
//! result.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *place* | the folder of an archive's catalogue | `place` |
//! | *roots* | the paths that were opened, below which files are named | `roots` |
//! | *frame* | a piece of a file, with a checksum | `frames` |
//! | *record* | what stands in the frames | `record` |
//! | *shelf* | all catalogues there are | `shelf` |
//! | *texts* | the files of folded texts and of articles | `texts` |
//! | *kept* file, article | what the records say | `load` |
//! | *imported* file, article | what is on its way into the catalogue | `writer`, `prepare` |
//!
//! A catalogue is believed file by file, where the file has the stamp that it had when it was read; and as a whole,
//! with the order of the scan, where besides no folder has changed. Nothing of it is believed that another version of
//! the program wrote, or one with other rules: it is made anew then.

mod frames;
mod load;
mod place;
mod prepare;
mod record;
mod roots;
mod shelf;
mod texts;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::importer::INTERPRETER;
use crate::error::Error;
use crate::model::SafeText;
use crate::source::PathTexts;
use load::Loaded;
use place::CatalogueFolder;
use record::CatalogueHeader;
use roots::Roots;
use writer::Beginning;

pub(crate) use load::{KeptFile, KeptOutput};
pub use place::cache_folder;
pub(crate) use prepare::output;
pub(crate) use record::{RootedPath, ScanTree, TextPlace};
pub use shelf::shelf;
pub(crate) use texts::{PieceText, Texts};
pub(crate) use writer::{CatalogueWriter, ImportedFile, ImportedOutput, WriterEvent};

/// The catalogue of an archive, as far as there is one.
pub(crate) struct Catalogue {
    folder: CatalogueFolder,
    header: CatalogueHeader,
    roots: Roots,
    loaded: Option<Loaded>,
    is_damaged: bool,
}

impl Catalogue {
    /// The catalogue of what was opened, for a program with these options; `None` where none is kept. `cache` is the
    /// folder of all caches.
    pub fn open(cache: &Path, paths: &[PathBuf], options: u64) -> Option<Self> {
        let roots = Roots::of(paths)?;
        let header = CatalogueHeader::new(roots.places()?, options, 0);
        let folder = CatalogueFolder::new(cache, &header.roots, options);
        let loaded = load::load(&folder, &header, &roots, &mut PathTexts::new(&INTERPRETER));
        let is_damaged = loaded.as_ref().is_some_and(|loaded| loaded.is_damaged);
        // Half of what stands there, and more, is of files that have changed since: it is made anew.
        let is_worn = |loaded: &Loaded| {
            loaded.tree.as_ref().is_some_and(|tree| loaded.files.len() > 2 * tree.order.len() + SPARE)
        };
        let loaded = loaded.filter(|loaded| !is_damaged && !is_worn(loaded));
        Some(Self { folder, header, roots, loaded, is_damaged })
    }

    /// What is to be said of a catalogue that was not what was written. Nothing of its records was believed then; a
    /// text that was found to be another makes all of it be made anew the next time.
    pub fn damage(&self) -> Option<Error> {
        let has_damaged_texts = self.loaded.as_ref().is_some_and(|loaded| loaded.texts.is_damaged());
        if has_damaged_texts {
            self.discard();
        }
        let path = SafeText::line(&self.folder.path().to_string_lossy());
        let message = SafeText::line("the cache was damaged and is made anew");
        (self.is_damaged || has_damaged_texts).then_some(Error::State { path, message })
    }

    fn discard(&self) {
        // What cannot be removed is noticed again the next time.
        let _ = std::fs::remove_file(self.folder.file(place::CATALOGUE));
    }

    /// What is known of files. Of two records of one file the later holds.
    pub fn files(&self) -> &[KeptFile] {
        self.loaded.as_ref().map_or(&[], |loaded| &loaded.files)
    }

    /// The same, handed over.
    pub fn take_files(&mut self) -> Vec<KeptFile> {
        self.loaded.as_mut().map_or_else(Vec::new, |loaded| std::mem::take(&mut loaded.files))
    }

    /// The numbers of files by their paths.
    pub fn by_path(&self) -> FxHashMap<&Path, u32> {
        load::by_path(self.files())
    }

    /// The numbers of all files of the archive, in the order of a scan, if a scan now would find just these.
    pub fn order(&self) -> Option<&[u32]> {
        let Loaded { tree, records, .. } = self.loaded.as_ref()?;
        let tree = tree.as_ref().filter(|tree| !tree.has_gaps)?;
        let is_whole = tree.order.iter().all(|number| number < records);
        (is_whole && load::are_as_they_were(&tree.folders, &self.roots)).then_some(&tree.order)
    }

    /// The texts, where any are kept.
    pub fn texts(&self) -> Option<Arc<Texts>> {
        self.loaded.as_ref().map(|loaded| Arc::clone(&loaded.texts))
    }

    /// A path as records have it.
    pub fn name(&self, path: &Path) -> RootedPath {
        self.roots.name(path)
    }

    /// What the last whole scan found.
    pub fn tree(&self) -> Option<&ScanTree> {
        self.loaded.as_ref()?.tree.as_ref()
    }

    /// Starts writing behind what is kept. What the writer says goes to `hear`.
    pub fn writer(&self, hear: impl Fn(WriterEvent) + Send + 'static) -> CatalogueWriter {
        let header = self.loaded.as_ref().map_or(&self.header, |loaded| &loaded.header).clone();
        let known = self.loaded.as_ref().map(|loaded| (loaded.length, loaded.believed, loaded.records));
        CatalogueWriter::start(Beginning { folder: self.folder.clone(), header, known }, hear)
    }
}

/// So many records of files that have changed are no waste.
const SPARE: usize = 1000;
