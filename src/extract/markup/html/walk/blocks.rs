//! How text that was read becomes blocks: paragraphs go to what is open around them, and what is open is ended in order.

use ego_tree::NodeRef;
use scraper::Node;

use super::walker::{EnclosingBlocks, ListBuilder, Walker};
use crate::extract::draft::{DraftBlock, DraftFrame, DraftLook};
use crate::extract::markup::html::dom::name;
use crate::extract::markup::html::inline::{BuiltParagraph, inline};
use crate::extract::markup::html::table::TableBuilder;
use crate::extract::prose::trim;
use crate::model::{Block, BlockKind, Inline, ListItem, SafeText, Span};

impl Walker<'_> {
    /// Ends the run of inline text and gives its paragraphs to what is open around them.
    pub(super) fn flush(&mut self) {
        if self.pre.is_some() {
            return;
        }
        let look = self.figures.look();
        if self.heading.is_some() && self.table.is_none() && self.list.levels.is_empty() {
            let lines: Vec<Inline> = self.builder.take(false).into_iter().map(|paragraph| paragraph.inline).collect();
            let (text, spans) = join(lines);
            if !text.is_empty() {
                self.paragraph(BuiltParagraph { inline: inline(text, spans), bold: false }, look);
            }
        } else {
            for paragraph in self.builder.take(self.paragraphs == 0 && self.table.is_none()) {
                self.paragraph(paragraph, look);
            }
        }
        for picture in std::mem::take(&mut self.later) {
            self.push(picture);
        }
    }

    fn paragraph(&mut self, paragraph: BuiltParagraph, look: DraftLook) {
        let BuiltParagraph { inline, bold } = paragraph;
        if self.related {
            let href = inline.spans.iter().find_map(|span| span.href.clone());
            return self.push(DraftBlock::new(Block { kind: BlockKind::Related { href }, inline }));
        }
        if let Some(reason) = self.foot_of_code(&inline.text) {
            return self.push_aside(DraftBlock::cut(&inline.text, &reason));
        }
        if self.captioned && self.table.is_some() {
            // A table is put where it ends, so this comes to stand above it.
            self.push_aside(DraftBlock { bold, ..DraftBlock::new(Block { kind: BlockKind::Paragraph, inline }) });
        } else if let Some(table) = &mut self.table {
            table.write(&inline);
        } else if !(self.list.levels.is_empty() || look.frame == DraftFrame::Around && self.is_under_picture()) {
            self.item_text(&inline);
        } else if let Some(level) = self.heading {
            let heading = Block { kind: BlockKind::Heading { level }, inline: one_line(inline) };
            self.push(DraftBlock { look, ..DraftBlock::new(heading) });
        } else if self.quotes > 0 {
            self.quote.push(inline);
        } else {
            let loose = self.paragraphs == 0;
            let paragraph = Block { kind: BlockKind::Paragraph, inline };
            self.push(DraftBlock { bold, loose, look, ..DraftBlock::new(paragraph) });
        }
    }

    /// Whether the last block is a picture: the items of a list may be pictures, each with a line under it.
    fn is_under_picture(&self) -> bool {
        self.list.text.is_empty() && self.out.drafts.last().is_some_and(|draft| draft.is_image() && draft.kept())
    }

    /// Puts a block where it stands: what is open around it is ended first, so that the order is kept.
    pub(super) fn push(&mut self, draft: DraftBlock) {
        self.end_quote();
        self.end_items();
        self.push_aside(draft);
    }

    /// Puts a draft into the order without ending what is open.
    pub(super) fn push_aside(&mut self, mut draft: DraftBlock) {
        draft.outside = !self.inside;
        draft.home = self.homes.last().copied().unwrap_or_default();
        if draft.kept() || !draft.text().is_empty() || draft.is_image() || !draft.images.is_empty() {
            self.out.drafts.push(draft);
        }
    }

    /// A list without its own element begins with its first item.
    pub(super) fn imply_list(&mut self, item: NodeRef<'_, Node>) {
        let listed = item.parent().is_some_and(|holder| matches!(name(&holder), "ul" | "ol" | "dl" | "menu" | "dir"));
        if !listed && self.list.levels.is_empty() && self.table.is_none() && self.pre.is_none() {
            self.list.levels.push(None);
            self.list.implied = true;
        }
    }

    /// It ends where something else than an item follows.
    pub(super) fn end_implied(&mut self, item: NodeRef<'_, Node>) {
        let mut after = item.next_siblings().filter(|near| !near.value().is_comment());
        let blank = |near: &NodeRef<'_, Node>| near.value().as_text().is_some_and(|text| trim(text).is_empty());
        let goes_on = after.find(|near| !blank(near)).is_some_and(|near| name(&near) == "li");
        if self.list.implied && self.list.levels.len() == 1 && !goes_on {
            self.end_list();
        }
    }

    pub(super) fn end_quote(&mut self) {
        let (text, spans) = join(std::mem::take(&mut self.quote));
        if !text.is_empty() {
            self.push_aside(DraftBlock::new(Block { kind: BlockKind::Quote, inline: inline(text, spans) }));
        }
    }

    /// The main element begins. What was open around it is ended, so that nothing of the article waits in a list, a
    /// quote or a table for a closing tag that comes after the article's end.
    pub(super) fn enter_main(&mut self) -> EnclosingBlocks {
        self.end_open();
        self.end_table();
        self.inside = true;
        EnclosingBlocks { list: std::mem::take(&mut self.list), quotes: std::mem::take(&mut self.quotes) }
    }

    /// The main element ends; what is around it goes on.
    pub(super) fn leave_main(&mut self, around: EnclosingBlocks) {
        self.end_open();
        self.inside = false;
        (self.list, self.quotes) = (around.list, around.quotes);
    }

    fn end_open(&mut self) {
        self.flush();
        self.end_quote();
        self.end_items();
    }

    /// The next item of a list that counts has this number, if it says so.
    pub(super) fn count_from(&mut self, number: Option<u32>) {
        if let (Some(number), Some(Some(next))) = (number, self.list.levels.last_mut()) {
            *next = number;
        }
    }

    /// Begins an item, `deeper` than its list says.
    pub(super) fn open_item(&mut self, deeper: u8) {
        let depth = u8::try_from(self.list.levels.len().saturating_sub(1)).unwrap_or(u8::MAX).saturating_add(deeper);
        let Some(level) = self.list.levels.last_mut() else { return };
        let number = *level;
        *level = level.map(|number| number.saturating_add(1));
        let end = self.list.text.len();
        self.list.items.pop_if(|item| item.range.is_empty());
        self.list.items.push(ListItem { range: end..end, depth, number });
        self.list.fresh = true;
    }

    pub(super) fn item_text(&mut self, text: &Inline) {
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

    pub(super) fn end_items(&mut self) {
        let text = std::mem::take(&mut self.list.text);
        let spans = std::mem::take(&mut self.list.spans);
        let mut items = std::mem::take(&mut self.list.items);
        items.retain(|item| !item.range.is_empty());
        if items.is_empty() {
            return;
        }
        even_depths(&mut items);
        self.end_quote();
        let length = text.len();
        let inline = inline(text, spans);
        if inline.text.len() != length {
            self.push_aside(DraftBlock::new(Block { kind: BlockKind::Paragraph, inline }));
            return;
        }
        // Items that count and items that do not are two lists.
        let parts = |one: &ListItem, next: &ListItem| next.depth > 0 || one.number.is_some() == next.number.is_some();
        let mut rest = items.as_slice();
        while let Some(first) = rest.first() {
            let ends = (1..rest.len()).find(|&at| !parts(first, &rest[at])).unwrap_or(rest.len());
            let (items, behind) = rest.split_at(ends);
            let range = first.range.start..items.last().map_or(first.range.end, |item| item.range.end);
            let moved = |item: &ListItem| ListItem {
                range: item.range.start - range.start..item.range.end - range.start,
                ..item.clone()
            };
            let kind = BlockKind::List { items: items.iter().map(moved).collect() };
            let whole = DraftBlock::new(Block { kind, inline: inline.clone() });
            self.push_aside(if ends == rest.len() && range.start == 0 { whole } else { whole.part(range) });
            rest = behind;
        }
    }

    pub(super) fn end_list(&mut self) {
        self.end_items();
        self.list = ListBuilder::default();
    }

    pub(super) fn cell(&mut self, turn: impl FnOnce(&mut TableBuilder)) {
        self.flush();
        if let Some(table) = &mut self.table {
            turn(table);
        }
    }

    pub(super) fn end_table(&mut self) {
        if let Some(block) = self.table.take().and_then(TableBuilder::finish) {
            self.push(DraftBlock::new(block));
        }
    }
}

/// The first item is of depth 0, and none is more than one deeper than the one before it: what an item says beyond that
/// is only how its page was written, or where a list was interrupted.
fn even_depths(items: &mut [ListItem]) {
    // The depths that are open, as the source has them.
    let mut open: Vec<u8> = Vec::new();
    for item in items {
        while open.last().is_some_and(|depth| *depth >= item.depth) {
            open.pop();
        }
        open.push(item.depth);
        item.depth = u8::try_from(open.len() - 1).unwrap_or(u8::MAX);
    }
}

/// A heading has one line: where its author broke it there is a blank, of the same length.
fn one_line(inline: Inline) -> Inline {
    Inline { text: SafeText::from(inline.text.replace(['\n', '\t'], " ")), spans: inline.spans }
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
