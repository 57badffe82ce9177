//! The *state of the import*: what is to be imported, what is being imported, and who waits for it. One lock guards it.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::files::FileIx;
use crate::model::EntryId;

/// What the threads of the [import queue](super::import_queue::ImportQueue) share.
#[derive(Default)]
pub(super) struct ImportState {
    /// The next entry that may not have been begun with.
    pub next: usize,
    /// So many entries, the first ones, are known from the catalogue.
    pub known: usize,
    /// Of the others those that are being imported or have been.
    begun: FxHashSet<EntryId>,
    /// How many have been imported.
    pub done: usize,
    pub scanned: bool,
    pub told_done: bool,
    /// The entry that was asked for last, if no thread has begun with it.
    pub wanted: Option<EntryId>,
    /// How many importers have been started, and how many of them wait for work.
    pub importers: usize,
    pub idle: usize,
    pub has_opener: bool,
    /// Whether the opener waits. Then it opens, and not an importer: the allocator gives it again what it freed of the
    /// article before, where each thread has a heap of its own.
    pub is_opener_free: bool,
    /// Entries whose article is being imported, and of those the ones that were asked for.
    pub importing: FxHashSet<EntryId>,
    pub awaited: FxHashSet<EntryId>,
    /// Of entries that have not been begun with the file, and its place in the scan.
    pub places: FxHashMap<EntryId, (FileIx, u64)>,
    /// Files that have changed, with their places in the scan, and how many of them have not been imported again.
    pub changed: VecDeque<(FileIx, Option<u64>)>,
    pub unchanged: usize,
}

impl ImportState {
    /// Begins with an entry; false if it has been begun with.
    pub fn begin(&mut self, id: EntryId) -> bool {
        id.0 >= self.known && self.begun.insert(id)
    }
}
