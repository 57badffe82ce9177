//! An *errand*: something that has to be done outside of the state and whose answer, if there is one, comes back later.

use std::sync::Arc;

use crate::model::{Article, Change, EntryId};
use crate::search::{Keywords, Query};

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Errand {
    /// Remember this.
    Keep(Change),
    /// Find a query in an article too long to be searched between two keys.
    Find {
        /// The number of the question.
        number: u64,
        /// The article.
        article: Arc<Article>,
        /// What to find.
        query: Arc<Query>,
    },
    /// Find a query in all articles.
    Search {
        /// The number of the question.
        number: u64,
        /// What to find.
        query: Arc<Query>,
        /// The characters of a snippet.
        budget: usize,
    },
    /// Count the keywords in all articles.
    Count {
        /// The number of the question.
        number: u64,
        /// The keywords.
        keywords: Keywords,
    },
    /// The key terms of an article.
    Terms(EntryId, Arc<Article>),
    /// A query is about to be typed.
    WarmUp,
}
