//! The *walk* over a tree that turns it into pieces: one pass over the open and close of every element, never
//! recursive, so that no depth of the document can matter.

mod blocks;

use std::collections::HashSet;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashMap;
use scraper::{Html, Node};

use super::super::furniture::{Becomes, Field, Rule, Rules};
use super::super::piece::Piece;
use super::super::prose::{is_prose, trim};
use super::element::{
    code_language, is_block, is_bold, is_caption, is_hidden, is_longer, is_web, raw_text, visible_text,
};
use super::ink::{Ink, Setting};
use super::table::{self, TableInk};
use super::{attr, name, tokens};
use crate::model::{Block, BlockKind, Inline, ListItem, Note, SafeText, Span};

/// The longest text, in characters, that is taken for hidden: articles wait hidden for a script to unfold them.
const LONGEST_HIDDEN: usize = 1000;

/// The longest caption of an image that is not there, in characters.
const LONGEST_CAPTION: usize = 600;

/// What is known about a document before the walk over it.
#[derive(Debug, Default)]
pub(in super::super) struct Plan {
    /// The element that holds the main content; everything is, without one.
    pub main: Option<NodeId>,
    /// The elements that are to be cut, with the reason of each.
    pub cut: FxHashMap<NodeId, String>,
}

/// What a walk has found.
pub(in super::super) struct Walk {
    pub pieces: Vec<Piece>,
    /// Credits that were elements of their own.
    pub credits: Vec<(Field, String)>,
    /// What has to be said of the parsing.
    pub note: Option<Note>,
}

/// A list that is open.
#[derive(Default)]
struct ListInk {
    /// For each open `ul` or `ol`: the number of its next item, if it counts.
    levels: Vec<Option<u32>>,
    text: String,
    spans: Vec<Span>,
    items: Vec<ListItem>,
    /// Whether an item is open whose text has not begun.
    fresh: bool,
}

/// What was open when the main element began.
#[derive(Default)]
struct Around {
    list: ListInk,
    quotes: usize,
}

/// The pieces and everything that is open.
struct Walker<'f> {
    rules: Rules<'f>,
    plan: &'f Plan,
    out: Walk,
    ink: Ink,
    bold: usize,
    emphasis: usize,
    code: usize,
    links: Vec<Option<SafeText>>,
    /// How many paragraph elements are open: outside of them a `<br>` ends a paragraph.
    paragraphs: usize,
    heading: Option<u8>,
    quotes: usize,
    quote: Vec<Inline>,
    list: ListInk,
    table: Option<TableInk>,
    pre: Option<(String, Option<SafeText>)>,
    /// Inside of the main content, or there is none.
    inside: bool,
    /// The elements that hold the main content: they are never furniture.
    holders: HashSet<NodeId>,
}

impl Walk {
    /// Walks over the whole tree. What is outside of the main content is marked so.
    pub fn over(html: &Html, plan: &Plan, rules: Rules<'_>) -> Self {
        let main = plan.main;
        let mut walker = Walker {
            rules,
            plan,
            out: Walk { pieces: Vec::new(), credits: Vec::new(), note: None },
            ink: Ink::default(),
            bold: 0,
            emphasis: 0,
            code: 0,
            links: Vec::new(),
            paragraphs: 0,
            heading: None,
            quotes: 0,
            quote: Vec::new(),
            list: ListInk::default(),
            table: None,
            pre: None,
            inside: main.is_none(),
            holders: main
                .and_then(|id| super::node(html, id))
                .map(|node| node.ancestors().map(|holder| holder.id()).chain([node.id()]).collect())
                .unwrap_or_default(),
        };
        // The element whose inside is not for the walk: it was cut as a whole.
        let mut skipped: Option<NodeId> = None;
        let mut around = Around::default();
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(_) if skipped.is_some() => {}
                Edge::Open(node) => {
                    if Some(node.id()) == main {
                        around = walker.enter_main();
                    }
                    if !walker.open(node) {
                        skipped = Some(node.id());
                    }
                }
                Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
                Edge::Close(_) if skipped.is_some() => {}
                Edge::Close(node) => {
                    walker.close(node);
                    if Some(node.id()) == main {
                        walker.leave_main(std::mem::take(&mut around));
                    }
                }
            }
        }
        walker.flush();
        walker.end_quote();
        walker.end_list();
        walker.out
    }
}

impl<'f> Walker<'f> {
    /// Goes into a node; false when it is to be skipped with all that is in it.
    fn open(&mut self, node: NodeRef<'_, Node>) -> bool {
        match node.value() {
            Node::Text(text) => {
                self.text(text);
                return true;
            }
            Node::Comment(comment) => {
                let text = trim(comment);
                if !text.is_empty() {
                    self.push_aside(Piece::cut(text, "comment"));
                }
                return true;
            }
            Node::Element(_) => {}
            _ => return true,
        }
        let tag = name(&node);
        if !self.holders.contains(&node.id()) && !self.admits(node, tag) {
            return false;
        }
        match tag {
            "br" => self.line_break(),
            "hr" => {
                self.flush();
                self.push(Piece::new(Block::plain(BlockKind::Rule, SafeText::default())));
            }
            "img" => self.image(node),
            "strong" | "b" => self.bold += 1,
            "em" | "i" => self.emphasis += 1,
            "code" | "kbd" | "samp" | "tt" => {
                self.code += 1;
                if let Some((_, lang)) = &mut self.pre {
                    *lang = lang.take().or_else(|| code_language(node));
                }
            }
            "a" => self.links.push(attr(&node, "href").filter(|href| is_web(href)).map(SafeText::line)),
            "ruby" => self.ink.begin_base(),
            "rt" if self.pre.is_none() => {
                self.ink.reading(&visible_text(node));
                return false;
            }
            // Brackets for readers without ruby.
            "rp" => return false,
            "pre" => {
                self.flush();
                self.pre.get_or_insert_with(|| (String::new(), code_language(node)));
            }
            "blockquote" => {
                self.flush();
                self.quotes += 1;
            }
            "ul" | "ol" => {
                self.flush();
                if self.pre.is_none() && self.table.is_none() && !table::is_layout_list(node) {
                    let first = attr(&node, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                    self.list.levels.push((tag == "ol").then_some(first));
                }
            }
            "li" => {
                self.flush();
                self.open_item();
            }
            "table" => {
                self.flush();
                if self.table.is_none() && self.list.levels.is_empty() && table::is_data(node) {
                    self.table = Some(TableInk::default());
                }
            }
            "tr" => self.cell(TableInk::row),
            "td" | "th" => {
                let header = tag == "th";
                self.cell(|table| table.cell(header));
            }
            "p" => {
                self.flush();
                self.paragraphs += 1;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = tag.as_bytes().get(1).map(|digit| digit - b'0');
            }
            _ if is_block(tag) => self.flush(),
            _ => {}
        }
        if is_bold(node, tag) {
            self.bold += 1;
        }
        true
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let tag = name(&node);
        match tag {
            "em" | "i" => self.emphasis = self.emphasis.saturating_sub(1),
            "code" | "kbd" | "samp" | "tt" => self.code = self.code.saturating_sub(1),
            "a" => {
                self.links.pop();
            }
            "pre" => self.end_pre(),
            "blockquote" => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
                if self.quotes == 0 {
                    self.end_quote();
                }
            }
            "ul" | "ol" => {
                self.flush();
                if self.pre.is_none() && self.table.is_none() && !table::is_layout_list(node) {
                    self.list.levels.pop();
                    if self.list.levels.is_empty() {
                        self.end_list();
                    }
                }
            }
            "table" => {
                self.flush();
                if table::is_data(node) && self.list.levels.is_empty() {
                    self.end_table();
                }
            }
            "p" => {
                self.flush();
                self.paragraphs = self.paragraphs.saturating_sub(1);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = None;
            }
            "li" if self.pre.is_some() => self.text("\n"),
            _ if is_block(tag) => self.flush(),
            _ => {}
        }
        if matches!(tag, "strong" | "b") || is_bold(node, tag) {
            self.bold = self.bold.saturating_sub(1);
        }
    }

    /// Whether an element is for the reader at all; what is not is kept as a cut piece.
    fn admits(&mut self, node: NodeRef<'_, Node>, tag: &str) -> bool {
        let reason = match tag {
            "script" | "style" => Some(tag),
            "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "svg" | "map" | "template" => Some("embed"),
            "noscript" => Some("noscript"),
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
            self.push_aside(Piece::cut(trim(&text), reason));
            return false;
        }
        // A plan has decided about what is hidden.
        if self.plan.cut.is_empty() && is_hidden(node) && !is_longer(node, LONGEST_HIDDEN) {
            let text = visible_text(node);
            if !is_prose(&text) {
                self.push_aside(Piece::cut(&text, "hidden"));
                return false;
            }
        }
        match self.rules.element(tokens(&node)) {
            Some(Rule { becomes: Some(Becomes::Caption), .. }) => self.caption(node),
            // A plan has weighed what its rules know; what is left are credits.
            Some(rule) if rule.becomes.is_none() && (self.plan.main.is_none() || rule.field.is_some()) => {
                self.by_rule(node, rule)
            }
            None if tag == "figcaption" => self.caption(node),
            _ => true,
        }
    }

    fn by_rule(&mut self, node: NodeRef<'_, Node>, rule: &'f Rule) -> bool {
        if is_longer(node, rule.max()) {
            return true;
        }
        let text = visible_text(node);
        // What reads like the article itself is not cut for the name of its box.
        if name(&node) != "img" && rule.field.is_none() && !rule.cuts_prose && is_prose(&text) {
            return true;
        }
        if let (Some(field), Some(value)) = (rule.field, rule.value(&text))
            && !value.is_empty()
        {
            self.out.credits.push((field, value));
        }
        self.push_aside(Piece::cut(&text, &rule.name));
        false
    }

    /// The caption of the image just before it, which may have it already from its `alt`.
    fn caption(&mut self, node: NodeRef<'_, Node>) -> bool {
        let text = visible_text(node);
        if !self.ink.is_blank() {
            return true;
        }
        let Some(image) = self.out.pieces.last_mut().filter(|piece| piece.is_image() && piece.kept()) else {
            // In a page the image may be one that only a script would have shown.
            let orphan = self.plan.main.is_some() && text.chars().count() <= LONGEST_CAPTION;
            if orphan && !text.is_empty() {
                self.push(Piece::new(Block::plain(BlockKind::Image { src: None }, SafeText::body(&text))));
            }
            return !orphan;
        };
        if !text.is_empty() {
            image.block.inline = Inline::plain(SafeText::body(&text));
        }
        false
    }

    fn text(&mut self, raw: &str) {
        if let Some((code, _)) = &mut self.pre {
            code.push_str(raw);
            return;
        }
        let setting = Setting {
            bold: self.bold > 0,
            emphasis: self.emphasis > 0,
            code: self.code > 0,
            href: self.links.last().cloned().flatten(),
        };
        self.ink.write(raw, &setting);
    }

    fn line_break(&mut self) {
        match &mut self.pre {
            Some((code, _)) => code.push('\n'),
            None => self.ink.line_break(),
        }
    }

    fn image(&mut self, node: NodeRef<'_, Node>) {
        let alt = trim(attr(&node, "alt").unwrap_or_default());
        let inline = self.rules.element(tokens(&node)).is_some_and(|rule| rule.becomes == Some(Becomes::InlineImage));
        let small = ["width", "height"].iter().any(|side| {
            attr(&node, side)
                .and_then(|size| size.trim_end_matches("px").parse::<u32>().ok())
                .is_some_and(|size| size <= 32)
        });
        if inline || (small && !alt.is_empty()) || self.table.is_some() || self.pre.is_some() {
            self.text(alt);
            return;
        }
        let src = ["data-original", "data-src", "data-lazy-src", "data-actualsrc", "data-echo", "data-url", "src"]
            .iter()
            .filter_map(|key| attr(&node, key).map(str::trim))
            .find(|src| !src.is_empty() && !src.starts_with("data:"));
        self.flush();
        let caption = if is_caption(alt) { SafeText::line(alt) } else { SafeText::default() };
        let mut piece = Piece::new(Block::plain(BlockKind::Image { src: src.map(SafeText::line) }, caption));
        if let Some(hit) = src.and_then(|src| self.rules.image(src)) {
            piece.cut_for(&hit.rule.name);
        } else if small {
            piece.cut_for("tiny-image");
        }
        self.push(piece);
    }
}
