//! *Spelling out*: what a question by reading finds, to the letter.
//!
//! It finds what ib-matcher finds with the same spellings, which the tests hold it to; but where the library tries every
//! way again from every character, so that `aaaaaaaaaaaq` takes it hours in a row of 啊, what has failed once is
//! remembered here, and a stretch of text takes a time in proportion to its length.

use std::ops::Range;

use super::keying::Keying;

/// A question that is spelt out, on one stretch of text after the other.
pub(super) struct Speller<'q> {
    typed: &'q [char],
    /// The same, from each of its characters on.
    tails: &'q [String],
    keying: &'q Keying,
    spelt: bool,
    /// Characters, and where they start.
    chars: Vec<(usize, char)>,
    length: usize,
    /// From which letters of the question it is known to fail at each character: bit n for letter n.
    failed: Vec<u64>,
}

impl<'q> Speller<'q> {
    pub(super) fn new(typed: &'q [char], tails: &'q [String], keying: &'q Keying, spelt: bool) -> Self {
        Self { typed, tails, keying, spelt, chars: Vec::new(), length: 0, failed: Vec::new() }
    }

    fn turn_to(&mut self, text: &str) {
        self.chars.clear();
        self.chars.extend(text.char_indices());
        self.length = text.len();
        self.failed.clear();
        self.failed.resize(self.chars.len(), 0);
    }

    /// How long the match is that a text starts with, in bytes.
    pub(super) fn start(&mut self, text: &str) -> Option<usize> {
        self.turn_to(text);
        self.end(0, 0).map(|end| self.byte(end))
    }

    /// Every match in a text, from the left, none overlapping another.
    pub(super) fn all(&mut self, text: &str) -> Vec<Range<usize>> {
        self.turn_to(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.chars.len() {
            match self.end(at, 0) {
                Some(end) => {
                    found.push(self.byte(at)..self.byte(end));
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.length, |&(byte, _)| byte)
    }

    /// Where the question, from its letter `letter` on, ends in the text, from its character `at` on. An initial is
    /// tried before a whole spelling.
    fn end(&mut self, at: usize, letter: usize) -> Option<usize> {
        let &(_, c) = self.chars.get(at)?;
        if self.failed[at] >> letter & 1 != 0 {
            return None;
        }
        let end = if c == self.typed[letter] {
            self.after(at, letter + 1)
        } else if c.is_ascii() {
            None
        } else {
            self.read(at, letter, c)
        };
        if end.is_none() {
            self.failed[at] |= 1 << letter;
        }
        end
    }

    fn after(&mut self, at: usize, letter: usize) -> Option<usize> {
        if letter == self.typed.len() { Some(at + 1) } else { self.end(at + 1, letter) }
    }

    fn read(&mut self, at: usize, letter: usize, c: char) -> Option<usize> {
        let (tails, keying, spelt) = (self.tails, self.keying, self.spelt);
        let tail = tails[letter].as_str();
        for keys in keying.of(c) {
            if keys.has_initial(self.typed[letter])
                && let Some(end) = self.after(at, letter + 1)
            {
                return Some(end);
            }
            for spelling in keys.spellings.iter().filter(|_| spelt) {
                if tail.len() < spelling.len() && spelling.starts_with(tail) {
                    return Some(at + 1);
                }
                if tail.starts_with(spelling.as_str())
                    && let Some(end) = self.after(at, letter + spelling.len())
                {
                    return Some(end);
                }
            }
        }
        None
    }
}
