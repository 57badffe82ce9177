//! The *selection*: text of the article that was marked with the mouse or by keys, to be copied, found or lit.

use super::ReaderPane;
use super::text_unit::{TextUnit, sentences};
use crate::model::{Block, BlockIx, Place, TextSpan};
use crate::search::word_at;
use crate::text::page::{Anchor, PagePart};

/// What is selected: from the end that stays to the one that moves, whichever is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextSelection {
    fixed: Place,
    moving: Place,
}

impl TextSelection {
    fn of(span: TextSpan) -> Self {
        Self { fixed: span.start, moving: span.end }
    }

    fn span(self) -> TextSpan {
        TextSpan::between(self.fixed, self.moving)
    }
}

impl ReaderPane {
    /// Selects from one place to another, both ends with them; nothing where the first is not in the body. What leads
    /// out of the body ends where that does.
    pub fn select(&mut self, from: Anchor, to: Anchor) {
        self.unselect();
        let (Some(from), Some(to)) = (in_body(from), self.nearest_in_body(to)) else { return };
        let last = from.max(to);
        let end = TextUnit::Character.end_after(self.text_of(last.block), last.byte).unwrap_or(last.byte);
        let span = TextSpan { start: from.min(to), end: Place { byte: end, ..last } };
        if !span.is_empty() {
            let turned = TextSelection { fixed: span.end, moving: span.start };
            self.selection = Some(if to < from { turned } else { TextSelection::of(span) });
        }
    }

    /// A place in the body: of one above it the start, of one below it the end of the last text.
    fn nearest_in_body(&self, at: Anchor) -> Option<Place> {
        match at.part {
            PagePart::Head(_) => Some(Place::default()),
            PagePart::Tail(_) => {
                let body = &self.article()?.body;
                let last = body.iter().rposition(|block| !block.text().is_empty())?;
                Some(Place { block: BlockIx(last), byte: body[last].text().len() })
            }
            PagePart::Body(_) | PagePart::Cut { .. } => in_body(at),
        }
    }

    /// Selects the word at a place.
    pub fn select_word(&mut self, at: Anchor) {
        self.unselect();
        let Some(at) = in_body(at) else { return };
        self.selection =
            word_at(self.text_of(at.block), at.byte).map(|range| TextSelection::of(TextSpan::in_one(at.block, range)));
    }

    /// Selects nothing any more; says whether anything was.
    pub fn unselect(&mut self) -> bool {
        self.selecting = false;
        self.selection.take().is_some()
    }

    /// From now on keys move an end of what is selected; without a selection, that of the sentence at the top of the
    /// screen. Says whether there is anything to select.
    pub fn begin_selecting(&mut self) -> bool {
        if self.selection.is_none() {
            self.selection = self.sentence_at_top().map(TextSelection::of);
        }
        self.begin_selecting_there()
    }

    /// The same, of what is selected; without a selection there is nothing to move.
    pub fn begin_selecting_there(&mut self) -> bool {
        self.selecting = self.selection.is_some();
        self.selecting
    }

    /// Whether keys move an end of the selection.
    pub fn is_selecting(&self) -> bool {
        self.selecting && self.selection.is_some()
    }

    /// Moves the end of the selection that moves to the next end of a unit, or to the start before, so many times.
    pub fn extend(&mut self, unit: TextUnit, forward: bool, times: usize) {
        for _ in 0..times.min(10_000) {
            let Some(TextSelection { fixed, moving }) = self.selection else { return };
            let step = |from| self.step(unit, forward, from);
            // Nothing is no selection: over the end that stays.
            let Some(to) = step(moving).and_then(|to| if to == fixed { step(to) } else { Some(to) }) else { break };
            self.selection = Some(TextSelection { fixed, moving: to });
        }
        self.show_moving_end();
    }

    /// The end that stayed moves, and the one that moved stays.
    pub fn turn_selection(&mut self) {
        self.selection =
            self.selection.map(|TextSelection { fixed, moving }| TextSelection { fixed: moving, moving: fixed });
        self.show_moving_end();
    }

    fn show_moving_end(&mut self) {
        let Some(selection) = self.selection else { return };
        let Place { block, byte } = selection.moving;
        // Of the end behind a character, the row that this character is in.
        let at_end = selection.moving > selection.fixed;
        let before = TextUnit::Character.start_before(self.text_of(block), byte).filter(|_| at_end);
        self.sought_anchor = Some(Anchor { part: PagePart::Body(block), byte: before.unwrap_or(byte) });
    }

    fn step(&self, unit: TextUnit, forward: bool, from: Place) -> Option<Place> {
        let text = self.text_of(from.block);
        let here = if forward { unit.end_after(text, from.byte) } else { unit.start_before(text, from.byte) };
        if let Some(byte) = here {
            return Some(Place { byte, ..from });
        }
        let body = &self.article()?.body;
        let with_text = |at: &usize| !body[*at].text().is_empty();
        let next = match forward {
            true => (from.block.0 + 1..body.len()).find(with_text),
            false => (0..from.block.0.min(body.len())).rev().find(with_text),
        }?;
        let text = body[next].text();
        let byte = if forward { unit.end_after(text, 0) } else { unit.start_before(text, text.len()) };
        Some(Place { block: BlockIx(next), byte: byte? })
    }

    /// The first sentence that begins on the screen, else the one that goes over it.
    pub(super) fn sentence_at_top(&self) -> Option<TextSpan> {
        let (page, body) = (self.page()?, &self.article()?.body);
        let top = body_from(page.anchor(self.top))?;
        let rows = isize::try_from(self.rows).unwrap_or(1);
        let bottom = in_body(page.anchor(page.moved(self.top, rows - 1)));
        let blocks = (top.block.0..body.len()).map(BlockIx).filter(|block| !self.text_of(*block).is_empty());
        let first = blocks.take(2).find_map(|block| {
            let from = if block == top.block { top.byte } else { 0 };
            sentences(self.text_of(block), from)
                .find(|range| range.start >= from)
                .map(|range| TextSpan::in_one(block, range))
        });
        let containing = || {
            let here = sentences(self.text_of(top.block), top.byte).find(|range| range.end > top.byte)?;
            Some(TextSpan::in_one(top.block, here))
        };
        first.filter(|first| bottom.is_none_or(|bottom| first.start <= bottom)).or_else(containing).or(first)
    }

    pub(super) fn text_of(&self, block: BlockIx) -> &str {
        self.block(block).map_or("", Block::text)
    }

    /// What is selected.
    pub fn selection(&self) -> Option<TextSpan> {
        self.selection.map(TextSelection::span)
    }

    /// The text that is selected, as it is written: paragraphs have a blank line between them.
    pub fn selection_as_written(&self) -> Option<String> {
        Some(self.selection()?.pieces(&self.article()?.body).join("\n\n"))
    }

    /// The paragraph with the selection, else the first on the screen.
    pub fn paragraph(&self) -> Option<String> {
        let selected = self.selection().map(|span| span.start.block);
        let on_screen = || Some(body_from(self.page()?.anchor(self.top))?.block);
        let first = selected.or_else(on_screen)?;
        let blocks = self.article()?.body.get(first.0..)?;
        blocks.iter().map(Block::text).find(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The text that is selected, on one line.
    pub fn selected_text(&self) -> Option<String> {
        Some(self.selection()?.pieces(&self.article()?.body).join(" ").replace(['\n', '\t'], " "))
    }

    /// What is selected of the first paragraph that has any of it, on one line: nothing is found over a paragraph's end.
    pub fn selected_in_one(&self) -> Option<String> {
        let pieces = self.selection()?.pieces(&self.article()?.body);
        let first = pieces.into_iter().find(|piece| !piece.trim().is_empty())?;
        Some(first.replace(['\n', '\t'], " "))
    }
}

/// The place in the body that the page goes on with from one of its own; none behind the body.
pub(in crate::app) fn body_from(anchor: Anchor) -> Option<Place> {
    match anchor.part {
        PagePart::Head(_) => Some(Place::default()),
        _ => in_body(anchor),
    }
}

/// A place of the page in the body; what was cut stands before a block.
fn in_body(anchor: Anchor) -> Option<Place> {
    match anchor.part {
        PagePart::Body(block) => Some(Place { block, byte: anchor.byte }),
        PagePart::Cut { before, .. } => Some(Place { block: before, byte: 0 }),
        PagePart::Head(_) | PagePart::Tail(_) => None,
    }
}
