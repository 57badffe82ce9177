//! The *parts* of a page, in the order in which they stand on it; and the *anchor*, a place in one of them.

use std::cmp::Ordering;

use crate::model::{BlockIx, SafeText};

/// The part of a page that a row shows. Parts are ordered as they stand on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PagePart {
    /// A line before the body: title, byline.
    Head(usize),
    /// Something that was cut, in its place.
    Cut {
        /// The block it stood before.
        before: BlockIx,
        /// Its number among all that was cut.
        at: usize,
    },
    /// A block of the body.
    Body(BlockIx),
    /// A line after the body: credits.
    Tail(usize),
}

impl PagePart {
    fn order(self) -> (u8, usize, u8, usize) {
        match self {
            Self::Head(at) => (0, at, 0, 0),
            Self::Cut { before, at } => (1, before.0, 0, at),
            Self::Body(block) => (1, block.0, 1, 0),
            Self::Tail(at) => (2, at, 0, 0),
        }
    }
}

impl Ord for PagePart {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for PagePart {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What a line before or after the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extra {
    /// The article's title.
    Title,
    /// Source, date, editor, length, reading time.
    Byline,
    /// Credits after the text.
    Credit,
    /// An address or a path, which is as it is in whatever script.
    Address,
    /// Something that was cut.
    Cut,
}

/// What is set around the blocks of an article.
#[derive(Clone, Debug, Default)]
pub struct PageExtras {
    /// Lines before the body.
    pub head: Vec<(Extra, SafeText)>,
    /// What was cut, each with the block it stood before, in order; empty where it is not shown.
    pub cut: Vec<(BlockIx, SafeText)>,
    /// Lines after the body.
    pub tail: Vec<(Extra, SafeText)>,
    /// The rows that each picture has below what is said of it, in their order; none where pictures are not in the text.
    pub pictures: Vec<u16>,
}

/// A place on a page that outlives its layout: a byte of a part's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The part.
    pub part: PagePart,
    /// The byte in its text.
    pub byte: usize,
}

impl Anchor {
    /// The top of every page.
    pub const TOP: Self = Self { part: PagePart::Head(0), byte: 0 };
}
