//! *Keywords*: the words a reader keeps lit while reading, each in its own colour.
//!
//! A keyword is compared as a word of a [query](super::Query) is, under all folds and with smart case, but by its
//! letters only: what is lit all day should be what it says. Spaces in it are part of it. It has a
//! name to be shown by, a colour, and can be switched off without being forgotten.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cancel::Cancel;
use super::document::{Body, TextRef};
use super::fold::{Folded, Folds};
use super::query::Literal;

/// The number of a keyword colour, from 0 to [`Slot::COUNT`] - 1. Which colour that is, the theme says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(u8);

impl Slot {
    /// How many colours there are. More keywords than that share them.
    pub const COUNT: u8 = 10;

    /// The slot of an index; `None` beyond the last.
    pub fn new(index: usize) -> Option<Self> {
        u8::try_from(index).ok().filter(|&index| index < Self::COUNT).map(Self)
    }

    /// The slot as an index below [`Slot::COUNT`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One word and its colour.
#[derive(Clone, Debug)]
pub struct Keyword {
    pattern: String,
    name: Option<String>,
    literal: Literal,
    slot: Slot,
    on: bool,
}

impl Keyword {
    /// The word as it was typed.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// What it is called: the word itself where it has no name.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.pattern)
    }

    /// Its colour.
    pub fn slot(&self) -> Slot {
        self.slot
    }

    /// Whether it is lit.
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// Where it is in a text, in order, whatever other keywords claim.
    pub fn find_in(&self, text: TextRef<'_>) -> Vec<Range<usize>> {
        self.literal.find_in(text).into_iter().map(|find| find.range).collect()
    }

    /// Where it is in a text that is not folded yet.
    pub fn find_in_text(&self, text: &str) -> Vec<Range<usize>> {
        let fold = Folded::new(text);
        self.find_in(TextRef { original: text, folded: fold.view() })
    }

    /// Whether it may be in a text, told from its full fold: false where it is not.
    pub fn may_be_in(&self, folded: &[u8]) -> bool {
        self.literal.may_be_in(folded)
    }

    /// How often it is in a body, whatever other keywords claim.
    pub fn count_in(&self, body: &Body<'_>) -> usize {
        self.literal.find_in_body(body, &Cancel::default()).len()
    }
}

/// The words to light up, in the order they were added.
///
/// Invariant: no two of them ask the same.
#[derive(Clone, Debug, Default)]
pub struct Keywords {
    words: Vec<Keyword>,
}

impl Keywords {
    /// The keywords, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Keyword> {
        self.words.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Adds a word. It gets the colour that the fewest words have, the first of them where several do. False if it is
    /// there already or blank.
    pub fn add(&mut self, pattern: &str) -> bool {
        let Some(literal) = literal(pattern) else { return false };
        if self.position(&literal).is_some() {
            return false;
        }
        let users = |slot: &Slot| self.words.iter().filter(|word| word.slot == *slot).count();
        let slot = (0..Slot::COUNT).map(Slot).min_by_key(users).unwrap_or_default();
        self.words.push(Keyword { pattern: pattern.to_owned(), name: None, literal, slot, on: true });
        true
    }

    /// Takes a word away. False if it was not there. The other words keep their colours.
    pub fn remove(&mut self, pattern: &str) -> bool {
        let ix = literal(pattern).and_then(|literal| self.position(&literal));
        ix.map(|ix| self.words.remove(ix)).is_some()
    }

    /// Takes a word away if it is there, adds it if not. Whether it is there now.
    pub fn toggle(&mut self, pattern: &str) -> bool {
        !self.remove(pattern) && self.add(pattern)
    }

    /// Lights a word or puts it out, without taking it away. False if it is not there.
    pub fn set_on(&mut self, pattern: &str, on: bool) -> bool {
        self.get_mut(pattern).map(|word| word.on = on).is_some()
    }

    /// Gives a word another colour. False if it is not there.
    pub fn set_slot(&mut self, pattern: &str, slot: Slot) -> bool {
        self.get_mut(pattern).map(|word| word.slot = slot).is_some()
    }

    /// Gives a word a name; a blank one takes it away. False if it is not there.
    pub fn set_name(&mut self, pattern: &str, name: &str) -> bool {
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        self.get_mut(pattern).map(|word| word.name = name).is_some()
    }

    /// Where the lit words are in `text`, in order, none overlapping another.
    pub fn find_in(&self, text: &str) -> Vec<(Range<usize>, Slot)> {
        if self.words.iter().all(|word| !word.on) {
            return Vec::new();
        }
        let fold = Folded::new(text);
        self.find_in_folded(TextRef { original: text, folded: fold.view() })
    }

    /// [`find_in`](Self::find_in) for a text that is folded already. Where two words claim the same bytes the one with
    /// the longer pattern has them (天津市委 before 天津), of equals the one added first; the other is not lit there.
    fn find_in_folded(&self, text: TextRef<'_>) -> Vec<(Range<usize>, Slot)> {
        let mut words: Vec<&Keyword> = self.words.iter().filter(|word| word.on).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.literal.folded().chars().count()));
        let mut taken: BTreeMap<usize, (usize, Slot)> = BTreeMap::new();
        for word in words {
            for range in word.find_in(text) {
                let before = taken.range(..range.end).next_back();
                if before.is_none_or(|(_, &(end, _))| end <= range.start) {
                    taken.insert(range.start, (range.end, word.slot));
                }
            }
        }
        taken.into_iter().map(|(start, (end, slot))| (start..end, slot)).collect()
    }

    fn position(&self, literal: &Literal) -> Option<usize> {
        self.words.iter().position(|word| word.literal.same_as(literal))
    }

    fn get_mut(&mut self, pattern: &str) -> Option<&mut Keyword> {
        let ix = literal(pattern).and_then(|literal| self.position(&literal))?;
        self.words.get_mut(ix)
    }
}

/// The pattern of a keyword; `None` if it is blank.
fn literal(pattern: &str) -> Option<Literal> {
    Literal::new(pattern, Folds::ALL, None, false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Block, BlockKind, SafeText};
    use crate::search::fold::FoldedStack;

    fn keywords(words: &[&str]) -> Keywords {
        let mut keywords = Keywords::default();
        for word in words {
            keywords.add(word);
        }
        keywords
    }

    /// A text with every find between « and », the slot's number before it.
    fn marked(keywords: &Keywords, text: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        for (range, slot) in keywords.find_in(text) {
            out.push_str(&format!("{}{}«{}»", &text[done..range.start], slot.index(), &text[range.clone()]));
            done = range.end;
        }
        out + &text[done..]
    }

    #[test]
    fn pictures() {
        for (words, text, expected) in [
            (&["天津", "会议"][..], "天津市会議", "0«天津»市1«会議»"),
            (&["天津", "天津市委"], "天津市委在天津开会", "1«天津市委»在0«天津»开会"),
            (&["天津市", "市委书记"], "天津市委书记", "天津1«市委书记»"),
            (&["gdp", "GDP"], "GDP与gdp", "0«GDP»与0«gdp»"),
            (&["11:30"], "11：30", "0«11：30»"),
            (&["tjsw", "市委 书记"], "天津市委书记", "天津1«市委书记»"),
            (&[], "天津", "天津"),
        ] {
            assert_eq!(marked(&keywords(words), text), expected, "{words:?} in {text}");
        }
    }

    #[test]
    fn a_set_with_colours() {
        let mut set =
            keywords(&["一", "二", "三", "四", "五", "六", "七", "甲", "乙", "丙", "丁", "  ", "一", "\u{200B}一"]);
        let slots: Vec<usize> = set.iter().map(|word| word.slot().index()).collect();
        assert_eq!(slots, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
        assert!(!set.toggle("三"), "it was there");
        assert!(set.toggle("八"));
        let eighth = set.iter().last().expect("八");
        assert_eq!((eighth.pattern(), eighth.slot().index()), ("八", 2), "the free colour");
        assert!(!set.remove("九"));
        assert!(!set.is_empty());
    }

    #[test]
    fn named_switched_and_recoloured() {
        let mut set = keywords(&["疫情", "天津"]);
        assert!(set.set_name("疫情", " 防疫 ") && set.set_slot("天津", Slot::new(4).expect("a slot")));
        assert_eq!(set.iter().map(Keyword::name).collect::<Vec<_>>(), ["防疫", "天津"]);
        assert_eq!(marked(&set, "天津疫情"), "4«天津»0«疫情»");
        assert!(set.set_on("疫情", false) && !set.set_on("北京", false));
        assert_eq!(marked(&set, "天津疫情"), "4«天津»疫情");
        assert!(
            set.set_name("疫情", "") && set.iter().next().is_some_and(|word| word.name() == "疫情" && !word.is_on())
        );
        assert_eq!((set.len(), Slot::new(usize::from(Slot::COUNT))), (2, None));
    }

    #[test]
    fn counts() {
        let blocks: Vec<Block> = ["疫情，疫\n情", "天津", "疫情"]
            .map(|text| Block::plain(BlockKind::Paragraph, SafeText::body(text)))
            .into();
        let mut stack = FoldedStack::default();
        for block in &blocks {
            stack.push(block.text());
        }
        let body = Body { folded: &stack, blocks: &blocks };
        let set = keywords(&["疫情", "天津", "天", "无"]);
        assert_eq!(set.iter().map(|word| word.count_in(&body)).collect::<Vec<_>>(), [3, 1, 1, 0]);
    }

    proptest! {
        #[test]
        fn ranges_never_overlap(words in prop::collection::vec("[aA天津市委]{1,3}", 0..12), text in "[aA天津市委，]{0,30}") {
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
