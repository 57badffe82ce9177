//! *Script*: which writing a character belongs to; the one table of the scripts of East Asia.
//!
//! The table holds the *letters* of Han, kana, bopomofo and hangul as Unicode's properties `Script` and `Alphabetic`
//! give them (Scripts.txt and DerivedCoreProperties.txt), with two differences: 〆, ー and its half-width form, which
//! Unicode counts as common to several scripts, stand with the script they are written in; and the planes 2 and 3,
//! which Unicode keeps for ideographs, are Han to their ends, so that a later Unicode needs no other table. Radicals,
//! strokes, letters in circles and marks (sound marks of kana, reading marks of Han) are no letters.
//!
//! What is not a question of script but of one use of it stands below the table, under a name of its own and with its
//! reason.

/// What the table tells of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letter {
    Han,
    Hiragana,
    Katakana,
    /// ー, which lengthens the vowels of both kana.
    LongVowel,
    Bopomofo,
    Hangul,
}

/// The first character of the table.
const FIRST: char = '\u{1100}';

/// Ranges of letters in order, none touching another of its kind.
const LETTERS: [(char, char, Letter); 39] = [
    ('\u{1100}', '\u{11FF}', Letter::Hangul),    // Hangul Jamo
    ('\u{3005}', '\u{3007}', Letter::Han),       // CJK Symbols and Punctuation: 々〆〇
    ('\u{3021}', '\u{3029}', Letter::Han),       // 〡 to 〩
    ('\u{3038}', '\u{303B}', Letter::Han),       // 〸〹〺〻
    ('\u{3041}', '\u{3096}', Letter::Hiragana),  // Hiragana
    ('\u{309D}', '\u{309F}', Letter::Hiragana),  // ゝゞゟ
    ('\u{30A1}', '\u{30FA}', Letter::Katakana),  // Katakana
    ('\u{30FC}', '\u{30FC}', Letter::LongVowel), // ー
    ('\u{30FD}', '\u{30FF}', Letter::Katakana),  // ヽヾヿ
    ('\u{3105}', '\u{312F}', Letter::Bopomofo),  // Bopomofo
    ('\u{3131}', '\u{318E}', Letter::Hangul),    // Hangul Compatibility Jamo
    ('\u{31A0}', '\u{31BF}', Letter::Bopomofo),  // Bopomofo Extended
    ('\u{31F0}', '\u{31FF}', Letter::Katakana),  // Katakana Phonetic Extensions
    ('\u{3400}', '\u{4DBF}', Letter::Han),       // CJK Unified Ideographs Extension A
    ('\u{4E00}', '\u{9FFF}', Letter::Han),       // CJK Unified Ideographs
    ('\u{A960}', '\u{A97C}', Letter::Hangul),    // Hangul Jamo Extended-A
    ('\u{AC00}', '\u{D7A3}', Letter::Hangul),    // Hangul Syllables
    ('\u{D7B0}', '\u{D7C6}', Letter::Hangul),    // Hangul Jamo Extended-B
    ('\u{D7CB}', '\u{D7FB}', Letter::Hangul),
    ('\u{F900}', '\u{FA6D}', Letter::Han), // CJK Compatibility Ideographs
    ('\u{FA70}', '\u{FAD9}', Letter::Han),
    ('\u{FF66}', '\u{FF6F}', Letter::Katakana),  // Halfwidth Forms
    ('\u{FF70}', '\u{FF70}', Letter::LongVowel), // half-width ー
    ('\u{FF71}', '\u{FF9D}', Letter::Katakana),
    ('\u{FFA0}', '\u{FFBE}', Letter::Hangul), // half-width jamo
    ('\u{FFC2}', '\u{FFC7}', Letter::Hangul),
    ('\u{FFCA}', '\u{FFCF}', Letter::Hangul),
    ('\u{FFD2}', '\u{FFD7}', Letter::Hangul),
    ('\u{FFDA}', '\u{FFDC}', Letter::Hangul),
    ('\u{16FE3}', '\u{16FE3}', Letter::Han),      // the old iteration mark
    ('\u{1AFF0}', '\u{1AFFE}', Letter::Katakana), // Kana Extended-B
    ('\u{1B000}', '\u{1B000}', Letter::Katakana), // Kana Supplement
    ('\u{1B001}', '\u{1B11F}', Letter::Hiragana),
    ('\u{1B120}', '\u{1B122}', Letter::Katakana), // Kana Extended-A
    ('\u{1B132}', '\u{1B132}', Letter::Hiragana), // Small Kana Extension
    ('\u{1B150}', '\u{1B152}', Letter::Hiragana),
    ('\u{1B155}', '\u{1B155}', Letter::Katakana),
    ('\u{1B164}', '\u{1B167}', Letter::Katakana),
    ('\u{20000}', '\u{3FFFD}', Letter::Han), // Planes 2 and 3
];

/// What the table says of a character that [`is_common_han`] does not settle.
fn letter(c: char) -> Option<Letter> {
    if c < FIRST {
        return None;
    }
    let at = LETTERS.partition_point(|&(_, last, _)| last < c);
    LETTERS.get(at).filter(|&&(first, ..)| first <= c).map(|&(_, _, letter)| letter)
}

/// The block CJK Unified Ideographs: nearly all Han there is in a text. One test, for what is asked of each character;
/// and none of these is changed by any normalisation.
#[inline]
pub const fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Letters of Han: ideographs, 〇, 々 and 〆.
#[inline]
pub fn is_han(c: char) -> bool {
    is_common_han(c) || letter(c) == Some(Letter::Han)
}

/// Letters of hiragana and katakana, half-width ones too, and ー.
#[inline]
pub fn is_kana(c: char) -> bool {
    !is_common_han(c) && matches!(letter(c), Some(Letter::Hiragana | Letter::Katakana | Letter::LongVowel))
}

/// Letters of katakana, half-width ones too, and ー.
#[inline]
pub fn is_katakana(c: char) -> bool {
    !is_common_han(c) && matches!(letter(c), Some(Letter::Katakana | Letter::LongVowel))
}

/// Letters of hangul: syllables and jamo.
#[inline]
pub fn is_hangul(c: char) -> bool {
    !is_common_han(c) && letter(c) == Some(Letter::Hangul)
}

/// Letters of Han, kana, bopomofo and hangul: each is one 字.
#[inline]
pub fn is_cjk(c: char) -> bool {
    is_common_han(c) || letter(c).is_some()
}

/// Kana that make a text Japanese: all but ー, which Chinese texts have for a dash or for 一.
#[inline]
pub fn tells_japanese(c: char) -> bool {
    !is_common_han(c) && matches!(letter(c), Some(Letter::Hiragana | Letter::Katakana))
}

/// Letters that fill an em square each: Han and kana, but not the half-width ones. What CSS Text calls ideographs
/// where it sets space beside Latin letters.
#[inline]
pub fn is_full_width(c: char) -> bool {
    is_common_han(c)
        || !matches!(c, '\u{FF66}'..='\u{FF9D}')
            && matches!(letter(c), Some(Letter::Han | Letter::Hiragana | Letter::Katakana | Letter::LongVowel))
}

/// Han and kana of the common blocks: always two cells, a cluster each, never combining. Four tests and no table, for
/// the innermost loops of measuring.
#[inline]
pub const fn is_plain_wide(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}')
}

/// Characters that are set solid: no white space belongs beside them. Whole blocks, with their punctuation, radicals,
/// strokes and full-width forms of Latin letters; not hangul, which is written with spaces.
#[inline]
pub const fn is_set_solid(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3001}'..='\u{312F}' | '\u{31A0}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

/// The katakana of a hiragana, which stands 96 code points behind it; `None` for what is no hiragana or has none.
pub fn katakana_of(c: char) -> Option<char> {
    match c {
        '\u{3041}'..='\u{3096}' | '\u{309D}' | '\u{309E}' => char::from_u32(u32::from(c) + 0x60),
        _ => None,
    }
}

/// Whether a character is one that no standard gives a meaning: a font of its own has to draw it.
pub fn is_private_use(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    /// The characters of a class of the regex crate's copy of Unicode's tables.
    fn class(pattern: &str) -> impl Fn(char) -> bool {
        let class = Regex::new(&format!("^{pattern}$")).expect("a pattern");
        move |c| class.is_match(c.encode_utf8(&mut [0; 4]))
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(LETTERS.is_sorted_by(|a, b| a.1 < b.0));
        assert!(LETTERS.iter().all(|(first, last, _)| first <= last));
        assert_eq!(LETTERS[0].0, FIRST);
    }

    #[test]
    fn the_table_is_unicodes() {
        let (assigned, alphabetic) = (class(r"\P{Cn}"), class(r"\p{Alphabetic}"));
        let scripts = [
            (class(r"\p{Han}"), is_han as fn(char) -> bool, "〆"),
            (class(r"[\p{Hiragana}\p{Katakana}]"), is_kana, "ー\u{FF70}"),
            (class(r"\p{Katakana}"), is_katakana, "ー\u{FF70}"),
            (class(r"[\p{Hiragana}\p{Katakana}]"), tells_japanese, ""),
            (class(r"\p{Hangul}"), is_hangul, ""),
            (class(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}]"), is_cjk, "〆ー\u{FF70}"),
        ];
        // Reading marks.
        let left_out = |c: char| matches!(c, '\u{16FF0}'..='\u{16FFF}');
        for c in (FIRST..='\u{3FFFF}').filter(|&c| assigned(c) && !left_out(c)) {
            let letter = alphabetic(c);
            for (script, is, besides) in &scripts {
                assert_eq!(is(c), letter && script(c) || besides.contains(c), "U+{:X}", u32::from(c));
            }
        }
    }

    #[test]
    fn the_short_cuts_agree_with_the_table() {
        for c in '\0'..=char::MAX {
            if is_common_han(c) {
                assert_eq!(letter(c), Some(Letter::Han));
            }
            if is_plain_wide(c) {
                assert!(is_full_width(c) && is_set_solid(c), "{c}");
            }
            if is_full_width(c) {
                assert!(is_han(c) || is_kana(c), "{c}");
            }
            if is_hangul(c) {
                assert!(!is_set_solid(c) || matches!(c, '\u{FF00}'..), "{c}");
            }
            if let Some(katakana) = katakana_of(c) {
                assert!(is_kana(c) && !is_katakana(c) && is_katakana(katakana), "{c}");
            }
        }
        assert!(is_full_width('ー') && !is_full_width('\u{FF70}') && !is_full_width('한') && !is_full_width('a'));
        assert_eq!(katakana_of('か'), Some('カ'));
        assert_eq!(katakana_of('カ'), None);
    }
}
