//! A *note*: what the reader of an article should know about how it was read, because something may be wrong with it.

use std::fmt;

use serde::Serialize;

use super::SafeText;

/// Something about the reading of a file that its reader may want to know. JSON: `{"note": "…", …}`; `Display` is one
/// line for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
            Self::Damage { message } => write!(f, "damaged: {message}"),
            Self::Limit { message } => write!(f, "limit reached: {message}"),
        }
    }
}
