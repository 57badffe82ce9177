//! The *first pass*: which places of a folded text may have a reading at all.
//!
//! Every character knows its spellings; the question is an automaton whose state is how many of its letters are used
//! up, as a set of bits. Most characters cannot start anything: a bitmap of those that can is all that is looked at.

use std::ops::Range;
use std::sync::LazyLock;

use ib_matcher::pinyin::PinyinNotation;
use rustc_hash::FxHashMap;

use super::super::fold::Folded;
use super::PINYIN;

/// The code points that have readings.
const SPELT_FROM: u32 = 0x3007;
const SPELT_TO: u32 = 0x30EDE;
/// One bit a code point of the basic plane.
const PLANE: usize = 0x10000;

/// Whether a character may have a reading in pinyin.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The spellings of all folded characters. A folded character has those of every character that is folded to it.
struct Spellings {
    /// Every syllable there is, without its tone.
    syllables: Vec<&'static str>,
    /// The sets of syllables that characters have, by index into `syllables`.
    sets: Vec<Vec<u16>>,
    /// The number of the set of each character, for those that have one.
    of: FxHashMap<char, u16>,
    /// The same for the basic plane, plus one; 0 where there is none.
    plane: Box<[u16]>,
}

static SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| {
    let mut syllables: Vec<&'static str> = Vec::new();
    let mut numbers: FxHashMap<&'static str, u16> = FxHashMap::default();
    let mut of: FxHashMap<char, Vec<u16>> = FxHashMap::default();
    let data: &'static _ = &*PINYIN;
    for c in (SPELT_FROM..=SPELT_TO).filter_map(char::from_u32) {
        let mut own = Vec::new();
        for reading in data.get_pinyins(c) {
            if let Some(syllable) = reading.notation(PinyinNotation::Ascii) {
                let number = *numbers.entry(syllable).or_insert_with(|| {
                    syllables.push(syllable);
                    (syllables.len() - 1) as u16
                });
                own.push(number);
            }
        }
        if own.is_empty() {
            continue;
        }
        let mut bytes = [0; 4];
        let fold = Folded::new(c.encode_utf8(&mut bytes));
        if let Some(folded) = fold.text().chars().next() {
            of.entry(folded).or_default().extend(own);
        }
    }
    let mut sets: Vec<Vec<u16>> = Vec::new();
    let mut known: FxHashMap<Vec<u16>, u16> = FxHashMap::default();
    let mut plane = vec![0; PLANE].into_boxed_slice();
    let of = of
        .into_iter()
        .map(|(c, mut own)| {
            own.sort_unstable();
            own.dedup();
            let number = *known.entry(own.clone()).or_insert_with(|| {
                sets.push(own);
                (sets.len() - 1) as u16
            });
            if let Some(slot) = plane.get_mut(c as usize) {
                *slot = number + 1;
            }
            (c, number)
        })
        .collect();
    Spellings { syllables, sets, of, plane }
});

impl Spellings {
    fn set(&self, c: char) -> Option<usize> {
        match self.plane.get(c as usize) {
            Some(0) => None,
            Some(&number) => Some(usize::from(number) - 1),
            None => self.of.get(&c).map(|&number| usize::from(number)),
        }
    }
}

/// What a set of syllables can do from each state: bit n for state n.
#[derive(Clone, Copy, Default)]
struct Moves {
    /// One letter is used up.
    initial: u64,
    /// So many letters are used up, by length from 1 to 6.
    spelt: [u64; 6],
    /// The rest of the question is used up.
    rest: u64,
}

/// A place where a reading may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// As far as any reading goes from its start.
    pub(super) range: Range<usize>,
    /// Whether anything but letters that stand there is needed.
    pub(super) read: bool,
}

/// The first pass for one question.
pub(super) struct Pass {
    typed: Vec<char>,
    moves: Vec<Moves>,
    /// Which characters of the basic plane a match can start with.
    starts: Box<[u64]>,
}

impl Pass {
    /// For a question in full fold. Where it is `spelt`, whole spellings count, and the start of the last one.
    pub(super) fn new(typed: &str, spelt: bool) -> Self {
        let spellings = &*SPELLINGS;
        let letters: Vec<char> = typed.chars().collect();
        let at = |state: usize| -> String { letters[state..].iter().collect() };
        let tails: Vec<String> = (0..letters.len()).map(at).collect();
        let of_syllable = |syllable: &&str| {
            let mut moves = Moves::default();
            for (state, tail) in tails.iter().enumerate() {
                let bit = 1u64 << state;
                if tail.as_bytes().first() == syllable.as_bytes().first() {
                    moves.initial |= bit;
                }
                if spelt
                    && tail.starts_with(syllable)
                    && let Some(spelt) = moves.spelt.get_mut(syllable.len() - 1)
                {
                    *spelt |= bit;
                }
                if spelt && syllable.starts_with(tail.as_str()) {
                    moves.rest |= bit;
                }
            }
            moves
        };
        let syllables: Vec<Moves> = spellings.syllables.iter().map(of_syllable).collect();
        let together = |set: &Vec<u16>| {
            set.iter().filter_map(|&number| syllables.get(usize::from(number))).fold(
                Moves::default(),
                |mut all, one| {
                    all.initial |= one.initial;
                    all.rest |= one.rest;
                    all.spelt.iter_mut().zip(one.spelt).for_each(|(all, one)| *all |= one);
                    all
                },
            )
        };
        let moves: Vec<Moves> = spellings.sets.iter().map(together).collect();
        let mut starts = vec![0u64; PLANE / 64].into_boxed_slice();
        let mut mark = |c: usize| {
            if let Some(word) = starts.get_mut(c / 64) {
                *word |= 1 << (c % 64);
            }
        };
        for (c, &number) in spellings.plane.iter().enumerate() {
            let moves = usize::from(number).checked_sub(1).and_then(|number| moves.get(number));
            if moves.is_some_and(|moves| (moves.initial | moves.rest) & 1 != 0) {
                mark(c);
            }
        }
        letters.first().into_iter().for_each(|&c| mark(c as usize));
        Self { typed: letters, moves, starts }
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
            let byte = *text.get(at)?;
            let (c, length) = match byte {
                0..0x80 => (usize::from(byte), 1),
                0xC0..0xE0 => (0, 2),
                0xE0..0xF0 => {
                    let (b, c) = (text.get(at + 1)?, text.get(at + 2)?);
                    (usize::from(byte & 0xF) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F), 3)
                }
                _ => return Some((at, at + 4)),
            };
            if self.starts[c / 64] >> (c % 64) & 1 != 0 {
                return Some((at, at + length));
            }
            at += length;
        }
    }

    /// Runs the automaton from `start`.
    fn run(&self, text: &str, start: usize) -> Option<Candidate> {
        let spellings = &*SPELLINGS;
        let done = 1u64 << self.typed.len();
        // The states reached by letters alone, and those reached with a reading.
        let (mut plain, mut read) = (1u64, 0u64);
        let mut best: Option<Candidate> = None;
        for (at, c) in text[start..].char_indices() {
            let (mut plain_next, mut read_next) = (0, 0);
            if c.is_ascii_lowercase() || is_han(c) {
                for (state, _) in self.typed.iter().enumerate().filter(|&(_, &typed)| typed == c) {
                    plain_next |= (plain >> state & 1) << (state + 1);
                    read_next |= (read >> state & 1) << (state + 1);
                }
            }
            let from = plain | read;
            if let Some(moves) = spellings.set(c).and_then(|set| self.moves.get(set)) {
                read_next |= (from & moves.initial) << 1;
                for (length, spelt) in (1..).zip(moves.spelt) {
                    read_next |= (from & spelt) << length;
                }
                if from & moves.rest != 0 {
                    read_next |= done;
                }
            }
            if (plain_next | read_next) & done != 0 {
                let end = start + at + c.len_utf8();
                let by_reading = read_next & done != 0 || best.as_ref().is_some_and(|best| best.read);
                best = Some(Candidate { range: start..end, read: by_reading });
            }
            (plain, read) = (plain_next & !done, read_next & !done);
            if plain | read == 0 {
                break;
            }
        }
        best
    }
}
