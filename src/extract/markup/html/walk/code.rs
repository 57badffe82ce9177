//! Program text that ends: the block it becomes.

use super::listing::Listing;
use super::walker::Walker;
use crate::extract::draft::DraftBlock;
use crate::extract::prose::trim;
use crate::model::{Block, BlockKind, SafeText};

impl Walker<'_> {
    pub(super) fn end_pre(&mut self) {
        let Some(Listing { text, lang, .. }) = self.pre.take() else { return };
        // Highlighters write indents as no-break spaces, which no compiler reads.
        let code = SafeText::body(&text.trim_end().replace('\u{A0}', " "));
        let mut lines: Vec<&str> = code.lines().skip_while(|line| trim(line).is_empty()).collect();
        while let Some(hit) =
            lines.last().filter(|_| !self.plan.as_written).and_then(|line| self.rules.code(trim(line)))
        {
            let button = lines.pop().unwrap_or_default();
            self.push_aside(DraftBlock::cut(trim(button), &hit.rule.name));
        }
        let text = lines.join("\n");
        if !trim(&text).is_empty() {
            self.push(DraftBlock::new(Block::plain(BlockKind::Code { lang }, SafeText::from(text))));
        }
    }
}
