//! The *word* at a place of a text: what a double click means. Chinese is not parted by spaces, so the dictionary parts it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{Folded, Folds};
use crate::chinese::dictionary;
use crate::model::script::is_han;

/// How much around the place is looked at, in characters: no word is longer, and no clause need be.
const AROUND: usize = 40;

/// The bytes of the word at a byte of a text; `None` where there is no word but a mark or a space.
pub fn word_at(text: &str, at: usize) -> Option<Range<usize>> {
    let at = text.floor_char_boundary(at);
    let start = text[..at].char_indices().rev().take(AROUND).last().map_or(at, |(at, _)| at);
    let end = text[at..].char_indices().nth(AROUND).map_or(text.len(), |(more, _)| at + more);
    let (mut place, window) = (start, &text[start..end]);
    for bound in window.split_word_bounds() {
        let range = place..place + bound.len();
        place = range.end;
        if range.contains(&at) && !bound.chars().any(is_han) {
            return bound.chars().any(char::is_alphanumeric).then_some(range);
        }
    }
    // A run of Han around the place, parted as the dictionary has it.
    let from = text[start..at]
        .rfind(|c: char| !is_han(c))
        .map_or(start, |before| start + before + text[start + before..].chars().next().map_or(0, char::len_utf8));
    let to = text[at..end].find(|c: char| !is_han(c)).map_or(end, |after| at + after);
    let mut segments = dictionary::segments(&text[from..to]).into_iter();
    let segment = segments.find(|segment| segment.range.contains(&(at - from)))?;
    Some(from + segment.range.start..from + segment.range.end)
}

/// How much is looked at before and behind part of a text to see whether it is made of words, in characters.
const BESIDE: usize = 8;

/// Whether part of a text is made of words that the dictionary knows: it is one, or it cuts none where it begins and
/// ends and most of its characters stand in words of two or more. 天津市委 is; of 天津市卫生局, 天津市卫 is not.
pub(super) fn is_words(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].char_indices().rev().take(BESIDE).take_while(|&(_, c)| is_han(c)).last();
    let from = before.map_or(range.start, |(at, _)| at);
    let behind = text[range.end..].chars().take(BESIDE).take_while(|&c| is_han(c));
    let to = range.end + behind.map(char::len_utf8).sum::<usize>();
    // The dictionary is simplified; this fold takes one character for one.
    let simplified = |range: Range<usize>| Folded::by(&text[range], Folds::SCRIPT);
    let (start, length) = (text[from..range.start].chars().count(), text[range.clone()].chars().count());
    let window = simplified(from..to);
    let (mut at, mut begins, mut ends, mut words, mut han) = (0, false, false, 0, 0);
    for segment in dictionary::known_segments(window.text()) {
        let text = &window.text()[segment.range];
        let next = at + text.chars().count();
        begins |= at == start;
        ends |= next == start + length;
        if at >= start && next <= start + length && text.chars().any(is_han) {
            words += 1;
            han += next - at;
        }
        at = next;
    }
    begins && ends && words <= usize::div_ceil(han, 2)
        || length > 1 && dictionary::word(simplified(range).text()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_words() {
        for (text, part, expected) in [
            ("昨天天津市委开会", "天津市委", true),
            ("昨天天津市卫生局开会", "天津市卫", false),
            ("昨天天津市卫生局开会", "天津市", true),
            ("臺灣的衛生局", "衛生", true),
            ("臺灣的衛生局", "灣的", false),
            ("天津\n市委", "天津\n市委", true),
            ("他就是我", "他就是我", false),
            ("GDP增长", "GDP增长", true),
            ("昔のラーメン屋", "ラーメン", true),
        ] {
            let at = text.find(part).expect("a part");
            assert_eq!(is_words(text, at..at + part.len()), expected, "{part} in {text}");
        }
    }

    #[test]
    fn words_are_what_a_reader_would_point_at() {
        for (text, pointed, expected) in [
            ("他说：“天津的会议开到深夜。”", "津", Some("天津")),
            ("他说：“天津的会议开到深夜。”", "议", Some("会议")),
            ("用 ratatui 写的程序", "tui", Some("ratatui")),
            ("增长3.5%以上", ".5", Some("3.5")),
            ("天津，会议", "，", None),
        ] {
            let at = text.find(pointed).expect("a place");
            assert_eq!(word_at(text, at).map(|range| &text[range]), expected, "{pointed} in {text}");
        }
        assert_eq!(word_at("", 0), None);
        let long = "会议".repeat(500);
        assert_eq!(word_at(&long, 999).map(|range| range.len()), Some(6));
    }
}
