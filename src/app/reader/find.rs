//! *Finding* in the article on the screen: the query, its matches, and the walk from match to match. A short article is
//! searched at once; a long one outside, and what was found before stays until the answer comes.

use std::sync::Arc;

use super::{ReaderPane, ReaderPosition, Shown};
use crate::app::highlights::{Highlights, Sought};
use crate::app::matches::{Matches, Walked};
use crate::model::{EntryId, RequestId};
use crate::search::{Facts, Found, Query};
use crate::text::page::Anchor;

/// A longer article is looked through outside, in bytes of text: up to here it takes less than a millisecond.
const AT_ONCE: usize = 128 << 10;

impl ReaderPane {
    /// The search.
    pub fn query(&self) -> Option<&Arc<Query>> {
        self.highlights.query.as_ref()
    }

    /// Searches the article, from a place on; `None` clears the search.
    pub fn search(&mut self, query: Option<Arc<Query>>, from: Anchor) {
        self.highlights.sought = query.as_ref().map(|_| match self.shown {
            Shown::Waiting(_) => Sought::First,
            _ => Sought::From(from),
        });
        self.highlights.query = query;
        self.find_anew();
    }

    /// Searches the article that is being opened, and shows the match at a place of it.
    pub fn search_at(&mut self, query: Arc<Query>, place: Option<Anchor>) {
        self.highlights.query = Some(query);
        self.highlights.sought = Some(place.map_or(Sought::First, Sought::From));
        self.find_anew();
    }

    /// Puts back what was searched for and where the reader was, in an article that may still be read.
    pub fn put_back(&mut self, query: Option<Arc<Query>>, anchor: Anchor) {
        let same = match (&self.highlights.query, &query) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        self.highlights.query = query;
        match &self.shown {
            Shown::Waiting(id) => {
                if let Some(left) = self.left.get_mut(id)
                    && left.position.anchor != anchor
                {
                    left.position = ReaderPosition { anchor, row: None };
                }
            }
            _ => {
                if !same {
                    self.highlights.sought = None;
                    self.find_anew();
                }
                if self.anchor() != anchor {
                    self.go_to(anchor);
                }
            }
        }
    }

    /// Takes the search out, so that another can stand in its place for a while.
    pub fn take_highlights(&mut self) -> Highlights {
        std::mem::take(&mut self.highlights)
    }

    /// Puts a search back that was taken out. It is made anew if another article has come since.
    pub fn restore_highlights(&mut self, highlights: Highlights) {
        self.highlights = highlights;
        let unfinished = self.highlights.asked.is_some() || self.highlights.unasked;
        if self.highlights.of != self.shown.id() || unfinished {
            self.find_anew();
        }
    }

    pub(super) fn find_anew(&mut self) {
        let Shown::Article(id, stored) = &self.shown else {
            self.highlights.matches = Matches::default();
            if !matches!(self.shown, Shown::Waiting(_)) {
                self.highlights.sought = None;
            }
            return;
        };
        let (id, stored) = (*id, Arc::clone(stored));
        self.highlights.matches.set_current(None);
        self.highlights.unasked = false;
        self.highlights.asked = None;
        self.highlights.of = Some(id);
        let Some(query) = self.highlights.query.clone() else {
            self.highlights.matches = Matches::default();
            return;
        };
        if stored.text_bytes() > AT_ONCE {
            self.highlights.unasked = true;
            return;
        }
        self.take_found(query.find(&stored.document(Facts::default())).unwrap_or_default());
    }

    /// The question that has to be asked outside, once; `request` numbers it.
    pub fn question(&mut self, request: impl FnOnce() -> RequestId) -> Option<(RequestId, EntryId, Arc<Query>)> {
        if !std::mem::take(&mut self.highlights.unasked) {
            return None;
        }
        let (Shown::Article(id, _), Some(query)) = (&self.shown, &self.highlights.query) else { return None };
        let request = request();
        self.highlights.asked = Some(request);
        Some((request, *id, Arc::clone(query)))
    }

    /// The answer to a question; one that is stale is passed over. Says whether it is not.
    pub fn found(&mut self, request: RequestId, found: Found) -> bool {
        let wanted = self.highlights.asked == Some(request);
        if wanted {
            self.highlights.asked = None;
            self.take_found(found);
        }
        wanted
    }

    fn take_found(&mut self, found: Found) {
        self.highlights.matches = Matches::new(found);
        let Some(sought) = self.highlights.sought.take() else { return };
        if self.highlights.matches.is_empty() {
            return;
        }
        let matches = &mut self.highlights.matches;
        let at = match sought {
            Sought::Number(number) => return matches.set_current(Some(number).filter(|&at| at < matches.len())),
            Sought::First => None,
            Sought::From(from) => matches.from(from),
        };
        let at = at.unwrap_or(matches.first());
        self.show_match(at);
    }

    /// Whether an answer is still awaited.
    pub fn is_looking(&self) -> bool {
        let Highlights { query, sought, unasked, asked, .. } = &self.highlights;
        query.is_some() && (sought.is_some() || *unasked || asked.is_some())
    }

    /// Goes to a match by its number.
    pub fn go_to_match(&mut self, at: usize) {
        if at < self.highlights.matches.len() {
            self.show_match(at);
        }
    }

    /// Brings a place onto the screen at the next settling.
    pub(in crate::app) fn show(&mut self, anchor: Anchor) {
        self.sought_anchor = Some(anchor);
    }

    fn show_match(&mut self, at: usize) {
        self.highlights.matches.set_current(Some(at));
        self.sought_anchor = self.highlights.matches.anchor(at);
    }

    /// To the next match or the one before, so many times, around the end.
    pub fn walk(&mut self, forward: bool, times: usize) -> Walked {
        let matches = &self.highlights.matches;
        let count = matches.len();
        let Some(last) = count.checked_sub(1) else { return Walked::Nowhere };
        // After the search was kept while another article was opened: from the screen on.
        let first = match (matches.current(), forward) {
            (Some(at), true) => Some(at + 1).filter(|&at| at <= last),
            (Some(at), false) => at.checked_sub(1),
            (None, true) => matches.from(self.anchor()),
            (None, false) => matches.before(self.anchor()),
        };
        let mut around = first.is_none();
        let first = first.unwrap_or(if forward { 0 } else { last });
        let more = times.saturating_sub(1);
        let to = if forward {
            around |= more > last - first;
            (first + more % count) % count
        } else {
            around |= more > first;
            (first + count - more % count) % count
        };
        self.show_match(to);
        if around { Walked::Around } else { Walked::There }
    }
}
