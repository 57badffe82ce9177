//! A *memo* of what the rules of the program found in the lines of a document: a line is asked half a dozen times on its
//! way into an article, and pages repeat their lines. Each thread has one, which begins anew with each document; what it
//! tells is what the rules would find, whether it knows or not.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::prefilter::Candidates;

/// The longest line that is remembered, in bytes. Few rules are for longer ones.
const LONGEST: usize = 300;
/// The most lines that are remembered at a time.
const MOST: usize = 10_000;

/// What is known of a line.
#[derive(Clone, Copy)]
pub(super) struct KnownLine {
    /// How long it is, in characters.
    pub length: usize,
    /// Of all rules those that it can be for.
    pub candidates: Candidates,
    /// The rules whose patterns were run on it, and those of them that match.
    asked: u128,
    matching: u128,
}

thread_local! {
    static LINES: RefCell<FxHashMap<Box<str>, KnownLine>> = RefCell::default();
}

/// Forgets the lines of the document before.
pub(crate) fn forget() {
    LINES.with_borrow_mut(FxHashMap::clear);
}

/// What is known of a line now. `among` says, for a line of so many characters, which rules it is asked for: one that is
/// too long to be remembered is looked through for these only, and for no others.
pub(super) fn known(line: &str, among: impl FnOnce(usize) -> u128) -> KnownLine {
    let length = line.chars().count();
    let fresh = |rules| KnownLine { length, candidates: Candidates::of(line, rules), asked: 0, matching: 0 };
    if line.len() > LONGEST {
        return fresh(among(length));
    }
    LINES.with_borrow_mut(|lines| match lines.get(line) {
        Some(known) => *known,
        None => {
            if lines.len() == MOST {
                lines.clear();
            }
            let known = fresh(u128::MAX);
            lines.insert(line.into(), known);
            known
        }
    })
}

impl KnownLine {
    /// Whether the pattern of the rule with a number matches the line: `run` tells, where it is not known.
    pub fn matches(&self, line: &str, number: u32, run: impl FnOnce() -> bool) -> bool {
        let bit = 1 << number;
        if self.asked & bit != 0 {
            return self.matching & bit != 0;
        }
        let matches = run();
        LINES.with_borrow_mut(|lines| {
            if let Some(known) = lines.get_mut(line) {
                known.asked |= bit;
                known.matching |= if matches { bit } else { 0 };
            }
        });
        matches
    }
}
