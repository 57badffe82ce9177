//! *Keying*: by which keys each syllable of pinyin is typed. By its letters, or by the two keys of a scheme; as what it
//! is, or as what it is taken for; the whole of it, or its initial.

use std::sync::{Arc, Mutex, PoisonError};

use super::also_typed;
use super::double::DoublePinyin;
use super::fuzzy::FuzzyPinyin;
use crate::chinese::syllables;

/// How the reader types pinyin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PinyinTyping {
    /// Sounds that count as one.
    pub fuzzy: FuzzyPinyin,
    /// The scheme by which syllables are typed; by their letters without one.
    pub scheme: Option<DoublePinyin>,
}

/// By what a syllable is typed.
#[derive(Clone, Debug)]
pub(super) struct SyllableKeys {
    /// The whole of it: its own spelling first.
    pub(super) spellings: Vec<String>,
    /// Its initial: bit n for the n-th letter of the alphabet.
    initials: u32,
}

impl SyllableKeys {
    fn new(syllable: &str, typing: PinyinTyping) -> Self {
        let variants = typing.fuzzy.variants(syllable);
        let mut spellings: Vec<String> = Vec::with_capacity(variants.len());
        for variant in &variants {
            match typing.scheme {
                Some(scheme) => spellings.extend(scheme.codes(variant)),
                None => spellings.extend([variant.as_str()].into_iter().chain(also_typed(variant)).map(str::to_owned)),
            }
        }
        let bit = |text: &String| match text.bytes().next() {
            Some(letter @ b'a'..=b'z') => 1 << (letter - b'a'),
            _ => 0,
        };
        let initials = variants.iter().chain(&spellings).fold(0, |all, text| all | bit(text));
        Self { spellings, initials }
    }

    /// Whether a letter is its initial.
    pub(super) fn has_initial(&self, letter: char) -> bool {
        letter.is_ascii_lowercase() && self.initials >> (letter as u8 - b'a') & 1 != 0
    }
}

/// The keys of all syllables.
pub(super) struct Keying(Vec<SyllableKeys>);

/// Those that were asked for last: a question is asked anew with every letter that is typed, and all are typed alike.
static LAST: Mutex<Option<(PinyinTyping, Arc<Keying>)>> = Mutex::new(None);

impl Keying {
    /// The keys, for how pinyin is typed.
    pub(super) fn of_typing(typing: PinyinTyping) -> Arc<Self> {
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((known, keying)) if *known == typing => Arc::clone(keying),
            _ => Arc::clone(&last.insert((typing, Arc::new(Self::new(typing)))).1),
        }
    }

    fn new(typing: PinyinTyping) -> Self {
        let keys = |number| SyllableKeys::new(syllables::syllable(number), typing);
        Self((0..syllables::SYLLABLES as u16).map(keys).collect())
    }

    /// The keys of all syllables by their numbers.
    pub(super) fn all(&self) -> &[SyllableKeys] {
        &self.0
    }

    /// The keys of every syllable that a character may be read as.
    pub(super) fn of(&self, c: char) -> impl Iterator<Item = &SyllableKeys> {
        syllables::syllables(c).iter().filter_map(|&number| self.0.get(usize::from(number)))
    }
}
