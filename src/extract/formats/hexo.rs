//! The RSSHub/Hexo export: front matter, then the HTML (or the plain text) of the post.

use super::parser::{DocumentParser, ParseFn};
use super::post;
use crate::extract::document::TextDocument;
use crate::model::Article;

/// A post with front matter.
pub(crate) const PARSER: DocumentParser =
    DocumentParser { fits: |document| document.front_matter().is_some(), parse: ParseFn::One(parse) };

/// Parses a post.
fn parse(document: &TextDocument<'_>) -> Article {
    match document.front_matter() {
        Some(split) => post::article(document, split),
        None => super::plain::parse(document),
    }
}
