//! The *typesetter*: a paragraph and a shape in, rows out. A pure function of text, rules, ruler and shape (F11).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::class;
use super::cluster::{Cluster, Cutter, Traits};
use super::fill::{self, Row, Shape};
use super::rules::{Locale, Rules};
use super::seam::Seam;
use super::width::Ruler;
use crate::chinese;

/// Sets paragraphs by one set of rules and one ruler. Keep one around: it remembers what it found out.
pub struct Typesetter {
    ruler: Ruler,
    cutter: Cutter,
    clusters: Vec<Cluster>,
}

impl Typesetter {
    /// A typesetter for one language on one terminal.
    pub fn new(rules: Rules, ruler: Ruler) -> Self {
        Self { ruler, cutter: Cutter::new(rules, ruler), clusters: Vec::new() }
    }

    /// The ruler that the rows are measured by.
    pub fn ruler(&self) -> Ruler {
        self.ruler
    }

    /// Appends the rows of `text[range]` to `rows`. A `\n` ends a row; it belongs to the row that it ends.
    ///
    /// # Panics
    /// When `range` is not on character boundaries of `text`.
    pub fn set(&mut self, text: &str, range: Range<usize>, shape: &Shape, rows: &mut Vec<Row>) {
        let mut start = range.start;
        let mut shape = *shape;
        loop {
            let line_end = memchr::memchr(b'\n', &text.as_bytes()[start..range.end]).map(|i| start + i);
            let end = line_end.unwrap_or(range.end);
            self.set_line(text, start..end, &shape, rows);
            let Some(newline) = line_end else { return };
            if let Some(last) = rows.last_mut() {
                last.end = newline + 1;
            }
            start = newline + 1;
            shape.indent = 0;
            if start == range.end {
                return;
            }
        }
    }

    /// Sets a line without line breaks, in portions: a book may be one line, and its clusters need not all be at hand.
    fn set_line(&mut self, text: &str, range: Range<usize>, shape: &Shape, rows: &mut Vec<Row>) {
        self.clusters.clear();
        let mut shape = *shape;
        let mut base = range.start; // where the clusters at hand begin
        let mut at = range.start; // what is cut already
        let mut seam = None;
        loop {
            let (end, next) = portion_end(text, at, range.end);
            let cut = self.clusters.len();
            self.cutter.cut(&text[at..end], std::mem::replace(&mut seam, next), &mut self.clusters);
            if shape.keep_words {
                keep_words(&text[at..end], &mut self.clusters[cut..]);
            }
            let from = rows.len();
            fill::fill(&self.clusters, base, &shape, rows);
            if end == range.end {
                return;
            }
            at = end;
            // The last row may not be full and the one before it may still have to help it out (F09): once more.
            if rows.len() - from > 2 {
                rows.truncate(rows.len() - 2);
                let keep = end - rows.last().map_or(base, |row| row.end);
                let mut kept = 0;
                let first = self.clusters.iter().rposition(|cluster| {
                    kept += cluster.len as usize;
                    kept == keep
                });
                self.clusters.drain(..first.unwrap_or(0));
                base = end - keep;
                shape.indent = 0;
            } else {
                rows.truncate(from);
            }
        }
    }
}

/// The rows of so many cells, two at least, that a text of the interface takes; no mark hangs out of them.
pub fn interface_rows(text: &str, cells: u32, ruler: Ruler) -> Vec<Row> {
    let shape = Shape { hang: false, ..Shape::reading(cells.max(2)) };
    let mut rows = Vec::new();
    Typesetter::new(Rules::reading(Locale::ZhHans), ruler).set(text, 0..text.len(), &shape, &mut rows);
    rows
}

/// Takes the breaks inside of the words of Chinese from the clusters of a text.
fn keep_words(text: &str, clusters: &mut [Cluster]) {
    let mut words = chinese::words(text).into_iter().peekable();
    let mut at = 0;
    for cluster in clusters {
        while words.next_if(|word| word.end <= at).is_some() {}
        if words.peek().is_some_and(|word| word.start < at) {
            cluster.traits = cluster.traits.without(Traits::BREAK);
        }
        at += cluster.len as usize;
    }
}

/// Walks over what is drawn of a row: byte offset, cluster, and the column it begins in, tabs and autospaces counted.
pub fn walk<'t>(text: &'t str, row: &Row, ruler: Ruler, mut visit: impl FnMut(usize, &'t str, u32)) {
    let western = |c: Option<char>| c.is_some_and(class::is_western);
    let han = |c: Option<char>| c.is_some_and(class::is_han_or_kana);
    let mut column = 0;
    let mut before = None;
    for (at, cluster) in text[row.start..row.text_end].grapheme_indices(true) {
        let first = cluster.chars().next();
        if row.spaced && (han(before) && western(first) || western(before) && han(first)) {
            column += 1;
        }
        visit(row.start + at, cluster, column);
        column += match cluster {
            "\t" => fill::TAB_STOP - column % fill::TAB_STOP,
            _ => u32::from(ruler.cells(cluster)),
        };
        before = first;
    }
}

/// How many bytes of a line are cut into clusters at a time.
const PORTION: usize = 48 * 1024;

/// The end of the portion that begins at `at`, and the seam there.
fn portion_end(text: &str, at: usize, end: usize) -> (usize, Option<Seam>) {
    let bytes = &text.as_bytes()[..end];
    let mut seams = (at + PORTION..end).filter(|&i| text.is_char_boundary(i));
    seams.find_map(|i| Some((i, Some(Seam::at(bytes, i)?)))).unwrap_or((end, None))
}
