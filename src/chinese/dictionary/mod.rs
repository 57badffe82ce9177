//! The *dictionary* of Chinese: which words there are, how often each is used, what kind of word it is, and how rare it
//! is in texts; and a text [parted](segment) by it into words.
//!
//! The words and all numbers are jieba's, and a text is parted and tagged as jieba parts and tags it, which the tests
//! hold it to. jieba parses its dictionary for a tenth of a second and keeps 32 MB of it; here the build script
//! (`assets/compiler/dictionary.rs`) has written it down as an automaton (fst) in the program, of which what is asked is
//! read and nothing else. Words are simplified: so has a text to be, character by character.
//!
//! | file | what it does |
//! | --- | --- |
//! | `segment` | a text parted into words: the likeliest way through the words it may be made of |
//! | `parting` | what is no word, parted by how surely each character begins and ends one |
//! | `tagging` | what kind of word that is which the dictionary does not have |

mod parting;
mod segment;
mod tagging;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use fst::raw::{Fst, Output};

use super::prefixes::Prefixes;

pub use segment::{known_segments, segments, tag};

/// What the build script wrote.
#[expect(
    clippy::unreadable_literal,
    clippy::approx_constant,
    reason = "nobody reads the numbers, and half is no constant"
)]
mod written {
    include!(concat!(env!("OUT_DIR"), "/dictionary.rs"));
}
static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"));
static FACTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));

/// Nothing of it is parsed or copied: this is where it is.
static AUTOMATON: LazyLock<Option<Fst<&'static [u8]>>> = LazyLock::new(|| Fst::new(WORDS).ok());

/// What the dictionary knows of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DictionaryWord {
    /// Places in three lists, from 1 on; 0 for what is not known.
    packed: u32,
}

impl DictionaryWord {
    fn at(place: Output) -> Option<Self> {
        let at = usize::try_from(place.value()).ok()? * size_of::<u32>();
        let bytes = FACTS.get(at..)?.first_chunk()?;
        Some(Self { packed: u32::from_le_bytes(*bytes) })
    }

    fn frequency_place(self) -> usize {
        (self.packed & ((1 << written::FREQUENCY_BITS) - 1)) as usize
    }

    /// How often it stands in the texts that the dictionary was made from, of 60 million words.
    pub fn frequency(self) -> u32 {
        self.frequency_place().checked_sub(1).map_or(0, |at| written::FREQUENCIES[at])
    }

    /// What kind of word it is, as jieba has it: `n`, `v`, `ns` for a place, `nr` for a person, `nt` for an
    /// organisation.
    pub fn tag(self) -> &'static str {
        let place = self.packed >> written::FREQUENCY_BITS & ((1 << written::TAG_BITS) - 1);
        (place as usize).checked_sub(1).map_or("", |at| written::WORD_TAGS[at])
    }

    /// How rare it is in texts: the logarithm of how many there are to one that has it, where that was counted.
    fn rarity(self) -> Option<f32> {
        let place = self.packed >> (written::FREQUENCY_BITS + written::TAG_BITS);
        (place as usize).checked_sub(1).map(|at| written::RARITIES[at])
    }

    /// Some are known only by how rare they are; to the dictionary they are no words.
    fn is_word(self) -> bool {
        self.frequency_place() > 0
    }
}

/// A word as the dictionary has it; `None` where it is none.
pub fn word(text: &str) -> Option<DictionaryWord> {
    known(text).filter(|known| known.is_word())
}

/// How rare a word is in Chinese at large, of all texts: the logarithm of how many there are to one that has it. What
/// was not counted is as rare as half of all words.
pub fn rarity(word: &str) -> f32 {
    known(word).and_then(DictionaryWord::rarity).unwrap_or(written::MEDIAN_RARITY)
}

fn known(text: &str) -> Option<DictionaryWord> {
    DictionaryWord::at(AUTOMATON.as_ref()?.get(text)?)
}

/// The words that a text begins with, the shortest first, each with its length in bytes: the last is the longest.
fn prefixes(text: &str) -> impl Iterator<Item = (usize, DictionaryWord)> {
    let found = AUTOMATON.as_ref().map(|automaton| Prefixes::of(automaton, text));
    let words = found.into_iter().flatten().filter_map(|(length, place)| Some((length, DictionaryWord::at(place)?)));
    words.filter(|(_, word)| word.is_word())
}
