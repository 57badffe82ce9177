//! *Search*: finding what a reader typed in what was written.
//!
//! A [`Query`] is what the reader typed, understood; a [fold] is a text in the form it is matched in; a
//! [`Document`] is an article with its folds. A query never compares texts but through their folds, so the list, the
//! article, the keywords and the archive agree on what equals what. All of it is pure and
//! knows only the model: text in, byte ranges of that text out.
//!
//! One fold is made of a text, the [full one](fold::Folds::ALL), and kept. Questions that want more than it can answer
//! find their candidates in it and look at the originals again only there (`window`).

mod cancel;
mod document;
mod find;
pub mod fold;
mod hit;
mod keywords;
mod matching;
mod member_mask;
mod order;
mod passage;
mod query;
mod reading;
mod score;
mod snippet;
mod stored;
pub mod terms;
mod window;
mod word;

pub use cancel::Cancel;
pub use document::{Body, Document, Facts, FoldedArticle, TextRef};
pub use find::{Find, Found, Hit, in_block};
pub use fold::{Folded, Folds};
pub use hit::SearchHit;
pub use keywords::{Keyword, Keywords, Slot};
pub use matching::{Matching, Understood};
pub use member_mask::MemberMask;
pub use order::{Heading, OrderFacts, OrderKeys};
pub use passage::{Passage, PassagePlace, Passages};
pub use query::{Days, Query, QueryError, QueryOptions, Wrong};
pub use reading::{DoublePinyin, FuzzyPinyin, PinyinTyping};
pub use snippet::{Snippet, snippet};
pub use stored::StoredArticle;
pub use word::word_at;

/// Loads the tables that folding and reading need, for some 60 ms: so that the first key typed does not wait for them.
pub fn warm_up() {
    Folded::new("");
    reading::warm_up();
}
