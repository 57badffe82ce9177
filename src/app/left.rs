//! *Left*: where the reader was before the results of a search came onto the screen, to be led back there.

use std::sync::Arc;

use super::{App, Effect, Pane};
use crate::model::EntryId;
use crate::search::Query;
use crate::text::page::Anchor;

/// An article, a place in it, what was searched for there, and the pane that had the focus.
#[derive(Debug)]
pub struct Left {
    id: Option<EntryId>,
    anchor: Anchor,
    query: Option<Arc<Query>>,
    focus: Pane,
}

impl App {
    /// The results come onto the screen.
    pub(super) fn leave_for_results(&mut self) {
        if !self.in_results && !self.from_results {
            let (id, anchor) = (self.list.selected(), self.reader.anchor());
            self.left = Some(Left { id, anchor, query: self.reader.query().cloned(), focus: self.focus });
        }
        self.in_results = true;
    }

    /// The results go: what was on the screen before them is there again.
    pub(super) fn leave_results(&mut self) -> Option<Effect> {
        self.in_results = false;
        let Left { id, anchor, query, focus } = self.left.take()?;
        self.focus = focus;
        let id = id.filter(|&id| self.list.select(id))?;
        let effect = if self.room.both || focus == Pane::Reader { self.open(id) } else { None };
        if self.reader.shown().id() == Some(id) {
            self.reader.put_back(query, anchor);
        }
        effect
    }
}
