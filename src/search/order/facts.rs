//! The *facts* by which an entry is put in its place.

use crate::model::{Meta, SafeText};

/// What is asked of an entry to put it in its place.
#[derive(Clone, Copy, Debug)]
pub struct OrderFacts<'e> {
    /// What is known about it.
    pub meta: &'e Meta,
    /// The body's length in 字.
    pub length: usize,
    /// Whether it could not be read: then it comes last.
    pub failed: bool,
    /// Whether it was read.
    pub read: bool,
}

impl<'e> OrderFacts<'e> {
    /// Whose text it is, as a list names it.
    pub fn source(&self) -> Option<&'e str> {
        self.meta.source.first().or(self.meta.author.as_ref()).map(SafeText::as_str)
    }
}
