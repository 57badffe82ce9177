//! A *scroll*: rows that moved as a block, which the terminal moves by itself.
//!
//! It is done by a scroll region and by inserting or deleting lines at its top (DECSTBM, IL, DL): the Linux console
//! knows these and not SU and SD. Where the terminal has left and right margins (DECSLRM), only the columns that moved
//! are moved; elsewhere whole rows are, and what did not move is written anew.

use std::ops::Range;

use super::picture::Picture;
use crate::term::sequences;

/// A block that moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The rows that move, and those they move into.
    rows: Range<u16>,
    columns: Range<u16>,
    /// Whether the columns are a part of the row only.
    margins: bool,
    /// Rows up; negative where they move down.
    by: i16,
}

impl Scroll {
    /// The scrolls that may make one picture of another with less to write: of whole rows, and between margins where the
    /// terminal has them.
    pub fn candidates(shown: &Picture, next: &Picture, margins: bool) -> Vec<Self> {
        let size = next.size();
        if size.height < 3 || shown.is_nothing() || shown.skips() || next.skips() {
            return Vec::new();
        }
        let changes = Changes::of(shown, next);
        let Some(by) = changes.best_shift() else { return Vec::new() };
        let whole = changes.rows(by, true).map(|rows| Self { rows, columns: 0..size.width, margins: false, by });
        let part = || {
            let rows = changes.rows(by, false)?;
            let columns = uncut(shown, &rows, changes.columns(by, &rows)?)?;
            (columns != (0..size.width)).then_some(Self { rows, columns, margins: true, by })
        };
        whole.into_iter().chain(margins.then(part).flatten()).collect()
    }

    /// Does to a picture what the terminal does.
    pub fn apply(&self, picture: &mut Picture) {
        picture.scroll(self.rows.clone(), self.columns.clone(), self.by);
    }

    /// What the terminal is told.
    pub fn sequence(&self) -> String {
        let (top, bottom) = (self.rows.start + 1, self.rows.end);
        let count = match self.by.unsigned_abs() {
            1 => String::new(),
            count => count.to_string(),
        };
        let last = if self.by > 0 { 'M' } else { 'L' };
        let region = format!("\x1b[{top};{bottom}r");
        if !self.margins {
            return format!("{region}\x1b[{top}H\x1b[{count}{last}{}", sequences::WHOLE_SCREEN);
        }
        let (left, right) = (self.columns.start + 1, self.columns.end);
        let sides = format!("{}\x1b[{left};{right}s", sequences::MARGINS_ON);
        let end = [sequences::MARGINS_OFF, sequences::WHOLE_SCREEN].concat();
        format!("{sides}{region}\x1b[{top};{left}H\x1b[{count}{last}{end}")
    }
}

/// Columns between which no glyph is cut in any of the rows: these or a few more.
fn uncut(shown: &Picture, rows: &Range<u16>, columns: Range<u16>) -> Option<Range<u16>> {
    let width = shown.size().width;
    let is_edge = |x: u16| x == width || rows.clone().all(|y| shown.width(shown.at(x, y)) > 0);
    let start = (0..=columns.start).rev().take(4).find(|&x| is_edge(x))?;
    let end = (columns.end..=width).take(4).find(|&x| is_edge(x))?;
    (end - start > 1).then_some(start..end)
}

/// What differs between two pictures, cell by cell.
struct Changes {
    columns: usize,
    rows: usize,
    shown: Vec<u32>,
    next: Vec<u32>,
    /// Bytes of the glyph that begins in a cell of the next picture; 0 where it is blank.
    weights: Vec<u8>,
}

impl Changes {
    fn of(shown: &Picture, next: &Picture) -> Self {
        let size = next.size();
        let (columns, rows) = (usize::from(size.width), usize::from(size.height));
        let weight = |at: usize| if next.is_blank(at) { 0 } else { next.symbol(at).len().min(8) as u8 };
        let weights = (0..columns * rows).map(weight).collect();
        Self { columns, rows, shown: shown.marks(), next: next.marks(), weights }
    }

    /// What stands, in a row before, where a cell of the next picture is: what a shift brings there.
    fn brought(&self, at: usize, by: i16) -> Option<u32> {
        let from = (at / self.columns).checked_add_signed(by.into()).filter(|&row| row < self.rows)?;
        Some(self.shown[from * self.columns + at % self.columns])
    }

    /// The shift that brings most of what changed to its place.
    fn best_shift(&self) -> Option<i16> {
        let most = self.rows as i16 - 1;
        let mut gains = vec![0_u32; 2 * self.rows];
        for at in (0..self.next.len()).filter(|&at| self.weights[at] > 0 && self.next[at] != self.shown[at]) {
            for from in 0..self.rows {
                if self.shown[from * self.columns + at % self.columns] == self.next[at] {
                    gains[self.rows + from - at / self.columns] += u32::from(self.weights[at]);
                }
            }
        }
        let shifts = (-most..=most).filter(|&by| by != 0);
        shifts.max_by_key(|by| gains[(self.rows as i16 + by) as usize]).filter(|by| {
            // A sequence for the terminal costs this much at least.
            gains[(self.rows as i16 + by) as usize] > 16
        })
    }

    /// The rows between which a shift brings more to its place than it takes from its own.
    fn rows(&self, by: i16, whole: bool) -> Option<Range<u16>> {
        let worth = |row: usize| -> i64 {
            let cells = row * self.columns..(row + 1) * self.columns;
            let worth = cells.map(|at| {
                let weight = i64::from(self.weights[at]);
                let (was, is) = (self.shown[at] == self.next[at], self.brought(at, by) == Some(self.next[at]));
                match (was, is) {
                    (false, true) => weight,
                    (true, false) if whole => -weight,
                    _ => 0,
                }
            });
            worth.sum()
        };
        let (mut best, mut best_rows) = (0, None);
        let (mut sum, mut start) = (0, 0);
        for row in 0..self.rows {
            sum += worth(row);
            if sum <= 0 {
                (sum, start) = (0, row + 1);
            } else if sum > best {
                (best, best_rows) = (sum, Some((start, row)));
            }
        }
        let (first, last) = best_rows?;
        // Rows come from below where they move up, from above where they move down.
        let (top, bottom) = match by > 0 {
            true => (first, last.checked_add_signed(by.into())?),
            false => (first.checked_add_signed(by.into())?, last),
        };
        (bottom < self.rows && top < bottom).then_some(top as u16..bottom as u16 + 1)
    }

    /// The columns in which a shift brings something to its place.
    fn columns(&self, by: i16, rows: &Range<u16>) -> Option<Range<u16>> {
        let moved = |x: &usize| {
            rows.clone().any(|y| {
                let at = usize::from(y) * self.columns + x;
                self.weights[at] > 0 && self.next[at] != self.shown[at] && self.brought(at, by) == Some(self.next[at])
            })
        };
        let start = (0..self.columns).find(moved)?;
        let last = (0..self.columns).rfind(moved)?;
        // The glyph that begins in the last one may be wide.
        Some(start as u16..(last as u16 + 2).min(self.columns as u16))
    }
}
