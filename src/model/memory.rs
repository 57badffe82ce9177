//! *Memory*: what the program remembers between runs, as plain data. Where it is kept is the business of `state`.

use super::SafeText;

/// A word that is lit, as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptWord {
    /// The word.
    pub word: SafeText,
    /// What it is called, where that is not the word itself.
    pub name: Option<SafeText>,
    /// The number of its colour.
    pub slot: u8,
    /// Whether it is lit now.
    pub on: bool,
}

/// What is remembered at the start of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// What was searched for, the last first.
    pub searches: Vec<SafeText>,
    /// The words that are lit, in the order they were added.
    pub keywords: Vec<KeptWord>,
}

/// Something new to be remembered. Each is a whole: it is kept altogether or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// This was searched for.
    Searched(SafeText),
    /// A keyword is new, or has changed.
    Keyword(KeptWord),
    /// A keyword is gone.
    NoKeyword(SafeText),
}
