//! A *book index*: what a book (EPUB) says of itself and of its chapters, apart from their texts.

use std::collections::HashSet;

use super::note::Note;
use super::safe::SafeText;

/// What a book says of itself and of its chapters.
#[derive(Clone, Debug, Default)]
pub struct BookIndex {
    /// What it says of the whole.
    pub about: BookAbout,
    /// The chapters, in the order in which they are read.
    pub chapters: Vec<BookChapter>,
    /// The paths of the files that need a key. Fonts are often among them, chapters hardly ever.
    pub encrypted: HashSet<String>,
    /// What is to be noted of the reading of the index.
    pub notes: Vec<Note>,
}

/// What a book says of the whole of it.
#[derive(Clone, Debug, Default)]
pub struct BookAbout {
    /// Its title.
    pub title: Option<SafeText>,
    /// The people who made it, in the order of the book.
    pub creators: Vec<SafeText>,
    /// Its language, as it is written.
    pub language: Option<SafeText>,
    /// When it was published, as it is written.
    pub published: Option<String>,
    /// When it was changed, as it is written.
    pub updated: Option<String>,
    /// What it is about.
    pub subjects: Vec<SafeText>,
}

/// A chapter of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookChapter {
    /// The path of its file in the book.
    pub path: String,
    /// What the table of contents calls it.
    pub title: Option<String>,
}

impl BookAbout {
    /// All creators as one line.
    pub fn author(&self) -> Option<SafeText> {
        let western = self.creators.iter().all(|name| name.is_ascii());
        let names: Vec<&str> = self.creators.iter().map(SafeText::as_str).collect();
        Some(SafeText::line(&names.join(if western { ", " } else { "、" }))).filter(|line| !line.is_empty())
    }
}
