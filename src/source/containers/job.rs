//! A *job*: the bytes of something that may be an article, on their way to what makes articles of them.

use std::sync::Arc;

use crate::error::Error;
use crate::model::{BookIndex, Note, Origin};
use crate::source::byte_source::Bytes;

/// Something that may be an article, or may hold some.
#[derive(Debug)]
pub(crate) struct Job {
    pub origin: Arc<Origin>,
    pub content: JobContent,
}

/// What is to be made an article.
#[derive(Debug)]
pub(crate) enum JobContent {
    /// A file of its own.
    File {
        bytes: Bytes,
        /// The only article of it that is asked for.
        item: Option<usize>,
        /// What is wrong with it.
        note: Option<Note>,
    },
    /// A chapter of a book.
    Chapter(Box<PackedChapter>),
    /// It cannot be read.
    Failed(Error),
}

/// A chapter that was unpacked and is still the text of a page.
#[derive(Debug)]
pub(crate) struct PackedChapter {
    pub bytes: Vec<u8>,
    /// What is wrong with it.
    pub note: Option<Note>,
    /// Whether it was asked for: otherwise a chapter without text is passed over.
    pub asked: bool,
    pub book: Arc<BookIndex>,
    /// Its place among the chapters, from 1.
    pub number: usize,
}

impl Job {
    /// About how many bytes it holds.
    pub fn weight(&self) -> usize {
        match &self.content {
            JobContent::File { bytes, .. } => bytes.len(),
            JobContent::Chapter(chapter) => chapter.bytes.len(),
            JobContent::Failed(_) => 0,
        }
    }
}
