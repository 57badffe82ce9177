//! Which elements are for the reader at all. What is not is kept as a cut draft block: its text, and the images in it.

use ego_tree::NodeRef;
use scraper::Node;

use super::formulas::{is_formula_twin, own_tex};
use super::walker::Walker;
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::said::hint;
use crate::extract::furniture::{Becomes, CreditField, CreditHint, Rule};
use crate::extract::markup::html::dom::{attr, is_bare, name, tokens};
use crate::extract::markup::html::element::{
    hides_text, holds_code, is_block, is_hidden, is_longer, raw_text, visible_text,
};
use crate::extract::prose::{count_seen, is_prose, trim};
use crate::model::{Block, BlockKind, Inline, SafeText};

/// The longest text, in characters, that is taken for hidden: articles wait hidden for a script to unfold them.
const LONGEST_HIDDEN: usize = 1000;

/// The longest caption of an image that is not there, in characters.
const LONGEST_CAPTION: usize = 600;

/// The length of the text in a node, in characters that are not white; counted no further than to `enough`.
fn length(node: NodeRef<'_, Node>, enough: usize) -> usize {
    let texts = node.descendants().filter(|node| !hides_text(*node)).filter_map(|node| node.value().as_text());
    let mut length = 0;
    for text in texts {
        length += count_seen(text);
        if length >= enough {
            break;
        }
    }
    length
}

impl<'f> Walker<'f> {
    /// Whether an element is for the reader; what is not is kept as a cut draft.
    pub(super) fn admits(&mut self, node: NodeRef<'_, Node>, tag: &str) -> bool {
        if self.plan.as_written {
            return true;
        }
        // Many an element has nothing by which it could be told.
        let bare = is_bare(&node);
        if !bare
            && !self.plan.cut.contains_key(&node.id())
            && let Some(tex) = own_tex(node, tag)
        {
            self.tex(node, &tex);
            return false;
        }
        let reason = match tag {
            "script" | "style" => Some(tag),
            "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "svg" | "map" | "template" => Some("embed"),
            "noscript" if !stands_in(node) => Some("noscript"),
            "input" | "select" | "textarea" | "option" => Some("form"),
            "button" if self.pre.is_none() => Some("form"),
            "head" => Some("head"),
            _ => None,
        };
        let reason = reason.or_else(|| self.plan.cut.get(&node.id()).map(String::as_str));
        if let Some(reason) = reason {
            let text = if matches!(tag, "script" | "style") { raw_text(node) } else { visible_text(node) };
            let text = if text.is_empty() { attr(&node, "src").unwrap_or_default().to_owned() } else { text };
            if is_block(tag) {
                // What stands before it and after it are two paragraphs.
                self.flush();
            }
            self.push_aside(DraftBlock::cut(trim(&text), reason));
            return false;
        }
        if !bare && is_formula_twin(node) {
            return false;
        }
        // A plan has decided about what is hidden.
        if !bare
            && self.plan.cut.is_empty()
            && is_hidden(node)
            && !is_longer(node, LONGEST_HIDDEN)
            && !holds_formula(node)
        {
            let text = visible_text(node);
            if !is_prose(&text) {
                self.cut(node, &text, "hidden");
                return false;
            }
        }
        if tag == "a" && self.is_advert(node) {
            return false;
        }
        if self.is_beside_code(node, tag) {
            self.cut(node, &visible_text(node), "line-numbers");
            return false;
        }
        if self.is_head_of_code(node, tag) {
            self.flush();
            self.cut(node, &visible_text(node), "copy-button");
            return false;
        }
        let rule = if bare { None } else { self.rules.element(tokens(&node)) };
        match rule {
            Some(Rule { becomes: Some(Becomes::Caption), .. }) => self.caption(node),
            // A plan has weighed what its rules know; what is left are credits.
            Some(rule)
                if rule.becomes.is_none()
                    && (self.plan.main.is_none() || rule.field.is_some() || rule.in_lines && !is_block(tag)) =>
            {
                self.by_rule(node, rule)
            }
            None if tag == "figcaption" => self.caption(node),
            _ => true,
        }
    }

    /// Half of the article's text, in characters, or `most`, if it is more than that: hardly anything asks for much.
    pub(super) fn half_inside(&self, most: usize) -> usize {
        let enough = most.saturating_mul(2).saturating_add(2);
        let (counted_to, mut length) = self.length_inside.get();
        if counted_to < enough && length >= counted_to {
            let main = self.plan.main.and_then(|id| self.html.tree.get(id));
            length = self::length(main.unwrap_or(self.html.tree.root()), enough);
            self.length_inside.set((enough, length));
        }
        (length / 2).min(most)
    }

    fn by_rule(&mut self, node: NodeRef<'_, Node>, rule: &'f Rule) -> bool {
        // An element with more than half of the document's text is the article and no furniture. A plan has told them apart.
        let most = || if self.plan.main.is_none() { self.half_inside(rule.max()) } else { usize::MAX };
        if is_longer(node, rule.max()) || is_longer(node, most()) {
            return true;
        }
        let text = visible_text(node);
        // What reads like the article itself is not cut for the name of its box.
        if name(&node) != "img" && rule.field.is_none() && !rule.cuts_prose && is_prose(&text) {
            return true;
        }
        if !rule.is_only(&text) || holds_code(node, rule.cuts_prose) && !rule.names_only(&text) {
            return true;
        }
        if let (Some(field), Some(value)) = (rule.field, rule.value(&text))
            && !value.is_empty()
        {
            self.out.credits.push((field, value));
        }
        // Who wrote an exported post may be named in a card only.
        if rule.name == "author-card" && matches!(hint(tokens(&node)), Some(CreditHint::Author | CreditHint::Nick)) {
            self.out.credits.push((CreditField::Author, text.clone()));
        }
        self.cut(node, &text, &rule.name);
        false
    }

    /// Keeps what is cut: the text of an element, and where its images are.
    fn cut(&mut self, node: NodeRef<'_, Node>, text: &str, reason: &str) {
        const MOST: usize = 64;
        let images = node.descendants().filter(|inside| name(inside) == "img").take(MOST);
        let images = images.filter_map(|image| self.source(image)).collect();
        self.push_aside(DraftBlock { images, ..DraftBlock::cut(text, reason) });
    }

    /// A link to a shop or an advertiser that stands alone in its paragraph. In a sentence it is a word of it.
    fn is_advert(&mut self, node: NodeRef<'_, Node>) -> bool {
        let Some(hit) = attr(&node, "href").and_then(|href| self.rules.link(href)) else { return false };
        let text = visible_text(node);
        let alone = node.parent().is_some_and(|holder| !is_longer(holder, 400) && visible_text(holder) == text);
        if !alone || is_prose(&text) {
            return false;
        }
        self.cut(node, &text, &hit.rule.name);
        true
    }

    /// The caption of the image just before it, which may have it already from its `alt`.
    fn caption(&mut self, node: NodeRef<'_, Node>) -> bool {
        let text = visible_text(node);
        if !self.builder.is_blank() {
            return true;
        }
        let Some(image) = self.out.drafts.last_mut().filter(|draft| draft.is_image() && draft.kept()) else {
            // In a page the image may be one that only a script would have shown.
            let orphan = self.plan.main.is_some() && text.chars().count() <= LONGEST_CAPTION;
            if orphan && !text.is_empty() {
                self.push(DraftBlock::new(Block::plain(BlockKind::Image { src: None }, SafeText::body(&text))));
            }
            return !orphan;
        };
        if !text.is_empty() {
            image.block.inline = Inline::plain(SafeText::body(&text));
            image.alt = false;
        }
        false
    }
}

/// Whether a `noscript` holds the only image there is: beside it stands none that a script would load.
fn stands_in(node: NodeRef<'_, Node>) -> bool {
    let shows = |near: NodeRef<'_, Node>| near.descendants().take(50).any(|inside| name(&inside) == "img");
    let element = |near: &NodeRef<'_, Node>| near.value().is_element();
    let beside = [node.prev_siblings().find(element), node.next_siblings().find(element)];
    let frame = |near: &NodeRef<'_, Node>| matches!(name(near), "img" | "picture" | "span" | "a" | "i");
    shows(node) && !beside.into_iter().flatten().filter(frame).any(shows)
}

/// Whether a hidden element is a formula for those who do not see its picture.
fn holds_formula(node: NodeRef<'_, Node>) -> bool {
    node.descendants().take(5).any(|inside| name(&inside) == "math")
}
