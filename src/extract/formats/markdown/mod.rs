//! *Markdown*: GFM, with what site builders and note keepers add to it.
//!
//! comrak reads it, because it knows where emphasis ends in Chinese (`**重点。**后`). The tree is put right where HTML
//! would lose something, written as HTML, and takes the way of all HTML from there: Markdown may have HTML in it
//! anywhere, half an element here and the other half three paragraphs on, and only what reads it as a browser does sees
//! the article its author saw.

mod bare;
mod breaks;
mod caption;
mod export;
mod formatter;
mod formulas;
mod indents;
mod lines;
mod links;
mod node;
mod notes;
mod render;
mod shielded;
mod signs;
mod tables;
mod tag;
mod tag_kind;
mod tags;

use self::signs::Signs;
use super::parser::{DocumentParser, ParseFn};
use super::post;
use crate::extract::document::TextDocument;
use crate::extract::draft::{DraftBlock, assemble};
use crate::extract::frontmatter::FrontMatter;
use crate::extract::prose::{is_prose, skeleton};
use crate::model::script::is_han;
use crate::model::{Article, BlockKind, Format, Limits, Meta, SafeText};

/// Markdown, with front matter or without.
pub(crate) const PARSER: DocumentParser = DocumentParser { fits, parse: ParseFn::One(parse) };

/// The names of Markdown files.
const EXTENSIONS: &[&str] = &["md", "markdown", "mdown", "mkd", "mkdn", "mdwn", "qmd", "rmd"];

/// A longer text is no article; it is shown as the text it is. In bytes.
const LONGEST: usize = 16 << 20;

fn fits(document: &TextDocument<'_>) -> bool {
    let fits = reads_like_markdown(document);
    if fits && document.text.len() > LONGEST {
        document.limit_reached(format!("more than {LONGEST} bytes of Markdown: read as text"));
        return false;
    }
    if fits && has_too_many_marks(document.text, document.limits) {
        document.limit_reached("too many marks of Markdown (limits.markdown-marks): read as text");
        return false;
    }
    fits
}

/// Whether more of a text may mean something in Markdown than is read.
fn has_too_many_marks(text: &str, limits: &Limits) -> bool {
    const BYTES_A_MARK: usize = 64;
    let most = limits.markdown_marks.saturating_add(text.len() / BYTES_A_MARK);
    let is_mark = |byte: u8| {
        matches!(byte, b'*' | b'_' | b'[' | b'`' | b'<' | b'&' | b'\\' | b'~' | b'|' | b'!' | b'^' | b'=' | b'\n')
    };
    // Every mark is a byte of it.
    text.len() > most && text.bytes().filter(|&byte| is_mark(byte)).count() > most
}

fn reads_like_markdown(document: &TextDocument<'_>) -> bool {
    let head = document.head();
    let named = document.is_named(EXTENSIONS);
    if let Some(split) = document.front_matter() {
        if split.is_labelled() {
            return false;
        }
        if export::is_one(split) {
            return true;
        }
        let begin = &split.body[..split.body.floor_char_boundary(head.len())];
        let signs = Signs::of(begin);
        let page = document.is_named(&["html", "htm"]);
        // Nothing but text: a line break in Markdown is none.
        return signs.are_any()
            || named && signs.tags == 0 && !post::looks_like_html(split.body)
            || !page && post::looks_like_html(begin) && bare::is_parted(begin);
    }
    let begin = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let begin = begin[..begin.floor_char_boundary(16)].to_ascii_lowercase();
    if ["<!doctype", "<html", "<?xml"].iter().any(|page| begin.starts_with(page)) {
        return false;
    }
    let signs = Signs::of(head);
    if named {
        signs.are_any() || signs.tags == 0 || bare::is_parted(head)
    } else {
        signs.are_sure() && !document.is_named(&["html", "htm"])
    }
}

/// Parses Markdown.
fn parse(document: &TextDocument<'_>) -> Article {
    let rules = document.rules(Format::Markdown);
    let split = document.front_matter();
    if let Some(split) = split.filter(|split| export::is_one(split)) {
        return export::parse(document, split);
    }
    let mut meta = match split {
        Some(split) => post::meta(&FrontMatter::read(split), document.name, rules, Format::Markdown),
        None => Meta { format: Format::Markdown, ..Meta::default() },
    };
    let (html, limits) = render::html(split.map_or(document.text, |split| split.body), false);
    for message in limits {
        document.limit_reached(message);
    }
    let mut walk = post::walk(&html, None, rules);
    for draft in &mut walk.drafts {
        template_tag(draft);
    }
    clipped_from(&mut meta, &mut walk.drafts);
    tags_of_notes(&mut meta, &mut walk.drafts);
    if meta.title.is_empty() {
        title(&mut meta, &mut walk.drafts);
    } else {
        repeated_title(&meta, &mut walk.drafts);
    }
    if meta.url.is_none() {
        keep_what_was_written(&mut walk.drafts);
    }
    let mut drafts = post::cleaned(&mut meta, walk, rules);
    for draft in &mut drafts {
        draft.outside = false;
    }
    assemble(meta, drafts)
}

/// Furniture is not written by hand. What was not cut out of a page has none of it in its headings (`0.7.1`, `相关文章`),
/// nor in lines that are not Chinese, which is all that the rules know: they stay away from these.
fn keep_what_was_written(drafts: &mut [DraftBlock]) {
    for draft in drafts {
        let heading = matches!(draft.block.kind, BlockKind::Heading { .. });
        draft.outside = heading || !draft.text().contains(is_han);
    }
}

/// Cuts the heading that says the title of the front matter once more.
fn repeated_title(meta: &Meta, drafts: &mut [DraftBlock]) {
    let first = drafts.iter_mut().find(|draft| draft.kept() && !draft.text().is_empty());
    if let Some(first) = first
        && matches!(first.block.kind, BlockKind::Heading { .. })
        && skeleton(first.text()) == skeleton(&meta.title)
    {
        first.cut_for("repeated-title");
    }
}

/// A comment that was a template tag says so.
fn template_tag(draft: &mut DraftBlock) {
    if draft.cut.as_deref() == Some("comment")
        && let Some(tag) = draft.text().strip_prefix(tag::MARK)
    {
        *draft = DraftBlock { outside: draft.outside, ..DraftBlock::cut(&tag.replace('＞', ">"), "template-tag") };
    }
}

/// The title is the first heading of the first level, unless the text has begun before it.
fn title(meta: &mut Meta, drafts: &mut [DraftBlock]) {
    let is_top = |draft: &DraftBlock| matches!(draft.block.kind, BlockKind::Heading { level: 1 }) && draft.kept();
    let only = drafts.iter().filter(|draft| is_top(draft)).count() == 1;
    for draft in drafts {
        if is_top(draft) {
            meta.title = SafeText::line(draft.text());
            draft.cut_for("title");
            return;
        }
        if !only && draft.kept() && is_prose(draft.text()) {
            return;
        }
    }
}

/// The tags that a note keeper writes into the text, on a line of their own above it or below it: `#读书 #天津/海河`. One
/// alone at the top of a text without a title is its title, written without the blank that Markdown wants.
fn tags_of_notes(meta: &mut Meta, drafts: &mut [DraftBlock]) {
    let tag = |word: &str| -> Option<SafeText> {
        let name = word.strip_prefix('#')?;
        let named = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/'));
        (named && name.chars().any(char::is_alphabetic)).then(|| SafeText::line(name))
    };
    let shown = |draft: &&mut DraftBlock| draft.kept() && !draft.text().is_empty();
    let titled = !meta.title.is_empty()
        || drafts.iter().any(|draft| draft.kept() && matches!(draft.block.kind, BlockKind::Heading { level: 1 }));
    for last in [false, true] {
        let mut all = drafts.iter_mut().filter(shown);
        let Some(draft) = (if last { all.next_back() } else { all.next() }) else { return };
        let tags: Option<Vec<SafeText>> = draft.text().split_whitespace().map(tag).collect();
        let Some(tags) = tags.filter(|_| draft.is_paragraph()) else { continue };
        match tags.as_slice() {
            [title] if !last && !titled => {
                meta.title = title.clone();
                draft.cut_for("title");
            }
            tags => {
                meta.tags.extend(tags.iter().filter(|tag| !meta.tags.contains(tag)).cloned().collect::<Vec<_>>());
                draft.cut_for("tags");
            }
        }
    }
}

/// What a clipper says at the top of its clippings: who cut it, and where from.
fn clipped_from(meta: &mut Meta, drafts: &mut [DraftBlock]) {
    const LONGEST: usize = 200;
    let Some(first) = drafts.iter_mut().find(|draft| draft.kept() && !draft.text().is_empty()) else { return };
    let text = first.text();
    let told = ["原文地址", "原文链接", "转码"].iter().any(|told| text.contains(told));
    if !told || text.chars().count() > LONGEST {
        return;
    }
    if let Some(href) = first
        .block
        .inline
        .spans
        .iter()
        .filter_map(|span| span.href.clone().filter(|href| post::is_web(href)))
        .next_back()
    {
        meta.url = meta.url.take().or(Some(href));
        first.cut_for("clipper");
    }
}

#[cfg(test)]
mod tests;
