//! *Likelihood*: how much a reading of bytes looks like text, by how common its characters are.
//!
//! Every reading of the same bytes is charged for each of its characters the negative logarithm of how often running
//! text has it; the reading that is charged least is the likeliest. Common characters are a few hundred of the many
//! thousand that two bytes can mean, so a wrong encoding, which hits them only by chance, is charged half as much again.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::model::script::is_common_han;
use crate::model::{Encoding, OldEncoding};

static SOURCE: &str = include_str!("../../../assets/characters.toml");

#[derive(Debug, Deserialize)]
struct CharacterTable {
    marks: String,
    language: Vec<CharacterList>,
}

#[derive(Debug, Deserialize)]
struct CharacterList {
    tag: String,
    tiers: [String; 4],
}

/// The languages of the table, in its order.
const LANGUAGES: [&str; 4] = ["zh-Hans", "zh-Hant", "ja", "ko"];

/// A charge, in tenths of a nat.
pub(super) type Charge = u32;

/// The charge of a character of each tier: minus the logarithm of one character's share.
const TIERS: [Charge; 4] = [45, 60, 72, 90];
/// Punctuation that all languages share.
const MARK: Charge = 55;
/// A character that no list has.
const NEVER: Charge = 999;

/// The charges of the listed characters, by language. The table is part of the program.
#[expect(clippy::expect_used, reason = "a broken asset is a test failure")]
static LISTED: LazyLock<FxHashMap<char, [Charge; LANGUAGES.len()]>> = LazyLock::new(|| {
    let source: CharacterTable =
        toml::from_str(SOURCE).expect("assets/characters.toml is compiled in, and a test reads it");
    let mut listed = FxHashMap::default();
    for language in &source.language {
        let Some(at) = LANGUAGES.iter().position(|tag| *tag == language.tag) else { continue };
        for (tier, charge) in language.tiers.iter().zip(TIERS) {
            for c in tier.chars() {
                let own = &mut listed.entry(c).or_insert([NEVER; LANGUAGES.len()])[at];
                *own = charge.min(*own);
            }
        }
    }
    listed.extend(source.marks.chars().map(|c| (c, [MARK; LANGUAGES.len()])));
    listed
});

/// What an encoding is used to write: for each language of the table what is added for a character of it, and whether
/// letters of other scripts are as good as any.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model {
    added: [Charge; LANGUAGES.len()],
    letters: bool,
}

impl Model {
    /// Of Unicode's encodings and those that know nothing of Han.
    pub const ANY: Self = Self { added: [0; LANGUAGES.len()], letters: true };

    pub fn of(encoding: Encoding) -> Self {
        let is = |web: &'static encoding_rs::Encoding| encoding == Encoding::Web(web);
        let is_old = |old| encoding == Encoding::Old(old);
        let added = if is(encoding_rs::GB18030) || is_old(OldEncoding::Hz) {
            [0, 15, 60, 60]
        } else if is(encoding_rs::BIG5) || is_old(OldEncoding::EucTw) {
            [25, 0, 60, 60]
        } else if is(encoding_rs::EUC_JP) || is(encoding_rs::SHIFT_JIS) {
            [40, 25, 0, 60]
        } else if is(encoding_rs::EUC_KR) || is_old(OldEncoding::Johab) {
            [40, 30, 60, 0]
        } else {
            return Self::ANY;
        };
        Self { added, letters: false }
    }

    fn charge(self, c: char, before: char) -> Charge {
        match c {
            '\t' | '\n' | '\r' | ' '..='~' => return ASCII,
            _ if is_broken(c) => return BROKEN,
            _ => {}
        }
        if let Some(listed) = LISTED.get(&c) {
            let least = listed.iter().zip(self.added).map(|(charge, added)| charge + added).min();
            return least.unwrap_or(NEVER).min(other(c));
        }
        if self.letters && c.is_alphabetic() && (c as u32) < 0x1100 {
            return letter(c, before);
        }
        match c {
            // Two of them take the place of one character.
            _ if is_half(c) => {
                if is_half(before) {
                    50
                } else {
                    80
                }
            }
            _ => other(c),
        }
    }
}

/// A control character, or what could not be read.
const BROKEN: Charge = 160;

fn is_broken(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\x7F'..='\u{9F}' | '\u{FFFD}')
}

/// A printing character of ASCII, as charged to every reading.
const ASCII: Charge = 30;

/// A character that is on no list.
fn other(c: char) -> Charge {
    match c {
        c if is_common_han(c) => 120,
        // Full-width forms.
        '\u{FF01}'..='\u{FF5E}' => 70,
        '\u{AC00}'..='\u{D7A3}' => 130,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => 200,
        '\u{10000}'.. => 160,
        _ => 110,
    }
}

/// A letter of an alphabet: words are written in one.
fn letter(c: char, before: char) -> Charge {
    let latin = |c: char| c < '\u{250}';
    match (latin(c), before.is_alphabetic()) {
        (true, true) if before.is_ascii() => 50,
        (true, true) => 80,
        (true, false) => 70,
        // Scripts of Unicode's first blocks fill a few hundred code points each.
        (false, true) if !latin(before) && (c as u32).abs_diff(before as u32) < 0x100 => 40,
        (false, true) => 100,
        (false, false) => 60,
    }
}

/// Half-width katakana, which Shift_JIS writes with a single byte.
fn is_half(c: char) -> bool {
    matches!(c, '\u{FF61}'..='\u{FF9F}')
}

/// What a reading is charged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    /// For all its characters.
    pub total: Charge,
    /// For those that are not ASCII.
    foreign: Charge,
    /// How many these are, in halves: half-width ones count half.
    halves: u32,
    /// How many are ASCII.
    ascii: u32,
    /// How many are no characters of text at all: controls, and what could not be read.
    pub broken: u32,
}

impl Score {
    /// Charges a reading.
    pub fn of(text: &str, model: Model) -> Self {
        let mut score = Self::default();
        let mut before = ' ';
        for c in text.chars() {
            let charge = model.charge(c, before);
            score.total = score.total.saturating_add(charge);
            score.broken += u32::from(is_broken(c));
            if c.is_ascii() {
                score.ascii += 1;
            } else {
                score.foreign = score.foreign.saturating_add(charge);
                score.halves += if is_half(c) { 1 } else { 2 };
            }
            before = c;
        }
        score
    }

    /// The average charge of a character that is not ASCII: about 70 for text in its own encoding, 110 and more for any
    /// other. `None` where there is none.
    pub fn foreign_mean(self) -> Option<Charge> {
        self.foreign.saturating_mul(2).checked_div(self.halves)
    }

    /// How much of it is no character of text, in parts of a hundred.
    pub fn broken_share(self) -> u32 {
        (self.broken * 200).checked_div(self.halves + self.ascii * 2).unwrap_or(0)
    }

    /// Whether the whole, ASCII and all, reads as text up to this average charge, with hardly anything broken.
    pub fn is_text(self, mean: Charge) -> bool {
        let halves = self.halves + self.ascii * 2;
        halves > 0 && self.total.saturating_mul(2) / halves <= mean && self.broken * 100 <= halves
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_read_and_no_character_stands_twice_in_a_language() {
        let source: CharacterTable = toml::from_str(SOURCE).expect("the table");
        assert_eq!(
            source.language.iter().map(|language| &language.tag).collect::<Vec<_>>(),
            LANGUAGES.map(String::from).iter().collect::<Vec<_>>()
        );
        for language in &source.language {
            let mut seen = std::collections::HashSet::new();
            for c in language.tiers.iter().flat_map(|tier| tier.chars()).chain(source.marks.chars()) {
                assert!(!c.is_ascii() && seen.insert(c), "{c} in {}", language.tag);
            }
        }
    }

    #[test]
    fn text_is_charged_less_than_what_it_looks_like_in_another_encoding() {
        let texts = [
            ("海河边的风比城里凉一些，卖早点的推车在桥头停下。", encoding_rs::GB18030),
            ("鉛字店的師傅說，這條街上沒有人再用活字印報紙了。", encoding_rs::BIG5),
            ("行のはじめに句点が立つことは、昔から嫌われてきた。", encoding_rs::EUC_JP),
            ("저울이 먼저 깨어나는 시간에 시장 사람들은 말이 없다.", encoding_rs::EUC_KR),
        ];
        for (text, own) in texts {
            let (bytes, _, _) = own.encode(text);
            for other in texts.map(|(_, other)| other).into_iter().chain([encoding_rs::SHIFT_JIS]) {
                let score = Score::of(&other.decode_without_bom_handling(&bytes).0, Model::of(other.into()));
                assert_eq!(
                    score.foreign_mean() <= Some(90),
                    other == own,
                    "{} as {}: {score:?}",
                    own.name(),
                    other.name()
                );
            }
        }
    }
}
