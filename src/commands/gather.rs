//! *Gathering*: the articles of some paths, read on every core, given out in the order of the scan.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::error::Error;
use crate::library::{self, Importer};
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

/// An article, or why there is none, and where it is from.
type Given = (Arc<Origin>, Result<Article, Error>);

/// What a file of a batch is.
enum Read {
    Articles(Vec<Given>),
    /// It may hold any number of articles, so they are given one by one; it keeps every core busy by itself.
    Packed(Arc<Origin>),
}

fn give_out(
    batch: Vec<Result<Origin, (Origin, Error)>>,
    reader: &Importer,
    each: &mut impl FnMut(&Origin, Result<Article, Error>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let read: Vec<Read> = batch
        .into_par_iter()
        .map(|found| match found.map(Arc::new) {
            Ok(origin) if reader.is_packed(&origin) => Read::Packed(origin),
            Ok(origin) => {
                let mut articles = Vec::new();
                let _ = reader.each(&origin, &mut |origin, article| {
                    articles.push((origin, article));
                    ControlFlow::Continue(())
                });
                Read::Articles(articles)
            }
            Err((origin, error)) => Read::Articles(vec![(Arc::new(origin), Err(error))]),
        })
        .collect();
    read.into_iter().try_for_each(|read| match read {
        Read::Articles(articles) => articles.into_iter().try_for_each(|(origin, article)| each(&origin, article)),
        Read::Packed(origin) => reader.each(&origin, &mut |origin, article| each(&origin, article)),
    })
}
