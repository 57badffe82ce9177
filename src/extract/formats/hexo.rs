//! The RSSHub/Hexo export: front matter, then the HTML (or the plain text) of the post.

use super::parser::{DocumentParser, ParseFn};
use super::post;
use crate::extract::document::TextDocument;
use crate::extract::frontmatter;
use crate::model::Article;

/// A post with front matter.
pub(crate) const PARSER: DocumentParser =
    DocumentParser { fits: |document| frontmatter::split(document.text).is_some(), parse: ParseFn::One(parse) };

/// Parses a post.
fn parse(document: &TextDocument<'_>) -> Article {
    match frontmatter::split(document.text) {
        Some(split) => post::article(document, &split),
        None => super::plain::parse(document),
    }
}
