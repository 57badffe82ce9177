//! *Footnotes*: what an article ends with and what marks in its text lead to.
//!
//! Markdown's stand under a rule, each with a link back to where the text refers to it. Those of pages and books are a
//! list of which every item is led to, or paragraphs each of which is led to and leads back.

use std::collections::HashSet;
use std::ops::Range;

use super::{Block, BlockKind, Inline, InlineStyle};

/// The longest text of a link that is a footnote's mark, in characters.
const LONGEST_MARK: usize = 8;

/// Where the footnotes of a body are: from a block on to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footnotes {
    /// The number of the first block.
    pub from: usize,
    /// Whether the block before it is a rule.
    pub has_rule: bool,
}

impl Footnotes {
    /// The footnotes of a body, if that is how it ends.
    pub fn of(body: &[Block]) -> Option<Self> {
        Self::under_a_rule(body).or_else(|| Self::led_to(body))
    }

    /// Whether a block is one of them, or the rule above them.
    pub fn hold(self, block: usize) -> bool {
        block + usize::from(self.has_rule) >= self.from
    }

    /// Those of Markdown: under a rule, the first of them right below it, numbered in order, each number once. What
    /// follows the first paragraph of one belongs to it.
    pub fn under_a_rule(body: &[Block]) -> Option<Self> {
        let rule = body.iter().rposition(|block| block.kind == BlockKind::Rule)?;
        let notes = &body[rule + 1..];
        notes.first().and_then(footnote_number)?;
        let numbers = notes.iter().filter_map(footnote_number);
        numbers.is_sorted_by(|before, after| before < after).then_some(Self { from: rule + 1, has_rule: true })
    }

    fn led_to(body: &[Block]) -> Option<Self> {
        let may_be = body.iter().rev().take_while(|block| !places_of_notes(block).is_empty()).count();
        if may_be == 0 {
            return None;
        }
        let marks: HashSet<&str> = body.iter().flat_map(|block| marks(&block.inline)).collect();
        let is_led_to = |block: &Block, place: Range<usize>| {
            let spans = block.inline.spans.iter();
            let mut anchors = spans.filter(|span| span.style == InlineStyle::Anchor && place.contains(&span.start));
            anchors.any(|span| span.href.as_deref().is_some_and(|name| marks.contains(name)))
        };
        let is_note = |block: &Block| places_of_notes(block).into_iter().all(|place| is_led_to(block, place));
        let count = body.iter().rev().take(may_be).take_while(|block| is_note(block)).count();
        let from = body.len() - count;
        // An article is not made of nothing but notes.
        let before = body[..from].last().filter(|_| count > 0)?;
        Some(Self { from, has_rule: before.kind == BlockKind::Rule })
    }
}

/// What of a block would each be a note, if it is one: the items of a list, a paragraph that begins with the way back.
fn places_of_notes(block: &Block) -> Vec<Range<usize>> {
    match &block.kind {
        BlockKind::List { items } => {
            items.iter().filter(|item| item.depth == 0).map(|item| item.range.clone()).collect()
        }
        BlockKind::Paragraph => {
            let mut marks = block.inline.spans.iter().filter(|span| is_mark(&block.inline, span.start..span.end));
            let leads_back =
                marks.any(|span| span.start == 0 && span.href.as_deref().is_some_and(|to| to.starts_with('#')));
            leads_back.then(|| 0..block.text().len()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The names that the marks of a text lead to.
fn marks(inline: &Inline) -> impl Iterator<Item = &str> {
    let marks = inline.spans.iter().filter(|span| span.style == InlineStyle::Link);
    marks
        .filter(|span| is_mark(inline, span.start..span.end))
        .filter_map(|span| span.href.as_deref()?.strip_prefix('#'))
}

fn is_mark(inline: &Inline, range: Range<usize>) -> bool {
    inline.text[range].chars().nth(LONGEST_MARK).is_none()
}

/// The number of the footnote of Markdown that a block begins.
pub fn footnote_number(block: &Block) -> Option<u32> {
    let first = block
        .inline
        .spans
        .first()
        .filter(|span| block.kind == BlockKind::Paragraph && span.style == InlineStyle::Link && span.start == 0)?;
    let number: u32 = first.href.as_deref()?.strip_prefix("#fnref-")?.parse().ok()?;
    let label = format!("[{number}] ");
    (block.text().starts_with(&label) && first.end + 1 == label.len()).then_some(number)
}
