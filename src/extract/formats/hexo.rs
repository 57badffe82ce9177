//! The RSSHub/Hexo export: front matter, then the HTML (or the plain text) of the post.

use super::post;
use crate::extract::document::Document;
use crate::extract::formats::registry::{Kind, Parse};
use crate::extract::frontmatter;
use crate::model::Article;

/// A post with front matter.
pub(crate) const KIND: Kind =
    Kind { fits: |document| frontmatter::split(document.text).is_some(), parse: Parse::One(parse) };

/// Parses a post.
fn parse(document: &Document<'_>) -> Article {
    match frontmatter::split(document.text) {
        Some(split) => post::article(document, &split),
        None => super::plain::parse(document),
    }
}
