//! How far the *import* of the archive is, as the library told.

use crate::model::{OtherFiles, SafeText};

/// How far the import of the archive is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loading {
    /// Entries found.
    pub found: usize,
    /// Entries read.
    pub read: usize,
    /// Whether everything is read.
    pub done: bool,
    /// The files that are no articles.
    pub others: OtherFiles,
    /// What a worker said when it died.
    pub died: Option<SafeText>,
}
