//! Program text: `pre`, and the boxes of `div`s in which highlighters lay it out, a line an element.

use ego_tree::{NodeId, NodeRef};
use scraper::Node;

use crate::extract::furniture;
use crate::extract::markup::html::dom::{attr, name, tokens};
use crate::extract::markup::html::element::{code_language, is_block, raw_text};
use crate::model::SafeText;
use crate::model::baseline::{Shift, ShiftedForm};

/// Code that is open.
pub(super) struct Listing {
    of: NodeId,
    pub text: String,
    pub lang: Option<SafeText>,
    /// Whether it stands in the box of a highlighter, which may have numbered its lines.
    pub boxed: bool,
    /// Whether blanks between elements are only how the page was written: it is no `pre`.
    laid_out: bool,
    /// Whether the last line was ended by its element, and a line end that follows would end it twice.
    ended: bool,
    /// The element that ended it.
    ended_by: Option<NodeId>,
    /// How many lines begin with a text that is a number and nothing else.
    pub counted: usize,
    /// Where each text begins that is open and shifted from the baseline.
    shifts: Vec<usize>,
}

impl Listing {
    /// The listing that begins with an element, if one does.
    pub fn at(node: NodeRef<'_, Node>, tag: &str) -> Option<Self> {
        let pre = matches!(tag, "pre" | "xmp" | "listing");
        let laid_out = !pre && is_laid_out(node, tag);
        let lone = !pre && !laid_out && tag == "code" && is_lone(node);
        (pre || laid_out || lone).then(|| Self {
            of: node.id(),
            text: String::new(),
            lang: code_language(node),
            boxed: std::iter::once(node).chain(node.ancestors().take(3)).any(|near| tokens(&near).any(is_box_of_code)),
            laid_out,
            ended: false,
            ended_by: None,
            counted: 0,
            shifts: Vec::new(),
        })
    }

    pub fn is_of(&self, node: NodeRef<'_, Node>) -> bool {
        self.of == node.id()
    }

    pub fn write(&mut self, raw: &str) {
        if self.laid_out && raw.contains('\n') && raw.trim().is_empty() {
            return;
        }
        let rest = raw.strip_prefix("\r\n").or_else(|| raw.strip_prefix('\n')).filter(|_| self.ended);
        let stripped = rest.is_some();
        let raw = rest.unwrap_or(raw);
        self.ended &= raw.is_empty() && !stripped;
        let counts = !raw.contains('\n') && raw.trim().parse::<u32>().is_ok();
        self.counted += usize::from(counts && (self.text.is_empty() || self.text.ends_with('\n')));
        self.text.push_str(raw);
    }

    pub fn line_break(&mut self) {
        // A break right behind an element that was a line is the end of the same line.
        if !std::mem::take(&mut self.ended) {
            self.text.push('\n');
        }
    }

    /// What follows is shifted from the baseline.
    pub fn begin_shift(&mut self) {
        self.shifts.push(self.text.len());
    }

    /// The shifted text ends here. In code it is marked, whatever signs there are: `10^6` is a number, `10⁶` is none.
    pub fn end_shift(&mut self, shift: Shift) {
        let Some(start) = self.shifts.pop() else { return };
        let Some(content) = self.text.get(start..) else { return };
        if let ShiftedForm::Between(open, close) = shift.form(content, start > 0, true) {
            let marked = format!("{open}{content}{close}");
            self.text.truncate(start);
            self.text.push_str(&marked);
        }
    }

    /// An element inside of it is closed. Each that is a block was a line, and so is each `code` of several in a row.
    pub fn close(&mut self, node: NodeRef<'_, Node>, tag: &str) {
        let line = is_block(tag) && !matches!(tag, "td" | "table" | "tbody" | "ul" | "ol")
            || tag == "code"
                && !self.laid_out
                && node
                    .next_siblings()
                    .find(|near| near.value().as_text().is_none_or(|text| !text.trim().is_empty()))
                    .is_some_and(|near| name(&near) == "code")
            || tag == "span" && tokens(&node).any(furniture::is_code_line)
            || tokens(&node).any(|token| matches!(token, "code-line" | "code-snippet_outer") && tag != "pre");
        let empty = line && is_empty_line(node, tag);
        let nested = || node.descendants().take(16).any(|inside| self.ended_by == Some(inside.id()));
        if line && !self.text.is_empty() && (!self.ended || empty && !nested()) {
            let fresh = !self.text.ends_with('\n') || empty || node.first_child().is_none();
            if fresh {
                self.text.push('\n');
            }
            // A line end inside of a span is the line's own.
            self.ended = fresh || tag != "span";
            self.ended_by = Some(node.id());
        }
    }

    /// Whether an element stands in a `pre` beside its `code`: the head of the box, a button, the numbers of the lines.
    pub fn is_beside(&self, node: NodeRef<'_, Node>, tag: &str) -> bool {
        let Some(pre) = node.parent().filter(|pre| pre.id() == self.of && name(pre) == "pre") else { return false };
        let is_code = |node: NodeRef<'_, Node>| name(&node) == "code";
        matches!(tag, "div" | "ul" | "ol" | "p" | "button" | "header" | "footer" | "table" | "figcaption")
            && pre.children().any(is_code)
            && !node.descendants().take(2_000).any(is_code)
    }
}

/// Whether an element is a line with nothing in it: it stands among others of its kind.
fn is_empty_line(node: NodeRef<'_, Node>, tag: &str) -> bool {
    let written = |inside: NodeRef<'_, Node>| inside.value().as_text().is_some_and(|text| !text.trim().is_empty());
    let element = |near: &NodeRef<'_, Node>| near.value().is_element();
    let like = |near: NodeRef<'_, Node>| name(&near) == tag && attr(&near, "class") == attr(&node, "class");
    let several = || {
        let lines = node.prev_siblings().filter(|near| name(near) != "br").find(element);
        lines.is_some_and(like)
    };
    node.descendants().take(16).all(|inside| !written(inside) && name(&inside) != "br")
        && node.descendants().nth(16).is_none()
        && several()
}

/// Whether an element is the numbers of lines and nothing else: from one on, each in its turn.
pub(super) fn is_numbering(text: &str) -> bool {
    let mut numbers = text.split_whitespace().enumerate();
    let counts = numbers.by_ref().all(|(at, word)| word.parse() == Ok(at + 1));
    counts && text.split_whitespace().nth(1).is_some()
}

/// The lines of a program without the numbers before them, if each has its own. `counted` of them begin with a number
/// that is set apart.
pub(super) fn without_numbers(lines: &[&str], counted: usize) -> Option<Vec<String>> {
    // Where each number was set apart, two lines are enough.
    let fewest = if counted == lines.len() { 2 } else { 3 };
    let mut first: Option<usize> = None;
    let bare = |(at, line): (usize, &&str)| {
        let text = line.trim_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number: usize = text[..digits].parse().ok()?;
        let begin = *first.get_or_insert(number);
        let rest = &text[digits..];
        let behind = rest.strip_prefix([' ', '\t', '|', ':']).or_else(|| rest.is_empty().then_some(""))?;
        (number == begin + at && begin <= 1).then(|| behind.to_owned())
    };
    if lines.len() < fewest {
        return None;
    }
    lines.iter().enumerate().map(bare).collect()
}

/// Whether a class name is that of a highlighter's box; one of those is a word of every page.
fn is_box_of_code(token: &str) -> bool {
    token != "container" && furniture::is_code(token)
}

/// Whether an element is the box of a highlighter that uses no `pre`: its name says code, and its lines are elements.
fn is_laid_out(node: NodeRef<'_, Node>, tag: &str) -> bool {
    if !matches!(tag, "div" | "td" | "section" | "figure" | "ol" | "ul" | "code" | "table")
        || !(tokens(&node).any(furniture::is_code) || tag == "table" && is_blob(node))
    {
        return false;
    }
    // Names such as `crayon-line` are of no other element; `line` may be.
    let own = |token: &str| token.contains('-') && furniture::is_code_line(token);
    let mut lines = 0;
    let mut sure = false;
    for inside in node.descendants().skip(1).take(2_000) {
        match name(&inside) {
            "pre" | "p" | "h1" | "h2" | "h3" | "img" | "blockquote" => return false,
            "code" => lines += 1,
            "div" | "li" | "span" | "td" if tokens(&inside).any(furniture::is_code_line) => {
                lines += 1;
                sure |= tokens(&inside).any(own);
            }
            _ => {}
        }
    }
    sure || lines >= 2
}

/// Whether a table is a file laid out a line a row.
fn is_blob(table: NodeRef<'_, Node>) -> bool {
    table.descendants().take(12).any(|cell| name(&cell) == "td" && tokens(&cell).any(|token| token == "blob-code"))
}

/// Whether a `code` is all there is in its block and has several lines: a `pre` that was left out.
fn is_lone(node: NodeRef<'_, Node>) -> bool {
    let alone = |node: &NodeRef<'_, Node>| {
        node.parent().is_some_and(|holder| {
            (is_block(name(&holder)) || holder.parent().is_none())
                && !matches!(name(&holder), "p" | "li" | "td" | "th")
                && holder.children().all(|near| {
                    near.id() == node.id()
                        || near.value().is_comment()
                        || near.value().as_text().is_some_and(|text| text.trim().is_empty())
                })
        })
    };
    alone(&node) && raw_text(node).trim().contains('\n')
}
