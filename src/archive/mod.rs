//! The *archive*: what the user opens, and the only place where bytes become articles.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *scan* | walking the given paths to the files that may be articles | [`scan`] |
//! | *file* | the bytes of a file, where there is an end to them | `file` |
//! | *decode* | bytes to text: which encoding it is, U+FFFD where they are no text | `decode` |
//! | *recognise* | which of the kinds of file a text is; a kind is a file and a line of a table | `kinds` |
//! | *front matter* | the head of an exported post, in YAML, TOML or JSON | `frontmatter` |
//! | *post* | what a front matter says, and the body behind it | `post` |
//! | *feed* | RSS, Atom, JSON Feed: many articles | `feed` |
//! | *news XML* | articles in an XML of somebody's own | `newsxml` |
//! | *piece* | a block on its way into an article: kept, or cut with a reason | `piece` |
//! | *furniture* | what a web page puts around an article; rules are data | `furniture` |
//! | *credit* | who wrote, edited and first published an article, as its text says | `credits` |
//! | *dump* | the text of a whole page, furniture and all | `dump` |
//! | *ruby* | the reading beside a word, written into the text by some | `ruby` |
//! | *main content* | the element of a saved page that holds the article | `page` |
//! | *source* | the bytes of a file, read from any place of it | `source` |
//! | *packed file* | a file that holds files: a zip, a tar, a book | `packed` |
//! | *address* | a file, the path inside of it, the number of an item | `address` |
//! | *reader* | from an origin to its articles | `reader` |
//!
//! A text takes the way of its kind, which gives pieces in document order; `clean` then
//! applies the furniture rules to the pieces, whatever way they came. Nothing is lost: a piece ends in the body or in
//! `removed`.

mod address;
mod clean;
mod credits;
mod dates;
mod decode;
mod document;
mod dump;
mod feed;
mod file;
mod frontmatter;
mod furniture;
mod hexo;
mod html;
mod kinds;
mod lang;
mod markdown;
mod newsxml;
mod packed;
mod page;
mod pattern;
mod people;
mod piece;
mod plain;
mod post;
mod prose;
mod reader;
mod ruby;
mod samples;
pub mod scan;
mod source;
mod title;
mod xml;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use decode::{Decoded, decode};
pub use reader::{Found, Reader, parse};
pub use samples::samples;

use crate::error::Error;
use crate::model::{Article, Entry, Failure, Meta, Origin, SafeText};

/// Reads an origin as [`Reader::read`] does, with the limits and rules of the program.
///
/// # Errors
/// Why there is no article.
pub fn read(origin: &Origin) -> Result<Article, Error> {
    Reader::default().read(origin)
}

/// The language of a paragraph by its script (L04), as a BCP 47 tag. Its first characters tell.
pub fn language_of(paragraph: &str) -> Option<&'static str> {
    const ENOUGH: usize = 600;
    lang::by_script(std::iter::once(&paragraph[..paragraph.floor_char_boundary(ENOUGH)]))
}

/// What a reason of a cut is called in Chinese: `编辑署名` for `editor-credit`. The user's own rules have no such name.
pub fn rule_name(reason: &str) -> Option<&'static str> {
    furniture::name(reason)
}

/// The entry of a file that could not become an article: its name for a title, and the reason.
pub fn failed_entry(origin: Arc<Origin>, error: &Error) -> Entry {
    failed_with(origin, error.failure())
}

pub(crate) fn failed_with(origin: Arc<Origin>, failure: Failure) -> Entry {
    let mut title = SafeText::line(&reader::file_name(&origin));
    if title.is_empty() {
        title = origin.display();
    }
    let meta = Meta { path: origin.display(), title, ..Meta::default() };
    Entry { origin, meta, length: 0, failure: Some(failure) }
}

/// The entry of an article.
pub fn entry(origin: Arc<Origin>, article: &Article) -> Entry {
    Entry { origin, meta: article.meta.clone(), length: article.length(), failure: None }
}
