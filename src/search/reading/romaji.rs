//! *Romaji*: what a question by reading finds in Japanese, to the letter.
//!
//! It finds what ib-matcher finds, which the tests hold it to: a word of the dictionary by its readings, the longest that
//! begins at a place; each of its characters by those of its own; kana by their Hepburn spelling, `n'` also as `nn`,
//! `tch` also as `cch`; the last word also by its first kana; letters as letters. 々 repeats the character before it.
//! What has failed once is remembered, so that a stretch of text takes a time in proportion to its length.
//!
//! The dictionary are bytes, written by the build script: a map from words to where their readings begin, and there a
//! byte a kana. Behind a NUL a character has the readings of its own.

use std::ops::Range;

use fst::raw::{Fst, Output};

static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/romaji.fst"));
static READINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/romaji.bin"));

include!(concat!(env!("OUT_DIR"), "/romaji.rs"));

/// Set of the first letter of a kana.
const BEGINS: u8 = 0x80;
/// The longest word of the dictionary, in bytes.
const LONGEST_WORD: usize = 81;
/// Repeats the character before it.
const NOMA: char = '々';
/// How that is read by itself.
const NOMA_READING: [&str; 2] = ["no", "ma"];

/// A question by romaji.
pub(super) struct Romaji<'q> {
    /// The letters that were typed, `a` to `z`.
    typed: &'q [u8],
    words: Fst<&'static [u8]>,
}

impl<'q> Romaji<'q> {
    /// The question that some letters are, `a` to `z`, at most 63.
    pub(super) fn new(typed: &'q str) -> Option<Self> {
        Some(Self { typed: typed.as_bytes(), words: Fst::new(WORDS).ok()? })
    }

    /// Every match in a text, from the left, none overlapping another.
    pub(super) fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        let mut search = RomajiSearch { romaji: self, text, failed: vec![[0; 2]; text.len() + 1] };
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            match search.end(at, 0, false) {
                Some(end) if end > at => {
                    found.push(at..end);
                    at = end;
                }
                _ => at += c.len_utf8(),
            }
        }
        found
    }

    /// Every word of the dictionary, and every character that has readings of its own behind a NUL.
    #[cfg(test)]
    pub(super) fn words(&self) -> Vec<String> {
        self.words.stream().into_str_keys().unwrap_or_default()
    }

    /// What a text may begin with, as the library tells it: how much of it is read, and as what.
    #[cfg(test)]
    pub(super) fn readings(&self, text: &str) -> Vec<(usize, String)> {
        let first = text.chars().next().unwrap_or_default();
        let whole =
            self.longest_word(text).into_iter().flat_map(|(length, readings)| readings.map(move |one| (length, one)));
        let own = self.own_readings(first).map(|one| (first.len_utf8(), one));
        let plain =
            |reading: RomajiReading| reading.letters().iter().map(|letter| char::from(letter & !BEGINS)).collect();
        whole.chain(own).map(|(length, reading)| (length, plain(reading))).collect()
    }

    /// The readings of the longest word of the dictionary that a text begins with, and its length.
    fn longest_word(&self, text: &str) -> Option<(usize, RomajiReadings)> {
        let mut node = self.words.root();
        let mut value = Output::zero();
        let mut longest = None;
        for (at, byte) in text.bytes().enumerate().take(LONGEST_WORD) {
            let Some(way) = node.find_input(byte) else { break };
            let way = node.transition(way);
            value = value.cat(way.out);
            node = self.words.node(way.addr);
            if node.is_final() {
                longest = Some((at + 1, value.cat(node.final_output())));
            }
        }
        longest.map(|(length, value)| (length, RomajiReadings::at(value)))
    }

    /// The readings of a character by itself.
    fn own_readings(&self, c: char) -> RomajiReadings {
        let mut key = [0; 5];
        let length = c.encode_utf8(&mut key[1..]).len();
        self.words.get(&key[..=length]).map_or(RomajiReadings(&[]), RomajiReadings::at)
    }
}

/// What is left of the readings of a word.
struct RomajiReadings(&'static [u8]);

impl RomajiReadings {
    fn at(value: Output) -> Self {
        Self(READINGS.get(value.value() as usize..).unwrap_or_default())
    }
}

impl Iterator for RomajiReadings {
    type Item = RomajiReading;

    fn next(&mut self) -> Option<RomajiReading> {
        let length = self.0.iter().position(|&kana| kana == END || kana == LAST)?;
        let kana = &self.0[..length];
        self.0 = if self.0[length] == LAST { &[] } else { &self.0[length + 1..] };
        Some(RomajiReading::of(kana.iter().map(|&number| kana_at(number))))
    }
}

/// A kana by its number, which are from 1 on.
fn kana_at(number: u8) -> &'static str {
    let end = |number: usize| number.checked_sub(1).map_or(0, |at| usize::from(KANA_ENDS[at]));
    &KANA[end(usize::from(number) - 1)..end(usize::from(number))]
}

/// A reading, letter by letter.
struct RomajiReading {
    letters: [u8; LONGEST],
    length: usize,
}

impl RomajiReading {
    fn of<'k>(kana: impl Iterator<Item = &'k str>) -> Self {
        let mut reading = Self { letters: [0; LONGEST], length: 0 };
        for one in kana {
            let from = reading.length;
            reading.length += one.len();
            if let Some(letters) = reading.letters.get_mut(from..reading.length) {
                letters.copy_from_slice(one.as_bytes());
                letters[0] |= BEGINS;
            }
        }
        reading
    }

    /// Its letters, those that begin a kana marked by [`BEGINS`].
    fn letters(&self) -> &[u8] {
        &self.letters[..self.length.min(LONGEST)]
    }
}

/// One text that is searched.
struct RomajiSearch<'s> {
    romaji: &'s Romaji<'s>,
    text: &'s str,
    /// From which letters of the question it is known to fail at each byte: bit n for letter n; first what stands behind
    /// anything else, then what stands behind an `n` that is a kana.
    failed: Vec<[u64; 2]>,
}

impl RomajiSearch<'_> {
    /// Where the question, from its letter `letter` on, ends in the text, from byte `at` on.
    fn end(&mut self, at: usize, letter: usize, behind_n: bool) -> Option<usize> {
        let c = self.text[at..].chars().next()?;
        if self.failed[at][usize::from(behind_n)] >> letter & 1 != 0 {
            return None;
        }
        let end = if c == char::from(self.romaji.typed[letter]) {
            let next = at + c.len_utf8();
            if letter + 1 == self.romaji.typed.len() { Some(next) } else { self.end(next, letter + 1, false) }
        } else if c.is_ascii() {
            None
        } else {
            self.read(c, at, letter, behind_n)
        };
        if end.is_none() {
            self.failed[at][usize::from(behind_n)] |= 1 << letter;
        }
        end
    }

    fn read(&mut self, c: char, at: usize, letter: usize, behind_n: bool) -> Option<usize> {
        let romaji = self.romaji;
        if let Some((length, readings)) = romaji.longest_word(&self.text[at..]) {
            let mut readings = readings;
            if let Some(end) = readings.find_map(|reading| self.spelt(&reading, at, length, letter, behind_n)) {
                return Some(end);
            }
        }
        let length = c.len_utf8();
        if c != NOMA {
            return romaji.own_readings(c).find_map(|reading| self.spelt(&reading, at, length, letter, behind_n));
        }
        // What stands before the match is not looked at.
        let before = if letter > 0 { self.text[..at].chars().next_back() } else { None };
        let repeated = before.map_or(RomajiReadings(&[]), |before| romaji.own_readings(before));
        repeated
            .chain([RomajiReading::of(NOMA_READING.into_iter())])
            .find_map(|reading| self.spelt(&reading, at, length, letter, behind_n))
    }

    /// The same where `length` bytes are read as `reading`.
    fn spelt(
        &mut self,
        reading: &RomajiReading,
        at: usize,
        length: usize,
        letter: usize,
        behind_n: bool,
    ) -> Option<usize> {
        let typed = self.romaji.typed;
        let reading = reading.letters();
        let mut letter = letter;
        // かんい is kan'i, typed as kanni; kani is かに.
        if behind_n
            && reading.first().is_some_and(|first| matches!(first & !BEGINS, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
        {
            if typed[letter] != b'n' {
                return None;
            }
            letter += 1;
            if letter == typed.len() {
                return Some(at);
            }
        }
        let left = &typed[letter..];
        if left.len() < reading.len() {
            let whole_kana = reading[left.len()] & BEGINS != 0;
            return (whole_kana && is_typed(left, &reading[..left.len()])).then_some(at + length);
        }
        if !is_typed(&left[..reading.len()], reading) {
            return None;
        }
        let letter = letter + reading.len();
        let ends_in_n = reading.last().is_some_and(|last| last & !BEGINS == b'n');
        if letter == typed.len() { Some(at + length) } else { self.end(at + length, letter, ends_in_n) }
    }
}

/// Whether letters are those of a reading of the same length, or what an input method takes for it.
fn is_typed(letters: &[u8], reading: &[u8]) -> bool {
    letters.iter().enumerate().all(|(at, &letter)| {
        let read = reading[at] & !BEGINS;
        letter == read
            || read == b'\'' && letter == b'n'
            || read == b't' && letter == b'c' && reading.get(at + 1).is_some_and(|next| next & !BEGINS == b'c')
    })
}
