//! Japanese by its romaji: where it is asked, and what ー may be typed as.
//!
//! The dictionary takes ー for a dash, as it is typed with an input method. Most people who look for ラーメン type `ramen`,
//! some `raamen`, and トーキョー is `toukyou` to others: a sentence with ー is asked again with the mark left out, and
//! with the vowels that it stands for.

use std::ops::Range;

use super::super::TextRef;
use super::SPELT;
use super::romaji::Romaji;
use crate::model::script::katakana_of;

/// How far romaji is asked from a kana on, in characters, if its sentence goes on as far.
const SENTENCE: usize = 200;
/// The sign of a long vowel.
const LONG: char = 'ー';
/// Katakana by their vowels, and what a long one is written with.
const VOWELS: [(&str, char, char); 5] = [
    ("アァカガサザタダナハバパマヤャラワヮ", 'ア', 'ア'),
    ("イィキギシジチヂニヒビピミリヰ", 'イ', 'イ'),
    ("ウゥクグスズツヅヌフブプムユュルヴ", 'ウ', 'ウ'),
    ("エェケゲセゼテデネヘベペメレヱ", 'エ', 'イ'),
    ("オォコゴソゾトドノホボポモヨョロヲ", 'オ', 'ウ'),
];

/// Every match of a question in a text, in no order; some may overlap.
pub(super) fn find_all(romaji: &Romaji<'_>, text: &str) -> Vec<Range<usize>> {
    let mut found = romaji.find_all(text);
    if text.contains(LONG) {
        let (short, at) = shortened(text);
        found.extend(romaji.find_all(&short).into_iter().map(|range| at[range.start]..at[range.end]));
        for other in [false, true] {
            found.extend(romaji.find_all(&lengthened(text, other)));
        }
    }
    found
}

/// A text without its signs of long vowels; and where each byte of it, and its end, is in the text. What ends before a
/// sign ends behind it.
fn shortened(text: &str) -> (String, Vec<usize>) {
    let mut short = String::with_capacity(text.len());
    let mut at = Vec::with_capacity(text.len() + 1);
    for (start, c) in text.char_indices().filter(|&(_, c)| c != LONG) {
        short.push(c);
        at.extend(start..start + c.len_utf8());
    }
    at.push(text.len());
    (short, at)
}

/// A text with the vowels that its signs of long vowels stand for, byte for byte.
fn lengthened(text: &str, other: bool) -> String {
    let mut before = LONG;
    let long = |c: char| {
        let katakana = katakana_of(c).unwrap_or(c);
        let vowel = VOWELS.iter().find(|(row, ..)| row.contains(katakana));
        vowel.map(|&(_, same, written)| if other { written } else { same })
    };
    let vowel = |c: char| {
        let vowel = if c == LONG { long(before).unwrap_or(LONG) } else { c };
        before = c;
        vowel
    };
    text.chars().map(vowel).collect()
}

/// The sentences of a text that have kana in them, as ranges of the original: where romaji is asked. A book may have
/// one katakana word in it.
pub(super) fn sentences(text: TextRef<'_>) -> Vec<Range<usize>> {
    let ends = |c: &char| matches!(c, '。' | '．' | '！' | '？' | '｡' | '!' | '?' | '\n');
    let reach = |chars: &mut dyn Iterator<Item = char>| -> usize {
        chars.take(SENTENCE).take_while(|c| !ends(c)).map(char::len_utf8).sum()
    };
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut map = text.folded.offset_map();
    let folded = text.folded.text().as_bytes();
    let mut from = 0;
    while let Some(at) = first(&folded[from..]).map(|at| from + at) {
        from = at + 3;
        let kana = map.original(at..from);
        if sentences.last().is_some_and(|last| kana.start < last.end) {
            continue;
        }
        let start = kana.start - reach(&mut text.original[..kana.start].chars().rev());
        let start = sentences.last().map_or(start, |last| start.max(last.end));
        sentences.push(start..kana.end + reach(&mut text.original[kana.end..].chars()));
    }
    sentences
}

/// Whether what was typed may be romaji.
pub(super) fn may_be_romaji(typed: &str) -> bool {
    typed.len() >= SPELT && typed.bytes().all(|c| c.is_ascii_lowercase())
}

/// Whether what was typed may be found as romaji in a text, a full fold. Where it has no vowel and no n, it is no kana:
/// but letters are found too between which there is a ー.
pub(super) fn may_have_romaji(typed: &str, text: &[u8]) -> bool {
    match may_be_romaji(typed) {
        true if typed.contains(['a', 'e', 'i', 'o', 'u', 'n']) => {
            any_place(text, |[first, second, _]| (first ^ 0xE3) | ((second | 1) ^ 0x83) == 0)
        }
        true => any_place(text, |[first, second, third]| (first ^ 0xE3) | (second ^ 0x83) | (third ^ 0xBC) == 0),
        false => false,
    }
}

/// Whether any three bytes of a text in a row are such. All of a block are asked, so that they are asked together.
fn any_place(text: &[u8], is: impl Fn([u8; 3]) -> bool) -> bool {
    const BLOCK: usize = 64;
    let any = |block: &[u8]| block.windows(3).fold(false, |any, three| any | is([three[0], three[1], three[2]]));
    let mut rest = text;
    while let Some(block) = rest.first_chunk::<{ BLOCK + 2 }>() {
        if (0..BLOCK).fold(false, |any, at| any | is([block[at], block[at + 1], block[at + 2]])) {
            return true;
        }
        rest = &rest[BLOCK..];
    }
    any(rest)
}

/// The first kana in a full fold, in which all kana are katakana: U+30A1 to U+30FF, without the middle dot.
pub(super) fn first(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xE3, text).find(|&at| matches!(text.get(at + 1), Some(0x82 | 0x83)))
}
