//! The *open book*: the chapters of the book that is read, for its outline.

use super::App;
use crate::model::{BlockIx, EntryId, Format, Origin, Part};

/// A row of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineRow {
    /// A chapter of the book, and how far into it that begins, in per cent.
    Chapter(EntryId, u8),
    /// A heading of the article.
    Heading(BlockIx),
}

/// The chapters of the book that is read; none where the article is no chapter.
#[derive(Clone, Debug, Default)]
pub struct OpenBook {
    /// In order, each with how far into the book it begins, in per cent.
    chapters: Vec<(EntryId, u8)>,
    /// How many there are up to the one that is read, with it: its headings stand behind it.
    until: usize,
}

impl OpenBook {
    /// Whether the article is no chapter.
    pub fn is_empty(&self) -> bool {
        self.chapters.is_empty()
    }

    /// How many chapters there are up to the one that is read, with it.
    pub fn until(&self) -> usize {
        self.until
    }

    /// How many chapters there are.
    pub fn len(&self) -> usize {
        self.chapters.len()
    }

    /// A row, with the headings of the chapter that is read.
    pub fn row(&self, headings: &[BlockIx], at: usize) -> Option<OutlineRow> {
        let chapter = |at: usize| self.chapters.get(at).map(|&(id, percent)| OutlineRow::Chapter(id, percent));
        match at.checked_sub(self.until) {
            None => chapter(at),
            Some(behind) => match headings.get(behind) {
                Some(block) => Some(OutlineRow::Heading(*block)),
                None => chapter(at - headings.len()),
            },
        }
    }
}

impl App {
    /// The book that the article is a chapter of.
    pub(super) fn open_book(&self) -> OpenBook {
        let shown = self.reader.shown().id();
        let entry = shown.and_then(|id| self.list.entry(id)).filter(|entry| entry.meta().format == Format::Epub);
        let Some(Origin::Part { whole, part: Part::Item(_) }) = entry.map(|entry| &*entry.origin) else {
            return OpenBook::default();
        };
        let chapter = |id: EntryId| {
            let entry = self.list.entry(id)?;
            match &*entry.origin {
                Origin::Part { whole: own, part: Part::Item(number) } if own == whole => {
                    Some((*number, id, entry.length))
                }
                _ => None,
            }
        };
        let mut chapters: Vec<(usize, EntryId, usize)> = self.list.ids().filter_map(chapter).collect();
        chapters.sort_unstable();
        let whole = chapters.iter().map(|(.., length)| length).sum::<usize>().max(1);
        let until = chapters.iter().position(|(_, id, _)| Some(*id) == shown).map_or(0, |at| at + 1);
        let begins = chapters.iter().scan(0, |before, (.., length)| {
            let at = *before;
            *before += length;
            Some((at * 100 / whole) as u8)
        });
        OpenBook { chapters: chapters.iter().map(|(_, id, _)| *id).zip(begins).collect(), until }
    }
}
