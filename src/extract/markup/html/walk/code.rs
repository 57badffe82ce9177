//! Program text that ends: the block it becomes.

use ego_tree::NodeRef;
use scraper::Node;

use super::listing::{Listing, is_numbering, without_numbers};
use super::walker::Walker;
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::FurnitureRules;
use crate::extract::markup::html::element::visible_text;
use crate::extract::prose::trim;
use crate::model::{Block, BlockKind, SafeText};

impl Walker<'_> {
    pub(super) fn end_pre(&mut self) {
        let Some(Listing { text, lang, boxed, counted, .. }) = self.pre.take() else { return };
        // Highlighters write indents as no-break spaces, which no compiler reads.
        let code = SafeText::body(&text.trim_end().replace('\u{A0}', " "));
        let mut lines: Vec<&str> = code.lines().skip_while(|line| trim(line).is_empty()).collect();
        while let Some(hit) =
            lines.last().filter(|_| !self.plan.as_written).and_then(|line| self.rules.code(trim(line)))
        {
            let button = lines.pop().unwrap_or_default();
            self.push_aside(DraftBlock::cut(trim(button), &hit.rule.name));
        }
        let numbered =
            if (boxed || lang.is_some()) && !self.plan.as_written { without_numbers(&lines, counted) } else { None };
        let text = numbered.map_or_else(|| lines.join("\n"), |bare| bare.join("\n"));
        if !trim(&text).is_empty() {
            self.push(DraftBlock::new(Block::plain(BlockKind::Code { lang }, SafeText::from(text))));
        }
    }

    /// Cuts what stands in a listing and is no text of the program; says whether it did.
    pub(super) fn cut_beside(&mut self, node: NodeRef<'_, Node>, tag: &str) -> bool {
        let beside = self.pre.as_ref().is_some_and(|listing| listing.is_beside(node, tag));
        if !beside || self.plan.as_written {
            return false;
        }
        let text = visible_text(node);
        let reason = if is_numbering(&text) { "line-numbers" } else { "copy-button" };
        self.push_aside(DraftBlock::cut(&text, reason));
        true
    }

    /// Cuts the head of a listing's box, right before it: a button, and the name of the language.
    pub(super) fn cut_head_of_code(&mut self) {
        if self.plan.as_written {
            return;
        }
        let rules = self.rules;
        if let Some(last) = self.out.drafts.last_mut().filter(|last| last.kept() && last.is_paragraph())
            && let Some(reason) = tool(last.text(), rules)
        {
            last.cut_for(&reason);
        }
    }

    /// Why a paragraph that follows a listing is cut: it is a button of its box.
    pub(super) fn foot_of_code(&self, text: &str) -> Option<String> {
        let code = |draft: &DraftBlock| {
            !self.plan.as_written && draft.kept() && matches!(draft.block.kind, BlockKind::Code { .. })
        };
        self.out.drafts.last().filter(|last| code(last)).and_then(|_| tool(text, self.rules))
    }
}

/// The reason for which a line beside a listing is cut: there is nothing in it but a button, and a language before it.
fn tool(text: &str, rules: FurnitureRules<'_>) -> Option<String> {
    const LONGEST: usize = 40;
    if text.len() > LONGEST {
        return None;
    }
    let language = |name: &str| {
        trim(name).chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '.')) && name.len() <= 16
    };
    let parts = text.char_indices().map(|(at, _)| text.split_at(at));
    let mut parts = parts.filter(|(name, _)| language(name));
    parts.find_map(|(_, button)| rules.code(trim(button))).map(|hit| hit.rule.name.clone())
}
