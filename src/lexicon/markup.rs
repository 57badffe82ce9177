//! *Markup* as plain text: of dictionaries only, whose tags are few and whose lines are short. Nothing of it is ever
//! obeyed; what is no tag is text.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Which tags there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// HTML: line ends are spaces.
    Html,
    /// Pango's: letters only look different.
    Pango,
    /// XDXF and other XML: line ends are meant.
    Xdxf,
}

/// Tags of HTML that begin a new line, and end one.
const BLOCKS: [&str; 24] = [
    "article",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
    "title",
];
/// Tags of XDXF that do. `tr` is a transcription there.
const XDXF_BLOCKS: [&str; 8] = ["ar", "blockquote", "br", "def", "ex", "k", "p", "sr"];
/// What stands in these is no text.
const HIDDEN: [&str; 3] = ["head", "script", "style"];
/// The longest name of a reference: `&CounterClockwiseContourIntegral;`.
const LONGEST_NAME: usize = 33;

static ENTITIES: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| entities::ENTITIES.iter().map(|entity| (entity.entity, entity.characters)).collect());

/// The text of something written in a markup.
pub(super) fn plain(text: &str, markup: Markup) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&', '\n', '\r']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(tag) = tag(rest) {
            rest = &rest[tag.length..];
            if HIDDEN.contains(&&*tag.name) && !tag.closes {
                let end = format!("</{}", tag.name);
                rest = find_ignoring_case(rest, &end).map_or("", |at| &rest[at..]);
            }
            let blocks: &[&str] = match markup {
                Markup::Html => &BLOCKS,
                Markup::Xdxf => &XDXF_BLOCKS,
                Markup::Pango => &[],
            };
            if blocks.contains(&&*tag.name) {
                out.push('\n');
            } else if matches!(&*tag.name, "td" | "th") {
                out.push(' ');
            }
            if tag.name == "li" && !tag.closes {
                out.push_str("- ");
            }
            continue;
        }
        if let Some((character, length)) = reference(rest) {
            out.push_str(&character);
            rest = &rest[length..];
            continue;
        }
        let first = rest.chars().next().unwrap_or(' ');
        out.push(if markup == Markup::Html && matches!(first, '\n' | '\r') { ' ' } else { first });
        rest = &rest[first.len_utf8()..];
    }
    out.push_str(rest);
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty() && line != "-").collect::<Vec<_>>().join("\n")
}

struct MarkupTag {
    name: String,
    closes: bool,
    length: usize,
}

/// The tag, comment or declaration that a text begins with.
fn tag(text: &str) -> Option<MarkupTag> {
    let inner = text.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        let end = comment.find("-->").map_or(text.len(), |end| 4 + end + 3);
        return Some(MarkupTag { name: String::new(), closes: false, length: end });
    }
    let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
        return None;
    }
    let mut quote = None;
    for (at, c) in text.char_indices().skip(1) {
        match (quote, c) {
            (None, '>') => {
                let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
                return Some(MarkupTag { name: name.to_ascii_lowercase(), closes, length: at + 1 });
            }
            // Before an attribute there is none: 5 < 6" is no tag.
            (None, '"' | '\'') if text[..at].ends_with('=') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            // A tag does not hold another one.
            (None, '<') => return None,
            _ => {}
        }
    }
    None
}

/// The character that a reference at the beginning of a text stands for, and its length.
fn reference(text: &str) -> Option<(String, usize)> {
    let head = &text[..text.floor_char_boundary(LONGEST_NAME.min(text.len()))];
    let end = head.find(';').filter(|_| head.starts_with('&'))?;
    let whole = &text[..=end];
    let number = whole[1..end].strip_prefix('#').map(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    });
    let character = match number {
        Some(number) => char::from_u32(number?)?.to_string(),
        None => (*ENTITIES.get(whole)?).to_owned(),
    };
    Some((character, whole.len()))
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes)
        .find(|&at| bytes.get(at..at + wanted.len()).is_some_and(|found| found.eq_ignore_ascii_case(wanted.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_lines_of_text() {
        for (markup, text, expected) in [
            (Markup::Html, "<p class=\"a>b\">天津<br/>a  \n b</p><ul><li>one<li>two</ul>", "天津\na b\n- one\n- two"),
            (
                Markup::Html,
                "<style>p {}</STYLE>5 &lt; 6 &amp; 7 &#x4e2d;&#27941; &nosuch; <!-- no --> <b>b</b>",
                "5 < 6 & 7 中津 &nosuch; b",
            ),
            (Markup::Html, "<table><tr><td>a</td><td>b</td></tr></table><script>alert(1)</script>", "a b"),
            (Markup::Xdxf, "<k>tea</k> [<tr>ti:</tr>]\n<def>茶</def><c c=\"gray\">n.</c>", "tea\n[ti:]\n茶\nn."),
            (Markup::Pango, "<b>a</b>\n<span foreground=\"red\">b</span> 1<2", "a\nb 1<2"),
            (Markup::Html, "a < b <c", "a < b <c"),
            (Markup::Html, "<script>never closed", ""),
        ] {
            assert_eq!(plain(text, markup), expected, "{text}");
        }
    }

    #[test]
    fn the_time_it_takes_grows_with_the_text() {
        // Each of these would be looked through to its end for each of its signs.
        for text in ["<a ".repeat(20_000), "<!-".repeat(20_000), "&".repeat(60_000), "<x='".repeat(20_000)] {
            assert!(plain(&text, Markup::Html).len() <= text.len());
        }
    }
}
