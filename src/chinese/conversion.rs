//! *Conversion* of Chinese from one script to the other, for showing: character for character, so that what is shown
//! stands where what is written stands, and every place in the text is the same.
//!
//! The characters and phrases are OpenCC's, with those of Taiwan's standard (`s2tw`, `tw2s`); the build script wrote down
//! what is needed of them (`assets/compiler/conversion.rs`). Which of two characters a simplified one becomes, phrases
//! say: 头发 becomes 頭髮, 发展 becomes 發展; 著 of 著名 stays, 著 of 看著 becomes 着. They are looked for from the start of a word of the dictionary to the end
//! of one, or within a word, so that 台湾台风 is 臺灣颱風 though OpenCC has a phrase 台湾台.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::dictionary::known_segments;
use super::parallel::ParallelWalk;
use super::phrases::PhraseTable;
use crate::model::script::is_han;

mod written {
    include!(concat!(env!("OUT_DIR"), "/conversion.rs"));

    /// The characters that simplified ones become, and those that traditional ones do.
    pub(super) static CHARACTERS: [&[char]; 2] = [&TRADITIONAL, &SIMPLIFIED];
    pub(super) const NUMBER_BITS: u32 = BITS;
}

/// A script that Chinese is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// Simplified.
    Simplified,
    /// Traditional, as in Taiwan.
    Traditional,
}

static TRADITIONAL: LazyLock<Option<PhraseTable>> = LazyLock::new(|| {
    PhraseTable::new(include_bytes!(concat!(env!("OUT_DIR"), "/traditional.fst")), written::NUMBER_BITS)
});
static SIMPLIFIED: LazyLock<Option<PhraseTable>> = LazyLock::new(|| {
    PhraseTable::new(include_bytes!(concat!(env!("OUT_DIR"), "/simplified.fst")), written::NUMBER_BITS)
});

/// The characters of a text that are others in a script: the byte of each, in order, and the other one.
pub fn converted(text: &str, to: Script) -> Vec<(usize, char)> {
    if !text.chars().any(is_han) {
        return Vec::new();
    }
    match to {
        Script::Traditional => convert(text, &words(text, text), &TRADITIONAL, written::CHARACTERS[0]),
        Script::Simplified => {
            let Some(table) = SIMPLIFIED.as_ref() else { return Vec::new() };
            let alone = |c: char| alone(table, c, written::CHARACTERS[1]).unwrap_or(c);
            let simplified: String = text.chars().map(alone).collect();
            convert(text, &words(text, &simplified), &SIMPLIFIED, written::CHARACTERS[1])
        }
    }
}

/// A text in a script.
pub fn in_script(text: &str, to: Script) -> Cow<'_, str> {
    let mut others = converted(text, to).into_iter().peekable();
    if others.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let other = |(at, c)| others.next_if(|&(place, _)| place == at).map_or(c, |(_, other)| other);
    Cow::Owned(text.char_indices().map(other).collect())
}

/// The words of a text, which the dictionary knows in its simplified form, character for character: their bytes.
fn words(text: &str, simplified: &str) -> Vec<(usize, usize)> {
    let mut walk = ParallelWalk::new(text, simplified);
    let segments = known_segments(simplified).into_iter();
    segments.map(|segment| (walk.go_to(segment.range.start).own, walk.go_to(segment.range.end).own)).collect()
}

/// What a character becomes by itself.
fn alone(table: &PhraseTable, c: char, characters: &[char]) -> Option<char> {
    if !is_han(c) {
        return None;
    }
    let (_, changes) = table.longest(c.encode_utf8(&mut [0; 4]), |_| true)?;
    changes.at(0).and_then(|number| characters.get(number as usize).copied())
}

fn convert(
    text: &str,
    words: &[(usize, usize)],
    table: &LazyLock<Option<PhraseTable>>,
    characters: &[char],
) -> Vec<(usize, char)> {
    let Some(table) = table.as_ref() else { return Vec::new() };
    let ends: FxHashSet<usize> = words.iter().map(|&(_, end)| end).collect();
    let mut out = Vec::new();
    // Everything before is converted.
    let mut at = 0;
    for &(start, end) in words.iter().filter(|&&(start, end)| text[start..end].chars().any(is_han)) {
        at = at.max(start);
        while at < end {
            let whole = if at == start {
                table.longest(&text[at..], |length| at + length >= end && ends.contains(&(at + length)))
            } else {
                None
            };
            let found = whole.or_else(|| table.longest(&text[at..end], |_| true));
            let length =
                found.map_or_else(|| text[at..].chars().next().map_or(1, char::len_utf8), |(length, _)| length);
            for (place, (own, c)) in text[at..at + length].char_indices().enumerate() {
                let changed = found.and_then(|(_, changes)| changes.at(place));
                let changed = changed.and_then(|number| characters.get(number as usize).copied());
                // In a phrase what is not said is as by itself.
                let other = changed.or_else(|| alone(table, c, characters));
                out.extend(other.filter(|&other| other != c).map(|other| (at + own, other)));
            }
            at += length;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simplified_becomes_traditional_by_the_phrases_it_is_made_of() {
        for (simplified, traditional) in [
            ("头发很长，经济发展", "頭髮很長，經濟發展"),
            ("皇后在后面", "皇后在後面"),
            ("干净的干部晒干了树干", "乾淨的幹部曬乾了樹幹"),
            ("这里的公里数", "這裡的公里數"),
            ("台湾台风登陆舞台", "臺灣颱風登陸舞臺"),
            ("吃面条，见了面", "吃麵條，見了面"),
            ("乾隆皇帝", "乾隆皇帝"),
            ("计划复杂，恢复，复兴", "計劃複雜，恢復，復興"),
            ("钟表与一见钟情", "鐘錶與一見鍾情"),
            ("几只猫只有一只", "幾隻貓只有一隻"),
            ("理发店发现征税", "理髮店發現徵稅"),
        ] {
            assert_eq!(in_script(simplified, Script::Traditional), traditional);
        }
    }

    #[test]
    fn traditional_becomes_simplified_by_the_phrases_it_is_made_of() {
        for (traditional, simplified) in [
            ("乾隆皇帝喜歡乾淨的頭髮", "乾隆皇帝喜欢干净的头发"),
            ("看著著名的颱風", "看着著名的台风"),
            ("裡面裏面，麵條麪條", "里面里面，面条面条"),
            ("皇后在後面，瞭解瞭望", "皇后在后面，了解瞭望"),
            ("臺灣與台灣", "台湾与台湾"),
            ("電風扇對著書吹", "电风扇对着书吹"),
        ] {
            assert_eq!(in_script(traditional, Script::Simplified), simplified);
        }
    }

    #[test]
    fn what_is_in_a_script_or_no_han_stays() {
        assert_eq!(in_script("天津市新增34例，GDP", Script::Simplified), "天津市新增34例，GDP");
        assert!(matches!(in_script("GDP 3.5%，—", Script::Traditional), Cow::Borrowed(_)));
        assert_eq!(in_script("𠮷野家的面", Script::Traditional), "𠮷野家的面");
    }

    #[test]
    fn places_are_those_of_the_original() {
        let text = "他说：“头发长”，𠮷。";
        let others = converted(text, Script::Traditional);
        let said: Vec<(char, char)> =
            others.iter().map(|&(at, other)| (text[at..].chars().next().unwrap_or(' '), other)).collect();
        assert_eq!(said, [('说', '說'), ('头', '頭'), ('发', '髮'), ('长', '長')]);
    }
}
