//! The question as a tree.

use regex::Regex;

use super::date::Days;
use super::term::Literal;

/// Part of a question.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Everything in it.
    All(Vec<Node>),
    /// Something in it.
    Any(Vec<Node>),
    /// What is in it not.
    Not(Box<Node>),
    /// A word, phrase or regular expression in a text.
    Text(Place, Matcher),
    /// Published on one of these days.
    Date(Days),
    /// In a language: the start of its tag, in small letters.
    Lang(String),
    /// In a state.
    Is(State),
}

/// Where a text is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Title or body.
    Anywhere,
    Title,
    Source,
    Author,
    Editor,
    Category,
    Path,
}

/// How a text is looked for.
#[derive(Clone, Debug)]
pub(super) enum Matcher {
    /// As it was typed, under folds, or by its reading.
    Literal(Box<Literal>),
    /// In the original text, by a regular expression.
    Regex(Regex),
}

/// What `is:` asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Read,
    Unread,
    Starred,
}
