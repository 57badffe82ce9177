//! The *index* of the rules for elements: a page has tens of thousands of class names, and asks of each.

use rustc_hash::FxHashMap;

use super::compiled::{ELEMENT_WORDS, TOKENS};
use super::kinds::At;
use super::rule::Rule;

/// The longest name in `words`, in words.
const LONGEST_NAME: usize = 3;
/// The longest class name that is read, in characters.
const LONGEST_TOKEN: usize = 80;

/// Gives the runs of up to [`LONGEST_NAME`] words in a class name or an id to `see`: `postAuthor__bio` holds `post`,
/// `post-author`, `post-author-bio`, `author`, `author-bio` and `bio`.
pub(super) fn each_name(token: &str, mut see: impl FnMut(&[u8])) {
    // A letter may stand alone, with a sign before it.
    let mut words = [0_u8; LONGEST_TOKEN * 2];
    let mut length = 0;
    let mut starts = [0_usize; LONGEST_TOKEN + 1];
    let mut count = 0;
    let mut before = ' ';
    for c in token.chars().take(LONGEST_TOKEN) {
        if c.is_ascii_alphanumeric() {
            let begins = !before.is_ascii_alphanumeric()
                || c.is_ascii_uppercase() && !before.is_ascii_uppercase()
                || c.is_ascii_digit() != before.is_ascii_digit();
            if begins {
                words[length] = b'-';
                length += 1;
                starts[count] = length;
                count += 1;
            }
            words[length] = c.to_ascii_lowercase() as u8;
            length += 1;
        }
        before = c;
    }
    // Behind the last word stands the sign of one that does not come.
    starts[count] = length + 1;
    for first in 0..count {
        for behind in first + 1..=count.min(first + LONGEST_NAME) {
            see(&words[starts[first]..starts[behind] - 1]);
        }
    }
}

/// Gives the places in the table of the rules that know a class name or an id to `see`.
pub(super) fn each_place(token: &str, see: &mut dyn FnMut(&[u16])) {
    let mut lower = [0_u8; LONGEST_TOKEN];
    if let Some(lower) = lower.get_mut(..token.len()) {
        lower.copy_from_slice(token.as_bytes());
        lower.make_ascii_lowercase();
        if let Some(places) = TOKENS.get(lower) {
            see(places);
        }
    }
    each_name(token, |name| {
        if let Some(places) = ELEMENT_WORDS.get(name) {
            see(places);
        }
    });
}

/// The places of the user's own rules for elements, by the names they know.
#[derive(Debug, Default)]
pub(super) struct OwnElements {
    tokens: FxHashMap<String, Vec<usize>>,
    words: FxHashMap<Vec<u8>, Vec<usize>>,
}

impl OwnElements {
    /// The index of rules.
    pub fn of(rules: &[Rule]) -> Self {
        let mut index = Self::default();
        for (place, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.at == At::Element) {
            for token in &rule.tokens {
                index.tokens.entry(token.to_ascii_lowercase()).or_default().push(place);
            }
            for word in &rule.words {
                index.words.entry(word.to_ascii_lowercase().into_bytes()).or_default().push(place);
            }
        }
        index
    }

    /// Gives the places of the rules that know a class name or an id to `see`.
    pub fn each_place(&self, token: &str, see: &mut dyn FnMut(&[usize])) {
        if let Some(places) = self.tokens.get(token.to_ascii_lowercase().as_str()) {
            see(places);
        }
        each_name(token, |name| {
            if let Some(places) = self.words.get(name) {
                see(places);
            }
        });
    }
}
