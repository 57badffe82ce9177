//! The *progress* of reading: how much text leaves the screen when the reader reads on.

use super::ReaderPane;
use crate::model::count_zi;
use crate::text::page::{Page, PageRow, RowId, RowPiece};

/// What the reader did between two frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Read on, by so many 字.
    ReadOn(usize),
    /// Went to another place.
    Elsewhere,
}

impl ReaderPane {
    /// What scrolling down from `from` to the top of the screen was: reading, if it was not much more than a screen.
    pub(super) fn read_between(&self, page: &Page, from: RowId) -> Progress {
        let screens = isize::try_from(self.rows * 3 / 2).unwrap_or(isize::MAX);
        if page.moved(from, screens) < self.top {
            return Progress::Elsewhere;
        }
        Progress::ReadOn(zi_between(page, from, self.top))
    }

    /// The 字 that leave the screen when it is scrolled by so many rows; negative for those that come back.
    pub(in crate::app) fn zi_scrolled(&self, rows: isize) -> f64 {
        let Some((_, page)) = &self.page else { return 0.0 };
        let to = page.moved(self.top, rows);
        if rows < 0 { -(zi_between(page, to, self.top) as f64) } else { zi_between(page, self.top, to) as f64 }
    }

    /// The 字 in so many rows from the top of the screen on; a row with fewer than the least counts as that.
    pub(in crate::app) fn zi_of_rows(&self, rows: usize, least: f64) -> f64 {
        let Some((_, page)) = &self.page else { return 0.0 };
        page.rows_from(self.top).take(rows).map(|(_, row)| (zi_in(page, row) as f64).max(least)).sum()
    }
}

/// The 字 in the rows from one up to another.
fn zi_between(page: &Page, from: RowId, to: RowId) -> usize {
    page.rows_from(from).take_while(|(id, _)| *id < to).map(|(_, row)| zi_in(page, row)).sum()
}

/// The 字 in a row.
fn zi_in(page: &Page, row: &PageRow) -> usize {
    let own = row.pieces.as_slice().iter().filter(|piece| piece.written.is_none());
    own.map(|RowPiece { row: laid, .. }| count_zi(&page.text(row.part)[laid.start..laid.text_end])).sum()
}
