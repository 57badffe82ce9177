//! The *chapter* of a book: a page of XHTML, which has no furniture.

use scraper::Node;

use super::links::resolve_links;
use crate::extract::credits::dates;
use crate::extract::document::TextDocument;
use crate::extract::draft::{DraftBlock, assemble};
use crate::extract::markup::html::{self, HtmlWalk, Plan, name};
use crate::extract::prose::{skeleton, trim};
use crate::model::{Article, BlockKind, BookIndex, Format, Meta, SafeText};

/// Makes an article of a chapter. It has no title when there is nothing in it.
pub(crate) fn parse(document: &TextDocument<'_>, book: &BookIndex, number: usize) -> Article {
    let about = &book.about;
    let contents = number.checked_sub(1).and_then(|at| book.chapters.get(at)).and_then(|chapter| chapter.title.clone());
    let mut meta = Meta {
        format: Format::Epub,
        author: about.author(),
        source: about.title.iter().cloned().collect(),
        published: about.published.as_deref().and_then(dates::parse),
        updated: about.updated.as_deref().and_then(dates::parse),
        tags: about.subjects.clone(),
        lang: about.language.clone(),
        notes: book.notes.clone(),
        ..Meta::default()
    };
    let prepared = html::prepare_xhtml(document.text);
    let mut parsed = html::document(&prepared, document.limits);
    resolve_links(&mut parsed.html, book, number, document.name);
    meta.notes.extend(parsed.note);
    // A book has no furniture.
    let walk =
        HtmlWalk::over(&parsed.html, &Plan { is_linked_to: true, ..Plan::default() }, document.rules(Format::Epub));
    meta.notes.extend(walk.note);
    let mut drafts = walk.drafts;
    drafts.extend(parsed.rest.lines().map(trim).filter(|line| !line.is_empty()).map(DraftBlock::paragraph));
    drafts.retain(|draft| !draft.text().is_empty() || !draft.is_paragraph());
    if !drafts.iter().any(DraftBlock::kept) {
        return assemble(meta, drafts);
    }
    let head = parsed.html.tree.root().descendants().find(|node| name(node) == "title").map(|title| {
        let texts = title.descendants().filter_map(|node| match node.value() {
            Node::Text(text) => Some(&**text),
            _ => None,
        });
        texts.collect::<String>()
    });
    let heading = drafts.iter().find(|draft| draft.kept() && matches!(draft.block.kind, BlockKind::Heading { .. }));
    let said = [contents, heading.map(|draft| draft.text().to_owned()), head];
    let titles = said.into_iter().flatten().map(|title| SafeText::line(&title));
    // Many a program writes the book's title in the head of every chapter.
    let own = |title: &SafeText| !title.is_empty() && Some(title) != about.title.as_ref();
    let number = || SafeText::line(&format!("{} {}", about.title.as_deref().unwrap_or_default(), number));
    meta.title = titles.into_iter().find(own).unwrap_or_else(number);
    let title = skeleton(&meta.title);
    // The heading that the title was taken from, or that repeats it, is said once.
    if let Some(first) = drafts.iter_mut().find(|draft| draft.kept() && !draft.is_image())
        && skeleton(first.text()) == title
    {
        first.cut_for("title");
    }
    assemble(meta, drafts)
}
