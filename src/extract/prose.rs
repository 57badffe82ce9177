//! *Prose*: telling running text from the short lines a page is furnished with.

use unicode_width::UnicodeWidthChar;

use crate::model::baseline::on_line;
use crate::model::script::{is_common_han, is_hangul};

/// What is white at the edge of a paragraph, P02: also U+3000, NBSP and the zero-width marks.
pub(crate) fn is_white(c: char) -> bool {
    // Nothing behind U+3000 is, but for the mark: this is asked at both ends of every line, many times.
    if c > '\u{3000}' {
        return c == '\u{FEFF}';
    }
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{AD}')
}

/// `text` without white ends (P02).
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_white)
}

/// Whether nothing of `text` can be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_white)
}

/// The lines of a text, with their ends, as `split_inclusive` gives them: what is asked of every text has the faster
/// search.
pub(crate) fn whole_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let (line, behind) = rest.split_at(end);
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}

/// How many characters of a text are no white space.
#[expect(
    clippy::manual_range_contains,
    clippy::needless_bitwise_bool,
    reason = "a loop without branches is one over words"
)]
pub(crate) fn count_seen(text: &str) -> usize {
    const BLOCK: usize = 64;
    let slowly = |text: &str| text.chars().filter(|&c| is_common_han(c) || !c.is_whitespace()).count();
    let bytes = text.as_bytes();
    let block = |at: usize| bytes.get(at..)?.first_chunk::<BLOCK>();
    let (mut at, mut count) = (0, 0);
    while let (Some(first), Some(second), Some(third)) = (block(at), block(at + 1), block(at + 2)) {
        let (mut seen, mut odd) = (0_u8, false);
        for place in 0..BLOCK {
            let (lead, next, last) = (first[place], second[place], third[place]);
            let blank = (lead == b' ') | (lead >= b'\t') & (lead <= b'\r');
            let wide_blank = (lead == 0xE3) & (next == 0x80) & (last == 0x80);
            seen += u8::from((lead & 0xC0 != 0x80) & !blank & !wide_blank);
            // Where the other blanks are, among others.
            let of_marks = (next == 0x81) | (next == 0x80) & ((last <= 0x8A) | (last >= 0xA8) & (last <= 0xAF));
            odd |= (lead == 0xC2) & ((next == 0x85) | (next == 0xA0)) | (lead == 0xE1) | (lead == 0xE2) & of_marks;
        }
        if odd {
            return slowly(text);
        }
        count += usize::from(seen);
        at += BLOCK;
    }
    // A character that the last block cuts is counted.
    while !text.is_char_boundary(at) {
        at += 1;
    }
    count + slowly(&text[at..])
}

/// Whether a line of Latin text, or a long run of clauses, or a sentence: text that was written to be read through.
pub(crate) fn is_prose(text: &str) -> bool {
    let length = text.chars().count();
    if length >= 12 && text.contains(['。', '．', '｡']) {
        return true;
    }
    if length >= 50 && text.chars().filter(|c| matches!(c, '，' | ',' | '、' | '；' | ';' | '：')).count() >= 2 {
        return true;
    }
    text.split_ascii_whitespace().count() >= 9 && ends_sentence(text)
}

/// Whether the text ends as a sentence does, closing marks aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let end = trim(text).trim_end_matches(['”', '’', '」', '』', '）', ')', '"', '\'', '】', '》']);
    end.ends_with(['。', '！', '？', '…', '!', '?', '.', '．', '；', '：', ':', ';'])
}

/// P04: what stands between two source lines that are one paragraph: nothing between East Asian wide characters (but
/// not Hangul), else a space.
pub(crate) fn joint(before: char, after: char) -> &'static str {
    if before == '\u{200B}' || after == '\u{200B}' || (is_han_like(before) && is_han_like(after)) { "" } else { " " }
}

/// Wide, or a mark that Chinese uses as if it were (quotes, dashes, ellipses).
fn is_han_like(c: char) -> bool {
    // Half-width katakana and their marks.
    let halfwidth = matches!(c, '\u{FF61}'..='\u{FF9F}');
    let mark = matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·');
    !is_hangul(c) && (c.width() == Some(2) || halfwidth || mark)
}

/// The letters and digits of a text in lower case, exponents on the line: what two texts are compared by.
pub(crate) fn skeleton(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        // Ideographs first: they are nearly all there is, and Unicode's tables are slow.
        if is_common_han(c) {
            letters.push(c);
        } else if is_letter(c) {
            letters.extend(on_line(c).to_lowercase());
        }
    }
    letters
}

/// Whether a text has a skeleton, which is not made for it.
pub(crate) fn has_skeleton(text: &str, skeleton: &str) -> bool {
    let letters = text.chars().filter(|&c| is_letter(c)).flat_map(|c| {
        // Most have one case.
        let lower = (!is_common_han(c)).then(|| on_line(c).to_lowercase());
        lower.into_iter().flatten().chain(is_common_han(c).then_some(c))
    });
    letters.eq(skeleton.chars())
}

/// Whether a character is a letter or a digit. Unicode's table is asked of what neither Han nor the common punctuation
/// is.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => true,
        '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{FF01}'..='\u{FF0F}' => false,
        _ => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_cut_agrees_with_the_table_of_white() {
        for c in '\0'..=char::MAX {
            let white = c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}');
            assert_eq!(is_white(c), white, "{c:?}");
        }
    }

    #[test]
    fn what_is_seen_is_counted_by_blocks() {
        let blanks: String = ('\0'..=char::MAX).filter(|c| c.is_whitespace()).collect();
        let text = format!("　　天津市，“会议”—— a b\t\n\u{A9}\u{3001}\u{1100}{}", "天 津a".repeat(40));
        for c in ['天'].into_iter().chain(blanks.chars()) {
            for (at, _) in text.char_indices() {
                let text = format!("{}{c}{}", &text[..at], &text[at..]);
                assert_eq!(count_seen(&text), text.chars().filter(|c| !c.is_whitespace()).count(), "{c:?} at {at}");
            }
        }
    }

    #[test]
    fn lines_are_joined_without_a_space_between_han_only() {
        assert_eq!(joint('天', '津'), "");
        assert_eq!(joint('。', '“'), "");
        assert_eq!(joint('가', '나'), " ");
        assert_eq!(joint('a', '中'), " ");
        assert_eq!(joint('中', 'a'), " ");
    }

    #[test]
    fn exponents_compare_as_what_they_are() {
        assert_eq!(skeleton("CO₂ 与 10⁶"), skeleton("co2与106"));
        assert!(has_skeleton("H₂O", "h2o"));
    }

    #[test]
    fn a_skeleton_is_known_without_being_made() {
        for text in ["", "“天津”，3 例：AB《İ》々", "ＡＢ－ß · ー", "。"] {
            assert!(has_skeleton(text, &skeleton(text)) && !has_skeleton(text, "x"), "{text}");
        }
        for c in ('\0'..='\u{FFFF}').filter(|c| !is_common_han(*c)) {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn headlines_are_not_prose() {
        assert!(is_prose("截至当日，全部采样已经完成，结果均为阴性。"));
        assert!(!is_prose("43岁的她离婚后容光焕发，却被嘲显老"));
        assert!(!is_prose("查看更多评论"));
        assert!(is_prose("This is a sentence that somebody wrote to be read."));
    }
}
