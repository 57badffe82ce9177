//! *Footnotes*: what the text refers to as `[1]` and what stands under a rule at its end, each a link to the other. As
//! Markdown the one is `[^1]` and the other its definition.

use std::collections::BTreeSet;

use crate::model::{Block, Footnotes, Inline, Span, footnote_number};

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
        let Some(notes) = Footnotes::under_a_rule(body) else { return Self::default() };
        let numbers = body[notes.from..].iter().filter_map(footnote_number).collect();
        Self { rule: Some(notes.from - 1), numbers }
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
