//! *Phrases* whose characters become something else together than each does by itself, as an automaton (fst): 头发 of which
//! 发 is 髮 and not 發, 银行 of which 行 is háng and not xíng.
//!
//! A phrase is written down only where its characters, and shorter phrases in it, do not say the same. What is said of it
//! is which of its characters become what, as a number: of each the place in the phrase and the number of what it becomes.
//! `src/chinese/phrases.rs` reads what is written here.

use std::collections::{BTreeMap, HashMap};

/// The bits of a place in a phrase, there and here.
const PLACE_BITS: u32 = 4;

/// Phrases by what their characters become: numbers.
pub struct Phrases<D: Fn(char) -> u32> {
    /// What a character becomes where no phrase says otherwise.
    default: D,
    kept: HashMap<String, Vec<u32>>,
}

impl<D: Fn(char) -> u32> Phrases<D> {
    /// The phrases that are needed of these, each with a number a character. What is too long for a number is left out:
    /// proverbs, whose parts are phrases too.
    pub fn of(mut all: Vec<(String, Vec<u32>)>, default: D) -> Self {
        all.sort_by_cached_key(|(phrase, _)| (phrase.chars().count(), phrase.clone()));
        let mut phrases = Self { default, kept: HashMap::new() };
        for (phrase, numbers) in all {
            if numbers.len() < 1 << PLACE_BITS && phrases.became(&phrase) != numbers {
                phrases.kept.insert(phrase, numbers);
            }
        }
        phrases
    }

    /// What the characters of a text become by what is kept so far, the longest phrases first.
    fn became(&self, text: &str) -> Vec<u32> {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let (mut out, mut at, mut first) = (Vec::with_capacity(ends.len()), 0, 0);
        while first < ends.len() {
            let known = (first + 1..ends.len()).rev().find_map(|last| {
                let numbers = self.kept.get(&text[at..ends[last]])?;
                Some((last, numbers))
            });
            match known {
                Some((last, numbers)) => {
                    out.extend(numbers);
                    (at, first) = (ends[last], last + 1);
                }
                None => {
                    out.extend(text[at..].chars().next().map(&self.default));
                    (at, first) = (ends[first], first + 1);
                }
            }
        }
        out
    }

    /// The changes of a phrase: of which of its characters the number is not that of the character alone.
    fn changes(&self, phrase: &str) -> Vec<(usize, u32)> {
        let numbers = self.kept.get(phrase).map(Vec::as_slice).unwrap_or_default();
        let own = phrase.chars().zip(numbers).enumerate();
        let changed = own.filter(|(_, (c, number))| (self.default)(*c) != **number);
        changed.map(|(place, (_, &number))| (place, number)).collect()
    }

    /// The numbers that characters become in phrases only.
    pub fn changed(&self) -> impl Iterator<Item = u32> {
        self.kept.keys().flat_map(|phrase| self.changes(phrase)).map(|(_, number)| number)
    }

    /// The automaton, with some keys of one character besides. Its numbers are of so many bits, and `place` gives those
    /// it has for ours.
    pub fn automaton(
        &self,
        bits: u32,
        singles: impl Iterator<Item = (char, u32)>,
        place: impl Fn(u32) -> Option<u32>,
    ) -> Result<Vec<u8>, String> {
        let width = PLACE_BITS + bits;
        let packed = |changes: &[(usize, u32)]| -> Result<u64, String> {
            changes.iter().rev().try_fold(0, |all, &(at, number)| {
                let number = place(number).filter(|number| (number + 1) >> bits == 0);
                let number = number.ok_or_else(|| format!("a number does not go into {bits} bits"))?;
                Ok(all << width | (u64::from(number) + 1) << PLACE_BITS | at as u64)
            })
        };
        let mut keys: BTreeMap<String, u64> = BTreeMap::new();
        for (c, number) in singles {
            keys.insert(c.to_string(), packed(&[(0, number)])?);
        }
        for phrase in self.kept.keys() {
            let changes = self.changes(phrase);
            if changes.len() <= (u64::BITS / width) as usize {
                keys.insert(phrase.clone(), packed(&changes)?);
            }
        }
        let mut map = fst::MapBuilder::memory();
        for (key, value) in keys {
            map.insert(key, value).map_err(|error| error.to_string())?;
        }
        map.into_inner().map_err(|error| error.to_string())
    }
}
