//! A *draft block*, or draft: a block on its way into an article, kept or cut.

use std::ops::Range;

use super::{furniture, ruby};
use crate::model::{Article, Block, BlockIx, BlockKind, Inline, Meta, Reason, Removed, SafeText, Span};

/// One block of a document, in document order, with what the cleaner has to know about it.
#[derive(Clone, Debug)]
pub(crate) struct DraftBlock {
    pub block: Block,
    /// Whether all of its text is bold in the source.
    pub bold: bool,
    /// Whether it stands in no paragraph element of its source.
    pub loose: bool,
    pub look: DraftLook,
    /// Whether its text is only what an image says of itself: its `alt` or `title`.
    pub alt: bool,
    /// Whether it stands outside the main content of a page.
    pub outside: bool,
    /// Which box of a page it stands in, by a number of its own.
    pub home: usize,
    /// Why it is cut, if it is.
    pub cut: Option<String>,
    /// Where the images are that were cut with it.
    pub images: Vec<String>,
    /// How the document wrote it, where its text does not tell: the placeholder of an image.
    pub source: Option<String>,
    /// What was cut off its end, with the reason of each, the last first.
    pub endings: Vec<(String, String)>,
}

/// How a draft is set, where that tells a caption from text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DraftLook {
    /// In the middle.
    pub centred: bool,
    /// Small or grey.
    pub faint: bool,
    /// Whether it stands in one box with the picture before it.
    pub frame: DraftFrame,
}

/// What holds a picture and the text behind it together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DraftFrame {
    #[default]
    None,
    /// A box around both that holds hardly anything else.
    Around,
    /// The same paragraph or cell, with nothing between them.
    Glued,
    /// The same paragraph or cell, on a line of its own.
    Same,
}

/// The level of the heading of a post.
const POST: u8 = 3;

impl DraftBlock {
    pub fn new(block: Block) -> Self {
        Self {
            block,
            bold: false,
            loose: false,
            look: DraftLook::default(),
            alt: false,
            outside: false,
            home: 0,
            cut: None,
            images: Vec::new(),
            source: None,
            endings: Vec::new(),
        }
    }

    pub fn paragraph(text: &str) -> Self {
        Self::new(Block::plain(BlockKind::Paragraph, SafeText::body(text)))
    }

    /// A draft that is not for the reader from the start: a comment, a script.
    pub fn cut(text: &str, reason: &str) -> Self {
        Self { cut: Some(reason.to_owned()), ..Self::paragraph(text) }
    }

    /// The beginning of a post of a thread: a rule until all is clean, for nothing cuts one, then a heading.
    pub fn post(byline: &str) -> Self {
        let rule = Block::plain(BlockKind::Rule, SafeText::default());
        Self { source: Some(byline.to_owned()), ..Self::new(rule) }
    }

    /// What heads a post of a thread becomes its heading; without a name and a time a rule parts it from the last.
    pub fn head_post(&mut self) {
        if matches!(self.block.kind, BlockKind::Rule)
            && let Some(byline) = self.source.take().filter(|byline| !byline.is_empty())
        {
            self.block = Block::plain(BlockKind::Heading { level: POST }, SafeText::line(&byline));
        }
    }

    /// A part of its text as a draft of its own.
    pub fn part(&self, range: Range<usize>) -> Self {
        let Inline { text, spans } = &self.block.inline;
        let spans = spans
            .iter()
            .filter(|span| span.start < range.end && range.start < span.end)
            .map(|span| Span {
                start: span.start.max(range.start) - range.start,
                end: span.end.min(range.end) - range.start,
                ..span.clone()
            })
            .collect();
        let inline = Inline { text: text.slice(range), spans };
        Self { block: Block { kind: self.block.kind.clone(), inline }, endings: Vec::new(), ..self.clone() }
    }

    pub fn text(&self) -> &str {
        self.block.text()
    }

    pub fn is_image(&self) -> bool {
        matches!(self.block.kind, BlockKind::Image { .. })
    }

    pub fn is_paragraph(&self) -> bool {
        matches!(self.block.kind, BlockKind::Paragraph)
    }

    /// Whether it is still on its way into the body.
    pub fn kept(&self) -> bool {
        self.cut.is_none()
    }

    pub fn cut_for(&mut self, reason: &str) {
        if self.cut.is_none() {
            self.cut = Some(reason.to_owned());
        }
    }
}

/// Sorts the drafts into body and removed.
pub(crate) fn assemble(meta: Meta, drafts: Vec<DraftBlock>) -> Article {
    sort(meta, drafts, with_readings)
}

/// The same, where readings that stand in the text stay there.
pub(crate) fn assemble_as_written(meta: Meta, drafts: Vec<DraftBlock>) -> Article {
    sort(meta, drafts, with_sorted_spans)
}

fn sort(meta: Meta, drafts: Vec<DraftBlock>, finish: fn(Block) -> Block) -> Article {
    let mut article = Article { meta, ..Article::default() };
    for mut draft in drafts {
        // Links without an address have done their part: they told what is a link.
        draft.block.inline.spans.retain(|span| span.href.as_ref().is_none_or(|href| !href.is_empty()));
        let endings = draft.endings;
        match draft.cut {
            Some(reason) => {
                let text = match &draft.block.kind {
                    BlockKind::Image { src: Some(src) } if draft.block.text().is_empty() => src.clone(),
                    BlockKind::Image { .. } if draft.block.text().is_empty() => {
                        SafeText::body(draft.source.as_deref().unwrap_or_default())
                    }
                    _ => draft.block.inline.text,
                };
                if !text.is_empty() {
                    let before = BlockIx(article.body.len());
                    article.removed.push(Removed { text, reason: named(&reason), before });
                }
            }
            // A paragraph that was nothing but a credit leaves nothing behind.
            None if draft.block.text().is_empty() && matches!(draft.block.kind, BlockKind::Paragraph) => {}
            None => article.body.push(finish(draft.block)),
        }
        for (text, reason) in endings.iter().rev() {
            let (text, reason) = (SafeText::body(text), named(reason));
            let before = BlockIx(article.body.len());
            article.removed.push(Removed { text, reason, before });
        }
    }
    article
}

/// A reason with its names.
fn named(reason: &str) -> Reason {
    Reason::new(SafeText::line(reason), furniture::name(reason))
}

/// Readings that stand in the text become spans. Blocks with ranges of their own are let be.
fn with_readings(block: Block) -> Block {
    let inline = match block.kind {
        BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Quote => ruby::read(block.inline),
        _ => block.inline,
    };
    with_sorted_spans(Block { inline, ..block })
}

fn with_sorted_spans(mut block: Block) -> Block {
    block.inline.sort_spans();
    block
}
