//! *Pinyin* with tone marks: `lu:4` as lǜ.

/// The vowels that carry a mark, each with its four marks.
const MARKED: [(char, [char; 4]); 6] = [
    ('a', ['ā', 'á', 'ǎ', 'à']),
    ('e', ['ē', 'é', 'ě', 'è']),
    ('o', ['ō', 'ó', 'ǒ', 'ò']),
    ('i', ['ī', 'í', 'ǐ', 'ì']),
    ('u', ['ū', 'ú', 'ǔ', 'ù']),
    ('ü', ['ǖ', 'ǘ', 'ǚ', 'ǜ']),
];

/// A text in which syllables that are followed by the number of their tone have its mark instead. What is no such
/// syllable stays.
pub(super) fn with_marks(text: &str) -> String {
    let text = text.replace("u:", "ü").replace("U:", "Ü");
    let mut out = String::with_capacity(text.len() + 8);
    let mut syllable = String::new();
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | 'ü' | 'Ü' => syllable.push(c),
            '1'..='5' if !syllable.is_empty() => {
                let tone = c as usize - '1' as usize;
                match marked(&syllable, tone) {
                    Some(marked) => out.push_str(&marked),
                    None => {
                        out.push_str(&syllable);
                        out.push(c);
                    }
                }
                syllable.clear();
            }
            _ => {
                out.push_str(&syllable);
                syllable.clear();
                out.push(c);
            }
        }
    }
    out + &syllable
}

/// A syllable with the mark of its tone, from 0; `None` where it is no syllable.
fn marked(syllable: &str, tone: usize) -> Option<String> {
    // So a keyboard without ü writes it.
    let syllable = syllable.replace('v', "ü").replace('V', "Ü");
    if tone == 4 {
        return (syllable != "xx").then_some(syllable);
    }
    let lower = syllable.to_lowercase();
    // On a or e where there is one, on the o of ou, else on the last vowel.
    let at =
        lower.find(['a', 'e']).or_else(|| lower.find("ou")).or_else(|| lower.rfind(['a', 'e', 'i', 'o', 'u', 'ü']))?;
    let vowel = lower[at..].chars().next()?;
    let (_, marks) = MARKED.iter().find(|(known, _)| *known == vowel)?;
    let mark = marks.get(tone)?;
    let own = syllable[at..].chars().next()?;
    let mark: String = if own.is_uppercase() { mark.to_uppercase().collect() } else { mark.to_string() };
    Some(format!("{}{mark}{}", &syllable[..at], &syllable[at + own.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_marks_where_they_belong() {
        for (numbers, marks) in [
            ("Tian1 jin1", "Tiān jīn"),
            ("lu:4 shi1", "lǜ shī"),
            ("nv3 er2", "nǚ ér"),
            ("zhou1 shui3 jiu4 gui4", "zhōu shuǐ jiù guì"),
            ("de5", "de"),
            ("hua1 r5", "huā r"),
            ("An1 hui1", "Ān huī"),
            ("xx5", "xx5"),
            ("m2", "m2"),
            ("tian1jin1", "tiānjīn"),
            ("san1 , si4", "sān , sì"),
            ("A A zhi4", "A A zhì"),
            ("11 12", "11 12"),
        ] {
            assert_eq!(with_marks(numbers), marks);
        }
    }
}
