//! *Scanning*: from the paths that the user names to the origins that may be articles.

use std::path::{Path, PathBuf};

use super::importer::INTERPRETER;
use crate::error::Error;
use crate::model::Origin;
use crate::source;

pub use crate::source::ScanSink;

/// Walks `paths` and gives every file that may be an article to `found`, in the order of the paths and by name inside
/// a folder, until `found` breaks off. A path named by the user is always tried, hidden or not; what cannot be opened
/// is given with its error. Loops of symbolic links end where they begin.
pub fn scan(paths: &[PathBuf], found: &mut ScanSink<'_>) {
    source::scan(paths, INTERPRETER.is_json_feed, found);
}

/// What one path names; nothing yet for a folder.
///
/// # Errors
/// When there is nothing there.
pub fn find(path: &Path) -> Result<Option<Origin>, Error> {
    source::find(path)
}
