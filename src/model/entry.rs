//! An *entry*: one article's place in the archive, and what the list shows of it without its body.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};

use super::{Meta, MetaBrief, PackedMeta, SafeText};

/// The number of an entry, in the order the scan found it. Stable for the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub usize);

/// The number of a request. An answer carries that of its question, so that a stale one is known for what it is. One
/// counter numbers all requests of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// Where an article's bytes are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A file, by the path it was reached by.
    File(PathBuf),
    /// A file whose path is no UTF-8.
    LegacyFile {
        /// The path it was reached by.
        path: PathBuf,
        /// The path as text, read in the encoding that its names are in.
        shown: SafeText,
    },
    /// Standard input.
    Stdin,
    /// A sample inside the binary: its file name and its bytes.
    Sample {
        /// The file's name in assets.
        name: &'static str,
        /// Its content.
        bytes: &'static [u8],
    },
    /// An article in a file that holds several.
    Part {
        /// The file, or the part of one.
        whole: Arc<Origin>,
        /// Which of its articles.
        part: Part,
    },
}

/// Where an article is inside of its file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, BorshDeserialize, BorshSerialize)]
pub enum Part {
    /// A file in a packed folder, by its path there: `news.zip/2022/a.html`.
    Member(Box<str>),
    /// An item of a feed, a chapter of a book, from 1: `feed.xml#3`.
    Item(usize),
}

impl Origin {
    /// The path of a file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::LegacyFile { path, .. } => Some(path),
            Self::Stdin | Self::Sample { .. } | Self::Part { .. } => None,
        }
    }

    /// Whether it is an item of a feed or a chapter of a book.
    pub fn is_item(&self) -> bool {
        matches!(self, Self::Part { part: Part::Item(_), .. })
    }

    /// The path of the file that it is, or is in.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Part { whole, .. } => whole.file(),
            own => own.path(),
        }
    }

    /// The path as text that may be shown: `-` for standard input, the bare name for a sample. Given as a path, that
    /// of a part finds it again.
    pub fn display(&self) -> SafeText {
        match self {
            // The way round by what may be none takes longer than all the rest.
            Self::File(path) => path.to_str().map_or_else(|| SafeText::line(&path.to_string_lossy()), SafeText::line),
            Self::LegacyFile { shown, .. } => shown.clone(),
            Self::Stdin => SafeText::line("-"),
            Self::Sample { name, .. } => SafeText::line(name),
            Self::Part { whole, part: Part::Member(path) } => SafeText::line(&format!("{}/{path}", whole.display())),
            Self::Part { whole, part: Part::Item(number) } => SafeText::line(&format!("{}#{number}", whole.display())),
        }
    }
}

/// One line of the catalogue.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where its bytes are.
    pub origin: Arc<Origin>,
    /// What is known about it. For an entry that could not be read: a title made of the file's name.
    pub packed: PackedMeta,
    /// The body's length in 字.
    pub length: usize,
    /// Why there is no article here. `None` for a good entry.
    pub failure: Option<Failure>,
}

impl Entry {
    /// All that is known about it, with its path.
    pub fn meta(&self) -> Meta {
        self.packed.unpack(self.origin.display())
    }

    /// What a list shows of that.
    pub fn brief(&self) -> MetaBrief<'_> {
        self.packed.brief()
    }
}

/// Why a file did not become an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, BorshDeserialize, BorshSerialize)]
pub enum Failure {
    /// The system would not let it be read; its words.
    Unreadable(SafeText),
    /// It is empty.
    Empty,
    /// It is of a kind that articles are not: no text, or the text of a program.
    OtherFile {
        /// The kind, by its usual extension; empty where it is not known.
        kind: SafeText,
    },
    /// It is text without an article in it.
    NoArticle,
    /// The parser failed; its words.
    Broken(SafeText),
}
