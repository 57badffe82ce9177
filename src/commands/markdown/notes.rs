//! *Footnotes*: what the text refers to as `[1]` and what stands under a rule at its end, each a link to the other. As
//! Markdown the one is `[^1]` and the other its definition.

use std::collections::BTreeSet;

use crate::model::{Block, BlockKind, Inline, InlineStyle, Span};

/// The footnotes of an article.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The block with the rule above them.
    rule: Option<usize>,
    numbers: BTreeSet<u32>,
}

impl Notes {
    /// The footnotes at the end of a body, if that is how it ends: under a rule, the first of them right below it.
    pub fn of(body: &[Block]) -> Self {
        let Some(rule) = body.iter().rposition(|block| block.kind == BlockKind::Rule) else { return Self::default() };
        let notes = &body[rule + 1..];
        if notes.first().and_then(number).is_none() {
            return Self::default();
        }
        let mut numbers = BTreeSet::new();
        for found in notes.iter().filter_map(number) {
            // They are in order, each once.
            if numbers.last().is_some_and(|last| *last >= found) {
                return Self::default();
            }
            numbers.insert(found);
        }
        Self { rule: Some(rule), numbers }
    }

    /// Whether a block is the rule above the footnotes, which every reader of Markdown makes itself.
    pub fn is_rule(&self, at: usize) -> bool {
        self.rule == Some(at)
    }

    /// Whether a block belongs to the footnotes.
    pub fn holds(&self, at: usize) -> bool {
        self.rule.is_some_and(|rule| at > rule)
    }

    /// The mark of a link to a footnote.
    pub fn mark(&self, inline: &Inline, span: &Span) -> Option<String> {
        let number: u32 = span.href.as_deref()?.strip_prefix("#fn-")?.parse().ok()?;
        let told = inline.text[span.start..span.end] == format!("[{number}]");
        (told && self.numbers.contains(&number)).then(|| format!("[^{number}]"))
    }
}

/// The number of the footnote that a block begins.
pub(super) fn number(block: &Block) -> Option<u32> {
    let first = block
        .inline
        .spans
        .first()
        .filter(|span| block.kind == BlockKind::Paragraph && span.style == InlineStyle::Link && span.start == 0)?;
    let number: u32 = first.href.as_deref()?.strip_prefix("#fnref-")?.parse().ok()?;
    let label = format!("[{number}] ");
    (block.text().starts_with(&label) && first.end + 1 == label.len()).then_some(number)
}
