//! An *excerpt*: the beginning and the end of a large plain text, to be read while the whole is imported. It may be set a
//! little otherwise than in the whole: how a text is broken is told by all of it.

use std::sync::Arc;

use super::Importer;
use crate::extract::Extracted;
use crate::model::{Article, BlockIx, Format, Origin};
use crate::source::ByteSource;

/// The two ends of a long article.
#[derive(Clone, Debug)]
pub struct Excerpt<A = Article> {
    /// What stands in them.
    pub article: A,
    /// The first block of the end.
    pub seam: BlockIx,
    /// How many times as long the whole is, about.
    pub times: f64,
}

/// From this size on, in bytes, the ends of a file are shown before all of it is read.
const LARGE: u64 = 4 << 20;
/// How much of it is shown, in bytes: some dozens of screens, and little enough to be searched at once.
const BEGINNING: usize = 80 << 10;
const ENDING: usize = 40 << 10;

impl Importer {
    /// The two ends of a large plain text as an article of its own; `None` for every other file.
    pub fn excerpt(&self, origin: &Arc<Origin>) -> Option<Excerpt> {
        let opened = self.open(origin).ok()?;
        let length = opened.source.length();
        if !matches!(opened.source, ByteSource::File { .. }) || length < LARGE || opened.is_list() {
            return None;
        }
        let beginning = opened.source.part(0, BEGINNING).ok()?;
        let end = opened.source.part(length - ENDING as u64, ENDING).ok()?;
        let (beginning, end) = (to_edge(&beginning)?, from_edge(&end));
        let seam = BlockIx(self.plain_text(origin, beginning)?.body.len());
        let both = [beginning, b"\n\n", end].concat();
        let article = self.plain_text(origin, &both)?;
        Some(Excerpt { article, seam, times: length as f64 / both.len() as f64 })
    }

    /// The article of bytes that are one plain text.
    fn plain_text(&self, origin: &Arc<Origin>, bytes: &[u8]) -> Option<Article> {
        match self.extractor.articles(origin, bytes) {
            Ok(Extracted::One(article)) if article.meta.format == Format::Text => Some(*article),
            _ => None,
        }
    }
}

/// The beginning of a text up to the end of its last line, or of a character where the text is one line. `None` where
/// that cannot be told, of encodings in which a line does not end with one byte; and for what may be no text but JSON or
/// markup, which is told by all of it.
fn to_edge(beginning: &[u8]) -> Option<&[u8]> {
    let first = beginning.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xEF\xBB\xBF".contains(byte))?;
    if b"{[<".contains(first) || memchr::memchr(0, beginning).is_some() {
        return None;
    }
    let line = memchr::memrchr(b'\n', beginning).filter(|&at| at > beginning.len() / 2);
    line.map(|at| &beginning[..at]).or_else(|| {
        let valid = beginning.utf8_chunks().next()?.valid().len();
        (valid + 4 > beginning.len()).then(|| &beginning[..valid])
    })
}

/// The end of a text from the end of a line on, or from a character of UTF-8.
fn from_edge(end: &[u8]) -> &[u8] {
    let line = memchr::memchr(b'\n', end).filter(|&at| at < end.len() / 2);
    let start = line.unwrap_or_else(|| end.iter().take(3).take_while(|byte| (0x80..0xC0).contains(*byte)).count());
    &end[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_and_no_character_is_cut() {
        let text = "天津\n海河边的风\n桥".as_bytes();
        for length in 0..text.len() {
            let beginning = to_edge(&text[..length]).map(|beginning| std::str::from_utf8(beginning).unwrap());
            assert!(beginning.is_none_or(|beginning| "天津\n海河边的风\n桥".starts_with(beginning)), "{length}");
            assert!(std::str::from_utf8(from_edge(&text[length..])).is_ok(), "{length}");
        }
        assert_eq!(to_edge("天津\n海".as_bytes()), Some("天津".as_bytes()));
        assert_eq!(from_edge("津\n海河边的风".as_bytes()), "\n海河边的风".as_bytes());
    }

    #[test]
    fn what_cannot_be_cut_has_no_excerpt() {
        // GBK in lines, and in one line; UTF-16; what is no text.
        assert_eq!(to_edge(b"\xCC\xEC\xBD\xF2\n\xCC"), Some(&b"\xCC\xEC\xBD\xF2"[..]));
        for bytes in
            [&b"\xCC\xEC\xBD\xF2\xCC\xEC\xBD\xF2"[..], b"\xFF\xFEa\0\n\0b\0", b"\xEF\xBB\xBF {\"a\"\n", b"<p>\n", b""]
        {
            assert_eq!(to_edge(bytes), None);
        }
    }
}
