//! *References*: `&amp;`, `&#123;`, read as HTML reads them.

use scraper::Node;

use super::parse::fragment;
use crate::model::Limits;

/// Text in which references such as `&#123;` are read. Without the semicolon it is none: `?a=1&copy=2` is an address.
pub(crate) fn decode_references(text: &str) -> String {
    let mut source = String::with_capacity(text.len() + 16);
    let mut any = false;
    for (at, c) in text.char_indices() {
        match c {
            '<' => source.push_str("&lt;"),
            '&' if is_reference(&text[at + 1..]) => {
                any = true;
                source.push('&');
            }
            '&' => source.push_str("&amp;"),
            c => source.push(c),
        }
    }
    if !any {
        return text.to_owned();
    }
    let parsed = fragment(&source, &Limits::default());
    let mut out = String::new();
    for node in parsed.html.tree.root().descendants() {
        if let Node::Text(text) = node.value() {
            out.push_str(text);
        }
    }
    out + &parsed.rest
}

/// Whether a text goes on as a reference does behind its `&`.
fn is_reference(rest: &str) -> bool {
    const LONGEST: usize = 32;
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let length = name.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name[length..].starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_tags_are_text() {
        assert_eq!(decode_references("a &#123;b&#125; &amp; <c>"), "a {b} & <c>");
        assert_eq!(decode_references("?a=1&copy=2&amp;b &#0 &lt"), "?a=1&copy=2&b &#0 &lt");
    }
}
