//! The *outline* of the article on the screen: its headings, and the one that the screen is under.

use super::ReaderPane;
use crate::app::links::is_named;
use crate::model::{Block, BlockIx, BlockKind, InlineStyle, Span};
use crate::text::page::{Anchor, PagePart};

impl ReaderPane {
    /// A block of the article.
    pub fn block(&self, at: BlockIx) -> Option<&Block> {
        self.article()?.body.get(at.0)
    }

    /// The headings, in order.
    pub fn headings(&self) -> &[BlockIx] {
        &self.headings
    }

    /// Which of them the top of the screen is under.
    pub fn heading(&self) -> Option<usize> {
        let page = self.page()?;
        // The blank rows before a heading belong to it.
        let anchor = page.anchor(self.top);
        let under = match anchor.part {
            PagePart::Head(_) => 0,
            PagePart::Cut { before, .. } => self.headings.partition_point(|heading| *heading < before),
            PagePart::Body(block) => self.headings.partition_point(|heading| *heading <= block),
            PagePart::Tail(_) => self.headings.len(),
        };
        under.checked_sub(1)
    }

    /// The level of the highest heading.
    pub fn highest_heading(&self) -> u8 {
        let level = |block: &BlockIx| match self.block(*block)?.kind {
            BlockKind::Heading { level } => Some(level),
            _ => None,
        };
        self.headings.iter().filter_map(level).min().unwrap_or(1)
    }

    /// Where the heading stands that a link names; before the whole article is there, nowhere.
    pub fn heading_named(&self, part: &str) -> Option<Anchor> {
        let article = self.article().filter(|_| self.is_whole())?;
        let named = |block: &Block| matches!(block.kind, BlockKind::Heading { .. }) && is_named(block.text(), part);
        let block = BlockIx(article.body.iter().position(named)?);
        Some(Anchor { part: PagePart::Body(block), byte: 0 })
    }

    /// Whether an article is there, and not only its two ends.
    pub fn is_whole(&self) -> bool {
        self.article().is_some() && self.seam.is_none()
    }

    /// How far the reader is, in per cent, when a block is at the top of the screen.
    pub fn percent_of(&self, block: BlockIx) -> Option<u8> {
        let page = self.page()?;
        Some(self.percent_at(page, page.locate(Anchor { part: PagePart::Body(block), byte: 0 })))
    }

    /// Where what has a name stands that links lead to.
    pub fn anchor_named(&self, name: &str) -> Option<Anchor> {
        self.place_of(|span| span.style == InlineStyle::Anchor && span.href.as_deref() == Some(name))
    }

    fn place_of(&self, is_it: impl Fn(&Span) -> bool) -> Option<Anchor> {
        let mut blocks = self.article().filter(|_| self.is_whole())?.body.iter().enumerate();
        blocks.find_map(|(at, block)| {
            let span = block.inline.spans.iter().find(|span| is_it(span))?;
            Some(Anchor { part: PagePart::Body(BlockIx(at)), byte: span.start })
        })
    }

    /// Where a footnote stands, or where it is referred to: `fn-1` is where the link back to `fnref-1` stands.
    pub fn note(&self, name: &str) -> Option<Anchor> {
        let wanted = match name.strip_prefix("fnref-") {
            Some(note) => format!("#fn-{note}"),
            None => format!("#fnref-{}", name.strip_prefix("fn-")?),
        };
        self.place_of(|span| span.style == InlineStyle::Link && span.href.as_deref() == Some(&*wanted))
    }

    pub(super) fn list_headings(&mut self) {
        let Some(article) = self.article() else { return };
        let headings = article.body.iter().enumerate().filter(|(_, b)| matches!(b.kind, BlockKind::Heading { .. }));
        self.headings = headings.map(|(at, _)| BlockIx(at)).collect();
    }
}
