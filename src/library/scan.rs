//! *Scanning*: from the paths that the user names to the origins that may be articles.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::importer::INTERPRETER;
use crate::error::Error;
use crate::model::Origin;
use crate::source;

pub use crate::source::ScanSink;

/// What of these paths is no folder: it was named by itself, and is never passed over.
pub(crate) fn named(paths: &[PathBuf]) -> HashSet<Origin> {
    paths.iter().filter_map(|path| find(path).ok().flatten()).collect()
}

/// Walks `paths` and gives every file that may be an article to `found`, in the order of the paths and by name inside
/// a folder, numbers by value, until `found` breaks off. A path named by the user is always tried, hidden or not; what
/// cannot be opened is given with its error. What two paths lead to is given once. A file that is of a kind that
/// articles are not is given as an [`Error::OtherFile`].
pub fn scan(paths: &[PathBuf], found: &mut ScanSink<'_>) {
    walk(paths, found, &mut |_| {});
}

/// The same; each folder that is walked is given to `walked`, before what is in it.
pub(super) fn walk(paths: &[PathBuf], found: &mut ScanSink<'_>, walked: &mut dyn FnMut(&Path)) {
    source::scan(paths, &INTERPRETER, found, walked);
}

/// The error of a file of a folder that is no article, by its name or by what kind of data it is now.
pub(super) fn other_file(origin: &Origin) -> Option<Error> {
    source::other_file(origin, origin.path()?, &INTERPRETER)
}

/// What one path names; nothing yet for a folder.
///
/// # Errors
/// When there is nothing there.
pub fn find(path: &Path) -> Result<Option<Origin>, Error> {
    source::find(path, &INTERPRETER)
}
