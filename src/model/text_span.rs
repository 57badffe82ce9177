//! A *text span*: a stretch of an article's text, which may go over several blocks.

use std::ops::Range;

use super::{Block, BlockIx, Place};

/// From a place to another, which is behind it or the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TextSpan {
    /// Where it begins.
    pub start: Place,
    /// The place behind its last character.
    pub end: Place,
}

impl TextSpan {
    /// Between two places, whichever is first.
    pub fn between(one: Place, other: Place) -> Self {
        Self { start: one.min(other), end: one.max(other) }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// Bytes of one block.
    pub fn in_one(block: BlockIx, range: Range<usize>) -> Self {
        Self { start: Place { block, byte: range.start }, end: Place { block, byte: range.end } }
    }

    /// The bytes that it has of a block with a text of `length` bytes; none where that is not in it.
    pub fn in_block(&self, block: BlockIx, length: usize) -> Option<Range<usize>> {
        if !(self.start.block..=self.end.block).contains(&block) {
            return None;
        }
        let start = if block == self.start.block { self.start.byte } else { 0 };
        let end = if block == self.end.block { self.end.byte.min(length) } else { length };
        (start < end).then_some(start..end)
    }

    /// Its text in an article's body, a piece for each block that has any.
    pub fn pieces<'b>(&self, body: &'b [Block]) -> Vec<&'b str> {
        let last = body.len().min(self.end.block.0 + 1);
        let blocks = body.get(self.start.block.0..last).unwrap_or_default().iter().zip(self.start.block.0..);
        let piece = |(block, at): (&'b Block, usize)| {
            let text = block.text();
            text.get(self.in_block(BlockIx(at), text.len())?)
        };
        blocks.filter_map(piece).collect()
    }
}
