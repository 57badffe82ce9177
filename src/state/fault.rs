//! A *fault* of the database: an error, and what may be done about it.

use rusqlite::ErrorCode;

use crate::error::Error;
use crate::model::SafeText;

/// What may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// It is damaged: it can be set aside, and another one made.
    Damaged,
    /// A later version of the program made it: it can be read.
    Newer,
    /// It may be tried again.
    Failed,
}

/// An error of the database.
#[derive(Debug)]
pub(super) struct Fault {
    pub kind: FaultKind,
    pub error: Error,
}

impl Fault {
    /// What SQLite said about a database.
    pub fn of(path: &SafeText, error: &rusqlite::Error) -> Self {
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => FaultKind::Damaged,
            _ => FaultKind::Failed,
        };
        Self { kind, error: Error::State { path: path.clone(), message: SafeText::line(&error.to_string()) } }
    }

    /// That a later version made it.
    pub fn newer(path: &SafeText) -> Self {
        let message = SafeText::line("made by a later version");
        Self { kind: FaultKind::Newer, error: Error::State { path: path.clone(), message } }
    }

    /// What the system said.
    pub fn system(path: &SafeText, source: std::io::Error) -> Self {
        Self { kind: FaultKind::Failed, error: Error::read(path, source) }
    }
}
