//! What of the article is *read aloud*: its sentences one after the other, without code and without what only stands for
//! something: rules, links to footnotes.

use std::ops::Range;

use super::ReaderPane;
use super::text_unit::sentences;
use crate::model::{Block, BlockIx, BlockKind, InlineStyle, Place, TextSpan};
use crate::search::word_at;
use crate::text::page::{Anchor, PagePart, RowId};

/// How far into a sentence its first word is looked for, in characters.
const MARKS: usize = 40;

impl ReaderPane {
    /// The sentence to begin with: the one in which the selection begins, else the first on the screen.
    pub(in crate::app) fn first_aloud(&self) -> Option<TextSpan> {
        let selected = self.selection().map(|span| span.start);
        let from = selected.or_else(|| Some(self.sentence_at_top()?.start))?;
        self.aloud(from.block, from.byte, |range| range.end > from.byte).or_else(|| self.aloud_after(from.block))
    }

    /// The sentence after another, or the one before it.
    pub(in crate::app) fn next_aloud(&self, span: TextSpan, forward: bool) -> Option<TextSpan> {
        let Place { block, byte } = span.start;
        if forward {
            return self.aloud(block, byte, |range| range.start > byte).or_else(|| self.aloud_after(block));
        }
        let last = |block: BlockIx, before: usize| {
            let (text, ranges) = self.readable(block, before)?;
            let ranges = ranges.filter(|range| range.start < before && is_said(&text[range.clone()]));
            ranges.last().map(|range| TextSpan::in_one(block, range))
        };
        last(block, byte)
            .or_else(|| (0..block.0).rev().find_map(|at| last(BlockIx(at), self.text_of(BlockIx(at)).len())))
    }

    /// The first sentence of a block that fits, around a byte or behind it.
    fn aloud(&self, block: BlockIx, from: usize, fits: impl Fn(&Range<usize>) -> bool) -> Option<TextSpan> {
        let mut around = from;
        let length = self.text_of(block).len();
        // As much of a long text as it takes.
        loop {
            let (text, ranges) = self.readable(block, around)?;
            let mut last = around;
            let mut ranges = ranges.inspect(|range| last = range.start);
            if let Some(range) = ranges.find(|range| fits(range) && is_said(&text[range.clone()])) {
                return Some(TextSpan::in_one(block, range));
            }
            drop(ranges);
            if last <= around || last >= length {
                return None;
            }
            around = last;
        }
    }

    fn aloud_after(&self, block: BlockIx) -> Option<TextSpan> {
        let blocks = self.article()?.body.len();
        (block.0 + 1..blocks).find_map(|at| self.aloud(BlockIx(at), 0, |_| true))
    }

    /// The text of a block that is read, with its sentences around a byte.
    fn readable(&self, block: BlockIx, around: usize) -> Option<(&str, impl Iterator<Item = Range<usize>>)> {
        let own = self.block(block)?;
        let is_read = !matches!(own.kind, BlockKind::Code { .. } | BlockKind::Rule);
        is_read.then(|| (own.text(), sentences(own.text(), around)))
    }

    /// What is said of a sentence: on one line, without the numbers of footnotes.
    pub(in crate::app) fn said_aloud(&self, span: TextSpan) -> Option<String> {
        let block = self.block(span.start.block)?;
        let range = span.in_block(span.start.block, block.text().len())?;
        let mut said = String::with_capacity(range.len());
        let mut at = range.start;
        for silent in silent(block).filter(|silent| silent.start < range.end && silent.end > range.start) {
            said.push_str(block.text().get(at..silent.start.max(at)).unwrap_or_default());
            at = silent.end.max(at);
        }
        said.push_str(block.text().get(at..range.end).unwrap_or_default());
        Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Brings a sentence onto the screen, with as much of what follows as there is room for; one that is there stays.
    pub(in crate::app) fn keep_on_screen(&mut self, span: TextSpan) {
        let block = span.start.block;
        let anchor = |byte| Anchor { part: PagePart::Body(block), byte };
        let last = self.text_of(block).floor_char_boundary(span.end.byte.saturating_sub(1));
        let (start, end) = (anchor(span.start.byte), anchor(last));
        if self.is_on_screen(start) && self.is_on_screen(end) {
            return;
        }
        let Some(page) = self.page().cloned() else { return };
        let rows = isize::try_from(self.rows).unwrap_or(1);
        let first = page.locate(start);
        let above = page.moved(first, -(self.column_rows() / 4));
        // What does not fit so begins at the top.
        let top = if page.moved(above, rows - 1) < page.locate(end) { first } else { above };
        self.go_to_row(top);
    }

    /// Goes to a row at once.
    fn go_to_row(&mut self, top: RowId) {
        let Some(page) = self.page().cloned() else { return };
        self.go_to(page.anchor(top));
    }

    /// The word that is looked up where nothing is selected: the first on the screen.
    pub(in crate::app) fn word_at_top(&self) -> Option<String> {
        let sentence = self.sentence_at_top()?;
        let text = self.text_of(sentence.start.block);
        let places = text.get(sentence.start.byte..)?.char_indices().take(MARKS);
        let word = places.map(|(at, _)| sentence.start.byte + at).find_map(|at| word_at(text, at))?;
        Some(text[word].to_owned())
    }
}

/// Whether there is anything to say in a sentence, and not only marks.
fn is_said(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The numbers of footnotes.
fn silent(block: &Block) -> impl Iterator<Item = Range<usize>> {
    let links = block.inline.spans.iter().filter(|span| span.style == InlineStyle::Link);
    let notes = links.filter(|span| span.href.as_deref().is_some_and(|href| href.starts_with("#fn")));
    notes.map(|span| span.start..span.end)
}
