//! *Listing*: what the facts in the head of the list lead to: the articles of some months, what could not be read.

use std::ops::Range;

use super::motion::ListStep;
use super::{App, Pane};

/// The filter by which only that is listed which is no article, or could not be read.
const UNREADABLE: &str = "is:unreadable";

impl App {
    /// Selects the first article of some months, as the list has them.
    pub(super) fn go_to_months(&mut self, months: Range<usize>) {
        self.set_focus(Pane::List);
        let Some(at) = self.list.first_in(&months) else { return };
        self.list.step(ListStep::To(at));
        if self.viewport.both {
            self.follow_selection();
        }
    }

    /// Lists only what could not be read; everything again where that is so already.
    pub(super) fn list_unreadable(&mut self) {
        let is_so = self.list.filter().is_some_and(|query| query.pattern() == UNREADABLE);
        if self.list.failed() == 0 && !is_so {
            return self.say(self.words.listing().none_unreadable);
        }
        self.set_focus(Pane::List);
        let query = self.matching.understand(UNREADABLE).query.filter(|_| !is_so);
        self.list.set_filter(query);
        if self.viewport.both {
            self.follow_selection();
        }
    }
}
