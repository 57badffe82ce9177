//! The *index* of the rules for elements: a page has tens of thousands of class names, and asks of each.

use rustc_hash::FxHashMap;

use super::class_names::{LONGEST_TOKEN, each_name};
use super::compiled::{ELEMENT_WORDS, TOKENS};
use super::kinds::At;
use super::rule::Rule;

/// Gives the places in the table of the rules that know a class name or an id to `see`.
pub(super) fn each_place(token: &str, see: &mut dyn FnMut(&[u16])) {
    let mut lower = [0_u8; LONGEST_TOKEN];
    if let Some(lower) = lower.get_mut(..token.len()) {
        lower.copy_from_slice(token.as_bytes());
        lower.make_ascii_lowercase();
        if let Some(list) = TOKENS.get(lower) {
            see(list.places());
        }
    }
    each_name(token, |name| {
        if let Some(list) = ELEMENT_WORDS.get(name) {
            see(list.places());
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
