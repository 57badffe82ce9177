//! What can be wrong with a query, and where.

use std::fmt;
use std::ops::Range;

use crate::model::Words;

/// A query that cannot be asked as it stands.
#[derive(Clone, Debug)]
pub struct QueryError {
    /// The bytes of what was typed that are wrong.
    pub at: Range<usize>,
    /// What is wrong with them.
    pub what: Wrong,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There is nothing to look for.
    Empty,
    /// A quotation mark or bracket opens a phrase that nothing closes.
    OpenPhrase,
    /// A parenthesis that nothing closes.
    OpenGroup,
    /// A parenthesis closes what was not opened.
    NothingToClose,
    /// A regular expression without its second `/`.
    OpenRegex,
    /// OR with nothing before it, or nothing after it.
    OrOfNothing,
    /// A field without a value.
    NoValue,
    /// A `-` with nothing after it, inside a group or before an operator.
    NotOfNothing,
    /// The regular expression has an error; its own words, in English.
    BadRegex(String),
    /// The regular expression is too large.
    HugeRegex,
    /// No date is written like this.
    BadDate,
    /// `is:` knows read, unread, starred, noted and unreadable.
    BadState,
    /// Parentheses within parentheses without end.
    TooDeep,
    /// More than is ever typed.
    TooLong,
}

impl Wrong {
    /// What is wrong, in the language of the interface.
    pub fn said(&self, words: &'static Words) -> &'static str {
        match self {
            Self::Empty => words.query_empty,
            Self::OpenPhrase => words.wrong_phrase,
            Self::OpenGroup => words.wrong_group,
            Self::NothingToClose => words.wrong_close,
            Self::OpenRegex => words.wrong_regex_open,
            Self::OrOfNothing => words.wrong_or,
            Self::NoValue => words.wrong_value,
            Self::NotOfNothing => words.wrong_not,
            Self::BadRegex(_) => words.wrong_regex,
            Self::HugeRegex => words.wrong_huge,
            Self::BadDate => words.wrong_date,
            Self::BadState => words.wrong_state,
            Self::TooDeep => words.wrong_deep,
            Self::TooLong => words.wrong_long,
        }
    }
}

impl QueryError {
    pub(super) fn new(at: Range<usize>, what: Wrong) -> Self {
        Self { at, what }
    }
}

/// In English, for the command line; a view translates [`Wrong`].
impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            Wrong::Empty => write!(f, "empty query"),
            Wrong::OpenPhrase => write!(f, "a phrase is not closed"),
            Wrong::OpenGroup => write!(f, "a parenthesis is not closed"),
            Wrong::NothingToClose => write!(f, "a parenthesis closes nothing"),
            Wrong::OpenRegex => write!(f, "a regular expression is not closed with /"),
            Wrong::OrOfNothing => write!(f, "OR needs something on both sides"),
            Wrong::NoValue => write!(f, "a field without a value"),
            Wrong::NotOfNothing => write!(f, "- needs something to exclude"),
            Wrong::BadRegex(words) => write!(f, "bad regular expression: {words}"),
            Wrong::HugeRegex => write!(f, "the regular expression is too large"),
            Wrong::BadDate => {
                write!(f, "no date: write 2022-01-12, 2022-01, 2022, a..b, <, <=, >, >= or 7d, 2w, 3m, 1y")
            }
            Wrong::BadState => write!(f, "is: knows read, unread, starred, noted and unreadable"),
            Wrong::TooDeep => write!(f, "too many parentheses"),
            Wrong::TooLong => write!(f, "too long"),
        }
    }
}

impl std::error::Error for QueryError {}
