//! A *seam*: a place in a text over which no context of line breaking reaches, so that both sides can be cut into
//! clusters apart; and the *plain* characters between which most seams lie.
//!
//! All of this reads bytes: it is the innermost loop of layout.

use crate::model::script::is_plain_wide;

/// Where a text may be cut before it is cut into clusters, because no context reaches over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seam {
    /// Between two plain characters.
    Plain,
    /// After a space between two Latin letters.
    Words,
}

impl Seam {
    /// The seam that a text may be cut at before `at`, if it may.
    pub fn at(bytes: &[u8], at: usize) -> Option<Self> {
        match bytes.get(at.checked_sub(2)?..=at)? {
            [before, b' ', after] if before.is_ascii_alphabetic() && after.is_ascii_alphabetic() => Some(Self::Words),
            _ => {
                (at >= 3 && plain_at(bytes, at - 3) == Some(at) && plain_at(bytes, at).is_some()).then_some(Self::Plain)
            }
        }
    }
}

/// The end of the island whose own text begins at `from`, and the seam there; `None` at the end of the text.
pub(super) fn island_end(bytes: &[u8], from: usize) -> (usize, Option<Seam>) {
    let mut at = from + 1;
    while at < bytes.len() {
        let found = match bytes[at] {
            // Inside a character.
            0x80..=0xBF => false,
            0xE3..=0xE9 => plain_at(bytes, at).is_some(),
            byte => byte.is_ascii_alphabetic() && at >= from + 2 && Seam::at(bytes, at) == Some(Seam::Words),
        };
        if found {
            let seam = if bytes[at].is_ascii() { Seam::Words } else { Seam::Plain };
            return (at, Some(seam));
        }
        at += 1;
    }
    (bytes.len(), None)
}

/// The length of the character at `at`, where it is a grapheme cluster by itself for sure: neither it nor the one after
/// it ever combines.
pub(super) fn lone(bytes: &[u8], at: usize) -> Option<usize> {
    let simple = |at: usize| match bytes[at..] {
        [b' '..=b'~', ..] => Some(1),
        [0xE4..=0xE9, _, _, ..] | [0xE2, 0x80, 0x90..=0xA7, ..] => Some(3),
        // CJK punctuation without the tone marks, full-width forms
        [0xE3, 0x80, 0x80..=0xA9, ..] | [0xEF, 0xBC, 0x81..=0xBF, ..] => Some(3),
        _ => None,
    };
    let size = simple(at)?;
    (at + size == bytes.len() || simple(at + size).is_some()).then_some(size)
}

/// Plain: Han, and kana but for the small ones (L01), which depend on strictness.
fn is_plain(c: char) -> bool {
    is_plain_wide(c) && !is_small_kana(c)
}

/// Kana of line breaking class CJ.
fn is_small_kana(c: char) -> bool {
    matches!(
        c,
        'ぁ' | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ゎ'
            | 'ゕ'
            | 'ゖ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ヮ'
            | 'ヵ'
            | 'ヶ'
    )
}

/// The end of the plain three-byte character at `at`, if there is one. Reads bytes, for this is the innermost loop.
pub(super) fn plain_at(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..at + 3) {
        // U+4E00 to U+9FFF
        Some([0xE5..=0xE9, _, _] | [0xE4, 0xB8..=0xBF, _]) => Some(at + 3),
        Some(&[lead @ (0xE3 | 0xE4), mid, low]) => {
            let code = u32::from(lead & 0x0F) << 12 | u32::from(mid & 0x3F) << 6 | u32::from(low & 0x3F);
            char::from_u32(code).is_some_and(is_plain).then_some(at + 3)
        }
        _ => None,
    }
}
