//! A *search hit*: an article that answers a query, with what the list of results shows of it.

use std::ops::Range;

use crate::model::{EntryId, Place, SafeText};

/// An article that answers a query.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchHit {
    /// The article.
    pub id: EntryId,
    /// How well it answers.
    pub score: f32,
    /// How many hits there are, those in the title too.
    pub count: usize,
    /// The first hit in the body, by its letters if there is one.
    pub place: Option<Place>,
    /// The text around hits of the body; its beginning where there is none.
    pub snippet: SafeText,
    /// Whether there is more text before it.
    pub cut_before: bool,
    /// Whether there is more text after it.
    pub cut_after: bool,
    /// The hits in it.
    pub lit: Vec<Range<usize>>,
}
