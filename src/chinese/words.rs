//! The *words* of a text, in whichever script it is written.

use std::ops::Range;

use super::conversion::{Script, in_script};
use super::dictionary::segments;
use super::parallel::ParallelWalk;
use crate::model::script::is_han;

/// The words of Han of two characters and more, in order: the bytes of each in the text. Names are words, as far as the
/// model of the dictionary makes them out.
pub fn words(text: &str) -> Vec<Range<usize>> {
    if !text.chars().any(is_han) {
        return Vec::new();
    }
    // The dictionary is simplified. One character becomes one, but it may be of another length.
    let simplified = in_script(text, Script::Simplified);
    let mut walk = ParallelWalk::new(text, &simplified);
    let of_han = segments(&simplified).into_iter().filter(|segment| {
        let mut chars = simplified[segment.range.clone()].chars();
        chars.next().is_some_and(is_han) && chars.next().is_some()
    });
    of_han.map(|segment| walk.go_to(segment.range.start).own..walk.go_to(segment.range.end).own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_either_script_and_places_are_the_texts_own() {
        let in_text = |text: &'static str| words(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(in_text("AI 市政府昨天深夜再开会"), ["市政府", "昨天", "深夜", "开会"]);
        assert_eq!(in_text("臺灣市政府昨天開會"), ["臺灣", "市政府", "昨天", "開會"]);
        assert_eq!(in_text("no word of it"), [""; 0]);
    }
}
