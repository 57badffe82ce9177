//! The *side panel*: headings, notes or matches of the article beside its text, on a wide screen. It follows the text: what
//! it marks is where the screen is, and keys go on meaning what they mean in the text. It has no state of its own.

use super::{matches, notes, outline};
use crate::app::annotating::anchor;
use crate::app::open_book::OutlineRow;
use crate::app::overlay::OverlayLine;
use crate::app::{App, hit_anchor};
use crate::model::BlockKind;
use crate::text::SidePanel;
use crate::text::page::{Anchor, PagePart};

/// What the side panel shows.
#[derive(Clone, Debug)]
pub struct SideRows {
    /// What it is called.
    pub title: &'static str,
    /// The number of the row that the text is at, and how many there are.
    pub position: (Option<usize>, usize),
    /// The number of the first row.
    pub top: usize,
    /// The rows.
    pub lines: Vec<OverlayLine>,
    /// What is said where there is no row.
    pub nothing: String,
}

impl App {
    /// The rows of the side panel, so many of so many cells; none where there is none.
    pub fn side_rows(&self, rows: usize, cells: u32) -> Option<SideRows> {
        let panel = self.settings.side_panel?;
        let (title, nothing) = match panel {
            SidePanel::Outline => (self.words.outline, self.words.no_headings),
            SidePanel::Notes => (self.words.notes().title, self.words.notes().no_notes),
            SidePanel::Matches if self.reader.query().is_none() => (self.words.matches, self.words.no_search),
            SidePanel::Matches if self.reader.is_looking() => (self.words.matches, self.words.loading),
            SidePanel::Matches => (self.words.matches, self.words.not_found),
        };
        let count = if self.reader.article().is_some() { self.rows_beside(panel) } else { 0 };
        let at = self.row_beside(panel).filter(|at| *at < count);
        let top = at.unwrap_or(0).saturating_sub(rows / 3).min(count.saturating_sub(rows));
        let line = |row: usize| {
            let line = match panel {
                SidePanel::Outline => self.heading_beside(row),
                SidePanel::Notes => notes::line(self, self.annotations.placed().get(row)?.id, false),
                SidePanel::Matches => matches::line(self, row, cells),
            };
            Some(OverlayLine { selected: at == Some(row), ..line? })
        };
        let lines = (top..count.min(top + rows)).filter_map(line).collect();
        Some(SideRows { title, position: (at, count), top, lines, nothing: self.hint(nothing) })
    }

    /// Goes to where a row of the side panel leads.
    pub(in crate::app) fn go_beside(&mut self, row: usize) {
        let to = match self.settings.side_panel {
            None => None,
            Some(SidePanel::Outline) => {
                self.reader.headings().get(row).map(|block| Anchor { part: PagePart::Body(*block), byte: 0 })
            }
            Some(SidePanel::Notes) => {
                self.annotations.placed().get(row).and_then(|placed| placed.span).map(|span| anchor(span.start))
            }
            Some(SidePanel::Matches) => {
                self.leave_trace();
                return self.reader.go_to_match(row);
            }
        };
        if let Some(to) = to {
            self.leave_for(to);
        }
    }

    fn rows_beside(&self, panel: SidePanel) -> usize {
        match panel {
            SidePanel::Outline => self.reader.headings().len(),
            SidePanel::Notes => self.annotations.placed().len(),
            SidePanel::Matches => self.reader.matches().len(),
        }
    }

    /// The row that the text is at: the heading that the screen is under; of notes the first that begins on the screen or
    /// below, else the last; of matches the one that was walked to while it is on the screen, else the same.
    fn row_beside(&self, panel: SidePanel) -> Option<usize> {
        let top = self.reader.anchor();
        let or_last = |at: usize, count: usize| at.min(count.saturating_sub(1));
        match panel {
            SidePanel::Outline => self.reader.heading(),
            SidePanel::Notes => {
                let placed = self.annotations.placed();
                let is_behind = |span: crate::model::TextSpan| anchor(span.start) >= top;
                let first = placed.iter().position(|placed| placed.span.is_some_and(is_behind));
                Some(or_last(first.unwrap_or(placed.len()), placed.len()))
            }
            SidePanel::Matches => {
                let matches = self.reader.matches();
                let place = |at: usize| match at < matches.title().len() {
                    true => Some(Anchor::TOP),
                    false => matches.in_body(at).map(hit_anchor),
                };
                let walked = matches.current().filter(|at| place(*at).is_some_and(|at| self.reader.is_on_screen(at)));
                let is_above_title = matches!(top.part, PagePart::Head(_)) && !matches.title().is_empty();
                walked.or_else(|| {
                    let before = matches.body().partition_point(|hit| hit_anchor(hit) < top);
                    let first = if is_above_title { 0 } else { matches.title().len() + before };
                    Some(or_last(first, matches.len()))
                })
            }
        }
    }

    fn heading_beside(&self, row: usize) -> Option<OverlayLine> {
        let block = *self.reader.headings().get(row)?;
        let BlockKind::Heading { level } = self.reader.block(block)?.kind else { return None };
        let deep = usize::from(level.saturating_sub(self.reader.highest_heading()));
        let text = outline::text(self, OutlineRow::Heading(block))?;
        Some(OverlayLine { text: format!("{}{text}", "  ".repeat(deep)), ..OverlayLine::default() })
    }
}
