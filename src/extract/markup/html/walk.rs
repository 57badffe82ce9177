//! The *walk* over a tree that turns it into draft blocks: one pass over the open and close of every element, never
//! recursive, so that no depth of the document can matter.

mod admit;
mod blocks;
mod code;
mod figures;
mod formulas;
mod images;
mod links;
mod listing;
mod numbering;
mod walker;

use std::cell::{Cell, OnceCell};

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use html5ever::local_name;
use rustc_hash::FxHashSet;
use scraper::{Html, Node};

use super::dom::{attr, name, node};
use super::element::{is_block, is_box, tex, visible_text};
use super::inline::{InlineBuilder, Setting};
use super::mathml;
use super::styles::OpenStyles;
use super::table::{self, TableBuilder};
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::FurnitureRules;
use crate::extract::prose::trim;
use crate::model::baseline::Shift;
use crate::model::{Block, BlockKind, SafeText};

use figures::Figures;
use listing::Listing;
use walker::{EnclosingBlocks, ListBuilder, Walker};
pub(crate) use walker::{HtmlWalk, Plan};

impl HtmlWalk {
    /// Walks over the whole tree. What is outside of the main content is marked so.
    pub fn over(html: &Html, plan: &Plan, rules: FurnitureRules<'_>) -> Self {
        let main = plan.main;
        let mut walker = Walker {
            html,
            rules,
            plan,
            out: HtmlWalk { drafts: Vec::new(), credits: Vec::new(), note: None },
            builder: InlineBuilder::default(),
            styles: OpenStyles::default(),
            links: Vec::new(),
            paragraphs: 0,
            heading: None,
            quotes: 0,
            quote: Vec::new(),
            list: ListBuilder::default(),
            table: None,
            captioned: false,
            pre: None,
            figures: Figures::default(),
            later: Vec::new(),
            related: false,
            anchors: OnceCell::new(),
            wanted: FxHashSet::default(),
            homes: Vec::new(),
            boxes: 0,
            inside: main.is_none(),
            holders: main
                .and_then(|id| node(html, id))
                .map(|node| node.ancestors().map(|holder| holder.id()).chain([node.id()]).collect())
                .unwrap_or_default(),
            length_inside: Cell::default(),
        };
        walker.builder.as_written = plan.as_written;
        for node in html.tree.values() {
            let Node::Element(element) = node else { continue };
            match element.name.local {
                local_name!("pre") | local_name!("code") => walker.builder.exact = true,
                local_name!("a") => walker.wanted.extend(element.attr("href").and_then(|href| href.strip_prefix('#'))),
                _ => {}
            }
        }
        // The element whose inside is not for the walk: it was cut as a whole.
        let mut skipped: Option<NodeId> = None;
        let mut around = EnclosingBlocks::default();
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

impl Walker<'_> {
    /// Goes into a node; false when it is to be skipped with all that is in it.
    #[expect(clippy::too_many_lines, reason = "one table: what each element means")]
    fn open(&mut self, node: NodeRef<'_, Node>) -> bool {
        match node.value() {
            Node::Text(text) => {
                // Blanks between the parts of a ruby are only how it was written.
                let between = node.parent().is_some_and(|parent| name(&parent) == "ruby")
                    && text.chars().all(|c| c.is_ascii_whitespace());
                if !between {
                    self.text(text);
                }
                return true;
            }
            Node::Comment(comment) => {
                let text = trim(comment);
                if !text.is_empty() {
                    self.push_aside(DraftBlock::cut(text, "comment"));
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
        if is_box(tag) {
            self.flush();
            self.boxes += 1;
            self.homes.push(self.boxes);
        }
        if let Some(byline) = self.plan.bylines.get(&node.id()) {
            self.flush();
            self.push(DraftBlock::post(byline));
        }
        if self.cut_beside(node, tag) {
            return false;
        }
        if self.pre.is_none()
            && let Some(listing) = Listing::at(node, tag)
        {
            self.flush();
            self.cut_head_of_code();
            self.pre = Some(listing);
        }
        match tag {
            "br" => self.line_break(),
            "hr" => {
                self.flush();
                self.push(DraftBlock::new(Block::plain(BlockKind::Rule, SafeText::default())));
            }
            "img" => self.image(node),
            "math" => {
                match tex(node) {
                    Some(tex) => self.tex(node, &tex),
                    None => self.text(&mathml::line(node)),
                }
                return false;
            }
            "q" => self.text("“"),
            "summary" => self.flush(),
            "sup" | "sub" => self.begin_shift(),
            "a" => self.links.push(self.link(node)),
            "aside" if self.plan.as_written => {
                self.flush();
                self.related = true;
            }
            "ruby" => self.builder.begin_base(),
            "rt" if self.pre.is_none() => {
                self.builder.reading(&visible_text(node));
                return false;
            }
            // Brackets for readers without ruby.
            "rp" => return false,
            "blockquote" => {
                self.flush();
                self.quotes += 1;
            }
            "ul" | "ol" | "dl" => {
                self.flush();
                if self.is_list(node) {
                    if self.list.implied {
                        self.end_list();
                    }
                    let first = attr(&node, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                    self.list.levels.push((tag == "ol").then_some(first));
                }
            }
            "li" => {
                self.flush();
                self.imply_list(node);
                self.count_from(attr(&node, "value").and_then(|value| value.trim().parse().ok()));
                self.open_item(0);
            }
            "dt" | "dd" => {
                self.flush();
                self.open_item(u8::from(tag == "dd"));
            }
            "table" => {
                self.flush();
                if self.table.is_none() && self.list.levels.is_empty() && self.pre.is_none() && table::is_data(node) {
                    self.table = Some(TableBuilder::default());
                }
            }
            "caption" => {
                self.flush();
                self.captioned = true;
            }
            "tr" => self.cell(TableBuilder::row),
            "td" | "th" => {
                let head = tag == "th" || node.ancestors().take(2).any(|holder| name(&holder) == "thead");
                let (columns, rows) = (table::span(node, "colspan"), table::span(node, "rowspan"));
                let align = table::alignment(node);
                self.cell(|table| table.cell(head, columns, rows, align));
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
        self.anchor(node, tag);
        self.styles.open(node, tag);
        self.figures.open(node, tag);
        true
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let tag = name(&node);
        match tag {
            "sup" => self.end_shift(Shift::Up),
            "sub" => self.end_shift(Shift::Down),
            "a" => {
                self.links.pop();
            }
            "q" => self.text("”"),
            "aside" if self.plan.as_written => {
                self.flush();
                self.related = false;
            }
            "blockquote" => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
                if self.quotes == 0 {
                    self.end_quote();
                }
            }
            "ul" | "ol" | "dl" => {
                self.flush();
                if self.is_list(node) {
                    self.list.levels.pop();
                    if self.list.levels.is_empty() {
                        self.end_list();
                    }
                }
            }
            "li" => {
                self.flush();
                self.end_implied(node);
            }
            "table" => {
                self.flush();
                if self.table.is_some() && table::is_data(node) && self.list.levels.is_empty() {
                    self.end_table();
                }
            }
            "caption" => {
                self.flush();
                self.captioned = false;
            }
            "p" => {
                self.flush();
                self.paragraphs = self.paragraphs.saturating_sub(1);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = None;
            }
            _ if is_block(tag) => self.flush(),
            _ => {}
        }
        if is_box(tag) {
            self.homes.pop();
        }
        if let Some(listing) = &mut self.pre {
            if listing.is_of(node) {
                self.end_pre();
            } else {
                listing.close(node, tag);
            }
        }
        self.styles.close(node, tag);
        self.figures.close(node);
    }

    /// Whether an element that says it is a list is one, and not a page laid out.
    fn is_list(&self, node: NodeRef<'_, Node>) -> bool {
        self.pre.is_none() && self.table.is_none() && !table::is_layout_list(node)
    }

    fn text(&mut self, raw: &str) {
        if let Some(listing) = &mut self.pre {
            listing.write(raw);
            return;
        }
        self.figures.write(raw);
        let setting = self.setting();
        if self.styles.is_verbatim() {
            self.builder.write_verbatim(raw, &setting);
        } else {
            self.builder.write(raw, &setting);
        }
    }

    /// How text is set where the walk is.
    fn setting(&self) -> Setting {
        self.styles.setting(self.links.last().cloned().flatten())
    }

    fn begin_shift(&mut self) {
        match &mut self.pre {
            Some(listing) => listing.begin_shift(),
            None => self.builder.begin_shift(),
        }
    }

    fn end_shift(&mut self, shift: Shift) {
        let setting = self.setting();
        match &mut self.pre {
            Some(listing) => listing.end_shift(shift),
            None => self.builder.end_shift(shift, &setting),
        }
    }

    fn line_break(&mut self) {
        match &mut self.pre {
            Some(listing) => listing.line_break(),
            None => {
                self.figures.line_break();
                self.builder.line_break();
            }
        }
    }
}
