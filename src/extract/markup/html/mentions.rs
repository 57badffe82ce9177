//! Tags that are *mentioned* and not meant: an exporter that does not escape lets `<textarea>` in a sentence, or the
//! `<string>` of a `vector<string>`, into the source as if it were markup.
//!
//! What a parser would make of them is the loss of words, or of the rest of the article. They are told from markup by
//! what no markup does: an element that hides its content is never closed or closes over whole paragraphs; an unknown
//! name has no attributes and is never closed.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::tags::find_tag;

/// Elements whose content the parser takes for text, or drops.
const SWALLOWERS: &[&str] = &["textarea", "select", "title", "xmp", "plaintext", "noembed", "noframes", "listing"];
/// Elements that are nothing without an attribute.
const EMPTY: &[&str] = &["input", "img", "meta", "link", "embed", "param", "source", "base", "area", "iframe"];
/// Elements whose content is no HTML and is passed over.
const FOREIGN: &[&str] = &["script", "style", "svg", "math", "pre"];

/// The source with the `<` of every mention escaped.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let mut marks: Vec<usize> = Vec::new();
    let mut closers = Closers { text, known: FxHashMap::default() };
    let mut at = 0;
    while let Some(lt) = memchr::memchr(b'<', text.as_bytes().get(at..).unwrap_or_default()).map(|lt| at + lt) {
        at = lt + 1;
        if is_plain(&text.as_bytes()[at..]) {
            continue;
        }
        let tag = Tag::of(&text[at..]);
        if text[at..].starts_with("!--") {
            at = memchr::memmem::find(&text.as_bytes()[at..], b"-->").map_or(text.len(), |end| at + end + 3);
        } else if FOREIGN.contains(&tag.name.as_str()) && !tag.closing {
            at = closers.next(&tag.name, at).map_or(at, |end| end + 1);
        } else if !tag.name.is_empty() && closers.is_mention(lt, &tag) {
            marks.push(lt);
        } else if SWALLOWERS.contains(&tag.name.as_str()) && !tag.closing {
            at = closers.next(&tag.name, at).map_or(at, |end| end + 1);
        }
    }
    if marks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + marks.len() * 3);
    let mut from = 0;
    for mark in marks {
        out.push_str(&text[from..mark]);
        out.push_str("&lt;");
        from = mark + 1;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Whether what stands behind a `<` is a tag of an element that nobody mentions: nearly all are.
fn is_plain(after: &[u8]) -> bool {
    let name = after.strip_prefix(b"/").unwrap_or(after);
    let length = name.iter().take(8).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let (name, behind) = name.split_at(length);
    matches!(
        name,
        b"p" | b"div"
            | b"span"
            | b"a"
            | b"br"
            | b"font"
            | b"strong"
            | b"b"
            | b"li"
            | b"ul"
            | b"td"
            | b"tr"
            | b"h2"
            | b"h3"
    ) && matches!(behind.first(), Some(b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r'))
}

/// A tag as its source has it.
struct Tag {
    /// In lower case; empty when there is none.
    name: String,
    closing: bool,
    /// Whether it is nothing but its name.
    bare: bool,
}

impl Tag {
    /// The longest name of an element.
    const LONGEST: usize = 40;

    fn of(after: &str) -> Self {
        let closing = after.starts_with('/');
        let rest = &after[usize::from(closing)..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Self { name: String::new(), closing, bare: false };
        }
        let end = rest.bytes().take(Self::LONGEST).position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
        let name = rest.get(..end.unwrap_or(rest.len().min(Self::LONGEST))).unwrap_or_default();
        let bare = rest.get(name.len()..).is_some_and(|rest| rest.trim_start_matches([' ', '/']).starts_with('>'));
        Self { name: name.to_ascii_lowercase(), closing, bare }
    }
}

/// Where elements are closed. Each name is looked for once from where it was last found, so all together take the time
/// of a few passes.
struct Closers<'t> {
    text: &'t str,
    known: FxHashMap<String, Option<usize>>,
}

impl Closers<'_> {
    /// The most different unknown names; a document with more is in a language of its own.
    const MOST: usize = 64;

    /// Where `name` is closed next behind `at`.
    fn next(&mut self, name: &str, at: usize) -> Option<usize> {
        match self.known.get(name) {
            Some(None) => return None,
            Some(Some(place)) if *place > at => return Some(*place),
            None if self.known.len() > Self::MOST => return Some(at),
            _ => {}
        }
        let place = find_tag(self.text, at, &format!("/{name}"));
        self.known.insert(name.to_owned(), place);
        place
    }

    fn is_mention(&mut self, lt: usize, tag: &Tag) -> bool {
        let name = tag.name.as_str();
        if EMPTY.contains(&name) {
            // In XML a `link` may hold its address, and a template leaves `<img />` behind.
            let slashed = self.text[lt + 1 + name.len()..].trim_start().starts_with('/');
            return tag.bare && !slashed && !tag.closing && self.next(name, lt).is_none();
        }
        if SWALLOWERS.contains(&name) {
            return !tag.closing && self.swallows(lt, tag);
        }
        if super::names::is_known(name) || name.contains(['-', ':']) {
            return false;
        }
        let odd = !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        odd || tag.bare && !tag.closing && self.next(name, lt).is_none()
    }

    /// Whether such an element would take paragraphs with it.
    fn swallows(&mut self, lt: usize, tag: &Tag) -> bool {
        const ENOUGH: usize = 4096;
        let Some(close) = self.next(&tag.name, lt) else { return true };
        let inside = &self.text[lt..self.text.floor_char_boundary(close.min(lt + ENOUGH))];
        let hides = matches!(tag.name.as_str(), "textarea" | "select" | "title");
        hides && tag.bare && ["/p", "/div", "br"].iter().any(|end| find_tag(inside, 1, end).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_become_text_and_markup_stays() {
        for (source, wanted) in [
            (
                "<p>用 <input>、<textarea> 和 <select>。</p><p>乙</p>",
                "<p>用 &lt;input>、&lt;textarea> 和 &lt;select>。</p><p>乙</p>",
            ),
            ("<p>vector<string> v; #include <unistd.h></p>", "<p>vector&lt;string> v; #include &lt;unistd.h></p>"),
            ("<p>Map<K,V> 与 <T></p>", "<p>Map&lt;K,V> 与 &lt;T></p>"),
        ] {
            assert_eq!(escape(source), wanted);
        }
        for same in [
            "<select><option>甲</option></select><textarea>乙</textarea>",
            "<note>甲</note><web-view></web-view><o:p></o:p><foo a=1>乙",
            "<script>a<b></script><pre>vector<int></pre><!-- <T> -->",
            "甲 < 乙 <b>丙",
        ] {
            assert_eq!(escape(same), same);
        }
    }

    #[test]
    fn what_nobody_mentions_is_known_and_has_no_other_meaning() {
        let names = ["p", "div", "span", "a", "br", "font", "strong", "b", "li", "ul", "td", "tr", "h2", "h3"];
        for name in names {
            assert!(is_plain(format!("{name}>").as_bytes()) && is_plain(format!("/{name} ").as_bytes()));
            assert!(super::super::names::is_known(name));
            assert!(![SWALLOWERS, EMPTY, FOREIGN].iter().any(|list| list.contains(&name)));
        }
        assert!(!is_plain(b"img>") && !is_plain(b"p,q>") && !is_plain(b"T>") && !is_plain(b""));
    }

    #[test]
    fn many_mentions_take_no_time() {
        let text = "<textarea><T><select>".repeat(50_000);
        assert!(escape(&text).len() > text.len());
    }
}
