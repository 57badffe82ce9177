//! *EPUB*: a book. It is a zip with a package that says which of its files are the chapters and in what order; each
//! chapter is an entry, `book.epub#3`, and the book is its source.
//!
//! A book whose package cannot be read is still a zip of pages, and read as that.

mod package;
mod toc;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use scraper::Node;

use super::budget::{Budget, Trouble};
use super::{Container, Head, Packed, Walk, What, zip};
use crate::extract::credits::dates;
use crate::extract::decode;
use crate::extract::document::Document;
use crate::extract::draft::{Piece, assemble};
use crate::extract::markup::html::{self, Plan, Walk as Pieces, name};
use crate::extract::prose::{skeleton, trim};
use crate::model::{Article, BlockKind, Format, Meta, Note, Origin, Part, SafeText};
use crate::source::bytes::Source;

use package::Package;

pub(super) static CONTAINER: Container = Container { fits, open };

/// The format wants its name in the first bytes; not every program that writes books knows.
fn fits(head: &Head<'_>) -> bool {
    let named = head.name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("epub"));
    let says = head.bytes.get(30..).is_some_and(|rest| rest.starts_with(b"mimetype"))
        && memchr::memmem::find(head.bytes, b"application/epub+zip").is_some();
    zip::is_zip(head) && (named || says)
}

/// What a book says of itself, and what its table of contents says of its chapters.
#[derive(Debug, Default)]
pub(crate) struct Book {
    about: package::About,
    /// The titles of the chapters, by their paths in the zip.
    titles: HashMap<String, String>,
}

/// A chapter that was unpacked and is still the text of a page.
#[derive(Debug)]
pub(crate) struct Chapter {
    pub bytes: Vec<u8>,
    /// What is wrong with it.
    pub note: Option<Note>,
    /// Whether it was asked for: what holds no text is passed over else.
    pub asked: bool,
    book: Arc<Book>,
    path: String,
    number: usize,
}

fn open(walk: &mut Walk<'_>, it: &Packed<'_>) -> ControlFlow<()> {
    if !it.wanted.path.is_empty() {
        return zip::open(walk, it);
    }
    match Package::read(walk.budget, it.source) {
        Ok(package) => chapters(walk, it, package),
        Err(_) => zip::open(walk, it),
    }
}

fn chapters(walk: &mut Walk<'_>, it: &Packed<'_>, package: Package) -> ControlFlow<()> {
    let titles = toc::titles(walk.budget, it.source, &package);
    let Package { about, spine, files, encrypted, .. } = package;
    let book = Arc::new(Book { about, titles });
    for (at, path) in spine.into_iter().enumerate() {
        let number = at + 1;
        if it.wanted.item.is_some_and(|item| item != number) {
            continue;
        }
        walk.count()?;
        let origin = Arc::new(Origin::Part { whole: Arc::clone(it.origin), part: Part::Item(number) });
        let Some(file) = files.get(&path) else {
            walk.failed(&origin, format!("{path}: not in the book"))?;
            continue;
        };
        if encrypted.contains(&path) {
            walk.failed(&origin, "encrypted")?;
            continue;
        }
        let (bytes, note) = match zip::unpack(walk.budget, it.source, file) {
            Ok((bytes, None)) => (bytes, None),
            Ok((bytes, Some(Trouble::Damage(message)))) if !bytes.is_empty() => {
                (bytes, Some(Note::Damage { message: SafeText::line(&message) }))
            }
            Ok((_, Some(trouble))) => {
                walk.ended(&origin, trouble)?;
                continue;
            }
            Err(message) => {
                walk.failed(&origin, message)?;
                continue;
            }
        };
        let asked = it.wanted.item.is_some();
        let chapter = Chapter { bytes, note, asked, book: Arc::clone(&book), path, number };
        walk.emit(&origin, What::Chapter(Box::new(chapter)))?;
    }
    ControlFlow::Continue(())
}

/// A text file of the book.
fn text(budget: &Budget<'_>, source: &Source, path: &str) -> Result<String, String> {
    let found = zip::find(budget, source, |name| name == path)?;
    let file = found.get(path).ok_or_else(|| format!("{path}: not in the book"))?;
    let (bytes, _) = zip::unpack(budget, source, file)?;
    let decoded = decode::decode(&bytes, None).ok_or_else(|| format!("{path}: not text"))?;
    Ok(decoded.text.into_owned())
}

/// Makes an article of a chapter. It has no title when there is nothing in it.
pub(crate) fn parse(document: &Document<'_>, chapter: &Chapter) -> Article {
    let about = &chapter.book.about;
    let mut meta = Meta {
        format: Format::Epub,
        author: about.author(),
        source: about.title.iter().cloned().collect(),
        published: about.published.as_deref().and_then(dates::parse),
        updated: about.updated.as_deref().and_then(dates::parse),
        tags: about.subjects.clone(),
        lang: about.language.clone(),
        ..Meta::default()
    };
    let page = html_of_xhtml(document.text);
    let prepared = html::prepare(&page);
    let parsed = html::document(&prepared, &document.reader.limits);
    meta.notes.extend(parsed.note);
    // A book has no furniture.
    let walk = Pieces::over(&parsed.html, &Plan::default(), document.rules(Format::Epub));
    meta.notes.extend(walk.note);
    let mut pieces = walk.pieces;
    pieces.extend(parsed.rest.lines().map(trim).filter(|line| !line.is_empty()).map(Piece::paragraph));
    pieces.retain(|piece| !piece.text().is_empty() || !piece.is_paragraph());
    if !pieces.iter().any(Piece::kept) {
        return assemble(meta, pieces);
    }
    let head = parsed.html.tree.root().descendants().find(|node| name(node) == "title").map(|title| {
        let texts = title.descendants().filter_map(|node| match node.value() {
            Node::Text(text) => Some(&**text),
            _ => None,
        });
        texts.collect::<String>()
    });
    let heading = pieces.iter().find(|piece| piece.kept() && matches!(piece.block.kind, BlockKind::Heading { .. }));
    let said = [chapter.book.titles.get(&chapter.path).cloned(), heading.map(|piece| piece.text().to_owned()), head];
    let titles = said.into_iter().flatten().map(|title| SafeText::line(&title));
    // Many a program writes the book's title in the head of every chapter.
    let own = |title: &SafeText| !title.is_empty() && Some(title) != about.title.as_ref();
    let number = || SafeText::line(&format!("{} {}", about.title.as_deref().unwrap_or_default(), chapter.number));
    meta.title = titles.into_iter().find(own).unwrap_or_else(number);
    let title = skeleton(&meta.title);
    // The heading that the title was taken from, or that repeats it, is said once.
    if let Some(first) = pieces.iter_mut().find(|piece| piece.kept() && !piece.is_image())
        && skeleton(first.text()) == title
    {
        first.cut_for("title");
    }
    assemble(meta, pieces)
}

/// XHTML as HTML: `<a id="x"/>` and `<title/>` are whole elements there and open ones here, and so they are closed.
fn html_of_xhtml(text: &str) -> String {
    const VOID: &[&str] =
        &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];
    let mut out = String::with_capacity(text.len() + 256);
    let mut rest = text;
    while let Some(at) = rest.find("/>") {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        let tag = before.rfind('<').map(|open| &before[open + 1..]).unwrap_or_default();
        let name = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !tag.contains('>');
        out.push_str(before);
        if is_tag && !VOID.contains(&name) {
            out.push_str("></");
            out.push_str(name);
            out.push('>');
        } else {
            out.push_str("/>");
        }
        rest = after;
    }
    out + rest
}
