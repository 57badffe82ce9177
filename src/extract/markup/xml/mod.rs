//! *XML* as it is found: a tree of elements over the source, whatever is wrong with it.
//!
//! The tree knows where each element begins and ends; texts are read when they are asked for. Nothing has to be well
//! formed: an end tag closes the nearest element of its name, a `<` that opens no tag is text, HTML that was not escaped
//! stays in the slice of its element. What was wrong is kept. Entities that a document declares are never expanded, so
//! there is nothing to bomb with.

mod builder;
mod root;
mod tree;

#[cfg(test)]
mod tests;

pub(crate) use root::root;
pub(crate) use tree::{Element, Tree};
