//! *Numbering*: what a page sets beside a listing or over it, in its box: the numbers of the lines, the name of the language.

use ego_tree::NodeRef;
use scraper::Node;

use super::listing::is_numbering;
use super::walker::Walker;
use crate::extract::furniture;
use crate::extract::markup::html::dom::{name, tokens};
use crate::extract::markup::html::element::{code_language, is_longer, visible_text};
use crate::extract::prose::trim;

/// How many nodes of a neighbour are looked at for its code.
const FAR: usize = 200;

impl Walker<'_> {
    /// Whether an element is the numbers of the lines of a listing: it has no other text, and the listing is its
    /// neighbour or around it.
    pub(super) fn is_beside_code(&self, node: NodeRef<'_, Node>, tag: &str) -> bool {
        const LONGEST: usize = 60_000;
        if !matches!(tag, "td" | "th" | "div" | "span" | "ul" | "ol" | "pre" | "section" | "aside") {
            return false;
        }
        let named = || self.rules.element(tokens(&node)).is_some_and(|rule| rule.name == "line-numbers");
        let inside = self.pre.is_some();
        if inside && !named() || !inside && !neighbours(node).any(is_listing) || is_longer(node, LONGEST) {
            return false;
        }
        let text = visible_text(node);
        let counts = !text.is_empty() && text.split_whitespace().all(|word| word.parse::<u32>().is_ok());
        counts && (named() || is_numbering(&text) && !matches!(tag, "ul" | "ol"))
    }

    /// Whether an element right over a listing is the head of its box: it begins with the name of its language, which
    /// stands alone there or before a button.
    pub(super) fn is_head_of_code(&self, node: NodeRef<'_, Node>, tag: &str) -> bool {
        const LONGEST: usize = 24;
        if self.pre.is_some() || self.table.is_some() || !matches!(tag, "div" | "span" | "header") {
            return false;
        }
        let mut behind = node.next_siblings().filter(|near| !is_blank(*near));
        let Some(pre) = behind.next().and_then(|near| near.descendants().take(4).find(|inside| name(inside) == "pre"))
        else {
            return false;
        };
        let first =
            node.descendants().filter_map(|inside| inside.value().as_text()).find(|text| !trim(text).is_empty());
        let language = code_language(pre);
        let said = first.zip(language).is_some_and(|(text, language)| trim(text).eq_ignore_ascii_case(&language));
        said && !is_longer(node, LONGEST)
    }
}

fn is_blank(node: NodeRef<'_, Node>) -> bool {
    node.value().is_comment() || node.value().as_text().is_some_and(|text| trim(text).is_empty())
}

/// The elements right before and right behind an element.
fn neighbours(node: NodeRef<'_, Node>) -> impl Iterator<Item = NodeRef<'_, Node>> {
    let near = |near: &NodeRef<'_, Node>| !is_blank(*near);
    node.prev_siblings().find(near).into_iter().chain(node.next_siblings().find(near))
}

/// Whether an element holds a listing and little else: a `pre`, or lines of a highlighter in a cell that says code.
fn is_listing(node: NodeRef<'_, Node>) -> bool {
    let pre = || node.descendants().take(FAR).any(|inside| name(&inside) == "pre");
    match name(&node) {
        "pre" => true,
        "td" | "div" | "section" | "figure" => {
            pre() || tokens(&node).any(|token| token != "container" && furniture::is_code(token))
        }
        _ => false,
    }
}
