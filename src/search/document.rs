//! A *document*: an article as a query sees it, folded and borrowed.

use jiff::civil::Date;
use rayon::prelude::*;

use super::fold::{Folded, FoldedRef, FoldedStack};
use crate::model::{Article, Block, BlockIx, BlockKind, Meta, SafeText, Timestamp, TraceTable};

/// A text with its full fold.
#[derive(Clone, Copy, Debug)]
pub struct TextRef<'t> {
    /// The text as it stands.
    pub original: &'t str,
    /// Its fold by every fold there is.
    pub folded: FoldedRef<'t>,
}

/// What the reader did with an article. What was never said is `None`: then it is as the program said that it is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts<'t> {
    /// Whether it has been read.
    pub read: Option<bool>,
    /// Whether it has a star.
    pub starred: Option<bool>,
    /// Whether it has a note.
    pub noted: bool,
    /// Whether there is an entry of the list, but no article that could be read.
    pub unreadable: bool,
    /// The tags that the reader gave it.
    pub tags: &'t [SafeText],
}

impl<'t> Facts<'t> {
    /// What the reader did with an article, by the traces.
    pub fn of(traces: &'t TraceTable, meta: &Meta) -> Self {
        let trace = traces.of(meta.content, &meta.path).copied().unwrap_or_default();
        Self {
            read: trace.read,
            starred: trace.starred,
            noted: traces.is_noted(meta.content, &meta.path),
            unreadable: false,
            tags: traces.tags(meta.content, &meta.path),
        }
    }
}

/// The body of a document.
#[derive(Clone, Copy)]
pub struct Body<'d> {
    /// The folds of its blocks.
    pub folded: &'d FoldedStack,
    /// The blocks themselves, as many: for what the folds cannot answer (capitals that count, readings, regular
    /// expressions).
    pub blocks: &'d [Block],
}

impl<'d> Body<'d> {
    /// The text of a block; empty for a number there is not.
    pub fn text(&self, block: BlockIx) -> &'d str {
        self.blocks.get(block.0).map_or("", Block::text)
    }

    /// Whether a block is a heading.
    pub fn is_heading(&self, block: BlockIx) -> bool {
        self.blocks.get(block.0).is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }))
    }
}

/// What a query is asked about. One without a body (an entry of the list) has nothing but its meta to be found in.
#[derive(Clone, Copy)]
pub struct Document<'d> {
    /// What is known about the article.
    pub meta: &'d Meta,
    /// The fold of its title.
    pub title: FoldedRef<'d>,
    /// What it says.
    pub body: Option<Body<'d>>,
    /// What the reader did with it.
    pub facts: Facts<'d>,
}

impl Document<'_> {
    /// Whether the article has been read: here, or else in the program that it is from.
    pub fn is_read(&self) -> bool {
        !self.facts.unreadable && self.facts.read.or(self.meta.read) == Some(true)
    }

    /// Whether it is there to be read, and has not been: a file that is no article is neither read nor unread.
    pub fn is_unread(&self) -> bool {
        !self.facts.unreadable && !self.is_read()
    }

    /// Whether it has a star, here or there.
    pub fn is_starred(&self) -> bool {
        self.facts.starred.or(self.meta.starred) == Some(true)
    }

    /// The title with its fold.
    pub fn title(&self) -> TextRef<'_> {
        TextRef { original: &self.meta.title, folded: self.title }
    }
}

/// A longer body is folded in parts of about this many bytes, on all cores.
const PART: usize = 1 << 20;

/// The folds of an article, kept beside it: made once, in the background where it is long.
#[derive(Clone, Debug, Default)]
pub struct FoldedArticle {
    title: Folded,
    body: FoldedStack,
}

impl FoldedArticle {
    /// Whether an article is so long that all cores fold it.
    pub fn is_parted(article: &Article) -> bool {
        length(article) > PART
    }

    /// Folds an article.
    pub fn new(article: &Article) -> Self {
        let title = Folded::new(&article.meta.title);
        if !Self::is_parted(article) {
            return Self { title, body: stack(&article.body) };
        }
        // As many blocks as make about a part; those of a book are of one size, more or less.
        let many = (article.body.len() * PART / length(article)).max(1);
        let parts: Vec<FoldedStack> = article.body.par_chunks(many).map(stack).collect();
        Self { title, body: FoldedStack::concat(parts) }
    }

    /// The document of the article that was folded.
    pub fn document<'d>(&'d self, article: &'d Article, facts: Facts<'d>) -> Document<'d> {
        let body = Body { folded: &self.body, blocks: &article.body };
        Document { meta: &article.meta, title: self.title.view(), body: Some(body), facts }
    }

    /// All of it as one string, to look through: the fold of the title, then those of the blocks, parted by
    /// [`FoldedStack::SEPARATOR`].
    pub fn whole(&self) -> String {
        let mut whole = String::with_capacity(self.title.text().len() + self.body.text().len() + 1);
        whole.push_str(self.title.text());
        whole.push(FoldedStack::SEPARATOR);
        whole.push_str(self.body.text());
        whole
    }

    /// The folds of the blocks.
    pub fn body(&self) -> &FoldedStack {
        &self.body
    }
}

/// The bytes of an article's body.
fn length(article: &Article) -> usize {
    article.body.iter().map(|block| block.text().len()).sum()
}

fn stack(blocks: &[Block]) -> FoldedStack {
    let mut stack = FoldedStack::with_room(blocks.len(), blocks.iter().map(|block| block.text().len()).sum());
    for block in blocks {
        stack.push(block.text());
    }
    stack
}

/// The day of a timestamp, by its own clock.
pub(super) fn day(time: Timestamp) -> Date {
    let (year, month, day) = time.day();
    Date::new(year, month, day).unwrap_or_default()
}
