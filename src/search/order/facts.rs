//! The *facts* by which an entry is put in its place.

use crate::model::Entry;

/// What is asked of an entry to put it in its place.
#[derive(Clone, Copy, Debug)]
pub struct OrderFacts<'e> {
    /// The entry.
    pub entry: &'e Entry,
    /// Whether it was read.
    pub read: bool,
}
