//! *Markdown*: GFM, with what site builders and note keepers add to it.
//!
//! comrak reads it, because it knows where emphasis ends in Chinese (`**重点。**后`). The tree is put right where HTML
//! would lose something, written as HTML, and takes the way of all HTML from there: Markdown may have HTML in it
//! anywhere, half an element here and the other half three paragraphs on, and only what reads it as a browser does sees
//! the article its author saw.

mod caption;
mod render;
mod signs;
mod tag;
mod tags;

use self::signs::Signs;
use super::parser::{DocumentParser, ParseFn};
use super::post;
use crate::extract::document::TextDocument;
use crate::extract::draft::{Piece, assemble};
use crate::extract::frontmatter::{self, FrontMatter};
use crate::extract::prose::{is_prose, skeleton};
use crate::model::{Article, BlockKind, Format, Meta, SafeText};

/// Markdown, with front matter or without.
pub(crate) const PARSER: DocumentParser = DocumentParser { fits, parse: ParseFn::One(parse) };

/// The names of Markdown files.
const EXTENSIONS: &[&str] = &["md", "markdown", "mdown", "mkd", "mkdn", "mdwn", "qmd", "rmd"];

/// A longer text is no article; it is shown as the text it is. In bytes.
const LONGEST: usize = 16 << 20;

fn fits(document: &TextDocument<'_>) -> bool {
    if document.text.len() > LONGEST {
        return false;
    }
    let head = document.head();
    let named = document.is_named(EXTENSIONS);
    if let Some(split) = frontmatter::split(document.text) {
        if split.is_labelled() {
            return false;
        }
        let signs = Signs::of(&split.body[..split.body.floor_char_boundary(head.len())]);
        // Nothing but text: a line break in Markdown is none.
        return signs.are_any() || (named && signs.tags == 0 && !post::looks_like_html(split.body));
    }
    let begin = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let begin = begin[..begin.floor_char_boundary(16)].to_ascii_lowercase();
    if ["<!doctype", "<html", "<?xml"].iter().any(|page| begin.starts_with(page)) {
        return false;
    }
    let signs = Signs::of(head);
    if named { signs.are_any() || signs.tags == 0 } else { signs.are_sure() && !document.is_named(&["html", "htm"]) }
}

/// Parses Markdown.
fn parse(document: &TextDocument<'_>) -> Article {
    let rules = document.rules(Format::Markdown);
    let split = frontmatter::split(document.text);
    let mut meta = match &split {
        Some(split) => post::meta(&FrontMatter::read(split), document.name, rules, Format::Markdown),
        None => Meta { format: Format::Markdown, ..Meta::default() },
    };
    let html = render::html(split.map_or(document.text, |split| split.body));
    let mut walk = post::walk(&html, None, rules);
    for piece in &mut walk.pieces {
        template_tag(piece);
    }
    clipped_from(&mut meta, &mut walk.pieces);
    if meta.title.is_empty() {
        title(&mut meta, &mut walk.pieces);
    } else {
        repeated_title(&meta, &mut walk.pieces);
    }
    if meta.url.is_none() {
        keep_what_was_written(&mut walk.pieces);
    }
    let mut pieces = post::cleaned(&mut meta, walk, rules);
    for piece in &mut pieces {
        piece.outside = false;
    }
    assemble(meta, pieces)
}

/// Nobody writes furniture by hand. What was not cut out of a page has none of it in its headings (`0.7.1`, `相关文章`),
/// nor in lines that are not Chinese, which is all that the rules know: they stay away from these.
fn keep_what_was_written(pieces: &mut [Piece]) {
    let is_chinese = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}');
    for piece in pieces {
        let heading = matches!(piece.block.kind, BlockKind::Heading { .. });
        piece.outside = heading || !piece.text().contains(is_chinese);
    }
}

/// Cuts the heading that says the title of the front matter once more.
fn repeated_title(meta: &Meta, pieces: &mut [Piece]) {
    let first = pieces.iter_mut().find(|piece| piece.kept() && !piece.text().is_empty());
    if let Some(first) = first
        && matches!(first.block.kind, BlockKind::Heading { .. })
        && skeleton(first.text()) == skeleton(&meta.title)
    {
        first.cut_for("repeated-title");
    }
}

/// A comment that was a template tag says so.
fn template_tag(piece: &mut Piece) {
    if piece.cut.as_deref() == Some("comment")
        && let Some(tag) = piece.text().strip_prefix(tag::MARK)
    {
        *piece = Piece { outside: piece.outside, ..Piece::cut(&tag.replace('＞', ">"), "template-tag") };
    }
}

/// The title is the first heading of the first level, unless the text has begun before it.
fn title(meta: &mut Meta, pieces: &mut [Piece]) {
    let is_top = |piece: &Piece| matches!(piece.block.kind, BlockKind::Heading { level: 1 }) && piece.kept();
    let only = pieces.iter().filter(|piece| is_top(piece)).count() == 1;
    for piece in pieces {
        if is_top(piece) {
            meta.title = SafeText::line(piece.text());
            piece.cut_for("title");
            return;
        }
        if !only && piece.kept() && is_prose(piece.text()) {
            return;
        }
    }
}

/// What a clipper says at the top of its clippings: who cut it, and where from.
fn clipped_from(meta: &mut Meta, pieces: &mut [Piece]) {
    const LONGEST: usize = 200;
    let Some(first) = pieces.iter_mut().find(|piece| piece.kept() && !piece.text().is_empty()) else { return };
    let text = first.text();
    let told = ["原文地址", "原文链接", "转码"].iter().any(|told| text.contains(told));
    if !told || text.chars().count() > LONGEST {
        return;
    }
    if let Some(href) = first.block.inline.spans.iter().filter_map(|span| span.href.clone()).next_back() {
        meta.url = meta.url.take().or(Some(href));
        first.cut_for("clipper");
    }
}

#[cfg(test)]
mod tests;
