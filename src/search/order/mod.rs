//! The *order* of entries: what a list is sorted and grouped by, made once of each entry and kept in few bytes.
//!
//! The list of the reader and `kanbao list` ask the same [`OrderKeys`], so they agree. An entry is known by its number.
//! Its key has four parts, compared one after the other: the rank of its group, eight bytes of what is sorted by (a date
//! needs no more), the rest of that (of a title, say), and the natural order of its path. The last is made of those
//! alone that nothing else tells apart.

mod arena;
mod facts;
mod groups;
mod keys;
#[cfg(test)]
mod tests;

pub use facts::OrderFacts;
pub use groups::Heading;
pub use keys::OrderKeys;
