//! The *state*: what the reader did, kept between runs: searches and keywords, traces on articles, the settings that
//! keys changed, and for each archive how its list is arranged and how it was left.
//!
//! A SQLite database in the state directory, because it has to stand two programs at once and a kill at any moment.
//! Each change is a transaction of its own; the last one wins. The archive itself is never written to.

mod annotations;
mod archive;
mod columns;
mod fault;
mod place;
mod rescue;
mod rows;
mod saved;
mod steps;
mod store;
mod waiting;
mod writer;

pub use archive::{archive_id, archive_roots};
pub use place::path;
pub use store::StateStore;
pub use writer::{StateEvent, StateWriter};

use std::path::Path;

use crate::model::{Annotation, Finish, TraceRows};

/// All traces, for a command that only looks into the state; none where there is no state, or it cannot be read.
pub fn traces(path: &Path) -> Option<TraceRows> {
    StateStore::glance(path)?.traces().ok()
}

/// What was read to its end, each with when, in seconds of the Unix time; nothing where there is no state, or it cannot be
/// read.
pub fn finishes(path: &Path) -> Vec<(i64, Finish)> {
    StateStore::glance(path).and_then(|store| store.finishes().ok()).unwrap_or_default()
}

/// All annotations, for a command that only looks into the state; none where there is no state, or it cannot be read.
pub fn annotations(path: &Path) -> Option<Vec<Annotation>> {
    StateStore::glance(path)?.annotations().ok()
}
