//! The *first pass*: which places of a folded text may have a reading at all.
//!
//! Every character knows its spellings; the question is an automaton whose state is how many of its letters are used
//! up, as a set of bits. Of most characters nothing is looked at but three bits: a place is of interest where one that can
//! start a match is followed by one that can go on with any, or where one is a match by itself.

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
    /// What can be told of the characters of the basic plane at a glance, 64 to a cell.
    glances: Box<[Glance; PLANE / 64]>,
}

/// A bit for each of 64 characters.
#[derive(Clone, Copy, Default)]
struct Glance {
    /// A match can start with it.
    starts: u64,
    /// A match can go on with it after some start.
    follows: u64,
    /// It is a match by itself.
    whole: u64,
}

impl Glance {
    /// The bits of one character.
    #[inline]
    fn at(self, bit: usize) -> Self {
        Self { starts: self.starts >> bit & 1, follows: self.follows >> bit & 1, whole: self.whole >> bit & 1 }
    }
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
            #[expect(clippy::large_stack_arrays, reason = "it is made once, and the main thread has room for it")]
            glances: Box::new([Glance::default(); PLANE / 64]),
        };
        for (state, &c) in letters.iter().enumerate() {
            pass.own_moves(c).letter |= 1 << state;
        }
        pass.moves.iter_mut().for_each(|moves| moves.close(done));
        let after_any = pass.moves.iter().fold(0, |states, moves| states | moves.first);
        for (c, &number) in pass.plane.iter().enumerate() {
            let moves = &pass.moves[usize::from(number)];
            let glance = &mut pass.glances[c / 64];
            glance.starts |= u64::from(moves.first != 0) << (c % 64);
            glance.follows |= u64::from(moves.any & after_any != 0) << (c % 64);
            glance.whole |= u64::from(moves.first & done != 0) << (c % 64);
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

    /// The same of a character that was decoded from these bytes.
    #[inline]
    fn number_at(&self, c: usize, bytes: &[u8]) -> usize {
        match self.plane.get(c) {
            Some(&number) => usize::from(number),
            None => str::from_utf8(bytes).ok().and_then(|text| text.chars().next()).map_or(0, |c| self.number(c)),
        }
    }

    /// The candidates in `text`, a full fold, from byte `from` on, by start. They may overlap.
    pub(super) fn candidates<'p>(&'p self, text: &'p [u8], from: usize) -> impl Iterator<Item = Candidate> + 'p {
        let mut at = from;
        std::iter::from_fn(move || {
            while let Some((start, next)) = self.next_start(text, at) {
                at = next;
                if let Some(candidate) = self.run(text, start) {
                    return Some(candidate);
                }
            }
            None
        })
    }

    /// Whether there is any candidate that a reading is needed for.
    pub(super) fn may_be_in(&self, text: &[u8]) -> bool {
        self.candidates(text, 0).any(|candidate| candidate.read)
    }

    /// The next character that can start a match, and where it ends. Characters beyond the basic plane always can.
    #[inline]
    fn next_start(&self, text: &[u8], mut at: usize) -> Option<(usize, usize)> {
        // The bit of the character before: whether it can start a match.
        let mut started = 0;
        let mut before = at;
        loop {
            // Nearly all: three bytes, and nothing of interest.
            while let Some(&[a @ 0xE0..0xF0, b, c]) = text.get(at..at + 3) {
                let cell = usize::from(a & 0xF) << 6 | usize::from(b & 0x3F);
                let glance = self.glances[cell % (PLANE / 64)].at(usize::from(c & 0x3F));
                if started & glance.follows | glance.whole != 0 {
                    break;
                }
                (started, before) = (glance.starts, at);
                at += 3;
            }
            let (c, length) = decode(text, at)?;
            let glance = match c < PLANE {
                true => self.glances[c / 64].at(c % 64),
                false => Glance { starts: 1, follows: 1, whole: 1 },
            };
            if started & glance.follows != 0 && self.goes_on(text, before, c) {
                return Some((before, at));
            }
            if glance.whole != 0 {
                return Some((at, at + length));
            }
            (started, before) = (glance.starts, at);
            at += length;
        }
    }

    /// Whether the character at a byte can start a match that goes on with `next`.
    fn goes_on(&self, text: &[u8], start: usize, next: usize) -> bool {
        let moves = |c: usize| self.plane.get(c).map(|&number| &self.moves[usize::from(number)]);
        let first = decode(text, start).and_then(|(c, _)| moves(c)).map_or(u64::MAX, |moves| moves.first);
        moves(next).is_none_or(|moves| moves.any & first != 0)
    }

    /// Runs the automaton from `start`.
    fn run(&self, text: &[u8], start: usize) -> Option<Candidate> {
        // The states reached by letters alone, and those reached with a reading.
        let (mut plain, mut read) = (1u64, 0u64);
        let mut best: Option<Candidate> = None;
        let mut at = start;
        while let Some((c, length)) = decode(text, at) {
            at += length;
            let moves = &self.moves[self.number_at(c, &text[at - length..at])];
            let plain_next = (plain & moves.letter) << 1;
            let read_next = (read & moves.letter) << 1 | moves.read(plain | read, self.done);
            if (plain_next | read_next) & self.done != 0 {
                let by_reading = read_next & self.done != 0 || best.as_ref().is_some_and(|best| best.read);
                best = Some(Candidate { range: start..at, read: by_reading });
            }
            (plain, read) = (plain_next & !self.done, read_next & !self.done);
            if plain | read == 0 {
                break;
            }
        }
        best
    }
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
            (usize::from(byte & 0xF) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F), 3)
        }
        _ => (PLANE, 4),
    })
}
