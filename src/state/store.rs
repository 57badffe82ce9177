//! The *state store*: the database, opened, read and written.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::fault::Fault;
use super::place::{self, beside};
use super::rows;
use super::steps::{STEPS, migrate, taken};
use crate::error::Error;
use crate::model::{Annotation, ArchiveId, Change, Finish, Memory, SafeText, TraceRows};

/// So long another program may hold the database before we give up.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// The database of the state.
pub struct StateStore {
    pub(super) database: Connection,
    pub(super) path: SafeText,
    /// How many steps it has taken.
    steps: usize,
    /// Which file it is.
    identity: Option<(u64, u64)>,
}

impl StateStore {
    /// Opens the database, and makes it or brings it up to date if need be; waits for other programs only so long.
    ///
    /// # Errors
    /// When it cannot be made or opened, is damaged, or is of a later version than this program.
    pub fn open(path: &Path, patience: Duration) -> Result<Self, Error> {
        Self::begin(path, patience).map_err(|fault| fault.error)
    }

    /// The same, saying what may be done about a fault.
    pub(super) fn begin(path: &Path, patience: Duration) -> Result<Self, Fault> {
        let shown = SafeText::line(&path.to_string_lossy());
        // Made before SQLite opens it: it is never another's to read, not for an instant.
        place::make(path).map_err(|source| Fault::system(&shown, source))?;
        let fault = |error| Fault::of(&shown, &error);
        let mut database =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
                .map_err(fault)?;
        database.busy_timeout(patience).map_err(fault)?;
        // With a write-ahead log a reader does not wait for a writer, nor a writer for a reader.
        let mode: String = database.pragma_query_value(None, "journal_mode", |row| row.get(0)).map_err(fault)?;
        if taken(&database).map_err(fault)? > STEPS.len() {
            return Err(Fault::newer(&shown));
        }
        if taken(&database).map_err(fault)? == 0 {
            // There is nothing in it yet that a loss of power could take: it is made without waiting for the disk.
            database.pragma_update(None, "synchronous", "OFF").map_err(fault)?;
        }
        if mode != "wal" {
            database.pragma_update(None, "journal_mode", "WAL").map_err(fault)?;
        }
        match migrate(&mut database) {
            Ok(true) => {
                database.pragma_update(None, "synchronous", "NORMAL").map_err(fault)?;
                Ok(Self { database, path: shown, steps: STEPS.len(), identity: place::identity(path) })
            }
            Ok(false) => Err(Fault::newer(&shown)),
            Err(error) => Err(fault(error)),
        }
    }

    /// Opens a database only to be read, which leaves everything as it is: one on a full or read-only disk, one of a
    /// later version, or one that a command only looks into. Nothing where there is none, or it is none.
    pub fn glance(path: &Path) -> Option<Self> {
        let database = look_into(path, |database| taken(database).is_ok())?;
        let steps = taken(&database).ok()?;
        Some(Self { database, path: SafeText::line(&path.to_string_lossy()), steps, identity: None })
    }

    /// Whether the file that was opened is still the one at a path: another program may have set it aside.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        self.identity.is_some() && place::identity(path) == self.identity
    }

    /// What is remembered for an archive; of the traces only those that are wanted first: on the article that was open
    /// last, and on files by their numbers. A row that is not as we write them is passed over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn memory(&self, archive: &ArchiveId, files: &[u64]) -> Result<Memory, Error> {
        self.remember(archive, files).map_err(|fault| fault.error)
    }

    pub(super) fn remember(&self, archive: &ArchiveId, files: &[u64]) -> Result<Memory, Fault> {
        let rows = rows::Rows { database: &self.database, steps: self.steps };
        rows.memory(archive, files).map_err(|error| Fault::of(&self.path, &error))
    }

    /// All traces.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn traces(&self) -> Result<TraceRows, Error> {
        self.all_traces().map_err(|fault| fault.error)
    }

    pub(super) fn all_traces(&self) -> Result<TraceRows, Fault> {
        let rows = rows::Rows { database: &self.database, steps: self.steps };
        rows.traces().map_err(|error| Fault::of(&self.path, &error))
    }

    /// What was read to its end, each with when: in seconds of the Unix time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn finishes(&self) -> Result<Vec<(i64, Finish)>, Error> {
        let rows = rows::Rows { database: &self.database, steps: self.steps };
        rows.finishes().map_err(|error| Fault::of(&self.path, &error).error)
    }

    /// All annotations.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn annotations(&self) -> Result<Vec<Annotation>, Error> {
        let rows = rows::Rows { database: &self.database, steps: self.steps };
        rows.annotations().map_err(|error| Fault::of(&self.path, &error).error)
    }

    /// Remembers changes, all of them or none, those of the list for an archive; waits for other programs only so long.
    ///
    /// # Errors
    /// When the database cannot be written to; then it is as it was.
    pub fn keep(&mut self, archive: &ArchiveId, changes: &[Change], patience: Duration) -> Result<(), Error> {
        self.put(archive, changes, patience).map_err(|fault| fault.error)
    }

    pub(super) fn put(&mut self, archive: &ArchiveId, changes: &[Change], patience: Duration) -> Result<(), Fault> {
        let mut write = || -> rusqlite::Result<()> {
            self.database.busy_timeout(patience)?;
            let database = self.database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            changes.iter().try_for_each(|change| rows::keep(&database, archive, change))?;
            database.commit()
        };
        write().map_err(|error| Fault::of(&self.path, &error))
    }
}

/// Opens a database only to be read, in a way in which it is usable; nothing is written or made.
pub(super) fn look_into(path: &Path, is_usable: impl Fn(&Connection) -> bool) -> Option<Connection> {
    let absolute = std::path::absolute(path).ok().filter(|path| path.is_file())?;
    let mut address = url::Url::from_file_path(&absolute).ok()?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |address: &url::Url| {
        Connection::open_with_flags(address.as_str(), flags).ok().filter(|database| is_usable(database))
    };
    // A reader of a write-ahead log takes part in it, and where there is no log nobody is at the database.
    let logged = std::fs::metadata(beside(&absolute, "-wal")).is_ok_and(|log| log.len() > 0);
    logged.then(|| open(&address)).flatten().or_else(|| {
        address.set_query(Some("immutable=1"));
        open(&address)
    })
}

#[cfg(test)]
mod tests;
