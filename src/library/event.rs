//! What the library has to say: entries as they are found, answers to requests, workers that died.

use std::sync::Arc;

use crate::model::{BlockIx, Entry, EntryId, Failure, OtherFiles, RequestId, SafeText};
use crate::search::{Found, MemberMask, Passages, SearchHit, StoredArticle};

/// What the library delivers to the run loop.
///
/// Every request is answered, by an event that carries its id, unless a later request of the same kind supersedes it:
/// of [`open`](super::Library::open), [`find`](super::Library::find) with [`passages`](super::Library::passages), and
/// [`search`](super::Library::search) only the last one is sure of an answer.
#[derive(Debug)]
pub enum LibraryEvent {
    /// Entries, in the order they were imported, not many at a time but for those that are known from the last run; an
    /// id is its entry's place. One that was delivered before takes the place of what was known of it: its file has
    /// changed.
    Entries(Vec<(EntryId, Entry)>),
    /// How far the import is.
    Progress {
        /// Entries found so far.
        found: usize,
        /// Entries imported so far.
        read: usize,
    },
    /// All files so far that are of a kind that articles are not: they are no entries.
    OtherFiles(OtherFiles),
    /// Everything that was found so far has been imported, or is known from the last run: then files that have changed
    /// since are imported afterwards. Articles can still be opened.
    Done,
    /// The two ends of a long article that was asked for by [`open`](super::Library::open) and is still being read; the
    /// answer follows.
    Excerpt {
        /// The entry.
        id: EntryId,
        /// Its ends, as an article.
        article: Arc<StoredArticle>,
        /// The first block of the end.
        seam: BlockIx,
    },
    /// The answer to [`open`](super::Library::open).
    Opened {
        /// The entry.
        id: EntryId,
        /// The article, or why there is none.
        answer: Result<Arc<StoredArticle>, Failure>,
    },
    /// The answer to [`find`](super::Library::find).
    Found {
        /// The request.
        request: RequestId,
        /// What the query found; nothing where the article does not match it.
        answer: Result<Found, Failure>,
    },
    /// The answer to [`passages`](super::Library::passages).
    Passages {
        /// The request.
        request: RequestId,
        /// The hits, each with the text around it; none where the article does not match.
        answer: Result<Passages, Failure>,
    },
    /// An answer to [`search`](super::Library::search). More follow under the same id, as more articles are searched
    /// and as more are imported, until the search is stopped or another one starts. The entries of the hits have been
    /// delivered before.
    Hits {
        /// The request.
        request: RequestId,
        /// Articles that match, in no order, none of them twice under one id.
        hits: Vec<SearchHit>,
        /// How many articles have been searched so far.
        searched: usize,
    },
    /// An answer to [`count`](super::Library::count). More follow under the same id, as for a search.
    Counts {
        /// The request.
        request: RequestId,
        /// For each article how often it has each keyword, in the order of the keywords; it takes the place of what
        /// was said of the article before. Articles without any keyword are left out.
        counts: Vec<(EntryId, Vec<u32>)>,
        /// In how many articles all keywords have been counted so far.
        counted: usize,
    },
    /// An answer to [`members`](super::Library::members). More follow under the same id, as for a search.
    Members {
        /// The request.
        request: RequestId,
        /// For each article which of the queries it answers; it takes the place of what was said of the article before.
        members: Vec<(EntryId, MemberMask)>,
        /// How many articles have been asked so far.
        asked: usize,
    },
    /// An answer to [`terms`](super::Library::terms): at once against the shipped table, and once more when the words
    /// of the archive are counted.
    Terms {
        /// The request.
        request: RequestId,
        /// The article.
        id: EntryId,
        /// Its key terms, the weightiest first, and how often it has each; none where it has none.
        answer: Result<Vec<(SafeText, usize)>, Failure>,
    },
    /// These entries are no more: their files are gone.
    Gone(Vec<EntryId>),
    /// The catalogue is of no use, or cannot be kept up; everything goes on without.
    Uncached {
        /// Why.
        why: SafeText,
    },
    /// Changes in the archive are not noticed by themselves.
    Unwatched {
        /// Why.
        why: SafeText,
    },
    /// A worker died. What was asked of it is answered, without what it had not found yet.
    Died {
        /// The worker: the name of its thread.
        worker: &'static str,
        /// What it said.
        why: SafeText,
    },
}
