//! *Bookmarks*: a key and a letter give a place the letter, another key and the letter lead back there. A small letter is
//! of its article alone.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::App;
use super::annotations::is_of;
use super::reader::body_from;
use super::sight::Sight;
use crate::model::{BlockIx, Bookmark, Change, Place};

/// What the next letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterFor {
    /// The place gets it.
    Mark,
    /// The place that has it is gone to.
    Jump,
}

impl App {
    /// What the next letter is for; none where it is a key as any other.
    pub fn letter_awaited(&self) -> Option<LetterFor> {
        self.letter_awaited
    }

    pub(super) fn await_letter(&mut self, what: LetterFor) {
        self.letter_awaited = Some(what);
    }

    /// The key after the one that asked for a letter.
    pub(super) fn take_letter(&mut self, what: LetterFor, key: KeyEvent) {
        self.notices.pass();
        match (key.code, what) {
            _ if key.modifiers.difference(KeyModifiers::SHIFT) != KeyModifiers::NONE => {}
            (KeyCode::Char(letter), LetterFor::Mark) if letter.is_ascii_alphabetic() => self.mark_place(letter),
            (KeyCode::Char(letter), LetterFor::Jump) if letter.is_ascii_alphabetic() => self.jump_to_mark(letter),
            (KeyCode::Char('\''), LetterFor::Jump) => self.walk_visits(true, 1),
            (KeyCode::Esc, _) => {}
            _ => self.say(self.words.notes().no_letter),
        }
    }

    fn mark_place(&mut self, letter: char) {
        let Some((key, path)) = self.reader.shown().id().and_then(|id| self.list.key(id)) else {
            return self.say_nothing_to_open();
        };
        if self.reader.article().is_none() || !self.reader.is_whole() {
            return self.say(self.words.notes().not_yet);
        }
        let end = || Place { block: BlockIx(self.reader.article().map_or(0, |article| article.body.len())), byte: 0 };
        let place = body_from(self.reader.anchor()).unwrap_or_else(end);
        let bookmark = Bookmark { letter, key, path, place };
        self.bookmarks.retain(|known| !known.is_replaced_by(&bookmark));
        self.bookmarks.push(bookmark.clone());
        self.save(Change::Bookmarked(bookmark));
        self.say(format!("{}{letter}", self.words.notes().marked));
    }

    fn jump_to_mark(&mut self, letter: char) {
        let key = self.reader.shown().id().and_then(|id| self.list.key(id)).map(|(key, _)| key);
        let is_meant = |known: &&Bookmark| {
            known.letter == letter && (!known.is_of_article() || key.is_some_and(|key| is_of(known.key, key)))
        };
        // The one of the very text, else one of the text that the file had before.
        let same_text = |known: &&Bookmark| key.is_some_and(|key| known.key.content == key.content);
        let meant = || self.bookmarks.iter().filter(is_meant);
        let Some(bookmark) = meant().find(same_text).or_else(|| meant().next_back()).cloned() else {
            return self.say(format!("{}{letter}", self.words.notes().no_mark));
        };
        if !self.visit_sight(bookmark.key, Sight::Place(bookmark.place)) {
            self.say(self.words.notes().elsewhere);
        }
    }

    /// Takes in the bookmarks that earlier runs made. Those of this run hold.
    pub(super) fn take_bookmarks(&mut self, kept: Vec<Bookmark>) {
        let own = std::mem::replace(&mut self.bookmarks, kept);
        for bookmark in own {
            self.bookmarks.retain(|known| !known.is_replaced_by(&bookmark));
            self.bookmarks.push(bookmark);
        }
    }
}
