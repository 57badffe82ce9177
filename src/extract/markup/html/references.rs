//! *References*: `&amp;`, `&#123;`, read as HTML reads them.

use scraper::Node;

use super::parse::fragment;
use crate::model::Limits;

/// Text in which references such as `&#123;` are read.
pub(crate) fn decode_references(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let parsed = fragment(&text.replace('<', "&lt;"), &Limits::default());
    let mut out = String::new();
    for node in parsed.html.tree.root().descendants() {
        if let Node::Text(text) = node.value() {
            out.push_str(text);
        }
    }
    out + &parsed.rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_tags_are_text() {
        assert_eq!(decode_references("a &#123;b&#125; &amp; <c>"), "a {b} & <c>");
    }
}
