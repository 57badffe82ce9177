//! A *text unit*: by what a selection grows and shrinks: a character, a word 词, a sentence 句, a paragraph 段.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::search::word_at;
use crate::text::is_opening;

/// A unit of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextUnit {
    /// What a reader calls a character.
    Character,
    /// A word, as the dictionary has it.
    Word,
    /// A sentence, with the quotes and brackets that close it.
    Sentence,
    /// A paragraph: a block.
    Paragraph,
}

/// Only so much around a place is looked at for sentences, in bytes: a book may be one paragraph.
const AROUND: usize = 32 * 1024;

impl TextUnit {
    /// The nearest end of a unit behind a byte of a text; none at the end of the text.
    pub fn end_after(self, text: &str, from: usize) -> Option<usize> {
        let rest = text.get(from..).filter(|rest| !rest.is_empty())?;
        Some(match self {
            Self::Character => from + rest.graphemes(true).next()?.len(),
            Self::Paragraph => text.len(),
            Self::Sentence => {
                sentences(text, from).find(|range| range.end > from).map_or(text.len(), |range| range.end)
            }
            Self::Word => {
                let words = rest.char_indices().filter_map(|(at, _)| word_at(text, from + at));
                let mut ends = words.map(|range| range.end).filter(|end| *end > from);
                ends.next().unwrap_or(text.len())
            }
        })
    }

    /// The nearest start of a unit before a byte of a text; none at its start.
    pub fn start_before(self, text: &str, from: usize) -> Option<usize> {
        let before = text.get(..from).filter(|before| !before.is_empty())?;
        Some(match self {
            Self::Character => before.grapheme_indices(true).next_back()?.0,
            Self::Paragraph => 0,
            Self::Sentence => {
                sentences(text, from).take_while(|range| range.start < from).last().map_or(0, |range| range.start)
            }
            Self::Word => {
                let words = before.char_indices().rev().filter_map(|(at, _)| word_at(text, at));
                let mut starts = words.map(|range| range.start).filter(|start| *start < from);
                starts.next().unwrap_or(0)
            }
        })
    }
}

/// The sentences around a byte of a text, without the white space between them. UAX #29 has the marks that end one, and
/// those that close behind it.
pub(super) fn sentences(text: &str, around: usize) -> impl Iterator<Item = Range<usize>> {
    let start = text.floor_char_boundary(around.saturating_sub(AROUND));
    let end = text.ceil_char_boundary((around + AROUND).min(text.len()));
    let window = &text[start..end];
    let mut from = 0;
    window.split_sentence_bound_indices().filter_map(move |(at, sentence)| {
        // UAX #29 takes every quote for one that may close a sentence: those that open belong to the next one.
        let whole = sentence.trim_end_matches(|c: char| is_opening(c) || c.is_whitespace());
        let begins = std::mem::replace(&mut from, at + if whole.is_empty() { 0 } else { whole.len() });
        let words = window[begins..from].trim();
        let first = start + from - window[begins..from].trim_start().len();
        (!words.is_empty()).then(|| first..first + words.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces into which a text falls when one goes through it, forward and back.
    fn pieces(unit: TextUnit, text: &str) -> (Vec<&str>, Vec<&str>) {
        let (mut on, mut back) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(next) = unit.end_after(text, at) {
            on.push(&text[at..next]);
            at = next;
        }
        while let Some(before) = unit.start_before(text, at) {
            back.insert(0, &text[before..at]);
            at = before;
        }
        (on, back)
    }

    #[test]
    fn a_text_falls_into_units() {
        let text = "他说：“天津开会。”她走了！“好。”\nIt cost 3.5 yuan. 好？";
        let (on, back) = pieces(TextUnit::Sentence, text);
        assert_eq!(on, ["他说：“天津开会。”", "她走了！", "“好。”", "\nIt cost 3.5 yuan.", " 好？"]);
        assert_eq!(back, ["他说：“天津开会。”", "她走了！", "“好。”\n", "It cost 3.5 yuan. ", "好？"]);
        let (on, back) = pieces(TextUnit::Word, "天津市的会议，开了。");
        assert_eq!(on.concat(), back.concat());
        assert!(on.contains(&"会议") && back.contains(&"会议，"), "{on:?} {back:?}");
        let (on, back) = pieces(TextUnit::Character, "e\u{301}中");
        assert_eq!((&on, &back), (&vec!["e\u{301}", "中"], &on));
        assert_eq!(pieces(TextUnit::Paragraph, text).0, [text]);
        assert!(pieces(TextUnit::Sentence, "").0.is_empty());
    }
}
