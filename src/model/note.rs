//! A *note*: what the reader of an article should know about how it was read, because something may be wrong with it.

use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::SafeText;

/// Something about the reading of a file that its reader may want to know. JSON: `{"note": "…", …}`; `Display` is one
/// line for a person.
#[derive(Clone, Debug, PartialEq, Eq, BorshDeserialize, BorshSerialize, Serialize)]
#[serde(tag = "note", rename_all = "kebab-case")]
pub enum Note {
    /// The front matter is not valid; it was read line by line.
    FrontMatter {
        /// What is wrong with it, and where.
        message: SafeText,
    },
    /// The file is not well formed; it was read as well as can be.
    Malformed {
        /// What is wrong with it first, and where.
        message: SafeText,
    },
    /// The file names an encoding that its bytes are not in.
    Encoding {
        /// The encoding it names.
        declared: SafeText,
    },
    /// Some lines of the file are in another encoding than the others; each was read in its own.
    MixedEncodings {
        /// The encoding that fewer lines are in.
        other: SafeText,
        /// How many these are.
        lines: usize,
    },
    /// There are characters in the text that no standard gives a meaning: a font of its own drew them.
    PrivateUse {
        /// How many.
        count: usize,
    },
    /// There is no text, only the address of one: a program that keeps things to be read later exported its list.
    LinkOnly,
    /// The file is damaged: this is what could be read of it.
    Damage {
        /// How.
        message: SafeText,
    },
    /// A limit was reached: what is behind it was read as bare text, or not at all.
    Limit {
        /// Which limit.
        message: SafeText,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FrontMatter { message } => write!(f, "front matter read line by line: {message}"),
            Self::Malformed { message } => write!(f, "not well formed: {message}"),
            Self::Encoding { declared } => write!(f, "says it is in {declared}"),
            Self::MixedEncodings { other, lines: 1 } => write!(f, "1 line is in {other}"),
            Self::MixedEncodings { other, lines } => write!(f, "{lines} lines are in {other}"),
            Self::PrivateUse { count: 1 } => write!(f, "1 private-use character"),
            Self::PrivateUse { count } => write!(f, "{count} private-use characters"),
            Self::LinkOnly => write!(f, "only the link was saved"),
            Self::Damage { message } => write!(f, "damaged: {message}"),
            Self::Limit { message } => write!(f, "limit reached: {message}"),
        }
    }
}
