//! The *prefilter*: which rules can match a text at all. All of them are asked at once.
//!
//! A text is one of a rule's `lines`, or begins and ends with characters that its pattern allows, has a word of each of
//! the lists in it without which the pattern matches nothing, and no character that the pattern has not. All of that the
//! build script reads off the patterns, and here it is looked up: on 17,000 lines of real pages, of a hundred questions
//! one is left for a pattern, and a quarter of these match. Other ways were measured on the same lines: as DFAs a third
//! of the patterns do not fit into 8 MB each, for `.{0,40}` counts; a RegexSet takes 48 ms to build; Aho-Corasick takes
//! 1.4 ms to build, and twice as long as this to search.

use super::compiled::{
    ALPHABETS, BEGIN_MARKS, CHAR_MARKS, CHAR_RULES, FIRST, LAST, LINES, LONGEST_LINE, PAIR_MARKS, PATTERNED, SLOTS,
    SPELLED, WORD_TEXTS, WORDLESS, WORDS,
};
use super::hash;

/// The rules that a text can be for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Candidates {
    /// Those that have it as one of their lines.
    pub lines: u128,
    /// Those whose pattern may match it.
    pub patterns: u128,
}

impl Candidates {
    /// Of some rules those that a text can be for.
    pub fn of(text: &str, rules: u128) -> Self {
        if rules == 0 {
            return Self::default();
        }
        let lines = match text.len() <= LONGEST_LINE {
            true => LINES.get(text.as_bytes()).map_or(0, |own| own & rules),
            false => 0,
        };
        let mut patterns = rules & PATTERNED;
        if let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) {
            patterns &= allowed(&FIRST, first) & allowed(&LAST, last);
        }
        if patterns & !WORDLESS[0] != 0 {
            let found = words_in(text, patterns);
            patterns &= (WORDLESS[0] | found[0]) & (WORDLESS[1] | found[1]);
        }
        if patterns & SPELLED != 0 {
            patterns &= !SPELLED | spelling(text, patterns);
        }
        Self { lines, patterns }
    }

    /// Those among some, in the order of the table.
    pub fn of_these(self, rules: u128) -> impl Iterator<Item = RuleCandidate> {
        let lines = self.lines & rules;
        let mut left = lines | self.patterns & rules;
        std::iter::from_fn(move || {
            let number = (left != 0).then(|| left.trailing_zeros())?;
            left &= left - 1;
            Some(RuleCandidate { number, is_line: lines >> number & 1 == 1 })
        })
    }
}

/// A rule that a text can be for.
pub(super) struct RuleCandidate {
    pub number: u32,
    /// Whether the text is one of its lines.
    pub is_line: bool,
}

/// The rules that allow a character at an edge of a text.
fn allowed(edges: &[(u32, u128)], c: char) -> u128 {
    let stretch = edges.partition_point(|(start, _)| *start <= u32::from(c));
    edges[stretch - 1].1
}

/// The rules among some whose patterns allow every character of a text.
fn spelling(text: &str, rules: u128) -> u128 {
    let mut left = rules & SPELLED;
    for c in text.chars() {
        left &= allowed(&ALPHABETS, c);
        if left == 0 {
            break;
        }
    }
    left
}

/// For each list of words the rules, among those that are `asked`, of which one is in a text.
fn words_in(text: &str, asked: u128) -> [u128; 2] {
    let mut rules = [0; 2];
    let mut rest = text.as_bytes();
    loop {
        // Of three characters two are the first of no word.
        let (begins, length) = match *rest {
            [lead @ 0xE0..0xF0, high, low, ..] => {
                let word = usize::from(lead & 0xF) << 6 | usize::from(high & 0x3F);
                (BEGIN_MARKS[word] >> (low & 0x3F) & 1 == 1, 3)
            }
            [byte @ 0..0x80, ..] => (is_set(&BEGIN_MARKS, usize::from(byte.to_ascii_lowercase())), 1),
            [lead @ 0xC0..0xE0, low, ..] => {
                (is_set(&BEGIN_MARKS, usize::from(lead & 0x1F) << 6 | usize::from(low & 0x3F)), 2)
            }
            // No word is of other characters.
            [_, _, _, _, ..] => (false, 4),
            _ => return rules,
        };
        if begins {
            words_from(&text[text.len() - rest.len()..], asked, &mut rules);
        }
        rest = &rest[length..];
    }
}

/// Adds the rules of the words with which a text begins.
fn words_from(text: &str, asked: u128, rules: &mut [u128; 2]) {
    let mut chars = text.chars().map(|c| c.to_ascii_lowercase());
    let Some(first) = chars.next() else { return };
    if let Some(second) = chars.next() {
        let pair = hash::of_pair(first, second);
        if is_set(&PAIR_MARKS, hash::mark(pair)) {
            words_at(text.as_bytes(), pair, asked, rules);
        }
    }
    // Words of one character are of few rules, and none of these is for a long line.
    if asked & CHAR_RULES != 0 && is_set(&CHAR_MARKS, hash::of_char(first)) {
        words_at(text.as_bytes(), hash::of_pair('\0', first), asked, rules);
    }
}

fn is_set(bits: &[u64], bit: usize) -> bool {
    bits[bit / 64] >> (bit % 64) & 1 == 1
}

/// Adds the rules of the words of a slot with which a text begins.
fn words_at(text: &[u8], pair: u32, asked: u128, rules: &mut [u128; 2]) {
    let Some(first) = usize::from(SLOTS[hash::slot(pair)]).checked_sub(1) else { return };
    for (place, word) in WORDS.iter().enumerate().skip(first) {
        // Most words are of rules that are not asked, or have been found.
        let new = (word.rules[0] & !rules[0] | word.rules[1] & !rules[1]) & asked;
        if new != 0 {
            let known = WORD_TEXTS.at(place).as_bytes();
            let begins = text.get(..known.len());
            if begins.is_some_and(|begins| begins.eq_ignore_ascii_case(known)) {
                rules[0] |= word.rules[0];
                rules[1] |= word.rules[1];
            }
        }
        if word.last {
            break;
        }
    }
}
