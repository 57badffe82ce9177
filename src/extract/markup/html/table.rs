//! *Tables* that hold data, as against those (and lists) that only lay a page out.

use std::ops::Range;

use ego_tree::NodeRef;
use scraper::Node;

use super::dom::{MEANT, attr, name};
use super::element::{declarations, visible_text};
use super::inline::inline;
use crate::model::{Alignment, Block, BlockKind, Inline, Span};

/// A data table that is open. A cell over several columns or rows says its text once, in the first of them; the others
/// are empty, so that every column stays under its head.
#[derive(Default)]
pub(super) struct TableBuilder {
    text: String,
    spans: Vec<Span>,
    rows: Vec<Vec<Range<usize>>>,
    headers: usize,
    /// For each column how many of the next rows a cell of a row above still fills.
    filled: Vec<usize>,
    /// How many columns the open cell goes on over, and over how many rows.
    open: Option<(usize, usize)>,
    /// How the head's cells and the others of each column stand.
    columns: Vec<[ColumnAlignment; 2]>,
}

/// How the cells of a column stand, as far as they have been read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum ColumnAlignment {
    #[default]
    Unknown,
    Each(Option<Alignment>),
    Mixed,
}

impl ColumnAlignment {
    fn see(&mut self, cell: Option<Alignment>) {
        *self = match *self {
            Self::Unknown => Self::Each(cell),
            Self::Each(before) if before == cell => Self::Each(cell),
            Self::Each(_) | Self::Mixed => Self::Mixed,
        };
    }

    fn agreed(self) -> Option<Alignment> {
        match self {
            Self::Each(align) => align,
            Self::Unknown | Self::Mixed => None,
        }
    }
}

/// No cell goes over more columns or rows than this; what says so is a mistake.
const WIDEST: usize = 100;

impl TableBuilder {
    pub fn row(&mut self) {
        self.end_row();
        if !self.rows.is_empty() && self.rows.last().is_none_or(|row| !row.is_empty()) {
            self.text.push('\n');
        }
        if self.rows.last().is_none_or(|row| !row.is_empty()) {
            self.rows.push(Vec::new());
        }
    }

    pub fn cell(&mut self, header: bool, columns: usize, rows: usize, align: Option<Alignment>) {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        self.end_cell();
        self.fill();
        self.empty_cell();
        self.headers += usize::from(header && self.rows.len() == 1);
        let column = self.rows.last().map_or(0, |row| row.len().saturating_sub(1));
        if self.columns.len() <= column {
            self.columns.resize(column + 1, Default::default());
        }
        self.columns[column][usize::from(!(header && self.rows.len() == 1))].see(align);
        self.open = Some((columns.clamp(1, WIDEST), rows.clamp(1, WIDEST)));
    }

    fn empty_cell(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        if !row.is_empty() {
            self.text.push('\t');
        }
        row.push(self.text.len()..self.text.len());
    }

    /// The cells of this row that one of a row above fills.
    fn fill(&mut self) {
        while let Some(rest) = self.rows.last().and_then(|row| self.filled.get_mut(row.len())).filter(|rest| **rest > 0)
        {
            *rest -= 1;
            self.empty_cell();
        }
    }

    /// The cell that was open has all its text: the columns it goes on over are empty.
    fn end_cell(&mut self) {
        let Some((columns, rows)) = self.open.take() else { return };
        let header = self.rows.len() == 1 && self.headers > 0;
        for more in 0..columns {
            let Some(column) = self.rows.last().map(|row| row.len().saturating_sub(1)) else { return };
            if self.filled.len() <= column {
                self.filled.resize(column + 1, 0);
            }
            self.filled[column] = rows - 1;
            if more + 1 < columns {
                self.empty_cell();
                self.headers += usize::from(header);
            }
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        self.fill();
    }

    /// Writes into the open cell; a cell's own line breaks are spaces.
    pub fn write(&mut self, text: &Inline) {
        if self.rows.last().is_none_or(Vec::is_empty) {
            self.cell(false, 1, 1, None);
        }
        let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) else { return };
        if cell.start < cell.end {
            self.text.push(' ');
        }
        let at = self.text.len();
        self.text.extend(text.text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }));
        cell.end = self.text.len();
        self.spans.extend(text.spans.iter().map(|span| Span {
            start: span.start + at,
            end: span.end + at,
            ..span.clone()
        }));
    }

    /// The block, unless the table is empty.
    pub fn finish(mut self) -> Option<Block> {
        self.end_row();
        while self.rows.last().is_some_and(Vec::is_empty) {
            self.rows.pop();
        }
        if self.text.trim().is_empty() {
            return None;
        }
        let mut header = self.headers > 0 && self.rows.first().is_some_and(|row| row.len() == self.headers);
        // Markdown has no table without a head: where there is nothing in it, there is none.
        let blank = header && self.rows.len() > 1 && self.rows[0].iter().all(Range::is_empty);
        if blank {
            header = false;
            self.rows.remove(0);
        }
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if blank || self.rows.iter().any(|row| row.len() < columns) {
            self.even(columns);
        }
        let length = self.text.len();
        let of_column = |[head, body]: &[ColumnAlignment; 2]| match body {
            ColumnAlignment::Unknown => head.agreed(),
            ColumnAlignment::Each(_) | ColumnAlignment::Mixed => body.agreed(),
        };
        let mut align: Vec<Option<Alignment>> = self.columns.iter().map(of_column).collect();
        align.resize(columns, None);
        if align.iter().all(Option::is_none) {
            align.clear();
        }
        let inline = inline(self.text, self.spans);
        let whole = inline.text.len() == length;
        Some(Block {
            kind: if whole { BlockKind::Table { rows: self.rows, header, align } } else { BlockKind::Paragraph },
            inline,
        })
    }

    /// Writes the rows anew, each with so many cells.
    fn even(&mut self, columns: usize) {
        let mut text = String::with_capacity(self.text.len() + self.rows.len());
        let mut spans = Vec::with_capacity(self.spans.len());
        let mut old = std::mem::take(&mut self.spans).into_iter().peekable();
        for row in &mut self.rows {
            if !text.is_empty() {
                text.push('\n');
            }
            for (at, cell) in row.iter_mut().enumerate() {
                if at > 0 {
                    text.push('\t');
                }
                let start = text.len();
                text.push_str(&self.text[cell.clone()]);
                // Spans lie in cells, in order.
                while let Some(span) = old.next_if(|span| span.start < cell.end) {
                    if span.start >= cell.start {
                        spans.push(Span {
                            start: span.start - cell.start + start,
                            end: span.end - cell.start + start,
                            ..span
                        });
                    }
                }
                *cell = start..text.len();
            }
            while row.len() < columns {
                text.push('\t');
                row.push(text.len()..text.len());
            }
        }
        self.text = text;
        self.spans = spans;
    }
}

/// The longest text of a cell in a data table, in characters.
const LONGEST_CELL: usize = 200;

/// Whether a table holds data: two rows of two cells or more, with short text, and no table, list or image inside.
pub(super) fn is_data(table: NodeRef<'_, Node>) -> bool {
    if attr(&table, MEANT).is_some() {
        return true;
    }
    let mut rows: Vec<usize> = Vec::new();
    let mut headed = false;
    for node in table.descendants().skip(1) {
        match name(&node) {
            // One with a head is meant for a table, whatever is in its cells.
            "thead" if !nests(table) => headed = node.descendants().filter(|cell| name(cell) == "th").count() > 1,
            _ if headed => {}
            "table" | "ul" | "ol" | "img" | "pre" | "blockquote" | "h1" | "h2" | "h3" | "iframe" | "form" => {
                return false;
            }
            "tr" => rows.push(0),
            "td" | "th" => {
                if let Some(cells) = rows.last_mut() {
                    *cells += span(node, "colspan");
                }
                if node.children().filter(|child| name(child) == "p").count() > 3
                    || visible_text(node).chars().count() > LONGEST_CELL
                {
                    return false;
                }
            }
            _ => {}
        }
    }
    headed || rows.len() >= 2 && rows.iter().filter(|&&cells| cells >= 2).count() * 2 > rows.len()
}

/// Whether there is another table in a table, or code: a table's cells hold lines of text only.
fn nests(table: NodeRef<'_, Node>) -> bool {
    table.descendants().skip(1).take(20_000).any(|node| matches!(name(&node), "table" | "pre"))
}

/// Over how many columns or rows a cell goes.
pub(super) fn span(cell: NodeRef<'_, Node>, attribute: &str) -> usize {
    attr(&cell, attribute).and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, WIDEST)
}

/// How a cell says that it stands.
pub(super) fn alignment(cell: NodeRef<'_, Node>) -> Option<Alignment> {
    let named = |value: &str| match value.trim() {
        "left" | "start" => Some(Alignment::Left),
        "center" | "middle" => Some(Alignment::Center),
        "right" | "end" => Some(Alignment::Right),
        _ => None,
    };
    let styled = declarations(cell).filter(|(name, _)| name == "text-align").find_map(|(_, value)| named(&value));
    styled.or_else(|| attr(&cell, "align").and_then(|value| named(&value.to_ascii_lowercase())))
}

/// Whether a list is a page laid out with list elements: an item holds headings, tables or many paragraphs.
pub(super) fn is_layout_list(list: NodeRef<'_, Node>) -> bool {
    if attr(&list, MEANT).is_some() {
        return false;
    }
    // Asked at every list's begin and end, and lists nest: so many nodes tell.
    let mut paragraphs = 0;
    list.descendants().take(2_000).any(|node| {
        match name(&node) {
            "li" => paragraphs = 0,
            "p" => paragraphs += 1,
            "h1" | "h2" | "h3" | "article" | "table" | "section" => return true,
            _ => {}
        }
        paragraphs > 3
    })
}
