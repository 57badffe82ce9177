//! A *location*: the article that is shown, the place in it, what is searched for in it, and the pane with the focus. The
//! one way to remember where the reader was.

use std::sync::Arc;

use super::pane::Pane;
use crate::model::EntryId;
use crate::search::Query;
use crate::text::page::Anchor;

/// Where the reader was.
#[derive(Clone, Debug)]
pub struct Location {
    /// The article that was shown.
    pub article: Option<EntryId>,
    /// The place at the top of the screen.
    pub anchor: Anchor,
    /// What was searched for in it.
    pub query: Option<Arc<Query>>,
    /// The pane that had the focus.
    pub focus: Pane,
}
