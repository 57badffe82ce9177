//! *Gathering*: the articles of some paths, read on every core, given out in the order of the scan.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{self, Reader};
use crate::error::Error;
use crate::model::{Article, Origin};

/// So many files are read before their articles are given out.
const BATCH: usize = 256;

/// Reads the articles of `paths` (the samples, if there are none) and gives each to `each`, until it breaks off.
pub(super) fn articles(
    paths: &[PathBuf],
    reader: &Reader,
    mut each: impl FnMut(&Origin, Result<Article, Error>) -> ControlFlow<()>,
) {
    let mut batch: Vec<Result<Origin, (Origin, Error)>> = Vec::with_capacity(BATCH);
    if paths.is_empty() {
        batch.extend(archive::samples().into_iter().map(Ok));
    } else {
        let mut broken = false;
        archive::scan::scan(paths, &mut |found| {
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

fn give_out(
    batch: Vec<Result<Origin, (Origin, Error)>>,
    reader: &Reader,
    each: &mut impl FnMut(&Origin, Result<Article, Error>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let read: Vec<Vec<Given>> = batch
        .into_par_iter()
        .map(|found| match found {
            Ok(origin) => {
                let mut articles = Vec::new();
                let _ = reader.each(&Arc::new(origin), &mut |origin, article| {
                    articles.push((origin, article));
                    ControlFlow::Continue(())
                });
                articles
            }
            Err((origin, error)) => vec![(Arc::new(origin), Err(error))],
        })
        .collect();
    for (origin, article) in read.into_iter().flatten() {
        each(&origin, article)?;
    }
    ControlFlow::Continue(())
}
