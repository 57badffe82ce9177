//! *EPUB*: a book. It is a zip with an index that says which of its files are the chapters and in what order; each
//! chapter is an entry, `book.epub#3`. The interpreter reads the index; here are only the bytes.
//!
//! A book whose index cannot be read is still a zip of pages, and read as that.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use ::zip::read::OwnedZipFileEntry;
use unicode_normalization::UnicodeNormalization;

use super::budget::UnpackError;
use super::job::{JobContent, PackedChapter};
use super::walk::{Container, ContainerWalk, FileHead, VisitedFile};
use super::zip;
use crate::model::{BookIndex, Note, Origin, Part, SafeText};
use crate::source::byte_source::ByteSource;

pub(super) static CONTAINER: Container = Container { fits, open };

/// The format wants its name in the first bytes; not every program that writes books knows.
fn fits(head: &FileHead<'_>) -> bool {
    let named = head.name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("epub"));
    let says = head.bytes.get(30..).is_some_and(|rest| rest.starts_with(b"mimetype"))
        && memchr::memmem::find(head.bytes, b"application/epub+zip").is_some();
    zip::is_zip(head) && (named || says)
}

fn open(walk: &mut ContainerWalk<'_>, it: &VisitedFile<'_>) -> ControlFlow<()> {
    if !it.selector.path.is_empty() {
        return zip::open(walk, it);
    }
    match index(walk, it.source) {
        Ok((book, files)) => chapters(walk, it, book, &files),
        Err(_) => zip::open(walk, it),
    }
}

/// The files of a book, by their paths with accents and letters as one.
type BookFiles = HashMap<String, OwnedZipFileEntry>;

/// The index of a book, and where its chapters are.
fn index(walk: &ContainerWalk<'_>, source: &ByteSource) -> Result<(BookIndex, BookFiles), String> {
    let budget = walk.budget;
    let mut read = |path: &str| {
        let found = zip::find(budget, source, |name| composed(name) == composed(path))?;
        let file = found.into_values().next().ok_or_else(|| format!("{path}: not in the book"))?;
        zip::unpack(budget, source, &file).map(|(bytes, _)| bytes)
    };
    let book = (walk.interpreter.read_book)(&mut read, budget.limits)?;
    let paths: HashSet<&str> = book.chapters.iter().map(|chapter| chapter.path.as_str()).collect();
    let files = zip::find(budget, source, |name| paths.contains(&*composed(name)))?;
    let files = files.into_iter().map(|(name, file)| (composed(&name).into_owned(), file)).collect();
    Ok((book, files))
}

/// A name with its accents and letters as one (NFC), as the interpreter gives the paths: a Mac writes them apart.
fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

fn chapters(walk: &mut ContainerWalk<'_>, it: &VisitedFile<'_>, book: BookIndex, files: &BookFiles) -> ControlFlow<()> {
    let book = Arc::new(book);
    for (number, chapter) in (1..).zip(&book.chapters) {
        if it.selector.item.is_some_and(|item| item != number) {
            continue;
        }
        walk.count()?;
        let origin = Arc::new(Origin::Part { whole: Arc::clone(it.origin), part: Part::Item(number) });
        let path = &chapter.path;
        let Some(file) = files.get(path) else {
            walk.failed(&origin, format!("{path}: not in the book"))?;
            continue;
        };
        if book.encrypted.contains(path) {
            walk.failed(&origin, "encrypted")?;
            continue;
        }
        let (bytes, note) = match zip::unpack(walk.budget, it.source, file) {
            Ok((bytes, None)) => (bytes, None),
            Ok((bytes, Some(UnpackError::Damage(message)))) if !bytes.is_empty() => {
                (bytes, Some(Note::Damage { message: SafeText::line(&message) }))
            }
            Ok((_, Some(error))) => {
                walk.ended(&origin, error)?;
                continue;
            }
            Err(message) => {
                walk.failed(&origin, message)?;
                continue;
            }
        };
        let asked = it.selector.item.is_some();
        let chapter = PackedChapter { bytes, note, asked, book: Arc::clone(&book), number };
        walk.emit(&origin, JobContent::Chapter(Box::new(chapter)))?;
    }
    ControlFlow::Continue(())
}
