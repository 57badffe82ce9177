//! An *errand*: something that has to be done outside of the state and whose answer, if there is one, comes back later.

use std::sync::Arc;

use crate::model::{Change, EntryId, RequestId};
use crate::search::{Keywords, Query};

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Errand {
    /// Remember this.
    Keep(Change),
    /// Find a query in an article too long to be searched between two keys.
    Find {
        /// The request.
        request: RequestId,
        /// The article.
        id: EntryId,
        /// What to find.
        query: Arc<Query>,
    },
    /// Find a query in all articles.
    Search {
        /// The request.
        request: RequestId,
        /// What to find.
        query: Arc<Query>,
        /// The characters of a snippet.
        budget: usize,
    },
    /// Count the keywords in all articles.
    Count {
        /// The request.
        request: RequestId,
        /// The keywords.
        keywords: Keywords,
    },
    /// The key terms of an article.
    Terms {
        /// The request.
        request: RequestId,
        /// The article.
        id: EntryId,
    },
    /// Nothing is searched for in all articles any more.
    StopSearch,
    /// A query is about to be typed.
    WarmUp,
}
