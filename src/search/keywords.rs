//! *Keywords*: the words a reader keeps lit while reading, each in its own colour.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Fold, FoldOptions, Query};

/// The number of a keyword colour, from 0 to [`Slot::COUNT`] - 1. Which colour that is, the theme says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(u8);

impl Slot {
    /// How many colours there are.
    pub const COUNT: u8 = 6;

    /// The slot as an index below [`Slot::COUNT`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One word and its colour.
#[derive(Clone, Debug)]
pub struct Keyword {
    query: Query,
    slot: Slot,
}

impl Keyword {
    /// The word as it was typed.
    pub fn pattern(&self) -> &str {
        self.query.pattern()
    }

    /// Its colour.
    pub fn slot(&self) -> Slot {
        self.slot
    }
}

/// The words to light up, in the order they were added.
///
/// Invariant: no two of them ask the same.
#[derive(Clone, Debug, Default)]
pub struct Keywords(Vec<Keyword>);

impl Keywords {
    /// The keywords, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Keyword> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a word. It gets the colour that the fewest words have, the first of them where several do. False if it is
    /// there already or blank.
    pub fn add(&mut self, pattern: &str) -> bool {
        let Some(query) = Query::parse(pattern) else { return false };
        if self.position(&query).is_some() {
            return false;
        }
        let users = |slot: &Slot| self.0.iter().filter(|word| word.slot == *slot).count();
        let slot = (0..Slot::COUNT).map(Slot).min_by_key(users).unwrap_or_default();
        self.0.push(Keyword { query, slot });
        true
    }

    /// Takes a word away. False if it was not there. The other words keep their colours.
    pub fn remove(&mut self, pattern: &str) -> bool {
        let ix = Query::parse(pattern).and_then(|query| self.position(&query));
        ix.map(|ix| self.0.remove(ix)).is_some()
    }

    /// Takes a word away if it is there, adds it if not. Whether it is there now.
    pub fn toggle(&mut self, pattern: &str) -> bool {
        !self.remove(pattern) && self.add(pattern)
    }

    /// Where the words are in `text`, in order, none overlapping another. Where two claim the same bytes the longer
    /// word has them (天津市委 before 天津), of equals the one added first.
    pub fn find_in(&self, text: &str) -> Vec<(Range<usize>, Slot)> {
        let mut words: Vec<&Keyword> = self.0.iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.query.length()));
        let mut folds: Vec<(FoldOptions, Fold<'_>)> = Vec::new();
        let mut taken: BTreeMap<usize, (usize, Slot)> = BTreeMap::new();
        for word in words {
            let options = word.query.options();
            if !folds.iter().any(|(made, _)| *made == options) {
                folds.push((options, Fold::new(text, options)));
            }
            let fold = folds.iter().find(|(made, _)| *made == options).map(|(_, fold)| fold);
            for range in fold.map(|fold| word.query.find_in_fold(fold)).unwrap_or_default() {
                let before = taken.range(..range.end).next_back();
                if before.is_none_or(|(_, &(end, _))| end <= range.start) {
                    taken.insert(range.start, (range.end, word.slot));
                }
            }
        }
        taken.into_iter().map(|(start, (end, slot))| (start..end, slot)).collect()
    }

    fn position(&self, query: &Query) -> Option<usize> {
        self.0.iter().position(|word| word.query.same_as(query))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keywords(words: &[&str]) -> Keywords {
        let mut keywords = Keywords::default();
        for word in words {
            keywords.add(word);
        }
        keywords
    }

    /// A text with every find between « and », the slot's number before it.
    fn marked(words: &[&str], text: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        for (range, slot) in keywords(words).find_in(text) {
            out.push_str(&format!("{}{}«{}»", &text[done..range.start], slot.index(), &text[range.clone()]));
            done = range.end;
        }
        out + &text[done..]
    }

    #[test]
    fn pictures() {
        for (words, text, expected) in [
            (&["天津", "会议"][..], "天津市会议", "0«天津»市1«会议»"),
            (&["天津", "天津市委"], "天津市委在天津开会", "1«天津市委»在0«天津»开会"),
            (&["天津市", "市委书记"], "天津市委书记", "天津1«市委书记»"),
            (&["gdp", "GDP"], "GDP与gdp", "0«GDP»与0«gdp»"),
            (&["11:30"], "11：30", "0«11：30»"),
            (&[], "天津", "天津"),
        ] {
            assert_eq!(marked(words, text), expected, "{words:?} in {text}");
        }
    }

    #[test]
    fn a_set_with_colours() {
        let mut set = keywords(&["一", "二", "三", "四", "五", "六", "七", "  ", "一", "\u{200B}一"]);
        let slots: Vec<usize> = set.iter().map(|word| word.slot().index()).collect();
        assert_eq!(slots, [0, 1, 2, 3, 4, 5, 0]);
        assert!(!set.toggle("三"), "it was there");
        assert!(set.toggle("八"));
        let eighth = set.iter().last().expect("八");
        assert_eq!((eighth.pattern(), eighth.slot().index()), ("八", 2), "the free colour");
        assert!(!set.remove("九"));
        assert!(!set.is_empty());
    }

    proptest! {
        #[test]
        fn ranges_never_overlap(words in prop::collection::vec("[aA天津市委]{1,3}", 0..5), text in "[aA天津市委，]{0,30}") {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut end = 0;
            for (range, _) in keywords(&words).find_in(&text) {
                prop_assert!(range.start >= end && range.end > range.start);
                prop_assert!(text.get(range.clone()).is_some());
                end = range.end;
            }
        }
    }
}
