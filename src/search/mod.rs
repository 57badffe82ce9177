//! *Search*: finding what a reader typed in what was written.
//!
//! A [`Query`] is what the reader typed, understood; a [fold] is a text in the form it is matched in; a
//! [`Document`] is an article with its folds. A query never compares texts but through their folds, so the list, the
//! article, the keywords and the archive agree on what equals what. Everything here is pure and knows only the model:
//! text in, byte ranges of that text out.
//!
//! One fold is made of a text, the [full one](fold::Folds::ALL), and kept. Questions that want more than it can answer
//! find their candidates in it and look at the originals again only there (`window`).

mod cancel;
pub mod desk;
mod document;
mod find;
pub mod fold;
mod keywords;
mod lights;
mod query;
mod reading;
mod scan;
mod score;
mod snippet;
pub mod terms;
mod window;
mod word;

use std::ops::Range;

use crate::model::{Article, Meta};

pub use cancel::Cancel;
pub use document::{Blocks, Body, Document, Facts, FoldedArticle, TextRef};
pub use find::{Find, Found, Hit, first_from, in_block, last_before};
pub use fold::{Folded, Folds};
pub use keywords::{Keyword, Keywords, Slot};
pub use lights::{Light, lights};
pub use query::{Days, Options, Query, QueryError, Wrong};
pub use scan::{Answer, Searchable, by_relevance, scan};
pub use snippet::{Snippet, snippet};
pub use word::word_at;

/// Loads the tables that folding and reading need, for some 60 ms: so that the first key typed does not wait for them.
pub fn warm_up() {
    Folded::new("");
    reading::warm_up();
}

/// Every hit of a query in an article's body, in reading order. Folds the article: whoever asks again and again keeps
/// a [`FoldedArticle`].
pub fn search_article(query: &Query, article: &Article) -> Vec<Hit> {
    let folded = FoldedArticle::new(article);
    query.find(&folded.document(article, Facts::default())).unwrap_or_default().body
}

/// Every find of a query in an article's title, as byte ranges of the title.
pub fn search_title(query: &Query, meta: &Meta) -> Vec<Range<usize>> {
    query.find_in(&meta.title)
}
