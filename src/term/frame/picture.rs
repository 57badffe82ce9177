//! A *picture*: what is on the screen, column by column. It is a buffer of ratatui's from which everything is gone that
//! nobody can see: how the second column of a wide glyph is styled, which colour the letters of a blank would have.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};
use rustc_hash::FxHasher;

use super::pen::{Pen, VISIBLE_ON_BLANK};
use crate::model::{ScreenLink, ScreenStrip};

/// What is on a screen.
#[derive(Clone, Debug, Default)]
pub(in crate::term) struct Picture {
    size: Size,
    /// None at all where nothing is on the screen: before the first frame there is nothing to fill.
    cells: Vec<Cell>,
    /// The columns of the glyph that begins in a cell; 0 where one that began before reaches into it.
    widths: Vec<u8>,
    /// The number of the link that a cell is of, 0 for none; nothing at all where there are no links.
    links: Vec<u32>,
    /// The links by their numbers.
    link_targets: Vec<(u32, ScreenLink)>,
    /// The rows of pictures that the terminal draws itself.
    strips: Vec<ScreenStrip>,
}

impl Picture {
    /// A screen with nothing on it.
    pub fn blank(size: Size) -> Self {
        Self { size, ..Self::default() }
    }

    /// What a buffer will be on the screen. The buffer becomes the picture.
    pub fn of(buffer: Buffer) -> Self {
        let (size, cells) = (buffer.area.as_size(), buffer.content);
        let columns = usize::from(size.width);
        let mut picture = Self { size, widths: vec![1; cells.len()], cells, ..Self::default() };
        for row in 0..usize::from(size.height) {
            let mut x = 0;
            while x < columns {
                let at = row * columns + x;
                let width = usize::from(picture.cells[at].cell_width()).clamp(1, columns);
                if x + width <= columns {
                    picture.settle(at, width);
                } else {
                    // T03: nothing is drawn of a glyph that would straddle the edge.
                    picture.cells[at..(row + 1) * columns].fill(Cell::EMPTY);
                }
                x += width;
            }
        }
        picture
    }

    /// Makes a glyph and the cells that it takes what is seen of them.
    fn settle(&mut self, at: usize, width: usize) {
        let lead = &mut self.cells[at];
        if !matches!(lead.diff_option, CellDiffOption::Skip | CellDiffOption::AlwaysUpdate) {
            lead.diff_option = CellDiffOption::None;
        }
        let mut covered = Cell::EMPTY;
        (covered.fg, covered.bg, covered.modifier) = (lead.fg, lead.bg, lead.modifier);
        if width == 1 && lead.symbol() == " " && !lead.modifier.intersects(VISIBLE_ON_BLANK) {
            lead.fg = Color::Reset;
            lead.modifier = Modifier::empty();
        }
        self.widths[at] = u8::try_from(width).unwrap_or(u8::MAX);
        self.cells[at + 1..at + width].fill(covered);
        self.widths[at + 1..at + width].fill(0);
    }

    /// The same with links on it.
    pub fn with_links(mut self, links: Vec<ScreenLink>) -> Self {
        if !links.is_empty() {
            self.links = vec![0; self.cells.len()];
        }
        for link in links {
            let number = number_of(&link);
            let (from, to) = (link.x, link.x.saturating_add(link.width).min(self.size.width));
            if link.y < self.size.height && from < to {
                let cells = self.at(from, link.y)..self.at(from, link.y) + usize::from(to - from);
                self.links[cells].fill(number);
            }
            if !self.link_targets.iter().any(|(known, _)| *known == number) {
                self.link_targets.push((number, link));
            }
        }
        self
    }

    /// The same with rows of pictures on it: their cells are left to them.
    pub fn with_strips(mut self, strips: Vec<ScreenStrip>) -> Self {
        for strip in &strips {
            let (from, to) = (strip.x, strip.x.saturating_add(strip.width).min(self.size.width));
            if strip.y >= self.size.height || from >= to {
                continue;
            }
            let at = self.at(from, strip.y);
            for cell in &mut self.cells[at..at + usize::from(to - from)] {
                *cell = Cell::EMPTY;
                cell.diff_option = CellDiffOption::Skip;
            }
            self.widths[at..at + usize::from(to - from)].fill(1);
        }
        self.strips = strips;
        self
    }

    /// The rows of pictures.
    pub fn strips(&self) -> &[ScreenStrip] {
        &self.strips
    }

    /// The number of the link that a cell is of; 0 where it is of none.
    pub fn link(&self, at: usize) -> u32 {
        self.links.get(at).copied().unwrap_or(0)
    }

    /// The link of a number.
    pub fn link_target(&self, number: u32) -> Option<&ScreenLink> {
        self.link_targets.iter().find(|(known, _)| *known == number).map(|(_, link)| link)
    }

    /// Nothing on a screen of that size any more.
    pub fn clear(&mut self, size: Size) {
        *self = Self {
            size,
            cells: std::mem::take(&mut self.cells),
            widths: std::mem::take(&mut self.widths),
            ..Self::default()
        };
        self.cells.clear();
        self.widths.clear();
    }

    /// Its memory, as a blank buffer to draw on.
    pub fn into_buffer(mut self) -> Buffer {
        let area = Rect::from((Position::ORIGIN, self.size));
        self.cells.fill(Cell::EMPTY);
        self.cells.resize(area.area() as usize, Cell::EMPTY);
        Buffer { area, content: self.cells }
    }

    /// Columns and rows.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Where in the picture a column of a row is.
    pub fn at(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.size.width) + usize::from(x)
    }

    /// What is written in a cell: one cluster, or nothing where a glyph reaches into it.
    pub fn symbol(&self, at: usize) -> &str {
        if self.width(at) == 0 { "" } else { self.cell(at).symbol() }
    }

    /// The columns of the glyph that begins in a cell; 0 where none does.
    pub fn width(&self, at: usize) -> u16 {
        self.widths.get(at).map_or(1, |&width| width.into())
    }

    /// How a cell is drawn.
    pub fn pen(&self, at: usize) -> Pen {
        Pen::of(self.cell(at))
    }

    fn cell(&self, at: usize) -> &Cell {
        self.cells.get(at).unwrap_or(&Cell::EMPTY)
    }

    /// Whether there is nothing in a cell but the terminal's own ground.
    pub fn is_blank(&self, at: usize) -> bool {
        self.width(at) == 1 && self.pen(at).is_unseen_on_blank() && self.cell(at).symbol() == " " && self.link(at) == 0
    }

    /// Whether a cell is left to something else that draws on the screen.
    pub fn is_skipped(&self, at: usize) -> bool {
        self.cell(at).diff_option == CellDiffOption::Skip
    }

    /// Whether any cell is.
    pub fn skips(&self) -> bool {
        self.cells.iter().any(|cell| cell.diff_option == CellDiffOption::Skip)
    }

    /// Whether a cell has to be written where another picture is on the screen.
    pub fn differs(&self, at: usize, shown: &Self) -> bool {
        self.cell(at).diff_option == CellDiffOption::AlwaysUpdate
            || self.is_skipped(at) != shown.is_skipped(at)
            || self.width(at) != shown.width(at)
            || self.cell(at) != shown.cell(at)
            || self.link(at) != shown.link(at)
    }

    /// Whether nothing is on the screen.
    pub fn is_nothing(&self) -> bool {
        self.cells.is_empty()
    }

    /// A number for what is in each cell: cells that look the same have the same.
    pub fn marks(&self) -> Vec<u32> {
        let mark = |(at, (cell, width)): (usize, (&Cell, &u8))| {
            let mut hasher = FxHasher::default();
            (width, self.link(at)).hash(&mut hasher);
            (cell.symbol(), cell.fg, cell.bg, cell.modifier).hash(&mut hasher);
            (hasher.finish() >> 32) as u32
        };
        self.cells.iter().zip(&self.widths).enumerate().map(mark).collect()
    }

    /// Moves what is in some columns of some rows up by so many rows, or down where `by` is negative; what comes free is
    /// blank.
    pub fn scroll(&mut self, rows: Range<u16>, columns: Range<u16>, by: i16) {
        let count = usize::from(columns.end - columns.start);
        let from = |y: u16| u16::try_from(i32::from(y) + i32::from(by)).ok().filter(|from| rows.contains(from));
        let mut move_row = |y: u16| {
            let to = self.at(columns.start, y);
            match from(y) {
                Some(y) => {
                    let from = self.at(columns.start, y);
                    for x in 0..count {
                        self.cells[to + x] = self.cells[from + x].clone();
                        self.widths[to + x] = self.widths[from + x];
                    }
                    if !self.links.is_empty() {
                        self.links.copy_within(from..from + count, to);
                    }
                }
                None => {
                    self.cells[to..to + count].fill(Cell::EMPTY);
                    self.widths[to..to + count].fill(1);
                    if !self.links.is_empty() {
                        self.links[to..to + count].fill(0);
                    }
                }
            }
        };
        if by > 0 { rows.clone().for_each(&mut move_row) } else { rows.clone().rev().for_each(&mut move_row) }
    }
}

/// A number for a link: the same in every picture, and never 0.
fn number_of(link: &ScreenLink) -> u32 {
    let mut hasher = FxHasher::default();
    (link.id, &link.address).hash(&mut hasher);
    (hasher.finish() >> 32) as u32 | 1
}
