//! The *interpreter*: the questions that finding bytes raises and only a reader of text can answer.
//!
//! Names in old containers and on old disks are in old encodings, the order of a book's chapters stands in XML, and whether a `.json` is
//! a list of articles or other data its text says. `source` knows neither encodings nor markup, so that it can stand beside
//! `extract` and not above it: the caller, which may use both, gives the answers as functions.

use crate::model::{BookIndex, Limits};

/// The answers of a reader of text.
#[derive(Clone, Copy)]
pub(crate) struct Interpreter {
    /// The encoding of names that are not UTF-8: of all that stand in one container, for few bytes tell little. `None`
    /// where they are in none that is known.
    pub name_encoding: fn(&[&[u8]]) -> Option<&'static encoding_rs::Encoding>,
    /// Whether the beginning or the end of a JSON or CSV file says that it is a list of articles.
    pub is_article_list: fn(&str) -> bool,
    /// Reads the index of a book.
    pub read_book: ReadBook,
}

/// Reads the index of a book, given a way to read its files by their paths.
///
/// # Errors
/// Why it is no book, for a person.
pub(crate) type ReadBook = fn(&mut dyn FnMut(&str) -> Result<Vec<u8>, String>, &Limits) -> Result<BookIndex, String>;
