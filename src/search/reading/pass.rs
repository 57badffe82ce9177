//! The *first pass*: which places of a folded text may have a reading at all.
//!
//! Every character knows its spellings; the question is an automaton whose state is how many of its letters are used
//! up, as a set of bits. Most characters cannot start anything: a bitmap of those that can is all that is looked at.
//! Of those that can, most are followed by one that cannot go on.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::keying::{Keying, SyllableKeys};
use super::spellings::{PLANE, SPELLINGS};

/// What a character can do from each state: bit n for state n.
#[derive(Clone, Copy, Default)]
struct Moves {
    /// It is the next letter itself.
    letter: u64,
    /// It uses up one letter, by its initial.
    initial: u64,
    /// It uses up so many letters, by a whole spelling of 1 to 6.
    spelt: [u64; 6],
    /// It uses up the rest of the question, which is the start of a spelling.
    rest: u64,
    /// From where it can do anything.
    any: u64,
    /// Where it leads from the start.
    first: u64,
}

impl Moves {
    fn add(&mut self, other: &Self) {
        self.letter |= other.letter;
        self.initial |= other.initial;
        self.rest |= other.rest;
        self.spelt.iter_mut().zip(other.spelt).for_each(|(own, other)| *own |= other);
    }

    /// Where readings lead from the states `from`.
    #[inline]
    fn read(&self, from: u64, done: u64) -> u64 {
        let mut to = (from & self.initial) << 1;
        for (length, spelt) in (1..).zip(self.spelt) {
            to |= (from & spelt) << length;
        }
        if from & self.rest != 0 { to | done } else { to }
    }

    fn close(&mut self, done: u64) {
        self.any = self.spelt.iter().fold(self.letter | self.initial | self.rest, |any, spelt| any | spelt);
        self.first = (self.letter & 1) << 1 | self.read(1, done);
    }
}

/// A place where a reading may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct Candidate {
    /// As far as any reading goes from its start.
    pub(in crate::search) range: Range<usize>,
    /// Whether anything but letters that stand there is needed.
    pub(in crate::search) read: bool,
}

/// The first pass for one question.
pub(super) struct Pass {
    /// The state in which the question is used up.
    done: u64,
    moves: Vec<Moves>,
    /// The number of the moves of each character of the basic plane; 0 for none.
    plane: Box<[u16]>,
    /// Of the characters beyond it.
    beyond: FxHashMap<char, u16>,
    /// Which characters of the basic plane a match can start with.
    starts: Box<[u64; PLANE / 64]>,
}

impl Pass {
    /// For a question in full fold. Where it is `spelt`, whole spellings count, and the start of the last one.
    pub(super) fn new(typed: &str, keying: &Keying, spelt: bool) -> Self {
        let spellings = &*SPELLINGS;
        let letters: Vec<char> = typed.chars().collect();
        let done = 1u64 << letters.len();
        let tails: Vec<String> = (0..letters.len()).map(|state| letters[state..].iter().collect()).collect();
        let of_syllable = |keys: &SyllableKeys| {
            let mut moves = Moves::default();
            for (state, tail) in tails.iter().enumerate() {
                let bit = 1u64 << state;
                if letters.get(state).is_some_and(|&letter| keys.has_initial(letter)) {
                    moves.initial |= bit;
                }
                for spelling in keys.spellings.iter().filter(|_| spelt) {
                    if tail.starts_with(spelling.as_str())
                        && let Some(spelt) = moves.spelt.get_mut(spelling.len() - 1)
                    {
                        *spelt |= bit;
                    }
                    if spelling.starts_with(tail.as_str()) {
                        moves.rest |= bit;
                    }
                }
            }
            moves
        };
        let syllables: Vec<Moves> = keying.all().iter().map(of_syllable).collect();
        let mut moves = vec![Moves::default()];
        moves.extend(spellings.sets.iter().map(|set| {
            let mut all = Moves::default();
            set.iter().filter_map(|&number| syllables.get(usize::from(number))).for_each(|one| all.add(one));
            all
        }));
        let mut pass = Self {
            done,
            moves,
            plane: spellings.plane.clone(),
            beyond: spellings.of.iter().filter(|&(&c, _)| c as usize >= PLANE).map(|(&c, &set)| (c, set + 1)).collect(),
            starts: Box::new([0; PLANE / 64]),
        };
        for (state, &c) in letters.iter().enumerate() {
            pass.own_moves(c).letter |= 1 << state;
        }
        pass.moves.iter_mut().for_each(|moves| moves.close(done));
        for (c, &number) in pass.plane.iter().enumerate() {
            if pass.moves[usize::from(number)].first != 0 {
                pass.starts[c / 64] |= 1 << (c % 64);
            }
        }
        pass
    }

    /// The moves of a character that was typed, which are its alone from now on.
    fn own_moves(&mut self, c: char) -> &mut Moves {
        let number = self.number(c);
        let own = match self.moves.get(number).filter(|moves| moves.letter != 0) {
            Some(_) => number,
            None => {
                self.moves.push(self.moves[number]);
                self.moves.len() - 1
            }
        };
        match self.plane.get_mut(c as usize) {
            Some(slot) => *slot = own as u16,
            None => drop(self.beyond.insert(c, own as u16)),
        }
        &mut self.moves[own]
    }

    #[inline]
    fn number(&self, c: char) -> usize {
        let number = self.plane.get(c as usize).or_else(|| self.beyond.get(&c)).copied();
        usize::from(number.unwrap_or(0))
    }

    /// The candidates in `text`, a full fold, from byte `from` on, by start. They may overlap.
    pub(super) fn candidates<'p>(&'p self, text: &'p str, from: usize) -> impl Iterator<Item = Candidate> + 'p {
        let mut at = from;
        std::iter::from_fn(move || {
            while let Some((start, next)) = self.next_start(text.as_bytes(), at) {
                at = next;
                if let Some(candidate) = self.run(text, start) {
                    return Some(candidate);
                }
            }
            None
        })
    }

    /// The next character that can start a match, and where it ends. Characters beyond the basic plane always can.
    #[inline]
    fn next_start(&self, text: &[u8], mut at: usize) -> Option<(usize, usize)> {
        loop {
            // Nearly all: three bytes that can start nothing.
            while let Some(&[a @ 0xE0..0xF0, b, c]) = text.get(at..at + 3)
                && !self.starts(wide(a, b, c))
            {
                at += 3;
            }
            let (c, length) = decode(text, at)?;
            let start = at;
            at += length;
            if c >= PLANE {
                return Some((start, at));
            }
            if !self.starts(c) {
                continue;
            }
            let first = self.plane.get(c).map_or(0, |&number| self.moves[usize::from(number)].first);
            if first & self.done != 0 {
                return Some((start, at));
            }
            let Some((next, _)) = decode(text, at) else { continue };
            let goes_on = self.plane.get(next).is_none_or(|&number| self.moves[usize::from(number)].any & first != 0);
            if goes_on {
                return Some((start, at));
            }
        }
    }

    /// Whether a character of the basic plane can start a match.
    #[inline]
    fn starts(&self, c: usize) -> bool {
        self.starts[c / 64 % (PLANE / 64)] >> (c % 64) & 1 != 0
    }

    /// Runs the automaton from `start`.
    fn run(&self, text: &str, start: usize) -> Option<Candidate> {
        // The states reached by letters alone, and those reached with a reading.
        let (mut plain, mut read) = (1u64, 0u64);
        let mut best: Option<Candidate> = None;
        for (at, c) in text[start..].char_indices() {
            let moves = &self.moves[self.number(c)];
            let plain_next = (plain & moves.letter) << 1;
            let read_next = (read & moves.letter) << 1 | moves.read(plain | read, self.done);
            if (plain_next | read_next) & self.done != 0 {
                let end = start + at + c.len_utf8();
                let by_reading = read_next & self.done != 0 || best.as_ref().is_some_and(|best| best.read);
                best = Some(Candidate { range: start..end, read: by_reading });
            }
            (plain, read) = (plain_next & !self.done, read_next & !self.done);
            if plain | read == 0 {
                break;
            }
        }
        best
    }
}

/// The code point of three bytes of UTF-8.
#[inline]
fn wide(a: u8, b: u8, c: u8) -> usize {
    usize::from(a & 0xF) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F)
}

/// The character at a byte of a text, and its length in bytes.
#[inline]
fn decode(text: &[u8], at: usize) -> Option<(usize, usize)> {
    let byte = *text.get(at)?;
    Some(match byte {
        0..0x80 => (usize::from(byte), 1),
        0xC0..0xE0 => (usize::from(byte & 0x1F) << 6 | usize::from(text.get(at + 1)? & 0x3F), 2),
        0xE0..0xF0 => {
            let (b, c) = (text.get(at + 1)?, text.get(at + 2)?);
            (wide(byte, *b, *c), 3)
        }
        _ => (PLANE, 4),
    })
}
