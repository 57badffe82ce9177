//! A *file tally*: which files of an archive could be read and which could not, and whether that makes a command fail.
//!
//! An archive has its empty and its broken files, and a command that did what it was asked with all the others has not
//! failed. It has where a path that was named cannot be read, or where nothing at all could be.

use std::collections::HashSet;

use super::{Outcome, complain, say};
use crate::config::ArchiveOptions;
use crate::error::Error;
use crate::library;
use crate::model::SafeText;

/// How a command gets on with the files of an archive.
pub(super) struct FileTally<'o> {
    options: &'o ArchiveOptions,
    /// The paths that were named, as errors name them.
    named: HashSet<SafeText>,
    /// Whether each of these has to be an article.
    strict: bool,
    read: usize,
    unread: usize,
    failed: bool,
    /// The first thing that was not said, because it is no failure as long as something can be read.
    unsaid: Option<String>,
}

impl<'o> FileTally<'o> {
    /// Nothing has been read yet.
    pub fn of(options: &'o ArchiveOptions) -> Self {
        let typed = options.paths.iter().map(|path| SafeText::line(&path.to_string_lossy()));
        let found = library::scan::named(&options.paths).into_iter().map(|origin| origin.display());
        Self {
            options,
            named: typed.chain(found).collect(),
            strict: false,
            read: 0,
            unread: 0,
            failed: false,
            unsaid: None,
        }
    }

    /// The same, for a command to which a path that is named has to be an article, and not only there.
    pub fn strict(options: &'o ArchiveOptions) -> Self {
        Self { strict: true, ..Self::of(options) }
    }

    /// One more was read.
    pub fn take(&mut self) {
        self.read += 1;
    }

    /// One could not be read: it is said, as far as that is wanted.
    pub fn fault(&mut self, error: &Error) {
        self.unread += 1;
        let is_named = error.path().is_some_and(|path| self.named.contains(path));
        let fails = is_named && (self.strict || matches!(error, Error::Read { .. }));
        self.failed |= fails;
        if fails || !self.options.quiet {
            complain(error);
        } else {
            self.unsaid.get_or_insert_with(|| error.to_string());
        }
    }

    /// One is no article, which is said, as far as that is wanted, and counts for nothing.
    pub fn mention(&self, error: &Error) {
        if !self.options.quiet {
            complain(error);
        }
    }

    /// Whether something could not be read.
    pub fn is_incomplete(&self) -> bool {
        self.unread > 0
    }

    /// Whether that makes the command fail: then something has been said.
    pub fn has_failed(&mut self) -> bool {
        let has_failed = self.failed || self.unread > 0 && self.read == 0;
        if let Some(unsaid) = self.unsaid.take().filter(|_| has_failed && !self.failed) {
            say(&unsaid);
        }
        has_failed
    }

    /// How it ended.
    pub fn outcome(&mut self) -> Outcome {
        if self.has_failed() { Outcome::Incomplete } else { Outcome::Done }
    }
}
