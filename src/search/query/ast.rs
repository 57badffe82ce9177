//! The question as a tree.

use super::date::Days;
use super::expression::Expression;
use super::term::Literal;

/// Part of a question.
#[derive(Clone, Debug)]
pub(super) enum QueryNode {
    /// Everything in it.
    All(Vec<QueryNode>),
    /// Something in it.
    Any(Vec<QueryNode>),
    /// What is in it not.
    Not(Box<QueryNode>),
    /// A word, phrase or regular expression in a text.
    Text(TextField, Matcher),
    /// Published on one of these days.
    Date(Days),
    /// In a language: the start of its tag, in small letters.
    Lang(String),
    /// In a state.
    Is(EntryMark),
}

/// Where a text is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextField {
    /// Title or body.
    Anywhere,
    Title,
    Source,
    Author,
    Editor,
    Category,
    /// The tags of the reader, and the tags and categories of the file.
    Tag,
    Path,
}

/// How a text is looked for.
#[derive(Clone, Debug)]
pub(super) enum Matcher {
    /// As it was typed, under folds, or by its reading.
    Literal(Box<Literal>),
    /// In the original text, by a regular expression.
    Regex(Box<Expression>),
}

/// What `is:` asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryMark {
    Read,
    Unread,
    Starred,
    Noted,
    Unreadable,
}
