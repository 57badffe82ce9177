//! What can be wrong with a query, and where.

use std::borrow::Cow;
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
    /// What is wrong, in the language of the interface; of a regular expression in its own words too.
    pub fn said(&self, words: &'static Words) -> Cow<'static, str> {
        let said = match self {
            Self::Empty => words.query_empty,
            Self::OpenPhrase => words.wrong_phrase,
            Self::OpenGroup => words.wrong_group,
            Self::NothingToClose => words.wrong_close,
            Self::OpenRegex => words.wrong_regex_open,
            Self::OrOfNothing => words.wrong_or,
            Self::NoValue => words.wrong_value,
            Self::NotOfNothing => words.wrong_not,
            Self::BadRegex(why) => return Cow::Owned(words.of_what(words.wrong_regex, why).to_string()),
            Self::HugeRegex => words.wrong_huge,
            Self::BadDate => words.wrong_date,
            Self::BadState => words.wrong_state,
            Self::TooDeep => words.wrong_deep,
            Self::TooLong => words.wrong_long,
        };
        Cow::Borrowed(said)
    }
}

impl QueryError {
    pub(super) fn new(at: Range<usize>, what: Wrong) -> Self {
        Self { at, what }
    }
}
