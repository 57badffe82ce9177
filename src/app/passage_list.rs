//! A *passage list*: the hits of one article with the text around them, one of them selected, some of them on the screen.

use super::motion::ListStep;
use crate::model::{EntryId, RequestId};
use crate::search::{Passage, Passages};
use crate::text::Ruler;

/// The passages of one article.
#[derive(Debug, Default)]
pub struct PassageList {
    /// The article of which they were asked last, the search that found it, and the request; none of nothing.
    pub(super) asked: Option<(EntryId, RequestId, RequestId)>,
    /// What came, and of which article. As long as others are awaited it stays on the screen.
    here: Option<(EntryId, Passages)>,
    selected: usize,
    top: usize,
    /// Whether keys go to them.
    has_focus: bool,
    /// The rows of each on the screen, where a row has so many cells and there are so many rows.
    heights: Vec<usize>,
    measured: (u32, usize),
}

impl PassageList {
    /// The article that they are of.
    pub fn article(&self) -> Option<EntryId> {
        self.here.as_ref().map(|(id, _)| *id)
    }

    /// How many there are in all.
    pub fn all(&self) -> usize {
        self.here.as_ref().map_or(0, |(_, passages)| passages.all)
    }

    /// Whether keys go to them.
    pub fn has_focus(&self) -> bool {
        self.has_focus
    }

    /// The number of the selected one.
    pub fn position(&self) -> usize {
        self.selected
    }

    /// Those from the top of the screen on, each with its number and its rows.
    pub fn from_top(&self) -> impl Iterator<Item = (usize, usize, &Passage)> {
        let heights = self.heights.iter().copied().chain(std::iter::repeat(1));
        self.first().iter().zip(heights).enumerate().map(|(at, (passage, rows))| (at, rows, passage)).skip(self.top)
    }

    pub(super) fn first(&self) -> &[Passage] {
        self.here.as_ref().map_or(&[], |(_, passages)| &passages.first)
    }

    /// The one with the number that is on a row of the screen.
    pub fn at_row(&self, row: usize) -> Option<usize> {
        let mut y = 0;
        self.from_top().find_map(|(at, rows, _)| {
            y += rows;
            (row < y).then_some(at)
        })
    }

    /// Keys go to them from now on, or no longer; says whether they did.
    pub(super) fn set_focus(&mut self, has_focus: bool) -> bool {
        std::mem::replace(&mut self.has_focus, has_focus)
    }

    /// What was asked for has come. Of the same article the selected one stays.
    pub(super) fn take(&mut self, article: EntryId, came: Passages) {
        if self.article() != Some(article) {
            (self.selected, self.top) = (0, 0);
        }
        self.here = Some((article, came));
        self.heights.clear();
        self.select(self.selected);
    }

    pub(super) fn select(&mut self, at: usize) {
        self.selected = at.min(self.first().len().saturating_sub(1));
    }

    pub(super) fn step(&mut self, step: ListStep) -> bool {
        let to = step.from(self.selected, self.first().len());
        std::mem::replace(&mut self.selected, to) != to
    }

    /// Scrolls the least that brings the selected one onto a screen of so many rows and cells. Where all have room for two
    /// rows each has as many as it needs, else each has one.
    pub(super) fn settle(&mut self, rows: usize, cells: u32, ruler: Ruler) {
        if self.measured != (cells, rows) || self.heights.len() != self.first().len() {
            let most = if self.first().len() * 2 <= rows { 2 } else { 1 };
            let needs = |passage: &Passage| {
                let cuts = u32::from(passage.cut_before) + u32::from(passage.cut_after);
                if ruler.width(&passage.text) + cuts > cells { most } else { 1 }
            };
            self.heights = self.first().iter().map(needs).collect();
            self.measured = (cells, rows);
        }
        let mut taken = 0;
        let fits = |rows_of: &&usize| {
            taken += **rows_of;
            taken <= rows.max(1)
        };
        let last = self.heights.get(..=self.selected).unwrap_or_default();
        let shown = last.iter().rev().take_while(fits).count().max(1);
        self.top = self.top.clamp((self.selected + 1).saturating_sub(shown), self.selected);
    }
}
