//! The *candidates*: which words may stand in a text, and what an English word may be a form of.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::script;

/// So many units a word of a dictionary may have: Han, kana, Hangul, words of letters.
const LONGEST_WORD: usize = 24;

/// The words in a text that `known` knows, each with the form that it is known by: the longest that it begins with, the
/// shorter ones in that, the longer before the shorter; then, behind it, the longest one after the other.
pub(super) fn segments(text: &str, mut known: impl FnMut(&str) -> Option<String>) -> Vec<(Range<usize>, String)> {
    let units = units(text);
    let mut known = |from: usize, to: usize| {
        let range = units[from].start..units[to - 1].end;
        known(&text[range.clone()]).map(|form| (range, form))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let mut ends = (at + 1..=units.len().min(at + LONGEST_WORD)).rev();
        let Some((end, longest)) = ends.find_map(|end| Some((end, known(at, end)?))) else {
            at += 1;
            continue;
        };
        let is_first = found.is_empty();
        found.push(longest);
        if is_first {
            let mut inner: Vec<(usize, usize)> =
                (at..end).flat_map(|from| (from + 1..=end).map(move |to| (from, to))).collect();
            inner.retain(|span| *span != (at, end));
            inner.sort_by_key(|(from, to)| (std::cmp::Reverse(to - from), *from));
            for (from, to) in inner {
                found.extend(known(from, to));
            }
        }
        at = end;
    }
    found
}

/// What a word begins and ends with: a character of scripts without spaces, or a word of letters. What is between is
/// passed over at the beginning of a word, and belongs to it inside.
fn units(text: &str) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    for (at, bound) in text.split_word_bound_indices() {
        if bound.chars().any(script::is_cjk) {
            units.extend(bound.grapheme_indices(true).map(|(from, own)| at + from..at + from + own.len()));
        } else if bound.chars().any(char::is_alphanumeric) {
            units.push(at..at + bound.len());
        }
    }
    units
}

/// A word, and what it may be a form of, the likelier first: in English by the commonest endings.
pub(super) fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if !word.is_ascii() && !word.contains('\u{2019}') {
        return forms;
    }
    let word = word.replace('\u{2019}', "'").to_ascii_lowercase();
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("s'")).unwrap_or(&word);
    if word.len() < 2 || !word.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-' | b'\'')) {
        return forms;
    }
    forms.push(word.to_owned());
    let mut add = |stem: &str, behind: &str| {
        if stem.len() + behind.len() >= 2 {
            forms.push(format!("{stem}{behind}"));
        }
    };
    if let Some(stem) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")) {
        add(stem, "y");
        add(stem, "ie");
    }
    if let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
        add(stem, "");
    }
    if let Some(stem) = word.strip_suffix("es") {
        add(stem, "");
    }
    for ending in ["ed", "ing", "er", "est"] {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 2) else { continue };
        add(stem, "");
        add(stem, "e");
        // running, stopped
        if let [.., one, two] = stem.as_bytes()
            && one == two
        {
            add(&stem[..stem.len() - 1], "");
        }
        if let Some(stem) = stem.strip_suffix('i') {
            add(stem, "y");
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, words: &[&str]) -> Vec<&'t str> {
        let known = |word: &str| words.contains(&word).then(|| word.to_owned());
        segments(text, known).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn the_longest_then_the_shorter_in_it_then_what_is_behind() {
        let words = ["中", "中华", "中华人民共和国", "人民", "共和国", "国", "成立", "了"];
        assert_eq!(
            found("中华人民共和国成立了！", &words),
            ["中华人民共和国", "共和国", "中华", "人民", "中", "国", "成立", "了"]
        );
        assert_eq!(found("“中华", &words), ["中华", "中"]);
        assert_eq!(found("ice creams and ice", &["ice", "ice creams", "cream"]), ["ice creams", "ice", "ice"]);
        assert!(found("……", &words).is_empty() && found("", &words).is_empty());
        assert!(found("icecream", &["ice"]).is_empty(), "no part of a word of letters");
    }

    #[test]
    fn an_english_word_is_found_by_its_commonest_forms() {
        for (word, form) in [
            ("Cats", "cat"),
            ("boxes", "box"),
            ("cities", "city"),
            ("tried", "try"),
            ("stopped", "stop"),
            ("making", "make"),
            ("easier", "easy"),
            ("China’s", "china"),
        ] {
            assert!(forms(word).iter().any(|known| known == form), "{word}: {:?}", forms(word));
        }
        assert_eq!(forms("天津"), ["天津"]);
        assert_eq!(forms("s"), ["s"]);
    }
}
