//! The *origins* of a library: what the user opened, and what importing an origin means.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::importer::{ArticleSink, Excerpt, failed_with, listed};
use super::scan;
use crate::error::Error;
use crate::model::{Entry, Failure, Origin};
use crate::search::StoredArticle;
use crate::source::samples;

/// What a library is opened on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origins {
    /// Files and folders, as the user named them; `-` is standard input.
    Paths(Vec<PathBuf>),
    /// The samples inside the binary.
    Samples,
}

impl Origins {
    /// What the user named one by one.
    pub(super) fn named(&self) -> HashSet<Origin> {
        match self {
            Self::Samples => HashSet::new(),
            Self::Paths(paths) => scan::named(paths),
        }
    }

    /// Gives each origin that may hold articles to `found`, or why it cannot be looked into, until that breaks off.
    /// Each folder that is walked is given to `walked`.
    pub(super) fn scan(
        &self,
        found: &mut dyn FnMut(Result<Origin, (Origin, Error)>) -> ControlFlow<()>,
        walked: &mut dyn FnMut(&Path),
    ) {
        match self {
            Self::Samples => _ = samples().into_iter().try_for_each(|origin| found(Ok(origin))),
            Self::Paths(paths) => scan::walk(paths, found, walked),
        }
    }
}

/// Imports an origin: gives each article in it to what it is handed, in order, until that breaks off.
pub(super) type ImportFn = dyn Fn(&Arc<Origin>, &mut ArticleSink<'_>) -> ControlFlow<()> + Send + Sync;

/// The two ends of what an origin holds, where it is long.
pub(super) type ExcerptFn = dyn Fn(&Arc<Origin>) -> Option<Excerpt> + Send + Sync;

/// The entry of what was imported.
pub(super) fn entry(origin: Arc<Origin>, answer: &Result<Arc<StoredArticle>, Failure>) -> Entry {
    match answer {
        Ok(stored) => listed(origin, &stored.article().meta, stored.length()),
        Err(failure) => failed_with(origin, failure.clone()),
    }
}
