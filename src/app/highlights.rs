//! The *highlights*: what is searched for in the article on the screen, and what was found there.

use std::sync::Arc;

use super::matches::Matches;
use crate::model::{EntryId, RequestId};
use crate::search::Query;
use crate::text::page::Anchor;

/// Where the match is looked for that is shown first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    /// From a place on, around the end if need be.
    From(Anchor),
    /// The first, wherever the screen is.
    First,
    /// The match of this number, which was the current one when the article was shown last.
    Number(usize),
}

/// A search in the article.
#[derive(Debug, Default)]
pub struct Highlights {
    pub(super) query: Option<Arc<Query>>,
    pub(super) matches: Matches,
    /// The article the matches are of.
    pub(super) of: Option<EntryId>,
    /// Which match is to be shown once the matches are there.
    pub(super) sought: Option<Sought>,
    /// Whether the question has still to be asked outside: the article is long.
    pub(super) unasked: bool,
    /// The request whose answer is awaited; what was found before stays until then, so that nothing flickers.
    pub(super) asked: Option<RequestId>,
}
