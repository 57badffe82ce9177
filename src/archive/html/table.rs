//! *Tables* that hold data, as against those (and lists) that only lay a page out.

use std::ops::Range;

use ego_tree::NodeRef;
use scraper::Node;

use super::element::visible_text;
use super::ink::inline;
use super::{MEANT, attr, name};
use crate::model::{Block, BlockKind, Inline, Span};

/// A data table that is open.
#[derive(Default)]
pub(super) struct TableInk {
    text: String,
    spans: Vec<Span>,
    rows: Vec<Vec<Range<usize>>>,
    headers: usize,
}

impl TableInk {
    pub fn row(&mut self) {
        if !self.rows.is_empty() && self.rows.last().is_none_or(|row| !row.is_empty()) {
            self.text.push('\n');
        }
        if self.rows.last().is_none_or(|row| !row.is_empty()) {
            self.rows.push(Vec::new());
        }
    }

    pub fn cell(&mut self, header: bool) {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let first_row = self.rows.len() == 1;
        let Some(row) = self.rows.last_mut() else { return };
        if !row.is_empty() {
            self.text.push('\t');
        }
        row.push(self.text.len()..self.text.len());
        self.headers += usize::from(header && first_row);
    }

    /// Writes into the open cell; a cell's own line breaks are spaces.
    pub fn write(&mut self, text: &Inline) {
        if self.rows.last().is_none_or(Vec::is_empty) {
            self.cell(false);
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
        while self.rows.last().is_some_and(Vec::is_empty) {
            self.rows.pop();
        }
        if self.text.trim().is_empty() {
            return None;
        }
        let length = self.text.len();
        let header = self.headers > 0 && self.rows.first().is_some_and(|row| row.len() == self.headers);
        let inline = inline(self.text, self.spans);
        let whole = inline.text.len() == length;
        Some(Block {
            kind: if whole { BlockKind::Table { rows: self.rows, header } } else { BlockKind::Paragraph },
            inline,
        })
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
            // Whoever wrote a head for it meant a table, whatever is in its cells.
            "thead" if !nests(table) => headed = node.descendants().filter(|cell| name(cell) == "th").count() > 1,
            _ if headed => {}
            "table" | "ul" | "ol" | "img" | "pre" | "blockquote" | "h1" | "h2" | "h3" | "iframe" | "form" => {
                return false;
            }
            "tr" => rows.push(0),
            "td" | "th" => {
                if let Some(cells) = rows.last_mut() {
                    *cells += 1;
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
