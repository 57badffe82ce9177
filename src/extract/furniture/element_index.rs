//! The *index* of the rules for elements: a page has tens of thousands of class names, and asks of each.

use rustc_hash::FxHashMap;

use super::table::{At, Rule};

/// The longest name in `words`, in words.
const LONGEST_NAME: usize = 3;

/// The runs of up to [`LONGEST_NAME`] words in a class name or an id: `postAuthor__bio` holds `post`, `post-author`,
/// `post-author-bio`, `author`, `author-bio` and `bio`.
pub(super) fn names_in(token: &str) -> impl Iterator<Item = String> {
    let mut words = String::with_capacity(token.len() + 8);
    let mut starts: Vec<usize> = Vec::new();
    let mut before = ' ';
    for c in token.chars().take(LONGEST_TOKEN) {
        if c.is_ascii_alphanumeric() {
            let begins = !before.is_ascii_alphanumeric()
                || c.is_ascii_uppercase() && !before.is_ascii_uppercase()
                || c.is_ascii_digit() != before.is_ascii_digit();
            if begins {
                words.push('-');
                starts.push(words.len());
            }
            words.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    (0..starts.len()).flat_map(move |at| {
        let ends = starts[at..].iter().skip(1).map(|next| next - 1).chain([words.len()]).take(LONGEST_NAME);
        ends.map(|end| words[starts[at]..end].to_owned()).collect::<Vec<_>>()
    })
}

/// The longest class name that is read, in characters.
const LONGEST_TOKEN: usize = 80;

/// The places of the rules for elements, by the names they know.
#[derive(Debug, Default)]
pub(super) struct ElementIndex {
    tokens: FxHashMap<String, Vec<usize>>,
    words: FxHashMap<String, Vec<usize>>,
}

impl ElementIndex {
    /// The index of rules, each with its place.
    pub fn of<'r>(rules: impl Iterator<Item = (usize, &'r Rule)>) -> Self {
        let mut index = Self::default();
        for (place, rule) in rules.filter(|(_, rule)| rule.at == At::Element) {
            for token in &rule.tokens {
                index.tokens.entry(token.to_ascii_lowercase()).or_default().push(place);
            }
            for word in &rule.words {
                index.words.entry(word.to_ascii_lowercase()).or_default().push(place);
            }
        }
        index
    }

    /// Gives the places of the rules that know a class name or an id to `see`, for each name in it.
    pub fn places(&self, token: &str, see: &mut dyn FnMut(&[usize])) {
        if let Some(places) = self.tokens.get(token.to_ascii_lowercase().as_str()) {
            see(places);
        }
        for name in names_in(token) {
            if let Some(places) = self.words.get(name.as_str()) {
                see(places);
            }
        }
    }
}
