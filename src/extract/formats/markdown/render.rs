//! From Markdown to the HTML that says the same.
//!
//! What HTML would lose is put right in the tree first: footnotes become text with their number, boxes of tasks and
//! formulas stay as they are written, an image's text becomes its caption, a line that begins with an indent is a new
//! one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options};
use regex_lite::Regex;

use super::caption::caption_of;
use super::tag;
use super::tags::{self, Shielded};
use crate::extract::markup::html::MEANT;
use crate::model::script::is_han;

type MarkdownNode<'a> = &'a AstNode<'a>;

/// The deepest nesting of quotes and lists that is read as such: the parser takes time in the square of it.
const DEEPEST: usize = 64;

fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.footnotes = true;
    extension.description_lists = true;
    extension.math_dollars = true;
    extension.highlight = true;
    extension.cjk_friendly_emphasis = true;
    options.parse.leave_footnote_definitions = true;
    options.render.r#unsafe = true;
    options
}

/// The HTML of a Markdown text, and the limits that were reached.
pub(super) fn html(text: &str) -> (String, Vec<String>) {
    let flat = flattened(text);
    let mut limits = Vec::new();
    if matches!(flat, Cow::Owned(_)) {
        limits.push(format!("quotes and lists nested deeper than {DEEPEST}: read as {DEEPEST} deep"));
    }
    let shielded = tags::shield(&flat);
    if shielded.is_cut {
        limits.push(String::from("too many braces and brackets that open nothing: template tags behind them are text"));
    }
    let arena = Arena::new();
    let options = options();
    let root = comrak::parse_document(&arena, &shielded.text, &options);
    let nodes: Vec<MarkdownNode<'_>> = root.descendants().collect();
    footnotes(root, &nodes, &arena);
    for node in &nodes {
        put_right(node, &arena, &shielded);
    }
    let mut html = String::with_capacity(text.len() * 2);
    // Writing to a string does not fail.
    let _ = comrak::format_html(root, &options, &mut html);
    (shielded.reveal(&meant(&html)), limits)
}

/// The lists and tables that Markdown made, marked as such. Markup that the author wrote is hardly ever parted into lines
/// like that, and where it is it means the same.
fn meant(html: &str) -> String {
    static OPENING: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("<(ul|ol start=\"[0-9]+\"|ol|table)>(\n<(?:li|thead))").ok());
    let mark = format!("<$1 {MEANT}>$2");
    OPENING.as_ref().map_or_else(|| html.to_owned(), |opening| opening.replace_all(html, mark).into_owned())
}

/// The text without quote marks beyond the deepest level.
fn flattened(text: &str) -> Cow<'_, str> {
    let deep = |line: &str| line.bytes().filter(|byte| *byte == b'>').take(DEEPEST + 1).count() > DEEPEST;
    let marks = |line: &str| line.len() - line.trim_start_matches(['>', ' ', '-', '*', '+']).len();
    if !text.lines().any(|line| marks(line) > DEEPEST * 2 || deep(line)) {
        return Cow::Borrowed(text);
    }
    let lines = text.lines().map(|line| if marks(line) > DEEPEST * 2 { &line[marks(line) - DEEPEST..] } else { line });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

fn put_right<'a>(node: MarkdownNode<'a>, arena: &'a Arena<'a>, shielded: &Shielded) {
    let text = |text: String| NodeValue::Text(text.into());
    let mut data = node.data_mut();
    match &mut data.value {
        NodeValue::Code(code) => code.literal = shielded.restore(&code.literal),
        NodeValue::CodeBlock(block) => {
            block.literal = shielded.restore(&block.literal);
            block.info = language(&shielded.restore(&block.info));
        }
        NodeValue::Math(math) => {
            let literal = shielded.restore(&math.literal);
            let math = if !math.dollar_math {
                format!("$`{literal}`$")
            } else if math.display_math {
                format!("$${literal}$$")
            } else {
                format!("${literal}$")
            };
            data.value = if math.contains('\n') {
                let escaped = math.trim().replace('&', "&amp;").replace('<', "&lt;");
                NodeValue::HtmlInline(format!("<pre>{escaped}</pre>"))
            } else {
                text(math)
            };
        }
        NodeValue::FootnoteReference(reference) => {
            let number = format!("[{}]", reference.ix);
            data.value = text(number);
        }
        NodeValue::Image(link) => {
            let src = shielded.restore(&link.url);
            let title = link.title.clone();
            drop(data);
            image(node, arena, &src, &shielded.restore(&title));
        }
        NodeValue::Link(link) => {
            link.url = shielded.restore(&link.url);
            let url = link.url.clone();
            drop(data);
            autolink(node, arena, &url);
        }
        NodeValue::SoftBreak => {
            drop(data);
            let next = node.next_sibling().map(|next| next.data().value.clone());
            if let Some(NodeValue::Text(next)) = next
                && next.starts_with('\u{3000}')
            {
                node.data_mut().value = NodeValue::LineBreak;
            }
        }
        NodeValue::BlockQuote => {
            drop(data);
            callout(node);
        }
        _ => {}
    }
}

/// The language of a code block: the first word of what its fence says, in whatever dress.
fn language(info: &str) -> String {
    let word = info.trim().trim_start_matches(['{', '.']).split([' ', '\t', ',', '}', '{', ':']).next();
    word.unwrap_or_default().trim_start_matches('.').to_owned()
}

/// An image with its text as its caption; in a table it is its text.
fn image<'a>(node: MarkdownNode<'a>, arena: &'a Arena<'a>, src: &str, title: &str) {
    if node.ancestors().any(|around| matches!(around.data().value, NodeValue::TableCell)) {
        return;
    }
    let mut alt = String::new();
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(text) => alt.push_str(text),
            NodeValue::Code(code) => alt.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => alt.push(' '),
            _ => {}
        }
    }
    let caption = if caption_of(&alt).is_empty() { title } else { alt.as_str() };
    let picture = NodeValue::HtmlInline(tag::picture(src, caption));
    node.insert_before(arena.alloc(picture.into()));
    node.detach();
}

/// An address that was taken for a link by itself goes on into the Chinese behind it: it ends before that.
fn autolink<'a>(node: MarkdownNode<'a>, arena: &'a Arena<'a>, url: &str) {
    let Some(inner) = node.first_child().filter(|inner| inner.next_sibling().is_none()) else { return };
    let NodeValue::Text(shown) = inner.data().value.clone() else { return };
    let Some(prefix) = url.strip_suffix(shown.as_ref()) else { return };
    let host = shown.find("://").map_or(0, |at| at + 3);
    let path = shown[host..].find(['/', '?', '#']).map_or(shown.len(), |at| host + at);
    let end = shown.char_indices().find(|(at, c)| {
        let mark = matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '“' | '”' | '‘' | '’' | '…' | '—');
        mark || (*at < path && is_han(*c))
    });
    let Some((end, _)) = end.filter(|(end, _)| *end > host) else { return };
    if let NodeValue::Link(link) = &mut node.data_mut().value {
        link.url = format!("{prefix}{}", &shown[..end]);
    }
    inner.data_mut().value = NodeValue::Text(shown[..end].to_owned().into());
    node.insert_after(arena.alloc(NodeValue::Text(shown[end..].to_owned().into()).into()));
}

static CALLOUT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\[![A-Za-z][\w-]*\][+-]?[ ]*").ok());

/// `> [!note] 题目`: the mark says how a quote is painted.
fn callout(node: MarkdownNode<'_>) {
    let Some(text) = node.first_child().and_then(|paragraph| paragraph.first_child()) else { return };
    let NodeValue::Text(first) = text.data().value.clone() else { return };
    let Some(mark) = CALLOUT.as_ref().and_then(|callout| callout.find(&first)) else { return };
    let title = match &first[mark.end()..] {
        // Without a title it is headed by what it is.
        "" => {
            let kind = mark.as_str().trim_matches(['[', '!', ']', '+', '-', ' ']).to_lowercase();
            kind[..1].to_uppercase() + &kind[1..]
        }
        title => title.to_owned(),
    };
    if let Some(next) = text.next_sibling().filter(|next| matches!(next.data().value, NodeValue::SoftBreak)) {
        next.data_mut().value = NodeValue::LineBreak;
    }
    text.data_mut().value = NodeValue::Text(title.into());
}

/// Puts the footnotes at the end, each with its number; first those that the text refers to, in its order.
fn footnotes<'a>(root: MarkdownNode<'a>, nodes: &[MarkdownNode<'a>], arena: &'a Arena<'a>) {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    for node in nodes {
        if let NodeValue::FootnoteReference(reference) = &node.data().value {
            numbers.insert(reference.name.clone(), reference.ix);
        }
    }
    let mut notes: Vec<(u32, MarkdownNode<'a>)> = Vec::new();
    for node in nodes {
        if let NodeValue::FootnoteDefinition(note) = &node.data().value {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX).saturating_add(1);
            notes.push((*numbers.entry(note.name.clone()).or_insert(next), *node));
        }
    }
    notes.sort_by_key(|(number, _)| *number);
    for (number, note) in notes {
        let label = arena.alloc(NodeValue::Text(format!("[{number}] ").into()).into());
        match note.first_child() {
            Some(first) if matches!(first.data().value, NodeValue::Paragraph) => first.prepend(label),
            _ => {
                let paragraph = arena.alloc(NodeValue::Paragraph.into());
                paragraph.append(label);
                note.prepend(paragraph);
            }
        }
        while let Some(child) = note.first_child() {
            root.append(child);
        }
        note.detach();
    }
}
