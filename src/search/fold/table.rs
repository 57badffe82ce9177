//! The table of a set of folds: what each character is folded to.
//!
//! To make a whole one takes some milliseconds. So there is one of the common characters first, and the whole one is made
//! with the first character that is none of them: many a question and many an archive never has one.

use std::ops::Range;
use std::sync::OnceLock;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick, is_nfkd_quick};

use super::{Folds, han};
use crate::model::script::katakana_of;

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folding<'t> {
    /// It stays.
    Same,
    /// It becomes another.
    Char(char),
    /// It becomes several, none of which is folded further.
    Text(&'t str),
    /// It is dropped.
    Drop,
    /// It is dropped, and belongs to the character before it: an accent, a variation selector.
    Attach,
    /// It composes with the character before it, if it can.
    Combine,
    /// U+200D: dropped unless it joins two pictures.
    Joiner,
    /// White space.
    Space,
    /// A dash, a dot or an ellipsis as its family writes it; see [`DASH`] and the others.
    Run(char),
}

/// What every dash becomes, and a run of them.
pub(super) const DASH: char = '-';
/// What every ellipsis becomes, and a run of three dots of a kind.
pub(super) const ELLIPSIS: char = '…';
/// The dots of which three make an ellipsis.
pub(super) const DOTS: [char; 3] = ['.', '。', '·'];

/// The code points of the basic plane.
const PLANE: u32 = 0x10000;
/// Code points from here on are never folded but by [`beyond`].
const END: u32 = 0x30000;
// Above the last code point: what is no character of its own.
const KINDS: u32 = 0x11_0000;
const TEXTS: u32 = 0x12_0000;
/// Of a character that the whole table has to be asked about.
const UNCOMMON: u32 = u32::MAX;
const KIND: [Folding<'static>; 10] = [
    Folding::Drop,
    Folding::Attach,
    Folding::Combine,
    Folding::Joiner,
    Folding::Space,
    Folding::Run(DASH),
    Folding::Run(ELLIPSIS),
    Folding::Run(DOTS[0]),
    Folding::Run(DOTS[1]),
    Folding::Run(DOTS[2]),
];

/// What a set of folds does to each character.
pub(super) struct FoldTable {
    folds: Folds,
    /// One word a code point: 0 for what stays, else the new code point, a kind, or the number of a text.
    words: Box<[u32]>,
    texts: Vec<String>,
    /// The same for the quick way; see [`near`](Self::near).
    near: Box<[u32]>,
    /// A bit for each character of the basic plane that is known to stay.
    stays: Box<[u64]>,
}

impl FoldTable {
    /// The UTF-8 of what a character of the basic plane becomes, first byte lowest, where that is one character of as
    /// many bytes, itself for instance: the one question asked of nearly every character. Else 0.
    #[inline]
    pub(super) fn near(&self, c: u32) -> u32 {
        self.near.get(c as usize).copied().unwrap_or(0)
    }

    /// Whether the character of three bytes with which a text begins is known to stay.
    #[inline]
    pub(super) fn stays(&self, text: &[u8]) -> bool {
        let &[lead, high, low, ..] = text else { return false };
        let word = usize::from(lead & 0xF) << 6 | usize::from(high & 0x3F);
        self.stays.get(word).is_some_and(|bits| bits >> (low & 0x3F) & 1 == 1)
    }

    /// What becomes of `c`.
    #[inline]
    pub(super) fn entry(&self, c: char) -> Folding<'_> {
        let Some(&word) = self.words.get(c as usize) else { return beyond(c, self.folds) };
        match word {
            0 => Folding::Same,
            UNCOMMON => whole(self.folds).entry(c),
            TEXTS.. => self.texts.get((word - TEXTS) as usize).map_or(Folding::Same, |text| Folding::Text(text)),
            KINDS.. => KIND.get((word - KINDS) as usize).copied().unwrap_or(Folding::Same),
            _ => char::from_u32(word).map_or(Folding::Same, Folding::Char),
        }
    }

    pub(super) fn folds(&self) -> Folds {
        self.folds
    }

    /// The table that knows what becomes of these characters, and of those that are not [`ALIVE`].
    fn build(folds: Folds, known: &[Range<u32>]) -> Self {
        let words = vec![0; END as usize].into_boxed_slice();
        let mut table = Self { folds, words, texts: Vec::new(), near: Box::default(), stays: Box::default() };
        for Range { start, end } in ALIVE {
            table.words[start as usize..end as usize].fill(UNCOMMON);
        }
        for c in known.iter().cloned().flatten().filter_map(char::from_u32) {
            let derived = (!is_inert(c)).then(|| derive(c, folds));
            table.words[c as usize] = match derived {
                None => 0,
                Some(Derived::Kind(entry)) => {
                    KIND.iter().position(|kind| *kind == entry).map_or(0, |at| KINDS + at as u32)
                }
                Some(Derived::Text(text)) => table.word_for(c, text),
            };
        }
        if folds.contains(Folds::SCRIPT) {
            for (from, to) in han::pairs() {
                if let Some(word) = table.words.get_mut(from as usize) {
                    *word = u32::from(to);
                }
            }
        }
        table.near = (0..PLANE).map(|c| char::from_u32(c).map_or(0, |c| table.packed(c))).collect();
        let bits = |words: &[u32; 64]| words.iter().rev().fold(0, |bits, word| bits << 1 | u64::from(*word == 0));
        table.stays = table.words.as_chunks().0.iter().take(PLANE as usize / 64).map(bits).collect();
        table
    }

    fn packed(&self, c: char) -> u32 {
        if self.words.get(c as usize) == Some(&UNCOMMON) {
            return 0;
        }
        let becomes = match self.entry(c) {
            Folding::Same => c,
            Folding::Char(new) => new,
            _ => return 0,
        };
        let mut bytes = [0; 4];
        match becomes.encode_utf8(&mut bytes).len() == c.len_utf8() {
            true => u32::from_le_bytes(bytes),
            false => 0,
        }
    }

    fn word_for(&mut self, c: char, text: String) -> u32 {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) if only == c => 0,
            (Some(only), None) => u32::from(only),
            _ => {
                self.texts.push(text);
                TEXTS + self.texts.len() as u32 - 1
            }
        }
    }
}

/// Where the characters are that fold, besides the Han characters that script folds. Between them lie ideographs,
/// Hangul, Yi, Tangut, cuneiform and hieroglyphs.
const ALIVE: [Range<u32>; 7] = [
    0..0x3400,
    0xA490..0xAC00,
    0xF900..0x10000,
    0x10000..0x12000,
    0x16E40..0x17000,
    0x1BC00..0x20000,
    0x2F800..0x2FA20,
];

/// The common ones among them: Latin, punctuation, signs and enclosed numbers, kana, and what there is in full width.
const COMMON: [Range<u32>; 7] =
    [0..0x250, 0x2000..0x2070, 0x2100..0x2700, 0x3000..0x3130, 0x3380..0x33E0, 0xFE00..0xFE70, 0xFF00..0xFFF0];

/// Whether no fold has anything to do with a character, told quickly: of most of those that are looked at.
fn is_inert(c: char) -> bool {
    let is_itself = |mut chars: std::char::ToLowercase| chars.next() == Some(c) && chars.next().is_none();
    is_nfkd_quick(std::iter::once(c)) == IsNormalized::Yes
        && is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes
        && is_itself(c.to_lowercase())
        && kind(c, Folds::ALL).is_none()
        && katakana_of(c).is_none()
        && !DOUBLE_QUOTES.contains(c)
        && !SINGLE_QUOTES.contains(c)
        && !matches!(c, '〜' | '～' | '∼' | '⁄' | '∕' | 'ß' | 'ẞ' | 'ς')
        && han::simplified(c) == c
}

/// What becomes of the code points beyond the table: tags and the supplement of variation selectors.
fn beyond(c: char, folds: Folds) -> Folding<'static> {
    match c {
        '\u{E0100}'..='\u{E01EF}' if folds.contains(Folds::INVISIBLE) => Folding::Attach,
        '\u{E0000}'..='\u{E0FFF}' if folds.contains(Folds::INVISIBLE) => Folding::Drop,
        _ => Folding::Same,
    }
}

enum Derived {
    Kind(Folding<'static>),
    Text(String),
}

/// What becomes of a character, found from Unicode's data: slow.
fn derive(c: char, folds: Folds) -> Derived {
    if let Some(kind) = kind(c, folds) {
        return Derived::Kind(kind);
    }
    let mut text = String::from(c);
    // A form may have a form of its own: the vertical em dash is an em dash, K (kelvin) a capital.
    for _ in 0..4 {
        let next: String = text.chars().flat_map(|c| step(c, folds)).collect();
        if next == text {
            break;
        }
        text = next;
    }
    let mut chars = text.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && let Some(kind) = kind(only, folds)
    {
        return Derived::Kind(kind);
    }
    Derived::Text(text)
}

fn kind(c: char, folds: Folds) -> Option<Folding<'static>> {
    if folds.contains(Folds::INVISIBLE) {
        match c {
            '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180D}' | '\u{180F}' => return Some(Folding::Attach),
            '\u{200D}' => return Some(Folding::Joiner),
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' => {
                return Some(Folding::Drop);
            }
            '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => {
                return Some(Folding::Drop);
            }
            _ => {}
        }
    }
    if folds.contains(Folds::SPACE) && c.is_whitespace() {
        return Some(Folding::Space);
    }
    if folds.contains(Folds::ACCENTS) && is_accent(c) {
        return Some(Folding::Attach);
    }
    if folds.contains(Folds::MARKS) {
        match c {
            '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⸺' | '⸻' | '─' | '━' | '－' | '﹣' | '﹘' =>
            {
                return Some(Folding::Run(DASH));
            }
            '…' | '⋯' | '‥' | '︙' => return Some(Folding::Run(ELLIPSIS)),
            '·' | '•' | '・' | '‧' | '∙' | '⋅' | '･' => return Some(Folding::Run('·')),
            '.' => return Some(Folding::Run('.')),
            '。' => return Some(Folding::Run('。')),
            _ => {}
        }
    }
    // Vowels and finals of conjoining Hangul follow a syllable as marks follow a letter.
    let conjoining = matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}');
    let half_width = folds.contains(Folds::WIDTH) && matches!(c, '\u{FF9E}' | '\u{FF9F}');
    (is_combining_mark(c) || conjoining || half_width).then_some(Folding::Combine)
}

/// Accents proper: what stands over and under letters. The marks of kana and of Indic, Arabic and Hebrew script are
/// none, nor is the stroke that turns `=` into `≠`.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{337}' | '\u{339}'..='\u{34E}' | '\u{350}'..='\u{36F}' | '\u{483}'..='\u{487}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20E4}' | '\u{FE20}'..='\u{FE2F}')
}

const DOUBLE_QUOTES: &str = "“”„‟「」｢｣﹁﹂″〝〞〟＂";
const SINGLE_QUOTES: &str = "‘’‚‛『』﹃﹄′ʼ＇";

/// One step towards what a character becomes.
fn step(c: char, folds: Folds) -> Vec<char> {
    let has = |fold| folds.contains(fold);
    if has(Folds::MARKS) {
        match c {
            _ if DOUBLE_QUOTES.contains(c) => return vec!['"'],
            _ if SINGLE_QUOTES.contains(c) => return vec!['\''],
            '〜' | '～' | '∼' => return vec!['~'],
            '⁄' | '∕' => return vec!['/'],
            _ => {}
        }
    }
    if has(Folds::SCRIPT) {
        let simple = han::simplified(c);
        if simple != c {
            return vec![simple];
        }
    }
    if has(Folds::ACCENTS) {
        let parts: Vec<char> = c.nfd().collect();
        if let [letter, accents @ ..] = &parts[..]
            && letter.is_alphabetic()
            && !accents.is_empty()
            && accents.iter().all(|&c| is_accent(c))
        {
            return vec![*letter];
        }
    }
    let normal: Vec<char> = if has(Folds::WIDTH) { c.nfkc().collect() } else { c.nfc().collect() };
    // A spacing accent is a space and an accent in Unicode's eyes; in a reader's it is a mark of its own.
    if normal != [c] && (c.is_whitespace() || !normal.contains(&' ')) {
        return normal;
    }
    if has(Folds::KANA)
        && let Some(katakana) = katakana_of(c)
    {
        return vec![katakana];
    }
    if has(Folds::CASE) {
        return match c {
            'ß' | 'ẞ' => vec!['s', 's'],
            'ς' => vec!['σ'],
            _ => c.to_lowercase().collect(),
        };
    }
    vec![c]
}

static TABLES: [OnceLock<FoldTable>; 256] = [const { OnceLock::new() }; 256];
/// Those of the common characters.
static COMMON_TABLES: [OnceLock<FoldTable>; 256] = [const { OnceLock::new() }; 256];

/// The table of a set of folds, built when it is first asked for and kept: the whole one as soon as there is one.
pub(super) fn table(folds: Folds) -> &'static FoldTable {
    let common = || COMMON_TABLES[folds.index()].get_or_init(|| FoldTable::build(folds, &COMMON));
    TABLES[folds.index()].get().unwrap_or_else(common)
}

fn whole(folds: Folds) -> &'static FoldTable {
    TABLES[folds.index()].get_or_init(|| FoldTable::build(folds, &ALIVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_common_characters_says_what_the_whole_one_says() {
        for folds in [Folds::ALL, Folds::NONE, Folds::ALL.without(Folds::SCRIPT)] {
            let common = FoldTable::build(folds, &COMMON);
            for c in ('\0'..=char::MAX).filter(|&c| (c as u32) < END + 9) {
                assert_eq!(common.entry(c), whole(folds).entry(c), "{c:?}");
                assert!([0, whole(folds).near(c as u32)].contains(&common.near(c as u32)), "{c:?}");
            }
            assert_eq!(common.near('津' as u32), whole(folds).near('津' as u32));
        }
    }

    #[test]
    fn what_is_passed_over_stays_what_it_is() {
        let all = ALIVE.into_iter().flatten().filter_map(char::from_u32);
        let inert: Vec<char> = all.filter(|&c| is_inert(c)).collect();
        assert!(inert.len() > 10_000, "most of them");
        for folds in [Folds::ALL, Folds::NONE, Folds::WIDTH, Folds::ALL.without(Folds::WIDTH), Folds::ACCENTS] {
            for &c in &inert {
                assert!(matches!(derive(c, folds), Derived::Text(text) if text == String::from(c)), "{c:?}");
            }
        }
    }
}
