//! The *word* at a place of a text: what a double click means. Chinese is not parted by spaces, so the dictionary parts it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::dictionary;
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

#[cfg(test)]
mod tests {
    use super::*;

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
