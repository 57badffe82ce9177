//! The *headwords* of a dictionary: where each stands, found by the hash of its fold.

use std::borrow::Cow;
use std::hash::Hasher;

use rayon::slice::ParallelSliceMut;
use rustc_hash::FxHasher;

use crate::search::{Folded, Folds};

/// What does not count when words are compared.
const FOLDS: Folds = Folds::WIDTH.with(Folds::CASE).with(Folds::SCRIPT).with(Folds::INVISIBLE);

/// A word in the form in which it is compared.
pub(super) fn fold_key(word: &str) -> Cow<'_, str> {
    let word = word.trim();
    if !word.is_ascii() {
        return Folded::by(word, FOLDS).text().to_owned().into();
    }
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) { word.to_ascii_lowercase().into() } else { word.into() }
}

/// Where headwords stand.
#[derive(Debug, Default)]
pub(super) struct Headwords {
    /// The hash of each in the upper half, its place in the lower; in order once all are there.
    rows: Vec<u64>,
}

impl Headwords {
    /// One more, at a place.
    pub fn push(&mut self, word: &str, place: u32) {
        self.rows.push(hash(&fold_key(word)) << 32 | u64::from(place));
    }

    /// All are there.
    pub fn close(&mut self) {
        self.rows.par_sort_unstable();
        self.rows.dedup();
        self.rows.shrink_to_fit();
    }

    /// Where words with this fold may stand, and others by chance.
    pub fn places(&self, key: &str) -> impl Iterator<Item = u32> + '_ {
        let wanted = hash(key);
        let first = self.rows.partition_point(|row| row >> 32 < wanted);
        self.rows[first..].iter().take_while(move |row| **row >> 32 == wanted).map(|row| *row as u32)
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.rows.len()
    }
}

/// The hash of a fold, of 32 bits.
fn hash(key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish() >> 32
}
