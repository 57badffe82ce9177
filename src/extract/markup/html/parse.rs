//! *Parsing* with a guard.
//!
//! The tree builder takes time in the square of the depth and knows no limit, so the text is fed to it in small bites
//! and it is stopped when the tree grows too deep or too large; the rest of the document is then read with its tags
//! stripped. All limits count nodes and bytes, never time: the same file always gives the same article.

use ego_tree::{NodeRef, Tree};
use html5ever::driver::{ParseOpts, Parser, parse_document, parse_fragment};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{QualName, local_name, ns};
use scraper::{Html, HtmlTreeSink, Node};

use super::prepare::{self, strip_tags};
use super::shadow;
use crate::model::{Limits, Note, SafeText};

/// How much is fed at a time.
const BITE: usize = 4096;

/// A parsed document and what was not parsed any more.
pub(crate) struct ParsedHtml {
    pub html: Html,
    /// The text of the rest, its tags stripped; empty nearly always.
    pub rest: String,
    /// Why there is a rest.
    pub note: Option<Note>,
}

/// Parses a whole page.
pub(crate) fn document(text: &str, limits: &Limits) -> ParsedHtml {
    feed(parse_document(sink(Html::new_document(), Node::Document, text), options()), text, limits)
}

/// Parses what stands inside a body.
pub(crate) fn fragment(text: &str, limits: &Limits) -> ParsedHtml {
    let context = QualName::new(None, ns!(html), local_name!("body"));
    let sink = sink(Html::new_fragment(), Node::Fragment, text);
    feed(parse_fragment(sink, options(), context, Vec::new(), false), text, limits)
}

/// Where the tree is built, with room for it: an element and a text for each tag that opens, and a text behind it.
fn sink(html: Html, root: Node, text: &str) -> HtmlTreeSink {
    const MOST: usize = 4096;
    let tags = memchr::memchr_iter(b'<', text.as_bytes()).take(MOST).count();
    HtmlTreeSink::new(Html { tree: Tree::with_capacity(root, tags * 3 / 2 + 4), ..html })
}

/// Without scripting, so that `noscript` is a tree and not a text.
fn options() -> ParseOpts {
    ParseOpts { tree_builder: TreeBuilderOpts { scripting_enabled: false, ..Default::default() }, ..Default::default() }
}

fn feed(mut parser: Parser<HtmlTreeSink>, text: &str, limits: &Limits) -> ParsedHtml {
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
        // They are not read, and there may be one for every byte.
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
    let mut html = parser.finish();
    shadow::flatten(&mut html);
    ParsedHtml { html, rest, note }
}

/// Whether the branch that is being built is deeper than `most`.
fn is_deeper(root: NodeRef<'_, Node>, most: usize) -> bool {
    std::iter::successors(root.last_child(), NodeRef::last_child).nth(most).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

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
