//! The *first pass*: which places of a folded text may have a reading at all.
//!
//! Every character knows its spellings; the question is an automaton whose state is how many of its letters are used
//! up, as a set of bits. It is run from few places only: a match begins with as many characters, its *head*, as the
//! shortest has, and of every character is known at which places of a head it may stand. So heads are found by one look
//! at a table for each character of the text, whatever the question; and whether there is any by fewer, by a
//! [sample](super::sample).

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::keying::{Keying, SyllableKeys};
use super::sample::{HEAD, Sample, before};
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
    beyond: FxHashMap<usize, u16>,
    /// At which places of a head each character of the basic plane may stand: bit n for the n-th.
    places: Box<[u8]>,
    /// The same of all characters by their [`slot`]s.
    sample: Sample,
    /// How many characters the head has: as many as the shortest match, if they are no more than [`HEAD`].
    head: u32,
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
            beyond: (spellings.of.iter().map(|(&c, &set)| (c as usize, set + 1)))
                .filter(|&(c, _)| c >= PLANE)
                .collect(),
            places: Box::default(),
            sample: Sample::default(),
            head: 0,
        };
        for (state, &c) in letters.iter().enumerate() {
            pass.own_moves(c).letter |= 1 << state;
        }
        let places = pass.find_head();
        pass.places = pass.plane.iter().map(|&number| places[usize::from(number)]).collect();
        pass.sample = Sample::new(pass.head);
        let beyond = pass.beyond.iter().map(|(&c, &number)| (c, places[usize::from(number)]));
        for (c, places) in pass.places.iter().copied().enumerate().chain(beyond) {
            pass.sample.add(c, places);
        }
        pass
    }

    /// Finds how long the head is, and at which of its places the characters of each moves may stand.
    fn find_head(&mut self) -> Vec<u8> {
        let mut places = vec![0; self.moves.len()];
        let mut states = 1u64;
        while states & self.done == 0 && self.head < HEAD {
            let mut next = 0;
            for (places, moves) in places.iter_mut().zip(&self.moves) {
                let to = (states & moves.letter) << 1 | moves.read(states, self.done);
                *places |= u8::from(to != 0) << self.head;
                next |= to;
            }
            states = next;
            self.head += 1;
        }
        places
    }

    /// The moves of a character that was typed, which are its alone from now on.
    fn own_moves(&mut self, c: char) -> &mut Moves {
        let number = self.number(c as usize);
        let own = match self.moves.get(number).filter(|moves| moves.letter != 0) {
            Some(_) => number,
            None => {
                self.moves.push(self.moves[number]);
                self.moves.len() - 1
            }
        };
        match self.plane.get_mut(c as usize) {
            Some(slot) => *slot = own as u16,
            None => drop(self.beyond.insert(c as usize, own as u16)),
        }
        &mut self.moves[own]
    }

    #[inline]
    fn number(&self, c: usize) -> usize {
        let number = self.plane.get(c).or_else(|| self.beyond.get(&c)).copied();
        usize::from(number.unwrap_or(0))
    }

    /// The candidates in `text`, a full fold, from byte `from` on, by start. They may overlap.
    pub(super) fn candidates<'p>(&'p self, text: &'p [u8], from: usize) -> impl Iterator<Item = Candidate> + 'p {
        let mut heads = Heads { pass: self, text, at: from, state: 0 };
        std::iter::from_fn(move || {
            while let Some(start) = heads.next() {
                if let Some(candidate) = self.run(text, start) {
                    return Some(candidate);
                }
            }
            None
        })
    }

    /// Whether a text, a full fold, has a candidate that takes reading.
    pub(super) fn may_be_in(&self, text: &[u8]) -> bool {
        self.sample.any(text, |at| {
            let starts = std::iter::successors(Some(at), |&start| before(text, start)).take(self.head as usize);
            starts.filter_map(|start| self.run(text, start)).any(|candidate| candidate.read)
        })
    }

    /// At which places of a head a character may stand. One beyond the basic plane may at any.
    #[inline]
    fn places(&self, c: usize) -> u8 {
        self.places.get(c).copied().unwrap_or(u8::MAX)
    }

    /// Runs the automaton from `start`.
    fn run(&self, text: &[u8], start: usize) -> Option<Candidate> {
        // The states reached by letters alone, and those reached with a reading.
        let (mut plain, mut read) = (1u64, 0u64);
        let mut best: Option<Candidate> = None;
        let mut end = start;
        while let Some((c, length)) = decode(text, end) {
            end += length;
            let moves = &self.moves[self.number(c)];
            let plain_next = (plain & moves.letter) << 1;
            let read_next = (read & moves.letter) << 1 | moves.read(plain | read, self.done);
            if (plain_next | read_next) & self.done != 0 {
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

/// The heads of matches that may be in a text, from the left.
struct Heads<'p> {
    pass: &'p Pass,
    text: &'p [u8],
    at: usize,
    /// Which parts of a head end at `at`: bit n for its first n + 1 characters.
    state: u8,
}

impl Heads<'_> {
    /// Where the next head starts.
    fn next(&mut self) -> Option<usize> {
        let whole = 1 << (self.pass.head - 1);
        loop {
            let (c, length) = decode(self.text, self.at)?;
            let state = (self.state << 1 | 1) & self.pass.places(c);
            self.at += length;
            self.state = state & !whole;
            if state & whole != 0 {
                let mut starts = std::iter::successors(before(self.text, self.at), |&start| before(self.text, start));
                return starts.nth(self.pass.head as usize - 1);
            }
        }
    }
}

/// The character at a byte of a text, and its length in bytes.
#[inline]
fn decode(text: &[u8], at: usize) -> Option<(usize, usize)> {
    let byte = *text.get(at)?;
    let behind = |by: usize| Some(usize::from(*text.get(at + by)? & 0x3F));
    Some(match byte {
        0..0x80 => (usize::from(byte), 1),
        0xC0..0xE0 => (usize::from(byte & 0x1F) << 6 | behind(1)?, 2),
        0xE0..0xF0 => (usize::from(byte & 0xF) << 12 | behind(1)? << 6 | behind(2)?, 3),
        _ => (usize::from(byte & 7) << 18 | behind(1)? << 12 | behind(2)? << 6 | behind(3)?, 4),
    })
}
