//! *Prose*: telling running text from the short lines a page is furnished with.

use unicode_width::UnicodeWidthChar;

use crate::model::script::{is_common_han, is_hangul};

/// What is white at the edge of a paragraph, P02: also U+3000, NBSP and the zero-width marks.
pub(crate) fn is_white(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// `text` without white ends (P02).
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_white)
}

/// Whether nothing of `text` can be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_white)
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

/// The letters and digits of a text in lower case: what two texts are compared by.
pub(crate) fn skeleton(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        // Ideographs first: they are nearly all there is, and Unicode's tables are slow.
        if is_common_han(c) {
            letters.push(c);
        } else if c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_without_a_space_between_han_only() {
        assert_eq!(joint('天', '津'), "");
        assert_eq!(joint('。', '“'), "");
        assert_eq!(joint('가', '나'), " ");
        assert_eq!(joint('a', '中'), " ");
        assert_eq!(joint('中', 'a'), " ");
    }

    #[test]
    fn headlines_are_not_prose() {
        assert!(is_prose("截至当日，全部采样已经完成，结果均为阴性。"));
        assert!(!is_prose("43岁的她离婚后容光焕发，却被嘲显老"));
        assert!(!is_prose("查看更多评论"));
        assert!(is_prose("This is a sentence that somebody wrote to be read."));
    }
}
