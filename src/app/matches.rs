//! The *matches* of a search in the article on the screen: those in the title, then those in the body, with one number
//! for each, and the one that was walked to.

use crate::search::{Find, Found, Hit};
use crate::text::page::{Anchor, PagePart};

/// Where a walk from match to match went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walked {
    /// To a match.
    There,
    /// To a match, over the end or the start of the article.
    Around,
    /// There is no match.
    Nowhere,
}

/// The matches of one search.
#[derive(Debug, Default)]
pub struct Matches {
    title: Vec<Find>,
    body: Vec<Hit>,
    current: Option<usize>,
}

impl Matches {
    /// What was found.
    pub(super) fn new(found: Found) -> Self {
        Self { title: found.title, body: found.body, current: None }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.title.len() + self.body.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Those in the title, in order.
    pub fn title(&self) -> &[Find] {
        &self.title
    }

    /// Those in the body, in reading order.
    pub fn body(&self) -> &[Hit] {
        &self.body
    }

    /// The number of the one that was walked to.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// The one that was walked to, if it is in the title.
    pub fn current_in_title(&self) -> Option<&Find> {
        self.title.get(self.current?)
    }

    /// The one that was walked to, if it is in the body.
    pub fn current_in_body(&self) -> Option<&Hit> {
        self.in_body(self.current?)
    }

    /// The match of a number, if it is in the body.
    pub fn in_body(&self, at: usize) -> Option<&Hit> {
        self.body.get(at.checked_sub(self.title.len())?)
    }

    /// Where the match of a number is.
    pub fn anchor(&self, at: usize) -> Option<Anchor> {
        match self.title.get(at) {
            Some(find) => Some(Anchor { part: PagePart::Head(0), byte: find.range.start }),
            None => self.in_body(at).map(hit_anchor),
        }
    }

    pub(super) fn set_current(&mut self, at: Option<usize>) {
        self.current = at;
    }

    /// The one to show first: the first that was found by its letters, else the first at all.
    pub(super) fn first(&self) -> usize {
        let in_title = self.title.iter().position(|find| !find.by_reading);
        let in_body = || self.body.iter().position(|hit| !hit.by_reading).map(|at| at + self.title.len());
        in_title.or_else(in_body).unwrap_or(0)
    }

    /// The first at a place or after it.
    pub(super) fn from(&self, place: Anchor) -> Option<usize> {
        self.part(|anchor| anchor < place)
    }

    /// The last before a place.
    pub(super) fn before(&self, place: Anchor) -> Option<usize> {
        self.from(place).unwrap_or(self.len()).checked_sub(1)
    }

    /// The number of the first match of which something does not hold that holds of those before it.
    fn part(&self, holds: impl Fn(Anchor) -> bool) -> Option<usize> {
        let title =
            self.title.partition_point(|find| holds(Anchor { part: PagePart::Head(0), byte: find.range.start }));
        let at = match title < self.title.len() {
            true => title,
            false => title + self.body.partition_point(|hit| holds(hit_anchor(hit))),
        };
        (at < self.len()).then_some(at)
    }
}

/// The place of a hit.
pub fn hit_anchor(hit: &Hit) -> Anchor {
    Anchor { part: PagePart::Body(hit.block), byte: hit.range.start }
}
