//! How the table is *laid out*: names in slots by their hash, words in slots by the hash of their first two characters,
//! sets of rules by character. A set of rules is a number with a bit for each.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use regex_syntax::hir::ClassUnicode;

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
    let entries: String = entries.iter().map(|(name, means)| format!("({name:?}, {means}),\n")).collect();
    format!("NameTable {{ slots: &{slots:?}, entries: &[\n{entries}] }}")
}

/// The words of the rules: `BEGINS`, which has a bit for the characters that they begin with, `SLOTS`, which tells by two characters where in `WORDS` the words begin that begin with them.
pub fn words(rules: &BTreeMap<String, Rules>) -> String {
    let mut groups: BTreeMap<usize, Vec<(&String, &Rules)>> = BTreeMap::new();
    for (word, rules) in rules {
        let mut chars = word.chars();
        let slot = match (chars.next(), chars.next()) {
            (Some(first), Some(second)) => hash::of_pair(first, second),
            (Some(only), None) => hash::of_pair('\0', only),
            (None, _) => continue,
        };
        groups.entry(slot).or_default().push((word, rules));
    }
    let mut begins = vec![0_u64; hash::FIRST_BITS / 64];
    for first in rules.keys().filter_map(|word| word.chars().next()) {
        let bit = hash::of_first(first);
        begins[bit / 64] |= 1 << (bit % 64);
    }
    let mut slots = vec![0_usize; 1 << hash::PAIR_BITS];
    let mut listed = String::new();
    let mut count = 0;
    for (slot, group) in groups {
        slots[slot] = count + 1;
        count += group.len();
        let last = group.len() - 1;
        for (at, (word, rules)) in group.into_iter().enumerate() {
            let _ = writeln!(listed, "Word {{ text: {word:?}, rules: {rules:#x}, last: {} }},", at == last);
        }
    }
    format!(
        "pub(super) static BEGINS: [u64; {}] = {begins:?};\npub(super) static SLOTS: [u16; {}] = {slots:?};\n\
         pub(super) static WORDS: [Word; {count}] = [\n{listed}];\n",
        begins.len(),
        slots.len()
    )
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
