//! What can go wrong, in one enum. Every variant names the file it is about; `Display` is one line for a person.

use std::any::Any;
use std::io;

use crate::model::{Failure, SafeText, Words};

/// An error of kanbao.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or folder could not be opened or read.
    #[error("{path}: {}", plain(.source))]
    Read {
        /// The file.
        path: SafeText,
        /// What the system said.
        source: io::Error,
    },
    /// The file has no text in it at all.
    #[error("{path}: empty file")]
    Empty {
        /// The file.
        path: SafeText,
    },
    /// The file is of a kind that articles are not: no text, or the text of a program.
    #[error("{path}: {}", other(.kind))]
    OtherFile {
        /// The file.
        path: SafeText,
        /// The kind, by its usual extension; empty where it is not known.
        kind: SafeText,
    },
    /// The file is text, but nothing in it is an article's body.
    #[error("{path}: no article text found")]
    NoArticle {
        /// The file.
        path: SafeText,
    },
    /// There is no such command to tell of.
    #[error("{message}")]
    NoCommand {
        /// Which, and which there are.
        message: SafeText,
    },
    /// There is no dictionary to ask.
    #[error("{message}")]
    Dictionary {
        /// How one is named.
        message: SafeText,
    },
    /// Writing to the terminal or to stdout failed.
    #[error("{path}: {}", plain(.source))]
    Write {
        /// `stdout`, or the terminal's name.
        path: SafeText,
        /// What the system said.
        source: io::Error,
    },
    /// A query that cannot be understood.
    #[error("{message}")]
    Query {
        /// What is wrong with it, and where.
        message: SafeText,
    },
    /// What is kept between runs cannot be read or written.
    #[error("{path}: {message}")]
    State {
        /// The database.
        path: SafeText,
        /// What is wrong.
        message: SafeText,
    },
}

/// The system's words without Rust's ` (os error 2)`.
fn plain(error: &io::Error) -> SafeText {
    let text = error.to_string();
    SafeText::line(text.split(" (os error").next().unwrap_or(&text))
}

/// What a file of another kind is.
fn other(kind: &SafeText) -> String {
    if kind.is_empty() { "binary file, not an article".to_owned() } else { format!("a {kind} file, not an article") }
}

impl Error {
    /// The file that it is about.
    pub fn path(&self) -> Option<&SafeText> {
        match self {
            Self::Read { path, .. }
            | Self::Empty { path }
            | Self::OtherFile { path, .. }
            | Self::NoArticle { path }
            | Self::Write { path, .. }
            | Self::State { path, .. } => Some(path),
            Self::NoCommand { .. } | Self::Query { .. } | Self::Dictionary { .. } => None,
        }
    }

    /// What the list says of a file that this happened to.
    pub fn failure(&self) -> Failure {
        match self {
            Self::Empty { .. } => Failure::Empty,
            Self::OtherFile { kind, .. } => Failure::OtherFile { kind: kind.clone() },
            Self::NoArticle { .. } => Failure::NoArticle,
            Self::Read { source, .. } | Self::Write { source, .. } => Failure::Unreadable(plain(source)),
            Self::State { message, .. } => Failure::Broken(message.clone()),
            Self::Query { .. } | Self::NoCommand { .. } | Self::Dictionary { .. } => {
                Failure::Broken(SafeText::line(&self.to_string()))
            }
        }
    }

    /// It in the language of the interface.
    pub fn said(&self, words: &Words) -> SafeText {
        match self.path() {
            Some(path) => words.of_what(path, &self.reason(path)),
            None => SafeText::line(&self.to_string()),
        }
    }

    /// What happened to the file, without its name in front.
    pub fn reason(&self, path: &SafeText) -> SafeText {
        let whole = self.to_string();
        let reason = whole.strip_prefix(path.as_str()).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&whole);
        SafeText::line(reason)
    }

    /// A failed read of `path`.
    pub fn read(path: &SafeText, source: io::Error) -> Self {
        Self::Read { path: path.clone(), source }
    }
}

/// What a panic said, for an event or an entry that has to tell of it.
pub fn panic_message(panic: &(dyn Any + Send)) -> SafeText {
    let said = panic.downcast_ref::<&str>().copied();
    let said = said.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    SafeText::line(said.unwrap_or("a worker died"))
}
