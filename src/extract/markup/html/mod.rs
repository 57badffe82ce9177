//! *HTML*, read with a guard and turned into pieces.
//!
//! The tree builder takes time in the square of the depth and knows no limit, so the text is fed to it in small bites
//! and it is stopped when the tree grows too deep or too large; the rest of the document is then read with its tags
//! stripped. All limits count nodes and bytes, never time: the same file always gives the same article.

mod base;
mod element;
mod ink;
mod mentions;
mod names;
mod prepare;
mod table;
mod walk;

#[cfg(test)]
#[path = "tests.rs"]
mod pictures;

pub(crate) use base::{resolve, whole};
pub(crate) use element::{is_block, is_hidden, visible_text};
pub(crate) use prepare::{prepare, strip_tags};
pub(crate) use walk::{Plan, Walk};

use ego_tree::{NodeId, NodeRef};
use html5ever::driver::{ParseOpts, Parser, parse_document, parse_fragment};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{QualName, local_name, ns};
use scraper::{Html, HtmlTreeSink, Node};

use crate::model::{Limits, Note, SafeText};

/// The attribute of a list or table that was written as one, in Markdown: it lays out no page, whatever is in it.
pub(crate) const MEANT: &str = "data-meant";

/// How much is fed at a time.
const BITE: usize = 4096;

/// A parsed document and what was not parsed any more.
pub(crate) struct Parsed {
    pub html: Html,
    /// The text of the rest, its tags stripped; empty nearly always.
    pub rest: String,
    /// Why there is a rest.
    pub note: Option<Note>,
}

/// Parses a whole page.
pub(crate) fn document(text: &str, limits: &Limits) -> Parsed {
    feed(parse_document(HtmlTreeSink::new(Html::new_document()), options()), text, limits)
}

/// Parses what stands inside a body.
pub(crate) fn fragment(text: &str, limits: &Limits) -> Parsed {
    let context = QualName::new(None, ns!(html), local_name!("body"));
    feed(parse_fragment(HtmlTreeSink::new(Html::new_fragment()), options(), context, Vec::new(), false), text, limits)
}

/// Without scripting, so that `noscript` is a tree and not a text.
fn options() -> ParseOpts {
    ParseOpts { tree_builder: TreeBuilderOpts { scripting_enabled: false, ..Default::default() }, ..Default::default() }
}

fn feed(mut parser: Parser<HtmlTreeSink>, text: &str, limits: &Limits) -> Parsed {
    let end = prepare::sane_prefix(text);
    let mut reached = (end < text.len()).then(|| format!("more than {} attributes", prepare::MOST_ATTRIBUTES));
    let mut at = 0;
    while at < end {
        let mut next = (at + BITE).min(end);
        while !text.is_char_boundary(next) {
            next += 1;
        }
        parser.process(StrTendril::from_slice(&text[at..next]));
        at = next;
        let mut tree = parser.tokenizer.sink.sink.0.borrow_mut();
        // Nobody reads them, and there may be one for every byte.
        tree.errors.clear();
        if tree.tree.values().len() > limits.html_nodes {
            reached = Some(format!("more than {} HTML nodes", limits.html_nodes));
            break;
        }
        if is_deeper(tree.tree.root(), limits.html_depth) {
            reached = Some(format!("HTML nested deeper than {}", limits.html_depth));
            break;
        }
    }
    let rest = strip_tags(&text[at..]);
    let note = reached.map(|message| Note::Limit { message: SafeText::line(&message) });
    Parsed { html: parser.finish(), rest, note }
}

/// Whether the branch that is being built is deeper than `most`.
fn is_deeper(root: NodeRef<'_, Node>, most: usize) -> bool {
    std::iter::successors(root.last_child(), NodeRef::last_child).nth(most).is_some()
}

/// The element's name, or nothing for other nodes.
pub(crate) fn name<'a>(node: &NodeRef<'a, Node>) -> &'a str {
    match node.value() {
        Node::Element(element) => element.name(),
        _ => "",
    }
}

/// An attribute of an element.
pub(crate) fn attr<'a>(node: &NodeRef<'a, Node>, name: &str) -> Option<&'a str> {
    match node.value() {
        Node::Element(element) => element.attr(name),
        _ => None,
    }
}

/// The classes and the id of an element.
pub(crate) fn tokens<'a>(node: &NodeRef<'a, Node>) -> impl Iterator<Item = &'a str> + Clone {
    let class = attr(node, "class").unwrap_or_default();
    class.split_ascii_whitespace().chain(attr(node, "id").map(str::trim))
}

/// Whether the node with `id` is there to be found.
pub(crate) fn node(html: &Html, id: NodeId) -> Option<NodeRef<'_, Node>> {
    html.tree.get(id)
}

/// Whether a text has a tag of HTML in it.
pub(crate) fn has_tags(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|lt| {
        let tag = text[lt + 1..].strip_prefix('/').unwrap_or(&text[lt + 1..]);
        let length = tag.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let (name, after) = tag.split_at(length);
        after.starts_with(['>', '/', ' ', '\t', '\n', '\r']) && names::tells(name)
    })
}

/// Text in which references such as `&#123;` are read.
pub(crate) fn decode_references(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let parsed = fragment(&text.replace('<', "&lt;"), &Limits::default());
    let mut out = String::new();
    for node in parsed.html.tree.root().descendants() {
        if let Node::Text(text) = node.value() {
            out.push_str(text);
        }
    }
    out + &parsed.rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_tags_are_text() {
        assert_eq!(decode_references("a &#123;b&#125; &amp; <c>"), "a {b} & <c>");
    }

    #[test]
    fn a_bomb_is_stopped_and_its_text_is_kept() {
        for open in ["<div>", "<ul><li>", "<b>", "<table><tr><td>", "<font a>"] {
            let text = open.repeat(60_000) + "天津的正文。";
            let parsed = fragment(&text, &Limits::default());
            assert!(parsed.rest.contains("天津的正文。"), "{open}");
            assert!(matches!(parsed.note, Some(Note::Limit { .. })), "{open}");
        }
        let attributes: String = (0..200_000).map(|n| format!(" a{n}=1")).collect();
        let parsed = fragment(&format!("<p{attributes}>天津"), &Limits::default());
        assert!(parsed.rest.contains("天津") && parsed.note.is_some());
        let small = Limits { html_nodes: 100, html_depth: 20, ..Limits::default() };
        assert!(fragment(&"<p>天津".repeat(2000), &small).note.is_some());
        assert!(fragment(&("<b>".repeat(30) + &"天".repeat(2000)), &small).note.is_some());
        assert_eq!(fragment("<p>天津</p>", &small).note, None);
    }
}
