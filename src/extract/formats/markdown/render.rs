//! From Markdown to the HTML that says the same.
//!
//! What HTML would lose is put right in the tree first: footnotes come under a rule, formulas stay as they are written,
//! an image's text becomes its caption, lines that mean something stay lines, addresses among Chinese become links.

use std::borrow::Cow;
use std::sync::LazyLock;

use comrak::nodes::{NodeLink, NodeValue};
use comrak::{Arena, Options};
use regex_lite::Regex;

use super::caption::caption_of;
use super::node::MarkdownNode;
use super::shielded::Shielded;
use crate::model::script::is_han;

use super::{breaks, formatter, indents, links, notes, tag, tags};

/// The deepest nesting of quotes and lists that is read as such: the parser takes time in the square of it.
const DEEPEST: usize = 64;

fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.footnotes = true;
    extension.inline_footnotes = true;
    extension.description_lists = true;
    extension.highlight = true;
    extension.cjk_friendly_emphasis = true;
    options.parse.leave_footnote_definitions = true;
    options.render.r#unsafe = true;
    options
}

/// The HTML of a Markdown text, and the limits that were reached. `own` says that kanbao wrote it: then nothing in it is
/// meant for any other program, and nothing has to be guessed.
pub(super) fn html(text: &str, own: bool) -> (String, Vec<String>) {
    let flat = flattened(text);
    let mut limits = Vec::new();
    if matches!(flat, Cow::Owned(_)) {
        limits.push(format!("quotes and lists nested deeper than {DEEPEST}: read as {DEEPEST} deep"));
    }
    let mut shielded = tags::shield(&flat, own);
    if shielded.is_cut {
        limits.push(String::from("too many braces and brackets that open nothing: template tags behind them are text"));
    }
    let options = options();
    if !own && let Some(text) = outdented(&shielded, &options) {
        shielded.text = text;
    }
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, &shielded.text, &options);
    let nodes: Vec<MarkdownNode<'_>> = root.descendants().collect();
    notes::put_at_the_end(root, &nodes, &arena, own);
    if !own {
        let source = shielded.restore(&shielded.text);
        let lines: Vec<&str> = source.split('\n').collect();
        breaks::keep(&nodes, &arena, &lines);
    }
    for node in &nodes {
        put_right(node, &arena, &shielded, own);
    }
    let mut html = String::with_capacity(text.len() * 2);
    formatter::html(root, &options, own, &mut html);
    (shielded.reveal(&html), limits)
}

fn outdented(shielded: &Shielded, options: &Options<'_>) -> Option<String> {
    // Only then can there be an indent that makes code.
    let indented = |line: &str| line.starts_with('\t') || line.starts_with("    ");
    if !shielded.text.split('\n').any(indented) {
        return None;
    }
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, &shielded.text, options);
    let nodes: Vec<MarkdownNode<'_>> = root.descendants().collect();
    indents::outdented(&shielded.text, &nodes, |text| shielded.restore(text))
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

fn put_right<'a>(node: MarkdownNode<'a>, arena: &'a Arena<'a>, shielded: &Shielded, own: bool) {
    let mut data = node.data_mut();
    match &mut data.value {
        NodeValue::Code(code) => code.literal = shielded.restore(&code.literal),
        NodeValue::CodeBlock(block) => {
            block.literal = shielded.restore(&block.literal);
            block.info = language(&shielded.restore(&block.info));
        }
        NodeValue::HtmlBlock(block) if ["<script", "<style", "<pre"].iter().any(|tag| block.literal.contains(tag)) => {
            block.literal = shielded.restore(&block.literal);
        }
        NodeValue::Image(link) => {
            let link = NodeLink::clone(link);
            drop(data);
            image(node, arena, &link, shielded, own);
        }
        NodeValue::Link(link) => link.url = shielded.restore(&link.url),
        NodeValue::Text(text) if !own => {
            let text = text.to_string();
            drop(data);
            addresses(node, arena, &text, shielded);
        }
        NodeValue::SoftBreak => {
            drop(data);
            let next = node.next_sibling().map(|next| next.data().value.clone());
            if let Some(NodeValue::Text(next)) = next
                && next.starts_with(['\u{3000}', '\u{2003}'])
            {
                node.data_mut().value = NodeValue::LineBreak;
            }
        }
        NodeValue::Heading(heading) if heading.setext && !own => {
            drop(data);
            underlined(node, arena);
        }
        NodeValue::BlockQuote if !own => {
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
fn image<'a>(node: MarkdownNode<'a>, arena: &'a Arena<'a>, link: &NodeLink, shielded: &Shielded, own: bool) {
    let (src, title) = (shielded.restore(&link.url), shielded.restore(&link.title));
    if node.ancestors().any(|around| matches!(around.data().value, NodeValue::TableCell)) {
        return;
    }
    let mut alt = String::new();
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(text) => alt.push_str(text),
            NodeValue::Code(code) => alt.push_str(&code.literal),
            NodeValue::LineBreak if own => alt.push('\n'),
            NodeValue::HtmlInline(tag) if own && tag == "<br>" => alt.push('\n'),
            NodeValue::SoftBreak | NodeValue::LineBreak => alt.push(' '),
            _ => {}
        }
    }
    let alt = shielded.restore(&alt);
    let picture = if own {
        tag::picture_as_written(&src, &alt)
    } else {
        tag::picture(&src, if caption_of(&alt).is_empty() { &title } else { &alt })
    };
    node.insert_before(arena.alloc(NodeValue::HtmlInline(picture).into()));
    node.detach();
}

/// Makes links of the addresses in a text.
fn addresses<'a>(node: MarkdownNode<'a>, arena: &'a Arena<'a>, text: &str, shielded: &Shielded) {
    let found = links::addresses(text);
    let linked = |node: MarkdownNode<'a>| {
        node.ancestors().any(|around| matches!(around.data().value, NodeValue::Link(..) | NodeValue::Image(..)))
    };
    if found.is_empty() || linked(node) {
        return;
    }
    let piece = |text: &str| -> MarkdownNode<'a> { arena.alloc(NodeValue::Text(text.to_owned().into()).into()) };
    let mut last = node;
    let mut at = 0;
    let mut add = |piece: MarkdownNode<'a>| {
        last.insert_after(piece);
        last = piece;
    };
    for address in found {
        add(piece(&text[at..address.range.start]));
        let shown = &text[address.range.clone()];
        let url = format!("{}{}", address.prefix, shielded.restore(shown));
        let link: MarkdownNode<'a> =
            arena.alloc(NodeValue::Link(Box::new(NodeLink { url, title: String::new() })).into());
        link.append(piece(shown));
        add(link);
        at = address.range.end;
    }
    add(piece(&text[at..]));
    node.detach();
}

static CALLOUT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\[![A-Za-z][\w-]*\][+-]?[ ]*").ok());

/// A text with a rule right under it is a heading for Markdown. A sentence is none, nor are several lines: whoever wrote
/// them wanted the rule.
fn underlined<'a>(node: MarkdownNode<'a>, arena: &'a Arena<'a>) {
    let mut text = String::new();
    let mut lines = 1;
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(own) => text.push_str(own),
            NodeValue::SoftBreak | NodeValue::LineBreak => lines += 1,
            _ => {}
        }
    }
    let sentence = text.trim_end().ends_with(['。', '！', '？', '；', '…', '：', '，']);
    if sentence || lines > 1 {
        node.data_mut().value = NodeValue::Paragraph;
        node.insert_after(arena.alloc(NodeValue::ThematicBreak.into()));
    }
}

/// What the kinds of such quotes are called in Chinese.
const CALLOUTS: &[(&[&str], &str)] = &[
    (&["note"], "注"),
    (&["info"], "说明"),
    (&["tip", "hint"], "提示"),
    (&["important"], "重要"),
    (&["warning", "attention"], "警告"),
    (&["caution"], "当心"),
    (&["danger", "error"], "危险"),
    (&["abstract", "summary", "tldr"], "摘要"),
    (&["todo"], "待办"),
    (&["success", "check", "done"], "完成"),
    (&["question", "help", "faq"], "问题"),
    (&["failure", "fail", "missing"], "失败"),
    (&["bug"], "缺陷"),
    (&["example"], "例"),
    (&["quote", "cite"], "引文"),
];

/// `> [!note] 题目`: the mark says how a quote is painted.
fn callout(node: MarkdownNode<'_>) {
    let Some(text) = node.first_child().and_then(|paragraph| paragraph.first_child()) else { return };
    let NodeValue::Text(first) = text.data().value.clone() else { return };
    let Some(mark) = CALLOUT.as_ref().and_then(|callout| callout.find(&first)) else { return };
    let title = match &first[mark.end()..] {
        // Without a title it is headed by what it is.
        "" => {
            let kind = mark.as_str().trim_matches(['[', '!', ']', '+', '-', ' ']).to_lowercase();
            let han = node
                .descendants()
                .any(|inner| matches!(&inner.data().value, NodeValue::Text(text) if text.contains(is_han)));
            let named = CALLOUTS.iter().find(|(names, _)| han && names.contains(&kind.as_str()));
            named.map_or_else(|| kind[..1].to_uppercase() + &kind[1..], |(_, name)| (*name).to_owned())
        }
        title => title.to_owned(),
    };
    if let Some(next) = text.next_sibling().filter(|next| matches!(next.data().value, NodeValue::SoftBreak)) {
        next.data_mut().value = NodeValue::LineBreak;
    }
    text.data_mut().value = NodeValue::Text(title.into());
}
