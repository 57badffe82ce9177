//! The *archive*, as commands go through it: every article of some paths, in the order of the scan. What the catalogue
//! knows is taken from there, the rest is imported, on all cores, and put into the catalogue.
//!
//! An article is reduced to what a command needs of it as soon as it is at hand, on the thread that has it; only that
//! waits for its turn.

use std::collections::HashSet;
use std::fs::Metadata;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::archive_article::{ArchiveArticle, FoldPiece};
use super::catalogue::{Catalogue, KeptFile, Texts};
use super::importer::Importer;
use super::keeper::Keeper;
use super::one_or_many::OneOrMany;
use super::scan;
use crate::error::Error;
use crate::model::{Origin, OtherFiles, SafeText};
use crate::source::{FolderStamps, Stamp, samples};

/// The most files of a batch: they are imported before any of them is given out.
const FILES: usize = 256;
/// A batch is full when its files have so many bytes: two large ones are enough for two cores, and in memory a text
/// takes a few times its length while it is imported.
const BYTES: u64 = 64 << 20;
/// What a file counts that does not say its length: a sample, a pipe.
const UNKNOWN: u64 = 1 << 20;

/// What the user opened, to be gone through.
pub struct Archive<'a> {
    paths: &'a [PathBuf],
    importer: &'a Importer,
    catalogue: Option<Arc<Catalogue>>,
    /// What the user named one by one: such a file is an article whatever it is.
    named: HashSet<Origin>,
}

/// What is left of something that was found.
enum Reduced<T> {
    Article(T),
    /// It is no article, but of this kind.
    OtherFile(SafeText),
}

/// A file on its way.
enum FileStep<'c> {
    /// One that the catalogue knows, with the number of its record.
    Known(&'c KeptFile, u32),
    /// One that it does not know, or that cannot be looked into. The system said this of it.
    Found(Result<Origin, (Origin, Error)>, Option<Box<Metadata>>),
}

impl<'a> Archive<'a> {
    /// The articles of `paths` (the samples, if there are none). With `cache`, the folder of all caches, the catalogue
    /// is used and kept up.
    pub fn open(paths: &'a [PathBuf], importer: &'a Importer, cache: Option<PathBuf>) -> Self {
        let catalogue = cache.and_then(|cache| Catalogue::open(&cache, paths, importer.options())).map(Arc::new);
        Self { paths, importer, catalogue, named: scan::named(paths) }
    }

    /// Goes through all of it: makes of each article what `reduce` says, on all cores, and gives that to `each`, in
    /// order, until it breaks off. What is of a kind that articles are not is counted, unless it was named by itself.
    /// Gives back besides what the catalogue has to say: that it is damaged, or cannot be written.
    pub fn each<T: Send>(
        &self,
        reduce: impl Fn(ArchiveArticle<'_>) -> T + Sync,
        mut each: impl FnMut(T) -> ControlFlow<()>,
    ) -> (OtherFiles, Option<Error>) {
        let keeper = self.catalogue.as_ref().map(|catalogue| Keeper::new(catalogue, |_| {}));
        let reduce = |article: ArchiveArticle<'_>| match article.other_file() {
            Some(kind) if !self.named.contains(article.origin()) => Reduced::OtherFile(kind),
            _ => Reduced::Article(reduce(article)),
        };
        let mut others = OtherFiles::default();
        let mut each = |reduced: Reduced<T>| match reduced {
            Reduced::OtherFile(kind) => {
                others.count(&kind);
                GO_ON
            }
            Reduced::Article(article) => each(article),
        };
        let mut run = ArchiveRun {
            archive: self,
            keeper: keeper.as_ref(),
            batch: StepBatch::default(),
            place: 0,
            reduce: &reduce,
        };
        let flow = match self.catalogue.as_ref().and_then(|catalogue| Some((catalogue, catalogue.order()?))) {
            Some((catalogue, order)) => run.through(catalogue, order, &mut each),
            None => run.scan(&mut each),
        };
        let failure = keeper.and_then(|keeper| keeper.close(flow.is_continue()));
        (others, failure)
    }

    fn texts(&self) -> Option<Arc<Texts>> {
        self.catalogue.as_ref().and_then(|catalogue| catalogue.texts())
    }
}

const GO_ON: ControlFlow<()> = ControlFlow::Continue(());

/// One going through an archive.
struct ArchiveRun<'r, R> {
    archive: &'r Archive<'r>,
    keeper: Option<&'r Keeper>,
    batch: StepBatch<'r>,
    /// How many files have been found.
    place: u64,
    reduce: &'r R,
}

/// Files that are worked on together, none more than it has to be.
#[derive(Default)]
struct StepBatch<'r> {
    steps: Vec<(u64, FileStep<'r>)>,
    bytes: u64,
    /// The piece that the folded texts of all of them are in, if all are known.
    piece: Option<u64>,
}

impl<'r> StepBatch<'r> {
    /// Whether a file belongs into another batch than those that are here.
    fn is_of_another(&self, step: &FileStep<'_>) -> bool {
        match step {
            FileStep::Known(file, _) => {
                !self.steps.is_empty() && self.piece.is_some() && self.piece != piece_of(file).or(self.piece)
            }
            FileStep::Found(..) => false,
        }
    }

    /// Adds a file; says whether the batch is full with it.
    fn add(&mut self, place: u64, step: FileStep<'r>) -> bool {
        match &step {
            FileStep::Known(file, _) => self.piece = self.piece.or(piece_of(file)),
            FileStep::Found(Err(_), _) => {}
            FileStep::Found(Ok(_), there) => self.bytes += length(there.as_deref()),
        }
        self.steps.push((place, step));
        self.bytes >= BYTES || self.steps.len() >= FILES
    }
}

/// The piece that the folded texts of a file are in.
fn piece_of(file: &KeptFile) -> Option<u64> {
    file.outputs.iter().find_map(|output| Some(output.answer.as_ref().ok()?.text?.piece()))
}

/// The length of a file in bytes, as far as it says.
fn length(there: Option<&Metadata>) -> u64 {
    there.filter(|file| file.is_file()).map_or(UNKNOWN, Metadata::len)
}

/// What the system says of a file now.
fn metadata(origin: &Origin) -> Option<Box<Metadata>> {
    std::fs::metadata(origin.path()?).ok().map(Box::new)
}

/// A file that the catalogue does not know.
fn found<'c>(found: Result<Origin, (Origin, Error)>) -> FileStep<'c> {
    let there = found.as_ref().ok().and_then(metadata);
    FileStep::Found(found, there)
}

/// What became of a file.
enum Gathered<T> {
    Articles(OneOrMany<T>),
    /// A container: it may hold any number of articles, so they are given one by one; it keeps every core busy by
    /// itself. It is opened again then: a batch does not hold hundreds of files open.
    Container(Arc<Origin>, u64),
}

impl<'r, R> ArchiveRun<'r, R> {
    /// Goes through the files that the catalogue knows, which are all there are.
    fn through<T: Send>(
        &mut self,
        catalogue: &'r Catalogue,
        order: &[u32],
        each: &mut impl FnMut(T) -> ControlFlow<()>,
    ) -> ControlFlow<()>
    where
        R: Fn(ArchiveArticle<'_>) -> T + Sync,
    {
        // Batches of one piece each, many at once: most of them are known and read from there.
        let mut rest = order;
        while !rest.is_empty() {
            let mut batches: Vec<StepBatch<'r>> = Vec::new();
            while let Some((&number, behind)) = rest.split_first() {
                let Some(file) = catalogue.files().get(number as usize) else { break };
                let step = FileStep::Known(file, number);
                let is_full = |last: &StepBatch<'_>| last.is_of_another(&step) || last.steps.len() == FILES;
                if batches.last().is_none_or(is_full) {
                    if batches.len() == ROUND {
                        break;
                    }
                    batches.push(StepBatch::default());
                }
                if let Some(last) = batches.last_mut() {
                    last.add(self.place, step);
                }
                self.place += 1;
                rest = behind;
            }
            let done: Vec<Vec<Gathered<T>>> = batches.into_par_iter().map(|batch| self.work(batch)).collect();
            done.into_iter().flatten().try_for_each(|gathered| self.give_out(gathered, each))?;
        }
        GO_ON
    }

    /// Scans what the user named.
    fn scan<T: Send>(&mut self, each: &mut impl FnMut(T) -> ControlFlow<()>) -> ControlFlow<()>
    where
        R: Fn(ArchiveArticle<'_>) -> T + Sync,
    {
        let archive = self.archive;
        let known = archive.catalogue.as_ref().map(|catalogue| (catalogue, catalogue.by_path()));
        let step = |scanned: Result<Origin, (Origin, Error)>| {
            let known = known.as_ref().and_then(|(catalogue, by_path)| {
                let (Ok(origin) | Err((origin, Error::OtherFile { .. }))) = &scanned else { return None };
                let number = *by_path.get(origin.path()?)?;
                Some(FileStep::Known(catalogue.files().get(number as usize)?, number))
            });
            known.unwrap_or_else(|| found(scanned))
        };
        if archive.paths.is_empty() {
            samples().into_iter().try_for_each(|origin| self.take(found(Ok(origin)), each))?;
        } else {
            let mut flow = GO_ON;
            let keeper = self.keeper;
            scan::walk(
                archive.paths,
                &mut |found| {
                    flow = self.take(step(found), each);
                    flow
                },
                &mut |folder| {
                    if let Some(keeper) = keeper {
                        keeper.walked(folder);
                    }
                },
            );
            flow?;
        }
        let batch = std::mem::take(&mut self.batch);
        self.finish(batch, each)
    }

    fn take<T: Send>(&mut self, step: FileStep<'r>, each: &mut impl FnMut(T) -> ControlFlow<()>) -> ControlFlow<()>
    where
        R: Fn(ArchiveArticle<'_>) -> T + Sync,
    {
        let place = self.place;
        self.place += 1;
        if self.batch.add(place, step) {
            let batch = std::mem::take(&mut self.batch);
            return self.finish(batch, each);
        }
        GO_ON
    }

    /// Works on a batch, its files on all cores.
    fn finish<T: Send>(&self, batch: StepBatch<'r>, each: &mut impl FnMut(T) -> ControlFlow<()>) -> ControlFlow<()>
    where
        R: Fn(ArchiveArticle<'_>) -> T + Sync,
    {
        let texts = self.archive.texts();
        let work = |stamps: &mut FolderStamps, (place, step)| {
            self.step(place, step, &FoldPiece::new(texts.as_deref()), stamps)
        };
        let gathered: Vec<Gathered<T>> = batch.steps.into_par_iter().map_init(FolderStamps::default, work).collect();
        gathered.into_iter().try_for_each(|gathered| self.give_out(gathered, each))
    }

    /// Works on a batch whose folded texts are in one piece, on this core.
    fn work<T: Send>(&self, batch: StepBatch<'r>) -> Vec<Gathered<T>>
    where
        R: Fn(ArchiveArticle<'_>) -> T + Sync,
    {
        let texts = self.archive.texts();
        let piece = FoldPiece::new(texts.as_deref());
        let mut stamps = FolderStamps::default();
        batch.steps.into_iter().map(|(place, step)| self.step(place, step, &piece, &mut stamps)).collect()
    }

    fn step<T: Send>(
        &self,
        place: u64,
        step: FileStep<'r>,
        piece: &FoldPiece<'_>,
        stamps: &mut FolderStamps,
    ) -> Gathered<T>
    where
        R: Fn(ArchiveArticle<'_>) -> T + Sync,
    {
        let (found, there) = match step {
            FileStep::Known(file, number) if file.is_as_it_was(stamps) => {
                if let Some(keeper) = self.keeper {
                    keeper.know(place, number);
                }
                let kept = |output| ArchiveArticle::kept(output, piece, self.archive.importer);
                return Gathered::Articles(file.outputs.iter().map(|output| (self.reduce)(kept(output))).collect());
            }
            FileStep::Known(file, _) => {
                let origin = (*file.origin).clone();
                let other = scan::other_file(&origin).filter(|_| !self.archive.named.contains(&origin));
                let there = metadata(&origin);
                (other.map_or(Ok(origin.clone()), |error| Err((origin, error))), there)
            }
            FileStep::Found(found, there) => (found, there),
        };
        match found.map(Arc::new) {
            Ok(origin) => {
                let stamp = there.as_deref().and_then(Stamp::settled_of);
                match self.archive.importer.articles(&origin, there.as_deref()) {
                    Some(articles) => {
                        let articles = articles.into_iter().map(ArchiveArticle::imported).collect::<Vec<_>>();
                        if let Some(keeper) = self.keeper {
                            let mut keeping = keeper.file(&origin, place, stamp);
                            for article in &articles {
                                article.keep_in(&mut keeping);
                            }
                            keeping.finish();
                        }
                        Gathered::Articles(articles.into_iter().map(self.reduce).collect())
                    }
                    None => Gathered::Container(origin, place),
                }
            }
            Err((origin, error)) => {
                if let Some(keeper) = self.keeper {
                    keeper.unread(&origin, place, &error.failure());
                }
                let article = ArchiveArticle::imported((Arc::new(origin), Err(error)));
                Gathered::Articles(OneOrMany::One((self.reduce)(article)))
            }
        }
    }

    fn give_out<T: Send>(&self, gathered: Gathered<T>, each: &mut impl FnMut(T) -> ControlFlow<()>) -> ControlFlow<()>
    where
        R: Fn(ArchiveArticle<'_>) -> T + Sync,
    {
        match gathered {
            Gathered::Articles(articles) => articles.into_iter().try_for_each(&mut *each),
            Gathered::Container(origin, place) => {
                let stamp = origin.path().and_then(Stamp::settled);
                let mut keeping = self.keeper.map(|keeper| keeper.file(&origin, place, stamp));
                self.archive.importer.each(&origin, &mut |origin, article| {
                    let article = ArchiveArticle::imported((origin, article));
                    if let Some(keeping) = &mut keeping {
                        article.keep_in(keeping);
                    }
                    each((self.reduce)(article))
                })?;
                if let Some(keeping) = keeping {
                    keeping.finish();
                }
                GO_ON
            }
        }
    }
}

/// So many batches of known files are worked on before any of them is given out.
const ROUND: usize = 64;
