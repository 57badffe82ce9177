//! The *walk* over a tree that turns it into pieces: one pass over the open and close of every element, never
//! recursive, so that no depth of the document can matter.

use std::collections::HashSet;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{Html, Node};

use super::super::furniture::{self, Becomes, Field, Rule};
use super::super::piece::Piece;
use super::super::prose::{is_prose, trim};
use super::ink::{Ink, Setting, Stroke, inline};
use super::table::{self, TableInk};
use super::{attr, name, tokens};
use crate::model::{Block, BlockKind, Format, Inline, ListItem, SafeText, Span};

/// The longest text, in characters, that is taken for hidden: articles wait hidden for a script to unfold them.
const LONGEST_HIDDEN: usize = 1000;

/// What a walk has found.
pub(in super::super) struct Walk {
    pub pieces: Vec<Piece>,
    /// Credits that were elements of their own.
    pub credits: Vec<(Field, String)>,
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

/// The pieces and everything that is open.
struct Walker {
    format: Format,
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
    /// Walks over the whole tree. What is outside of `main` is marked so.
    pub fn over(html: &Html, main: Option<NodeId>, format: Format) -> Self {
        let mut walker = Walker {
            format,
            out: Walk { pieces: Vec::new(), credits: Vec::new() },
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
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(_) if skipped.is_some() => {}
                Edge::Open(node) => {
                    if Some(node.id()) == main {
                        walker.flush();
                        walker.inside = true;
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
                        walker.flush();
                        walker.inside = false;
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

impl Walker {
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
            "strong" | "b" => {
                self.bold += 1;
                self.emphasis += 1;
            }
            "em" | "i" => self.emphasis += 1,
            "code" | "kbd" | "samp" | "tt" => {
                self.code += 1;
                if let Some((_, lang)) = &mut self.pre {
                    *lang = lang.take().or_else(|| code_language(node));
                }
            }
            "a" => self.links.push(attr(&node, "href").filter(|href| is_web(href)).map(SafeText::line)),
            "rt" if !has_brackets(node) => {
                self.text("（");
            }
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
            self.emphasis += 1;
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
            "rt" if !has_brackets(node) => {
                self.text("）");
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
            self.emphasis = self.emphasis.saturating_sub(1);
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
        if let Some(reason) = reason {
            let text = if matches!(tag, "script" | "style") { raw_text(node) } else { visible_text(node) };
            let text = if text.is_empty() { attr(&node, "src").unwrap_or_default().to_owned() } else { text };
            self.push_aside(Piece::cut(trim(&text), reason));
            return false;
        }
        if is_hidden(node) && !is_longer(node, LONGEST_HIDDEN) {
            let text = visible_text(node);
            if !is_prose(&text) {
                self.push_aside(Piece::cut(&text, "hidden"));
                return false;
            }
        }
        match furniture::element(tokens(&node), self.format) {
            Some(Rule { becomes: Some(Becomes::Caption), .. }) => self.caption(node),
            Some(rule) if rule.becomes.is_none() => self.by_rule(node, rule),
            None if tag == "figcaption" => self.caption(node),
            _ => true,
        }
    }

    fn by_rule(&mut self, node: NodeRef<'_, Node>, rule: &'static Rule) -> bool {
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
        let Some(image) = self.out.pieces.last_mut().filter(|piece| piece.is_image() && piece.kept()) else {
            return true;
        };
        if !self.ink.is_blank() {
            return true;
        }
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
        let inline = furniture::element(tokens(&node), self.format)
            .is_some_and(|rule| rule.becomes == Some(Becomes::InlineImage));
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
        if let Some(hit) = src.and_then(|src| furniture::image(src, self.format)) {
            piece.cut_for(&hit.rule.name);
        } else if small {
            piece.cut_for("tiny-image");
        }
        self.push(piece);
    }

    /// Ends the run of ink and gives its paragraphs to what is open around them.
    fn flush(&mut self) {
        if self.pre.is_some() {
            return;
        }
        for stroke in self.ink.take(self.paragraphs == 0 && self.table.is_none()) {
            self.stroke(stroke);
        }
    }

    fn stroke(&mut self, stroke: Stroke) {
        let Stroke { inline, bold } = stroke;
        if let Some(table) = &mut self.table {
            table.write(&inline);
        } else if !self.list.levels.is_empty() {
            self.item_text(&inline);
        } else if let Some(level) = self.heading {
            let text = SafeText::line(&inline.text);
            self.push(Piece::new(Block::plain(BlockKind::Heading { level }, text)));
        } else if self.quotes > 0 {
            self.quote.push(inline);
        } else {
            self.push(Piece { bold, ..Piece::new(Block { kind: BlockKind::Paragraph, inline }) });
        }
    }

    /// Puts a block where it stands: what is open around it is ended first, so that the order is kept.
    fn push(&mut self, piece: Piece) {
        self.end_quote();
        self.end_items();
        self.push_aside(piece);
    }

    /// Puts a piece into the order without ending what is open.
    fn push_aside(&mut self, mut piece: Piece) {
        piece.outside = !self.inside;
        if piece.kept() || !piece.text().is_empty() {
            self.out.pieces.push(piece);
        }
    }

    fn end_quote(&mut self) {
        let (text, spans) = join(std::mem::take(&mut self.quote));
        if !text.is_empty() {
            self.push_aside(Piece::new(Block { kind: BlockKind::Quote, inline: inline(text, spans) }));
        }
    }

    fn open_item(&mut self) {
        let depth = u8::try_from(self.list.levels.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let Some(level) = self.list.levels.last_mut() else { return };
        let number = *level;
        *level = level.map(|number| number.saturating_add(1));
        let end = self.list.text.len();
        self.list.items.pop_if(|item| item.range.is_empty());
        self.list.items.push(ListItem { range: end..end, depth, number });
        self.list.fresh = true;
    }

    fn item_text(&mut self, text: &Inline) {
        let depth = u8::try_from(self.list.levels.len().saturating_sub(1)).unwrap_or(u8::MAX);
        if self.list.items.is_empty() {
            // Text of an item that an image or a code block has interrupted, or text outside of any item.
            self.list.items.push(ListItem { range: 0..0, depth, number: None });
            self.list.fresh = true;
        }
        if !self.list.text.is_empty() {
            self.list.text.push('\n');
        }
        let at = self.list.text.len();
        self.list.text.push_str(&text.text);
        let end = self.list.text.len();
        self.list.spans.extend(shift(&text.spans, at));
        if let Some(item) = self.list.items.last_mut() {
            item.range = if self.list.fresh { at..end } else { item.range.start..end };
        }
        self.list.fresh = false;
    }

    fn end_items(&mut self) {
        let text = std::mem::take(&mut self.list.text);
        let spans = std::mem::take(&mut self.list.spans);
        let mut items = std::mem::take(&mut self.list.items);
        items.retain(|item| !item.range.is_empty());
        if items.is_empty() {
            return;
        }
        let length = text.len();
        let inline = inline(text, spans);
        let kind = if inline.text.len() == length { BlockKind::List { items } } else { BlockKind::Paragraph };
        self.push_aside(Piece::new(Block { kind, inline }));
    }

    fn end_list(&mut self) {
        self.end_items();
        self.list = ListInk::default();
    }

    fn cell(&mut self, turn: impl FnOnce(&mut TableInk)) {
        self.flush();
        if let Some(table) = &mut self.table {
            turn(table);
        }
    }

    fn end_table(&mut self) {
        if let Some(block) = self.table.take().and_then(TableInk::finish) {
            self.push(Piece::new(block));
        }
    }

    fn end_pre(&mut self) {
        let Some((code, lang)) = self.pre.take() else { return };
        let code = SafeText::body(code.trim_end());
        let mut lines: Vec<&str> = code.lines().collect();
        while lines.first().is_some_and(|line| trim(line).is_empty()) {
            lines.remove(0);
        }
        while let Some(hit) = lines.last().and_then(|line| furniture::code(trim(line), self.format)) {
            let button = lines.pop().unwrap_or_default();
            self.push_aside(Piece::cut(trim(button), &hit.rule.name));
        }
        let text = lines.join("\n");
        if !trim(&text).is_empty() {
            self.push(Piece::new(Block::plain(BlockKind::Code { lang }, SafeText::from(text))));
        }
    }
}

/// Paragraphs as one text, parted by `\n`.
fn join(paragraphs: Vec<Inline>) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push('\n');
        }
        spans.extend(shift(&paragraph.spans, text.len()));
        text.push_str(&paragraph.text);
    }
    (text, spans)
}

fn shift(spans: &[Span], by: usize) -> impl Iterator<Item = Span> {
    spans.iter().map(move |span| Span { start: span.start + by, end: span.end + by, ..span.clone() })
}

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

fn hides_text(text: NodeRef<'_, Node>) -> bool {
    text.parent().is_some_and(|parent| matches!(name(&parent), "script" | "style" | "title"))
}

fn raw_text(node: NodeRef<'_, Node>) -> String {
    node.descendants().filter_map(|child| child.value().as_text().map(|text| text.to_string())).collect()
}

fn is_hidden(node: NodeRef<'_, Node>) -> bool {
    let style = attr(&node, "style").unwrap_or_default();
    attr(&node, "hidden").is_some()
        || style.split(';').any(|rule| rule.split_whitespace().collect::<String>().eq_ignore_ascii_case("display:none"))
}

/// Whether a ruby text brings its own brackets for readers without ruby.
fn has_brackets(rt: NodeRef<'_, Node>) -> bool {
    rt.prev_siblings().take(2).any(|sibling| name(&sibling) == "rp")
}

/// Whether an element has more text than `most` characters; it is not read further than that.
fn is_longer(node: NodeRef<'_, Node>, most: usize) -> bool {
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
fn is_bold(node: NodeRef<'_, Node>, tag: &str) -> bool {
    !matches!(tag, "strong" | "b")
        && (attr(&node, "cms-style").is_some_and(|style| style.contains("strong"))
            || attr(&node, "style").is_some_and(|style| {
                let style: String = style.split_whitespace().collect();
                ["font-weight:bold", "font-weight:7", "font-weight:800"].iter().any(|bold| style.contains(bold))
            }))
}

fn is_block(tag: &str) -> bool {
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

fn is_web(href: &str) -> bool {
    let scheme = href.split(':').next().unwrap_or_default();
    ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && href.contains(':')
}

/// An `alt` that says something: not a file name, not one word of a template.
fn is_caption(alt: &str) -> bool {
    alt.chars().count() >= 4
        && !alt.contains("://")
        && !alt.is_ascii()
        && !alt.ends_with(".jpg")
        && !alt.ends_with(".png")
}

fn code_language(node: NodeRef<'_, Node>) -> Option<SafeText> {
    let class = attr(&node, "class").unwrap_or_default();
    let named = class
        .split_ascii_whitespace()
        .find_map(|class| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-")));
    named.or_else(|| attr(&node, "lang")).map(SafeText::line).filter(|lang| !lang.is_empty())
}
