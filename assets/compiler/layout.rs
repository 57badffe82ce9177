//! How the table is *laid out*: names in slots by their hash, words in slots by the hash of their first two characters,
//! sets of rules by character. A set of rules is a number with a bit for each.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use regex_syntax::hir::ClassUnicode;

use crate::expression::LISTS;
use crate::hash;

/// A set of rules.
pub type Rules = u128;

/// A table of names, as Rust; each name with the Rust of what it stands for.
pub fn names(entries: &BTreeMap<String, String>) -> String {
    let size = (entries.len() * 2).max(8).next_power_of_two();
    let mut slots = vec![0_usize; size];
    for (at, name) in entries.keys().enumerate() {
        let mut slot = hash::of_name(name.as_bytes()) as usize % size;
        while slots[slot] != 0 {
            slot = (slot + 1) % size;
        }
        slots[slot] = at + 1;
    }
    let means: Vec<&str> = entries.values().map(String::as_str).collect();
    let names = strings(entries.keys().map(String::as_str));
    format!("NameTable {{ slots: &{slots:?}, names: {names}, means: &[{}] }}", means.join(", "))
}

/// Strings in a row, as Rust.
pub fn strings<'s>(strings: impl Iterator<Item = &'s str>) -> String {
    let mut text = String::new();
    let mut ends = Vec::new();
    for string in strings {
        text.push_str(string);
        ends.push(text.len());
    }
    format!("Strings {{ text: {text:?}, ends: &{ends:?} }}")
}

/// The characters of the basic plane, where all words are.
const PLANE: usize = 1 << 16;

/// The words of the rules: `SLOTS`, which tells by two characters where in `WORDS` the words begin that begin with them,
/// and bits for the characters and pairs of them that any word begins with.
pub fn words(rules: &BTreeMap<String, [Rules; LISTS]>) -> String {
    let mut groups: BTreeMap<usize, Vec<(&String, &[Rules; LISTS])>> = BTreeMap::new();
    let mut char_rules: Rules = 0;
    let mut begins = vec![0_u64; PLANE / 64];
    let mut chars = vec![0_u64; hash::CHAR_MARKS / 64];
    let mut pairs = vec![0_u64; hash::PAIR_MARKS / 64];
    for (word, rules) in rules {
        let mut own = word.chars();
        let pair = match (own.next(), own.next()) {
            (Some(first), Some(second)) => {
                let pair = hash::of_pair(first, second);
                set(&mut pairs, hash::mark(pair));
                pair
            }
            (Some(only), None) => {
                set(&mut chars, hash::of_char(only));
                char_rules |= rules.iter().fold(0, |all, own| all | own);
                hash::of_pair('\0', only)
            }
            (None, _) => continue,
        };
        let first = word.chars().next().map_or(0, u32::from);
        assert!((first as usize) < PLANE, "the first character of {word} is not in the basic plane");
        set(&mut begins, first as usize);
        groups.entry(hash::slot(pair)).or_default().push((word, rules));
    }
    let mut slots = vec![0_usize; hash::SLOTS];
    let mut listed = String::new();
    let mut texts: Vec<&str> = Vec::new();
    let mut count = 0;
    for (slot, group) in groups {
        slots[slot] = count + 1;
        count += group.len();
        let last = group.len() - 1;
        for (at, (word, rules)) in group.into_iter().enumerate() {
            texts.push(word);
            let _ = writeln!(listed, "Word {{ rules: {rules:?}, last: {} }},", at == last);
        }
    }
    format!(
        "pub(super) const CHAR_RULES: u128 = {char_rules:#x};\npub(super) static BEGIN_MARKS: [u64; {}] = {begins:?};\n\
         pub(super) static CHAR_MARKS: [u64; {}] = {chars:?};\npub(super) static PAIR_MARKS: [u64; {}] = {pairs:?};\n\
         pub(super) static SLOTS: [u16; {}] = {slots:?};\npub(super) static WORDS: [Word; {count}] = [\n{listed}];\n\
         pub(super) static WORD_TEXTS: Strings = {};\n",
        begins.len(),
        chars.len(),
        pairs.len(),
        slots.len(),
        strings(texts.into_iter())
    )
}

fn set(bits: &mut [u64], bit: usize) {
    bits[bit / 64] |= 1 << (bit % 64);
}

/// For each stretch of characters the rules that allow it at one place of a text: a stretch goes from its first
/// character to that of the next.
pub fn edges(name: &str, allowed: &[(Rules, Option<ClassUnicode>)]) -> String {
    let mut starts: BTreeSet<u32> = [0].into();
    for range in allowed.iter().filter_map(|(_, set)| set.as_ref()).flat_map(|set| set.ranges()) {
        starts.extend([u32::from(range.start()), u32::from(range.end()) + 1]);
    }
    let holds = |set: &ClassUnicode, c: u32| {
        set.ranges().iter().any(|range| (u32::from(range.start())..=u32::from(range.end())).contains(&c))
    };
    let mut listed = String::new();
    let mut count = 0;
    let mut before = None;
    for start in starts {
        let held = allowed.iter().filter(|(_, set)| set.as_ref().is_none_or(|set| holds(set, start)));
        let rules = held.fold(0, |rules, (own, _)| rules | own);
        if before != Some(rules) {
            let _ = writeln!(listed, "({start:#x}, {rules:#x}),");
            count += 1;
            before = Some(rules);
        }
    }
    format!("pub(super) static {name}: [(u32, u128); {count}] = [\n{listed}];\n")
}
