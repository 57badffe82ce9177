//! Links: where each leads, and which of those inside of a document are kept.

use std::collections::HashSet;

use ego_tree::NodeRef;
use scraper::Node;

use super::walker::Walker;
use crate::extract::markup::html::dom::{MEANT, attr, name};
use crate::extract::markup::html::element::{is_longer, is_relative, is_web, visible_text};
use crate::model::SafeText;

/// The longest text of a link that is a footnote's mark, in characters.
const LONGEST_MARK: usize = 8;

impl Walker<'_> {
    /// Where a link leads: to a page, to a file of the archive, or from a footnote's mark to the footnote and back.
    pub(super) fn link(&self, node: NodeRef<'_, Node>) -> Option<SafeText> {
        let href = attr(&node, "href")?;
        let kept = match href.strip_prefix('#') {
            Some("") => false,
            Some(anchor) => {
                self.plan.as_written || attr(&node, MEANT).is_some() || is_mark(node) && self.has_anchor(anchor)
            }
            // A file of the archive: only what is no page, and was not saved from a site, leads to one.
            None => self.plan.as_written || is_web(href) || attr(&node, MEANT).is_some() && is_relative(href),
        };
        // An address that leads nowhere from here still tells a link from a text, until the drafts are assembled.
        Some(if kept { SafeText::line(href) } else { SafeText::default() })
    }

    /// Keeps the name of an element that a link leads to: what is written next stands there.
    pub(super) fn anchor(&mut self, node: NodeRef<'_, Node>, tag: &str) {
        if self.wanted.is_empty() && !self.plan.is_linked_to {
            return;
        }
        let names = [attr(&node, "id"), if tag == "a" { attr(&node, "name") } else { None }];
        for name in names.into_iter().flatten() {
            if self.plan.is_linked_to || self.wanted.contains(name) {
                self.builder.anchor(name);
            }
        }
    }

    fn has_anchor(&self, anchor: &str) -> bool {
        let anchors = self.anchors.get_or_init(|| {
            let nodes = self.html.tree.nodes();
            nodes.flat_map(|node| [attr(&node, "id"), attr(&node, "name")]).flatten().collect::<HashSet<_>>()
        });
        anchors.contains(anchor)
    }
}

/// Whether a link is the mark of a footnote, or the way back from it: a number, a sign, or something that stands high.
fn is_mark(node: NodeRef<'_, Node>) -> bool {
    const FAR: usize = 3;
    if is_longer(node, LONGEST_MARK) {
        return false;
    }
    let text = visible_text(node);
    let high = node.ancestors().take(FAR).any(|holder| name(&holder) == "sup");
    !text.is_empty() && (high || text.chars().all(|c| !c.is_alphabetic() || c == '注'))
}
