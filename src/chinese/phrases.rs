//! *Phrases* whose characters become something else together than each does by itself. The build script wrote them down
//! as automata (`assets/compiler/phrases.rs`): from each phrase to which of its characters become what.

use fst::raw::Fst;

use super::prefixes::Prefixes;

/// The bits of a place in a phrase, there and here.
const PLACE_BITS: u32 = 4;

/// The phrases of one automaton.
pub(super) struct PhraseTable {
    automaton: Fst<&'static [u8]>,
    /// The bits of the number of what a character becomes.
    number_bits: u32,
}

/// What some characters of a phrase become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PhraseChanges {
    packed: u64,
    number_bits: u32,
}

impl PhraseTable {
    /// Nothing is parsed or copied: this is where the phrases are.
    pub fn new(bytes: &'static [u8], number_bits: u32) -> Option<Self> {
        Some(Self { automaton: Fst::new(bytes).ok()?, number_bits })
    }

    /// The longest phrase that a text begins with, of those that end where they may: its length in bytes.
    pub fn longest(&self, text: &str, may_end: impl Fn(usize) -> bool) -> Option<(usize, PhraseChanges)> {
        let phrases = Prefixes::of(&self.automaton, text).filter(|(length, _)| may_end(*length));
        let changes = |(length, value): (usize, fst::raw::Output)| {
            (length, PhraseChanges { packed: value.value(), number_bits: self.number_bits })
        };
        phrases.last().map(changes)
    }
}

impl PhraseChanges {
    /// The number of what a character becomes, by its place in the phrase; `None` where it stays what it is by itself.
    pub fn at(self, place: usize) -> Option<u32> {
        let mut rest = self.packed;
        while rest != 0 {
            if (rest & ((1 << PLACE_BITS) - 1)) as usize == place {
                return Some((rest >> PLACE_BITS & ((1 << self.number_bits) - 1)) as u32 - 1);
            }
            rest >>= PLACE_BITS + self.number_bits;
        }
        None
    }
}
