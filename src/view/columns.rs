//! *Columns*: where the text stands in the reader's pane, in one column or in two.
//!
//! Two columns are one long text: the second goes on where the first ends, as in a book that lies open. Each is as long as
//! one column would be, or shorter, and never shorter than the shortest measure a reader can choose (P10).

use ratatui::layout::{Position, Rect};

use super::Areas;
use crate::text::MEASURES;

/// The cells after a column that only a hanging mark may enter (F02).
pub(super) const HANG: u16 = 2;
/// The blank cells between these and the second column: with them three em, so that no row reads on into the next column.
const GUTTER: u16 = 4;

/// Where text, second column and scrollbar stand in a pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TextAreas {
    pub first: Rect,
    pub second: Rect,
    pub scrollbar: Rect,
}

/// The text of a pane at a measure: in two columns if that is wanted and there is room.
pub(super) fn text_areas(pane: Rect, measure: u32, two: bool) -> TextAreas {
    if pane.is_empty() {
        return TextAreas::default();
    }
    let bar = u16::from(pane.width >= 12);
    let scrollbar = Rect { x: pane.right() - bar, width: bar, ..pane };
    let top = u16::from(pane.height >= 8);
    let rows = Rect { y: pane.y + top, height: pane.height - top, ..pane };
    let (first, second) = match two.then(|| two_columns(rows, measure)).flatten() {
        Some((first, second)) => (first, second),
        None => (one_column(rows, bar, measure), Rect::default()),
    };
    TextAreas { first, second, scrollbar }
}

/// The cells that two columns of a measure want of a pane, with a blank one at the left and the scrollbar.
pub(super) fn wanted_by_two(measure: u32) -> u16 {
    let measure = u16::try_from(measure).unwrap_or(u16::MAX / 4) & !1;
    2 * (measure + HANG) + GUTTER + 2
}

/// Whether there is room for two columns in a pane.
pub(super) fn has_room_for_two(pane: Rect) -> bool {
    longest_of_two(pane).is_some()
}

/// The longest row that each of two columns can have in a pane.
fn longest_of_two(pane: Rect) -> Option<u16> {
    let longest = (pane.width.checked_sub(wanted_by_two(0))? / 2) & !1;
    (u32::from(longest) >= *MEASURES.start()).then_some(longest)
}

fn two_columns(rows: Rect, measure: u32) -> Option<(Rect, Rect)> {
    let longest = longest_of_two(rows)?;
    let width = u16::try_from(measure).unwrap_or(u16::MAX).min(longest) & !1;
    let spare = rows.width - (wanted_by_two(0) - 1) - 2 * width;
    let first = Rect { x: rows.x + spare.div_ceil(2), width, ..rows };
    Some((first, Rect { x: first.right() + HANG + GUTTER, ..first }))
}

/// As long as the measure, even (F01), with the columns for hanging marks at its right as far as there is room, centred.
fn one_column(rows: Rect, bar: u16, measure: u32) -> Rect {
    let room = rows.width - bar;
    let hang = if room >= 12 { HANG } else { 0 };
    // One column at the left where there is any to spare: text that touches the edge is hard to read.
    let left = u16::from(room >= 24);
    let longest = room - hang - left;
    let width = match u16::try_from(measure).unwrap_or(u16::MAX).min(longest) {
        0 | 1 => longest.max(1),
        width => width & !1,
    };
    let spare = room - hang - width;
    Rect { x: rows.x + spare.div_ceil(2).max(left.min(spare)), width, ..rows }
}

impl Areas {
    /// How many columns the text stands in.
    pub fn columns(&self) -> usize {
        if self.second.is_empty() { 1 } else { 2 }
    }

    /// The rows of text on the screen.
    pub fn text_rows(&self) -> usize {
        usize::from(self.text.height) * self.columns()
    }

    /// Where a row of the text stands, by its number from the top of the first column.
    pub(super) fn row_place(&self, number: usize) -> Rect {
        let height = usize::from(self.text.height.max(1));
        let column = if number < height { self.text } else { self.second };
        Rect { y: column.y + u16::try_from(number % height).unwrap_or(0), height: 1, ..column }
    }

    /// The end of the cells that a row may enter: a mark may hang in those between the measure and the scrollbar, nothing
    /// else (F02).
    pub(super) fn row_end(&self, place: Rect) -> u16 {
        (place.right() + HANG).min(self.scrollbar.x.max(place.right())).min(self.reader.right())
    }

    /// The number of the row of text under a cell, and where that row stands.
    pub(super) fn row_at(&self, at: Position) -> Option<(usize, Rect)> {
        let (before, column) = match () {
            () if self.text.contains(at) => (0, self.text),
            () if self.second.contains(at) => (usize::from(self.text.height), self.second),
            () => return None,
        };
        Some((before + usize::from(at.y - column.y), Rect { y: at.y, height: 1, ..column }))
    }

    /// The column that is nearest to a cell; empty where no text is on the screen.
    pub(super) fn column_near(&self, at: Position) -> Rect {
        let middle = self.text.right() + self.second.x.saturating_sub(self.text.right()) / 2;
        if self.second.is_empty() || at.x < middle { self.text } else { self.second }
    }

    /// Whether a cell is at the first row of the text or above it, `-1`, or at the last or below it, `1`: there the text
    /// goes on. At the foot of the first of two columns it goes on in the second.
    pub fn edge(&self, at: Position) -> Option<isize> {
        let column = self.column_near(at);
        let is_second = !self.second.is_empty() && column == self.second;
        match () {
            () if column.height < 2 => None,
            () if at.y <= column.y => (!is_second).then_some(-1),
            () if at.y + 1 >= column.bottom() => (is_second || self.second.is_empty()).then_some(1),
            () => None,
        }
    }
}
