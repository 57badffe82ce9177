//! *Gathering*: the articles of some paths, read on every core, given out in the order of the scan.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::error::Error;
use crate::library::{self, Imported, Importer};
use crate::model::{Article, Origin};

/// So many files are read before their articles are given out.
const BATCH: usize = 256;

/// Reads the articles of `paths` (the samples, if there are none) and gives each to `each`, until it breaks off.
pub(super) fn articles(
    paths: &[PathBuf],
    reader: &Importer,
    mut each: impl FnMut(&Origin, Result<Article, Error>) -> ControlFlow<()>,
) {
    let mut batch: Vec<Result<Origin, (Origin, Error)>> = Vec::with_capacity(BATCH);
    if paths.is_empty() {
        batch.extend(library::samples().into_iter().map(Ok));
    } else {
        let mut broken = false;
        library::scan::scan(paths, &mut |found| {
            batch.push(found);
            if batch.len() < BATCH {
                return ControlFlow::Continue(());
            }
            let flow = give_out(std::mem::take(&mut batch), reader, &mut each);
            broken = flow.is_break();
            flow
        });
        if broken {
            return;
        }
    }
    let _ = give_out(batch, reader, &mut each);
}

/// What a file of a batch is.
enum Gathered {
    Articles(Vec<Imported>),
    /// A container: it may hold any number of articles, so they are given one by one; it keeps every core busy by
    /// itself. It is opened again then: a batch does not hold hundreds of files open.
    Container(Arc<Origin>),
}

fn give_out(
    batch: Vec<Result<Origin, (Origin, Error)>>,
    reader: &Importer,
    each: &mut impl FnMut(&Origin, Result<Article, Error>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let gathered: Vec<Gathered> = batch
        .into_par_iter()
        .map(|found| match found.map(Arc::new) {
            Ok(origin) => reader.articles(&origin).map_or(Gathered::Container(origin), Gathered::Articles),
            Err((origin, error)) => Gathered::Articles(vec![(Arc::new(origin), Err(error))]),
        })
        .collect();
    gathered.into_iter().try_for_each(|gathered| match gathered {
        Gathered::Articles(articles) => articles.into_iter().try_for_each(|(origin, article)| each(&origin, article)),
        Gathered::Container(origin) => reader.each(&origin, &mut |origin, article| each(&origin, article)),
    })
}
