//! An *export*: Markdown that kanbao itself wrote. It is an article already: nothing is cut from it, no credit is read
//! from its text, no line of it is guessed at.

use super::render;
use crate::extract::credits::dates;
use crate::extract::document::TextDocument;
use crate::extract::draft::assemble_as_written;
use crate::extract::formats::post;
use crate::extract::frontmatter::{FrontMatter, NAMES, Split};
use crate::model::{Article, BlockKind, Format, Meta, SafeText, Timestamp};

/// Whether a front matter says that kanbao wrote what follows it.
pub(super) fn is_one(split: &Split<'_>) -> bool {
    split.says("generator: kanbao")
}

/// Parses an export.
pub(super) fn parse(document: &TextDocument<'_>, split: &Split<'_>) -> Article {
    let meta = meta(&FrontMatter::read(split));
    let (html, limits) = render::html(split.body, true);
    for message in limits {
        document.limit_reached(message);
    }
    let mut drafts = post::walk_as_written(&html, document.rules(Format::Markdown)).drafts;
    // The heading above the text is the title, which the front matter has too.
    let title = |kind: &BlockKind| matches!(kind, BlockKind::Heading { level: 1 });
    if let Some(first) = drafts.first_mut().filter(|first| title(&first.block.kind) && first.text() == &*meta.title) {
        first.cut_for("title");
    }
    assemble_as_written(meta, drafts)
}

fn meta(front: &FrontMatter) -> Meta {
    let one = |key: &str| front.one(&[key]).map(|value| SafeText::line(&value)).filter(|value| !value.is_empty());
    let many = |key: &str| front.each(&[key], NAMES).map(|value| SafeText::line(&value)).collect::<Vec<_>>();
    let time = |key: &str| -> Option<Timestamp> { front.one(&[key]).and_then(|value| dates::parse(&value)) };
    let said = |key: &str| front.one(&[key]).and_then(|value| value.parse().ok());
    Meta {
        format: Format::Markdown,
        title: one("title").unwrap_or_default(),
        original_title: one("original_title"),
        published: time("date"),
        updated: time("updated"),
        author: one("author"),
        reporters: many("reporters"),
        source: many("source"),
        editor: one("editor"),
        categories: many("categories"),
        tags: many("tags"),
        url: one("url"),
        lead_image: one("cover"),
        lang: one("lang"),
        read: said("read"),
        starred: said("starred"),
        ..Meta::default()
    }
}
