//! A *memo* of what the rules of the program found in the lines and addresses of a document: a line is asked half a dozen
//! times on its way into an article, and pages repeat their lines. Each thread has one, which begins anew with each
//! document; what it tells is what the rules would find, whether it knows or not.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::prefilter::Candidates;

/// The longest text that is remembered, in bytes.
const LONGEST: usize = 4096;
/// The most that is remembered at a time, in bytes.
const MOST: usize = 1 << 20;
/// A longer text is taken to be as long as this, in characters: no rule cuts so much but those that cut any length.
const MOST_COUNTED: usize = 20_001;

/// What a text is, by which other rules are for it.
#[derive(Clone, Copy, Debug)]
pub(super) enum TextKind {
    Line,
    Whole,
}

/// What is known of a text.
#[derive(Clone, Copy)]
pub(super) struct KnownText {
    /// How long it is, in characters.
    pub length: usize,
    /// Of the rules for texts of its kind and length those that it can be for.
    pub candidates: Candidates,
    kind: TextKind,
    /// The rules whose patterns were run on it, and those of them that match.
    asked: u128,
    matching: u128,
}

/// The texts that are remembered, for each kind.
#[derive(Default)]
struct Memo {
    known: [FxHashMap<Box<str>, KnownText>; 2],
    bytes: usize,
}

impl Memo {
    fn clear(&mut self) {
        self.known.iter_mut().for_each(FxHashMap::clear);
        self.bytes = 0;
    }
}

thread_local! {
    static MEMO: RefCell<Memo> = RefCell::default();
}

/// Forgets the texts of the document before.
pub(crate) fn forget() {
    MEMO.with_borrow_mut(Memo::clear);
}

/// What is known of a text now. `among` says which rules are for one of so many characters: it is looked through for
/// these.
pub(super) fn known(kind: TextKind, text: &str, among: impl FnOnce(usize) -> u128) -> KnownText {
    let fresh = || {
        let length = match kind {
            TextKind::Whole if text.len() >= MOST_COUNTED => text.chars().take(MOST_COUNTED).count(),
            _ => text.chars().count(),
        };
        KnownText { length, candidates: Candidates::of(text, among(length)), kind, asked: 0, matching: 0 }
    };
    if text.len() > LONGEST {
        return fresh();
    }
    MEMO.with_borrow_mut(|memo| match memo.known[kind as usize].get(text) {
        Some(known) => *known,
        None => {
            if memo.bytes > MOST {
                memo.clear();
            }
            let known = fresh();
            memo.bytes += text.len() + size_of::<KnownText>();
            memo.known[kind as usize].insert(text.into(), known);
            known
        }
    })
}

impl KnownText {
    /// Whether the pattern of the rule with a number matches the text: `run` tells, where it is not known.
    pub fn matches(&self, text: &str, number: u32, run: impl FnOnce() -> bool) -> bool {
        let bit = 1 << number;
        if self.asked & bit != 0 {
            return self.matching & bit != 0;
        }
        let matches = run();
        MEMO.with_borrow_mut(|memo| {
            if let Some(known) = memo.known[self.kind as usize].get_mut(text) {
                known.asked |= bit;
                known.matching |= if matches { bit } else { 0 };
            }
        });
        matches
    }
}
