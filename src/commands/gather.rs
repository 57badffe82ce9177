//! *Gathering*: the articles of some paths, imported on every core, given out in the order of the scan.
//!
//! An article is reduced to what a command needs of it as soon as it is read, on the thread that read it; only that
//! waits for its turn.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::error::Error;
use crate::library::{self, Imported, Importer};
use crate::model::{Article, Origin, OtherFiles, SafeText};

/// The most files of a batch: they are imported before any of them is given out.
const FILES: usize = 256;
/// A batch is full when its files have so many bytes: two large ones are enough for two cores, and in memory a text
/// takes a few times its length while it is imported.
const BYTES: u64 = 64 << 20;
/// What a file counts that does not say its length: a sample, a pipe.
const UNKNOWN: u64 = 1 << 20;

/// A file to be imported, or why it cannot be looked into.
type ScannedFile = Result<Origin, (Origin, Error)>;

/// Imports the articles of `paths` (the samples, if there are none), makes of each what `reduce` says, on all cores,
/// and gives that to `each`, in order, until it breaks off. What is of a kind that articles are not is counted, unless
/// it was named by itself.
pub(super) fn articles<T: Send>(
    paths: &[PathBuf],
    importer: &Importer,
    reduce: impl Fn(&Origin, Result<Article, Error>) -> T + Sync,
    mut each: impl FnMut(T) -> ControlFlow<()>,
) -> OtherFiles {
    let mut batches = Batches::new(FILES, BYTES);
    let named = library::scan::named(paths);
    let reduce = |origin: &Origin, article: Result<Article, Error>| match article {
        Err(Error::OtherFile { kind, .. }) if !named.contains(origin) => Reduced::OtherFile(kind),
        article => Reduced::Article(reduce(origin, article)),
    };
    let mut others = OtherFiles::default();
    let mut each = |reduced: Reduced<T>| match reduced {
        Reduced::OtherFile(kind) => {
            others.count(&kind);
            GO_ON
        }
        Reduced::Article(article) => each(article),
    };
    let mut give_out = |batch: Vec<ScannedFile>| give_out(batch, importer, &reduce, &mut each);
    let flow = if paths.is_empty() {
        library::samples().into_iter().try_for_each(|origin| batches.add(Ok(origin)).map_or(GO_ON, &mut give_out))
    } else {
        let mut flow = GO_ON;
        library::scan::scan(paths, &mut |found| {
            flow = batches.add(found).map_or(GO_ON, &mut give_out);
            flow
        });
        flow
    };
    if flow.is_continue() {
        let _ = give_out(batches.rest());
    }
    others
}

/// What is left of something that was found.
enum Reduced<T> {
    Article(T),
    /// It is no article, but of this kind.
    OtherFile(SafeText),
}

const GO_ON: ControlFlow<()> = ControlFlow::Continue(());

/// Files in batches, none larger than it has to be.
struct Batches {
    most_files: usize,
    most_bytes: u64,
    batch: Vec<ScannedFile>,
    bytes: u64,
}

impl Batches {
    fn new(most_files: usize, most_bytes: u64) -> Self {
        Self { most_files, most_bytes, batch: Vec::new(), bytes: 0 }
    }

    /// Adds a file; gives the batch that is full with it.
    fn add(&mut self, found: ScannedFile) -> Option<Vec<ScannedFile>> {
        self.bytes += found.as_ref().map_or(0, length);
        self.batch.push(found);
        (self.bytes >= self.most_bytes || self.batch.len() >= self.most_files).then(|| self.rest())
    }

    /// The last batch.
    fn rest(&mut self) -> Vec<ScannedFile> {
        self.bytes = 0;
        std::mem::take(&mut self.batch)
    }
}

/// The length of a file in bytes, as far as it says.
fn length(origin: &Origin) -> u64 {
    match origin.path().map(std::fs::metadata) {
        Some(Ok(file)) if file.is_file() => file.len(),
        _ => UNKNOWN,
    }
}

/// What became of a file.
enum Gathered<T> {
    Articles(Vec<T>),
    /// A container: it may hold any number of articles, so they are given one by one; it keeps every core busy by
    /// itself. It is opened again then: a batch does not hold hundreds of files open.
    Container(Arc<Origin>),
}

fn give_out<T: Send>(
    batch: Vec<ScannedFile>,
    importer: &Importer,
    reduce: &(impl Fn(&Origin, Result<Article, Error>) -> T + Sync),
    each: &mut impl FnMut(T) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let reduced =
        |imported: Vec<Imported>| imported.into_iter().map(|(origin, article)| reduce(&origin, article)).collect();
    let gathered: Vec<Gathered<T>> = batch
        .into_par_iter()
        .map(|found| match found.map(Arc::new) {
            Ok(origin) => match importer.articles(&origin) {
                Some(articles) => Gathered::Articles(reduced(articles)),
                None => Gathered::Container(origin),
            },
            Err((origin, error)) => Gathered::Articles(vec![reduce(&origin, Err(error))]),
        })
        .collect();
    gathered.into_iter().try_for_each(|gathered| match gathered {
        Gathered::Articles(articles) => articles.into_iter().try_for_each(&mut *each),
        Gathered::Container(origin) => importer.each(&origin, &mut |origin, article| each(reduce(&origin, article))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_bounded_by_bytes_and_by_files() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, length: usize| {
            let path = folder.path().join(name);
            std::fs::write(&path, vec![b'x'; length]).unwrap();
            Ok(Origin::File(path))
        };
        let mut batches = Batches::new(3, 100);
        let mut sizes = |found: Vec<ScannedFile>| -> Vec<usize> {
            let mut sizes: Vec<usize> =
                found.into_iter().filter_map(|found| batches.add(found)).map(|batch| batch.len()).collect();
            sizes.push(batches.rest().len());
            sizes
        };
        assert_eq!(sizes(vec![file("a", 60), file("b", 60), file("c", 60), file("d", 60), file("e", 10)]), [2, 2, 1]);
        assert_eq!(sizes((0..7).map(|_| file("a", 1)).collect()), [3, 3, 1]);
        assert_eq!(sizes(vec![Ok(Origin::Stdin), file("a", 99), Ok(Origin::Stdin)]), [1, 2, 0], "it may be large");
    }

    #[test]
    fn articles_are_reduced_where_they_are_read() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..600 {
            std::fs::write(folder.path().join(format!("{number:03}.txt")), format!("第{number}篇\n\n正文在这里。"))
                .unwrap();
        }
        let here = std::thread::current().id();
        let mut paths = Vec::new();
        let reduce = |_: &Origin, article: Result<Article, Error>| {
            assert_ne!(std::thread::current().id(), here);
            article.unwrap().meta.path
        };
        articles(&[folder.path().to_owned()], &Importer::default(), reduce, |path| {
            paths.push(path);
            if paths.len() < 500 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert_eq!(paths.len(), 500, "it breaks off");
        assert!(paths.iter().zip(0..).all(|(path, number)| path.ends_with(&format!("{number:03}.txt"))), "in order");
    }
}
