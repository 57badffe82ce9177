//! The RSSHub/Hexo export: front matter, then the HTML (or the plain text) of the post.

use super::clean::{clean, credit};
use super::dates;
use super::document::Document;
use super::frontmatter::{self, FrontMatter};
use super::html::{self, Walk};
use super::kinds::{Kind, Parse};
use super::piece::{Piece, assemble};
use super::{plain, prose};
use crate::model::{Article, Format, Meta, SafeText};

/// A post with front matter.
pub(super) const KIND: Kind =
    Kind { fits: |document| frontmatter::split(document.text).is_some(), parse: Parse::One(parse) };

/// Parses a post.
pub(super) fn parse(document: &Document<'_>) -> Article {
    let rules = document.rules(Format::Hexo);
    let (yaml, body) = frontmatter::split(document.text).unwrap_or(("", document.text));
    let front = FrontMatter::read(yaml);
    let one = |keys: &[&str]| front.one(keys).map(SafeText::line).filter(|value| !value.is_empty());
    let mut meta = Meta {
        format: Format::Hexo,
        title: one(&["title"]).unwrap_or_default(),
        original_title: one(&["original_title", "original-title"]),
        published: front.one(&["date", "published", "pubdate", "created"]).and_then(dates::parse),
        author: one(&["author", "authors"]),
        source: front.all(&["source"]).iter().map(|source| SafeText::line(source)).collect(),
        categories: front.all(&["categories", "category", "tags"]).iter().map(|name| SafeText::line(name)).collect(),
        url: one(&["url", "link", "source_url", "permalink", "canonical", "original_url"]),
        lead_image: one(&["headimg", "thumbnail", "cover", "image", "banner"]),
        lang: one(&["lang", "language", "locale"]),
        ..Meta::default()
    };
    let mut pieces = if looks_like_html(body) {
        let prepared = html::prepare(body);
        let parsed = html::fragment(&prepared, document.limits());
        meta.notes.extend(parsed.note);
        let walk = Walk::over(&parsed.html, None, rules);
        let mut pieces = walk.pieces;
        pieces.extend(parsed.rest.lines().map(prose::trim).filter(|line| !line.is_empty()).map(Piece::paragraph));
        clean(&mut meta, &mut pieces, rules);
        for (field, value) in walk.credits {
            credit(&mut meta, field, &value);
        }
        pieces
    } else {
        let mut pieces = plain::paragraphs(body);
        clean(&mut meta, &mut pieces, rules);
        pieces
    };
    pieces.retain(|piece| !piece.text().is_empty() || !piece.is_paragraph());
    assemble(meta, pieces)
}

fn looks_like_html(body: &str) -> bool {
    ["</", "<p", "<br", "<img", "<div", "<!--", "<span", "<a "].iter().any(|tag| body.contains(tag))
}
