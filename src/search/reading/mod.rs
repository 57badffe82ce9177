//! *Reading*: finding Chinese by its pinyin and Japanese by its romaji, as they are typed on a Latin keyboard.
//!
//! `tjsw`, `tianjinshiwei` and `tianjsw` all find 天津市委: each character by its initial or by its whole spelling,
//! the last one also by the start of it (`tianj`); characters with several readings by each of them (`cq`, `zhongqing`
//! and `chongqing` find 重庆). Letters that stand in the text are found as letters (`gdpzz`: GDP增长).
//!
//! What may be asked by reading: a word without capitals (a capital means letters only), with at least two letters
//! besides `'`, which parts syllables and is ignored. **Two letters are initials only**: `sh` is 上海 and 社会, not
//! every 是; from three letters on a spelling counts too, so that `shi` does light every 是. Romaji wants three letters
//! and a sentence with kana in it.
//!
//! Pinyin is typed as with an input method: sounds may [count as one](fuzzy), and syllables be typed by the two keys of
//! a [scheme](double). A scheme takes the place of whole spellings, so that one word is not two; initials are those of
//! the letters, and those of the scheme as well (市 by `s` and, in most of them, by `u`). Three keys are asked for here
//! too before a syllable counts.
//!
//! The readings and what they find are ib-matcher's: the build script wrote its tables down without a pointer in them,
//! and the tests hold what is found here to what the library finds. That takes its time, so a [first pass](pass) over
//! the folded text picks the few places worth asking about. Only those are looked at to the letter: by [spelling
//! out](spell) for pinyin, by [romaji] in Japanese, in a text folded by everything but script and kana: simplified
//! characters have lost readings (乾 qián is 干 there), and romaji's words are written in hiragana.

mod double;
mod fuzzy;
mod kana;
mod keying;
mod pass;
mod romaji;
#[cfg(test)]
mod scan;
mod spell;
mod spellings;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;
use std::sync::LazyLock;

use super::TextRef;
use super::fold::{Folded, Folds};
use super::window::Windows;
use crate::model::script;
use unicode_normalization::UnicodeNormalization;

pub use double::DoublePinyin;
pub use fuzzy::FuzzyPinyin;
use keying::Keying;
pub use keying::PinyinTyping;
pub(super) use pass::Candidate;
use pass::Pass;
use romaji::Romaji;
use spell::Speller;

/// What texts are folded by before they are read.
const FOLDS: Folds = Folds::ALL.without(Folds::SCRIPT).without(Folds::KANA);
/// The most characters a question by reading has.
const LONGEST: usize = 48;
/// The fewest letters by which whole spellings are asked.
const SPELT: usize = 3;

/// The table has ü as v; lüè and nüè are typed with u as well.
fn also_typed(syllable: &str) -> Option<&'static str> {
    match syllable {
        "lve" => Some("lue"),
        "nve" => Some("nue"),
        _ => None,
    }
}

/// A question by reading.
pub(super) struct ReadingQuery {
    /// What was typed, without `'`, folded by [`FOLDS`].
    typed: String,
    letters: Vec<char>,
    tails: Vec<String>,
    spelt: bool,
    keying: Arc<Keying>,
    pass: Pass,
}

impl std::fmt::Debug for ReadingQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ReadingQuery").field(&self.typed).finish()
    }
}

/// Loads what every question by reading needs: some 20 ms.
pub(super) fn warm_up() {
    LazyLock::force(&spellings::SPELLINGS);
}

/// Whether a text is nothing but ideographs, which are what they are under [`FOLDS`].
fn is_ideographs(text: &str) -> bool {
    text.chars().all(script::is_common_han)
}

impl ReadingQuery {
    /// The question by reading that a typed word is, if it is one.
    pub(super) fn new(word: &str, typing: PinyinTyping) -> Option<Self> {
        if word.chars().any(char::is_uppercase) {
            return None;
        }
        // ü is typed as v in pinyin; without its dots it would be another vowel.
        let word: String = word.nfc().map(|c| if matches!(c, 'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ') { 'v' } else { c }).collect();
        let typed: String = Folded::by(&word, FOLDS).text().chars().filter(|&c| c != '\'').collect();
        let is_key = |c: char| c.is_ascii_lowercase() || typing.scheme.is_some_and(|scheme| scheme.has_key(c));
        let letters = typed.chars().filter(|&c| is_key(c)).count();
        let others = typed.chars().any(|c| !is_key(c) && !c.is_ascii_digit() && !script::is_han(c));
        if letters < 2 || others || typed.chars().count() > LONGEST {
            return None;
        }
        let spelt = letters >= SPELT;
        let keying = Keying::of_typing(typing);
        let pass = Pass::new(Folded::new(&typed).text(), &keying, spelt);
        let letters: Vec<char> = typed.chars().collect();
        let tails = (0..letters.len()).map(|from| letters[from..].iter().collect()).collect();
        Some(Self { typed, letters, tails, spelt, keying, pass })
    }

    /// Whether a text, fully folded, may have the reading: false where it has not.
    pub(super) fn may_be_in(&self, text: &[u8]) -> bool {
        kana::may_have_romaji(&self.typed, text) || self.pass.may_be_in(text)
    }

    /// Where `text`, fully folded, may have the reading in pinyin, from byte `from` on.
    pub(super) fn pinyin_candidate(&self, text: &str, from: usize) -> Option<usize> {
        self.pass
            .candidates(text.as_bytes(), from)
            .find(|candidate| candidate.read)
            .map(|candidate| candidate.range.start)
    }

    /// Where `text`, fully folded, has kana, from byte `from` on: the reading in romaji may be near, in its block.
    pub(super) fn romaji_candidate(&self, text: &str, from: usize) -> Option<usize> {
        let asked = kana::may_be_romaji(&self.typed);
        asked.then(|| kana::first(&text.as_bytes()[from..]).map(|at| from + at)).flatten()
    }

    /// Where `text`, fully folded, may have the reading in pinyin, or letters beside it, from byte `from` on.
    pub(super) fn candidates<'p>(&'p self, text: &'p str, from: usize) -> impl Iterator<Item = Candidate> + 'p {
        self.pass.candidates(text.as_bytes(), from)
    }

    /// Where the reading is, as ranges of the original in order. What the letters themselves find is not among them.
    pub(super) fn find_in(&self, text: TextRef<'_>) -> Vec<Range<usize>> {
        self.find_among(self.candidates(text.folded.text(), 0), text)
    }

    /// The same, where the candidates in the text are known.
    pub(super) fn find_among(
        &self,
        candidates: impl Iterator<Item = Candidate>,
        text: TextRef<'_>,
    ) -> Vec<Range<usize>> {
        let mut speller = Speller::new(&self.letters, &self.tails, &self.keying, self.spelt);
        let mut map = text.folded.offset_map();
        let candidates: Vec<(Range<usize>, bool)> =
            candidates.map(|candidate| (map.original(candidate.range), candidate.read)).collect();
        let mut found: Vec<Range<usize>> = Vec::new();
        if candidates.iter().all(|(range, _)| is_ideographs(&text.original[range.clone()])) {
            // Nearly always. What stands around them does not matter then.
            for (range, _) in candidates {
                let free = found.last().is_none_or(|last| last.end <= range.start);
                let length = if free { speller.start(&text.original[range.clone()]) } else { None };
                found.extend(length.map(|length| range.start..range.start + length));
            }
        } else {
            let mut windows = Windows::new(text.original);
            for (range, read) in candidates {
                windows.push(range, read);
            }
            for window in windows.finish() {
                self.ask(|fold| speller.all(fold), text.original, window, &mut found);
            }
        }
        let sentences =
            if self.romaji_candidate(text.folded.text(), 0).is_some() { kana::sentences(text) } else { Vec::new() };
        if !sentences.is_empty()
            && let Some(romaji) = Romaji::new(&self.typed)
        {
            for sentence in sentences {
                self.ask(|fold| kana::find_all(&romaji, fold), text.original, sentence, &mut found);
            }
            found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
            found.dedup_by(|next, kept| next.start < kept.end);
        }
        found
    }

    /// Looks at part of a text to the letter.
    fn ask(
        &self,
        find: impl FnOnce(&str) -> Vec<Range<usize>>,
        original: &str,
        window: Range<usize>,
        found: &mut Vec<Range<usize>>,
    ) {
        let fold = Folded::by(&original[window.clone()], FOLDS);
        let mut map = fold.view().offset_map();
        for range in find(fold.text()) {
            if fold.text()[range.clone()] != self.typed {
                let range = map.original(range);
                found.push(window.start + range.start..window.start + range.end);
            }
        }
    }
}
