//! What every folded character may be read as: the syllables of pinyin, without tones.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::fold::Folded;
use crate::chinese::syllables;

/// The code points of the basic plane.
pub(super) const PLANE: usize = 0x10000;

/// The spellings of all folded characters. A folded character has those of every character that is folded to it.
pub(super) struct Spellings {
    /// The sets of syllables that characters have, by their numbers.
    pub(super) sets: Vec<Vec<u16>>,
    /// The number of the set of each character, for those that have one.
    pub(super) of: FxHashMap<char, u16>,
    /// The same for the basic plane, plus one; 0 where there is none.
    pub(super) plane: Box<[u16]>,
}

pub(super) static SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| {
    let mut of: FxHashMap<char, Vec<u16>> = FxHashMap::default();
    for c in syllables::characters() {
        let own = syllables::syllables(c);
        if own.is_empty() {
            continue;
        }
        let mut bytes = [0; 4];
        let fold = Folded::new(c.encode_utf8(&mut bytes));
        if let Some(folded) = fold.text().chars().next() {
            of.entry(folded).or_default().extend(own);
        }
    }
    let mut sets: Vec<Vec<u16>> = Vec::new();
    let mut known: FxHashMap<Vec<u16>, u16> = FxHashMap::default();
    let mut plane = vec![0; PLANE].into_boxed_slice();
    let of = of
        .into_iter()
        .map(|(c, mut own)| {
            own.sort_unstable();
            own.dedup();
            let number = *known.entry(own.clone()).or_insert_with(|| {
                sets.push(own);
                (sets.len() - 1) as u16
            });
            if let Some(slot) = plane.get_mut(c as usize) {
                *slot = number + 1;
            }
            (c, number)
        })
        .collect();
    Spellings { sets, of, plane }
});
