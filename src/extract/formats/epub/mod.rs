//! *EPUB*: a book. Its index says which of its files are the chapters and in what order; each chapter is an article, and
//! the book is its source.
//!
//! The bytes of index and chapters come from a zip, of which nothing is known here: a caller hands them in.

mod chapter;
mod contents;
mod index;
mod links;
mod package;

pub(crate) use chapter::parse;
pub(crate) use index::read as read_index;
