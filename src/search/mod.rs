//! *Search*: finding what a reader typed in what was written.
//!
//! A [`Query`] is what the reader typed, understood; a [`Fold`] is a text in the form it is matched in. A query never
//! looks at a text but through its fold, so the list, the article, the keywords and the archive agree on what equals
//! what. Everything here is pure and knows only the model: text in, byte ranges of that text out.

mod find;
mod fold;
mod keywords;
mod query;

pub use find::{Hit, first_from, in_block, last_before, search_article, search_title};
pub use fold::{Case, Fold, FoldOptions};
pub use keywords::{Keyword, Keywords, Slot};
pub use query::Query;
