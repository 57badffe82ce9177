//! What is done to HTML source before it is parsed: marks that hide paragraphs are taken off, tags that were not
//! escaped inside `pre` become text, and what would choke the parser is kept from it.

use std::borrow::Cow;

use super::tags::find_tag;
use super::{mentions, xhtml};
use crate::extract::furniture;

/// The source as it is to be parsed.
pub(crate) fn prepare(text: &str) -> Cow<'_, str> {
    if xhtml::says_so(text) { prepare_xhtml(text) } else { mend(Cow::Borrowed(text)) }
}

/// The same for what is XHTML, whether it says so or not.
pub(crate) fn prepare_xhtml(text: &str) -> Cow<'_, str> {
    mend(xhtml::to_html(text))
}

fn mend(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut text = text;
    for marks in furniture::unwraps() {
        if memchr::memmem::find(text.as_bytes(), marks.needs.as_bytes()).is_none() {
            continue;
        }
        for mark in [&marks.open, &marks.close] {
            if let Cow::Owned(without) = mark.taken_out(&text) {
                text = Cow::Owned(without);
            }
        }
    }
    if find_tag(&text, 0, "pre").is_some() {
        text = Cow::Owned(escape_code(&text));
    }
    match mentions::escape(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(escaped) => Cow::Owned(escaped),
    }
}

/// Tags that colour or mark code and are no code themselves.
const MARKUP: &[&str] = &[
    "code", "span", "br", "font", "mark", "b", "i", "em", "strong", "a", "u", "s", "sub", "sup", "small", "kbd", "tt",
];
/// Tags that lay code out when they have a class or a style, and are code when they are bare.
const LAYOUT: &[&str] = &["div", "p", "ol", "ul", "li", "table", "tbody", "tr", "td", "figure", "section", "button"];

fn escape_code(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    while let Some(open) = find_tag(text, at, "pre") {
        let inside = text[open..].find('>').map_or(text.len(), |end| open + end + 1);
        let close = find_tag(text, inside, "/pre").unwrap_or(text.len());
        out.push_str(&text[at..inside]);
        escape_tags(&text[inside..close], &mut out);
        at = close;
        if close == text.len() {
            break;
        }
        out.push_str("</pre");
        at += "</pre".len();
    }
    out.push_str(&text[at.min(text.len())..]);
    out
}

fn escape_tags(code: &str, out: &mut String) {
    // Of the layout tags that are open: whether they were markup, so that the closing tag shares their fate.
    let mut open: Vec<(&str, bool)> = Vec::new();
    let lines = is_bare_lines(code);
    let mut rest = code;
    while let Some(lt) = rest.find('<') {
        out.push_str(&rest[..lt]);
        rest = &rest[lt..];
        let tag = &rest[1..];
        let closing = tag.starts_with('/');
        let name_at = usize::from(closing);
        let name_len = tag[name_at..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len() - name_at);
        let name = &tag[name_at..name_at + name_len];
        let markup = if MARKUP.contains(&name) || tag.starts_with("!--") {
            true
        } else if LAYOUT.contains(&name) {
            if closing {
                open.iter().rposition(|(own, _)| *own == name).is_some_and(|place| open.remove(place).1)
            } else {
                // A tag that does not end soon is none.
                let tag = &tag[..tag.floor_char_boundary(2_000).max(name_len)];
                let attributes = &tag[name_len..tag.find('>').unwrap_or(tag.len()).max(name_len)];
                let styled = ["class=", "style=", "data-"].iter().any(|known| attributes.contains(known));
                // The parts of what is laid out need no class of their own.
                let part_of = |around: &[&str]| open.iter().any(|(own, markup)| *markup && around.contains(own));
                let part = match name {
                    "li" => part_of(&["ol", "ul"]),
                    "tr" | "td" | "tbody" => part_of(&["table"]),
                    _ => false,
                };
                open.truncate(512);
                open.push((name, styled || part || lines));
                styled || part || lines
            }
        } else {
            false
        };
        out.push_str(if markup { "<" } else { "&lt;" });
        rest = &rest[1..];
    }
    out.push_str(rest);
}

/// Whether code is laid out in bare elements, one a line with nothing between them: program text would break its lines.
fn is_bare_lines(code: &str) -> bool {
    let around = |text: &str, tag: &str| -> Option<String> {
        let inner = text.strip_prefix('<')?.strip_prefix(tag)?;
        let (attributes, inner) = inner.split_once('>')?;
        let inner = inner.strip_suffix(&format!("</{tag}>"))?;
        (attributes.is_empty() || attributes.starts_with(' ')).then(|| inner.trim().to_owned())
    };
    let code = code.trim();
    let code = around(code, "code").unwrap_or_else(|| code.to_owned());
    let listed = ["ol", "ul"].iter().find_map(|list| around(&code, list));
    let tags: &[&str] = if listed.is_some() { &["li"] } else { &["div", "p"] };
    let code = listed.unwrap_or(code);
    let Some(tag) = tags.iter().find(|tag| code.starts_with(&format!("<{tag}>"))) else { return false };
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let mut lines = code.split(&close).map(|line| (line, line.strip_prefix(&open)));
    let mut count = 0;
    let whole = lines.by_ref().all(|(line, inner)| {
        count += usize::from(inner.is_some());
        line.is_empty() || inner.is_some_and(|inner| !inner.contains('\n') && !inner.contains(&open))
    });
    whole && count >= 2 && code.ends_with(&close)
}

/// The most attributes of one tag: the tokenizer takes time in the square of their number.
pub(super) const MOST_ATTRIBUTES: usize = 2000;

/// So many bytes are counted at a time.
const MANY: usize = 128;

/// How far the source can be parsed at all: up to the first tag with more attributes than any real one has.
pub(super) fn sane_prefix(text: &str) -> usize {
    let bytes = text.as_bytes();
    // Before each attribute stands one of these. They are counted many at a time: the count of so many fits a byte.
    let parts = |byte: u8| matches!(byte, b' ' | b'/' | b'\t'..=b'\r');
    let count = |bytes: &[u8]| usize::from(bytes.iter().map(|&byte| u8::from(parts(byte))).sum::<u8>());
    if bytes.chunks(MANY).map(count).sum::<usize>() < MOST_ATTRIBUTES {
        return text.len();
    }
    let mut at = 0;
    while let Some(lt) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()).map(|lt| at + lt) {
        let after = &bytes[lt + 1..];
        at = if after.starts_with(b"!--") {
            memchr::memmem::find(after, b"-->").map_or(bytes.len(), |end| lt + 1 + end)
        } else if let Some(raw) = ["script", "style"]
            .into_iter()
            .find(|raw| after.get(..raw.len()).is_some_and(|found| found.eq_ignore_ascii_case(raw.as_bytes())))
        {
            find_tag(text, lt + 1, &format!("/{raw}")).map_or(bytes.len(), |end| end + 1)
        } else if after.first().is_some_and(u8::is_ascii_alphabetic) {
            match tag_end(after) {
                Some(length) => lt + 1 + length,
                None => return lt,
            }
        } else {
            lt + 1
        };
    }
    text.len()
}

/// The length of a tag, or `None` when it has too many attributes.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    let mut attributes = 0;
    let mut before = b' ';
    for (at, &byte) in tag.iter().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if byte == b'>' => return Some(at),
            None if matches!(before, b' ' | b'\t' | b'\n' | b'\r' | b'/') && !byte.is_ascii_whitespace() => {
                attributes += 1;
                if attributes > MOST_ATTRIBUTES {
                    return None;
                }
            }
            None => {}
        }
        if !(byte.is_ascii_whitespace() && before == b'=') {
            before = byte;
        }
    }
    Some(tag.len())
}

/// The text of HTML source without a parser: tags are line ends, the common references are read.
pub(crate) fn strip_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(lt) = rest.find('<') {
        out.push_str(&rest[..lt]);
        rest = &rest[lt..];
        if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            out.push('\n');
            rest = rest.find('>').map_or("", |gt| &rest[gt + 1..]);
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    for (reference, text) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        if out.contains(reference) {
            out = out.replace(reference, text);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgotten_tags_in_code_become_text() {
        let source =
            r#"<pre><code class="x"><button onClick=&#123;()=>go()&#125;>去</button><span>a</span></code></pre><p>b"#;
        assert_eq!(
            prepare(source),
            r#"<pre><code class="x">&lt;button onClick=&#123;()=>go()&#125;>去&lt;/button><span>a</span></code></pre><p>b"#
        );
    }

    #[test]
    fn bare_layout_tags_in_code_are_code_and_styled_ones_are_not() {
        assert_eq!(prepare("<pre><div>a</div></pre>"), "<pre>&lt;div>a&lt;/div></pre>");
        assert_eq!(prepare(r#"<pre><div class="l">a</div></pre>"#), r#"<pre><div class="l">a</div></pre>"#);
        let laid_out = r#"<pre><ol class="l"><li>a</li></ol></pre>"#;
        assert_eq!(prepare(laid_out), laid_out);
        assert_eq!(prepare("<pre><ol><li>a</li></ol></pre>"), "<pre>&lt;ol>&lt;li>a&lt;/li>&lt;/ol></pre>");
    }

    #[test]
    fn paragraphs_inside_marked_comments_come_out() {
        assert_eq!(prepare("a<!--article_adlist[<p>b</p>]article_adlist-->c"), "a<p>b</p>c");
        assert_eq!(prepare("a<!--article_adlist[<p>b<!-- x --></p>]article_adlist-->c"), "a<p>b<!-- x --></p>c");
    }

    #[test]
    fn a_tag_with_very_many_attributes_ends_the_parse() {
        let bomb = format!("<p>a</p><p{}>b", " a=1".repeat(5000));
        assert_eq!(sane_prefix(&bomb), 8);
        assert_eq!(sane_prefix("<p>a < b <b>c"), 13);
        assert_eq!(sane_prefix("<!-- <p"), 7);
    }
}
