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

/// What is known of a line that was asked of.
struct KnownLine {
    /// Of all rules those that it can be for.
    candidates: Candidates,
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

/// Of some rules those that a line can be for.
pub(super) fn candidates(line: &str, rules: u128) -> Candidates {
    if line.len() > LONGEST {
        return Candidates::of(line, rules);
    }
    let all = LINES.with_borrow_mut(|lines| match lines.get(line) {
        Some(known) => known.candidates,
        None => {
            if lines.len() == MOST {
                lines.clear();
            }
            let candidates = Candidates::of(line, u128::MAX);
            lines.insert(line.into(), KnownLine { candidates, asked: 0, matching: 0 });
            candidates
        }
    });
    Candidates { lines: all.lines & rules, patterns: all.patterns & rules }
}

/// Whether the pattern of the rule with a number matches a line: `run` tells, where it is not known.
pub(super) fn matches(line: &str, number: u32, run: impl FnOnce() -> bool) -> bool {
    let bit = 1 << number;
    let known = LINES.with_borrow(|lines| {
        let known = lines.get(line).filter(|known| known.asked & bit != 0)?;
        Some(known.matching & bit != 0)
    });
    known.unwrap_or_else(|| {
        let matches = run();
        LINES.with_borrow_mut(|lines| {
            if let Some(known) = lines.get_mut(line) {
                known.asked |= bit;
                known.matching |= if matches { bit } else { 0 };
            }
        });
        matches
    })
}
