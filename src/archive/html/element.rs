//! What one element says of itself: the text it shows, whether it is shown at all, how it is set.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;

use super::ink::{Ink, Setting};
use super::{attr, name};
use crate::model::SafeText;

/// The text a reader of the page would see in an element, its images by their address.
pub(in super::super) fn visible_text(node: NodeRef<'_, Node>) -> String {
    let mut ink = Ink::default();
    let mut image = None;
    for edge in node.traverse() {
        match edge {
            Edge::Open(child) => match child.value() {
                Node::Text(text) if !hides_text(child) => ink.write(text, &Setting::default()),
                Node::Element(_) if is_block(name(&child)) || matches!(name(&child), "br" | "hr") => ink.line_break(),
                Node::Element(_) if name(&child) == "img" && image.is_none() => {
                    image = attr(&child, "src").filter(|src| !src.starts_with("data:"));
                }
                _ => {}
            },
            Edge::Close(child) if is_block(name(&child)) => ink.line_break(),
            Edge::Close(_) => {}
        }
    }
    let lines: Vec<String> = ink.take(true).into_iter().map(|stroke| stroke.inline.text.to_string()).collect();
    if lines.is_empty() { image.unwrap_or_default().to_owned() } else { lines.join("\n") }
}

pub(super) fn hides_text(text: NodeRef<'_, Node>) -> bool {
    text.parent().is_some_and(|parent| matches!(name(&parent), "script" | "style" | "title"))
}

pub(super) fn raw_text(node: NodeRef<'_, Node>) -> String {
    node.descendants().filter_map(|child| child.value().as_text().map(|text| text.to_string())).collect()
}

pub(in super::super) fn is_hidden(node: NodeRef<'_, Node>) -> bool {
    let style = attr(&node, "style").unwrap_or_default();
    attr(&node, "hidden").is_some()
        || style.split(';').any(|rule| rule.split_whitespace().collect::<String>().eq_ignore_ascii_case("display:none"))
}

/// Whether an element has more text than `most` characters; it is not read further than that.
pub(super) fn is_longer(node: NodeRef<'_, Node>, most: usize) -> bool {
    let mut left = most;
    for (nodes, child) in node.descendants().enumerate() {
        if let Node::Text(text) = child.value()
            && !hides_text(child)
        {
            match left.checked_sub(text.chars().filter(|c| !c.is_whitespace()).count()) {
                Some(rest) => left = rest,
                None => return true,
            }
        }
        if nodes > most + 2000 {
            return true;
        }
    }
    false
}

/// Bold by an attribute: `<font cms-style="strong-Bold">`, the same on a `<p>`, or a style.
pub(super) fn is_bold(node: NodeRef<'_, Node>, tag: &str) -> bool {
    !matches!(tag, "strong" | "b")
        && (attr(&node, "cms-style").is_some_and(|style| style.contains("strong"))
            || attr(&node, "style").is_some_and(|style| {
                let style: String = style.split_whitespace().collect();
                ["font-weight:bold", "font-weight:7", "font-weight:800"].iter().any(|bold| style.contains(bold))
            }))
}

pub(in super::super) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "div"
            | "p"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
            | "center"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "figure"
            | "figcaption"
            | "form"
            | "fieldset"
            | "details"
            | "summary"
            | "body"
            | "html"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "pre"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "title"
    )
}

pub(super) fn is_web(href: &str) -> bool {
    let scheme = href.split(':').next().unwrap_or_default();
    ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && href.contains(':')
}

/// An `alt` that says something: not a file name, not one word of a template.
pub(super) fn is_caption(alt: &str) -> bool {
    alt.chars().count() >= 4
        && !alt.contains("://")
        && !alt.is_ascii()
        && !alt.ends_with(".jpg")
        && !alt.ends_with(".png")
}

pub(super) fn code_language(node: NodeRef<'_, Node>) -> Option<SafeText> {
    let class = attr(&node, "class").unwrap_or_default();
    let named = class
        .split_ascii_whitespace()
        .find_map(|class| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-")));
    named.or_else(|| attr(&node, "lang")).map(SafeText::line).filter(|lang| !lang.is_empty())
}
