//! The *index* of a book, put together from its files: the package, the table of contents, what is encrypted.

use std::collections::{HashMap, HashSet};

use super::contents;
use super::package::{Package, resolve};
use crate::extract::decode::decode;
use crate::extract::markup::xml::Tree;
use crate::extract::prose::is_blank;
use crate::model::{BookChapter, BookIndex, Limits, Note, SafeText};

/// Reads the index of a book; `read` gives a file of it by its path.
///
/// # Errors
/// Why this is no book, for a person.
pub(crate) fn read(
    read: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    limits: &Limits,
) -> Result<BookIndex, String> {
    let mut text = |path: &str| -> Result<String, String> {
        let bytes = read(path)?;
        decode(&bytes, None).map(|decoded| decoded.text.into_owned()).ok_or_else(|| format!("{path}: not text"))
    };
    let container = text("META-INF/container.xml")?;
    let path = Tree::read(&container, limits)
        .all()
        .find(|element| element.local() == "rootfile")
        .and_then(|element| element.attribute("full-path"))
        .ok_or("no package in the book")?;
    let package = Package::parse(&text(&path)?, &path, limits);
    if package.spine.is_empty() {
        return Err("no chapters in the book".to_owned());
    }
    let encrypted = text("META-INF/encryption.xml").map(|xml| encrypted(&xml, limits)).unwrap_or_default();
    let nav = package.nav.as_ref().and_then(|path| Some(contents::nav(&text(path).ok()?, path, limits)));
    let ncx = package.ncx.as_ref().and_then(|path| Some(contents::ncx(&text(path).ok()?, path, limits)));
    // Of each chapter the first: those behind it are of its sections.
    let mut titles: HashMap<String, String> = HashMap::new();
    let mut notes: Vec<Note> =
        package.limit.iter().map(|limit| Note::Limit { message: SafeText::line(limit) }).collect();
    for contents in nav.into_iter().chain(ncx) {
        notes.extend(contents.note);
        for (path, title) in contents.titles.into_iter().filter(|(_, title)| !is_blank(title)) {
            titles.entry(path).or_insert(title);
        }
    }
    let chapter = |path: String| BookChapter { title: titles.get(&path).cloned(), path };
    let chapters = package.spine.into_iter().map(chapter).collect();
    Ok(BookIndex { about: package.about, chapters, encrypted, notes })
}

/// The paths of the files that cannot be read without a key.
fn encrypted(xml: &str, limits: &Limits) -> HashSet<String> {
    let tree = Tree::read(xml, limits);
    let files = tree.all().filter(|element| element.local() == "cipherreference");
    files.filter_map(|element| element.attribute("URI")).map(|uri| resolve("", &uri)).collect()
}
