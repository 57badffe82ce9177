//! The *selection*: text of the article that was marked with the mouse, to be found or lit.

use unicode_segmentation::UnicodeSegmentation;

use super::ReaderPane;
use crate::model::{Block, BlockIx};
use crate::search::word_at;
use crate::text::page::{Anchor, PagePart};

impl ReaderPane {
    /// Selects from one place to another, both ends with them; nothing where they are not in one block.
    pub fn select(&mut self, from: Anchor, to: Anchor) {
        self.selection = None;
        let (PagePart::Body(block), Some(article)) = (from.part, self.article()) else { return };
        let Some(text) = article.body.get(block.0).map(|block| block.text()) else { return };
        if to.part == from.part {
            let (start, last) = (from.byte.min(to.byte), from.byte.max(to.byte));
            let end = text
                .get(last..)
                .and_then(|rest| rest.graphemes(true).next())
                .map_or(last, |last_of| last + last_of.len());
            self.selection = Some((block, start..end)).filter(|(_, range)| text.get(range.clone()).is_some());
        }
    }

    /// Selects the word at a place.
    pub fn select_word(&mut self, at: Anchor) {
        self.selection = None;
        let (PagePart::Body(block), Some(article)) = (at.part, self.article()) else { return };
        let text = article.body.get(block.0).map_or("", |block| block.text());
        self.selection = word_at(text, at.byte).map(|range| (block, range));
    }

    /// Selects nothing any more; says whether anything was.
    pub fn unselect(&mut self) -> bool {
        self.selection.take().is_some()
    }

    /// What is selected.
    pub fn selection(&self) -> Option<&(BlockIx, std::ops::Range<usize>)> {
        self.selection.as_ref()
    }

    /// The text that is selected, as it is written.
    pub fn selection_as_written(&self) -> Option<String> {
        let (block, range) = self.selection.as_ref()?;
        Some(self.block(*block)?.text().get(range.clone())?.to_owned())
    }

    /// The paragraph with the selection, else the first on the screen.
    pub fn paragraph(&self) -> Option<String> {
        let selected = self.selection.as_ref().map(|(block, _)| *block);
        let on_screen = || match self.page()?.anchor(self.top).part {
            PagePart::Head(_) => Some(BlockIx(0)),
            PagePart::Cut { before, .. } => Some(before),
            PagePart::Body(block) => Some(block),
            PagePart::Tail(_) => None,
        };
        let first = selected.or_else(on_screen)?;
        let blocks = self.article()?.body.get(first.0..)?;
        blocks.iter().map(Block::text).find(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The text that is selected, on one line.
    pub fn selected_text(&self) -> Option<String> {
        let (block, range) = self.selection.as_ref()?;
        let text = self.article()?.body.get(block.0)?.text().get(range.clone())?;
        Some(text.replace(['\n', '\t'], " "))
    }
}
